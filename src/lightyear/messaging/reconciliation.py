"""Settling the uncertain messages by the log of the mail server that was to take them.

A log speaks of the time between the first and the last of our messages in it. An uncertain message of that
time was delivered if the log has it and goes out again if it hasn't; of others the log says nothing.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import QuerySet

from lightyear.contacts.models import Event
from lightyear.kit import clock
from lightyear.ledger import canonical, merkle
from lightyear.ledger import services as ledger
from lightyear.ledger.actors import Actor
from lightyear.messaging import services as messaging
from lightyear.messaging.models import Message, State
from lightyear.workspaces import services as workspaces
from lightyear.workspaces import wall

AT_ONCE = 2000
"""How many messages one reading settles; the oldest first."""

JUDGE = """
WITH log AS (SELECT DISTINCT unnest(%(log)s::text[]) AS message_id), told AS (
  SELECT min(m.sending_at) AS since, max(m.sending_at) AS until
  FROM messaging_message m JOIN log ON log.message_id = m.message_id
  WHERE m.workspace_id = %(workspace)s AND m.state IN ('sent', 'uncertain')
)
SELECT m.id, CASE
    WHEN log.message_id IS NOT NULL THEN 'delivered'
    WHEN m.sending_at BETWEEN told.since AND told.until THEN 'missing'
    ELSE 'untold'
  END
FROM messaging_message m CROSS JOIN told LEFT JOIN log ON log.message_id = m.message_id
WHERE m.workspace_id = %(workspace)s AND m.state = 'uncertain'
ORDER BY m.created_at, m.id LIMIT %(limit)s
"""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a log would settle: delivered, missing and so to be sent again; it doesn't speak of `untold`."""

    delivered: list[UUID] = field(default_factory=list)
    missing: list[UUID] = field(default_factory=list)
    untold: list[UUID] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Reconciled:
    """How many messages were settled, which way."""

    delivered: int
    requeued: int


def propose(message_ids_in_log: Iterable[str]) -> Proposal:
    """What the log says of the oldest uncertain messages; changes nothing."""
    proposal = Proposal()
    values: dict[str, Any] = {"log": list(message_ids_in_log), "workspace": wall.current(), "limit": AT_ONCE}
    with connection.cursor() as cursor:
        cursor.execute(JUDGE, values)
        for message_id, answer in cursor.fetchall():
            getattr(proposal, answer).append(message_id)
    return proposal


@transaction.atomic
def settle(*, delivered: Collection[UUID], missing: Collection[UUID], by: Actor, evidence: str) -> Reconciled:
    """Settle messages that were proposed, as far as they are still uncertain. Safe to repeat.

    `evidence` names the log that they were proposed from, such as its digest.
    """
    arrived = _delivered(delivered)
    again = _requeued(missing)
    if arrived or again:
        ledger.record(
            "messages.reconciled",
            actor=by,
            delivered=len(arrived),
            requeued=len(again),
            root=_root(arrived, again),
            evidence=evidence,
        )
    if again:
        workspaces.schedule(messaging.DISPATCH)
    return Reconciled(len(arrived), len(again))


def _delivered(message_ids: Collection[UUID]) -> list[UUID]:
    found = list(_uncertain(message_ids).values_list("id", "contact_id"))
    settled = [message_id for message_id, _ in found]
    Message.objects.filter(id__in=settled).update(state=State.SENT, finished_at=clock.now())
    Event.objects.bulk_create(
        Event(contact_id=contact_id, kind="message.sent", facts={"message": str(message_id)})
        for message_id, contact_id in found
    )
    return settled


def _requeued(message_ids: Collection[UUID]) -> list[UUID]:
    settled = list(_uncertain(message_ids).values_list("id", flat=True))
    Message.objects.filter(id__in=settled).update(state=State.QUEUED, due_at=clock.now(), attempts=0)
    return settled


def _uncertain(message_ids: Collection[UUID]) -> QuerySet[Message]:
    found = Message.objects.select_for_update().filter(id__in=message_ids, state=State.UNCERTAIN)
    return found.order_by("id")


def _root(delivered: list[UUID], requeued: list[UUID]) -> str:
    """The Merkle root over the answers, in the order of the messages, in hexadecimal."""
    answers = [(str(one), "delivered") for one in delivered] + [(str(one), "requeued") for one in requeued]
    frontier = merkle.Frontier()
    for message_id, answer in sorted(answers):
        frontier.append(merkle.leaf_hash(canonical.encode({"message": message_id, "answer": answer})))
    return frontier.root().hex()
