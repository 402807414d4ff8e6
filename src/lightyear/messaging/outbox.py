"""The outbox as sets: filling it for an audience, claiming what is due, marking what became of it.

Every statement runs inside the wall. A message goes queued -> (leased) -> sending -> sent; a worker that
dies before `sending` loses only its lease, one that dies in it leaves an `uncertain` message.
"""

from collections import Counter
from collections.abc import Sequence
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

CANCELLED = """LEFT JOIN LATERAL (
    SELECT cancelled_at FROM messaging_broadcast b WHERE b.id = m.broadcast_id OFFSET 0
  ) b ON true"""
REASON = f"CASE WHEN b.cancelled_at IS NOT NULL THEN 'cancelled' ELSE ({eligibility.REASON}) END"
"""Why a queued message may not leave now: it may have come back to the queue after a cancellation."""

CLAIM = f"""
WITH due AS (
  SELECT id, contact_id, template_id, channel, workspace_id, broadcast_id FROM messaging_message
  WHERE workspace_id = %(workspace)s AND state = 'queued' AND due_at <= %(now)s
    AND (leased_until IS NULL OR leased_until < %(now)s)
  ORDER BY due_at LIMIT %(limit)s FOR UPDATE SKIP LOCKED
), judged AS MATERIALIZED (
  SELECT m.id, {REASON} AS reason FROM due m {eligibility.LOOKUPS} {CANCELLED}
)
UPDATE messaging_message m SET
  reason = judged.reason,
  state = CASE judged.reason WHEN '' THEN 'queued' ELSE 'left_out' END,
  leased_until = CASE judged.reason WHEN '' THEN %(until)s END,
  finished_at = CASE judged.reason WHEN '' THEN NULL ELSE %(now)s END
FROM judged WHERE judged.id = m.id AND m.id = ANY (ARRAY(SELECT id FROM due))
RETURNING m.id, judged.reason
"""  # noqa: S608 (the fragments are constants)

NOTE = """
UPDATE messaging_message m SET
  token_digest = v.token_digest, decision_id = v.decision_id, version_id = v.version_id,
  message_id = v.message_id, reason = v.reason,
  state = CASE v.reason WHEN '' THEN m.state ELSE 'left_out' END,
  leased_until = CASE v.reason WHEN '' THEN m.leased_until END,
  finished_at = CASE v.reason WHEN '' THEN NULL ELSE %(now)s END
FROM unnest(%(ids)s::uuid[], %(digests)s::bytea[], %(decisions)s::uuid[], %(versions)s::uuid[],
  %(message_ids)s::text[], %(reasons)s::text[])
  AS v (id, token_digest, decision_id, version_id, message_id, reason)
WHERE m.workspace_id = %(workspace)s AND m.id = v.id
"""

MARK_SENDING = f"""
UPDATE messaging_message n SET state = 'sending', sending_at = %(now)s, leased_until = %(lease)s
FROM messaging_message m {eligibility.LOCKED_LOOKUPS} {CANCELLED}
WHERE m.workspace_id = %(workspace)s AND m.id = %(id)s AND n.id = m.id
  AND n.state = 'queued' AND n.leased_until = %(until)s AND ({REASON}) = ''
"""  # noqa: S608

AUDIENCE = """
  SELECT workspace_id, id AS contact_id, %(template)s::uuid AS template_id, %(channel)s AS channel
  FROM contacts_contact WHERE workspace_id = %(workspace)s AND erased_at IS NULL
"""

FILL = f"""
WITH audience AS ({AUDIENCE}), judged AS (
  SELECT m.contact_id, {eligibility.REASON} AS reason FROM audience m {eligibility.JOINS}
), filled AS (
  INSERT INTO messaging_message
    (id, workspace_id, key, contact_id, template_id, channel, details, state, reason, due_at, attempts,
     message_id, broadcast_id, created_at, finished_at)
  SELECT gen_random_uuid(), %(workspace)s, %(origin)s || ':' || contact_id, contact_id, %(template)s,
    %(channel)s, '{{}}'::jsonb, CASE reason WHEN '' THEN 'queued' ELSE 'left_out' END, reason,
    %(due_at)s, 0, '', %(broadcast)s, %(now)s,
    CASE reason WHEN '' THEN NULL ELSE %(now)s END
  FROM judged
  ON CONFLICT (workspace_id, key) DO NOTHING
  RETURNING state
)
SELECT count(*) FILTER (WHERE state = 'queued'), count(*) FILTER (WHERE state <> 'queued') FROM filled
"""  # noqa: S608

PREVIEW = f"""
WITH audience AS ({AUDIENCE})
SELECT {eligibility.REASON} AS reason, count(*) FROM audience m {eligibility.JOINS} GROUP BY 1
"""  # noqa: S608


LANGUAGES = f"""
WITH audience AS ({AUDIENCE})
SELECT c.language, count(*) FROM audience m {eligibility.JOINS} WHERE ({eligibility.REASON}) = '' GROUP BY 1
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Filled:
    """How many messages a template got: waiting to go, and left out with a reason."""

    queued: int
    left_out: int


@dataclass(frozen=True, slots=True)
class Claim:
    """The messages a worker holds until `until`, and how many were left out, by reason."""

    ids: list[UUID]
    until: datetime
    left_out: Counter[str]


@dataclass(frozen=True, slots=True)
class Note:
    """What preparing a claimed message came to; with a reason it is left out."""

    id: UUID
    token_digest: bytes
    decision_id: UUID | None = None
    version_id: UUID | None = None
    message_id: str = ""
    reason: str = ""


def claim(limit: int) -> Claim:
    """Take due messages under a lease, leaving out whoever may not get hers any more."""
    now = clock.now()
    until = _lease(now)
    rows = _run(CLAIM, now=now, until=until, limit=limit)
    taken = [row[0] for row in rows if not row[1]]
    return Claim(taken, until, Counter(reason for _, reason in rows if reason))


def note(notes: Sequence[Note]) -> None:
    """Write down what preparing a batch came to."""
    values: dict[str, list[Any]] = {
        "ids": [one.id for one in notes],
        "digests": [one.token_digest for one in notes],
        "decisions": [one.decision_id for one in notes],
        "versions": [one.version_id for one in notes],
        "message_ids": [one.message_id for one in notes],
        "reasons": [one.reason for one in notes],
    }
    with connection.cursor() as cursor:
        cursor.execute(NOTE, {"workspace": wall.current(), "now": clock.now(), **values})


def mark_sending(message_id: UUID, *, until: datetime) -> datetime | None:
    """Note that the message is about to leave; returns the end of its new lease.

    None when it may not leave any more or the lease is lost. A withdrawal that commits before this does
    is seen; one that comes later waits until the mark is made.
    """
    now = clock.now()
    lease = _lease(now)
    with connection.cursor() as cursor:
        cursor.execute(
            MARK_SENDING,
            {"workspace": wall.current(), "id": message_id, "until": until, "now": now, "lease": lease},
        )
        return lease if cursor.rowcount == 1 else None


def release(message_id: UUID, *, until: datetime) -> None:
    """Give a claimed message back before its lease ends, so that the next claim judges it anew."""
    Message.objects.filter(id=message_id, state=State.QUEUED, leased_until=until).update(leased_until=None)


def commit_without_waiting() -> None:
    """Let the open transaction commit before it is on the disk: a result may be lost, never made up."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")


def fill(
    template: Template,
    *,
    channel: str,
    origin: str,
    broadcast: UUID | None = None,
    due_at: datetime | None = None,
) -> Filled:
    """Queue a template for every known contact, with a reason for each who is left out. Safe to repeat."""
    now = clock.now()
    values = {
        **_audience(template, channel),
        "origin": origin,
        "broadcast": broadcast,
        "now": now,
        "due_at": due_at or now,
    }
    [counts] = _run_over_everyone(FILL, **values)
    return Filled(*counts)


def count_rows() -> None:
    """Give the planner statistics of the outbox and of what is looked up for it; runs outside the wall."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE contacts_contact, contacts_contactpoint, consent_standing, messaging_message")


def preview(template: Template, *, channel: str) -> dict[str, int]:
    """How many would get it (key "") and how many would not, by reason."""
    return dict(_run_over_everyone(PREVIEW, **_audience(template, channel)))


def languages(template: Template, *, channel: str) -> dict[str, int]:
    """How many would get it, by the language they read."""
    return dict(_run_over_everyone(LANGUAGES, **_audience(template, channel)))


def cancel(broadcast: UUID) -> int:
    """Leave out whatever of a send hasn't left; returns how many.

    Waits for a claim under way; a claimed message that isn't marked `sending` yet is stopped too.
    """
    waiting = Message.objects.filter(broadcast=broadcast, state=State.QUEUED)
    return waiting.update(
        state=State.LEFT_OUT,
        reason=eligibility.Reason.CANCELLED,
        leased_until=None,
        finished_at=clock.now(),
    )


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


def _lease(now: datetime) -> datetime:
    return now + timedelta(seconds=settings.LIGHTYEAR_LEASE_SECONDS)


def _audience(template: Template, channel: str) -> dict[str, Any]:
    return {"template": template.id, "channel": channel}


def _run_over_everyone(statement: str, **values: Any) -> list[tuple[Any, ...]]:
    """Run a statement that reads whole tables with hash joins alone.

    A workspace that the planner has no statistics of looks as if it had one row in each; it would go
    through all of one table for every row of another.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_nestloop = off; SET LOCAL enable_mergejoin = off")
        rows = _run(statement, **values)
        cursor.execute("SET LOCAL enable_nestloop = on; SET LOCAL enable_mergejoin = on")
    return rows


def _run(statement: str, **values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"workspace": wall.current(), **values})
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
