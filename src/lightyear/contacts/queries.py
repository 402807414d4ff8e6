"""Reads on contacts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from lightyear.contacts import points, profile
from lightyear.contacts.models import Contact, ContactPoint, Event, PointKind
from lightyear.contacts.services import sort_key
from lightyear.kit import clock, cursor
from lightyear.workspaces import tallies


@dataclass(frozen=True, slots=True)
class Masked:
    """A contact point as everybody may see it."""

    kind: str
    text: str
    is_confirmed: bool


def known() -> QuerySet[Contact]:
    """Contacts who proved who they are and were not erased, the newest first."""
    return Contact.objects.filter(confirmed_at__isnull=False, erased_at=None).order_by("-created_at", "-id")


def chosen(*, stage: str = "", is_confirmed: bool | None = None) -> QuerySet[Contact]:
    """Known contacts in a stage, and whose e-mail address is proved or isn't; without an order."""
    found = known().order_by()
    if stage:
        found = found.filter(stage=stage)
    if is_confirmed is not None:
        unproved = ContactPoint.objects.filter(
            contact=OuterRef("pk"), kind=PointKind.EMAIL, confirmed_at__isnull=True
        )
        found = found.filter(~Exists(unproved) if is_confirmed else Exists(unproved))
    return found


def stretch(
    found: QuerySet[Contact], *, by_name: bool, beside: Contact | None, is_back: bool, limit: int
) -> list[Contact]:
    """The contacts that follow one of a list, or precede it if `is_back`; by name, or the newest first.

    In the order of the list, the ones next to it. Without one: those at the list's beginning.
    """
    column = "name_key" if by_name else "created_at"
    is_rising = by_name != is_back
    if beside is not None:
        found = found.filter(_past(column, beside, is_rising=is_rising))
    sign = "" if is_rising else "-"
    rows = list(found.order_by(f"{sign}{column}", f"{sign}id")[:limit])
    return rows[::-1] if is_back else rows


def _past(column: str, beside: Contact, *, is_rising: bool) -> Q:
    """Beyond a row in the order of a column; the first part is what lets the index begin there."""
    value, side = getattr(beside, column), "gt" if is_rising else "lt"
    further = Q(**{f"{column}__{side}": value}) | Q(**{column: value, f"id__{side}": beside.id})
    return Q(**{f"{column}__{side}e": value}) & further


def page(*, limit: int, before: cursor.Place | None = None) -> list[Contact]:
    """A page of known contacts by keyset; ask for one more than shown to learn whether there is a next."""
    found = known()
    if before:
        found = found.filter(cursor.before(before, "created_at"))
    return list(found[:limit])


def new_counts(*, days: int) -> tuple[int, int]:
    """How many contacts are new in the last days, and how many were in as many days before."""
    now, then = tallies.read("contacts.new", str(days)).value
    return now, then


@tallies.count("contacts.new")
def _new(days: str) -> list[int]:
    since = clock.now() - timedelta(days=int(days))
    before = since - timedelta(days=int(days))
    counted = (
        known()
        .order_by()
        .filter(created_at__gte=before)
        .aggregate(
            now=Count("id", filter=Q(created_at__gte=since)),
            then=Count("id", filter=Q(created_at__lt=since)),
        )
    )
    return [counted["now"], counted["then"]]


def by_email(address: str) -> Contact | None:
    """The contact with exactly this address, through the blind index; None for what is no address."""
    try:
        normal = points.normalize(PointKind.EMAIL, address)
    except points.NotAnAddress:
        return None
    point = (
        ContactPoint.objects.select_related("contact")
        .filter(kind=PointKind.EMAIL, lookup=points.lookup(PointKind.EMAIL, normal))
        .first()
    )
    return point.contact if point else None


def known_by_email(address: str) -> Contact | None:
    """The same among known contacts."""
    found = by_email(address)
    return found if found and found.confirmed_at and not found.erased_at else None


def by_number(number: int) -> Contact | None:
    """The known contact with this number, as in C-123."""
    return known().filter(number=number).first()


def by_name(start: str, *, limit: int) -> list[Contact]:
    """Known contacts whose name starts so: a range on a C-collated key, fast behind the wall too."""
    key = sort_key(start)
    if not key:
        return []
    found = known().filter(name_key__gte=key, name_key__lt=f"{key}\U0010ffff").order_by("name_key", "id")
    return list(found[:limit])


def opened_point(contact: Contact, kind: str) -> str:
    """A point in clear, for a page that was opened with a reason (services.reveal)."""
    return profile.read(contact).points.get(kind, "")


def masked_points(contact: Contact) -> list[Masked]:
    """The contact's points, masked; none when she was erased."""
    return masked_points_of([contact])[contact.id]


def masked_points_of(contacts: Sequence[Contact]) -> dict[UUID, list[Masked]]:
    """The points of each contact, masked; none of those who were erased."""
    confirmed = set(
        ContactPoint.objects.filter(contact__in=contacts, confirmed_at__isnull=False).values_list(
            "contact_id", "kind"
        )
    )
    return {
        contact.id: [
            Masked(kind, points.masked(kind, value), (contact.id, kind) in confirmed)
            for kind, value in _points(contact).items()
        ]
        for contact in contacts
    }


def timeline(contact: Contact, *, limit: int = 50) -> list[Event]:
    return list(contact.events.order_by("-at", "-id")[:limit])


def _points(contact: Contact) -> dict[str, str]:
    try:
        return profile.read(contact).points
    except profile.Erased:
        return {}
