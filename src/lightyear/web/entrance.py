"""The middleware that looks at a route's door, asks who is there, and opens the wall around the response."""

from collections.abc import Callable
from urllib.parse import urlsplit
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, ResolverMatch, resolve, reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from lightyear.accounts import doors, matrix, second_factor, sign_in
from lightyear.accounts.models import Membership, User
from lightyear.web import errors
from lightyear.workspaces import wall
from lightyear.workspaces.models import SYSTEM_ID, Workspace

Respond = Callable[[HttpRequest], HttpResponse]

SAFE = {"GET", "HEAD"}


class Entrance:
    """Enters the wall before the view runs and leaves it after the response is rendered."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            match = resolve(request.path_info)
        except Resolver404:
            return self.respond(request)
        door = doors.of(match.func)
        if door is None:
            raise RuntimeError(f"The route {match.route} declares no door.")
        answer = self._answer(request, door, match)
        if door.kind in {"staff", "api"} or door.needs_account:
            _keep_nowhere(answer)
        return answer

    def _answer(self, request: HttpRequest, door: doors.Door, match: ResolverMatch) -> HttpResponse:
        if door.needs_account and not request.user.is_authenticated:
            return redirect(f"{reverse('web:sign-in')}?{urlencode({'next': _back(request, match)})}")
        if door.needs_second_factor and not second_factor.is_passed(request):
            return _without_second_factor(request)
        if door.kind in {"lobby", "api"}:
            return self.respond(request)
        return self._inside(request, door, match.kwargs["workspace"])

    def _inside(self, request: HttpRequest, door: doors.Door, slug: str) -> HttpResponse:
        try:
            request.workspace = _workspace(slug)  # type: ignore[attr-defined]
            if door.kind == "staff":
                request.membership = _membership(request, door)  # type: ignore[attr-defined]
        except Http404 as missing:
            return errors.not_found(request, missing)
        except PermissionDenied as denied:
            return errors.forbidden(request, denied)
        workspace: Workspace = request.workspace  # type: ignore[attr-defined]
        if door.waits_outside:
            return self.respond(request)
        with wall.enter(workspace.id), timezone.override(workspace.time_zone):
            return self.respond(request)


def _back(request: HttpRequest, match: ResolverMatch) -> str:
    """The page to see after signing in: this one, or the one whose form was sent, for that has no page."""
    if request.method in SAFE:
        return request.get_full_path()
    sent_from = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(sent_from, {request.get_host()}, require_https=request.is_secure()):
        path, query = urlsplit(sent_from)[2:4]
        return f"{path}?{query}" if query else path
    slug = match.kwargs.get("workspace")
    return reverse("web:home", args=[slug]) if slug else reverse("web:front")


def _keep_nowhere(answer: HttpResponse) -> None:
    """A page about people stays on no disk, neither a proxy's nor that of a shared computer."""
    if "no-store" not in answer.get("Cache-Control", ""):
        answer["Cache-Control"] = "no-store"


def _without_second_factor(request: HttpRequest) -> HttpResponse:
    """To the page that sets one up; a session that got around an existing one ends."""
    user = request.user
    if isinstance(user, User) and not second_factor.has_one(user):
        return redirect("mfa_activate_totp")
    sign_in.close_session(request, how="no second factor")
    return redirect("web:sign-in")


def _workspace(slug: str) -> Workspace:
    workspace = Workspace.objects.filter(slug=slug).exclude(id=SYSTEM_ID).first()
    if workspace is None:
        raise Http404
    return workspace


def _membership(request: HttpRequest, door: doors.Door) -> Membership:
    """A stranger learns nothing, not even that the workspace exists (404); a colleague gets 403."""
    workspace: Workspace = request.workspace  # type: ignore[attr-defined]
    membership = Membership.objects.filter(workspace=workspace, user_id=_user_id(request)).first()
    if membership is None:
        raise Http404
    if door.action is None or not matrix.allows(membership.role, door.action):
        raise PermissionDenied
    return membership


def _user_id(request: HttpRequest) -> UUID:
    user_id = request.user.pk
    assert isinstance(user_id, UUID)  # noqa: S101 (the door asked for an account)
    return user_id
