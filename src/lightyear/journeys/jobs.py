"""What workers do for journeys."""

from datetime import datetime
from uuid import UUID

from lightyear.journeys import advance, queries, services
from lightyear.workspaces import wall, work


@work.handler(services.ADVANCE)
def advance_due(workspace_id: UUID) -> datetime | None:
    """Move on a batch of people; says when the next one is due."""
    with wall.enter(workspace_id):
        advance.advance()
        return queries.next_due()
