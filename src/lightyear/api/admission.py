"""What programs say of contacts, on its way in: declared or refused, judged by the gate, then written."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.http import HttpResponse

from lightyear import guard
from lightyear.api import problems
from lightyear.api.problems import Problem
from lightyear.api.requests import ProgramRequest, actor
from lightyear.contacts import points, profile, properties, services, upkeep
from lightyear.contacts.models import Contact, Property
from lightyear.gate import services as gate
from lightyear.gate.models import Decision
from lightyear.intake import admission

if TYPE_CHECKING:
    from lightyear.api.contact_forms import Details, NewContact

SOURCE = "api:contacts"

UNDECLARED = "There is no such property. Declare it first."
UNFIT = "Not of the field's type, or not any more since the gate took out what isn't declared."
REFUSED = "The gate refused it. The decision says why."

Payload = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Admitted:
    """A contact as it is now. `decision` is None where there were no words to judge."""

    contact: Contact
    decision: Decision | None
    is_new: bool


@dataclass(frozen=True, slots=True, repr=False)
class _Said:
    """A body in the gate's terms."""

    payload: dict[str, str]
    flows: dict[str, guard.Flow]
    choices: dict[str, str]
    named: dict[str, Property]
    emptied: list[str]


def put(request: ProgramRequest, body: "NewContact") -> Admitted | HttpResponse:
    """Make or change the contact with an address; a refusal leaves the decision alone."""
    said = _said(body)
    said.payload["email"] = body.email
    said.flows["email"] = admission.flow(admission.CATEGORIES["email"], "crm")
    cleared = _clear(request, said)
    if isinstance(cleared, gate.Refusal):
        return _refused(cleared.decision, ["body"], REFUSED)
    try:
        with transaction.atomic():
            contact, is_new = _found_or_made(request, cleared, body)
            contact = _changed(request, contact, said, cleared)
    except (points.NotAnAddress, properties.Unfit) as error:
        return _refused(cleared.decision, _loc(error), UNFIT)
    return Admitted(contact, cleared.decision, is_new)


def change(request: ProgramRequest, contact: Contact, body: "Details") -> Admitted | HttpResponse:
    """Change a contact; a refusal leaves the decision alone."""
    said = _said(body)
    cleared = _clear(request, said) if said.payload else None
    if isinstance(cleared, gate.Refusal):
        return _refused(cleared.decision, ["body"], REFUSED)
    try:
        contact = _changed(request, contact, said, cleared)
    except properties.Unfit as error:
        assert cleared is not None  # noqa: S101 (only a value that was sent can be unfit)
        return _refused(cleared.decision, _loc(error), UNFIT)
    return Admitted(contact, cleared.decision if cleared else None, is_new=False)


def _said(body: "Details") -> _Said:
    named = _declared(body)
    said = _Said({}, {}, {}, named, [])
    for name in sorted(body.model_fields_set & upkeep.WORDS.keys()):
        text = (getattr(body, name) or "").strip()
        if text:
            said.payload[name], said.flows[name] = text, admission.flow(admission.CATEGORIES[name], "crm")
        else:
            said.emptied.append(name)
    for name in ("language", "stage"):
        if getattr(body, name) is not None:
            said.choices[name] = getattr(body, name)
    for key, value in body.properties.items():
        if value is not None:
            part, one = f"{properties.PART}{key}", named[key]
            said.payload[part] = _text(one, value)
            said.flows[part] = admission.flow((one.category,) if one.category else (), one.purpose)
    return said


def _declared(body: "Details") -> dict[str, Property]:
    """The properties that a body names; an undeclared one is refused (PIPL 6)."""
    try:
        return properties.declared(body.properties.keys())
    except properties.Undeclared as error:
        raise Problem(422, errors=[(["body", "properties", key], UNDECLARED) for key in error.keys]) from None


def _text(declared: Property, value: properties.Value) -> str:
    try:
        return properties.as_text(declared, value)
    except properties.Unfit as error:
        raise Problem(422, errors=[(_loc(error), UNFIT)]) from None


def _clear(request: ProgramRequest, said: _Said) -> gate.Cleared[Payload] | gate.Refusal:
    return admission.clear(said.payload, said.flows, source=SOURCE, by=actor(request))


def _found_or_made(
    request: ProgramRequest, cleared: gate.Cleared[Payload], body: "NewContact"
) -> tuple[Contact, bool]:
    contact = services.admit(
        cleared,
        email="email",
        name="name",
        language=body.language or request.workspace.language,
        source=f"api:{body.source}",
        by=actor(request),
    )
    is_new = contact.confirmed_at is None
    upkeep.vouch(contact, name=cleared.payload.get("name", ""), by=actor(request))
    return contact, is_new


def _changed(
    request: ProgramRequest, contact: Contact, said: _Said, cleared: gate.Cleared[Payload] | None
) -> Contact:
    try:
        return upkeep.change(
            contact,
            cleared=cleared,
            choices=said.choices,
            named=said.named,
            emptied=said.emptied,
            by=actor(request),
        )
    except profile.Erased:
        raise Problem(404) from None


def _refused(decision: Decision, loc: list[str | int], why: str) -> HttpResponse:
    """The gate's word against it: returned and not raised, so that its decision is kept."""
    return problems.response(422, errors=[(loc, why)], decision=decision.id)


def _loc(error: Exception) -> list[str | int]:
    return ["body", "properties", error.key] if isinstance(error, properties.Unfit) else ["body", "email"]
