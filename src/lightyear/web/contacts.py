"""Contacts: the list, one contact with consents and timeline, and opening a masked field for a reason."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from lightyear.accounts import doors, matrix
from lightyear.accounts.matrix import Action, ContactField
from lightyear.consent import queries as consents
from lightyear.consent.models import Channel, ConsentRecord
from lightyear.contacts import queries, services
from lightyear.contacts.models import Contact, PointKind, RevealReason
from lightyear.intake import definition, retention
from lightyear.intake import queries as intake
from lightyear.intake.models import Submission
from lightyear.kit import clock
from lightyear.web import consent_words, contact_list, timeline, words
from lightyear.web.requests import StaffRequest, actor
from lightyear.web.templatetags.lightyear import mask

OPEN_FOR = timedelta(minutes=10)
REASONS = RevealReason.choices
RIGHTS = [
    ("contact-correction", Action.CONTACTS_EDIT, gettext_lazy("Correct the data")),
    ("contact-consent", Action.CONSENTS_RECORD, gettext_lazy("Record a consent given elsewhere")),
    ("contact-withdrawal", Action.CONSENTS_RECORD, gettext_lazy("Record a withdrawal")),
    ("contact-export", Action.CONTACTS_EXPORT, gettext_lazy("Export the data")),
    ("contact-erasure", Action.CONTACTS_ERASE, gettext_lazy("Erase the data")),
]
"""What the page leads to, for roles that may do it."""


@doors.staff(Action.CONTACTS_VIEW)
@require_safe
def index(request: StaffRequest, workspace: str) -> HttpResponse:
    page = contact_list.page(request)
    sees_points = matrix.shows(request.membership.role, ContactField.POINTS)
    masked = queries.masked_points_of(page.rows) if sees_points else {}
    rows = [(contact, _email(masked.get(contact.id, []))) for contact in page.rows]
    context = {"rows": rows, "list": page, "next_url": page.next_url, "previous_url": page.previous_url}
    return render(request, "web/contacts.html", context)


@doors.staff(Action.CONTACTS_VIEW)
@never_cache
@require_safe
def show(request: StaffRequest, workspace: str, contact: UUID) -> HttpResponse:
    found = get_object_or_404(Contact, id=contact)
    return _page(request, found, asking=request.GET.get("open", ""))


@doors.staff(Action.CONTACTS_REVEAL)
@never_cache
@require_POST
def reveal(request: StaffRequest, workspace: str, contact: UUID) -> HttpResponse:
    """Open the e-mail address or phone number for ten minutes, for a reason that goes to the ledger."""
    found = get_object_or_404(Contact, id=contact, erased_at=None)
    kind, reason = request.POST.get("kind", ""), request.POST.get("reason", "")
    if reason not in dict(REASONS):
        return _page(request, found, asking=kind, problem=_("Choose a reason."))
    try:
        services.reveal(found, kind=kind, reason=reason, by=actor(request))
    except KeyError:
        raise Http404 from None
    openings = request.session.get("openings", {})
    request.session["openings"] = openings | {f"{found.id}:{kind}": (clock.now() + OPEN_FOR).isoformat()}
    return redirect("web:contact", workspace, found.id)


@doors.staff(Action.CONSENTS_VIEW)
@require_safe
def proof(request: StaffRequest, workspace: str, record: UUID) -> HttpResponse:
    """Everything that proves one answer: the exact wording, its digest, source and moments."""
    found = get_object_or_404(ConsentRecord.objects.select_related("contact", "purpose", "notice"), id=record)
    context = {"record": found, "evidence": consent_words.evidence(found), "names": words.Names()}
    return render(request, "web/consent_proof.html", context)


def _page(request: StaffRequest, contact: Contact, *, asking: str, problem: str = "") -> HttpResponse:
    """One contact; `asking` is the kind of point to open, `problem` what was wrong with the reason for it."""
    seen = _seen(request, contact, asking=asking, problem=problem)
    context = {
        "contact": contact,
        "channels": consents.channels(),
        "names": words.Names(),
        "rights": _rights(request, contact),
        "no_consent": contact.erased_at is None and _has_no_consent(seen.get("consents")),
    }
    return render(request, "web/contact.html", context | seen, status=422 if problem else 200)


def _has_no_consent(rows: list[dict[str, Any]] | None) -> bool:
    """Whether no answer is a yes: a stage says how far somebody came, not what she allows."""
    return rows is not None and not any(cell["answer"] == "granted" for row in rows for cell in row["cells"])


def _rights(request: StaffRequest, contact: Contact) -> list[tuple[str, str]]:
    """Words and address of what this role may do for the person; nothing for who was erased."""
    if contact.erased_at is not None:
        return []
    role, place = request.membership.role, [request.workspace.slug, contact.id]
    return [
        (str(words), reverse(f"web:{route}", args=place))
        for route, action, words in RIGHTS
        if matrix.allows(role, action)
    ]


def _seen(request: StaffRequest, contact: Contact, *, asking: str, problem: str) -> dict[str, Any]:
    """The parts of a contact that the role sees; what it doesn't see isn't even read."""
    parts: dict[ContactField, Callable[[], list[Any]]] = {
        ContactField.POINTS: lambda: [
            _point(request, contact, point, asking=asking, problem=problem)
            for point in queries.masked_points(contact)
        ],
        ContactField.SUBMISSIONS: lambda: [_submission(item) for item in intake.of_contact(contact)],
        ContactField.CONSENTS: lambda: [_consent_row(request, row) for row in consents.matrix(contact)],
        ContactField.TIMELINE: lambda: timeline.of_contact(request, contact),
    }
    role = request.membership.role
    return {field.value: read() for field, read in parts.items() if matrix.shows(role, field)}


def _email(points: list[queries.Masked]) -> str:
    return next((point.text for point in points if point.kind == PointKind.EMAIL), "")


def _point(
    request: StaffRequest, contact: Contact, point: queries.Masked, *, asking: str, problem: str
) -> dict[str, Any]:
    """A masked field in the state it is in for this person now."""
    here = reverse("web:contact", args=[request.workspace.slug, contact.id])
    labels = {"email": _("e-mail address"), "phone": _("phone number")}
    masked: dict[str, Any] = {
        "kind": point.kind,
        "name": PointKind(point.kind).label,
        "label": labels[point.kind],
        "value": point.text,
        "is_confirmed": point.is_confirmed,
        "state": "closed",
        "close_url": here,
    }
    if not matrix.allows(request.membership.role, Action.CONTACTS_REVEAL):
        return masked
    left = _minutes_left(request, contact, point.kind)
    if left:
        value = queries.opened_point(contact, point.kind)
        return masked | {"state": "open", "value": value, "minutes_left": left, "close_url": ""}
    if asking == point.kind:
        opening = reverse("web:contact-opening", args=[request.workspace.slug, contact.id])
        return masked | {"state": "asking", "open_url": opening, "reasons": REASONS, "problem": problem}
    return masked | {"open_url": f"{here}?open={point.kind}"}


def _minutes_left(request: StaffRequest, contact: Contact, kind: str) -> int:
    until = request.session.get("openings", {}).get(f"{contact.id}:{kind}")
    if until is None:
        return 0
    seconds = (datetime.fromisoformat(until) - clock.now()).total_seconds()
    return max(0, -int(-seconds // 60))


def _consent_row(request: StaffRequest, row: consents.Row) -> dict[str, Any]:
    cells = []
    for cell in row.cells:
        if cell.standing is None:
            cells.append({"answer": "never", "channel": Channel(cell.channel).label})
            continue
        record = cell.standing.record
        is_double = bool(record.evidence.get("double_opt_in"))
        cells.append(
            {
                "answer": cell.standing.answer,
                "when": timeline.day(cell.standing.since),
                "note": _("confirmed by mail") if is_double else "",
                "channel": Channel(cell.channel).label,
                "proof_url": reverse("web:contact-proof", args=[request.workspace.slug, record.id]),
            }
        )
    return {"purpose": row.purpose, "cells": cells}


def _submission(submission: Submission) -> dict[str, Any]:
    """The kept answers under their questions; ways to reach somebody stay masked, here as everywhere."""
    asked = definition.read(submission.version.definition)
    given = retention.kept_answers(submission)
    return {
        "submission": submission,
        "form": submission.version.form.name,
        "answers": [_answer(field, given[field.key]) for field in asked.fields if field.key in given],
        "decision": submission.decision,
    }


def _answer(field: definition.Field, given: str) -> tuple[str, str]:
    language = get_language() or "en"
    label = definition.say(field.label, language)
    if field.kind in PointKind.values:
        return label, mask(given)
    if field.kind == "yes_no":
        return label, _("Yes") if given == "yes" else _("No")
    choice = next((choice for choice in field.choices if choice.value == given), None)
    return label, definition.say(choice.label, language) if choice else given
