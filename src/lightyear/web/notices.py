"""Notices: what a member of staff was told, and having read it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from lightyear.accounts import doors, matrix
from lightyear.accounts.matrix import Action, ContactField
from lightyear.contacts.models import Contact
from lightyear.journeys.models import Journey
from lightyear.kit import clock
from lightyear.messaging import notices
from lightyear.messaging.models import StaffNotice
from lightyear.web import keyset
from lightyear.web.requests import StaffRequest


@doors.staff(Action.NOTICES_READ)
@require_safe
def index(request: StaffRequest, workspace: str) -> HttpResponse:
    page = keyset.page(
        request,
        lambda limit, before: notices.page(request.user, limit=limit, before=before),
        lambda notice: (notice.created_at, notice.id),
    )
    context = {
        "rows": _rows(request, page.rows),
        "next_url": page.next_url,
        "has_unread": any(notice.read_at is None for notice in page.rows),
    }
    return render(request, "web/notices.html", context)


@doors.staff(Action.NOTICES_READ)
@require_POST
def read(request: StaffRequest, workspace: str, notice: UUID | None = None) -> HttpResponse:
    """One of her own notices was read, or all."""
    if notice is not None:
        get_object_or_404(StaffNotice, id=notice, user=request.user)
    notices.read(user=request.user, notice_id=notice)
    return redirect("web:notices", workspace)


def needs(request: StaffRequest) -> list[dict[str, Any]]:
    """The row of Home for what a member hasn't read."""
    latest = next(iter(notices.unread(request.user, limit=1)), None)
    if latest is None:
        return []
    count = notices.unread_count(request.user.pk)
    title = ngettext("%(count)s notice for you", "%(count)s notices for you", count)
    return [
        {
            "icon": "bell",
            "title": title % {"count": count},
            "why": _rows(request, [latest])[0]["title"],
            "age": timesince(latest.created_at, clock.now(), depth=1),
            "verb": _("Read"),
            "url": reverse("web:notices", args=[request.workspace.slug]),
        }
    ]


def _rows(request: StaffRequest, found: Sequence[StaffNotice]) -> list[dict[str, Any]]:
    """Each notice in words; the names behind its keys are looked up for all at once."""
    journeys = dict(Journey.objects.values_list("key", "name"))
    keys = [notice.facts["contact"] for notice in found if "contact" in notice.facts]
    people = {str(key): contact for key, contact in Contact.objects.in_bulk(keys).items()}
    return [
        {
            "notice": notice,
            "title": _title(request, notice, journeys, people.get(notice.facts.get("contact", ""))),
            "url": _url(request, notice),
        }
        for notice in found
    ]


def _title(
    request: StaffRequest, notice: StaffNotice, journeys: dict[str, str], contact: Contact | None
) -> str:
    journey = journeys.get(notice.facts.get("journey", ""), "")
    if contact is not None:
        may_name = matrix.shows(request.membership.role, ContactField.NAME)
        person = (contact.name if may_name else "") or contact.code
        return _("%(person)s came to “%(journey)s”") % {"person": person, "journey": journey}
    count = notice.facts.get("count", 1)
    title = ngettext(
        "%(count)s person came to “%(journey)s”", "%(count)s people came to “%(journey)s”", count
    )
    return title % {"count": count, "journey": journey}


def _url(request: StaffRequest, notice: StaffNotice) -> str:
    """Where the reader sees more, if her role may."""
    key, enrollment = notice.facts.get("journey"), notice.facts.get("enrollment")
    if not key or not matrix.allows(request.membership.role, Action.JOURNEYS_VIEW):
        return ""
    if enrollment:
        return reverse("web:journey-enrollment", args=[request.workspace.slug, key, enrollment])
    return reverse("web:journey", args=[request.workspace.slug, key])
