"""Workers on connections of their own: at the same time, dying in between, and called by the walk."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import Error, connection

from lightyear.journeys import advance, jobs, services
from lightyear.journeys.models import Enrollment, Passage
from lightyear.kit import clock
from lightyear.messaging.models import Message
from lightyear.workspaces import wall
from lightyear.workspaces.models import Workspace
from tests import committed
from tests.journeys.conftest import TEST, come_in, make_contact

PATIENCE_SECONDS = 30
PEOPLE = 7
JOURNEY = {
    "trigger": {"event": "form.confirmed"},
    "steps": [{"kind": "send", "key": "write", "template": "nurture"}],
}


@pytest.fixture
def crowded(db) -> Iterator[Workspace]:
    """A workspace, seen by every connection, with seven people due; all of it is removed after."""
    with committed.workspace(profiles=["hipaa"]) as workspace:
        furnish(workspace)
        yield workspace


def furnish(workspace):
    from lightyear.consent import services as consent
    from lightyear.messaging import services as messaging

    letter = messaging.Variant(
        "Tea", "<mj-section><mj-column><mj-text>Tea.</mj-text></mj-column></mj-section>"
    )
    with wall.enter(workspace.id):
        events = consent.declare(key="events", kind="commercial", name_en="Events", name_zh="活动", by=TEST)
        messaging.define(key="nurture", name="Nurture", purpose=events, variants={"en": letter}, by=TEST)
        services.publish(key="crowd", name="Crowd", raw=JOURNEY, by=TEST)
        for _ in range(PEOPLE):
            come_in(make_contact())


def test_two_workers_at_once_move_everyone_once(crowded):
    taken, may_commit = threading.Event(), threading.Event()

    def slow() -> int:
        try:
            with wall.enter(crowded.id):
                moved = advance.advance(limit=3)
                taken.set()
                assert may_commit.wait(PATIENCE_SECONDS)
                return moved
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(slow)
        assert taken.wait(PATIENCE_SECONDS)
        with wall.enter(crowded.id):
            second = advance.advance()
        may_commit.set()
        moved = (first.result(), second)

    with wall.enter(crowded.id):
        assert moved == (3, 4)
        assert Passage.objects.count() == Message.objects.count() == PEOPLE
        assert set(Enrollment.objects.values_list("state", flat=True)) == {"done"}


def test_a_worker_that_dies_before_its_commit_has_moved_nobody(crowded):
    with suppress(Error), wall.enter(crowded.id):
        assert advance.advance() == PEOPLE
        connection.connection.close()
    connection.close()

    with wall.enter(crowded.id):
        left_over = Passage.objects.count(), Message.objects.count()
        again = advance.advance()

    assert (left_over, again) == ((0, 0), PEOPLE)


def test_the_walk_is_told_when_the_next_person_is_due(journey, newcomer):
    come_in(newcomer())

    due_at = jobs.advance_due(journey.workspace_id)
    with clock.shifted(timedelta(days=4)):
        after = jobs.advance_due(journey.workspace_id)

    assert due_at is not None
    assert timedelta(days=2) < due_at - clock.now() <= timedelta(days=3)
    assert after is None
