"""The way of invented people through the demonstration's journey, as rows: where each stands, and why.

The journey is as old as `LIVE_FOR`: whoever confirmed since then went through it or is still inside.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from django.db.models import Model

from lightyear.accounts.matrix import Role
from lightyear.cli import demo_journey
from lightyear.contacts.models import Contact, Event
from lightyear.journeys.definition import END
from lightyear.journeys.models import Enrollment, JourneyVersion, Passage
from lightyear.kit import ids
from lightyear.messaging.models import Message
from lightyear.sales.models import Task

LIVE_FOR = timedelta(days=90)
TELL, CALL, WAIT, BRANCH, SEND = "tell-marketing", "call", "three-days", "may-we-write", "good-to-know"
"""The steps of demo_journey.definition."""

WAITS, CALLED_WITHIN = timedelta(days=3), timedelta(days=2)

Add = Callable[[Model], None]
Write = Callable[[str, datetime], Message]
"""Adds the journey's message to the contact: its key and when it leaves."""


@dataclass(frozen=True, slots=True)
class Way:
    """The live version of the journey, a batch of passages for each of its steps, and who does its tasks."""

    version: JourneyVersion
    batches: dict[str, UUID]
    staff: UUID


def of(version: JourneyVersion, *, form: str, staff: UUID) -> Way | None:
    """The way through a version; None when it isn't the demonstration's own."""
    if version.definition != demo_journey.definition(form):
        return None
    return Way(version, {step: ids.new() for step in (TELL, CALL, WAIT, BRANCH, SEND)}, staff)


def take(
    way: Way,
    add: Add,
    write: Write,
    *,
    came: Event,
    contact: Contact,
    agrees: bool,
    now: datetime,
    chance: Random,
) -> None:
    """Let somebody in by her confirmation, and on as far as she has come by now."""
    if came.at < now - LIVE_FOR:
        return
    goes_on = came.at + WAITS
    is_through = goes_on < now
    enrollment = Enrollment(
        journey_id=way.version.journey_id,
        version_id=way.version.id,
        contact_id=contact.id,
        trigger=came.id,
        step=END if is_through else WAIT,
        state=Enrollment.State.DONE if is_through else Enrollment.State.WAITING,
        due_at=None if is_through else goes_on,
        entered_at=came.at,
    )
    add(enrollment)
    outcome = Passage.Outcome
    add(_passage(way, enrollment, TELL, came.at, outcome.TOLD, facts={"staff": 1}))
    task = _task(way, add, enrollment, now=now, chance=chance)
    add(_passage(way, enrollment, CALL, came.at, outcome.OPENED, facts={"task": str(task.id)}))
    if not is_through:
        return
    add(_passage(way, enrollment, WAIT, goes_on, outcome.WAITED))
    add(_passage(way, enrollment, BRANCH, goes_on, outcome.YES if agrees else outcome.NO))
    if agrees:
        message = write(f"journey:{way.version.id}:{SEND}:{enrollment.id}", goes_on)
        add(_passage(way, enrollment, SEND, goes_on, outcome.QUEUED, message_id=message.id))


def _task(way: Way, add: Add, enrollment: Enrollment, *, now: datetime, chance: Random) -> Task:
    """The call that somebody makes within two days."""
    opened_at, done_at = enrollment.entered_at, enrollment.entered_at + CALLED_WITHIN * chance.random()
    is_done = done_at < now
    task = Task(
        key=f"journey:{way.version.id}:{CALL}:{enrollment.id}",
        kind="journey",
        title=_title(way.version),
        contact_id=enrollment.contact_id,
        role=Role.FRONT_DESK,
        opened_at=opened_at,
        due_at=opened_at + CALLED_WITHIN,
        done_at=done_at if is_done else None,
        done_by_id=way.staff if is_done else None,
        facts={"journey": way.version.journey.key},
    )
    add(task)
    moments = [("task.opened", opened_at), *([("task.done", done_at)] if is_done else [])]
    for kind, at in moments:
        add(Event(contact_id=enrollment.contact_id, kind=kind, at=at, facts={"task": str(task.id)}))
    return task


def _title(version: JourneyVersion) -> dict[str, str]:
    title: dict[str, str] = next(step["title"] for step in version.definition["steps"] if step["key"] == CALL)
    return title


def _passage(
    way: Way, enrollment: Enrollment, step: str, at: datetime, outcome: Passage.Outcome, **more: Any
) -> Passage:
    return Passage(
        enrollment_id=enrollment.id,
        version_id=way.version.id,
        step=step,
        at=at,
        outcome=outcome,
        batch=way.batches[step],
        **more,
    )
