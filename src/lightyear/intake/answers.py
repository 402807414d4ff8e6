"""Checking what a visitor typed against what the form asks, before the gate looks at it."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from lightyear.contacts import points
from lightyear.intake.definition import Definition, Field


class Invalid(ValueError):
    """Some answers can't be taken; `errors` maps field keys to what is wrong and what to do."""

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__("invalid answers")
        self.errors = errors


def check(definition: Definition, typed: Mapping[str, str], *, language: str) -> dict[str, str]:
    """The answers that were given, trimmed. Raises Invalid with an error per field."""
    errors: dict[str, str] = {}
    answers: dict[str, str] = {}
    for field in definition.fields:
        answer = _clean(typed.get(field.key, ""))
        if problem := _problem(field, answer, language):
            errors[field.key] = problem
        elif answer:
            answers[field.key] = answer
    if errors:
        raise Invalid(errors)
    return answers


def _clean(raw: str) -> str:
    return raw.replace("\x00", "").replace("\r\n", "\n").strip()


def _problem(field: Field, answer: str, language: str) -> str:
    if not answer:
        return _("This is needed to answer you.") if field.required else ""
    if len(answer) > field.max_length:
        return _("This is too long. Keep it under %(length)s characters.") % {"length": field.max_length}
    if field.kind in ("email", "phone"):
        return _point_problem(field.kind, answer, language)
    if field.kind in ("choice", "yes_no") and answer not in field.offered:
        return _("Choose one of the answers shown.")
    if field.kind != "long_text" and "\n" in answer:
        return _("Keep this on one line.")
    return ""


def _point_problem(kind: str, answer: str, language: str) -> str:
    try:
        points.normalize(kind, answer, language=language)
    except points.NotAnAddress:
        if kind == "email":
            return _("This isn't a whole e-mail address. It looks like name@mailbox.example.")
        return _("This isn't a phone number. Write it with its area code.")
    return ""
