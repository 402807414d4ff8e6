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


@click.group()
def ledger() -> None:
    """The tamper-evident record of every decision, access and change."""


@ledger.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--workspace", "slug", required=True, metavar="SLUG", help="Whose ledger to export.")
def export_command(file: Path, slug: str) -> None:
    """Write everything sealed in a workspace's ledger to FILE, as JSON Lines.

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
    size = _export(workspace.id, partial)
    partial.replace(file)
    click.echo(f"{size} entries written to {file}")


@ledger.command("verify")
@click.argument("file", type=click.File("rb"))
@click.option("--anchor", type=click.File("rb"), help="Roots kept elsewhere that the export must fit.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def verify_command(file: Any, anchor: Any, as_json: bool) -> None:
    """Verify an exported ledger with no network and no database.

    An anchor file holds one {"workspace", "size", "root"} per line, "public_key" if known. Without one,
    somebody who holds the signing key could have rewritten the ledger.

    Exits with 0 when the ledger is intact, 1 when it isn't.

    \b
    Example:
      lightyear ledger verify riverbend.jsonl --anchor roots.jsonl
    """
    try:
        anchors = None if anchor is None else list(verify.read_anchors(anchor))
    except verify.AnchorUnreadable:
        raise click.UsageError('Each line of an anchor file is {"workspace", "size", "root"}.') from None
    outcome = verify.check(file, anchors)
    click.echo(_as_json(outcome) if as_json else _in_words(outcome))
    if not isinstance(outcome, verify.Verified):
        sys.exit(1)


def _export(workspace_id: Any, path: Path) -> int:
    from lightyear.ledger import export
    from lightyear.workspaces import wall

    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    with Progress(*columns, console=Console(stderr=True)) as progress, path.open("wb") as file:
        task = progress.add_task("Exporting", total=None)

        def show(written: int, size: int) -> None:
            progress.update(task, completed=written, total=size)

        with wall.enter(workspace_id):
            return export.export(file, progress=show)


def _as_json(outcome: verify.Verified | list[verify.Problem]) -> str:
    if isinstance(outcome, verify.Verified):
        return json.dumps({"verified": True, **dataclasses.asdict(outcome)})
    return json.dumps({"verified": False, "problems": [dataclasses.asdict(each) for each in outcome]})


def _in_words(outcome: verify.Verified | list[verify.Problem]) -> str:
    if not isinstance(outcome, verify.Verified):
        return "\n".join(["The ledger is NOT intact.", *(f"  {problem}" for problem in outcome)])
    anchors = f"{outcome.anchors} anchors fit" if outcome.anchors else "held against no anchor"
    return (
        f"Verified: {outcome.entries} entries, {outcome.heads} heads, {anchors}.\n"
        f"Root {outcome.root}\nPublic key {outcome.public_key}"
    )
