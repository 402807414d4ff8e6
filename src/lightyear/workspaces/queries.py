"""Reads on workspaces."""

from lightyear.workspaces import wall
from lightyear.workspaces.models import Workspace


def current() -> Workspace:
    """The workspace whose wall is open."""
    return Workspace.objects.get(id=wall.current())


def profiles() -> list[str]:
    """The law profiles that the open workspace turned on."""
    found: list[str] = Workspace.objects.values_list("profiles", flat=True).get(id=wall.current())
    return found
