"""Members of a workspace: who they are, inviting them, changing their role, and their leaving."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages as notes
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from lightyear.accounts import doors, invitations, links, matrix, services
from lightyear.accounts.matrix import Action, Role
from lightyear.accounts.models import Invitation, Membership, User
from lightyear.web import errors
from lightyear.web.organization_forms import Invited
from lightyear.web.requests import StaffRequest, actor


@doors.staff(Action.SETTINGS_VIEW)
@never_cache
@require_safe
def index(request: StaffRequest, workspace: str) -> HttpResponse:
    return _page(request, Invited())


@doors.staff(Action.MEMBERS_MANAGE)
@never_cache
@require_POST
def invite(request: StaffRequest, workspace: str) -> HttpResponse:
    """Make an invitation and show its link, this once."""
    form = Invited(request.POST)
    link = invitation_link(request, form) if form.is_valid() else None
    if link is None:
        return _page(request, form, status=422)
    return _page(request, Invited(), link=link, linked=form.cleaned_data["email"])


@doors.staff(Action.MEMBERS_MANAGE)
@require_POST
def withdraw(request: StaffRequest, workspace: str, invitation: UUID) -> HttpResponse:
    get_object_or_404(Invitation, id=invitation)
    invitations.withdraw(invitation_id=invitation, by=actor(request))
    notes.success(request, _("The invitation is withdrawn: its link opens nothing."))
    return redirect("web:setting-members", workspace)


@doors.staff(Action.MEMBERS_MANAGE)
@require_POST
def change_role(request: StaffRequest, workspace: str, member: UUID) -> HttpResponse:
    membership = get_object_or_404(Membership, id=member)
    role = request.POST.get("role", "")
    if role not in Role.values:
        return errors.unfit(
            request, _("Choose a role."), back_url=reverse("web:setting-members", args=[workspace])
        )
    try:
        services.change_role(membership=membership, role=role, by=actor(request))
    except services.LastOwner:
        notes.error(request, _("A workspace needs an owner. Make somebody else one first."))
    else:
        notes.success(request, _("The role counts from now on."))
    return redirect("web:setting-members", workspace)


@doors.staff(Action.MEMBERS_MANAGE)
@require_POST
def leave(request: StaffRequest, workspace: str, member: UUID) -> HttpResponse:
    """Off-boarding in one step: the membership, the sessions and the keys end."""
    membership = get_object_or_404(Membership, id=member)
    try:
        services.leave(membership=membership, by=actor(request))
    except services.LastOwner:
        notes.error(request, _("A workspace needs an owner. Make somebody else one first."))
    else:
        notes.success(request, _("The membership ended, and every session and key with it."))
    return redirect("web:setting-members", workspace)


@doors.account
@never_cache
@require_POST
def reset_link(request: HttpRequest, member: UUID) -> HttpResponse:
    """A link by which a member chooses a new password, for her owner to hand over.

    Outside the wall: accounts belong to no workspace, and whether the owner may depends on all of them.
    """
    found = Membership.objects.select_related("user", "workspace").filter(id=member).first()
    owner = request.user
    assert isinstance(owner, User)  # noqa: S101 (the door asked for an account)
    mine = Membership.objects.filter(user=owner, role=Role.OWNER)
    if found is None or not mine.filter(workspace=found.workspace).exists():
        raise Http404
    context: dict[str, Any] = {
        "person": found.user,
        "back_url": reverse("web:setting-members", args=[found.workspace.slug]),
    }
    if not links.may_reset(owner=owner, member=found.user):
        return render(request, "web/reset_link.html", context | {"is_elsewhere": True}, status=403)
    drops = request.POST.get("drops_second_factor") == "yes"
    token = links.issue_reset(user=found.user, drops_second_factor=drops, by=owner)
    link = settings.LIGHTYEAR_URL + reverse("web:reset", args=[token])
    return render(request, "web/reset_link.html", context | {"link": link, "drops": drops})


def invitation_link(request: StaffRequest, form: Invited) -> str | None:
    """The link of a new invitation; None, with the reason in the form, for who is a member."""
    inviter = request.user
    try:
        token = invitations.invite(**form.cleaned_data, inviter=inviter)
    except invitations.AlreadyMember:
        form.add_error("email", _("This person is a member."))
        return None
    return settings.LIGHTYEAR_URL + reverse("web:invitation", args=[token])


def _page(
    request: StaffRequest, form: Invited, *, link: str | None = None, linked: str = "", status: int = 200
) -> HttpResponse:
    current = Membership.objects.select_related("user").order_by("created_at", "id")
    context = {
        "tab": "members",
        "members": current.only("role", "created_at", "user__name", "user__email"),
        "roles": Role.choices,
        "waiting": invitations.waiting(),
        "form": form,
        "link": link,
        "linked": linked,
        "may_manage": matrix.allows(request.membership.role, Action.MEMBERS_MANAGE),
        "me": request.membership.id,
    }
    return render(request, "web/setting_members.html", context, status=status)
