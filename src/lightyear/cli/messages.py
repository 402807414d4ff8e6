"""Commands on messages: settle the uncertain ones by a mail server's log."""

import json
from typing import IO, TYPE_CHECKING

import click

if TYPE_CHECKING:
    from lightyear.messaging.maillog import Log
    from lightyear.messaging.reconciliation import Proposal, Reconciled

CHUNK_BYTES = 1024 * 1024


@click.group()
def messages() -> None:
    """What was sent, and what nobody knows the fate of."""


@messages.command("reconcile")
@click.argument("logfile", type=click.File("rb"))
@click.option("--workspace", "slug", required=True, metavar="SLUG", help="Whose messages to settle.")
@click.option("--yes", "is_sure", is_flag=True, help="Don't ask before anything is changed.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object; needs --yes.")
def reconcile(logfile: IO[bytes], slug: str, is_sure: bool, as_json: bool) -> None:
    """Settle uncertain messages by LOGFILE, the log of the mail server that was to take them.

    A message in the log was delivered. One that isn't there goes out again, unless it left before the first
    or after the last of our messages in the log: of that time the log says nothing. "-" reads from a pipe.

    \b
    Example:
      lightyear messages reconcile /var/log/mail.log --workspace riverbend
    """
    if as_json and not is_sure:
        raise click.UsageError("--json needs --yes.")
    from lightyear.cli import setup

    setup.django()
    from lightyear.ledger.actors import Actor
    from lightyear.messaging import reconciliation
    from lightyear.workspaces import wall
    from lightyear.workspaces.models import Workspace

    workspace = Workspace.objects.filter(slug=slug).first()
    if workspace is None:
        raise click.UsageError(f"There is no workspace {slug!r}.")
    log = _read(logfile)
    with wall.enter(workspace.id):
        proposal = reconciliation.propose(log.message_ids)
    if not is_sure:
        click.echo(_announced(proposal))
        click.confirm("Settle them so?", abort=True)
    with wall.enter(workspace.id):
        settled = reconciliation.settle(
            delivered=proposal.delivered,
            missing=proposal.missing,
            by=Actor.system("command"),
            evidence=log.evidence,
        )
    click.echo(_told(settled, proposal, as_json=as_json))


def _read(file: IO[bytes]) -> "Log":
    from lightyear.messaging import maillog

    try:
        return maillog.read(iter(lambda: file.read(CHUNK_BYTES), b""))
    except maillog.TooLong:
        limit = maillog.LIMIT_BYTES // 1024**2
        raise click.UsageError(f"The log is longer than {limit} MB: send the part that matters.") from None


def _announced(proposal: "Proposal") -> str:
    return (
        f"{len(proposal.delivered)} uncertain messages are in the log: delivered.\n"
        f"{len(proposal.missing)} are not: they go out again.\n"
        f"{len(proposal.untold)} left at a time of which the log says nothing: they stay as they are."
    )


def _told(settled: "Reconciled", proposal: "Proposal", *, as_json: bool) -> str:
    untold = len(proposal.untold)
    if as_json:
        counts = {"delivered": settled.delivered, "requeued": settled.requeued, "untold": untold}
        return json.dumps(counts)
    return f"{settled.delivered} delivered, {settled.requeued} sent again, {untold} still uncertain"
