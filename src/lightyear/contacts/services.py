"""Writes on contacts. Personal data enters only as a `Cleared` payload of the gate."""

import unicodedata
from collections.abc import Mapping
from typing import Any

from django.db import connection, transaction

from lightyear.contacts import points, profile, rights
from lightyear.contacts.models import Contact, ContactPoint, Event, PointKind
from lightyear.gate.services import Cleared
from lightyear.kit import clock, ids, locks
from lightyear.ledger import services as ledger
from lightyear.ledger.actors import Actor
from lightyear.workspaces import wall

NAME_LENGTH = 120
REGION_LENGTH = 80


class Taken(ValueError):
    """Another contact has this address."""


@transaction.atomic
def admit(
    cleared: Cleared[Mapping[str, str]], *, email: str, name: str, language: str, source: str, by: Actor
) -> Contact:
    """The contact with the e-mail address in a cleared payload, made if she is new.

    `email` and `name` are the payload's keys. What a known contact is called does not change here:
    whoever typed the address has not proved that it is hers. Raises points.NotAnAddress.
    """
    address = points.normalize(PointKind.EMAIL, cleared.payload[email])
    lookup = points.lookup(PointKind.EMAIL, address)
    # Two submissions of one address at the same moment must find one contact, not make two.
    locks.hold(lookup)
    known = ContactPoint.objects.select_related("contact").filter(kind=PointKind.EMAIL, lookup=lookup).first()
    if known:
        found: Contact = known.contact
        return found
    contact = _new(name=cleared.payload.get(name, ""), language=language, source=source)
    contact.email_domain = address.rpartition("@")[2]
    profile.write(contact, profile.Profile(points={PointKind.EMAIL: address}))
    contact.save(force_insert=True)
    ContactPoint.objects.create(contact=contact, kind=PointKind.EMAIL, lookup=lookup)
    ledger.record("contact.created", actor=by, subject=reference(contact), source=source)
    return contact


@transaction.atomic
def confirm(contact: Contact, *, kind: str, name: str, by: Actor, region: str = "") -> None:
    """The contact proved that a point is hers; what she says of herself counts from now on. Safe to repeat.

    What somebody else called her before that, who only typed her address, doesn't.
    """
    now = clock.now()
    ContactPoint.objects.filter(contact=contact, kind=kind, confirmed_at=None).update(confirmed_at=now)
    if name or contact.confirmed_at is None:
        contact.name, contact.name_key = name[:NAME_LENGTH], sort_key(name)
    contact.region = region[:REGION_LENGTH] or contact.region
    contact.confirmed_at = contact.confirmed_at or now
    contact.save(update_fields=["name", "name_key", "region", "confirmed_at"])
    ledger.record("contact.confirmed", actor=by, subject=reference(contact), kind=kind)


@transaction.atomic
def reveal(contact: Contact, *, kind: str, reason: str, by: Actor) -> str:
    """The contact point in clear, for a reason that goes to the ledger."""
    value = profile.read(contact).points[kind]
    ledger.record("contact.revealed", actor=by, subject=reference(contact), kind=kind, reason=reason)
    return value


@transaction.atomic
def export(contact: Contact, *, reason: str, by: Actor) -> dict[str, Any]:
    """All that is held of a contact, opened, for a reason that goes to the ledger. Raises profile.Erased."""
    held = rights.everything(contact)
    ledger.record("contact.exported", actor=by, subject=reference(contact), reason=reason)
    return held


@transaction.atomic
def erase(contact: Contact, *, by: Actor) -> None:
    """Destroy a contact's key, what stands in clear, and what other packages hold of her (`rights`).

    Proofs go on verifying. Safe to repeat.
    """
    if contact.erased_at is not None:
        return
    destroyed = rights.destroy(contact)
    ledger.record("contact.erased", actor=by, subject=reference(contact), destroyed=destroyed)
    for name in ("name", "name_key", "region", "email_domain", "source"):
        setattr(contact, name, "")
    contact.wrapped_key = contact.profile = contact.salt = None
    contact.erased_at = clock.now()
    contact.save()


@transaction.atomic
def readdress(contact: Contact, cleared: Cleared[Mapping[str, str]], *, email: str, by: Actor) -> bool:
    """Give the contact the e-mail address in a cleared payload, unconfirmed; False if she has it already.

    `email` is the payload's key. Raises points.NotAnAddress, Taken, profile.Erased.
    """
    address = points.normalize(PointKind.EMAIL, cleared.payload[email])
    lookup = points.lookup(PointKind.EMAIL, address)
    locks.hold(lookup)
    mine = locked(contact)
    held = ContactPoint.objects.filter(kind=PointKind.EMAIL, lookup=lookup).first()
    if held:
        if held.contact_id != mine.id:
            raise Taken
        return False
    opened = profile.read(mine)
    opened.points[PointKind.EMAIL] = address
    profile.write(mine, opened)
    mine.email_domain = address.rpartition("@")[2]
    mine.save(update_fields=["profile", "wrapped_key", "email_domain"])
    ContactPoint.objects.update_or_create(
        contact=mine, kind=PointKind.EMAIL, defaults={"lookup": lookup, "confirmed_at": None}
    )
    ledger.record(
        "contact.readdressed",
        actor=by,
        subject=reference(mine),
        kind=str(PointKind.EMAIL),
        decision=str(cleared.decision.id),
    )
    return True


def locked(contact: Contact) -> Contact:
    """The contact's row as it is now, until the transaction ends. Raises profile.Erased."""
    mine = Contact.objects.select_for_update().get(id=contact.id)
    if mine.erased_at is not None:
        raise profile.Erased
    return mine


def happened(contact: Contact, kind: str, **facts: Any) -> Event:
    """Add to a contact's timeline; facts hold keys and identifiers, never contents."""
    return Event.objects.create(contact=contact, kind=kind, facts=facts)


def reference(contact: Contact) -> bytes | None:
    """How the ledger names a contact: meaningless once her salt is destroyed."""
    return ledger.reference("contact", str(contact.id), salt=bytes(contact.salt)) if contact.salt else None


def sort_key(name: str) -> str:
    """The form in which names are ordered and looked up: compatible, folded, without spaces around."""
    return unicodedata.normalize("NFKC", name).casefold().strip()[:240]


def take_numbers(count: int) -> int:
    """Reserve contact numbers; returns the first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO contacts_counter AS c (id, workspace_id, value) VALUES (%s, %s, %s) "
            "ON CONFLICT (workspace_id) DO UPDATE SET value = c.value + excluded.value RETURNING value",
            [ids.new(), wall.current(), count],
        )
        last: int = cursor.fetchone()[0]
    return last - count + 1


def _new(*, name: str, language: str, source: str) -> Contact:
    return Contact(
        number=take_numbers(1),
        name=name[:NAME_LENGTH],
        name_key=sort_key(name),
        language=language,
        source=source,
    )
