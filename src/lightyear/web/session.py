"""Signing in and out, and the language of the pages."""

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django.views.i18n import set_language

from lightyear.accounts import doors
from lightyear.accounts import services as accounts

LOOPBACK = {"127.0.0.1", "::1"}


@doors.lobby
@require_safe
def sign_in(request: HttpRequest) -> HttpResponse:
    """Says how to get in; signed-in people go on to their workspace."""
    if request.user.is_authenticated:
        return redirect("web:front")
    return render(request, "web/sign_in.html", {"is_demo": settings.LIGHTYEAR_DEMO})


@doors.lobby
@never_cache
@require_safe
def redeem(request: HttpRequest, token: str) -> HttpResponse:
    """The demo's first sign-in: works once, from this machine alone, for synthetic data."""
    if not settings.LIGHTYEAR_DEMO or request.META.get("REMOTE_ADDR") not in LOOPBACK:
        return render(request, "web/sign_in.html", {"is_refused": True}, status=403)
    try:
        user = accounts.redeem_link(token)
    except accounts.LinkUnusable:
        context = {"is_demo": settings.LIGHTYEAR_DEMO, "is_spent": True}
        return render(request, "web/sign_in.html", context, status=410)
    login(request, user)
    return redirect("web:front")


@doors.lobby
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("web:sign-in")


@doors.lobby
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Remember the language in a cookie and go back (Django checks where to)."""
    response: HttpResponse = set_language(request)
    return response
