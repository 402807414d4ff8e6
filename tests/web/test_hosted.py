"""What visitors meet: a trap that fills nothing, links that say where they stand, the organization's name."""

import pytest
from django.test import Client

from lightyear.consent.models import ConsentRecord
from lightyear.intake import protection
from lightyear.intake.models import Submission
from lightyear.ledger.models import Entry
from lightyear.messaging import tokens
from lightyear.workspaces import wall
from tests.intake.conftest import published

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
