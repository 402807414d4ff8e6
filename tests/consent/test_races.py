"""A yes and a no of one contact at the same moment, on two connections."""

from contextlib import ExitStack
from datetime import timedelta

import pytest

from lightyear.consent import queries, services
from lightyear.kit import clock
from lightyear.workspaces import wall
from tests import committed
from tests.messaging import outreach


@pytest.fixture
def organization(db):
    with committed.workspace(profiles=["hipaa"]) as workspace:
        yield workspace


@pytest.fixture
def asked(organization):
    """A contact who agreed, and the purpose."""
    with wall.enter(organization.id):
        purpose = outreach.purpose()
        contact = outreach.person()
        outreach.agree(contact, purpose)
    return contact, purpose


def standing(organization, contact, purpose):
    with wall.enter(organization.id):
        found = queries.standing(contact, purpose, "email")
    return found.answer if found else None


def test_an_older_yes_waits_for_a_no_under_way_and_gives_way(organization, asked):
    contact, purpose = asked
    yesterday = clock.now() - timedelta(days=1)

    with ExitStack() as until_both_ended, wall.enter(organization.id):
        outreach.withdraw(contact, purpose)
        late = committed.beside(organization, lambda: outreach.agree(contact, purpose, given_at=yesterday))
        [yes] = until_both_ended.enter_context(late)
        was_waiting = not yes.done()

    assert was_waiting
    assert isinstance(yes.exception(), services.LaterNo)
    assert standing(organization, contact, purpose) == "withdrawn"


def test_a_no_waits_for_a_yes_under_way_and_stands(organization, asked):
    contact, purpose = asked
    with wall.enter(organization.id):
        outreach.withdraw(contact, purpose)

    with ExitStack() as until_both_ended, wall.enter(organization.id):
        outreach.agree(contact, purpose)
        later = committed.beside(organization, lambda: outreach.withdraw(contact, purpose))
        [no] = until_both_ended.enter_context(later)
        was_waiting = not no.done()

    assert was_waiting
    assert no.exception() is None
    assert standing(organization, contact, purpose) == "withdrawn"


def test_a_yes_that_is_still_to_come_counts_for_nothing(inside):
    contact, purpose = outreach.person(), outreach.purpose()

    with pytest.raises(services.StillToCome):
        outreach.agree(contact, purpose, given_at=clock.now() + timedelta(hours=1))

    assert queries.standing(contact, purpose, "email") is None
