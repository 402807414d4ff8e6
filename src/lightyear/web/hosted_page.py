"""What a hosted form shows: the same for visitors and, with nothing to send, in the builder's preview."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lightyear.intake import definition, linter, queries
from lightyear.intake import services as intake
from lightyear.intake.definition import Definition, Field
from lightyear.workspaces.models import Workspace

WIDGETS = {"text": "text", "email": "email", "phone": "tel"}
TONES = {"too_much": "is-redact", "must_go": "is-block"}


def context(
    asked: Definition, *, typed: QueryDict | None = None, errors: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Title, fields and consent questions in the reader's language, with what was typed and what is wrong."""
    language, given = get_language() or "en", typed or QueryDict()
    ticked = set(given.getlist("agree"))
    return {
        **_texts(asked, language),
        "fields": [_field(field, language, given, errors or {}) for field in asked.fields],
        "notices": [
            {"id": notice.id, "wording": notice.wording, "is_ticked": str(notice.id) in ticked}
            for notice in intake.notices(asked, language)
        ],
        "errors": errors or {},
    }


def preview(asked: Definition, *, organization: Workspace) -> dict[str, Any]:
    """The same of a draft, each field with the tone of what the linter says of it."""
    language, remarks = get_language() or "en", queries.remarks(asked)
    return {
        **_texts(asked, language),
        "fields": [
            _field(field, language, QueryDict(), {}) | {"tone": _tone(field, remarks)}
            for field in asked.fields
        ],
        "notices": [
            {"id": f"preview-{index}", "wording": wording, "is_ticked": False}
            for index, wording in enumerate(_wordings(asked, language))
        ],
        "is_preview": True,
        "organization": organization,
        "brand_url": reverse("web:brand", args=[organization.slug]),
        "language_url": "",
    }


def _texts(asked: Definition, language: str) -> dict[str, str]:
    return {
        "title": definition.say(asked.title, language),
        "intro": definition.say(asked.intro, language),
        "button": definition.say(asked.button, language) or _("Send"),
    }


def _field(field: Field, language: str, given: QueryDict, errors: Mapping[str, str]) -> dict[str, Any]:
    return {
        "key": field.key,
        "kind": field.kind,
        "input_type": WIDGETS.get(field.kind, "text"),
        "autocomplete": {"email": "email", "name": "given-name"}.get(field.role, "off"),
        "label": definition.say(field.label, language),
        "hint": definition.say(field.hint, language),
        "required": field.required,
        "max_length": field.max_length,
        "choices": _choices(field, language),
        "value": given.get(field.key, ""),
        "error": errors.get(field.key, ""),
    }


def _choices(field: Field, language: str) -> list[tuple[str, str]]:
    if field.kind == "yes_no":
        return [("yes", _("Yes")), ("no", _("No"))]
    return [(choice.value, definition.say(choice.label, language)) for choice in field.choices]


def _tone(field: Field, remarks: Sequence[linter.Remark]) -> str:
    found = [remark for remark in remarks if remark.place == f"field/{field.key}"]
    return TONES.get(linter.worst(found), "")


def _wordings(asked: Definition, language: str) -> list[str]:
    in_force = queries.wordings_in_force()
    found = [ask.wording or in_force.get((ask.purpose, ask.channel), {}) for ask in asked.consents]
    return [definition.say(text, language) for text in found if text]
