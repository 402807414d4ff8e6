"""What each kind of step does with everyone who stands at it: one statement for all of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from lightyear.journeys.definition import Branch, GiveTask, Notify, Place, Send
from lightyear.journeys.models import JourneyVersion, Passage
from lightyear.messaging import eligibility, notices
from lightyear.messaging import services as messaging
from lightyear.messaging.models import Template
from lightyear.sales import services as sales
from lightyear.segments import condition
from lightyear.workspaces import services as workspaces
from lightyear.workspaces import wall

QUEUE = f"""
WITH moving AS (
  SELECT %(workspace)s::uuid AS workspace_id, t.enrollment, t.contact_id,
    %(template)s::uuid AS template_id, %(channel)s::text AS channel
  FROM unnest(%(enrollments)s::uuid[], %(contacts)s::uuid[]) AS t (enrollment, contact_id)
), judged AS (
  SELECT m.enrollment, m.contact_id, {eligibility.REASON} AS reason FROM moving m {eligibility.LOOKUPS}
)
INSERT INTO messaging_message
  (id, workspace_id, key, contact_id, template_id, channel, details, state, reason, due_at, attempts,
   message_id, created_at, finished_at)
SELECT gen_random_uuid(), %(workspace)s, %(origin)s || enrollment, contact_id, %(template)s, %(channel)s,
  '{{}}'::jsonb, CASE reason WHEN '' THEN 'queued' ELSE 'left_out' END, reason, %(now)s, 0, '', %(now)s,
  CASE reason WHEN '' THEN NULL ELSE %(now)s END
FROM judged
ON CONFLICT (workspace_id, key) DO NOTHING
RETURNING right(key, 36)::uuid, id, reason
"""  # noqa: S608 (the fragments are constants)


@dataclass(frozen=True, slots=True)
class Traveler:
    """Someone who is due: `step` is where she stood when she was taken."""

    enrollment: UUID
    contact: UUID
    step: str
    is_waiting: bool
    is_erased: bool


@dataclass(frozen=True, slots=True)
class Passing:
    """One person past one step: what came of it, and where she stands now."""

    traveler: Traveler
    outcome: str
    to: str
    reason: str = ""
    message: UUID | None = None
    facts: dict[str, Any] = field(default_factory=dict)


def take(
    place: Place, travelers: Sequence[Traveler], *, version: JourneyVersion, now: datetime
) -> list[Passing]:
    """Let everyone take a step; returns what came of it for each."""
    match place.step:
        case Send():
            return _send(place, place.step, travelers, version, now)
        case Notify():
            return _notify(place, place.step, travelers, version)
        case GiveTask():
            return _give_task(place, place.step, travelers, version, now)
        case Branch():
            return _branch(place, place.step, travelers, now)
    return [Passing(traveler, Passage.Outcome.WAITED, place.follows) for traveler in travelers]


def _send(
    place: Place, step: Send, travelers: Sequence[Traveler], version: JourneyVersion, now: datetime
) -> list[Passing]:
    """A message for each, or the reason against it; every one is checked again when it leaves."""
    template = Template.objects.get(key=step.template)
    values: dict[str, Any] = {
        "workspace": wall.current(),
        "enrollments": [traveler.enrollment for traveler in travelers],
        "contacts": [traveler.contact for traveler in travelers],
        "template": template.id,
        "channel": template.channel,
        "origin": f"journey:{version.id}:{step.key}:",
        "now": now,
    }
    with connection.cursor() as cursor:
        cursor.execute(QUEUE, values)
        messages = {enrollment: (message, reason) for enrollment, message, reason in cursor.fetchall()}
    workspaces.schedule(messaging.DISPATCH)
    outcomes = {True: Passage.Outcome.LEFT_OUT, False: Passage.Outcome.QUEUED}
    passings = []
    for traveler in travelers:
        message, reason = messages[traveler.enrollment]
        passings.append(
            Passing(traveler, outcomes[bool(reason)], place.follows, reason=reason, message=message)
        )
    return passings


def _notify(
    place: Place, step: Notify, travelers: Sequence[Traveler], version: JourneyVersion
) -> list[Passing]:
    """One notice for each member, however many people came: nobody reads five thousand."""
    facts: dict[str, Any] = {"journey": version.journey.key, "count": len(travelers)}
    if len(travelers) == 1:
        facts |= {"contact": str(travelers[0].contact), "enrollment": str(travelers[0].enrollment)}
    told = notices.tell(role=step.role, kind="journey.reached", **facts)
    return [
        Passing(traveler, Passage.Outcome.TOLD, place.follows, facts={"staff": told})
        for traveler in travelers
    ]


def _give_task(
    place: Place, step: GiveTask, travelers: Sequence[Traveler], version: JourneyVersion, now: datetime
) -> list[Passing]:
    origin = f"journey:{version.id}:{step.key}"
    wanted = {f"{origin}:{traveler.enrollment}": traveler.contact for traveler in travelers}
    tasks = sales.open_set(
        wanted,
        kind="journey",
        title=step.title,
        role=step.role,
        due_at=now + timedelta(days=step.within_days),
        facts={"journey": version.journey.key},
    )
    return [
        Passing(
            traveler,
            Passage.Outcome.OPENED,
            place.follows,
            facts={"task": str(tasks[f"{origin}:{traveler.enrollment}"])},
        )
        for traveler in travelers
    ]


def _branch(place: Place, step: Branch, travelers: Sequence[Traveler], now: datetime) -> list[Passing]:
    contacts = [traveler.contact for traveler in travelers]
    statement, params = condition.sql(condition.parse(step.condition), at=now, among=contacts)
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        yes = {contact for (contact,) in cursor.fetchall()}
    return [
        Passing(traveler, Passage.Outcome.YES, place.yes)
        if traveler.contact in yes
        else Passing(traveler, Passage.Outcome.NO, place.no)
        for traveler in travelers
    ]
