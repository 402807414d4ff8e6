"""Reads on journeys: how many are where, what came of each step, and one person's way."""

from collections import defaultdict
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet

from lightyear.contacts.models import Contact
from lightyear.journeys import definition as definitions
from lightyear.journeys.models import Enrollment, Journey, JourneyVersion, Passage
from lightyear.kit import cursor
from lightyear.messaging.models import State
from lightyear.workspaces import tallies

INSIDE = Q(due_at__isnull=False)


@dataclass(slots=True)
class Numbers:
    """How many people a step has seen: came in = here now + went on + left."""

    here: int = 0
    went_on: int = 0
    left: int = 0
    yes: int = 0
    no: int = 0
    waiting: int = 0
    sent: int = 0
    not_sent: dict[str, int] = field(default_factory=dict)

    @property
    def came_in(self) -> int:
        return self.here + self.went_on + self.left

    @property
    def not_sent_count(self) -> int:
        return sum(self.not_sent.values())


@dataclass(frozen=True, slots=True)
class Totals:
    came_in: int
    inside: int
    done: int
    left: int


@dataclass(frozen=True, slots=True)
class Figures:
    """A version in numbers; `counted_at` is None when they were taken just now."""

    totals: Totals
    numbers: dict[str, Numbers]
    counted_at: datetime | None


def journeys() -> QuerySet[Journey]:
    """Journeys by name, each with its live version's number and moment."""
    live = Q(versions__is_live=True)
    return Journey.objects.annotate(
        number=Min("versions__number", filter=live), live_since=Min("versions__published_at", filter=live)
    ).order_by("name", "id")


def totals_by_journey() -> tuple[dict[UUID, Totals], datetime | None]:
    """The totals of every journey that anybody came into, and when they were counted unless just now."""
    counted = tallies.read("journeys.totals")
    return {UUID(key): _totals(states) for key, states in counted.value.items()}, counted.at


@tallies.count("journeys.totals")
def _states_by_journey(about: str) -> dict[str, dict[str, int]]:
    counted: dict[str, dict[str, int]] = defaultdict(dict)
    rows = Enrollment.objects.order_by().values_list("journey", "state").annotate(n=Count("id"))
    for journey_id, state, count in rows:
        counted[str(journey_id)][state] = count
    return counted


def version(journey: Journey, number: int | None = None) -> JourneyVersion | None:
    """A version by number, else the live one, else the last."""
    found = journey.versions.order_by("-is_live", "-number")
    return (found.filter(number=number) if number is not None else found).first()


def figures(version: JourneyVersion) -> Figures:
    """The totals and the numbers of every step, as they are or, over many people, as they were kept."""
    counted = tallies.read("journeys.version", str(version.id))
    numbers = {step: Numbers(**kept) for step, kept in counted.value["numbers"].items()}
    return Figures(Totals(**counted.value["totals"]), defaultdict(Numbers, numbers), counted.at)


@tallies.count("journeys.version")
def _figures(about: str) -> dict[str, Any]:
    version = JourneyVersion.objects.get(id=about)
    kept = {step: asdict(found) for step, found in numbers(version).items()}
    return {"totals": asdict(totals(version)), "numbers": kept}


def totals(version: JourneyVersion) -> Totals:
    """How many came in, are inside, went through and left, of a version."""
    found = Enrollment.objects.filter(version=version).order_by()
    return _totals(dict(found.values_list("state").annotate(n=Count("id"))))


def numbers(version: JourneyVersion) -> dict[str, Numbers]:
    """The numbers of every step of a version that anybody has come to."""
    found: dict[str, Numbers] = defaultdict(Numbers)
    standing = Enrollment.objects.filter(INSIDE, version=version).order_by().values_list("step")
    for step, count in standing.annotate(n=Count("id")):
        found[step].here = count
    passed = Passage.objects.filter(version=version).order_by().values_list("step", "outcome")
    for step, outcome, count in passed.annotate(n=Count("id")):
        _count(found[step], outcome, count)
    for step, state, reason, count in _messages(version):
        _count_message(found[step], state, reason, count)
    return found


def page(journey: Journey, *, limit: int, before: cursor.Place | None = None) -> list[Enrollment]:
    """A page of the people who came in, the latest first, by keyset."""
    found = journey.enrollments.select_related("contact", "version").order_by("-entered_at", "-id")
    if before:
        found = found.filter(cursor.before(before, "entered_at"))
    return list(found[:limit])


def passages(enrollment: Enrollment) -> list[Passage]:
    """The steps that somebody took, in order."""
    return list(enrollment.passages.select_related("message__decision").order_by("at", "id"))


def paused() -> list[Journey]:
    """The journeys that stand still, the longest first."""
    return list(Journey.objects.filter(paused_at__isnull=False).order_by("paused_at", "id"))


def sending(template: str) -> list[Journey]:
    """The journeys whose live version sends a template."""
    found = JourneyVersion.objects.filter(is_live=True).select_related("journey").order_by("journey__name")
    return [
        version.journey
        for version in found
        if any(
            isinstance(step, definitions.Send) and step.template == template
            for step in definitions.steps(definitions.read(version.definition))
        )
    ]


def of_contact(contact: Contact, *, limit: int = 20) -> list[Enrollment]:
    found = contact.enrollments.select_related("journey").order_by("-entered_at", "-id")
    return list(found[:limit])


def next_due() -> datetime | None:
    """When the next person is due in a journey that isn't paused."""
    moving = Enrollment.objects.filter(INSIDE, journey__paused_at=None)
    soonest: datetime | None = moving.aggregate(at=Min("due_at"))["at"]
    return soonest


def _totals(counted: dict[str, int]) -> Totals:
    state = Enrollment.State
    inside = counted.get(state.IN, 0) + counted.get(state.WAITING, 0)
    return Totals(sum(counted.values()), inside, counted.get(state.DONE, 0), counted.get(state.LEFT, 0))


def _messages(version: JourneyVersion) -> list[tuple[str, str, str, int]]:
    """What became of the messages of each step: it may be left out later than at the step itself."""
    found = Passage.objects.filter(version=version, message__isnull=False).order_by()
    grouped = found.values_list("step", "message__state", "message__reason")
    return list(grouped.annotate(n=Count("id")))


def _count(numbers: Numbers, outcome: str, count: int) -> None:
    if outcome == Passage.Outcome.LEFT:
        numbers.left += count
        return
    numbers.went_on += count
    if outcome == Passage.Outcome.YES:
        numbers.yes += count
    elif outcome == Passage.Outcome.NO:
        numbers.no += count


def _count_message(numbers: Numbers, state: str, reason: str, count: int) -> None:
    if state == State.SENT:
        numbers.sent += count
    elif state in (State.LEFT_OUT, State.FAILED):
        numbers.not_sent[reason] = numbers.not_sent.get(reason, 0) + count
    else:
        numbers.waiting += count
