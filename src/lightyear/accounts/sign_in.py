"""How staff get in and out: sessions, and the rules and records around allauth's sign-in.

Who failed is recorded by account, never by what was typed (it may be a password in the wrong field).
"""

import base64
import binascii
import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.auth import login, logout
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from lightyear.accounts import second_factor
from lightyear.accounts.models import User
from lightyear.ledger import services as ledger
from lightyear.ledger.actors import Actor
from lightyear.workspaces import keys, wall
from lightyear.workspaces.models import SYSTEM_ID

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
LOCK_SECONDS = 300
"""How long a lock lasts at most: the window of `login_failed` in ACCOUNT_RATE_LIMITS."""


def open_session(request: HttpRequest, user: User, *, by: str) -> None:
    """Sign someone in under a new session key; the ledger says by which means."""
    login(request, user, backend=BACKEND)
    # The system's clock and not the product's: a demonstration that moves its clock stays signed in.
    request.session["began_at"] = request.session["seen_at"] = time.time()
    _record("staff.signed_in", user, actor=Actor.staff(user.id), by=by)


def close_session(request: HttpRequest, *, how: str) -> None:
    """Sign out; the session's cookie opens nothing from now on."""
    if isinstance(request.user, User):
        _record("staff.signed_out", request.user, actor=Actor.staff(request.user.id), how=how)
    logout(request)


def failed(user: User | None, *, at: str) -> None:
    """Record that a sign-in failed: `at` password or code."""
    _record("staff.sign_in_failed", user, actor=Actor.system("sign-in"), at=at)


def locked(user: User | None) -> None:
    """Record that an account takes no more tries for a while; once for each lock."""
    if user is not None and cache.add(f"sign-in-locked:{user.id}", True, LOCK_SECONDS):
        _record("staff.locked", user, actor=Actor.system("sign-in"), seconds=LOCK_SECONDS)


def noted(user: Any, event: str) -> None:
    """Record a change that somebody made to her own account."""
    _record(event, user, actor=Actor.staff(user.pk))


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Our words, our records and our sessions in allauth's sign-in; nobody signs up alone."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("This address and this password don’t fit together."),
        "enter_current_password": _("This isn’t your password now."),
        "incorrect_password": _("This isn’t your password."),
        "too_many_login_attempts": _("Too many tries. Wait five minutes, then try again."),
        "rate_limited": _("Too many tries. Wait five minutes, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Setting up the first authenticator asks for nothing again: the password was right just now."""
        user = self.request.user
        return isinstance(user, User) and second_factor.has_one(user)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            locked(_account(credentials))
            raise

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        failed(_account(credentials), at="password")

    def login(self, request: HttpRequest, user: User) -> None:
        open_session(request, user, by="code" if second_factor.has_one(user) else "password")


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Keeps the secrets of authenticator apps and recovery codes under the master key."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This code doesn’t fit. Each works for half a minute, and once."),
    }

    def encrypt(self, text: str) -> str:
        sealed = keys.seal(text.encode(), key=keys.master_key(), bound_to=b"second factor")
        return base64.b64encode(sealed).decode()

    def decrypt(self, encrypted_text: str) -> str:
        try:
            sealed = base64.b64decode(encrypted_text, validate=True)
        except binascii.Error:
            raise keys.SealBroken from None
        return keys.unseal(sealed, key=keys.master_key(), bound_to=b"second factor").decode()


def _account(credentials: dict[str, Any]) -> User | None:
    return User.objects.filter(email=str(credentials.get("email", "")).lower()).first()


def _record(event: str, user: User | None, *, actor: Actor, **facts: Any) -> None:
    with wall.enter(SYSTEM_ID):
        ledger.record(event, actor=actor, member=str(user.id) if user else None, **facts)
