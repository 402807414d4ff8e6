"""One's own account: password, authenticator app, recovery codes. allauth's views in our pages."""

from typing import Any

from allauth.account.views import PasswordChangeView
from allauth.account.views import ReauthenticateView as PasswordAgainView
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.base.views import ReauthenticateView as CodeAgainView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lightyear.accounts import doors, founding, second_factor
from lightyear.accounts import sign_in as sessions
from lightyear.accounts.models import User
from lightyear.web import qr


@doors.account
@never_cache
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """What protects the account, and what can be changed about it."""
    user = request.user
    assert isinstance(user, User)  # noqa: S101 (the door asked for an account)
    found = Authenticator.objects.filter(user_id=user.pk)
    by_type = {authenticator.type: authenticator for authenticator in found}
    codes = by_type.get(Authenticator.Type.RECOVERY_CODES)
    context = {
        "person": user,
        "has_password": user.has_usable_password(),
        "authenticator": by_type.get(Authenticator.Type.TOTP),
        "codes_left": len(codes.wrap().get_unused_codes()) if codes else 0,
    }
    return render(request, "web/account.html", context)


class Activate(ActivateTOTPView):  # type: ignore[misc]
    """The first authenticator app: scan, type a code. A lost one is replaced by a reset link."""

    template_name = "web/authenticator.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if second_factor.has_one(request.user):  # type: ignore[arg-type]
            return redirect("mfa_index")
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        user = self.request.user
        made = Authenticator.objects.get(user_id=user.pk, type=Authenticator.Type.TOTP)
        post_authentication(self.request, made, reauthenticated=True)
        # The session may do more from here on: a key that somebody saw before is worth nothing.
        self.request.session.cycle_key()
        sessions.noted(user, "second_factor.set_up")
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        first = {"first_run": founding.needs_workspace()}
        return (
            context | first | {"qr": qr.svg(context["totp_url"]), "secret": _spaced(context["form"].secret)}
        )


class RecoveryCodes(ViewRecoveryCodesView):  # type: ignore[misc]
    """The codes that are left, for the day when the telephone is gone."""

    template_name = "web/recovery_codes.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "first_run": founding.needs_workspace(),
            "lines": "\n".join(context["unused_codes"]),
        }


class NewRecoveryCodes(GenerateRecoveryCodesView):  # type: ignore[misc]
    """New codes; the old ones end."""

    template_name = "web/new_recovery_codes.html"

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        sessions.noted(self.request.user, "recovery_codes.renewed")
        return response


class Password(PasswordChangeView):  # type: ignore[misc]
    """Another password; every other session ends."""

    template_name = "web/password.html"
    success_url = reverse_lazy("mfa_index")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        user = request.user
        if not isinstance(user, User) or not user.has_usable_password():
            return redirect("mfa_index")
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        sessions.noted(self.request.user, "password.changed")
        return response


class PasswordAgain(PasswordAgainView):  # type: ignore[misc]
    """The password again, before something that matters."""

    template_name = "web/again.html"

    def get_default_success_url(self) -> str:
        return reverse("mfa_index")


class CodeAgain(CodeAgainView):  # type: ignore[misc]
    """The code again, before something that matters."""

    template_name = "web/again.html"

    def get_default_success_url(self) -> str:
        return reverse("mfa_index")


authenticator = doors.enrollment(never_cache(Activate.as_view()))
recovery_codes = doors.account(never_cache(RecoveryCodes.as_view()))
new_recovery_codes = doors.account(never_cache(NewRecoveryCodes.as_view()))
password = doors.account(never_cache(Password.as_view()))
password_again = doors.account(never_cache(PasswordAgain.as_view()))
code_again = doors.account(never_cache(CodeAgain.as_view()))


def _spaced(secret: str) -> str:
    """In groups of four, as people type it."""
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
