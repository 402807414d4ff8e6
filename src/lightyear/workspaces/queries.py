"""Reads on workspaces."""

from datetime import date
from zoneinfo import ZoneInfo

from lightyear.kit import clock
from lightyear.workspaces import wall
from lightyear.workspaces.models import SYSTEM_ID, Workspace


def current() -> Workspace:
    """The workspace whose wall is open."""
    return Workspace.objects.get(id=wall.current())


def holds_real_data() -> bool:
    """Whether somebody set up an organization that isn't the demonstration's; runs outside the wall."""
    return Workspace.objects.exclude(id=SYSTEM_ID).filter(is_synthetic=False).exists()


def today() -> date:
    """The day it is where the organization is."""
    return clock.now().astimezone(ZoneInfo(current().time_zone)).date()
