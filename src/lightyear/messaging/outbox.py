"""The outbox as sets: filling it for an audience, claiming what is due, marking what became of it.

Every statement runs inside the wall. A message goes queued -> (leased) -> sending -> sent; a worker that
dies before `sending` loses only its lease, one that dies in it leaves an `uncertain` message.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import Min
from django.db.models.functions import Greatest

from lightyear.kit import clock
from lightyear.messaging import eligibility
from lightyear.messaging.models import Message, State, Template
from lightyear.workspaces import wall

CLAIM = f"""
WITH due AS (
  SELECT id, contact_id, template_id, channel, workspace_id FROM messaging_message
  WHERE workspace_id = %(workspace)s AND state = 'queued' AND due_at <= %(now)s
    AND (leased_until IS NULL OR leased_until < %(now)s)
  ORDER BY due_at LIMIT %(limit)s FOR UPDATE SKIP LOCKED
), judged AS (
  SELECT m.id, {eligibility.REASON} AS reason FROM due m {eligibility.JOINS}
)
UPDATE messaging_message m SET
  reason = judged.reason,
  state = CASE judged.reason WHEN '' THEN 'queued' ELSE 'left_out' END,
  leased_until = CASE judged.reason WHEN '' THEN %(until)s END,
  finished_at = CASE judged.reason WHEN '' THEN NULL ELSE %(now)s END
FROM judged WHERE judged.id = m.id
RETURNING m.id, judged.reason
"""  # noqa: S608 (the fragments are constants)

MARK_SENDING = f"""
UPDATE messaging_message n SET state = 'sending', attempts = n.attempts + 1
FROM messaging_message m {eligibility.JOINS}
WHERE m.workspace_id = %(workspace)s AND m.id = %(id)s AND n.id = m.id
  AND n.state = 'queued' AND n.leased_until = %(until)s AND ({eligibility.REASON}) = ''
"""  # noqa: S608

FILL = f"""
WITH audience AS (
  SELECT workspace_id, id AS contact_id, %(template)s::uuid AS template_id, %(channel)s AS channel
  FROM contacts_contact WHERE workspace_id = %(workspace)s AND confirmed_at IS NOT NULL AND erased_at IS NULL
), judged AS (
  SELECT m.contact_id, {eligibility.REASON} AS reason FROM audience m {eligibility.JOINS}
)
INSERT INTO messaging_message
  (id, workspace_id, key, contact_id, template_id, channel, details, state, reason, due_at, attempts,
   message_id, created_at, finished_at)
SELECT gen_random_uuid(), %(workspace)s, %(origin)s || ':' || contact_id, contact_id, %(template)s,
  %(channel)s, '{{}}'::jsonb, CASE reason WHEN '' THEN 'queued' ELSE 'left_out' END, reason,
  %(now)s, 0, '', %(now)s,
  CASE reason WHEN '' THEN NULL ELSE %(now)s END
FROM judged
ON CONFLICT (workspace_id, key) DO NOTHING
"""  # noqa: S608

PREVIEW = f"""
WITH audience AS (
  SELECT workspace_id, id AS contact_id, %(template)s::uuid AS template_id, %(channel)s AS channel
  FROM contacts_contact WHERE workspace_id = %(workspace)s AND confirmed_at IS NOT NULL AND erased_at IS NULL
)
SELECT {eligibility.REASON} AS reason, count(*) FROM audience m {eligibility.JOINS} GROUP BY 1
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Claim:
    """The messages a worker holds until `until`."""

    ids: list[UUID]
    until: datetime
    left_out: int


def claim(limit: int) -> Claim:
    """Take due messages under a lease, leaving out whoever may not get hers any more."""
    now = clock.now()
    until = now + timedelta(seconds=settings.LIGHTYEAR_LEASE_SECONDS)
    rows = _run(CLAIM, now=now, until=until, limit=limit)
    taken = [row[0] for row in rows if not row[1]]
    return Claim(taken, until, len(rows) - len(taken))


def mark_sending(message_id: UUID, *, until: datetime) -> bool:
    """Note that the message is about to leave; False when it may not any more or the lease is lost."""
    with connection.cursor() as cursor:
        cursor.execute(MARK_SENDING, {"workspace": wall.current(), "id": message_id, "until": until})
        return bool(cursor.rowcount == 1)


def fill(template: Template, *, channel: str, origin: str) -> int:
    """Queue a template for every known contact, with a reason for each who is left out. Safe to repeat."""
    with connection.cursor() as cursor:
        values = {**_audience(template, channel), "origin": origin, "now": clock.now()}
        cursor.execute(FILL, {"workspace": wall.current(), **values})
        return int(cursor.rowcount)


def preview(template: Template, *, channel: str) -> dict[str, int]:
    """How many would get it (key "") and how many would not, by reason."""
    return dict(_run(PREVIEW, **_audience(template, channel)))


def forget_leases() -> int:
    """Messages whose worker died while they were on their way are uncertain from now on."""
    return Message.objects.filter(state=State.SENDING, leased_until__lt=clock.now()).update(
        state=State.UNCERTAIN, leased_until=None
    )


def next_due() -> datetime | None:
    """When the next message is to be looked at."""
    waiting = Message.objects.filter(state__in=[State.QUEUED, State.SENDING])
    moment: datetime | None = waiting.aggregate(soonest=Min(Greatest("due_at", "leased_until")))["soonest"]
    return moment


def _audience(template: Template, channel: str) -> dict[str, Any]:
    return {"template": template.id, "channel": channel}


def _run(statement: str, **values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"workspace": wall.current(), **values})
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
