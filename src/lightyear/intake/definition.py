"""What a form asks, read from JSON and checked: fields with categories, purposes and retention, and consents.

Texts are mappings of language to wording, such as {"en": "First name", "zh-hans": "名字"}.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

import msgspec

from lightyear import guard

Key = Annotated[str, msgspec.Meta(pattern="^[a-z][a-z0-9_]{0,39}$")]
Days = Annotated[int, msgspec.Meta(ge=1, le=3650)]
Text = dict[str, str]
Kind = Literal["text", "email", "phone", "choice", "long_text", "yes_no"]
Role = Literal["", "email", "name", "region"]

DEFAULT_DECLARED: dict[str, tuple[str, ...]] = {"email": ("email",), "phone": ("phone",)}
DECLARABLE = frozenset((*guard.CATEGORIES, guard.HEALTH))
YES_OR_NO = ("yes", "no")
LENGTH = {"text": 120, "email": 254, "phone": 40, "choice": 80, "long_text": 4000, "yes_no": 3}


class Malformed(ValueError):
    """The definition doesn't describe a form; the message names the place."""


class Choice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    value: str
    label: Text


class Field(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One question. `declares`: the guard's categories an answer may hold; all else is redacted."""

    key: Key
    kind: Kind
    label: Text
    purpose: str
    retention_days: Days
    required: bool = False
    hint: Text = {}
    declares: list[str] = []
    choices: list[Choice] = []
    role: Role = ""

    @property
    def categories(self) -> tuple[str, ...]:
        return tuple(self.declares) or DEFAULT_DECLARED.get(self.kind, ())

    @property
    def offered(self) -> tuple[str, ...]:
        """The answers that can be chosen, for kinds that offer some."""
        return YES_OR_NO if self.kind == "yes_no" else tuple(choice.value for choice in self.choices)

    @property
    def max_length(self) -> int:
        return LENGTH[self.kind]


class Ask(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One consent question: a purpose on a channel, never ticked in advance, never a condition of service.

    `wording` is what a draft would say from its publication on; a published form shows the notice in force.
    """

    purpose: str
    channel: str
    wording: Text = {}


class Definition(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    title: Text
    fields: list[Field]
    intro: Text = {}
    button: Text = {}
    consents: list[Ask] = []
    confirmation_template: str = "confirm"
    confirm_within_hours: int = 48

    def field(self, key: str) -> Field:
        return next(field for field in self.fields if field.key == key)

    def field_with_role(self, role: str) -> Field | None:
        return next((field for field in self.fields if field.role == role), None)


def read(raw: Mapping[str, Any]) -> Definition:
    """A checked definition; raises Malformed."""
    try:
        definition = msgspec.convert(raw, Definition)
    except msgspec.ValidationError as error:
        raise Malformed(str(error)) from None
    keys = [field.key for field in definition.fields]
    if len(set(keys)) != len(keys):
        raise Malformed("Two fields have the same key.")
    if any(not set(field.declares) <= DECLARABLE for field in definition.fields):
        raise Malformed("A declared category is unknown.")
    if any(field.kind == "choice" and not field.choices for field in definition.fields):
        raise Malformed("A choice needs something to choose from.")
    if definition.field_with_role("email") is None:
        raise Malformed("A form needs an e-mail field: the answer is confirmed by mail.")
    return definition


def say(text: Text, language: str) -> str:
    """The wording in a language, else in English, else whatever there is."""
    return text.get(language) or text.get("en") or next(iter(text.values()), "")
