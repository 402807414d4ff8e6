"""Where data may go, and under which agreement: declaring recipients, signing and ending agreements."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils.text import slugify

from lightyear.gate.models import Agreement, Destination, DestinationKind
from lightyear.kit import clock, ids
from lightyear.ledger import services as ledger
from lightyear.ledger.actors import Actor


class UnknownElement(ValueError):
    """An element that no agreement has."""


class EndsBeforeItStarts(ValueError):
    """The last day comes before the first."""


@transaction.atomic
def declare(*, name: str, kind: str, by: Actor, key: str = "", residency: str = "") -> Destination:
    """A recipient of data; without an agreement nothing protected goes there. Safe to repeat with a key."""
    key = key or _free_key(name)
    destination, is_new = Destination.objects.get_or_create(
        key=key, defaults={"name": name, "kind": kind, "residency": residency.upper()}
    )
    if is_new:
        ledger.record("destination.declared", actor=by, destination=key, kind=kind, residency=residency)
    return destination


@transaction.atomic
def sign(
    *, destination: Destination, elements: Collection[str], starts_on: date, ends_on: date | None, by: Actor
) -> Agreement:
    """Put an agreement on record; it counts while it holds every element of 45 CFR 164.504(e)(2).

    Raises UnknownElement or EndsBeforeItStarts.
    """
    if not set(elements) <= set(Agreement.ELEMENTS):
        raise UnknownElement
    if ends_on is not None and ends_on < starts_on:
        raise EndsBeforeItStarts
    kept = [element for element in Agreement.ELEMENTS if element in elements]
    agreement = Agreement.objects.create(
        destination=destination, elements=kept, starts_on=starts_on, ends_on=ends_on
    )
    ledger.record(
        "agreement.signed",
        actor=by,
        destination=destination.key,
        agreement=str(agreement.id),
        starts_on=starts_on.isoformat(),
        ends_on=ends_on.isoformat() if ends_on else "",
        missing=[element for element in Agreement.ELEMENTS if element not in kept],
    )
    return agreement


@transaction.atomic
def end(*, agreement: Agreement, by: Actor) -> Agreement:
    """End an agreement now: what needs one is off from the next decision on. Safe to repeat."""
    found = (
        Agreement.objects.select_for_update(of=("self",)).select_related("destination").get(id=agreement.id)
    )
    if found.ended_at is None:
        found.ended_at = clock.now()
        found.save(update_fields=["ended_at"])
        ledger.record("agreement.ended", actor=by, destination=found.destination.key, agreement=str(found.id))
    return found


def own(*, key: str, name: str, by: Actor) -> Destination:
    """A system of the organization itself, which counts as under agreement. Safe to repeat."""
    found = Destination.objects.filter(key=key).first()
    return found or declare(key=key, name=name, kind=DestinationKind.OWN, by=by)


def _free_key(name: str) -> str:
    """A key that nobody has, after the name; Chinese names leave nothing of themselves in it."""
    key = slugify(name)[:40] or "destination"
    if Destination.objects.filter(key=key).exists():
        key = f"{key}-{ids.new().hex[-8:]}"
    return key
