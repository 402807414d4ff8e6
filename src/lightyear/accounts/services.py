"""Writes on memberships. Whoever is a member now is in `Membership.objects`; `ever` holds the past too."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import F

from lightyear.accounts import links, matrix
from lightyear.accounts.matrix import Action, Role
from lightyear.accounts.models import ApiKey, Invitation, Membership, User
from lightyear.kit import clock
from lightyear.ledger import services as ledger
from lightyear.ledger.actors import Actor
from lightyear.workspaces import wall
from lightyear.workspaces.models import Workspace

OffBoarding = Callable[[Membership], int]

_off_boarding: dict[str, OffBoarding] = {}


class LastOwner(Exception):
    """A workspace needs an owner: the last one keeps the role and stays."""


@transaction.atomic
def join(*, user: User, workspace: Workspace, role: str, by: Actor) -> Membership:
    """Make someone a member of a workspace in a role. Safe to repeat."""
    before = Membership.objects.filter(workspace=workspace, user=user).first()
    if before is not None and before.role == role:
        return before
    membership, _ = Membership.ever.update_or_create(
        workspace=workspace, user=user, defaults={"role": role, "ended_at": None}
    )
    with wall.enter(workspace.id):
        event = "member.joined" if before is None else "member.role_changed"
        ledger.record(event, actor=by, member=str(user.id), role=role)
    return membership


@transaction.atomic
def change_role(*, membership: Membership, role: str, by: Actor) -> None:
    """Give a member another role, from the next request on. Safe to repeat. Raises LastOwner.

    Who may not manage members any more lets nobody in either: her open links end.
    """
    if membership.role == role:
        return
    _not_the_last_owner(membership)
    before, membership.role = membership.role, Role(role)
    membership.save(update_fields=["role"])
    if not matrix.allows(role, Action.MEMBERS_MANAGE):
        _take_back_links(membership)
    ledger.record(
        "member.role_changed", actor=by, member=str(membership.user_id), role=role, role_before=before
    )


@transaction.atomic
def leave(*, membership: Membership, by: Actor) -> None:
    """End a membership: her sessions, her keys and the links she made end with it. Safe to repeat.

    45 CFR 164.308(a)(3)(ii)(C). What was hers to do goes back to where others find it. Runs inside the
    workspace's wall. Raises LastOwner.
    """
    if membership.ended_at is not None:
        return
    _not_the_last_owner(membership)
    membership.ended_at = clock.now()
    membership.save(update_fields=["ended_at"])
    User.objects.filter(id=membership.user_id).update(session_generation=F("session_generation") + 1)
    keys = ApiKey.objects.filter(workspace=membership.workspace_id, owner=membership.user_id, ended_at=None)
    ended = keys.update(ended_at=clock.now())
    released: Any = {name: release(membership) for name, release in _off_boarding.items()}
    released["invitations"] = _take_back_links(membership)
    ledger.record("member.left", actor=by, member=str(membership.user_id), keys=ended, **released)


def on_offboard(name: str) -> Callable[[OffBoarding], OffBoarding]:
    """Register what else ends with a membership; it returns how many, for the ledger, under `name`."""

    def register(release: OffBoarding) -> OffBoarding:
        _off_boarding[name] = release
        return release

    return register


def _take_back_links(membership: Membership) -> int:
    """End the open links by which she would let people in; returns how many invitations.

    Reset links belong to no workspace: they end outside the wall, and are asked again when they are used.
    """
    issuer_id = membership.user_id
    transaction.on_commit(lambda: links.withdraw_resets(issuer_id=issuer_id))
    hers = Invitation.objects.filter(workspace=membership.workspace_id, invited_by=issuer_id)
    return hers.filter(accepted_at=None, withdrawn_at=None).update(withdrawn_at=clock.now())


def _not_the_last_owner(membership: Membership) -> None:
    """Holds the owners' rows, so that two owners can't remove each other at once."""
    if membership.role != Role.OWNER:
        return
    owners = Membership.objects.filter(workspace=membership.workspace_id, role=Role.OWNER)
    if set(owners.select_for_update().values_list("id", flat=True)) <= {membership.id}:
        raise LastOwner
