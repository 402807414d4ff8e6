"""A program's request as the operations see it, after the entrance."""

from django.http import HttpRequest

from lightyear.accounts import matrix
from lightyear.accounts.matrix import Action, ContactField
from lightyear.accounts.models import ApiKey
from lightyear.ledger.actors import Actor
from lightyear.workspaces.models import Workspace


class ProgramRequest(HttpRequest):
    """A request with a key that may do what it asks for; `role` is its owner's."""

    key: ApiKey
    role: str
    workspace: Workspace


def actor(request: ProgramRequest) -> Actor:
    return Actor.key(request.key.id)


def may(request: ProgramRequest, action: Action) -> bool:
    """Whether the key may also do this, besides what the door asked for."""
    return action in request.key.scopes and matrix.allows(request.role, action)


def shows(request: ProgramRequest, field: ContactField) -> bool:
    """Whether the key's owner sees a field of contacts (45 CFR 164.502(b))."""
    return matrix.shows(request.role, field)
