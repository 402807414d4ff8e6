"""The request as the views see it, after the entrance."""

from django.http import HttpRequest

from lightyear.accounts.models import Membership, User
from lightyear.ledger.actors import Actor
from lightyear.workspaces.models import Workspace


class VisitorRequest(HttpRequest):
    """A request on a workspace's public page."""

    workspace: Workspace


class StaffRequest(HttpRequest):
    """A request by a member of the workspace."""

    workspace: Workspace
    membership: Membership
    user: User


def actor(request: StaffRequest) -> Actor:
    return Actor.staff(request.user.pk)
