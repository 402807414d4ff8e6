"""What proves a consent and what a decision tells, in words wherever it came from."""

import pytest
from django.urls import reverse

from lightyear import guard
from lightyear.accounts.matrix import Role
from lightyear.api.consent_forms import Evidence
from lightyear.consent.models import ConsentRecord, Notice
from lightyear.contacts.models import Contact
from lightyear.gate import services as gate
from lightyear.intake import services as intake
from lightyear.ledger.actors import Actor
from lightyear.web import consent_words, words
from lightyear.workspaces import wall
from tests import acts, populate

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return populate.everything("here")


@pytest.fixture
def recorded(place):
    """Every answer, after one was taken by each page that takes some."""
    contact = place.rows[Contact].id
    with wall.enter(place.workspace.id):
        notice = Notice.objects.get(purpose__key="newsletter", language="zh-hans")
        acts._deliver(place)
    said = {"notice": notice.id, "given_at": "2026-01-02T10:30", "method": "in_person", "reference": "box-7"}
    place.browser(Role.OWNER).post(reverse("web:contact-consent", args=["here", contact]), said)
    for visit in ("hosted-form", "confirmation", "unsubscribe"):
        acts.visit(place, visit)
    with wall.enter(place.workspace.id):
        return list(ConsentRecord.objects.all())


def test_every_key_that_proves_a_consent_has_a_word(recorded):
    written = {key for record in recorded for key in record.evidence} | set(Evidence.model_fields)

    assert written == set(consent_words.LABELS)


def test_a_proof_says_how_and_where_in_words(place, recorded):
    record = next(one for one in recorded if one.evidence.get("method") == "in_person")

    page = place.browser(Role.OWNER).get(reverse("web:contact-proof", args=["here", record.id]))

    shown = page.content.decode()
    assert "<dd>In person</dd>" in shown
    assert ">Staff: In person</dd>" in shown
    assert ">Where the proof is kept</dt><dd>box-7</dd>" in shown


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("api:clinic-site", "API: clinic-site"),
        ("api:contacts", "API: Contacts"),
        ("staff:phone", "Staff: By phone"),
        ("staff:contacts", "Staff: Contacts"),
        ("one-click", "One-click unsubscribe"),
    ],
)
def test_a_source_is_said_in_words(inside, source, said):
    assert words.Names().source(source) == said


def test_a_decision_says_about_whom_and_who_asked_in_words(place):
    flow = guard.Flow(direction="in", channel="form", purpose="events", subject="known_patient")
    with wall.enter(place.workspace.id):
        decision = gate.clear(
            "hello",
            flow,
            destination=intake.own_destination(),
            source="staff:contacts",
            by=Actor.staff(place.staff[Role.OWNER].pk),
        ).decision

    page = place.browser(Role.OWNER).get(reverse("web:flow-decision", args=["here", decision.id]))

    shown = page.content.decode()
    assert "<dd>A known patient</dd>" in shown
    assert f">{place.staff[Role.OWNER].name}</dd>" in shown
