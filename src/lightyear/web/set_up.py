"""The first run: five steps from an empty installation to a workspace that works."""

from typing import Any

from django.conf import settings as configured
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lightyear.accounts import doors, founding, organization
from lightyear.accounts import sign_in as sessions
from lightyear.accounts.forms import FirstPerson
from lightyear.accounts.links import LinkUnusable
from lightyear.accounts.matrix import Action
from lightyear.accounts.models import User
from lightyear.intake import starter
from lightyear.ledger.actors import Actor
from lightyear.web import mail_server, members, proxies, time_zones
from lightyear.web.organization_forms import FirstOrganization, Invited, Sender
from lightyear.web.requests import StaffRequest, actor
from lightyear.workspaces import wall


@doors.lobby
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def you(request: HttpRequest, token: str) -> HttpResponse:
    """Step 1: the first account. The link works once, on the machine itself unless a setting says else."""
    if not (configured.LIGHTYEAR_SET_UP_FROM_ANYWHERE or proxies.is_near(request)):
        return render(request, "web/link_unusable.html", {"is_far": True}, status=403)
    if not founding.is_usable(token):
        return render(request, "web/link_unusable.html", status=410)
    form = FirstPerson(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _step(request, 1, "web/set_up_you.html", form=form)
    try:
        user = founding.make_first_person(token, **form.cleaned_data)
    except LinkUnusable:
        return render(request, "web/link_unusable.html", status=410)
    sessions.open_session(request, user, by="set-up link")
    return redirect("web:front")


@doors.account
@require_http_methods(["GET", "HEAD", "POST"])
def first_organization(request: HttpRequest) -> HttpResponse:
    """Step 3: the first organization, furnished so that its form can be opened at once."""
    if not founding.needs_workspace():
        raise Http404
    language = get_language() or "en"
    initial = {"language": language, "time_zone": time_zones.guess(language)}
    form = FirstOrganization(request.POST if request.method == "POST" else None, initial=initial)
    if not form.is_valid():
        return _step(request, 3, "web/set_up_organization.html", form=form)
    user = request.user
    assert isinstance(user, User)  # noqa: S101 (the door asked for an account)
    try:
        workspace = founding.make_first_workspace(founder=user, **form.cleaned_data)
    except founding.AlreadyFounded:
        raise Http404 from None
    with wall.enter(workspace.id):
        starter.furnish(workspace, by=Actor.staff(user.id))
    return redirect("web:set-up-sender", workspace.slug)


@doors.staff(Action.SETTINGS_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def sender(request: StaffRequest, workspace: str) -> HttpResponse:
    """Step 4: who mail comes from."""
    found = request.workspace
    initial = {"sender_name": found.sender_name or found.name, "sender_email": found.sender_email}
    initial |= {"postal_address": found.postal_address}
    form = Sender(request.POST if request.method == "POST" else None, initial=initial)
    if not form.is_valid():
        return _step(request, 4, "web/set_up_sender.html", form=form, server=mail_server.describe())
    organization.change(workspace=found, by=actor(request), **form.cleaned_data)
    return redirect("web:set-up-colleagues", workspace)


@doors.staff(Action.MEMBERS_MANAGE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def colleagues(request: StaffRequest, workspace: str) -> HttpResponse:
    """Step 5: the DNS record to publish, and invitations, as many as she likes."""
    form = Invited(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {
        "link": None,
        "record": mail_server.record(request.workspace),
        "server": mail_server.describe(),
    }
    if request.method == "POST" and form.is_valid():
        context["link"] = members.invitation_link(request, form)
        form = form if form.errors else Invited()
    return _step(request, 5, "web/set_up_colleagues.html", form=form, **context)


def _step(request: HttpRequest, number: int, template: str, **context: object) -> HttpResponse:
    form = context.get("form")
    status = 422 if getattr(form, "is_bound", False) and getattr(form, "errors", None) else 200
    return render(request, template, {"step": number, **context}, status=status)
