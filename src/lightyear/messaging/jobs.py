"""What workers do for messages."""

from datetime import datetime
from uuid import UUID

from lightyear.messaging import dispatch, outbox, services
from lightyear.workspaces import wall, work


@work.handler(services.DISPATCH)
def send_due(workspace_id: UUID) -> datetime | None:
    """Send a batch; says when to come back."""
    dispatch.dispatch(workspace_id)
    with wall.enter(workspace_id):
        return outbox.next_due()
