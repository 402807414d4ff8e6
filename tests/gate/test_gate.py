from datetime import timedelta

import pytest
from django.db import transaction

from lightyear import guard
from lightyear.gate import queries, records, services
from lightyear.gate.models import Agreement, Decision, Destination
from lightyear.gate.services import Cleared, Parcel, Refusal
from lightyear.ledger.actors import Actor
from lightyear.ledger.models import Entry
from lightyear.workspaces import queries as workspaces

BY = Actor.system("test")
ADDRESS = "ana@inbox.example"
ALLOWED = guard.Flow(text="", sender="other")
"""What nobody in care says: without an identifier it may go anywhere."""

pytestmark = pytest.mark.usefixtures("inside")


@pytest.fixture
def vendor(inside):
    return Destination.objects.create(key="vendor", name="Vendor", kind="analytics")


@pytest.fixture
def own(inside):
    return Destination.objects.create(key="mail-server", name="Our mail server", kind="own")


def clear(payload, flow=ALLOWED, *, destination, **more):
    return services.clear(payload, flow, destination=destination, source="test", by=BY, **more)


def parcel(text, *, flow=ALLOWED, payload=None, source="template:news"):
    payload = payload or {"text": text}
    return Parcel(payload=payload, reading={"text": text}, flow=flow, source=source, purpose="events")


def agree(destination, *, elements=Agreement.ELEMENTS, days=30):
    today = workspaces.today()
    Agreement.objects.create(
        destination=destination,
        elements=list(elements),
        starts_on=today - timedelta(days=30),
        ends_on=today + timedelta(days=days),
    )


def test_what_says_nothing_about_anybody_passes_as_it_is(vendor):
    answer = clear("What are your opening hours?", destination=vendor)

    assert isinstance(answer, Cleared)
    assert answer.payload == "What are your opening hours?"
    assert (answer.decision.verdict, answer.decision.findings) == ("allow", [])


def test_what_must_not_go_is_taken_out_first(vendor):
    answer = clear(f"Write to {ADDRESS}", destination=vendor)

    assert isinstance(answer, Cleared)
    assert answer.payload == "Write to [email]"
    assert answer.decision.verdict == "redact"


def test_the_organizations_own_footer_is_nobodys_personal_data(vendor):
    footer = "Riverbend Health, 1 Mill Road, Riverbend, OH 44001 · privacy@riverbend.example"
    others = "Ana lives at 9 Elm Street, Riverbend, OH 44001"

    whole = clear(f"Classes about arthritis start in May. {footer}", destination=vendor)
    other = clear(others, destination=vendor)

    assert isinstance(whole, Cleared)
    assert "address" not in whole.decision.categories
    assert "email" not in whole.decision.categories
    assert "address" in other.decision.categories


def test_a_link_of_ones_own_passes_and_one_that_looks_like_it_does_not(vendor):
    own = clear("See http://localhost:8000/f/riverbend/class", destination=vendor)
    alike = clear("See http://localhost:8000.evil.example/f/riverbend/ana", destination=vendor)

    assert "url" not in own.decision.categories
    assert "url" in alike.decision.categories


def test_what_is_blocked_is_a_refusal_that_says_why(vendor):
    answer = clear(f"{ADDRESS} asks about diabetes", destination=vendor)

    assert isinstance(answer, Refusal)
    matched = {line["rule"] for line in answer.decision.considered if line["matched"]}
    assert "hipaa.direct-unprotected" in matched or "direct-unprotected" in {
        m.split(".")[-1] for m in matched
    }
    assert "hipaa" in answer.decision.profiles


def test_the_strictest_part_decides_and_each_part_is_redacted_for_itself(vendor):
    flows = {"question": ALLOWED, "note": ALLOWED}

    answer = clear({"question": "Any parking?", "note": f"Mail {ADDRESS}"}, flows, destination=vendor)

    assert isinstance(answer, Cleared)
    assert answer.payload == {"question": "Any parking?", "note": "Mail [email]"}
    assert answer.decision.verdict == "redact"
    assert [(found["part"], found["category"]) for found in answer.decision.findings] == [("note", "email")]


def test_a_decision_holds_no_contents(vendor):
    decision = clear(f"{ADDRESS} asks about diabetes", destination=vendor).decision

    stored = Decision.objects.values().get(id=decision.id)
    assert ADDRESS not in str(stored)
    assert "diabetes" not in str(stored)
    assert ADDRESS not in str(list(Entry.objects.values()))


def test_every_decision_has_its_ledger_entry(vendor):
    answer = clear(f"Write to {ADDRESS}", destination=vendor, purpose="newsletter")

    entry = Entry.objects.get()
    assert entry.event == "flow.redacted"
    assert entry.facts["decision"] == str(answer.decision.id)
    assert entry.facts["destination"] == "vendor"
    assert answer.decision.purpose == "newsletter"


def test_if_the_entry_cant_be_written_there_is_no_decision(vendor):
    # A source is a key; what could never be sealed is refused before anything is kept.
    with pytest.raises(TypeError), transaction.atomic():
        services.clear("Hello", ALLOWED, destination=vendor, source=object(), by=BY)  # type: ignore[arg-type]

    assert not Decision.objects.exists()


def test_without_a_profile_nothing_passes(workspace, vendor):
    workspace.profiles = []
    workspace.save()

    answer = clear("What are your opening hours?", destination=vendor)

    assert isinstance(answer, Refusal)


@pytest.mark.parametrize(
    "changes", [{}, {"elements": Agreement.ELEMENTS[1:]}, {"days": -1}], ids=["whole", "incomplete", "ended"]
)
def test_only_a_whole_agreement_in_its_term_protects_a_destination(vendor, changes):
    agree(vendor, **changes)
    flow = guard.Flow(subject="contact", purpose="newsletter", basis=guard.Basis(consent=True))

    answer = clear(ADDRESS, flow, destination=vendor)

    assert isinstance(answer, Cleared) == (not changes)
    assert queries.has_valid_agreement(vendor) == (not changes)


def test_nobody_else_makes_something_cleared(vendor):
    decision = clear("Hello", destination=vendor).decision

    with pytest.raises(TypeError):
        Cleared("Hello", decision, object())


@pytest.mark.parametrize(
    ("payload", "flow"),
    [
        ("Hello", {"text": ALLOWED}),
        ({"text": "Hello"}, ALLOWED),
        ({"text": "Hello"}, {"other": ALLOWED}),
        ({}, {"text": ALLOWED}),
    ],
)
def test_a_payload_needs_a_flow_for_each_of_its_parts(vendor, payload, flow):
    with pytest.raises(TypeError):
        clear(payload, flow, destination=vendor)


def test_a_set_is_judged_one_by_one_in_its_order(own):
    texts = ["Hello", f"Hello {ADDRESS}", "Tea at six"]

    answers = services.clear_many([parcel(text) for text in texts], destination=own, by=BY)

    assert [isinstance(answer, Cleared) for answer in answers] == [True, True, True]
    assert [answer.payload["text"] for answer in answers if isinstance(answer, Cleared)] == texts
    assert Decision.objects.count() == 3
    assert len({answer.decision.id for answer in answers}) == 3


def test_a_set_has_one_ledger_entry_with_the_root_of_its_decisions(vendor):
    parcels = [parcel("Hello"), parcel(f"Hello {ADDRESS}", source="template:other")]

    services.clear_many(parcels, destination=vendor, by=BY)

    decisions = list(Decision.objects.all())
    entry = Entry.objects.get()
    assert entry.event == "flows.decided"
    assert entry.facts["counts"] == {"allowed": 1, "blocked": 1}
    assert entry.facts["sources"] == ["template:news", "template:other"]
    assert entry.facts["root"] == records.root(decisions)
    assert {str(decision.batch) for decision in decisions} == {entry.facts["batch"]}


def test_the_root_changes_with_every_field_of_a_decision(vendor):
    services.clear_many([parcel("Hello"), parcel("Tea")], destination=vendor, by=BY)
    root = Entry.objects.get().facts["root"]

    for name, value in {"verdict": "block", "source": "x", "findings": [{}], "profiles": []}.items():
        altered = list(Decision.objects.all())
        setattr(altered[0], name, value)
        assert records.root(altered) != root
    assert records.root(Decision.objects.all()[:1]) != root


def test_what_leaves_whole_is_blocked_where_it_would_be_redacted(vendor):
    [answer] = services.clear_many([parcel(f"Write to {ADDRESS}")], destination=vendor, by=BY)

    assert isinstance(answer, Refusal)
    first = answer.decision.considered[0]
    assert (answer.decision.verdict, first["rule"], first["matched"]) == ("block", "gate.whole", True)


def test_the_reading_is_judged_and_the_payload_leaves(vendor):
    payload = {"html": "<p>Hello</p>"}

    [passed] = services.clear_many([parcel("Hello", payload=payload)], destination=vendor, by=BY)
    [refused] = services.clear_many([parcel(ADDRESS, payload=payload)], destination=vendor, by=BY)

    assert isinstance(passed, Cleared)
    assert passed.payload == payload
    assert isinstance(refused, Refusal)


def test_an_empty_set_leaves_no_trace(own):
    answers = services.clear_many([], destination=own, by=BY)

    assert answers == []
    assert not Entry.objects.exists()


def test_a_set_costs_the_same_number_of_queries_at_any_size(own, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        services.clear_many([parcel(f"Hello {number}") for number in range(40)], destination=own, by=BY)

    assert Decision.objects.count() == 40


def test_a_purpose_key_of_any_length_fits(own):
    long = parcel("Hello")
    flow = Parcel(long.payload, long.reading, long.flow, long.source, purpose="p" * 50)

    [answer] = services.clear_many([flow], destination=own, by=BY)

    assert answer.decision.purpose == "p" * 50
