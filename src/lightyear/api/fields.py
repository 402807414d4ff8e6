"""The kinds of fields that bodies, queries and answers are made of."""

import re
from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic.config import JsonDict
from pydantic_core import PydanticCustomError

from lightyear import guard
from lightyear.guard import labels

UUID_FORM = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
MOMENT_FORM = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:[Zz]|[+-]\d\d:\d\d)", re.ASCII)
"""RFC 3339, section 5.6."""

LONG_NUMBER = re.compile(r"\d{7}")
"""As long as the shortest telephone numbers; no system's name needs it."""


class Body(BaseModel):
    """What is sent: exactly these fields, of exactly these types."""

    model_config = ConfigDict(strict=True, extra="forbid")


class Answer(BaseModel):
    """What comes back: these fields and no others."""

    model_config = ConfigDict(extra="forbid", from_attributes=True)


def _uuid(value: Any) -> Any:
    if isinstance(value, UUID):
        return value
    if not isinstance(value, str) or not UUID_FORM.fullmatch(value):
        raise ValueError("no identifier")
    return UUID(value)


def _moment(value: Any) -> Any:
    if isinstance(value, datetime):
        return value
    if not isinstance(value, str) or not MOMENT_FORM.fullmatch(value):
        raise ValueError("no moment")
    try:
        return datetime.fromisoformat(value.upper()).astimezone(UTC)
    except OverflowError:
        raise ValueError("no moment") from None


def _text(value: str) -> str:
    """Half of a surrogate pair is no character: it could be neither stored nor sealed."""
    value.encode()
    return value


def _names_nobody(value: str) -> str:
    """Labels pass no gate and reach the ledger for good: one that tells of somebody is refused whole."""
    if labels.categories(value):
        raise PydanticCustomError("label_tells", "a label tells of somebody")
    return value


def _names_no_identifier(value: str) -> str:
    """A kind of data may be called after a condition, never after a person."""
    if labels.categories(value) - {guard.HEALTH}:
        raise PydanticCustomError("label_tells", "a label tells of somebody")
    return value


def _names_a_system(value: str) -> str:
    if LONG_NUMBER.search(value):
        raise PydanticCustomError("label_tells", "a label tells of somebody")
    return _names_nobody(value)


Id = Annotated[UUID, BeforeValidator(_uuid), WithJsonSchema({"type": "string", "format": "uuid"})]
Moment = Annotated[
    datetime, BeforeValidator(_moment), WithJsonSchema({"type": "string", "format": "date-time"})
]
Line = Annotated[str, Field(pattern=r"^[^\u0000-\u001f\u007f]*$"), AfterValidator(_text)]
"""Words on one line, without control characters."""

Name = Annotated[Line, AfterValidator(_names_no_identifier)]
"""What people read where a key stands. It is kept, so it must say nothing about anybody."""

Text = Annotated[str, Field(pattern=r"^[^\u0000]*$"), AfterValidator(_text)]
"""Words of any kind; no database keeps the character zero."""

Key = Annotated[str, Field(pattern="^[a-z][a-z0-9_-]{0,49}$")]
"""What the organization calls a property, purpose or destination that it declared."""

NewKey = Annotated[Key, AfterValidator(_names_no_identifier)]
"""What it will call one from now on. It is kept, so it must say nothing about anybody."""

System = Annotated[Key, AfterValidator(_names_a_system)]
"""What the caller calls one of its systems. It is kept, so it must say nothing about anybody."""

Label = Annotated[str, Field(pattern="^[a-z][a-z0-9._-]{0,39}$"), AfterValidator(_names_nobody)]
"""What the caller calls a part or a source. It is kept, so it must say nothing about anybody."""

Reference = Annotated[str, Field(pattern=f"^{labels.REFERENCE}$"), AfterValidator(_names_nobody)]
"""An identifier in the caller's records. It is kept, so it must say nothing about anybody."""

Email = Annotated[
    str,
    Field(
        max_length=254,
        pattern=r"^[A-Za-z0-9._+-]{1,64}@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9]{2,63}$",
    ),
]

CLOSED: JsonDict = {"additionalProperties": False}
"""For a mapping, whose keys have a pattern: there are no others."""
