"""Consent by programs: the exact wording, how it is known, and a no that stands."""

from datetime import timedelta

import pytest

from lightyear.accounts.matrix import Action
from lightyear.api.problems import WORDS
from lightyear.consent.models import ConsentRecord
from lightyear.contacts.models import ContactPoint
from lightyear.gate.models import Decision
from lightyear.kit import clock, ids
from lightyear.ledger.models import Entry
from lightyear.workspaces import wall
from tests.api import programs
from tests.api.test_contacts import ELENA


@pytest.fixture
def elena(program):
    return program.post("/contacts", ELENA).json()["id"]


def notice(program, *, purpose="events", language="en"):
    items = program.get("/notices").json()["items"]
    return next(one for one in items if (one["purpose"], one["language"]) == (purpose, language))


def yes(program, *, hours_ago=1.0, **evidence):
    given_at = (clock.now() - timedelta(hours=hours_ago)).isoformat()
    return {
        "notice": notice(program)["id"],
        "source": "clinic-site",
        "evidence": {"method": "paper", "given_at": given_at} | evidence,
    }


NO = {"purpose": "events", "channel": "email", "source": "call-center"}


def test_purposes_and_wordings_can_be_read(program):
    purposes = program.get("/purposes").json()["items"]
    wording = notice(program)

    assert {"events", "requests"} <= {one["key"] for one in purposes}
    assert (wording["channel"], wording["version"]) == ("email", 1)
    assert len(wording["digest"]) == 64


def test_wordings_come_in_pages(program):
    whole = program.get("/notices").json()["items"]

    first = program.get("/notices", limit=1).json()
    rest = program.get("/notices", before=first["next"]).json()

    assert len(whole) > 1
    assert first["items"] + rest["items"] == whole


def test_a_yes_is_recorded_with_wording_and_proof(program, elena):
    answer = program.post(f"/contacts/{elena}/consents", yes(program, reference="form:2031/77"))

    record = answer.json()
    assert answer.status_code == 201
    assert (record["answer"], record["source"]) == ("granted", "api:clinic-site")
    assert record["notice_digest"] == notice(program)["digest"]
    assert record["evidence"]["reference"] == "form:2031/77"
    assert program.get(f"/contacts/{elena}/consents").json()["items"] == [record]
    assert program.get(f"/contacts/{elena}/standings").json()["items"] == [
        {
            "purpose": "events",
            "channel": "email",
            "answer": "granted",
            "since": record["at"],
            "record": record["id"],
        }
    ]
    assert program.recorded("consent.granted")[0].actor.startswith("key:")


def test_the_same_yes_again_adds_nothing(program, elena):
    body = yes(program)

    answers = [program.post(f"/contacts/{elena}/consents", body) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [201, 200]
    assert len(program.get(f"/contacts/{elena}/consents").json()["items"]) == 1


def test_a_no_stands_at_once_and_the_same_again_adds_nothing(program, elena):
    program.post(f"/contacts/{elena}/consents", yes(program))

    answers = [program.post(f"/contacts/{elena}/withdrawals", NO) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [201, 200]
    standing = program.get(f"/contacts/{elena}/standings").json()["items"][0]
    assert (standing["answer"], standing["record"]) == ("withdrawn", answers[0].json()["id"])
    assert len(program.get(f"/contacts/{elena}/consents").json()["items"]) == 2


@pytest.mark.parametrize(("kind", "body"), [("consents", yes), ("withdrawals", lambda program: NO)])
def test_who_only_records_answers_reads_none_of_them(program, elena, clinic, kind, body):
    program.post(f"/contacts/{elena}/consents", yes(program))
    writer = programs.writing(clinic, Action.CONSENTS_RECORD)

    answers = [writer.post(f"/contacts/{elena}/{kind}", body(program)) for _ in range(2)]

    assert [list(answer.json()) for answer in answers] == [["id"], ["id"]]
    recorded = [one["id"] for one in program.get(f"/contacts/{elena}/consents").json()["items"]]
    assert {answer.json()["id"] for answer in answers} == {recorded[0]}


def test_an_old_yes_that_comes_late_doesnt_undo_a_later_no(program, elena):
    program.post(f"/contacts/{elena}/consents", yes(program))
    program.post(f"/contacts/{elena}/withdrawals", NO)

    late = program.post(f"/contacts/{elena}/consents", yes(program, hours_ago=0.5))
    fresh = program.post(f"/contacts/{elena}/consents", yes(program, hours_ago=0))

    assert (late.status_code, fresh.status_code) == (409, 201)


def test_a_yes_that_is_still_to_come_is_refused(program, elena):
    answer = program.post(f"/contacts/{elena}/consents", yes(program, hours_ago=-2))

    assert answer.status_code == 409
    assert program.recorded("consent.granted") == []


def test_what_was_never_answered_cant_be_withdrawn(program, elena):
    answer = program.post(f"/contacts/{elena}/withdrawals", NO)

    assert answer.status_code == 409


def test_an_unknown_wording_or_purpose_is_not_here(program, elena):
    unknown = program.post(f"/contacts/{elena}/consents", yes(program) | {"notice": str(ids.new())})
    purpose = program.post(f"/contacts/{elena}/withdrawals", NO | {"purpose": "whatever"})

    assert (unknown.status_code, purpose.status_code) == (404, 404)


@pytest.mark.parametrize("is_double", [False, True])
def test_only_a_double_opt_in_confirms_the_address(program, elena, clinic, is_double):
    program.post(f"/contacts/{elena}/consents", yes(program, double_opt_in=is_double))

    with wall.enter(clinic.id):
        point = ContactPoint.objects.get(contact=elena)
    assert (point.confirmed_at is not None) == is_double
    assert len(program.recorded("contact.confirmed")) == int(is_double)


@pytest.mark.parametrize("reference", ["elena@mailbox.example", "Elena Marsh", "x" * 81, ""])
def test_proof_is_referred_to_and_not_told(program, elena, reference):
    answer = program.post(f"/contacts/{elena}/consents", yes(program, reference=reference))

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["loc"] == ["body", "evidence", "reference"]


@pytest.mark.parametrize("moment", ["2026-01-01", "2026-01-01T10:00:00", "0001-01-01T00:00:00+14:00", "1", 1])
def test_a_moment_without_its_time_zone_is_none(program, elena, moment):
    body = yes(program)
    body["evidence"]["given_at"] = moment

    answer = program.post(f"/contacts/{elena}/consents", body)

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["loc"] == ["body", "evidence", "given_at"]


TELLING = ["ana-reyes_diabetes_4155550199", "clinic-4155550199", "oncology-site"]


@pytest.mark.parametrize("source", TELLING)
def test_a_source_that_tells_of_somebody_is_refused_and_nothing_is_written(program, elena, clinic, source):
    before = everything(clinic)

    answers = [
        program.post(f"/contacts/{elena}/consents", yes(program) | {"source": source}),
        program.post(f"/contacts/{elena}/withdrawals", NO | {"source": source}),
        program.post("/contacts", ELENA | {"source": source}),
    ]

    assert [answer.status_code for answer in answers] == [422, 422, 422]
    for answer in answers:
        assert answer.json()["errors"] == [{"loc": ["body", "source"], "msg": WORDS["label_tells"]}]
        assert source not in answer.content.decode()
    assert everything(clinic) == before


@pytest.mark.parametrize("reference", ["ana.reyes/ssn:078-05-1120/diabetes", "mrn/48213377", "oncology_7"])
def test_a_reference_that_tells_of_somebody_is_refused_and_nothing_is_written(
    program, elena, clinic, reference
):
    before = everything(clinic)

    answer = program.post(f"/contacts/{elena}/consents", yes(program, reference=reference))

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["loc"] == ["body", "evidence", "reference"]
    assert everything(clinic) == before


def everything(clinic):
    """How much there is of what is never changed."""
    with wall.enter(clinic.id):
        return ConsentRecord.objects.count(), Decision.objects.count(), Entry.objects.count()
