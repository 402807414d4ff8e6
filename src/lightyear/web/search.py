"""Search: contacts by name, exact e-mail address or number; forms, templates and journeys by name."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lightyear.accounts import doors, matrix
from lightyear.accounts.matrix import Action
from lightyear.contacts import queries as contacts
from lightyear.contacts.models import Contact
from lightyear.intake.models import Form
from lightyear.journeys.models import Journey
from lightyear.messaging.models import Template
from lightyear.web.requests import StaffRequest

LIMIT = 10
LONGEST = 120
NUMBER = re.compile(r"(?:c-?)?(\d{1,9})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: what it is called, what tells it from others, where it is."""

    name: str
    detail: str
    url: str


@dataclass(frozen=True, slots=True)
class Group:
    label: str
    icon: str
    hits: list[Hit]


@doors.staff(Action.SEARCH)
@never_cache
@require_safe
def show(request: StaffRequest, workspace: str) -> HttpResponse:
    """What the searcher's role may see of what fits."""
    wanted = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST]
    groups = [group for group in _groups(request, wanted) if group.hits] if wanted else []
    return render(request, "web/search.html", {"wanted": wanted, "groups": groups})


def _groups(request: StaffRequest, wanted: str) -> list[Group]:
    finders: list[tuple[Action, Callable[[str, str], Group]]] = [
        (Action.CONTACTS_VIEW, _contacts),
        (Action.FORMS_VIEW, _forms),
        (Action.TEMPLATES_VIEW, _templates),
        (Action.JOURNEYS_VIEW, _journeys),
    ]
    role, slug = request.membership.role, request.workspace.slug
    return [find(slug, wanted) for action, find in finders if matrix.allows(role, action)]


def _contacts(slug: str, wanted: str) -> Group:
    found = {contact.id: contact for contact in _people(wanted)}
    hits = [
        Hit(
            contact.name or contact.code,
            f"{contact.code} · {contact.get_stage_display()}",
            reverse("web:contact", args=[slug, contact.id]),
        )
        for contact in list(found.values())[:LIMIT]
    ]
    return Group(_("Contacts"), "contacts", hits)


def _people(wanted: str) -> list[Contact]:
    number = NUMBER.fullmatch(wanted)
    exact = contacts.by_number(int(number[1])) if number else contacts.known_by_email(wanted)
    return [*([exact] if exact else []), *contacts.by_name(wanted, limit=LIMIT)]


def _forms(slug: str, wanted: str) -> Group:
    return Group(_("Forms"), "forms", _named(Form.objects.all(), "slug", "web:form", slug, wanted))


def _templates(slug: str, wanted: str) -> Group:
    hits = _named(Template.objects.all(), "key", "web:template", slug, wanted)
    return Group(_("Templates"), "campaigns", hits)


def _journeys(slug: str, wanted: str) -> Group:
    return Group(_("Journeys"), "journeys", _named(Journey.objects.all(), "key", "web:journey", slug, wanted))


def _named(rows: QuerySet[Any], key: str, route: str, slug: str, wanted: str) -> list[Hit]:
    """Of what a workspace has dozens of: a part of the name is enough."""
    found = rows.filter(name__icontains=wanted).order_by("name", "id").values_list("name", key)[:LIMIT]
    return [Hit(name, row_key, reverse(route, args=[slug, row_key])) for name, row_key in found]
