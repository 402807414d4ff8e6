"""What programs and staff say of a contact, on its way in: judged by the gate, then written."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from lightyear import guard
from lightyear.contacts import services, upkeep
from lightyear.contacts.models import Contact
from lightyear.gate import services as gate
from lightyear.gate.models import Decision
from lightyear.intake import services as intake
from lightyear.ledger.actors import Actor

CATEGORIES = {"email": ("email",), "name": ("name",), "region": ()}
"""What each word of a contact may hold: a region is no address."""

STAFF = "staff:contacts"

Payload = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Corrected:
    """A contact as she is now. `decision` is None where there were no new words to judge."""

    contact: Contact
    decision: Decision | None


def flow(declared: tuple[str, ...], purpose: str) -> guard.Flow:
    """How a word of a contact comes in, for what it may hold."""
    return guard.Flow(
        direction="in",
        channel="form",
        subject="contact",
        purpose=purpose,
        declared=declared,
        sender="provider",
    )


def clear(
    payload: Payload, flows: Mapping[str, guard.Flow], *, source: str, by: Actor
) -> gate.Cleared[Payload] | gate.Refusal:
    """Ask the gate whether words of a contact may be kept here."""
    return gate.clear(
        payload, flows, destination=intake.own_destination(), source=source, by=by, purpose="crm"
    )


def correct(
    contact: Contact, *, words: Mapping[str, str], language: str, email: str, by: Actor
) -> Corrected | gate.Refusal:
    """Write what a member of staff corrects: name and region, language, and an address unless it is "".

    What is the same as before isn't judged again. Raises points.NotAnAddress, services.Taken, profile.Erased;
    then nothing has changed but that the decision is on record.
    """
    payload = {name: text for name, text in words.items() if text and text != getattr(contact, name)}
    payload |= {"email": email} if email else {}
    cleared = None
    if payload:
        flows = {name: flow(CATEGORIES[name], "crm") for name in payload}
        answer = clear(payload, flows, source=STAFF, by=by)
        if isinstance(answer, gate.Refusal):
            return answer
        cleared = answer
    emptied = [name for name, text in words.items() if not text]
    with transaction.atomic():
        if cleared and email:
            services.readdress(contact, cleared, email="email", by=by)
        changed = upkeep.change(
            contact, cleared=cleared, choices={"language": language}, named={}, emptied=emptied, by=by
        )
    return Corrected(changed, cleared.decision if cleared else None)
