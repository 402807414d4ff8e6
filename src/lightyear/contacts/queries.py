"""Reads on contacts."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from lightyear.contacts import points, profile
from lightyear.contacts.models import Contact, ContactPoint, Event, PointKind
from lightyear.contacts.services import sort_key


@dataclass(frozen=True, slots=True)
class Masked:
    """A contact point as everybody may see it."""

    kind: str
    text: str
    is_confirmed: bool


def known() -> QuerySet[Contact]:
    """Contacts who proved who they are and were not erased, the newest first."""
    return Contact.objects.filter(confirmed_at__isnull=False, erased_at=None).order_by("-created_at", "-id")


def page(*, limit: int, before: tuple[datetime, UUID] | None = None) -> list[Contact]:
    """A page of known contacts by keyset; ask for one more than shown to learn whether there is a next."""
    found = known()
    if before:
        at, contact_id = before
        found = found.filter(Q(created_at__lt=at) | Q(created_at=at, id__lt=contact_id))
    return list(found[:limit])


def new_counts(*, since: datetime, before: datetime) -> tuple[int, int]:
    """How many contacts are new since a moment, and how many were between `before` and it."""
    recent = Q(created_at__gte=since)
    earlier = Q(created_at__gte=before, created_at__lt=since)
    found = known().order_by().filter(created_at__gte=before)
    counted = found.aggregate(now=Count("id", filter=recent), then=Count("id", filter=earlier))
    return counted["now"], counted["then"]


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
    try:
        values = profile.read(contact).points
    except profile.Erased:
        return []
    confirmed = dict(ContactPoint.objects.filter(contact=contact).values_list("kind", "confirmed_at"))
    return [
        Masked(kind, points.masked(kind, value), confirmed.get(kind) is not None)
        for kind, value in values.items()
    ]


def timeline(contact: Contact, *, limit: int = 50) -> list[Event]:
    return list(contact.events.order_by("-at", "-id")[:limit])
