"""The only way out: claim, make letters, hand them over, write down what became of each.

Two small commits for each message. The first, `sending`, is on the disk before the first byte of DATA and
is the last moment at which a withdrawal stops the message. The second, the result, need not be: a database
that dies before it is written leaves the message uncertain.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextvars import copy_context
from datetime import timedelta
from functools import cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import Q, QuerySet

from lightyear.contacts import services as contacts
from lightyear.kit import clock
from lightyear.ledger import services as ledger
from lightyear.messaging import letters, outbox
from lightyear.messaging import services as messaging
from lightyear.messaging.channel import Accepted, Channel, Envelope, Outcome, Refused, Uncertain
from lightyear.messaging.eligibility import Reason
from lightyear.messaging.letters import WORKER, Letter
from lightyear.messaging.models import Message, State, Suppression
from lightyear.workspaces import services as workspaces
from lightyear.workspaces import wall

BATCH = 100
BACK_OFF = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2))
LAST_ATTEMPT = 28
"""With the steps of BACK_OFF, two days after the first."""

ADDRESS_IS_GONE = ("5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10")
"""RFC 3463 section 3.2 and RFC 7505: what speaks of the recipient; 5.1.7 and 5.1.8 speak of the sender."""


class NoLongerAllowed(Exception):
    """Between claim and hand-over somebody withdrew, or the lease was lost: nothing leaves."""


def dispatch(workspace_id: UUID, *, limit: int = BATCH) -> int:
    """Send one batch of a workspace's due messages; returns how many were looked at.

    Any number of workers may do it at once: what is left, or becomes free again, is announced to them
    before the first message leaves.
    """
    with wall.enter(workspace_id):
        if forgotten := outbox.forget_leases():
            ledger.record("messages.uncertain", actor=WORKER, count=forgotten)
        claim = outbox.claim(limit)
        ready = letters.prepare(claim)
        if again_at := outbox.next_due():
            workspaces.schedule(messaging.DISPATCH, at=again_at)
    _hand_over(ready)
    return len(claim.ids) + claim.left_out.total()


def hand_over(channel: Channel, envelope: Envelope) -> Outcome:
    """Hand over a letter that is marked already and is tried once."""
    return channel.deliver(envelope, before_data=lambda: None)


def _hand_over(ready: list[Letter]) -> None:
    """Send the letters over as many connections as there may be."""
    waiting = iter(ready)  # shared: each thread takes the next one
    lines = min(settings.LIGHTYEAR_SMTP_CONNECTIONS, len(ready))
    running = [_senders().submit(copy_context().run, _work_off, waiting) for _ in range(lines)]
    wait(running)
    for each in running:
        each.result()


def _work_off(waiting: Iterator[Letter]) -> None:
    """In a thread with a database connection of its own: one letter after the other."""
    try:
        for letter in waiting:
            _send(letter)
    finally:
        connection.close()


def _send(letter: Letter) -> None:
    """Hand one letter over, and write down what became of it."""
    try:
        outcome = letter.channel.deliver(letter.envelope, before_data=lambda: _mark(letter))
    except NoLongerAllowed:
        with wall.enter(letter.workspace_id):
            outbox.release(letter.message_id, until=letter.until)
        return
    with wall.enter(letter.workspace_id):
        outbox.commit_without_waiting()
        _settle(letter, outcome)


def _mark(letter: Letter) -> None:
    """Commit `sending` before the first byte of DATA; raises NoLongerAllowed when it may not go."""
    with wall.enter(letter.workspace_id):
        lease = outbox.mark_sending(letter.message_id, until=letter.until)
    if lease is None:
        raise NoLongerAllowed
    letter.until, letter.is_marked = lease, True


def _settle(letter: Letter, outcome: Outcome) -> None:
    match outcome:
        case Accepted():
            _sent(letter)
        case Uncertain():
            _end(letter, State.UNCERTAIN)
        case Refused(permanent=True):
            _suppress_if_gone(letter, outcome)
            _end(letter, State.FAILED, reason=Reason.REFUSED, finished_at=clock.now())
        case _:
            _try_later(letter)


def _sent(letter: Letter) -> None:
    """The server has it: that is true whatever became of the lease meanwhile."""
    unsaid = Message.objects.filter(id=letter.message_id).exclude(state=State.SENT)
    if unsaid.update(state=State.SENT, finished_at=clock.now(), leased_until=None):
        contacts.happened(letter.contact, "message.sent", message=str(letter.message_id))
        _record(letter, State.SENT)


def _end(letter: Letter, state: State, **more: Any) -> None:
    if _held(letter).update(state=state, leased_until=None, **more):
        _record(letter, state)


def _record(letter: Letter, state: State) -> None:
    ledger.record(
        f"message.{state.value}",
        actor=WORKER,
        subject=contacts.reference(letter.contact),
        message=str(letter.message_id),
        channel=letter.channel.key,
    )


def _try_later(letter: Letter) -> None:
    message = _held(letter).select_for_update().first()
    if message is None:
        return
    attempts, now = message.attempts + 1, clock.now()
    if attempts == LAST_ATTEMPT:
        _end(letter, State.FAILED, attempts=attempts, reason=Reason.GAVE_UP, finished_at=now)
        return
    due_at = now + BACK_OFF[min(attempts, len(BACK_OFF)) - 1]
    _held(letter).update(state=State.QUEUED, leased_until=None, attempts=attempts, due_at=due_at)


def _held(letter: Letter) -> QuerySet[Message]:
    """The message, unless somebody else has it now; a marked one may have become uncertain meanwhile."""
    ours = Q(leased_until=letter.until, state__in=[State.QUEUED, State.SENDING])
    if letter.is_marked:
        ours |= Q(state=State.UNCERTAIN)
    return Message.objects.filter(ours, id=letter.message_id)


def _suppress_if_gone(letter: Letter, outcome: Refused) -> None:
    if outcome.stage == "rcpt" and outcome.reply.partition(" ")[2] in ADDRESS_IS_GONE:
        messaging.suppress_contact(
            letter.contact, channel=letter.channel.key, reason=Suppression.Reason.BOUNCED, by=WORKER
        )


@cache
def _senders() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(settings.LIGHTYEAR_SMTP_CONNECTIONS, thread_name_prefix="send")
