"""Commands on the ledger: export it, and verify an export anywhere."""

import dataclasses
import json
import sys
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from lightyear.ledger import verify

KEY_BYTES = 32
VERIFIED, NOT_INTACT, ONLY_CONSISTENT = 0, 1, 3


def _key(context: click.Context, option: click.Parameter, value: str | None) -> bytes | None:
    """The 32 bytes of an Ed25519 key (RFC 8032) from hex, with spaces or without."""
    try:
        key = None if value is None else bytes.fromhex(value)
    except ValueError:
        key = b""
    if key is None or len(key) == KEY_BYTES:
        return key
    raise click.BadParameter(f"A public key is {KEY_BYTES} bytes in hex.")


@click.group()
def ledger() -> None:
    """The tamper-evident record of every decision, access and change."""


@ledger.command("export", short_help="Write a workspace’s ledger to FILE.")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--workspace", "slug", required=True, metavar="SLUG", help="Whose ledger to export.")
def export_command(file: Path, slug: str) -> None:
    """Write everything sealed in a workspace's ledger to FILE, as JSON Lines; the ledger says so itself.

    Prints the public key that signs it, and the anchor of its end: a line to keep where nobody who keeps
    the ledger can change it. Verifying compares with both.

    \b
    Example:
      lightyear ledger export riverbend.jsonl --workspace riverbend
    """
    from lightyear.cli import setup

    setup.django()
    from lightyear.workspaces.models import Workspace

    try:
        workspace = Workspace.objects.get(slug=slug)
    except Workspace.DoesNotExist:
        raise click.UsageError(f"There is no workspace {slug!r}.") from None
    partial = file.with_name(f"{file.name}.partial")
    try:
        anchor = _export(workspace.id, partial)
        partial.replace(file)
    finally:
        partial.unlink(missing_ok=True)
    click.echo(f"{anchor.size} entries written to {file}")
    click.echo(f"Public key: {anchor.public_key}\nAnchor: {json.dumps(dataclasses.asdict(anchor))}")


@ledger.command("verify")
@click.argument("file", type=click.File("rb"))
@click.option("--public-key", callback=_key, metavar="KEY", help="The key that must have signed it, in hex.")
@click.option("--anchor", type=click.File("rb"), help="Anchors kept elsewhere that the export must fit.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def verify_command(file: Any, public_key: bytes | None, anchor: Any, as_json: bool) -> None:
    """Verify an exported ledger with no network and no database.

    Anybody can write a ledger and sign it with a key of their own. The public key of an installation is on
    its ledger page, and `ledger export` prints it: get it from there, not from the export.

    Who holds the signing key could still change the ledger, or leave out its end. Anchors show it for the
    entries that they cover. An anchor file holds one {"workspace", "size", "root", "public_key"} per line,
    as `ledger export` prints them.

    \b
    Exits with
      0  it is intact, and signed by the key that you gave or that an anchor names
      1  it is not
      3  it is consistent, but only the file itself says whose key signed it
    Whether the end is covered by an anchor is in the words, not in the code.

    \b
    Example:
      lightyear ledger verify riverbend.jsonl --public-key 3f1c… --anchor anchors.jsonl
    """
    try:
        anchors = None if anchor is None else list(verify.read_anchors(anchor))
    except verify.AnchorUnreadable:
        raise click.UsageError(
            'Each line of an anchor file is {"workspace", "size", "root", "public_key"}.'
        ) from None
    outcome = verify.check(file, anchors, public_key=public_key)
    click.echo(_as_json(outcome) if as_json else _in_words(outcome))
    sys.exit(_exit_code(outcome))


def _export(workspace_id: Any, path: Path) -> verify.Anchor:
    from lightyear.ledger import export, services
    from lightyear.ledger.actors import Actor
    from lightyear.workspaces import wall

    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    with Progress(*columns, console=Console(stderr=True)) as progress, path.open("wb") as file:
        task = progress.add_task("Exporting", total=None)

        def show(written: int, size: int) -> None:
            progress.update(task, completed=written, total=size)

        with wall.enter(workspace_id):
            anchor = export.anchor(export.export(file, progress=show))
            services.record("ledger.exported", actor=Actor.system("command"), size=anchor.size)
            return anchor


def _exit_code(outcome: verify.Intact | list[verify.Problem]) -> int:
    if not isinstance(outcome, verify.Intact):
        return NOT_INTACT
    return VERIFIED if outcome.is_key_known else ONLY_CONSISTENT


def _as_json(outcome: verify.Intact | list[verify.Problem]) -> str:
    if isinstance(outcome, verify.Intact):
        return json.dumps({"verified": outcome.is_key_known, **dataclasses.asdict(outcome)})
    return json.dumps({"verified": False, "problems": [dataclasses.asdict(each) for each in outcome]})


def _in_words(outcome: verify.Intact | list[verify.Problem]) -> str:
    if not isinstance(outcome, verify.Intact):
        return "\n".join(["The ledger is NOT intact.", *(f"  {problem}" for problem in outcome)])
    found = f"{outcome.entries} entries, {outcome.heads} heads, root {outcome.root}."
    return "\n".join([f"{_whose(outcome)}\n  {outcome.public_key}", found, _how_far(outcome)])


def _whose(outcome: verify.Intact) -> str:
    if outcome.is_key_known:
        return "Verified, and signed by the key that it should be:"
    return (
        "Consistent, but signed by the key in this file. Compare it with the one on the ledger page,\n"
        "or give that one with --public-key. If it is another, anybody may have written this file:"
    )


def _how_far(outcome: verify.Intact) -> str:
    if not outcome.anchors:
        return "No anchor: if the key's holder left out the end or changed entries, this doesn't show it."
    if outcome.anchored < outcome.entries:
        return (
            f"Anchored up to entry {outcome.anchored} of {outcome.entries}: later ones rest on the key alone."
        )
    return f"Anchored: all {outcome.entries} entries. Whether others followed, only a later anchor shows."
