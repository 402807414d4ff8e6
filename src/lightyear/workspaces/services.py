"""Writes on workspaces."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from lightyear.kit import clock, ids
from lightyear.workspaces import keys, wall
from lightyear.workspaces.models import SYSTEM_ID, Workspace


@transaction.atomic
def create(*, slug: str, name: str, profiles: Sequence[str], **details: Any) -> Workspace:
    """Make a workspace with a key of its own; runs outside the wall."""
    workspace_id = ids.new()
    return Workspace.objects.create(
        id=workspace_id,
        slug=slug,
        name=name,
        profiles=list(profiles),
        wrapped_key=keys.wrap_for_new_workspace(workspace_id),
        **details,
    )


@transaction.atomic
def ensure_system() -> Workspace:
    """The workspace of installation-wide ledger entries. Safe to repeat."""
    workspace, _ = Workspace.objects.get_or_create(
        id=SYSTEM_ID,
        defaults={
            "slug": "system",
            "name": "System",
            "wrapped_key": keys.wrap_for_new_workspace(SYSTEM_ID),
        },
    )
    return workspace


def schedule(kind: str, *, at: datetime | None = None) -> None:
    """Tell the workers, once this transaction is committed, that the open workspace has work of a kind.

    After the commit, so that writers don't wait for each other on the row; workers sweep for what a
    crash in between leaves unsaid.
    """
    wake = _Wake(wall.current(), kind, at)
    if all(waiting[1] != wake for waiting in connection.run_on_commit):
        transaction.on_commit(wake)


@dataclass(frozen=True, slots=True)
class _Wake:
    workspace_id: UUID
    kind: str
    at: datetime | None

    def __call__(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO workspaces_work AS w (workspace_id, kind, due_at) VALUES (%s, %s, %s) "
                "ON CONFLICT (workspace_id, kind) DO UPDATE SET due_at = LEAST(w.due_at, excluded.due_at)",
                [self.workspace_id, self.kind, self.at or clock.now()],
            )
