"""What the form builder shows: each question with the linter's word beside it, and the preview's address."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from lightyear.consent import queries as consents
from lightyear.consent.models import Channel, Purpose
from lightyear.intake import definition, linter, queries
from lightyear.intake.definition import Ask, Definition, Field
from lightyear.intake.models import Form
from lightyear.web import builder_forms
from lightyear.web import found as findings
from lightyear.web.requests import StaffRequest

SCREENS = ("desktop", "mobile")
LANGUAGES = ("en", "zh-hans")
TONES = {"ok": "", "note": "", "too_much": "is-redact", "must_go": "is-block"}
Found = dict[str, list[findings.Line]]
ICONS = {"ok": "check", "note": "dash", "too_much": "redact", "must_go": "block"}


@dataclass
class Opened:
    """What is open for editing: its place, the bound or filled form, and what was refused, in words."""

    place: str = ""
    form: Any = None
    problem: str = ""
    status: int = 200


def page(request: StaffRequest, form: Form, opened: Opened | None = None) -> HttpResponse:
    """The builder of a form, with one place open for editing at most."""
    version = form.versions.latest("number")
    asked = definition.read(version.definition)
    remarks, said = queries.looked(asked, slug=form.slug)
    found = findings.of_form(request, form, said)
    shown = opened or _asked_for(request, form, asked)
    context = {
        "form": form,
        "version": version,
        "is_draft": version.published_at is None,
        "opened": shown,
        "texts": [*_texts(asked, remarks, found), _address(request, form, remarks, found)],
        "fields": _fields(asked, remarks, found),
        "consents": _consents(asked, remarks),
        "blocking": _blocking(linter.must_go(remarks)),
        **_preview(request, form),
    }
    return render(request, "web/builder.html", context, status=shown.status)


def query(request: StaffRequest) -> str:
    """The part of the address that remembers how the preview is looked at."""
    return urlencode({"screen": _screen(request), "language": _language(request)})


def purposes() -> list[Purpose]:
    return list(consents.purposes())


def place_of_consent(form: Form, purpose: str | None, channel: str | None) -> str:
    """Where a consent question stands in the builder: at its own place, or among what may be added."""
    asked = definition.read(form.versions.latest("number").definition)
    known = {(ask.purpose, ask.channel) for ask in asked.consents}
    return f"consent/{purpose}/{channel}" if (purpose, channel) in known else "consent/"


def opened_field(place: Field | None) -> Opened:
    """A question open for editing, a new one for None."""
    if place is None:
        return Opened("field/", builder_forms.FieldForm(purposes=purposes()))
    return Opened(f"field/{place.key}", builder_forms.FieldForm.of(place, purposes()))


def _asked_for(request: StaffRequest, form: Form, asked: Definition) -> Opened:
    """What ?edit= names: texts, field/ (a new one), field/<key>, consent/ or consent/<purpose>/<channel>."""
    place = request.GET.get("edit", "")
    if place == "texts":
        return Opened(place, builder_forms.TextsForm.of(asked, form.name))
    if place == "field/":
        return opened_field(None)
    if place == "consent/":
        return Opened(place, builder_forms.ConsentForm(purposes=purposes()))
    for one in asked.fields:
        if place == f"field/{one.key}":
            return opened_field(one)
    for ask in asked.consents:
        if place == _place(ask):
            wording = ask.wording or queries.wordings_in_force().get((ask.purpose, ask.channel), {})
            filled = builder_forms.ConsentForm.of(ask.purpose, ask.channel, wording, purposes())
            return Opened(place, filled)
    return Opened()


def _place(ask: Ask) -> str:
    return f"consent/{ask.purpose}/{ask.channel}"


def _fields(asked: Definition, remarks: list[linter.Remark], found: Found) -> list[dict[str, Any]]:
    language, last = get_language() or "en", len(asked.fields) - 1
    kinds = dict(builder_forms.KINDS)
    return [
        {
            "key": one.key,
            "label": definition.say(one.label, language),
            "kind": _kind(one, kinds),
            "required": one.required,
            "can_go": one.role != "email",
            "is_first": index == 0,
            "is_last": index == last,
            **_spoken(f"field/{one.key}", remarks, found),
        }
        for index, one in enumerate(asked.fields)
    ]


def _kind(one: Field, kinds: dict[str, Any]) -> str:
    if one.kind != "choice":
        return str(kinds[one.kind])
    text = ngettext("Choice of %(count)s", "Choice of %(count)s", len(one.choices))
    return text % {"count": len(one.choices)}


def _texts(asked: Definition, remarks: list[linter.Remark], found: Found) -> list[dict[str, Any]]:
    language = get_language() or "en"
    names = {"title": _("Title"), "intro": _("Introduction"), "button": _("Button")}
    return [
        {"name": words, "text": definition.say(getattr(asked, part), language)}
        | _spoken(f"text/{part}", remarks, found)
        for part, words in names.items()
    ]


def _address(request: StaffRequest, form: Form, remarks: list[linter.Remark], found: Found) -> dict[str, Any]:
    """Where visitors find it, which everybody on the way can read."""
    address = reverse("web:hosted-form", args=[request.workspace.slug, form.slug])
    return {"name": _("Address"), "text": address} | _spoken(linter.ADDRESS, remarks, found)


def _consents(asked: Definition, remarks: list[linter.Remark]) -> list[dict[str, Any]]:
    language, wordings = get_language() or "en", queries.wordings_in_force()
    names = {purpose.key: purpose.name for purpose in purposes()}
    return [
        {
            "purpose": ask.purpose,
            "channel": ask.channel,
            "name": names.get(ask.purpose, ask.purpose),
            "channel_name": Channel(ask.channel).label,
            "is_new": bool(ask.wording),
            "wording": definition.say(ask.wording or wordings.get((ask.purpose, ask.channel), {}), language),
            **_spoken(_place(ask), remarks),
        }
        for ask in asked.consents
    ]


def _spoken(place: str, remarks: list[linter.Remark], found: Found | None = None) -> dict[str, Any]:
    """What the linter says of a place, in the reader's language, with the tone of the gravest.

    What the guard found there is shown where a rule objects to something.
    """
    said = [remark for remark in remarks if remark.place == place]
    language = get_language() or "en"
    words = {"ok": "", "note": "", "too_much": _("Too much."), "must_go": _("Must go.")}
    lines = [
        {
            "word": words[remark.level],
            "icon": ICONS[remark.level],
            "text": remark.say(language),
            "cite": remark.cite,
            "rule": remark.key,
            "remedy": _remedy(remark, language),
        }
        for remark in said
    ]
    worst = linter.worst(said)
    shown = (found or {}).get(place, []) if worst != "ok" else []
    return {"place": place, "remarks": lines, "tone": TONES[worst], "found": shown}


def _remedy(remark: linter.Remark, language: str) -> str:
    if remark.remedy is None:
        return ""
    return remark.remedy.label["zh" if language.startswith("zh") else "en"]


def _blocking(remarks: list[linter.Remark]) -> str:
    """Why it can't be published, "" when it can."""
    if not remarks:
        return ""
    count = len({remark.place for remark in remarks})
    text = ngettext(
        "One place must change before you can publish",
        "%(count)s places must change before you can publish",
        count,
    )
    return text % {"count": count}


def _preview(request: StaffRequest, form: Form) -> dict[str, Any]:
    screen, language = _screen(request), _language(request)
    address = reverse("web:form-draft-preview", args=[request.workspace.slug, form.slug])
    return {
        "screen": screen,
        "preview_language": language,
        "query": query(request),
        "preview_url": f"{address}?{urlencode({'language': language})}",
        "screens": [
            {"key": key, "query": urlencode({"screen": key, "language": language})} for key in SCREENS
        ],
        "languages": [
            {"key": key, "query": urlencode({"screen": screen, "language": key})} for key in LANGUAGES
        ],
    }


def _screen(request: StaffRequest) -> str:
    asked = request.GET.get("screen", "")
    return asked if asked in SCREENS else "mobile"


def _language(request: StaffRequest) -> str:
    return preview_language(request.GET.get("language", ""))


def preview_language(asked: str) -> str:
    """The language to preview in: the one asked for, else the reader's."""
    if asked in LANGUAGES:
        return asked
    return "zh-hans" if (get_language() or "").startswith("zh") else "en"
