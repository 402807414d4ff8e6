"""Reads on destinations, agreements and decisions."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet

from lightyear import guard
from lightyear.gate.models import Agreement, AllowedTerm, Decision, Destination, DestinationKind, Verdict
from lightyear.guard import payload
from lightyear.kit import cursor
from lightyear.workspaces import keys, tallies
from lightyear.workspaces import queries as workspaces
from lightyear.workspaces.models import Workspace


@dataclass(frozen=True, slots=True)
class FlowLine:
    """One arrow of the map: where from, where to, for what, how often and with what answer."""

    source: str
    destination: Destination
    purpose: str
    direction: str
    allowed: int
    redacted: int
    blocked: int
    last_at: datetime
    counted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Blocked:
    count: int
    latest_at: datetime | None


def as_guard_destination(destination: Destination) -> guard.Destination:
    """What the guard needs to know of a destination today."""
    return guard.Destination(
        kind=destination.kind,
        agreement=destination.kind == DestinationKind.OWN or has_valid_agreement(destination),
        residency=destination.residency or None,
    )


def has_valid_agreement(destination: Destination) -> bool:
    """Every element of 164.504(e) is there and today lies within its term."""
    return valid_agreements(workspaces.today()).filter(destination=destination).exists()


def valid_agreements(day: date) -> QuerySet[Agreement]:
    return Agreement.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=day),
        starts_on__lte=day,
        ended_at=None,
        elements__contains=list(Agreement.ELEMENTS),
    )


def ending_agreements(day: date, *, within: timedelta) -> list[Agreement]:
    """Valid agreements that end soon and that nothing takes the place of, the soonest first."""
    last = day + within
    later = valid_agreements(day).filter(
        Q(ends_on=None) | Q(ends_on__gt=last), destination=OuterRef("destination")
    )
    ending = valid_agreements(day).filter(~Exists(later), ends_on__lte=last)
    return list(ending.select_related("destination").order_by("ends_on", "id"))


def destinations() -> QuerySet[Destination]:
    """Destinations by name, each with `is_under_agreement`."""
    valid = valid_agreements(workspaces.today()).filter(destination=OuterRef("pk"))
    return Destination.objects.annotate(is_under_agreement=Exists(valid)).order_by("name")


def allowed() -> tuple[tuple[str, str], ...]:
    """The category and the term of what is no finding in this workspace now."""
    standing = AllowedTerm.objects.filter(ended_at=None).order_by("id")
    return tuple((row.category, text) for row in standing if (text := term(row)))


def reader(workspace: Workspace | None = None) -> Callable[..., list[guard.Finding]]:
    """How a text is read in this workspace: by the guard, but for our own contact data and allowed terms.

    The reader takes a text and its channel, "free_text" unless it is said.
    """
    own = (workspace or workspaces.current()).contact_data
    flow = guard.Flow(own=own, allowed=allowed())

    def read(text: str, channel: str = "free_text") -> list[guard.Finding]:
        return list(payload.findings(replace(flow, text=text, channel=channel)))

    return read


def allowed_terms(*, limit: int) -> list[AllowedTerm]:
    """The terms that are allowed and those that were, standing ones and the latest first."""
    newest = AllowedTerm.objects.order_by(F("ended_at").desc(nulls_first=True), "-allowed_at", "-id")
    return list(newest[:limit])


def term(row: AllowedTerm) -> str:
    """What an entry says; "" for one that can't be opened, which then allows nothing."""
    try:
        return keys.unwrap(row.sealed, bound_to=row.id).decode()
    except keys.SealBroken:
        return ""


def flows() -> list[FlowLine]:
    """Every flow that was ever decided, the latest first."""
    counted = tallies.read("gate.flows")
    known = {str(destination.id): destination for destination in destinations()}
    return [
        FlowLine(
            **row
            | {
                "destination": known[row["destination"]],
                "last_at": datetime.fromisoformat(row["last_at"]),
                "counted_at": counted.at,
            }
        )
        for row in counted.value
    ]


@tallies.count("gate.flows")
def _flows(about: str) -> list[dict[str, Any]]:
    rows: Any = (
        Decision.objects.values("source", "destination", "purpose", "direction")
        .annotate(
            allowed=Count("id", filter=Q(verdict=Verdict.ALLOW)),
            redacted=Count("id", filter=Q(verdict=Verdict.REDACT)),
            blocked=Count("id", filter=Q(verdict=Verdict.BLOCK)),
            last_at=Max("at"),
        )
        .order_by("-last_at")
    )
    return [
        row | {"destination": str(row["destination"]), "last_at": row["last_at"].isoformat()} for row in rows
    ]


def blocked_since(moment: datetime) -> Blocked:
    """How many flows were blocked since then, and when the last one was."""
    found = Decision.objects.filter(verdict=Verdict.BLOCK, at__gte=moment)
    return Blocked(**found.aggregate(count=Count("id"), latest_at=Max("at")))


def page(
    *, source: str = "", verdict: str = "", limit: int, before: cursor.Place | None = None
) -> list[Decision]:
    """A page of decisions, the latest first, by keyset."""
    found = decisions(source=source, verdict=verdict)
    if before:
        found = found.filter(cursor.before(before, "at"))
    return list(found[:limit])


def decisions(*, source: str = "", verdict: str = "") -> QuerySet[Decision]:
    """Decisions, the latest first."""
    found = Decision.objects.select_related("destination").order_by("-at", "-id")
    if source:
        found = found.filter(source=source)
    if verdict:
        found = found.filter(verdict=verdict)
    return found
