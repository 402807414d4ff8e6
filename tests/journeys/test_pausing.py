"""A paused journey takes nobody in and moves nobody."""

from datetime import timedelta

import pytest

from lightyear.accounts.matrix import Role
from lightyear.contacts import services as contacts
from lightyear.journeys import advance, queries, services
from lightyear.journeys.models import Enrollment, Journey
from lightyear.kit import clock
from lightyear.ledger.models import Entry
from lightyear.workspaces import wall
from tests import populate
from tests.messaging import outreach

pytestmark = pytest.mark.django_db
RAW = {
    "trigger": {"event": "form.confirmed"},
    "steps": [
        {"kind": "wait", "key": "pause", "days": 1},
        {"kind": "notify", "key": "tell", "role": "marketer"},
    ],
}


@pytest.fixture
def journey(inside):
    services.publish(key="welcome", name="Welcome", raw=RAW, by=outreach.BY)
    return Journey.objects.get()


def arrive(address="ana@inbox.example"):
    event = contacts.happened(outreach.person(address), "form.confirmed")
    return services.triggered(event)


def test_who_comes_while_it_is_paused_isnt_let_in(journey):
    services.pause(journey=journey, by=outreach.BY)

    entered = arrive()
    services.resume(journey=journey, by=outreach.BY)

    assert (entered, Enrollment.objects.count()) == (0, 0)
    assert arrive("ben@inbox.example") == 1


def test_who_is_inside_stands_still_and_moves_when_it_is_resumed(journey):
    arrive()
    advance.advance()
    services.pause(journey=journey, by=outreach.BY)

    with clock.shifted(timedelta(days=2)):
        assert (advance.advance(), queries.next_due()) == (0, None)
        services.resume(journey=journey, by=outreach.BY)
        assert advance.advance() == 1

    assert Enrollment.objects.get().state == "done"


def test_pausing_twice_is_one_pause(journey):
    for _ in range(2):
        services.pause(journey=journey, by=outreach.BY)
    for _ in range(2):
        services.resume(journey=journey, by=outreach.BY)

    events = Entry.objects.filter(event__startswith="journey.").values_list("event", flat=True)
    assert sorted(events) == ["journey.paused", "journey.published", "journey.resumed"]


def test_the_page_pauses_and_resumes_and_home_says_so(workspace):
    owner = populate.signed_in(populate.member(workspace, Role.OWNER))
    analyst = populate.signed_in(populate.member(workspace, Role.ANALYST))
    with wall.enter(workspace.id):
        services.publish(key="welcome", name="Welcome", raw=RAW, by=outreach.BY)

    owner.post("/w/riverbend/journeys/welcome/pauses")

    page = owner.get("/w/riverbend/journeys/welcome/").content.decode()
    assert "Paused since" in page
    assert "/journeys/welcome/resumptions" in page
    assert "“Welcome” is paused" in owner.get("/w/riverbend/").content.decode()
    assert "Paused" in owner.get("/w/riverbend/journeys/").content.decode()
    assert (
        "/journeys/welcome/resumptions" not in analyst.get("/w/riverbend/journeys/welcome/").content.decode()
    )
    owner.post("/w/riverbend/journeys/welcome/resumptions")
    assert "is paused" not in owner.get("/w/riverbend/").content.decode()
