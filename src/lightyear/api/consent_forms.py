"""What is sent and comes back about consent. The examples are invented."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, RootModel

from lightyear.api.fields import Answer, Body, Id, Key, Moment, Reference, System
from lightyear.api.pages import Next
from lightyear.consent.models import ConsentRecord
from lightyear.consent.models import Notice as NoticeRow
from lightyear.consent.models import Standing as StandingRow

POINTS = {"email": "email", "sms": "phone", "phone": "phone"}
"""The kind of contact point that a channel reaches."""

Channel = Literal["email", "sms", "phone"]
Yes = Literal["granted", "refused", "withdrawn"]

PURPOSE: dict[str, Any] = {
    "key": "newsletter",
    "kind": "commercial",
    "name_en": "Newsletter",
    "name_zh": "电子报",
    "about_en": "Once a month, about joints and movement.",
    "about_zh": "每月一期，关于关节与运动。",
}
NOTICE: dict[str, Any] = {
    "id": "0190c5a2-7b1e-7c3d-9f00-5a1e2b3c4d61",
    "purpose": "newsletter",
    "channel": "email",
    "language": "en",
    "version": 2,
    "wording": "Riverbend Health may send me its newsletter by e-mail. I can withdraw at any time.",
    "digest": "9f2c6a0c1d0b4c55d6a4a7a7b0d1c9d0e8f6b2a1c3d4e5f60718293a4b5c6d7e",
    "created_at": "2026-02-01T09:00:00Z",
}
RECORD: dict[str, Any] = {
    "id": "0190c5a2-7b1e-7c3d-9f00-5a1e2b3c4d62",
    "purpose": "newsletter",
    "channel": "email",
    "answer": "granted",
    "notice": NOTICE["id"],
    "notice_digest": NOTICE["digest"],
    "at": "2026-03-02T14:06:00Z",
    "source": "api:clinic-site",
    "evidence": {"method": "web_form", "given_at": "2026-03-02T14:05:00Z", "double_opt_in": True},
}
STANDING: dict[str, Any] = {
    "purpose": "newsletter",
    "channel": "email",
    "answer": "granted",
    "since": "2026-03-02T14:06:00Z",
    "record": RECORD["id"],
}


class Evidence(Body):
    """How you know. It says nothing that only the contact herself should say."""

    method: Literal["web_form", "paper", "phone", "in_person"]
    given_at: Moment = Field(description="When she agreed, with time zone.")
    reference: Reference | None = Field(
        None, description="Where your own system keeps the proof: an identifier, no name and no address."
    )
    double_opt_in: bool = Field(
        False, description="She confirmed from the address itself: it counts as confirmed from now on."
    )


class Grant(Body):
    """A yes to the exact wording of a notice."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"notice": NOTICE["id"], "source": "clinic-site", "evidence": RECORD["evidence"]},
            ]
        }
    )

    notice: Id
    source: System = Field(description="Which of your systems took the answer.")
    evidence: Evidence


class Withdrawal(Body):
    """A no to a purpose on a channel."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"purpose": "newsletter", "channel": "email", "source": "call-center"}]
        }
    )

    purpose: Key
    channel: Channel
    source: System = Field(description="Which of your systems took the answer.")


class Purpose(Answer):
    """What data is used for. A commercial purpose needs consent; a service one answers a request."""

    model_config = ConfigDict(json_schema_extra={"examples": [PURPOSE]})

    key: str
    kind: Literal["commercial", "service"]
    name_en: str
    name_zh: str
    about_en: str
    about_zh: str


class PurposeList(Answer):
    """Every purpose."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [PURPOSE]}]})

    items: list[Purpose]


class Notice(Answer):
    """The exact wording of a consent question; `digest` is the SHA-256 of it in UTF-8."""

    model_config = ConfigDict(json_schema_extra={"examples": [NOTICE]})

    id: UUID
    purpose: str
    channel: Channel
    language: str
    version: int
    wording: str
    digest: str
    created_at: datetime


class NoticePage(Answer):
    """A page of notices."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [NOTICE], "next": None}]})

    items: list[Notice]
    next: Next


class Record(Answer):
    """One answer, as it was given. Records are never changed."""

    model_config = ConfigDict(json_schema_extra={"examples": [RECORD]})

    id: UUID
    purpose: str
    channel: Channel
    answer: Yes
    notice: UUID | None
    notice_digest: str
    at: datetime
    source: str
    evidence: dict[str, Any]


class RecordReceipt(Answer):
    """Which record it is: all that a key without consents.view gets to read."""

    id: UUID


class RecordWritten(RootModel[Record | RecordReceipt]):
    """The record that stands now; to a key without consents.view its identifier."""

    model_config = ConfigDict(json_schema_extra={"examples": [RECORD, {"id": RECORD["id"]}]})


class RecordPage(Answer):
    """A page of records."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [RECORD], "next": None}]})

    items: list[Record]
    next: Next


class Standing(Answer):
    """The answer that holds now."""

    model_config = ConfigDict(json_schema_extra={"examples": [STANDING]})

    purpose: str
    channel: Channel
    answer: Yes
    since: datetime
    record: UUID


class StandingList(Answer):
    """A contact's standing answers."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [STANDING]}]})

    items: list[Standing]


def notice(row: NoticeRow) -> Notice:
    return Notice.model_validate({**_fields(Notice, row), "purpose": row.purpose.key})


def record(row: ConsentRecord) -> Record:
    return Record.model_validate(
        {**_fields(Record, row), "purpose": row.purpose.key, "notice": row.notice_id}
    )


def standing(row: StandingRow) -> Standing:
    return Standing.model_validate(
        {**_fields(Standing, row), "purpose": row.purpose.key, "record": row.record_id}
    )


def _fields(form: type[Answer], row: Any) -> dict[str, Any]:
    return {
        name: getattr(row, name) for name in form.model_fields if name not in {"purpose", "notice", "record"}
    }
