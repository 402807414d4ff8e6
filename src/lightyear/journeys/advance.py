"""Moving people on, as sets: everyone who is due goes as far as she can in one transaction.

All who stand at one step take it together, by a constant number of statements. Whoever dies in between
has moved nobody and sent nothing; workers at the same time take different people (SKIP LOCKED), and a
step has at most one passage per person.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from lightyear.journeys import definition as definitions
from lightyear.journeys import steps
from lightyear.journeys.definition import END, Place, Wait
from lightyear.journeys.models import Enrollment, JourneyVersion, Passage
from lightyear.journeys.steps import Passing, Traveler
from lightyear.kit import clock, ids
from lightyear.ledger import canonical, merkle
from lightyear.ledger import services as ledger
from lightyear.ledger.actors import Actor
from lightyear.workspaces import wall

ADVANCER = Actor.system("journeys")

DUE = """
SELECT e.version_id, e.id, e.contact_id, e.step, e.state = 'waiting', c.erased_at IS NOT NULL
FROM journeys_enrollment e JOIN contacts_contact c ON c.id = e.contact_id
JOIN journeys_journey j ON j.id = e.journey_id AND j.paused_at IS NULL
WHERE e.workspace_id = %(workspace)s AND e.due_at <= %(now)s
ORDER BY e.due_at LIMIT %(limit)s FOR UPDATE OF e SKIP LOCKED
"""

RECORD = """
INSERT INTO journeys_passage
  (id, workspace_id, enrollment_id, version_id, step, at, outcome, reason, message_id, facts, batch)
SELECT p.id, %(workspace)s, p.enrollment, %(version)s, %(step)s, %(now)s, p.outcome, p.reason, p.message,
  p.facts::jsonb, %(batch)s
FROM unnest(%(ids)s::uuid[], %(enrollments)s::uuid[], %(outcomes)s::text[], %(reasons)s::text[],
  %(messages)s::uuid[], %(facts)s::text[]) AS p (id, enrollment, outcome, reason, message, facts)
"""

PLACE = """
UPDATE journeys_enrollment SET step = %(step)s, state = %(state)s, due_at = %(due_at)s
WHERE workspace_id = %(workspace)s AND id = ANY(%(ids)s::uuid[])
"""

Standing = defaultdict[str, list[Traveler]]
Passed = tuple[UUID, UUID, str, str]
"""A passage as its leaf covers it: its id, the enrollment, the outcome and the reason."""


@transaction.atomic
def advance(*, limit: int = 2000) -> int:
    """Move on up to `limit` people who are due; returns how many. Safe to repeat and to run twice at once."""
    now = clock.now()
    due = _due(now, limit)
    versions = JourneyVersion.objects.select_related("journey").in_bulk(list(due))
    for version_id, travelers in due.items():
        _move(versions[version_id], travelers, now)
    return sum(map(len, due.values()))


def leaf(passage_id: UUID, enrollment: UUID, step: str, outcome: str, reason: str) -> bytes:
    """The Merkle leaf of one passage: what the ledger entry of its batch covers."""
    fields = {
        "id": str(passage_id),
        "enrollment": str(enrollment),
        "step": step,
        "outcome": outcome,
        "reason": reason,
    }
    return merkle.leaf_hash(canonical.encode(fields))


def root(leaves: Sequence[bytes]) -> bytes:
    """The Merkle root over leaves in the order of their passages' ids."""
    tree = merkle.Frontier()
    for digest in leaves:
        tree.append(digest)
    return tree.root()


def enter_set(
    version: JourneyVersion, step: str, passed: Sequence[Passed], *, batch: UUID, by: Actor
) -> None:
    """The one ledger entry over the passages of a set step, which are in the order of their ids."""
    ledger.record(
        "journey.stepped",
        actor=by,
        journey=version.journey.key,
        version=version.number,
        step=step,
        batch=str(batch),
        count=len(passed),
        outcomes=dict(Counter(outcome for _, _, outcome, _ in passed)),
        root=root([leaf(key, enrollment, step, *came) for key, enrollment, *came in passed]).hex(),
    )


def _due(now: datetime, limit: int) -> dict[UUID, list[Traveler]]:
    found: dict[UUID, list[Traveler]] = {}
    with connection.cursor() as cursor:
        cursor.execute(DUE, {"workspace": wall.current(), "now": now, "limit": limit})
        for version_id, *columns in cursor.fetchall():
            found.setdefault(version_id, []).append(Traveler(*columns))
    return found


def _move(version: JourneyVersion, travelers: list[Traveler], now: datetime) -> None:
    """Everyone of one version takes steps until she waits or is through."""
    standing = _leave(version, travelers, now)
    for place in definitions.plan(definitions.read(version.definition)):
        here = standing.pop(place.step.key, [])
        staying = [traveler for traveler in here if _must_wait(place, traveler)]
        going = [traveler for traveler in here if not _must_wait(place, traveler)]
        if isinstance(place.step, Wait):
            _put(staying, place.step.key, Enrollment.State.WAITING, now + place.step.duration)
        if going:
            passings = steps.take(place, going, version=version, now=now)
            _record(version, place.step.key, passings, now)
            for passing in passings:
                standing[passing.to].append(passing.traveler)
    _put(standing.pop(END, []), END, Enrollment.State.DONE, None)


def _must_wait(place: Place, traveler: Traveler) -> bool:
    """She has come to a wait just now; who stood there from the beginning is due."""
    has_waited = traveler.is_waiting and traveler.step == place.step.key
    return isinstance(place.step, Wait) and not has_waited


def _leave(version: JourneyVersion, travelers: list[Traveler], now: datetime) -> Standing:
    """Whoever was erased leaves where she stands; the others, by step."""
    standing: Standing = defaultdict(list)
    erased: Standing = defaultdict(list)
    for traveler in travelers:
        (erased if traveler.is_erased else standing)[traveler.step].append(traveler)
    for step, leaving in erased.items():
        passings = [Passing(traveler, Passage.Outcome.LEFT, END, reason="erased") for traveler in leaving]
        _record(version, step, passings, now)
        _put(leaving, step, Enrollment.State.LEFT, None)
    return standing


def _put(travelers: Sequence[Traveler], step: str, state: str, due_at: datetime | None) -> None:
    if not travelers:
        return
    values: dict[str, Any] = {
        "workspace": wall.current(),
        "ids": [traveler.enrollment for traveler in travelers],
        "step": step,
        "state": state,
        "due_at": due_at,
    }
    with connection.cursor() as cursor:
        cursor.execute(PLACE, values)


def _record(version: JourneyVersion, step: str, passings: Sequence[Passing], now: datetime) -> None:
    """Write the passages of a set step, and one ledger entry over them."""
    batch = ids.new()
    keys = sorted(ids.new() for _passing in passings)
    values: dict[str, Any] = {
        "workspace": wall.current(),
        "version": version.id,
        "step": step,
        "now": now,
        "batch": batch,
        "ids": keys,
        "enrollments": [passing.traveler.enrollment for passing in passings],
        "outcomes": [str(passing.outcome) for passing in passings],
        "reasons": [passing.reason for passing in passings],
        "messages": [passing.message for passing in passings],
        "facts": [canonical.encode(passing.facts).decode() for passing in passings],
    }
    with connection.cursor() as cursor:
        cursor.execute(RECORD, values)
    passed = [
        (key, passing.traveler.enrollment, str(passing.outcome), passing.reason)
        for key, passing in zip(keys, passings, strict=True)
    ]
    enter_set(version, step, passed, batch=batch, by=ADVANCER)
