"""Properties: what the organization declared that it keeps of contacts."""

from typing import Annotated, Any, Literal

from django.http import Http404
from ninja import Body as JsonBody
from ninja import Router, Status
from pydantic import ConfigDict, Field

from lightyear.accounts import doors
from lightyear.accounts.matrix import Action
from lightyear.api.fields import Answer, Body, Key, Name, NewKey
from lightyear.api.problems import Problem
from lightyear.api.requests import ProgramRequest, actor
from lightyear.consent.models import Purpose
from lightyear.contacts import properties
from lightyear.contacts.models import Property as Row
from lightyear.contacts.models import Sensitivity
from lightyear.guard import types

router = Router(tags=["Properties"])

EXAMPLE: dict[str, Any] = {
    "key": "birthday",
    "name_en": "Birthday",
    "name_zh": "生日",
    "type": "date",
    "category": "date",
    "is_sensitive": True,
    "purpose": "newsletter",
}

Category = Literal["", "health_context", *types.CATEGORIES]  # type: ignore[valid-type]


class Property(Body):
    """A field of contacts: what it is, what of a person it may hold, and what it is for."""

    model_config = ConfigDict(from_attributes=True, json_schema_extra={"examples": [EXAMPLE]})

    key: NewKey
    name_en: Annotated[Name, Field(min_length=1, max_length=80)]
    name_zh: Annotated[Name, Field(min_length=1, max_length=80)]
    type: Literal["text", "number", "date", "boolean"]
    category: Category = Field(
        description="What the value says of a person; everything else in it is taken out. Empty for nothing."
    )
    is_sensitive: bool = Field(
        description="Sealed and masked. Health and identifiers always are, but for names and dates."
    )
    purpose: Key = Field(description="The key of one of your purposes.")


class PropertyList(Answer):
    """Every declared property, by key."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [EXAMPLE]}]})

    items: list[Property]


@router.get("", response=PropertyList, operation_id="listProperties", summary="List the declared properties")
@doors.operation(Action.CONTACTS_VIEW)
def index(request: ProgramRequest) -> PropertyList:
    return PropertyList(items=[_shown(row) for row in Row.objects.order_by("key")])


@router.post(
    "",
    response={200: Property, 201: Property},
    operation_id="declareProperty",
    summary="Declare a property",
    openapi_extra={"x-conflicts": "another declaration under the same key"},
)
@doors.operation(Action.PROPERTIES_DECLARE)
def declare(request: ProgramRequest, body: Annotated[Property, JsonBody()]) -> Status[Property]:
    """The same declaration again changes nothing; another one under the same key is refused."""
    if not Purpose.objects.filter(key=body.purpose).exists():
        raise Http404
    try:
        row, is_new = properties.declare(**body.model_dump(), by=actor(request))
    except properties.Reserved:
        raise Problem(409, "Every contact has a field of this name.") from None
    except properties.Differs:
        raise Problem(409, "This key is declared otherwise.") from None
    return Status(201 if is_new else 200, _shown(row))


def _shown(row: Row) -> Property:
    fields = {name: getattr(row, name, None) for name in Property.model_fields}
    return Property.model_validate(fields | {"is_sensitive": row.sensitivity == Sensitivity.SENSITIVE})
