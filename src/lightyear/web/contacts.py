"""Contacts: the list, one contact with consents and timeline, and opening a masked field for a reason."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
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
from lightyear.web import keyset, timeline
from lightyear.web.requests import StaffRequest, actor
from lightyear.web.templatetags.lightyear import mask

OPEN_FOR = timedelta(minutes=10)
REASONS = RevealReason.choices


@doors.staff(Action.CONTACTS_VIEW)
@require_safe
def index(request: StaffRequest, workspace: str) -> HttpResponse:
    page = keyset.page(
        request,
        lambda limit, before: queries.page(limit=limit, before=before),
        lambda contact: (contact.created_at, contact.id),
    )
    sees_points = matrix.shows(request.membership.role, ContactField.POINTS)
    masked = queries.masked_points_of(page.rows) if sees_points else {}
    rows = [(contact, _email(masked.get(contact.id, []))) for contact in page.rows]
    return render(request, "web/contacts.html", {"rows": rows, "next_url": page.next_url})


@doors.staff(Action.CONTACTS_VIEW)
@never_cache
@require_safe
def show(request: StaffRequest, workspace: str, contact: UUID) -> HttpResponse:
    found = get_object_or_404(Contact, id=contact)
    context = {"contact": found, "channels": consents.channels()}
    return render(request, "web/contact.html", context | _seen(request, found))


@doors.staff(Action.CONTACTS_REVEAL)
@never_cache
@require_POST
def reveal(request: StaffRequest, workspace: str, contact: UUID) -> HttpResponse:
    """Open the e-mail address or phone number for ten minutes, for a reason that goes to the ledger."""
    found = get_object_or_404(Contact, id=contact, erased_at=None)
    kind, reason = request.POST.get("kind", ""), request.POST.get("reason", "")
    if kind not in PointKind.values or reason not in dict(REASONS):
        return HttpResponse(_("Choose a reason."), status=422, content_type="text/plain")
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
    return render(request, "web/consent_proof.html", {"record": found})


def _seen(request: StaffRequest, contact: Contact) -> dict[str, Any]:
    """The parts of a contact that the role sees; what it doesn't see isn't even read."""
    parts: dict[ContactField, Callable[[], list[Any]]] = {
        ContactField.POINTS: lambda: [
            _point(request, contact, point) for point in queries.masked_points(contact)
        ],
        ContactField.SUBMISSIONS: lambda: [_submission(item) for item in intake.of_contact(contact)],
        ContactField.CONSENTS: lambda: [_consent_row(request, row) for row in consents.matrix(contact)],
        ContactField.TIMELINE: lambda: timeline.of_contact(request, contact),
    }
    role = request.membership.role
    return {field.value: read() for field, read in parts.items() if matrix.shows(role, field)}


def _email(points: list[queries.Masked]) -> str:
    return next((point.text for point in points if point.kind == PointKind.EMAIL), "")


def _point(request: StaffRequest, contact: Contact, point: queries.Masked) -> dict[str, Any]:
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
    if request.GET.get("open") == point.kind:
        opening = reverse("web:contact-opening", args=[request.workspace.slug, contact.id])
        return masked | {"state": "asking", "open_url": opening, "reasons": REASONS}
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
