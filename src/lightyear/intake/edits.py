"""Changes to a form's definition as pure functions: a definition in, a definition out."""

from collections.abc import Collection

import msgspec
from django.utils.translation import gettext as _

from lightyear.intake.definition import Ask, Definition, Field, Text

MOST_FIELDS = 30


class Refused(ValueError):
    """The change would leave no usable form; `words` say why, to whoever asked for it."""

    def __init__(self, words: str) -> None:
        super().__init__("the change was refused")
        self.words = words


def add_field(definition: Definition, field: Field) -> Definition:
    """The definition with one more field at its end. Raises Refused."""
    if len(definition.fields) >= MOST_FIELDS:
        raise Refused(_("That is enough questions for one form."))
    return _with(definition, [*definition.fields, field])


def replace_field(definition: Definition, key: str, field: Field) -> Definition:
    """The definition with another field in the place of one. Raises Refused."""
    return _with(definition, [field if old.key == key else old for old in definition.fields])


def remove_field(definition: Definition, key: str) -> Definition:
    """The definition without a field. Raises Refused."""
    return _with(definition, [field for field in definition.fields if field.key != key])


def move_field(definition: Definition, key: str, *, by: int) -> Definition:
    """The definition with a field so many places further down, up when negative; never past the ends."""
    fields = list(definition.fields)
    at = next(index for index, field in enumerate(fields) if field.key == key)
    field = fields.pop(at)
    fields.insert(min(max(at + by, 0), len(fields)), field)
    return _with(definition, fields)


def ask(definition: Definition, purpose: str, channel: str, wording: Text) -> Definition:
    """The definition with a consent question, new or worded anew."""
    new = Ask(purpose, channel, wording)
    others = [old for old in definition.consents if (old.purpose, old.channel) != (purpose, channel)]
    if len(others) == len(definition.consents):
        return msgspec.structs.replace(definition, consents=[*others, new])
    places = [new if (old.purpose, old.channel) == (purpose, channel) else old for old in definition.consents]
    return msgspec.structs.replace(definition, consents=places)


def stop_asking(definition: Definition, purpose: str, channel: str) -> Definition:
    """The definition without a consent question."""
    kept = [old for old in definition.consents if (old.purpose, old.channel) != (purpose, channel)]
    return msgspec.structs.replace(definition, consents=kept)


def say(definition: Definition, *, title: Text, intro: Text, button: Text) -> Definition:
    """The definition with other words around the fields."""
    return msgspec.structs.replace(definition, title=title, intro=intro, button=button)


def free(wanted: str, taken: Collection[str], *, joint: str = "_") -> str:
    """The key itself, or with the first number that nothing has yet."""
    numbered = (f"{wanted}{joint}{number}" for number in range(2, len(taken) + 3))
    return next(name for name in (wanted, *numbered) if name not in taken)


def _with(definition: Definition, fields: list[Field]) -> Definition:
    if not any(field.role == "email" for field in fields):
        raise Refused(_("A form needs its e-mail field: the answer is confirmed by mail."))
    return msgspec.structs.replace(definition, fields=fields)
