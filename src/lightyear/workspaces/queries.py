"""Reads on workspaces."""

from lightyear.workspaces import wall
from lightyear.workspaces.models import Workspace


def current() -> Workspace:
    """The workspace whose wall is open."""
    return Workspace.objects.get(id=wall.current())
