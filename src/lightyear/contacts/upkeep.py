"""Contacts as the organization's own systems keep them: what they say of somebody, changed at any time."""

from collections.abc import Collection, Mapping

from django.db import transaction

from lightyear.contacts import properties, services
from lightyear.contacts.models import Contact, Property
from lightyear.gate.services import Cleared
from lightyear.kit import clock
from lightyear.ledger import services as ledger
from lightyear.ledger.actors import Actor

WORDS = {"name": services.NAME_LENGTH, "region": services.REGION_LENGTH}
"""What is written in words in every contact, with its longest form."""


@transaction.atomic
def vouch(contact: Contact, *, name: str, by: Actor) -> None:
    """The organization says that it knows the contact; her address stays unconfirmed. Safe to repeat.

    `name` is what it calls her: what a stranger may have typed beside her address doesn't count.
    """
    unknown = Contact.objects.filter(id=contact.id, confirmed_at=None, erased_at=None)
    now, name = clock.now(), name[: services.NAME_LENGTH]
    name_key = services.sort_key(name)
    if unknown.update(confirmed_at=now, name=name, name_key=name_key):
        contact.confirmed_at, contact.name, contact.name_key = now, name, name_key
        ledger.record("contact.vouched_for", actor=by, subject=services.reference(contact))


@transaction.atomic
def change(
    contact: Contact,
    *,
    cleared: Cleared[Mapping[str, str]] | None,
    choices: Mapping[str, str],
    named: Mapping[str, Property],
    emptied: Collection[str],
    by: Actor,
) -> Contact:
    """The contact with what the cleared payload says of her; what is the same leaves no trace.

    Parts are called name, region and `properties.PART` + key. `choices` are language and stage; `named`
    the properties that are set, or emptied for want of a part; `emptied` names words that go.
    Raises profile.Erased or properties.Unfit; then nothing has changed.
    """
    mine = services.locked(contact)
    wanted = {**choices, **dict.fromkeys(emptied, ""), **_words(cleared)}
    changed = [name for name, value in wanted.items() if getattr(mine, name) != value]
    for name in changed:
        setattr(mine, name, wanted[name])
    mine.name_key = services.sort_key(mine.name)
    changed += properties.write(cleared, contact=mine, named=named) if named else []
    if changed:
        mine.save()
        decision = str(cleared.decision.id) if cleared else None
        ledger.record(
            "contact.changed",
            actor=by,
            subject=services.reference(mine),
            fields=sorted(changed),
            decision=decision,
        )
    return mine


def _words(cleared: Cleared[Mapping[str, str]] | None) -> dict[str, str]:
    parts = cleared.payload if cleared else {}
    return {name: parts[name][:longest] for name, longest in WORDS.items() if name in parts}
