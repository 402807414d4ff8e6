"""Writes on tasks."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from psycopg.types.json import Jsonb

from lightyear.accounts import services as accounts
from lightyear.accounts.models import Membership, User
from lightyear.contacts import services as contacts
from lightyear.gate import queries as gate
from lightyear.kit import clock, ids
from lightyear.ledger import services as ledger
from lightyear.ledger.actors import Actor
from lightyear.sales.models import Task
from lightyear.workspaces import wall

OPEN_SET = """
WITH wanted AS (
  SELECT * FROM unnest(%(ids)s::uuid[], %(keys)s::text[], %(contacts)s::uuid[]) AS w (id, key, contact_id)
), opened AS (
  INSERT INTO sales_task
    (id, workspace_id, key, kind, title, contact_id, role, opened_at, due_at, facts)
  SELECT id, %(workspace)s, key, %(kind)s, %(title)s, contact_id, %(role)s, %(now)s, %(due_at)s, %(facts)s
  FROM wanted ON CONFLICT (workspace_id, key) DO NOTHING RETURNING id, key, contact_id
), told AS (
  INSERT INTO contacts_event (id, workspace_id, contact_id, kind, at, facts)
  SELECT gen_random_uuid(), %(workspace)s, contact_id, 'task.opened', %(now)s, jsonb_build_object('task', id)
  FROM opened
)
SELECT key, id FROM opened
"""


class PersonalTitle(ValueError):
    """A title names somebody or something about somebody's health."""


def open_set(
    wanted: Mapping[str, UUID],
    *,
    kind: str,
    title: Mapping[str, str],
    role: str,
    due_at: datetime,
    facts: Mapping[str, Any],
) -> dict[str, UUID]:
    """Open a task for each key about its contact, in one statement; returns the ids of the new ones.

    The caller writes the one ledger entry of its set step, and has checked the title.
    """
    values: dict[str, Any] = {
        "workspace": wall.current(),
        "ids": [ids.new() for _key in wanted],
        "keys": list(wanted),
        "contacts": list(wanted.values()),
        "kind": kind,
        "title": Jsonb(dict(title)),
        "role": role,
        "now": clock.now(),
        "due_at": due_at,
        "facts": Jsonb(dict(facts)),
    }
    with connection.cursor() as cursor:
        cursor.execute(OPEN_SET, values)
        return dict(cursor.fetchall())


@transaction.atomic
def finish(*, task: Task, by: User) -> Task:
    """Note that somebody did a task. Safe to repeat: the first one stands."""
    found = Task.objects.select_for_update(of=("self",)).select_related("contact").get(id=task.id)
    if found.done_at is not None:
        return found
    found.done_at, found.done_by = clock.now(), by
    found.save(update_fields=["done_at", "done_by"])
    contacts.happened(found.contact, "task.done", task=str(found.id))
    ledger.record(
        "task.done",
        actor=Actor.staff(by.id),
        subject=contacts.reference(found.contact),
        task=str(found.id),
        kind=found.kind,
    )
    return found


@accounts.on_offboard("tasks")
def _release(membership: Membership) -> int:
    """Open tasks of one who leaves go to whoever has her role; returns how many."""
    hers = Task.objects.filter(assignee=membership.user_id, done_at=None)
    hers.filter(role="").update(role=membership.role)
    return hers.update(assignee=None)


def check_title(title: Mapping[str, str]) -> None:
    """A title goes into lists, mails and logs of the browser: it speaks of the work, not of the person."""
    read = gate.reader()
    if not title or any(read(words, "note") for words in title.values()):
        raise PersonalTitle
