"""An empty installation: the link that makes its first account, and the first workspace."""

from datetime import timedelta
from typing import Any

from django.db import transaction

from lightyear.accounts import services
from lightyear.accounts.links import LinkUnusable
from lightyear.accounts.matrix import Role
from lightyear.accounts.models import SetUpLink, User
from lightyear.kit import clock, ids, locks
from lightyear.ledger import services as ledger
from lightyear.ledger.actors import Actor
from lightyear.workspaces import services as workspaces
from lightyear.workspaces import wall
from lightyear.workspaces.models import SYSTEM_ID, Workspace

LINK_LIFE = timedelta(hours=24)
LOCK = b"accounts.founding"
"""The number of the advisory lock under which the first of something is made."""


class AlreadyFounded(Exception):
    """The installation has its first account, or its first workspace."""


def needs_person() -> bool:
    """Whether nobody has an account yet."""
    return not User.objects.exists()


def needs_workspace() -> bool:
    """Whether there is no organization yet."""
    return not Workspace.objects.exclude(id=SYSTEM_ID).exists()


@transaction.atomic
def issue_link() -> str:
    """A token that makes the first account, once within a day; earlier ones end. Raises AlreadyFounded."""
    if not needs_person():
        raise AlreadyFounded
    SetUpLink.objects.filter(used_at=None).delete()
    token = ids.token()
    SetUpLink.objects.create(token_digest=ids.digest(token), expires_at=clock.now() + LINK_LIFE)
    with wall.enter(SYSTEM_ID):
        ledger.record("set_up_link.issued", actor=Actor.system("up"))
    return token


def is_usable(token: str) -> bool:
    """Whether a token would make the first account now."""
    return _usable(token) is not None and needs_person()


@transaction.atomic
def make_first_person(token: str, *, email: str, name: str, password: str) -> User:
    """The first account of the installation; the link is spent. Raises LinkUnusable."""
    locks.hold(LOCK)
    link = _usable(token)
    if link is None or not needs_person():
        raise LinkUnusable
    link.used_at = clock.now()
    link.save(update_fields=["used_at"])
    user = User.objects.create_user(email, name=name, password=password)
    with wall.enter(SYSTEM_ID):
        ledger.record("installation.set_up", actor=Actor.staff(user.id), member=str(user.id))
    return user


@transaction.atomic
def make_first_workspace(*, founder: User, **details: Any) -> Workspace:
    """The installation's first organization, owned by its founder. Raises AlreadyFounded."""
    locks.hold(LOCK)
    if not needs_workspace():
        raise AlreadyFounded
    by = Actor.staff(founder.id)
    workspace = workspaces.create(**details)
    with wall.enter(workspace.id):
        ledger.record("organization.founded", actor=by, profiles=sorted(workspace.profiles))
    services.join(user=founder, workspace=workspace, role=Role.OWNER, by=by)
    return workspace


def _usable(token: str) -> SetUpLink | None:
    digest = ids.digest(token)
    return SetUpLink.objects.filter(token_digest=digest, used_at=None, expires_at__gt=clock.now()).first()
