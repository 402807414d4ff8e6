"""The gate answers programs: what it would decide, on record, and nothing leaves."""

import pytest

from lightyear.consent.models import Purpose
from lightyear.gate.models import Agreement, Decision, Destination
from lightyear.kit import ids
from lightyear.messaging.models import Message
from lightyear.workspaces import queries as workspaces
from lightyear.workspaces import wall
from tests.api.test_consents import yes
from tests.api.test_contacts import ELENA

LEAK = "https://clinic.example/oncology/?email=ana@home.example"
QUESTION = {
    "destination": "ads",
    "purpose": "conversions",
    "parts": {"page": LEAK},
    "channel": "url",
    "source": "landing-pages",
}


@pytest.fixture(autouse=True)
def destinations(clinic):
    with wall.enter(clinic.id):
        Destination.objects.create(key="ads", name="Search advertising", kind="advertising", residency="us")
        mailer = Destination.objects.create(key="mailer", name="Mailer", kind="mail", residency="us")
        Agreement.objects.create(
            destination=mailer, elements=list(Agreement.ELEMENTS), starts_on=workspaces.today()
        )


def test_a_leak_would_be_blocked_and_the_answer_says_why(program):
    answer = program.post("/decisions", QUESTION)

    asked = answer.json()
    assert answer.status_code == 201
    assert (asked["verdict"], asked["passing"]) == ("block", None)
    assert {"email", "health_context"} <= set(asked["categories"])
    assert any(rule["matched"] and rule["cite"] for rule in asked["considered"])
    assert "ana@home.example" not in answer.content.decode()


def test_the_answer_is_a_decision_on_record(program):
    asked = program.post("/decisions", QUESTION).json()

    found = program.get(f"/decisions/{asked['id']}").json()

    assert found == {key: value for key, value in asked.items() if key != "passing"}
    assert found["source"] == "api:landing-pages"
    assert program.recorded("flow.blocked")[0].facts["decision"] == asked["id"]


def test_what_is_redacted_is_given_back_clean(program):
    body = QUESTION | {"parts": {"text": "write to ana@home.example"}, "channel": "note", "sender": "other"}

    asked = program.post("/decisions", body).json()

    assert asked["verdict"] == "redact"
    assert "ana@home.example" not in asked["passing"]["text"]
    assert asked["passing"]["text"].startswith("write to ")


def test_nothing_is_sent_and_nothing_of_the_payload_is_kept(program, clinic):
    program.post("/decisions", QUESTION)

    with wall.enter(clinic.id):
        assert Message.objects.count() == 0
        assert "ana@home" not in str(list(Decision.objects.values()))


def test_an_unknown_destination_is_not_here(program):
    answer = program.post("/decisions", QUESTION | {"destination": "elsewhere"})

    assert answer.status_code == 404
    assert program.get("/decisions").json()["items"] == []


def test_consent_counts_as_it_is_on_record(program):
    elena = program.post("/contacts", ELENA).json()["id"]
    body = {
        "destination": "mailer",
        "purpose": "events",
        "parts": {"letter": "Dear Elena Marsh, the knee class begins soon."},
        "subject": "contact",
        "recipient": {"contact": elena, "channel": "email"},
    }

    before = program.post("/decisions", body).json()["verdict"]
    program.post(f"/contacts/{elena}/consents", yes(program))
    after = program.post("/decisions", body).json()["verdict"]

    assert (before, after) == ("block", "allow")


def test_an_unknown_recipient_is_not_here(program):
    body = QUESTION | {"recipient": {"contact": str(ids.new()), "channel": "email"}}

    assert program.post("/decisions", body).status_code == 404


def test_destinations_say_whether_an_agreement_stands(program):
    program.post("/contacts", ELENA)

    items = program.get("/destinations").json()["items"]

    standing = {one["key"]: one["is_under_agreement"] for one in items}
    assert standing == {"ads": False, "mailer": True, "lightyear": True}


def test_decisions_are_filtered_and_come_in_pages(program):
    program.post("/contacts", ELENA)
    for _ in range(3):
        program.post("/decisions", QUESTION)

    blocked = program.get("/decisions", verdict="block", source="api:landing-pages", limit=2).json()
    rest = program.get("/decisions", verdict="block", before=blocked["next"]).json()

    assert [one["verdict"] for one in blocked["items"] + rest["items"]] == ["block"] * 3
    assert len(program.get("/decisions").json()["items"]) == 4
    assert program.get("/decisions", verdict="allow").json()["items"][0]["source"] == "api:contacts"


def test_a_purpose_that_no_rule_knows_is_blocked(program, clinic):
    with wall.enter(clinic.id):
        assert not Purpose.objects.filter(key="mystery").exists()

    asked = program.post("/decisions", QUESTION | {"destination": "mailer", "purpose": "mystery"}).json()

    assert asked["verdict"] == "block"
