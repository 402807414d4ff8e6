"""What is sent and comes back about contacts. The examples are invented."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, RootModel

from lightyear.accounts.matrix import Action, ContactField
from lightyear.api.admission import Admitted
from lightyear.api.fields import CLOSED, Answer, Body, Email, Key, Line, System, Text
from lightyear.api.pages import Next
from lightyear.api.requests import ProgramRequest, may, shows
from lightyear.contacts import properties, queries
from lightyear.contacts.models import Contact as Row

Language = Literal["en", "zh-hans"]
Stage = Literal[
    "subscriber",
    "lead",
    "marketing_qualified",
    "sales_qualified",
    "opportunity",
    "customer",
    "evangelist",
    "other",
]
Value = Annotated[Text, Field(max_length=2000)] | bool | int | Annotated[float, Field(allow_inf_nan=False)]

ID = "0190c5a2-7b1e-7c3d-9f00-5a1e2b3c4d5e"
EXAMPLE: dict[str, Any] = {
    "id": ID,
    "code": "C-1042",
    "name": "Ana Reyes",
    "region": "Ohio",
    "language": "en",
    "stage": "lead",
    "source": "api:clinic-site",
    "created_at": "2026-03-02T14:05:09.120Z",
    "points": [{"kind": "email", "masked": "a•••@m••••.example", "is_confirmed": False}],
    "properties": {"visits": 2},
    "sealed": ["birthday"],
}
DECISION: dict[str, Any] = {"id": "0190c5a2-7b1e-7c3d-9f00-5a1e2b3c4d60", "verdict": "allow"}

REFUSES: dict[str, Any] = {"x-refuses": "properties that aren't declared, and values that don't fit them"}
LINKS: dict[str, Any] = {
    "responses": {
        201: {
            "links": {
                "get": {"operationId": "getContact", "parameters": {"contact": "$response.body#/id"}},
                "change": {"operationId": "changeContact", "parameters": {"contact": "$response.body#/id"}},
                "open": {"operationId": "openContactField", "parameters": {"contact": "$response.body#/id"}},
                "grant": {"operationId": "grantConsent", "parameters": {"contact": "$response.body#/id"}},
                "withdraw": {
                    "operationId": "withdrawConsent",
                    "parameters": {"contact": "$response.body#/id"},
                },
            }
        }
    }
}


class Details(Body):
    """What may be said of a contact."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"region": "Ohio", "properties": {"visits": 3, "birthday": None}}]}
    )

    name: Annotated[Line, Field(max_length=120)] | None = None
    region: Annotated[Line, Field(max_length=80)] | None = Field(
        None, description="A state, province or country."
    )
    language: Language | None = Field(None, description="The language of letters; null leaves it.")
    stage: Stage | None = Field(None, description="The lifecycle stage; null leaves it.")
    properties: dict[Key, Value | None] = Field(
        default_factory=dict,
        max_length=50,
        description="Values of declared properties, by key.",
        json_schema_extra=CLOSED,
    )


class NewContact(Details):
    """A contact by her e-mail address."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "email": "ana.reyes@mailbox.example",
                    "name": "Ana Reyes",
                    "region": "Ohio",
                    "stage": "lead",
                    "source": "clinic-site",
                }
            ]
        }
    )

    email: Email
    source: System = Field("api", description="Which of your systems knows the contact.")


class LookUp(Body):
    """An exact e-mail address."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"email": "ana.reyes@mailbox.example"}]})

    email: Email


class Opening(Body):
    """Which masked field, and why."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"field": "email", "reason": "call_back"}]})

    field: Key = Field(description="email, phone, or the key of a sensitive property.")
    reason: Literal["call_back", "correct", "other"]


class Opened(Answer):
    """A field in clear."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"field": "email", "value": "ana.reyes@mailbox.example"}]}
    )

    field: str
    value: str | bool | int | float


class Point(Answer):
    """A way to reach somebody, masked."""

    kind: Literal["email", "phone"]
    masked: str
    is_confirmed: bool


class Contact(Answer):
    """A contact as the key's owner may see her: null is what her role doesn't show."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    id: UUID
    code: str
    name: str | None
    region: str | None
    language: str
    stage: Stage
    source: str
    created_at: datetime
    points: list[Point] | None
    properties: dict[str, str | bool | int | float] | None
    sealed: list[str] | None = Field(description="Sensitive properties that have a value; openings show it.")


class ContactPage(Answer):
    """A page of contacts."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [EXAMPLE], "next": None}]})

    items: list[Contact]
    next: Next


class DecisionNote(Answer):
    """What the gate decided; its reasons are under decisions."""

    id: UUID
    verdict: Literal["allow", "redact", "block"]


class ContactChanged(Contact):
    """The contact as it is now, and the gate's decision about what was sent, if it had to judge anything."""

    decision: DecisionNote | None


class Receipt(Answer):
    """Which contact it was: all that a key without contacts.view gets to read."""

    id: UUID
    decision: DecisionNote | None


class ContactWritten(RootModel[ContactChanged | Receipt]):
    """The contact and the decision; to a key without contacts.view her identifier and the decision."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{**EXAMPLE, "decision": DECISION}, {"id": ID, "decision": DECISION}]}
    )


class Found(Answer):
    """The contact, or null."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"contact": EXAMPLE}]})

    contact: Contact | None


def shown(request: ProgramRequest, rows: Sequence[Row]) -> list[Contact]:
    """Contacts as the key's owner may see them."""
    masked = queries.masked_points_of(rows)
    values = properties.values(rows)
    return [_shown(request, row, masked[row.id], values.get(row.id, {})) for row in rows]


def written(request: ProgramRequest, admitted: Admitted) -> ContactWritten:
    """What may be answered to a write: writing shows nothing that the key could not read."""
    decision = DecisionNote.model_validate(admitted.decision) if admitted.decision else None
    if not may(request, Action.CONTACTS_VIEW):
        return ContactWritten(Receipt(id=admitted.contact.id, decision=decision))
    seen = shown(request, [admitted.contact])[0]
    return ContactWritten(ContactChanged(**seen.model_dump(), decision=decision))


def plain(value: Any) -> str | bool | int | float:
    """A value as JSON writes it: numbers as numbers, dates as 2026-03-02."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, bool) else str(value)


def _shown(
    request: ProgramRequest, row: Row, masked: Sequence[queries.Masked], values: Mapping[str, Any]
) -> Contact:
    points = [{"kind": one.kind, "masked": one.text, "is_confirmed": one.is_confirmed} for one in masked]
    kept = {name: getattr(row, name) for name in ("id", "code", "language", "stage", "source", "created_at")}
    seen = {
        name: value if shows(request, field) else None
        for name, field, value in (
            ("name", ContactField.NAME, row.name),
            ("region", ContactField.REGION, row.region),
            ("points", ContactField.POINTS, points),
            ("properties", ContactField.PROPERTIES, {key: plain(value) for key, value in values.items()}),
            ("sealed", ContactField.SENSITIVE_PROPERTIES, properties.sealed_keys(row)),
        )
    }
    return Contact.model_validate(kept | seen)
