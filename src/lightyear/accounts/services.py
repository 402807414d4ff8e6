"""Writes on accounts."""

from datetime import timedelta

from django.db import transaction

from lightyear.accounts.models import Membership, SignInLink, User
from lightyear.kit import clock, ids
from lightyear.ledger import services as ledger
from lightyear.ledger.actors import Actor
from lightyear.workspaces import wall
from lightyear.workspaces.models import SYSTEM_ID, Workspace

LINK_LIFE = timedelta(hours=1)


class LinkUnusable(Exception):
    """The sign-in link is unknown, used or expired."""


@transaction.atomic
def join(*, user: User, workspace: Workspace, role: str, by: Actor) -> Membership:
    """Make someone a member of a workspace in a role. Safe to repeat."""
    membership, is_new = Membership.objects.update_or_create(
        workspace=workspace, user=user, defaults={"role": role}
    )
    with wall.enter(workspace.id):
        event = "member.joined" if is_new else "member.role_changed"
        ledger.record(event, actor=by, member=str(user.id), role=role)
    return membership


@transaction.atomic
def issue_link(*, user: User, by: Actor) -> str:
    """A token that signs the user in once within the hour; earlier unused ones end."""
    SignInLink.objects.filter(user=user, used_at=None).delete()
    token = ids.token()
    SignInLink.objects.create(user=user, token_digest=ids.digest(token), expires_at=clock.now() + LINK_LIFE)
    with wall.enter(SYSTEM_ID):
        ledger.record("sign_in_link.issued", actor=by, member=str(user.id))
    return token


@transaction.atomic
def redeem_link(token: str) -> User:
    """The user a link belongs to; the link is spent. Raises LinkUnusable."""
    now = clock.now()
    link = (
        SignInLink.objects.select_for_update(of=("self",))
        .select_related("user")
        .filter(token_digest=ids.digest(token), used_at=None, expires_at__gt=now, user__is_active=True)
        .first()
    )
    if link is None:
        raise LinkUnusable
    link.used_at = now
    link.save(update_fields=["used_at"])
    with wall.enter(SYSTEM_ID):
        ledger.record("staff.signed_in", actor=Actor.staff(link.user.id), by="link")
    return link.user
