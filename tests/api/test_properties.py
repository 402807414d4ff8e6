"""What is kept of contacts is declared first: type, category, purpose, sensitivity (PIPL 6)."""

import pytest

from lightyear.contacts.models import PropertyValue
from lightyear.guard import types
from lightyear.workspaces import wall
from tests.api.test_contacts import BIRTHDAY, ELENA, NOTE, VISITS


def test_a_declared_property_is_listed_and_in_the_ledger(program):
    made = program.post("/properties", VISITS)

    assert made.status_code == 201
    assert program.get("/properties").json() == {"items": [VISITS]}
    assert [entry.facts["property"] for entry in program.recorded("property.declared")] == ["visits"]


@pytest.mark.parametrize("part", ["name_en", "name_zh"])
@pytest.mark.parametrize("name", ["Visits of ana@home.example", "MRN 48213377", "病历号 20231187"])
def test_a_name_that_tells_of_somebody_is_refused_and_not_repeated(program, part, name):
    answer = program.post("/properties", VISITS | {part: name})

    assert answer.status_code == 422
    assert [error["loc"] for error in answer.json()["errors"]] == [["body", part]]
    assert name not in answer.content.decode()
    assert program.get("/properties").json() == {"items": []}


def test_declaring_twice_adds_nothing(program):
    answers = [program.post("/properties", BIRTHDAY) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [201, 200]
    assert answers[0].json() == answers[1].json() == BIRTHDAY
    assert len(program.recorded("property.declared")) == 1


def test_another_declaration_under_the_same_key_is_refused(program):
    program.post("/properties", VISITS)

    answer = program.post("/properties", VISITS | {"type": "text"})

    assert answer.status_code == 409
    assert program.get("/properties").json() == {"items": [VISITS]}


CLEAR = ("name", "date")
SEALED = [types.HEALTH, *(category for category in types.CATEGORIES if category not in CLEAR)]


@pytest.mark.parametrize("category", SEALED)
def test_what_is_sensitive_by_law_is_sealed_whatever_was_asked(program, category):
    answer = program.post("/properties", NOTE | {"category": category, "is_sensitive": False})

    assert answer.status_code == 201
    assert answer.json()["is_sensitive"] is True


def test_a_second_telephone_number_is_neither_kept_nor_returned_in_clear(program, clinic):
    program.post("/properties", NOTE | {"key": "mobile", "category": "phone", "is_sensitive": False})

    made = program.post("/contacts", ELENA | {"properties": {"mobile": "+1 614 555 0147"}}).json()

    assert (made["properties"], made["sealed"]) == ({}, ["mobile"])
    with wall.enter(clinic.id):
        assert not PropertyValue.objects.exists()


@pytest.mark.parametrize("category", ["", *CLEAR])
def test_what_says_nothing_a_name_and_a_date_stand_as_declared(program, category):
    answer = program.post("/properties", NOTE | {"category": category, "is_sensitive": False})

    assert answer.json()["is_sensitive"] is False


def test_a_purpose_that_nobody_declared_is_unknown(program):
    answer = program.post("/properties", VISITS | {"purpose": "whatever"})

    assert answer.status_code == 404
    assert program.get("/properties").json() == {"items": []}


def test_a_field_that_every_contact_has_cant_be_declared(program):
    answer = program.post("/properties", VISITS | {"key": "email"})

    assert answer.status_code == 409


def test_a_category_that_the_guard_doesnt_know_is_refused(program):
    answer = program.post("/properties", VISITS | {"category": "shoe"})

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["loc"] == ["body", "category"]


@pytest.mark.parametrize(("key", "status"), [("ssn-078-05-1120", 422), ("diabetes_type", 201)])
def test_a_property_is_called_after_a_kind_of_data_and_never_after_somebody(program, key, status):
    answer = program.post("/properties", VISITS | {"key": key})

    assert answer.status_code == status
