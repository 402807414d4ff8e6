"""Signing in and out, and the language of the pages."""

from typing import Any

from allauth.account.views import LoginView
from allauth.mfa.base.views import AuthenticateView
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django.views.i18n import set_language

from lightyear.accounts import doors, founding, links
from lightyear.accounts import sign_in as sessions
from lightyear.web import proxies


class SignIn(LoginView):  # type: ignore[misc]
    """E-mail and password; says no more about an address that has no account than about a wrong password."""

    template_name = "web/sign_in.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "next": context["redirect_field_value"],
            "is_demo": settings.LIGHTYEAR_DEMO,
            "is_empty": founding.needs_person(),
        }


class SecondFactor(AuthenticateView):  # type: ignore[misc]
    """The code of the authenticator app, after the password."""

    template_name = "web/second_factor.html"


sign_in = doors.lobby(SignIn.as_view())
second_factor = doors.lobby(never_cache(SecondFactor.as_view()))


@doors.lobby
@never_cache
@require_safe
def redeem(request: HttpRequest, token: str) -> HttpResponse:
    """The demo's first sign-in: works once, from this machine alone, for synthetic data."""
    if not settings.LIGHTYEAR_DEMO or not proxies.is_near(request):
        return render(request, "web/sign_in.html", {"is_refused": True}, status=403)
    try:
        user = links.redeem_sign_in(token)
    except links.LinkUnusable:
        context = {"is_demo": settings.LIGHTYEAR_DEMO, "is_spent": True}
        return render(request, "web/sign_in.html", context, status=410)
    sessions.open_session(request, user, by="link")
    return redirect("web:front")


@doors.lobby
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    sessions.close_session(request, how="asked")
    return redirect("web:sign-in")


@doors.lobby
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Remember the language in a cookie and go back (Django checks where to)."""
    response: HttpResponse = set_language(request)
    return response
