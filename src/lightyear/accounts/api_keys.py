"""Keys of programs: issued once, kept as a digest, and never more than their owner may do."""

import hmac
import re
import secrets
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from lightyear.accounts import matrix
from lightyear.accounts.matrix import Action
from lightyear.accounts.models import ApiKey, Membership
from lightyear.kit import clock, ids
from lightyear.ledger import services as ledger
from lightyear.ledger.actors import Actor
from lightyear.workspaces import wall

TOKEN = re.compile(r"ly_(?P<prefix>[0-9a-f]{12})_[A-Za-z0-9_-]{32}")
USE_NOTED_EVERY = timedelta(minutes=1)


class BeyondRole(Exception):
    """A key was asked to do what its owner's role doesn't allow, or nothing at all."""


@transaction.atomic
def issue(*, owner: Membership, name: str, scopes: Sequence[Action], by: Actor) -> tuple[ApiKey, str]:
    """A key in the open workspace and its token, which is shown this once. Raises BeyondRole."""
    if not scopes or not all(matrix.allows(owner.role, scope) for scope in scopes):
        raise BeyondRole
    prefix = secrets.token_hex(6)
    token = f"ly_{prefix}_{ids.token()}"
    key = ApiKey.objects.create(
        workspace_id=wall.current(),
        owner_id=owner.user_id,
        name=name,
        prefix=prefix,
        digest=ids.digest(token),
        scopes=sorted(scopes),
    )
    ledger.record("key.issued", actor=by, key=str(key.id), scopes=sorted(scopes))
    return key, token


@transaction.atomic
def end(*, key_id: UUID, by: Actor) -> None:
    """The key opens nothing from now on. Safe to repeat."""
    mine = ApiKey.objects.filter(workspace_id=wall.current(), id=key_id, ended_at=None)
    if mine.update(ended_at=clock.now()):
        ledger.record("key.ended", actor=by, key=str(key_id))


def authenticate_key(token: str) -> ApiKey | None:
    """The key of a token, while it and its owner's membership stand; asked outside every wall.

    The digests are compared in constant time. `may` says what the key allows.
    """
    form = TOKEN.fullmatch(token)
    if form is None:
        return None
    digest = ids.digest(token)
    usable = ApiKey.objects.filter(prefix=form["prefix"], ended_at=None, owner__is_active=True)
    for key in usable.select_related("workspace"):
        if hmac.compare_digest(bytes(key.digest), digest) and _membership(key) is not None:
            _note_use(key)
            return key
    return None


def may(key: ApiKey, action: Action) -> bool:
    """Whether a key may do an action: it is in its scopes, and its owner's role today allows it."""
    if action not in key.scopes or action in matrix.PEOPLE_ONLY:
        return False
    membership = _membership(key)
    return membership is not None and matrix.allows(membership.role, action)


def _membership(key: ApiKey) -> Membership | None:
    return Membership.objects.filter(workspace=key.workspace_id, user=key.owner_id).first()


def _note_use(key: ApiKey) -> None:
    now = clock.now()
    stale = Q(last_used_at=None) | Q(last_used_at__lt=now - USE_NOTED_EVERY)
    ApiKey.objects.filter(stale, id=key.id).update(last_used_at=now)
