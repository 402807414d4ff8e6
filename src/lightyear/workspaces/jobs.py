"""What workers do for pages: taking counts again that have grown old."""

from datetime import datetime
from uuid import UUID

from lightyear.kit import clock
from lightyear.workspaces import tallies, wall, work


@work.handler(tallies.RECOUNT)
def recount(workspace_id: UUID) -> datetime | None:
    """At once when there may be more, else when somebody looks at an old one."""
    with wall.enter(workspace_id):
        is_more = tallies.recount()
    return clock.now() if is_more else None
