"""Workers walk the workspaces that have something due, the longest waiting first: fairness for free.

A handler does a bounded piece of one workspace's work and says when it wants to be called again (None:
when somebody schedules it). Every handler is safe to run twice; one that fails is tried again later.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction

from lightyear.kit import clock
from lightyear.workspaces.models import Work

logger = logging.getLogger(__name__)

Handler = Callable[[UUID], datetime | None]

LEASE = timedelta(seconds=60)
AFTER_FAILURE = timedelta(seconds=15)

_handlers: dict[str, Handler] = {}


def handler(kind: str) -> Callable[[Handler], Handler]:
    """Register what is done for a kind of work."""

    def register(function: Handler) -> Handler:
        _handlers[kind] = function
        return function

    return register


def run_next() -> bool:
    """Do one due piece of work; False when nothing is due."""
    taken = _take()
    if taken is None:
        return False
    work, lease = taken
    try:
        again_at = _handlers[work.kind](work.workspace_id)
    except Exception:
        logger.exception("work %s of workspace %s failed", work.kind, work.workspace_id)
        again_at = clock.now() + AFTER_FAILURE
    _give_back(work, lease, again_at)
    return True


def sweep() -> None:
    """Look at every workspace again for every kind: finds what a crash between commit and wake-up left."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO workspaces_work (workspace_id, kind, due_at) "
            "SELECT w.id, k, %s FROM workspaces_workspace w, unnest(%s::text[]) k ON CONFLICT DO NOTHING",
            [clock.now(), list(_handlers)],
        )


def _take() -> tuple[Work, datetime] | None:
    now = clock.now()
    with transaction.atomic():
        work = (
            Work.objects.select_for_update(skip_locked=True)
            .filter(due_at__lte=now, kind__in=_handlers)
            .order_by("due_at")
            .first()
        )
        if work is None:
            return None
        work.due_at = now + LEASE
        work.save(update_fields=["due_at"])
    return work, work.due_at


def _give_back(work: Work, lease: datetime, again_at: datetime | None) -> None:
    """Unless somebody scheduled it meanwhile: then its new moment stands."""
    mine = Work.objects.filter(id=work.id, due_at=lease)
    if again_at is None:
        mine.delete()
    else:
        mine.update(due_at=again_at)
