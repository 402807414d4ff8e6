"""What workers do for intake: ending what was never confirmed, and what was kept long enough."""

from datetime import datetime, timedelta
from uuid import UUID

from lightyear.intake import protection, retention, services
from lightyear.kit import clock
from lightyear.ledger.actors import Actor
from lightyear.workspaces import wall, work

EVERY = timedelta(hours=1)
WORKER = Actor.system("retention")


@work.handler("intake.retention")
def keep_no_longer(workspace_id: UUID) -> datetime:
    """Once an hour, until nothing is due."""
    with wall.enter(workspace_id):
        protection.forget()
    ended = 1
    while ended:
        with wall.enter(workspace_id):
            ended = services.expire(by=WORKER) + retention.forget(by=WORKER)
    return clock.now() + EVERY
