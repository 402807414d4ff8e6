"""Where the links lead that let people in: an invitation, and choosing a new password."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lightyear.accounts import doors, invitations, links, second_factor
from lightyear.accounts import sign_in as sessions
from lightyear.accounts.forms import NewPassword, NewPerson
from lightyear.accounts.models import Invitation, User


@doors.lobby
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Join a workspace: with a new account, or as who one is already."""
    try:
        found = invitations.find(token)
        if isinstance(request.user, User):
            return _as_member(request, found, token=token)
        return _as_new(request, found, token=token)
    except invitations.InvitationUnusable:
        return render(request, "web/link_unusable.html", status=410)


@doors.lobby
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reset(request: HttpRequest, token: str) -> HttpResponse:
    """Choose a new password; the second factor is still asked for at the next sign-in."""
    try:
        form = NewPassword(request.POST if request.method == "POST" else None, user=links.holder(token))
        if not form.is_valid():
            return render(request, "web/reset.html", {"form": form}, status=_status(form))
        links.reset(token, password=form.cleaned_data["password"])
    except links.LinkUnusable:
        return render(request, "web/link_unusable.html", status=410)
    sessions.close_session(request, how="password reset")
    return redirect("web:sign-in")


def _as_member(request: HttpRequest, found: Invitation, *, token: str) -> HttpResponse:
    user = request.user
    assert isinstance(user, User)  # noqa: S101 (asked by the caller)
    is_hers = user.email == found.email
    if request.method != "POST" or not is_hers:
        state = "join" if is_hers else "other"
        return _page(request, found, state=state, status=200 if request.method != "POST" else 403)
    if not second_factor.is_passed(request):
        return redirect("mfa_activate_totp")
    invitations.accept(token, user=user)
    return redirect("web:home", found.workspace.slug)


def _as_new(request: HttpRequest, found: Invitation, *, token: str) -> HttpResponse:
    if User.objects.filter(email=found.email).exists():
        return _page(request, found, state="sign_in")
    known = User(email=found.email, name=request.POST.get("name", ""))
    form = NewPerson(request.POST if request.method == "POST" else None, user=known)
    if not form.is_valid():
        return _page(request, found, state="new", form=form, status=_status(form))
    user = invitations.accept_as_new(token, **form.cleaned_data)
    sessions.open_session(request, user, by="invitation")
    return redirect("web:front")


def _page(
    request: HttpRequest, found: Invitation, *, state: str, status: int = 200, **context: Any
) -> HttpResponse:
    context |= {"invitation": found, "state": state}
    return render(request, "web/invitation.html", context, status=status)


def _status(form: NewPassword) -> int:
    return 422 if form.is_bound else 200
