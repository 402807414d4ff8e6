"""Links that let one person in once: the demonstration's sign-in, and choosing a new password."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from lightyear.accounts import second_factor
from lightyear.accounts.matrix import Role
from lightyear.accounts.models import Membership, SignInLink, User
from lightyear.kit import clock, ids
from lightyear.ledger import services as ledger
from lightyear.ledger.actors import Actor
from lightyear.workspaces import wall
from lightyear.workspaces.models import SYSTEM_ID

SIGN_IN_LIFE = timedelta(hours=1)
RESET_LIFE = timedelta(hours=24)


class LinkUnusable(Exception):
    """The link is unknown, used or expired."""


@transaction.atomic
def issue_sign_in(*, user: User, by: Actor) -> str:
    """A token that signs the user in once within the hour; earlier unused ones end."""
    token = _issue(user, SignInLink.Use.SIGN_IN, life=SIGN_IN_LIFE)
    _record("sign_in_link.issued", user, by=by)
    return token


@transaction.atomic
def issue_reset(*, user: User, drops_second_factor: bool, by: Actor | User) -> str:
    """A token that chooses a new password once within a day; earlier unused ones end.

    `by` is the owner, who must still be one when it is used, or the machine.
    With `drops_second_factor` the account also loses its authenticator app, and sets up another at the
    next sign-in: for somebody who lost the telephone and the recovery codes.
    """
    owner, actor = (by, Actor.staff(by.id)) if isinstance(by, User) else (None, by)
    token = _issue(
        user,
        SignInLink.Use.RESET,
        life=RESET_LIFE,
        drops_second_factor=drops_second_factor,
        issued_by=owner,
    )
    _record("reset_link.issued", user, by=actor, drops_second_factor=drops_second_factor)
    return token


def withdraw_resets(*, issuer_id: UUID) -> None:
    """The reset links that an owner issued and nobody used end. Runs outside every wall. Safe to repeat."""
    SignInLink.objects.filter(issued_by=issuer_id, use=SignInLink.Use.RESET, used_at=None).delete()


def may_reset(*, owner: User, member: User) -> bool:
    """Whether an owner's reset may be issued and used: only if she owns every workspace that it opens.

    Otherwise the owner of one organization could take over a colleague's account in another.
    """
    open_to = set(Membership.objects.filter(user=member).values_list("workspace_id", flat=True))
    owned = Membership.objects.filter(user=owner, role=Role.OWNER)
    return bool(open_to) and open_to <= set(owned.values_list("workspace_id", flat=True))


@transaction.atomic
def redeem_sign_in(token: str) -> User:
    """The user a sign-in link belongs to; the link is spent. Raises LinkUnusable."""
    return _spend(_usable(token, SignInLink.Use.SIGN_IN))


def holder(token: str) -> User:
    """Whose reset link this is, without spending it. Raises LinkUnusable."""
    return _usable(token, SignInLink.Use.RESET).user


@transaction.atomic
def reset(token: str, *, password: str) -> User:
    """Set a new password by a reset link, which is spent; every session ends. Raises LinkUnusable."""
    link = _usable(token, SignInLink.Use.RESET)
    user = _spend(link)
    user.set_password(password)
    user.save(update_fields=["password"])
    User.objects.filter(id=user.id).update(session_generation=F("session_generation") + 1)
    if link.drops_second_factor:
        second_factor.drop(user)
    by = Actor.staff(user.id)
    _record("password.reset", user, by=by, dropped_second_factor=link.drops_second_factor)
    return user


def _issue(user: User, use: str, *, life: timedelta, **details: Any) -> str:
    SignInLink.objects.filter(user=user, use=use, used_at=None).delete()
    token = ids.token()
    SignInLink.objects.create(
        user=user,
        use=use,
        **details,
        token_digest=ids.digest(token),
        expires_at=clock.now() + life,
    )
    return token


def _usable(token: str, use: str) -> SignInLink:
    usable = SignInLink.objects.select_related("user", "issued_by").filter(
        token_digest=ids.digest(token),
        use=use,
        used_at=None,
        expires_at__gt=clock.now(),
        user__is_active=True,
    )
    link = usable.first()
    if link is None or not _is_still_backed(link):
        raise LinkUnusable
    return link


def _is_still_backed(link: SignInLink) -> bool:
    """An owner's right is asked again on use: she may have left, or the member joined elsewhere since."""
    owner = link.issued_by
    return owner is None or (owner.is_active and may_reset(owner=owner, member=link.user))


def _spend(link: SignInLink) -> User:
    """One of two requests at once wins: the update looks again whether the link is unused."""
    if not SignInLink.objects.filter(id=link.id, used_at=None).update(used_at=clock.now()):
        raise LinkUnusable
    user: User = link.user
    return user


def _record(event: str, user: User, *, by: Actor, **facts: Any) -> None:
    with wall.enter(SYSTEM_ID):
        ledger.record(event, actor=by, member=str(user.id), **facts)
