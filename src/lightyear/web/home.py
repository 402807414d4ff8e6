"""Home: what needs a person today, then growth. And the ways to a workspace."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import formats, timezone
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
from lightyear.journeys import queries as journeys
from lightyear.kit import clock
from lightyear.messaging import queries as messages
from lightyear.web import mail_server, notices, tasks, words
from lightyear.web.requests import StaffRequest

PERIOD_DAYS = 28
AGREEMENTS_END_WITHIN = timedelta(days=60)


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
    if matrix.allows(request.membership.role, Action.JOURNEYS_EDIT):
        needs += _paused(request)
    if matrix.allows(request.membership.role, Action.SETTINGS_EDIT):
        needs += _no_mail_server(request)
    if matrix.allows(request.membership.role, Action.FLOWS_VIEW):
        needs += _blocked(request) + _ending(request)
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


def _paused(request: StaffRequest) -> list[dict[str, Any]]:
    return [
        {
            "icon": "journeys",
            "title": _("“%(journey)s” is paused") % {"journey": journey.name},
            "why": _("Nobody comes in and nobody moves on until it is resumed."),
            "age": _age(journey.paused_at),
            "verb": _("Open"),
            "url": reverse("web:journey", args=[request.workspace.slug, journey.key]),
        }
        for journey in journeys.paused()
    ]


def _no_mail_server(request: StaffRequest) -> list[dict[str, Any]]:
    if mail_server.describe() is not None:
        return []
    waiting = messages.waiting_count()
    text = ngettext("%(count)s message is waiting.", "%(count)s messages are waiting.", waiting)
    return [
        {
            "icon": "mail",
            "title": _("Mail waits: no mail server is set"),
            "why": text % {"count": waiting}
            if waiting
            else _("No confirmation and no message can leave yet."),
            "age": "",
            "verb": _("See how"),
            "url": reverse("web:setting-sender", args=[request.workspace.slug]),
        }
    ]


def _blocked(request: StaffRequest) -> list[dict[str, Any]]:
    found = gate.blocked_since(clock.now() - timedelta(days=1))
    if not found.count:
        return []
    title = ngettext(
        "%(count)s flow was blocked in the last 24 hours",
        "%(count)s flows were blocked in the last 24 hours",
        found.count,
    )
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


def _ending(request: StaffRequest) -> list[dict[str, Any]]:
    """Agreements whose end would stop what goes to their destination."""
    today = timezone.localdate(clock.now())
    return [
        {
            "icon": "flows",
            "title": _("The agreement with %(destination)s ends on %(day)s")
            % {
                "destination": words.destination(agreement.destination),
                "day": formats.date_format(agreement.ends_on or today, "SHORT_DATE_FORMAT"),
            },
            "why": _("From then on whatever needs an agreement is blocked."),
            "age": "",
            "verb": _("See destinations"),
            "url": reverse("web:destinations", args=[request.workspace.slug]),
        }
        for agreement in gate.ending_agreements(today, within=AGREEMENTS_END_WITHIN)
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
