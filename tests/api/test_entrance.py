"""Who comes in: a key that stands, in its own workspace, as often as the limit says, and never a cookie."""

import time

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lightyear.accounts import api_keys, second_factor, services
from lightyear.accounts.models import ApiKey, Membership
from lightyear.api import limits
from lightyear.contacts.models import Contact
from lightyear.workspaces import wall
from tests import populate
from tests.api import programs
from tests.api.test_contacts import ELENA

LIST = "/api/v1/w/riverbend/contacts"


@pytest.mark.parametrize(
    "header",
    [
        {},
        {"Authorization": ""},
        {"Authorization": "Bearer"},
        {"Authorization": "Bearer ly_abcdefabcdef_nothing"},
        {"Authorization": "Bearer ly_\x00_x"},
        {"Authorization": "Basic bHk6bHk="},
        {"Authorization": "Bearer é"},
        {"Authorization": "Bearer ly_a_b extra"},
    ],
)
def test_without_a_key_that_stands_nobody_comes_in(clinic, header):
    answer = Client().get(LIST, headers=header)

    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert answer.json()["status"] == 401


@given(st.text(max_size=60))
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_that_is_no_key_breaks_the_door(clinic, word):
    header = f"Bearer ly_{word}".encode().decode("latin-1")

    answer = Client(HTTP_AUTHORIZATION=header).get(LIST)

    assert answer.status_code == 401


def test_a_signed_in_person_is_nobody_here(clinic):
    browser = populate.signed_in(populate.member(clinic, "owner"))

    assert browser.get(LIST).status_code == 401
    assert browser.post(LIST, ELENA, content_type="application/json").status_code == 401


def test_a_broken_cookie_beside_a_key_does_no_harm(program):
    browser = populate.signed_in(populate.member(program.workspace, "analyst"))

    answer = browser.get(LIST, headers=program.headers)

    assert answer.status_code == 200


def test_an_ended_key_is_refused(program, clinic):
    with wall.enter(clinic.id):
        api_keys.end(key_id=ApiKey.objects.get().id, by=programs.BY)

    assert program.get("/contacts").status_code == 401


def test_a_key_is_refused_once_its_owner_has_left(program, clinic):
    populate.member(clinic, "owner", email="second@staff.example")
    with wall.enter(clinic.id):
        owner = Membership.objects.get(user_id=ApiKey.objects.get().owner_id)
        services.leave(membership=owner, by=programs.BY)

    assert program.get("/contacts").status_code == 401


def test_a_key_is_refused_while_its_owner_has_no_second_factor(program):
    second_factor.drop(ApiKey.objects.get().owner)

    assert program.get("/contacts").status_code == 401


def test_a_key_does_what_its_owners_role_today_allows(clinic):
    analyst = programs.of_role(clinic, "analyst")

    assert analyst.get("/contacts").status_code == 403
    assert analyst.get("/decisions").status_code == 200


def test_another_workspace_and_none_look_the_same(program):
    other = populate.workspace("lakeside")
    addresses = [f"/api/v1/w/{slug}/contacts" for slug in (other.slug, "nowhere", "system")]

    answers = [Client().get(address, headers=program.headers) for address in addresses]

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1


def test_below_the_api_everything_is_answered_by_problems(program):
    answers = [
        Client().get("/api/"),
        Client().get("/api/v1/"),
        Client().get("/api/v1/nothing"),
        program.get("/nothing"),
        program.get("/contacts/not-an-identifier"),
    ]

    assert {answer.status_code for answer in answers} == {404}
    assert {answer.headers["Content-Type"] for answer in answers} == {programs.PROBLEM}


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE"])
def test_a_method_that_the_address_doesnt_know_is_refused(program, method):
    answer = program.send(method, "/contacts", b"")

    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET, POST"


def test_a_key_that_asks_too_often_waits(program, clinic, settings):
    settings.LIGHTYEAR_API_PER_MINUTE = 3
    other = programs.of_role(clinic, "compliance")

    answers = [program.get("/contacts") for _ in range(5)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429, 429]
    assert 1 <= int(answers[-1].headers["Retry-After"]) <= limits.WINDOW_SECONDS
    assert other.get("/contacts").status_code == 200


def test_the_next_minute_counts_anew(program, settings, monkeypatch):
    settings.LIGHTYEAR_API_PER_MINUTE = 1
    now = time.time()

    program.get("/contacts")
    refused = program.get("/contacts")
    monkeypatch.setattr(time, "time", lambda: now + limits.WINDOW_SECONDS)
    later = program.get("/contacts")

    assert (refused.status_code, later.status_code) == (429, 200)


def test_answers_are_kept_by_nobody(program):
    answers = [program.get("/contacts"), program.get("/nothing"), Client().get(LIST)]

    assert {answer.headers["Cache-Control"] for answer in answers} == {"no-store"}


def test_what_fails_in_the_middle_leaves_nothing(program, clinic, monkeypatch):
    from lightyear.contacts import upkeep

    def broken(*args, **kwargs):
        raise RuntimeError("elena@mailbox.example")

    monkeypatch.setattr(upkeep, "change", broken)
    quiet = Client(raise_request_exception=False)

    answer = quiet.post(LIST, ELENA, content_type="application/json", headers=program.headers)

    assert answer.status_code == 500
    assert answer.headers["Content-Type"] == programs.PROBLEM
    assert "elena" not in answer.content.decode()
    with wall.enter(clinic.id):
        assert Contact.objects.count() == 0
    assert program.recorded("contact.created") == []


def test_an_operation_reached_without_the_entrance_is_refused(clinic, settings):
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "api.entrance" not in name]

    answer = Client().get(LIST)

    assert answer.status_code == 401
