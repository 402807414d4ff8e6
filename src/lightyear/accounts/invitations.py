"""Invitations: a link that the owner hands over makes one person a member, once, within three days."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from lightyear.accounts import matrix, services
from lightyear.accounts.matrix import Action
from lightyear.accounts.models import Invitation, Membership, User
from lightyear.kit import clock, ids
from lightyear.ledger import services as ledger
from lightyear.ledger.actors import Actor
from lightyear.workspaces import wall

LIFE = timedelta(hours=72)


class AlreadyMember(Exception):
    """Whoever has this address is a member."""


class InvitationUnusable(Exception):
    """The invitation is unknown, accepted, withdrawn or expired, or its inviter may invite no more."""


class NotTheInvited(Exception):
    """The invitation is for another address than the account's."""


@transaction.atomic
def invite(*, email: str, role: str, inviter: User) -> str:
    """A token that makes whoever has the address a member of the open workspace; earlier ones end.

    Raises AlreadyMember.
    """
    address = email.lower()
    workspace_id = wall.current()
    if Membership.objects.filter(user__email=address).exists():
        raise AlreadyMember
    _open().filter(email=address).update(withdrawn_at=clock.now())
    token = ids.token()
    invitation = Invitation.objects.create(
        workspace_id=workspace_id,
        email=address,
        role=role,
        token_digest=ids.digest(token),
        invited_by_id=inviter.pk,
        expires_at=clock.now() + LIFE,
    )
    by = Actor.staff(inviter.pk)
    ledger.record("member.invited", actor=by, invitation=str(invitation.id), role=role)
    return token


@transaction.atomic
def withdraw(*, invitation_id: UUID, by: Actor) -> None:
    """The link of an open invitation of the open workspace ends. Safe to repeat."""
    if _open().filter(id=invitation_id).update(withdrawn_at=clock.now()):
        ledger.record("invitation.withdrawn", actor=by, invitation=str(invitation_id))


def waiting() -> list[Invitation]:
    """The open workspace's invitations that nobody accepted yet, the latest first."""
    return list(_open().filter(expires_at__gt=clock.now()).order_by("-created_at"))


def find(token: str) -> Invitation:
    """The usable invitation of a token, from outside every wall. Raises InvitationUnusable."""
    found = (
        Invitation.objects.select_related("workspace")
        .filter(
            token_digest=ids.digest(token), accepted_at=None, withdrawn_at=None, expires_at__gt=clock.now()
        )
        .first()
    )
    if found is None or not _is_still_backed(found):
        raise InvitationUnusable
    return found


@transaction.atomic
def accept_as_new(token: str, *, name: str, password: str) -> User:
    """Make the account that the invitation is for, and a member of it. Raises InvitationUnusable."""
    invitation = find(token)
    if User.objects.filter(email=invitation.email).exists():
        raise InvitationUnusable
    _spend(invitation)
    user = User.objects.create_user(invitation.email, name=name, password=password)
    _join(invitation, user)
    return user


@transaction.atomic
def accept(token: str, *, user: User) -> Membership:
    """Make the account's owner a member. Raises InvitationUnusable, NotTheInvited."""
    invitation = find(token)
    if invitation.email != user.email:
        raise NotTheInvited
    _spend(invitation)
    return _join(invitation, user)


def _is_still_backed(invitation: Invitation) -> bool:
    """An invitation is worth what its inviter's role is today: whoever left lets nobody in."""
    inviter = Membership.objects.filter(
        workspace=invitation.workspace_id, user=invitation.invited_by_id, user__is_active=True
    ).first()
    return inviter is not None and matrix.allows(inviter.role, Action.MEMBERS_MANAGE)


def _spend(invitation: Invitation) -> None:
    """One of two requests at once wins: the update looks again whether the invitation is unused."""
    unused = Invitation.objects.filter(id=invitation.id, accepted_at=None, withdrawn_at=None)
    if not unused.update(accepted_at=clock.now()):
        raise InvitationUnusable


def _join(invitation: Invitation, user: User) -> Membership:
    """Whoever became a member otherwise keeps the role she has: an invitation changes nobody's."""
    if Membership.objects.filter(workspace=invitation.workspace_id, user=user).exists():
        raise InvitationUnusable
    return services.join(
        user=user, workspace=invitation.workspace, role=invitation.role, by=Actor.staff(user.id)
    )


def _open() -> QuerySet[Invitation]:
    return Invitation.objects.filter(workspace_id=wall.current(), accepted_at=None, withdrawn_at=None)
