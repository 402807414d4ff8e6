"""What the guard found in the words of an author: masked, with the way to say that it is no finding.

An address never holds what was found: it names the template or form, and which of its findings is meant.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import urlencode

from lightyear.accounts import matrix
from lightyear.accounts.matrix import Action
from lightyear.guard import allowed
from lightyear.intake import definition, linter
from lightyear.intake import queries as intake
from lightyear.intake.models import Form
from lightyear.messaging import queries as messaging
from lightyear.messaging import wording
from lightyear.messaging.models import Template
from lightyear.web import template_words
from lightyear.web.requests import StaffRequest

MOST_DIGITS = 4


@dataclass(frozen=True, slots=True, repr=False)
class Line:
    """A finding as the page shows it; `url` leads to saying that it is none, for whoever may."""

    category: str
    words: str
    place: str
    language: str
    url: str


@dataclass(frozen=True, slots=True, repr=False)
class Named:
    """A finding that an address names, and the page that it was shown on."""

    category: str
    words: str
    back: str


def of_template(request: StaffRequest, template: Template, findings: Iterable[wording.Found]) -> list[Line]:
    """The findings in a template's current versions."""
    places = template_words.places()
    return [
        Line(
            one.category,
            one.words,
            places.get(one.part, one.part),
            one.language,
            _url(request, one.category, one.detector, template=template.key, at=at),
        )
        for at, one in enumerate(findings)
    ]


def of_form(request: StaffRequest, form: Form, findings: Iterable[linter.Found]) -> dict[str, list[Line]]:
    """The findings in a form's latest version, by the place that the linter speaks of."""
    lines: dict[str, list[Line]] = {}
    for at, one in enumerate(findings):
        url = _url(request, one.category, one.detector, form=form.slug, at=at)
        lines.setdefault(one.place, []).append(Line(one.category, one.words, "", "", url))
    return lines


def named(request: StaffRequest) -> Named | None:
    """The finding that ?template= or ?form= and ?at= name, None where they name nothing; else Http404."""
    slug, at = request.workspace.slug, request.GET.get("at", "")
    if key := _asked(request, "template"):
        template = get_object_or_404(Template.objects.select_related("purpose"), key=key)
        back = reverse("web:template", args=[slug, template.key])
        return _named(at, back, _in_template(template))
    if key := _asked(request, "form"):
        form = get_object_or_404(Form, slug=key)
        back = reverse("web:form-draft", args=[slug, form.slug])
        return _named(at, back, _in_form(form))
    return None


def _asked(request: StaffRequest, name: str) -> str:
    # No database takes the character zero, and no key holds one.
    return request.GET.get(name, "").replace("\x00", "-")


def _in_template(template: Template) -> list[tuple[str, str]]:
    looked = wording.looked(template, messaging.current_versions(template))
    return [(one.category, one.words) for one in looked.findings]


def _in_form(form: Form) -> list[tuple[str, str]]:
    asked = definition.read(form.versions.latest("number").definition)
    return [(one.category, one.words) for one in intake.looked(asked, slug=form.slug)[1]]


def _named(at: str, back: str, findings: list[tuple[str, str]]) -> Named:
    is_number = at.isascii() and at.isdecimal() and len(at) <= MOST_DIGITS
    if not is_number or int(at) >= len(findings):
        raise Http404
    category, words = findings[int(at)]
    return Named(category, words, back)


def _url(request: StaffRequest, category: str, detector: str, **of: str | int) -> str:
    is_allowable = category in allowed.CATEGORIES and detector != allowed.PART_2
    if not is_allowable or not matrix.allows(request.membership.role, Action.TERMS_MANAGE):
        return ""
    return f"{reverse('web:allowed-term-new', args=[request.workspace.slug])}?{urlencode(of)}"
