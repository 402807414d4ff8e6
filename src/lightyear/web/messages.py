"""Messages: what was sent, what was not and why, and settling what is uncertain."""

from typing import Any
from uuid import UUID

from django.contrib import messages as notes
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lightyear.accounts import doors, matrix
from lightyear.accounts.matrix import Action
from lightyear.messaging import queries, services
from lightyear.messaging.models import Message, State
from lightyear.web import errors, keyset, template_words, timeline
from lightyear.web.reconciliation import LogForm
from lightyear.web.requests import StaffRequest, actor


@doors.staff(Action.MESSAGES_VIEW)
@require_safe
def index(request: StaffRequest, workspace: str) -> HttpResponse:
    state = request.GET.get("state", "")
    if state not in State.values:
        state = ""
    page = keyset.page(
        request,
        lambda limit, before: queries.page(state=state, limit=limit, before=before),
        lambda message: (message.created_at, message.id),
    )
    rows = [(message, timeline.why(message)) for message in page.rows]
    context: dict[str, Any] = {
        "rows": rows,
        "next_url": page.next_url,
        "state": state,
        "states": State.choices,
        "sendings": [] if request.GET else queries.broadcasts(),
        "may_send": matrix.allows(request.membership.role, Action.MESSAGES_SEND),
    }
    if state == State.UNCERTAIN and _may_reconcile(request):
        context["form"] = LogForm()
    return render(request, "web/messages.html", context)


@doors.staff(Action.MESSAGES_VIEW)
@require_safe
def show(request: StaffRequest, workspace: str, message: UUID) -> HttpResponse:
    found = get_object_or_404(
        Message.objects.select_related("contact", "template", "decision", "version"), id=message
    )
    context = {
        "message": found,
        "why": timeline.why(found),
        "version": found.version,
        "language": template_words.LANGUAGES.get(found.version.language, "") if found.version else "",
        "may_see_template": matrix.allows(request.membership.role, Action.TEMPLATES_VIEW),
        "may_see_contact": matrix.allows(request.membership.role, Action.CONTACTS_VIEW),
        "may_reconcile": found.state == State.UNCERTAIN and _may_reconcile(request),
    }
    return render(request, "web/message.html", context)


@doors.staff(Action.MESSAGES_RECONCILE)
@require_POST
def reconcile(request: StaffRequest, workspace: str, message: UUID) -> HttpResponse:
    """What the mail server's log says of an uncertain message."""
    answer = request.POST.get("was_delivered", "")
    if answer not in ("yes", "no"):
        back = reverse("web:message", args=[workspace, message])
        return errors.unfit(request, _("Say whether it was delivered."), back_url=back)
    get_object_or_404(Message, id=message)
    try:
        services.reconcile(
            message_id=message, was_delivered=answer == "yes", evidence="staff", by=actor(request)
        )
    except services.NotUncertain:
        notes.info(request, _("Somebody settled it already."))
    return redirect("web:message", workspace, message)


def _may_reconcile(request: StaffRequest) -> bool:
    return matrix.allows(request.membership.role, Action.MESSAGES_RECONCILE)
