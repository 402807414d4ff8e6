"""What workers do for messages."""

from datetime import datetime
from uuid import UUID

from lightyear.kit import clock
from lightyear.messaging import dispatch, outbox, services, trials
from lightyear.workspaces import services as workspaces
from lightyear.workspaces import wall, work


@work.handler(services.DISPATCH)
def send_due(workspace_id: UUID) -> datetime | None:
    """Send a batch; says when to come back.

    Said twice, because somebody else may have taken the work over once the batch was claimed.
    """
    dispatch.dispatch(workspace_id)
    with wall.enter(workspace_id):
        again_at = outbox.next_due()
        if again_at:
            workspaces.schedule(services.DISPATCH, at=again_at)
        return again_at


@work.handler(trials.TRY)
def send_trial(workspace_id: UUID) -> datetime | None:
    """Send one trial; says to come back at once while there may be more."""
    return clock.now() if trials.send_next(workspace_id) else None
