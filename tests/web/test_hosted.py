"""What visitors meet: a trap that fills nothing, links that say where they stand, the organization's name."""

import pytest
from django.test import Client

from lightyear.consent.models import ConsentRecord
from lightyear.contacts.models import Contact
from lightyear.intake import protection
from lightyear.intake import services as intake
from lightyear.intake.models import Submission
from lightyear.ledger.models import Entry
from lightyear.messaging import tokens
from lightyear.workspaces import wall
from tests.intake.conftest import BY, published
from tests.intake.conftest import FORM as ASKED

FORM = "/f/riverbend/class/"


@pytest.fixture
def form(workspace):
    with wall.enter(workspace.id):
        return published()


@pytest.fixture
def link(workspace, form):
    """The address of a confirmation."""
    Client().post(FORM, {"email": "elena@mailbox.example"})
    with wall.enter(workspace.id):
        return f"/c/riverbend/{tokens.of('confirm', Submission.objects.get().id)}"


def test_a_machine_in_the_trap_does_not_fill_the_ledger(workspace, form):
    answers = [
        Client().post(FORM, {"website": "spam"}, REMOTE_ADDR=f"2001:db8:1:2::{n}") for n in range(1, 12)
    ]

    assert {answer["Location"] for answer in answers} == {f"{FORM}thanks"}
    with wall.enter(workspace.id):
        assert Entry.objects.filter(event="form.trapped").count() == protection.PER_CLIENT_TRAPPED


def test_a_link_that_was_confirmed_says_so_and_asks_no_more(workspace, link):
    first = Client().post(link)
    again = [Client().get(link), Client().post(link)]

    assert b"that\xe2\x80\x99s settled" in first.content
    for answer in again:
        assert answer.status_code == 200
        assert b"already confirmed" in answer.content
        assert b'<form class="public-actions"' not in answer.content
    with wall.enter(workspace.id):
        assert Entry.objects.filter(event="form.confirmed").count() == 1
        assert not ConsentRecord.objects.exists()


@pytest.mark.parametrize(
    ("kind", "choices", "typed", "region"),
    [
        ("text", [], "Ohio", "Ohio"),
        ("text", [], "Ohio, MRN 48213377", "Ohio, MRN [mrn]"),
        ("choice", [{"value": "oh", "label": {"en": "Ohio", "zh-hans": "俄亥俄州"}}], "oh", "Ohio"),
    ],
)
def test_where_somebody_lives_is_known_once_she_confirms(workspace, form, kind, choices, typed, region):
    where = {"key": "where", "kind": kind, "label": {"en": "State"}, "purpose": "requests"}
    where |= {"retention_days": 30, "role": "region", "choices": choices}
    with wall.enter(workspace.id):
        raw = {**ASKED, "fields": [*ASKED["fields"], where]}
        intake.publish(slug="class", name="Class", raw=raw, by=BY)

    Client().post(FORM, {"email": "elena@mailbox.example", "where": typed})

    with wall.enter(workspace.id):
        assert Contact.objects.get().region == ""
        token = tokens.of("confirm", Submission.objects.get().id)
    Client().post(f"/c/riverbend/{token}")
    with wall.enter(workspace.id):
        assert Contact.objects.get().region == region


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/c/riverbend/unknown", 410),
        ("/p/riverbend/unknown", 404),
        ("/u/riverbend/unknown", 404),
        ("/f/riverbend/unknown/", 404),
        ("/f/riverbend/unknown/thanks", 404),
    ],
)
def test_a_link_that_leads_nowhere_speaks_for_the_organization(form, path, status):
    answer = Client().get(path)

    page = answer.content.decode()
    assert answer.status_code == status
    assert "Riverbend Health" in page
    assert "/brand/riverbend.css" in page
    assert not any(word in page for word in ("workspace", "member", "Lightyear"))


def test_who_asked_too_often_is_told_when_to_come_again(form):
    for number in range(protection.PER_ADDRESS):
        Client().post(FORM, {"email": "elena@mailbox.example"}, REMOTE_ADDR=f"203.0.113.{number}")
    for _ in range(protection.PER_CLIENT_WITHOUT_PROOF):
        Client().post(FORM, {"email": f"visitor{_}@mailbox.example"}, REMOTE_ADDR="203.0.113.99")

    of_a_day = Client().post(FORM, {"email": "elena@mailbox.example"}, REMOTE_ADDR="203.0.113.8")
    of_an_hour = Client().post(FORM, {"email": "ida@mailbox.example"}, REMOTE_ADDR="203.0.113.99")

    assert (of_a_day.status_code, of_an_hour.status_code) == (429, 429)
    assert "Try again tomorrow" in of_a_day.content.decode()
    assert "Wait an hour" in of_an_hour.content.decode()
