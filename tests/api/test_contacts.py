"""Programs keep contacts: through the gate, masked, and nothing that nobody declared."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lightyear.accounts.matrix import Action
from lightyear.contacts.models import Contact, ContactPoint, PropertyValue
from lightyear.gate.models import Decision
from lightyear.ledger.models import Entry
from lightyear.workspaces import wall
from lightyear.workspaces.models import Workspace
from tests import populate
from tests.api import programs

ELENA = {"email": "elena@mailbox.example", "name": "Elena Marsh", "region": "Ohio"}
VISITS = {
    "key": "visits",
    "name_en": "Visits",
    "name_zh": "到访次数",
    "type": "number",
    "category": "",
    "is_sensitive": False,
    "purpose": "events",
}
BIRTHDAY = VISITS | {"key": "birthday", "type": "date", "category": "date", "is_sensitive": True}
NOTE = VISITS | {"key": "note", "type": "text"}


def test_a_contact_is_made_masked_and_with_a_decision(program):
    answer = program.post("/contacts", ELENA | {"stage": "lead", "source": "clinic-site"})

    made = answer.json()
    assert answer.status_code == 201
    assert (made["name"], made["region"], made["stage"]) == ("Elena Marsh", "Ohio", "lead")
    assert made["source"] == "api:clinic-site"
    assert made["points"] == [{"kind": "email", "masked": "e•••@m••••.example", "is_confirmed": False}]
    assert made["decision"]["verdict"] == "allow"
    assert "elena@" not in answer.content.decode()


def test_the_same_contact_again_is_found_and_changed(program):
    first = program.post("/contacts", ELENA).json()

    answer = program.post("/contacts", {"email": "Elena@Mailbox.example", "region": "Kansas"})

    assert answer.status_code == 200
    assert answer.json()["id"] == first["id"]
    assert (answer.json()["name"], answer.json()["region"]) == ("Elena Marsh", "Kansas")


def test_writing_the_same_again_leaves_no_change_in_the_ledger(program):
    program.post("/contacts", ELENA)
    before = len(program.recorded("contact.changed"))

    program.post("/contacts", ELENA)

    assert len(program.recorded("contact.changed")) == before


def test_what_the_gate_takes_out_is_not_kept(program, clinic):
    answer = program.post("/contacts", ELENA | {"name": "Elena Marsh, diabetes, SSN 521-44-9078"})

    kept = answer.json()
    assert kept["decision"]["verdict"] == "redact"
    assert "diabetes" not in kept["name"]
    assert "521-44-9078" not in kept["name"]
    with wall.enter(clinic.id):
        assert "521" not in str(list(Contact.objects.values("name", "name_key", "region")))


def test_an_undeclared_property_is_refused_and_nothing_is_kept(program, clinic):
    answer = program.post("/contacts", ELENA | {"properties": {"shoe_size": 38}})

    assert answer.status_code == 422
    assert answer.headers["Content-Type"] == programs.PROBLEM
    assert answer.json()["errors"][0]["loc"] == ["body", "properties", "shoe_size"]
    with wall.enter(clinic.id):
        assert (Contact.objects.count(), Decision.objects.count()) == (0, 0)


def test_declared_properties_are_kept_by_their_type(program, clinic):
    for one in (VISITS, BIRTHDAY, NOTE):
        assert program.post("/properties", one).status_code == 201

    answer = program.post(
        "/contacts",
        ELENA | {"properties": {"visits": 2.5, "birthday": "1980-04-01", "note": "likes tea"}},
    )

    assert answer.json()["properties"] == {"visits": 2.5, "note": "likes tea"}
    assert answer.json()["sealed"] == ["birthday"]
    with wall.enter(clinic.id):
        assert "1980" not in str(list(PropertyValue.objects.values("text", "date")))


def test_null_empties_and_what_is_left_out_stays(program):
    program.post("/properties", VISITS)
    program.post("/properties", NOTE)
    made = program.post("/contacts", ELENA | {"properties": {"visits": 2, "note": "likes tea"}}).json()

    answer = program.patch(f"/contacts/{made['id']}", {"region": None, "properties": {"visits": None}})

    assert answer.status_code == 200
    assert answer.json()["decision"] is None
    assert (answer.json()["name"], answer.json()["region"]) == ("Elena Marsh", "")
    assert answer.json()["properties"] == {"note": "likes tea"}


@pytest.mark.parametrize("value", ["two", True, 1e15, 0.00001, 1e300])
def test_a_value_of_another_type_is_refused(program, value):
    program.post("/properties", VISITS)

    answer = program.post("/contacts", ELENA | {"properties": {"visits": value}})

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["loc"] == ["body", "properties", "visits"]


def test_a_value_that_the_gate_spoils_is_refused_and_the_decision_is_kept(program, clinic):
    program.post("/properties", BIRTHDAY | {"key": "seen", "category": ""})

    answer = program.post("/contacts", ELENA | {"properties": {"seen": "1980-04-01"}})

    assert answer.status_code == 422
    with wall.enter(clinic.id):
        assert str(Decision.objects.get().id) == answer.json()["decision"]
        assert (Contact.objects.count(), Entry.objects.filter(event="contact.created").count()) == (0, 0)


def test_what_the_gate_refuses_leaves_its_decision_alone(program, clinic):
    Workspace.objects.filter(id=clinic.id).update(profiles=[])

    answer = program.post("/contacts", ELENA)

    assert answer.status_code == 422
    with wall.enter(clinic.id):
        decision = Decision.objects.get()
        assert Contact.objects.count() == 0
    assert (str(decision.id), decision.verdict) == (answer.json()["decision"], "block")
    assert len(program.recorded("flow.blocked")) == 1


def test_a_sensitive_value_is_seen_for_a_reason_that_is_recorded(program):
    program.post("/properties", BIRTHDAY)
    made = program.post("/contacts", ELENA | {"properties": {"birthday": "1980-04-01"}}).json()

    opened = [
        program.post(f"/contacts/{made['id']}/openings", {"field": field, "reason": "call_back"})
        for field in ("email", "birthday")
    ]

    assert [answer.status_code for answer in opened] == [201, 201]
    assert [answer.json()["value"] for answer in opened] == ["elena@mailbox.example", "1980-04-01"]
    entries = program.recorded("contact.revealed")
    assert [entry.facts["reason"] for entry in entries] == ["call_back", "call_back"]
    assert all(entry.actor.startswith("key:") for entry in entries)


@pytest.mark.parametrize("field", ["phone", "visits", "nothing"])
def test_what_isnt_sealed_cant_be_opened(program, field):
    program.post("/properties", VISITS)
    made = program.post("/contacts", ELENA | {"properties": {"visits": 2}}).json()

    answer = program.post(f"/contacts/{made['id']}/openings", {"field": field, "reason": "other"})

    assert answer.status_code == 404
    assert program.recorded("contact.revealed") == []


def test_an_opening_needs_a_reason(program):
    made = program.post("/contacts", ELENA).json()

    answer = program.post(f"/contacts/{made['id']}/openings", {"field": "email"})

    assert answer.status_code == 422
    assert answer.json()["errors"] == [{"loc": ["body", "reason"], "msg": "This is needed."}]


def test_a_contact_is_looked_up_by_her_exact_address(program):
    made = program.post("/contacts", ELENA).json()

    found = program.post("/contacts/lookups", {"email": "ELENA@mailbox.example"})
    missing = program.post("/contacts/lookups", {"email": "nobody@mailbox.example"})

    assert found.json()["contact"]["id"] == made["id"]
    assert (missing.status_code, missing.json()) == (200, {"contact": None})


def test_who_only_filled_in_a_form_is_not_shown_before_she_confirms(program, clinic):
    with wall.enter(clinic.id):
        pending = Contact.objects.create(number=77)
        lookup = b"\1" * 32
        ContactPoint.objects.create(contact=pending, kind="email", lookup=lookup)

    answer = program.get(f"/contacts/{pending.id}")

    assert answer.status_code == 404
    assert program.get("/contacts").json()["items"] == []


def test_whom_the_organization_names_is_known_and_stays_unconfirmed(program, clinic):
    made = program.post("/contacts", ELENA).json()

    with wall.enter(clinic.id):
        contact = Contact.objects.get(id=made["id"])
        point = ContactPoint.objects.get(contact=contact)
    assert contact.confirmed_at is not None
    assert point.confirmed_at is None
    assert len(program.recorded("contact.vouched_for")) == 1


def test_pages_follow_each_other_without_gap_or_repetition(program):
    made = [program.post("/contacts", {"email": f"p{n}@mailbox.example"}).json()["id"] for n in range(5)]

    seen, before = [], ""
    while before is not None:
        page = program.get("/contacts", limit=2, before=before).json()
        seen += [item["id"] for item in page["items"]]
        before = page["next"]

    assert seen == made[::-1]


@pytest.mark.parametrize("before", ["x", "AAAA", "bm9w", "MjAyNi0wMS0wMSBub25l"])
def test_a_cursor_that_no_page_gave_leads_nowhere(program, before):
    answer = program.get("/contacts", before=before)

    assert answer.status_code == 404
    assert before not in answer.content.decode()


def test_an_erased_contact_is_gone(program, clinic):
    from lightyear.contacts import services

    made = program.post("/contacts", ELENA).json()
    with wall.enter(clinic.id):
        services.erase(Contact.objects.get(id=made["id"]), by=programs.BY)

    assert program.get(f"/contacts/{made['id']}").status_code == 404
    assert program.patch(f"/contacts/{made['id']}", {"region": "Ohio"}).status_code == 404
    assert program.post("/contacts/lookups", {"email": ELENA["email"]}).json() == {"contact": None}


def test_a_role_sees_no_field_that_the_matrix_hides(program, clinic, monkeypatch):
    from lightyear.accounts import matrix

    made = program.post("/contacts", ELENA).json()
    monkeypatch.setattr(matrix, "SEES", {field: frozenset() for field in matrix.ContactField})

    shown = program.get(f"/contacts/{made['id']}").json()
    consents = program.get(f"/contacts/{made['id']}/consents")

    hidden = ("name", "region", "points", "properties", "sealed")
    assert [shown[name] for name in hidden] == [None] * len(hidden)
    assert consents.status_code == 403


def test_a_key_without_the_scope_is_refused(program, clinic):
    user = programs.protected(populate.member(clinic, "owner", email="narrow@staff.example"))
    narrow = programs.Program(clinic, programs.token(clinic, user, Action.CONTACTS_VIEW))
    made = program.post("/contacts", ELENA).json()

    assert narrow.get(f"/contacts/{made['id']}").status_code == 200
    for answer in (
        narrow.post("/contacts", ELENA),
        narrow.patch(f"/contacts/{made['id']}", {"region": "Ohio"}),
        narrow.post(f"/contacts/{made['id']}/openings", {"field": "email", "reason": "other"}),
    ):
        assert answer.status_code == 403


@given(name=st.text(max_size=120))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_name_is_kept_or_refused_and_never_breaks(program, name):
    answer = program.post("/contacts", ELENA | {"name": name})

    assert answer.status_code in (200, 201, 422)


def test_a_key_that_only_writes_reads_nothing_back(program, clinic):
    made = program.post("/contacts", ELENA | {"stage": "lead"}).json()
    user = programs.protected(populate.member(clinic, "owner", email="writer@staff.example"))
    writer = programs.Program(clinic, programs.token(clinic, user, Action.CONTACTS_EDIT))

    found = writer.post("/contacts", {"email": ELENA["email"]})
    changed = writer.patch(f"/contacts/{made['id']}", {"region": None})

    assert (found.status_code, changed.status_code) == (200, 200)
    assert found.json() == {"id": made["id"], "decision": found.json()["decision"]}
    assert changed.json() == {"id": made["id"], "decision": None}


@pytest.mark.parametrize(("role", "may_open"), [("owner", True), ("compliance", True), ("sales", False)])
def test_sensitive_properties_are_for_roles_that_see_what_people_said_of_their_health(
    program, clinic, role, may_open
):
    program.post("/properties", BIRTHDAY | {"key": "condition", "type": "text", "category": "health_context"})
    made = program.post("/contacts", ELENA | {"properties": {"condition": "knee pain"}}).json()
    assert made["sealed"] == ["condition"]
    other = programs.of_role(clinic, role, email=f"other-{role}@staff.example")

    shown = other.get(f"/contacts/{made['id']}").json()
    opened = other.post(f"/contacts/{made['id']}/openings", {"field": "condition", "reason": "other"})
    reached = other.post(f"/contacts/{made['id']}/openings", {"field": "email", "reason": "call_back"})

    assert shown["sealed"] == (["condition"] if may_open else None)
    assert opened.status_code == (201 if may_open else 403)
    assert len(program.recorded("contact.revealed")) == 1 + may_open
    assert reached.status_code == 201


def test_no_role_opens_a_point_that_the_matrix_hides(program, monkeypatch):
    from lightyear.accounts import matrix

    made = program.post("/contacts", ELENA).json()
    monkeypatch.setattr(matrix, "SEES", {})

    answer = program.post(f"/contacts/{made['id']}/openings", {"field": "email", "reason": "other"})

    assert answer.status_code == 403
    assert program.recorded("contact.revealed") == []
