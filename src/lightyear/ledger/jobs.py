"""The ledger's background work."""

from uuid import UUID

from lightyear.ledger import sealing
from lightyear.workspaces import wall, work


@work.handler("ledger.seal")
def seal_due(workspace_id: UUID) -> None:
    """Seal a workspace until nothing waits, one transaction per batch. Safe to repeat and to run twice."""
    sealed = 1
    while sealed:
        with wall.enter(workspace_id):
            sealed = sealing.seal()
