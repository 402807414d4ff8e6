"""What is sent and comes back about decisions. The examples are invented."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from lightyear.api.fields import CLOSED, Answer, Body, Id, Key, Label, NewKey, Text
from lightyear.api.pages import Next
from lightyear.gate.models import Decision as Row
from lightyear.gate.models import Destination as DestinationRow
from lightyear.gate.models import DestinationKind
from lightyear.guard import types

Verdict = Literal["allow", "redact", "block"]
Kind = Literal["own", "mail", "sms", "chat", "advertising", "crm", "model", "analytics", "other"]

EXAMPLE: dict[str, Any] = {
    "id": "0190c5a2-7b1e-7c3d-9f00-5a1e2b3c4d63",
    "code": "D-2b3c4d63",
    "at": "2026-03-02T14:10:00Z",
    "direction": "out",
    "source": "api:landing-pages",
    "purpose": "conversions",
    "destination": "ads",
    "subject": "visitor",
    "verdict": "block",
    "categories": ["email", "health_context"],
    "findings": [
        {"part": "page", "category": "email", "detector": "email", "start": 36, "end": 52, "score": 99}
    ],
    "set_aside": [],
    "considered": [
        {
            "rule": "direct-unprotected.hipaa",
            "matched": True,
            "verdict": "block",
            "cite": "45 CFR 164.502(a)",
            "parts": ["page"],
        }
    ],
    "profiles": ["hipaa"],
    "rulebook": "2026.11.1",
}
DESTINATION: dict[str, Any] = {
    "key": "ads",
    "name": "Search advertising",
    "kind": "advertising",
    "residency": "us",
    "is_under_agreement": False,
}
LINKS: dict[str, Any] = {
    "responses": {
        201: {
            "links": {"get": {"operationId": "getDecision", "parameters": {"decision": "$response.body#/id"}}}
        }
    }
}


class Filter(BaseModel):
    """Which decisions are asked for."""

    model_config = ConfigDict(extra="forbid")

    source: str = Field(
        "", pattern="^[A-Za-z0-9:._-]{0,80}$", description="Where the flow began, such as form:class."
    )
    verdict: Literal["", "allow", "redact", "block"] = ""


class Recipient(Body):
    """A contact, on a channel: whether she agreed to the purpose is looked up."""

    contact: Id
    channel: Literal["email", "sms", "phone"]


class Question(Body):
    """A flow that you have in mind. Silence fails closed."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "destination": "ads",
                    "purpose": "conversions",
                    "parts": {"page": "https://clinic.example/oncology/?email=ana@home.example"},
                    "channel": "url",
                    "source": "landing-pages",
                }
            ]
        }
    )

    destination: Key = Field(description="The key of one of your destinations.")
    purpose: NewKey = Field(description="What it is for; one that no rule knows is blocked.")
    parts: dict[Label, Annotated[Text, Field(max_length=20_000)]] = Field(
        min_length=1,
        max_length=20,
        description="The texts, by a name that says nothing about anybody.",
        json_schema_extra=CLOSED,
    )
    channel: Literal[*types.CHANNELS] = "free_text"  # type: ignore[valid-type]
    page: Literal["public", "condition", "booking", "portal"] = "public"
    sender: Literal["provider", "plan", "other"] = "provider"
    subject: Literal["visitor", "contact", "known_patient", "staff"] = "visitor"
    declared: list[Literal["health_context", *types.CATEGORIES]] = Field(  # type: ignore[valid-type]
        default_factory=list, max_length=30, description="Categories that the flow may carry."
    )
    recipient: Recipient | None = None
    source: Label = Field("decisions", description="Which of your systems asks.")


class Finding(Answer):
    """Where something was found and what it is, without what it says. Offsets are code points."""

    part: str
    category: str
    detector: str
    start: int
    end: int
    score: int = Field(description="Out of 100.")


class Considered(Answer):
    """A rule that was looked at."""

    rule: str
    matched: bool
    verdict: Verdict
    cite: str
    parts: list[str]


class Decision(Answer):
    """What the gate decided about a flow, and why. It holds no contents."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    id: UUID
    code: str
    at: datetime
    direction: Literal["in", "out"]
    source: str
    purpose: str
    destination: str
    subject: str
    verdict: Verdict
    categories: list[str]
    findings: list[Finding]
    set_aside: list[Finding] = Field(description="What would be a finding but for your allowed terms.")
    considered: list[Considered]
    profiles: list[str]
    rulebook: str


class Answered(Decision):
    """A decision, and what of the payload could leave under it: null when it is blocked."""

    model_config = ConfigDict(json_schema_extra={"examples": [{**EXAMPLE, "passing": None}]})

    passing: dict[str, str] | None


class DecisionPage(Answer):
    """A page of decisions."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [EXAMPLE], "next": None}]})

    items: list[Decision]
    next: Next


class Destination(Answer):
    """Where data may go. Under agreement: a BAA or processor agreement stands today, or it is your own."""

    model_config = ConfigDict(json_schema_extra={"examples": [DESTINATION]})

    key: str
    name: str
    kind: Kind
    residency: str
    is_under_agreement: bool


class DestinationList(Answer):
    """Every destination, by name."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [DESTINATION]}]})

    items: list[Destination]


def decision(row: Row) -> Decision:
    fields = {name: getattr(row, name, None) for name in Decision.model_fields}
    return Decision.model_validate(
        {**fields, "destination": row.destination.key, "subject": row.subject_kind}
    )


def destination(row: DestinationRow) -> Destination:
    fields = {name: getattr(row, name) for name in Destination.model_fields}
    return Destination.model_validate(
        fields | {"is_under_agreement": fields["is_under_agreement"] or row.kind == DestinationKind.OWN}
    )
