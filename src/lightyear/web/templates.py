"""Templates: the list, one template with its audience before a send, and the send."""

from django.contrib import messages as notes
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from lightyear.accounts import doors, matrix
from lightyear.accounts.matrix import Action
from lightyear.consent.models import Purpose
from lightyear.kit import clock
from lightyear.messaging import queries, services
from lightyear.messaging.models import Template
from lightyear.messaging.outbox import Filled
from lightyear.web.requests import StaffRequest, actor


@doors.staff(Action.TEMPLATES_VIEW)
@require_safe
def index(request: StaffRequest, workspace: str) -> HttpResponse:
    return render(request, "web/templates.html", {"templates": queries.templates()})


@doors.staff(Action.TEMPLATES_VIEW)
@require_safe
def show(request: StaffRequest, workspace: str, template: str) -> HttpResponse:
    """The wording, and who would get it now: for each reason how many would not."""
    found = get_object_or_404(Template.objects.select_related("purpose"), key=template)
    is_commercial = found.purpose.kind == Purpose.Kind.COMMERCIAL
    context = {
        "template": found,
        "versions": queries.current_versions(found),
        "audience": queries.audience(found) if is_commercial else None,
        "may_send": is_commercial and matrix.allows(request.membership.role, Action.MESSAGES_SEND),
    }
    return render(request, "web/template.html", context)


@doors.staff(Action.MESSAGES_SEND)
@require_POST
def send(request: StaffRequest, workspace: str, template: str) -> HttpResponse:
    """Put the template into the outbox for everyone who may get it; once a day at most."""
    found = get_object_or_404(
        Template.objects.select_related("purpose"), key=template, purpose__kind=Purpose.Kind.COMMERCIAL
    )
    origin = f"broadcast:{found.key}:{clock.now():%Y-%m-%d}"
    filled = services.queue_for_everyone(template=found, origin=origin, by=actor(request))
    notes.success(request, _outcome(filled))
    return redirect("web:messages", workspace)


def _outcome(filled: Filled) -> str:
    if filled.queued:
        text = ngettext(
            "%(count)s message is in the outbox.", "%(count)s messages are in the outbox.", filled.queued
        )
        return text % {"count": filled.queued}
    return _("Nobody may get it now.") if filled.left_out else _("It went out today already.")
