"""Home: what needs a person today, then growth. And the ways to a workspace."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from lightyear.accounts import doors, founding, matrix
from lightyear.accounts.matrix import Action
from lightyear.accounts.models import Membership
from lightyear.contacts import queries as contacts
from lightyear.gate import queries as gate
from lightyear.intake import queries as intake
from lightyear.kit import clock
from lightyear.messaging import queries as messages
from lightyear.web import notices, tasks
from lightyear.web.requests import StaffRequest

PERIOD_DAYS = 28


@doors.account
@require_safe
def door(request: HttpRequest) -> HttpResponse:
    """Sends a member of staff to her first workspace."""
    membership = _memberships(request).first()
    if membership is None and founding.needs_workspace():
        return redirect("web:set-up-organization")
    if membership is None:
        return render(request, "web/no_workspace.html", status=403)
    return redirect("web:home", membership.workspace.slug)


@doors.account
@require_safe
def workspaces(request: HttpRequest) -> HttpResponse:
    """The workspaces that someone is a member of."""
    return render(request, "web/workspaces.html", {"memberships": _memberships(request)})


@doors.staff(Action.HOME_VIEW)
@require_safe
def show(request: StaffRequest, workspace: str) -> HttpResponse:
    context = {
        "today": timezone.localdate(clock.now()),
        "needs": _needs(request),
        "tiles": _tiles(request),
        "period": _("Last 28 days, against the 28 days before"),
    }
    return render(request, "web/home.html", context)


def _memberships(request: HttpRequest) -> QuerySet[Membership]:
    found = Membership.objects.filter(user_id=str(request.user.pk))
    return found.select_related("workspace").order_by("created_at")


def _needs(request: StaffRequest) -> list[dict[str, Any]]:
    needs = notices.needs(request)
    if matrix.allows(request.membership.role, Action.TASKS_WORK):
        needs += tasks.needs(request)
    if matrix.allows(request.membership.role, Action.MESSAGES_RECONCILE):
        needs += _uncertain(request)
    if matrix.allows(request.membership.role, Action.FLOWS_VIEW):
        needs += _blocked(request)
    return needs


def _uncertain(request: StaffRequest) -> list[dict[str, Any]]:
    found = messages.uncertain()
    if not found.count:
        return []
    title = ngettext("%(count)s message is uncertain", "%(count)s messages are uncertain", found.count)
    return [
        {
            "icon": "uncertain",
            "title": title % {"count": found.count},
            "why": _("The mail server went silent while taking it. Nothing is resent until you decide."),
            "age": _age(found.oldest_at),
            "verb": _("Reconcile"),
            "url": reverse("web:messages", args=[request.workspace.slug]) + "?state=uncertain",
        }
    ]


def _blocked(request: StaffRequest) -> list[dict[str, Any]]:
    found = gate.blocked_since(clock.now() - timedelta(days=1))
    if not found.count:
        return []
    title = ngettext("%(count)s flow was blocked today", "%(count)s flows were blocked today", found.count)
    return [
        {
            "icon": "block",
            "title": title % {"count": found.count},
            "why": _("Nothing left. Each decision says which rule spoke and what would change it."),
            "age": _age(found.latest_at),
            "verb": _("See decisions"),
            "url": reverse("web:flow-decisions", args=[request.workspace.slug]) + "?verdict=block",
        }
    ]


def _age(since: datetime | None) -> str:
    return timesince(since, clock.now(), depth=1) if since else ""


def _tiles(request: StaffRequest) -> list[dict[str, Any]]:
    if not matrix.allows(request.membership.role, Action.CONTACTS_VIEW):
        return []
    people, before = contacts.new_counts(days=PERIOD_DAYS)
    submitted, submitted_before = intake.counts(days=PERIOD_DAYS)
    confirmed, confirmed_before = intake.counts(days=PERIOD_DAYS, state="confirmed")
    return [
        _tile(_("New contacts"), people, before),
        _tile(_("Forms sent in"), submitted, submitted_before),
        _tile(_("Confirmed by mail"), confirmed, confirmed_before),
    ]


def _tile(label: str, now: int, before: int) -> dict[str, Any]:
    return {
        "label": label,
        "value": f"{now:,}",
        "sentence": _("%(before)s before") % {"before": f"{before:,}"},
    }
