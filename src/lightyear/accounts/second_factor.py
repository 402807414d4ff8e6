"""The second factor of staff: whether a session passed it, and dropping one that was lost."""

from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest

from lightyear.accounts.models import User


def is_passed(request: HttpRequest) -> bool:
    """Whether this session passed a second factor (45 CFR 164.312(d)); the demonstration asks for none."""
    if settings.LIGHTYEAR_DEMO:
        return True
    user = request.user if request.user.is_authenticated else None
    records: list[dict[str, Any]] = get_authentication_records(request, user)
    return any(record.get("method") == "mfa" for record in records)


def has_one(user: User) -> bool:
    """Whether the account has an authenticator app."""
    return bool(Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.TOTP).exists())


def drop(user: User) -> None:
    """Forget the account's authenticator app and recovery codes: the next sign-in sets up new ones."""
    Authenticator.objects.filter(user_id=user.pk).delete()
