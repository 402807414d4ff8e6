"""`lightyear demo load`: many more invented people, in an organization that is invented too."""

import multiprocessing
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from random import Random
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from lightyear.cli import setup

if TYPE_CHECKING:
    from uuid import UUID

    from lightyear.cli.demo_rows import Rows, Setting
    from lightyear.cli.demo_way import Way
    from lightyear.gate.models import Decision
    from lightyear.intake.definition import Definition
    from lightyear.ledger.actors import Actor
    from lightyear.messaging.models import Template, TemplateVersion
    from lightyear.workspaces.models import Workspace

LANGUAGES = ("en", "zh-hans")
BATCH = 5000


@click.command("load", short_help="Add many invented people.")
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
        for loaded in fill(workspace, count=count, at_once=2):
            progress.advance(task, loaded)
    analyze()
    seconds = time.monotonic() - started
    click.echo(f"{count:,} people in {seconds:.1f} s, {count / seconds:,.0f} a second.")


def analyze() -> None:
    """Give the planner statistics of what was added; runs outside the wall."""
    from django.db import connection

    from lightyear.cli import demo_rows

    tables = ", ".join(model._meta.db_table for model in demo_rows.Rows.ORDER)
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {tables}, ledger_entry")


def fill(workspace: "Workspace", *, count: int, seed: int | None = None, at_once: int = 1) -> Iterator[int]:
    """Add people batch by batch, each in one transaction with one ledger entry; yields the size of each.

    With several at once each process makes and writes batches of its own.
    """
    sizes = [min(BATCH, count - start) for start in range(0, count, BATCH)]
    # Nobody's secret hangs on who the invented people are.
    chance = Random(seed)  # noqa: S311
    seeds = [chance.getrandbits(64) for _ in sizes]
    if min(at_once, len(sizes)) == 1:
        yield from map(partial(_batch, workspace), sizes, seeds)
        return
    spawned = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(at_once, mp_context=spawned, initializer=setup.django) as pool:
        yield from pool.map(partial(_batch, workspace), sizes, seeds)


def _batch(workspace: "Workspace", size: int, seed: int) -> int:
    from lightyear.contacts import services as contacts
    from lightyear.workspaces import wall

    # The numbers by themselves, so that no batch waits for another one's.
    with wall.enter(workspace.id):
        first = contacts.take_numbers(size)
    with wall.enter(workspace.id):
        _add(_setting(workspace), first, size, Random(seed))  # noqa: S311
    return size


def _add(setting: "Setting", first: int, size: int, chance: Random) -> None:
    from lightyear.cli import demo_rows
    from lightyear.gate.models import Decision
    from lightyear.ledger import services as ledger
    from lightyear.ledger.actors import Actor
    from lightyear.workspaces import bulk

    by = Actor.system("demo")
    rows = demo_rows.make(setting, first=first, count=size, chance=chance)
    for model, some in rows:
        if model is Decision:
            _decide(rows, by)
        else:
            bulk.insert(model, some)
    _step(rows, setting, by)
    ledger.record("demo.loaded", actor=by, contacts=size, first=first)


def _decide(rows: "Rows", by: "Actor") -> None:
    """The decisions of each destination as one set of the gate, with one ledger entry."""
    from lightyear.gate import services as gate
    from lightyear.gate.models import Decision, Destination

    decisions = rows.of(Decision)
    for destination in Destination.objects.filter(id__in={one.destination_id for one in decisions}):
        of_it = [one for one in decisions if one.destination_id == destination.id]
        gate.write_set(of_it, destination=destination, by=by)


def _step(rows: "Rows", setting: "Setting", by: "Actor") -> None:
    """One ledger entry for each step of the journey that somebody took."""
    from lightyear.journeys import advance
    from lightyear.journeys.models import Passage

    passages = sorted(rows.of(Passage), key=lambda passage: passage.id)
    for step, batch in setting.way.batches.items() if setting.way else ():
        passed = [
            (one.id, one.enrollment_id, str(one.outcome), one.reason) for one in passages if one.step == step
        ]
        if setting.way and passed:
            advance.enter_set(setting.way.version, step, passed, batch=batch, by=by)


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
    used = (definition.confirmation_template, "news", "nurture")
    templates = {one.key: one for one in Template.objects.select_related("purpose").filter(key__in=used)}
    return demo_rows.Setting(
        version=version,
        definition=definition,
        language=workspace.language,
        notices={language: intake.notices(definition, language) for language in LANGUAGES},
        confirmation=templates[definition.confirmation_template],
        news=templates["news"],
        nurture=templates.get("nurture"),
        sample=_sample(version.form.slug, definition),
        letters=_letters(workspace, templates.values()),
        way=_way(workspace, version.form.slug),
        now=clock.now(),
    )


def _sample(slug: str, definition: "Definition") -> "Decision":
    """What the gate decides of an answer like theirs."""
    from lightyear import guard
    from lightyear.gate import services as gate
    from lightyear.intake import services as intake
    from lightyear.kit import ids
    from lightyear.ledger.actors import Actor

    typed = {"name": "Ada", "email": "ada.abernathy@mailbox.example", "region": "Oregon"}
    fields = [field for field in definition.fields if field.role]
    decision = gate.judge(
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
    decision.batch = ids.new()
    return decision


def _letters(
    workspace: "Workspace", templates: Iterable["Template"]
) -> "dict[tuple[UUID, str], tuple[Decision, TemplateVersion]]":
    """What the gate decides of a letter of each template in each language, and what it is made of."""
    from lightyear.contacts.models import Contact
    from lightyear.gate import services as gate
    from lightyear.kit import clock, ids
    from lightyear.ledger.actors import Actor
    from lightyear.messaging import channel, filling, letters, queries
    from lightyear.messaging.models import Message

    confirm = {"path": "c", "kind": "confirm", "row": str(ids.new())}
    messages = [
        Message(
            contact=Contact(name="Ada", language=language, confirmed_at=clock.now()),
            template=template,
            details={"links": {"confirm": confirm}},
        )
        for template in templates
        for language in LANGUAGES
    ]
    versions = queries.versions_in_force({message.template_id for message in messages})
    filled = [filling.fill(message, versions[message.template_id], workspace) for message in messages]
    decisions = gate.judge_many(
        [letters.parcel(message, letter) for message, letter in zip(messages, filled, strict=True)],
        destination=channel.get("email").destination(),
        by=Actor.system("demo"),
    )
    return {
        (message.template_id, message.contact.language): (decision, letter.version)
        for message, letter, decision in zip(messages, filled, decisions, strict=True)
    }


def _way(workspace: "Workspace", form: str) -> "Way | None":
    """The demonstration's journey, if it is as it was made."""
    from lightyear.accounts.models import Membership
    from lightyear.cli import demo_journey, demo_way
    from lightyear.journeys.models import JourneyVersion

    live = JourneyVersion.objects.select_related("journey").filter(is_live=True)
    version = live.filter(journey__key=demo_journey.KEY).first()
    member = Membership.objects.filter(workspace=workspace).order_by("created_at").first()
    if version is None or member is None:
        return None
    return demo_way.of(version, form=form, staff=member.user_id)


def _synthetic(slug: str) -> "Workspace":
    from lightyear.workspaces.models import Workspace

    found = Workspace.objects.filter(slug=slug).first()
    if found is None:
        known = Workspace.objects.filter(is_synthetic=True).order_by("slug").values_list("slug", flat=True)
        hint = f"There are: {', '.join(known)}." if known else "Start it with: lightyear up --demo"
        raise click.ClickException(f"The demonstration has no workspace {slug}. {hint}")
    if not found.is_synthetic:
        raise click.ClickException(f"{slug} is a real organization: invented people have no place in it.")
    return found
