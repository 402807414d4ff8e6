"""Sending a template in two steps, trying it on oneself first, and stopping what hasn't left."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages as notes
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from lightyear.accounts import doors
from lightyear.accounts.matrix import Action
from lightyear.consent.models import Purpose
from lightyear.kit import clock
from lightyear.messaging import queries, services, trials, wording
from lightyear.messaging.models import Broadcast, Template, TemplateVersion
from lightyear.messaging.outbox import Filled
from lightyear.web import mail_server, template_words, templates, timeline
from lightyear.web.requests import StaffRequest, actor
from lightyear.web.template_forms import SendForm


@doors.staff(Action.MESSAGES_SEND)
@templates.framed
@require_safe
def new(request: StaffRequest, workspace: str, template: str) -> HttpResponse:
    """Everything that is about to happen, before it happens."""
    return _page(request, _found(template), SendForm(now=clock.now()))


@doors.staff(Action.MESSAGES_SEND)
@templates.framed
@require_POST
def create(request: StaffRequest, workspace: str, template: str) -> HttpResponse:
    """Put the template into the outbox for everyone who may get it; once a day at most."""
    found, form = _found(template), SendForm(request.POST, now=clock.now())
    if not form.is_valid():
        return _page(request, found, form, status=422)
    due_at = form.cleaned_data["due_at"]
    day = timezone.localdate(due_at or clock.now())
    try:
        filled = services.queue_for_everyone(
            template=found, origin=queries.origin(found, day), by=actor(request), due_at=due_at
        )
    except services.Objected:
        problem = _("Not sent: a rule objects to the wording. It is marked below.")
        return _page(request, found, form, problem=problem, status=422)
    notes.success(request, _outcome(filled, due_at))
    return redirect("web:messages", workspace)


@doors.staff(Action.MESSAGES_SEND)
@templates.framed
@require_POST
def try_out(request: StaffRequest, workspace: str, template: str) -> HttpResponse:
    """Mail a version to the member of staff who asks for it."""
    found = _found(template)
    versions = {version.language: version for version in queries.current_versions(found)}
    version = versions.get(request.POST.get("language", ""))
    if version is None:
        problem = _("Say in which language the test is to be.")
        return _page(request, found, SendForm(now=clock.now()), problem=problem, status=422)
    if mail_server.describe() is None:
        problem = _("No test was sent: no mail server is set.")
        return _page(request, found, SendForm(now=clock.now()), problem=problem, status=422)
    trials.ask(version=version, user=request.user, by=actor(request))
    notes.success(request, _("A test is on its way to %(address)s.") % {"address": request.user.email})
    return redirect("web:template-send-new", workspace, template)


@doors.staff(Action.MESSAGES_SEND)
@require_POST
def cancel(request: StaffRequest, workspace: str, broadcast: UUID) -> HttpResponse:
    """Stop whatever of a send hasn't left."""
    get_object_or_404(Broadcast, id=broadcast)
    stopped = services.cancel(broadcast_id=broadcast, by=actor(request))
    text = ngettext(
        "Cancelled: %(count)s message won’t leave.", "Cancelled: %(count)s messages won’t leave.", stopped
    )
    notes.success(request, text % {"count": stopped} if stopped else _("Nothing was left to cancel."))
    return redirect("web:messages", workspace)


def _found(key: str) -> Template:
    """A template that can be sent to everyone: a commercial one that isn't archived."""
    found = get_object_or_404(
        Template.objects.select_related("purpose"), key=key, purpose__kind=Purpose.Kind.COMMERCIAL
    )
    if found.archived_at is not None:
        raise Http404
    return found


def _page(
    request: StaffRequest, template: Template, form: SendForm, *, problem: str = "", status: int = 200
) -> HttpResponse:
    versions = queries.current_versions(template)
    remarks = template_words.lines(wording.remarks(template, versions, workspace=request.workspace))
    context = {
        "template": template,
        "form": form,
        "problem": problem,
        "audience": queries.audience(template),
        "splits": _splits(request, template),
        "remarks": remarks,
        "is_blocked": any(remark.is_blocking for remark in remarks) or not versions,
        "server": mail_server.describe(),
        "trial": _trial(request, template),
        **templates.look(request, template, versions),
    }
    return render(request, "web/template_send.html", context, status=status)


def _splits(request: StaffRequest, template: Template) -> list[dict[str, Any]]:
    """Which version goes to how many."""
    return [
        {"name": _language(version), "version": version, "count": count}
        for version, count in queries.splits(template, fallback=request.workspace.language)
    ]


def _trial(request: StaffRequest, template: Template) -> dict[str, Any] | None:
    found = trials.latest(template, request.user)
    if found is None:
        return None
    return {
        "time": timeline.minute(found.created_at),
        "language": _language(found.version),
        "number": found.version.number,
        "state": found.get_state_display(),
        "why": timeline.reason(found.reason),
    }


def _language(version: TemplateVersion) -> str:
    return template_words.LANGUAGES.get(version.language, version.language)


def _outcome(filled: Filled, due_at: datetime | None) -> str:
    if filled.queued and due_at:
        text = ngettext(
            "%(count)s message goes out on %(moment)s.",
            "%(count)s messages go out on %(moment)s.",
            filled.queued,
        )
        return text % {"count": filled.queued, "moment": timeline.minute(due_at)}
    if filled.queued:
        text = ngettext(
            "%(count)s message is in the outbox. Refresh this page to see how far it is.",
            "%(count)s messages are in the outbox. Refresh this page to see how far they are.",
            filled.queued,
        )
        return text % {"count": filled.queued}
    return _("Nobody may get it now.") if filled.left_out else _("It went out that day already.")
