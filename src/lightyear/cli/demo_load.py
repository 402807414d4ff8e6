"""`lightyear demo load`: many more invented people, in an organization that is invented too."""

import time
from collections.abc import Iterator
from random import Random
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from lightyear.cli import setup

if TYPE_CHECKING:
    from lightyear.cli.demo_rows import Setting
    from lightyear.gate.models import Decision
    from lightyear.intake.definition import Definition
    from lightyear.workspaces.models import Workspace

BATCH = 5000


@click.command("load")
@click.option(
    "--contacts", "count", type=click.IntRange(1, 5_000_000), required=True, help="How many people."
)
@click.option(
    "--workspace", "slug", default="riverbend", show_default=True, help="Whose contacts they become."
)
def load(count: int, slug: str) -> None:
    """Add invented people with eighteen months of sign-ups, consents and messages.

    Each run adds more. Only a demonstration's workspace takes them.

    \b
    Example:
      lightyear demo load --contacts 100000
    """
    setup.django()
    workspace = _synthetic(slug)
    started, console = time.monotonic(), Console(stderr=True)
    columns = (TextColumn("people"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console) as progress:
        task = progress.add_task("people", total=count)
        for loaded in fill(workspace, count=count):
            progress.advance(task, loaded)
    seconds = time.monotonic() - started
    click.echo(f"{count:,} people in {seconds:.1f} s, {count / seconds:,.0f} a second.")


def fill(workspace: "Workspace", *, count: int, seed: int | None = None) -> Iterator[int]:
    """Add people batch by batch, each in one transaction with one ledger entry; yields the size of each."""
    from lightyear.workspaces import wall

    # Nobody's secret hangs on who the invented people are.
    chance = Random(seed)  # noqa: S311
    for start in range(0, count, BATCH):
        size = min(BATCH, count - start)
        with wall.enter(workspace.id):
            _add(_setting(workspace), size, chance)
        yield size


def _add(setting: "Setting", size: int, chance: Random) -> None:
    from lightyear.cli import demo_rows
    from lightyear.contacts import services as contacts
    from lightyear.ledger import services as ledger
    from lightyear.ledger.actors import Actor
    from lightyear.workspaces import bulk

    first = contacts.take_numbers(size)
    rows = demo_rows.make(setting, first=first, count=size, chance=chance)
    for model, some in rows:
        bulk.insert(model, some)
    ledger.record("demo.loaded", actor=Actor.system("demo"), contacts=size, first=first)


def _setting(workspace: "Workspace") -> "Setting":
    """The first form that visitors see, with what it says in both languages."""
    from lightyear.cli import demo_rows
    from lightyear.intake import definition as definitions
    from lightyear.intake import services as intake
    from lightyear.intake.models import FormVersion
    from lightyear.kit import clock
    from lightyear.messaging.models import Template

    published = FormVersion.objects.filter(published_at__isnull=False).select_related("form")
    version = published.order_by("form__created_at", "-number")[0]
    definition = definitions.read(version.definition)
    return demo_rows.Setting(
        version=version,
        definition=definition,
        language=workspace.language,
        notices={language: intake.notices(definition, language) for language in ("en", "zh-hans")},
        confirmation=Template.objects.get(key=definition.confirmation_template),
        news=Template.objects.get(key="news"),
        sample=_sample(version.form.slug, definition),
        now=clock.now(),
    )


def _sample(slug: str, definition: "Definition") -> "Decision":
    """What the gate decides of an answer like theirs."""
    from lightyear import guard
    from lightyear.gate import services as gate
    from lightyear.intake import services as intake
    from lightyear.ledger.actors import Actor

    typed = {"name": "Ada", "email": "ada.abernathy@mailbox.example", "region": "Oregon"}
    fields = [field for field in definition.fields if field.role]
    judged = gate.clear(
        {field.key: typed[field.role] for field in fields},
        {
            field.key: guard.Flow(
                direction="in", channel="form", purpose=field.purpose, declared=field.categories
            )
            for field in fields
        },
        destination=intake.own_destination(),
        source=f"form:{slug}",
        by=Actor.system("demo"),
    )
    return judged.decision


def _synthetic(slug: str) -> "Workspace":
    from lightyear.workspaces.models import Workspace

    found = Workspace.objects.filter(slug=slug).first()
    if found is None:
        raise click.ClickException(f"There is no workspace {slug}. Start the demonstration first.")
    if not found.is_synthetic:
        raise click.ClickException(f"{slug} is a real organization: invented people have no place in it.")
    return found
