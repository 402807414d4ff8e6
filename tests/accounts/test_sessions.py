"""A session ends on the server: left alone, open too long, signed out, or with the membership."""

import time

import pytest
from django.conf import settings
from django.test import Client

from lightyear.accounts import links, services
from lightyear.accounts.matrix import Role
from lightyear.accounts.models import Membership
from lightyear.ledger.actors import Actor
from lightyear.workspaces import wall
from tests import populate
from tests.accounts import people

HOME = "/w/clinic/"
BY = Actor.system("test")


@pytest.fixture
def browser(ana):
    inside = populate.signed_in(ana)
    assert inside.get(HOME).status_code == 200
    return inside


def replay(browser) -> Client:
    """Another browser that sends the cookie which this one has now."""
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = browser.cookies[settings.SESSION_COOKIE_NAME].value
    return thief


def move(browser, **changes):
    session = browser.session
    for key, seconds_ago in changes.items():
        session[key] = time.time() - seconds_ago
    session.save()


def test_a_session_that_is_used_stays_open(browser):
    move(browser, seen_at=29 * 60)

    browser.get(HOME)
    move_on = browser.session["seen_at"]

    assert time.time() - move_on < 5
    assert browser.get(HOME).status_code == 200


@pytest.mark.parametrize(
    ("change", "how"),
    [({"seen_at": 31 * 60}, "idle limit"), ({"began_at": 12 * 3600 + 60, "seen_at": 1}, "absolute limit")],
)
def test_a_session_past_its_limit_opens_nothing_more(browser, ana, change, how):
    move(browser, **change)
    cookie = replay(browser)

    answer = browser.get(HOME)

    assert answer["Location"].startswith("/sign-in/")
    assert cookie.get(HOME)["Location"].startswith("/sign-in/")
    assert people.recorded("staff.signed_out") == [
        {"actor": f"staff:{ana.id}", "member": str(ana.id), "how": how}
    ]


def test_the_cookie_of_a_signed_out_session_opens_nothing(browser):
    cookie = replay(browser)

    browser.post("/sign-out")

    assert cookie.get(HOME)["Location"].startswith("/sign-in/")


def test_what_was_opened_with_a_reason_ends_with_the_session(browser):
    session = browser.session
    session["openings"] = {"contact:email": "2999-01-01T00:00:00+00:00"}
    session.save()

    browser.post("/sign-out")

    assert "openings" not in browser.session


def test_leaving_ends_every_session_at_once(clinic, browser):
    ben = populate.member(clinic, Role.MARKETER)
    bens = populate.signed_in(ben)
    assert bens.get(HOME).status_code == 200

    with wall.enter(clinic.id):
        services.leave(membership=Membership.objects.get(user_id=ben.id), by=BY)

    assert bens.get(HOME)["Location"].startswith("/sign-in/")
    ben.refresh_from_db()
    assert populate.signed_in(ben).get(HOME).status_code == 404


def test_a_new_role_counts_from_the_next_request_on(clinic, browser):
    ben = populate.member(clinic, Role.OWNER, email="ben@clinic.example")
    bens = populate.signed_in(ben)
    assert bens.get(f"{HOME}settings/").status_code == 200

    with wall.enter(clinic.id):
        membership = Membership.objects.get(user_id=ben.id)
        services.change_role(membership=membership, role=Role.MARKETER, by=BY)

    assert bens.get(f"{HOME}settings/").status_code == 403


def test_another_password_ends_every_session(browser, ana):
    token = links.issue_reset(user=ana, drops_second_factor=False, by=BY)

    Client().post(f"/resets/{token}", {"password": "granite harmonica soup"})

    assert browser.get(HOME)["Location"].startswith("/sign-in/")
    assert people.sign_in(Client(), ana, password="granite harmonica soup").status_code == 302


def test_the_clock_of_the_product_does_not_move_the_limits(browser):
    from datetime import timedelta

    from lightyear.kit import clock

    with clock.shifted(timedelta(days=3)):
        assert browser.get(HOME).status_code == 200
