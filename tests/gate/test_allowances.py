import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lightyear import guard
from lightyear.gate import agreements, allowances, queries, records, services
from lightyear.gate.models import AllowedTerm, Decision
from lightyear.ledger.actors import Actor
from lightyear.ledger.models import Entry

BY = Actor.system("test")
FLOW = guard.Flow(text="", sender="other")
CODE = "TEA-4431"
TEXT = f"Device ID: {CODE}"
pytestmark = pytest.mark.usefixtures("inside")


@pytest.fixture
def vendor(inside):
    return agreements.declare(name="Vendor", kind="analytics", by=BY)


def allow(term=CODE, *, category="device", reason="Our own article number"):
    return allowances.allow(category=category, term=term, reason=reason, by=BY)


def clear(text, vendor):
    return services.clear(text, FLOW, destination=vendor, source="test", by=BY)


def events():
    return list(
        Entry.objects.filter(event__startswith="term.").order_by("at").values_list("event", flat=True)
    )


def test_an_allowed_term_passes_and_the_decision_says_what_was_set_aside(vendor):
    before = clear(TEXT, vendor)
    allow()

    after = clear(f"{TEXT}, not ana@home.example", vendor)

    assert before.decision.verdict == "redact"
    assert after.payload == f"{TEXT}, not [email]"
    assert [found["category"] for found in after.decision.findings] == ["email"]
    stored = Decision.objects.get(id=after.decision.id)
    assert [(found["part"], found["category"], found["start"]) for found in stored.set_aside] == [
        ("", "device", 11)
    ]


def test_an_ended_term_is_a_finding_again(vendor):
    entry = allow()

    for _ in range(2):
        allowances.end(term=entry, by=BY)

    assert clear(TEXT, vendor).decision.verdict == "redact"
    assert events() == ["term.allowed", "term.ended"]
    ended = AllowedTerm.objects.get()
    assert (ended.ended_by, ended.ended_at is not None) == (str(BY), True)


def test_allowing_twice_adds_nothing_and_after_an_end_a_new_entry_stands():
    first = allow()
    again = allow(" tea-4431 ", reason="Another reason")
    allowances.end(term=first, by=BY)

    later = allow()

    assert again.id == first.id
    assert later.id != first.id
    assert queries.allowed() == (("device", CODE),)
    assert [row.id for row in queries.allowed_terms(limit=9)] == [later.id, first.id]


def test_the_ledger_and_the_table_never_say_the_term():
    entry = allow()
    opened = allowances.look_at(term=entry, by=BY)

    facts = list(Entry.objects.filter(event__startswith="term.").values_list("facts", flat=True))

    assert opened == CODE
    assert facts == [{"term": str(entry.id), "category": "device", "digest": entry.digest.hex()}] * 2
    assert CODE not in str(list(AllowedTerm.objects.values())) + str(list(Entry.objects.values()))


def test_an_entry_that_cant_be_opened_allows_nothing(vendor):
    entry = allow()
    AllowedTerm.objects.update(sealed=bytes(entry.sealed)[:-1] + b"\0\0")

    answer = clear(TEXT, vendor)

    assert answer.decision.verdict == "redact"
    assert queries.allowed() == ()


@pytest.mark.parametrize(
    ("category", "term"),
    [
        ("email", "hello@riverbend.example"),
        ("phone", "555-867-5309"),
        ("mrn", "48213377"),
        ("age90", "94"),
        ("tea", "Tea"),
        ("name", "ana@home.example"),
        ("name", "Ana 521-44-9078"),
        ("name", "11010519491231002X"),
        ("url", "https://partner.example/?email=ana@home.example"),
        ("account", "4111 1111 1111 1111"),
        ("account", "GB82 WEST 1234 5698 7654 32"),
        ("license", "1245319599"),
        ("device", "00:1B:44:11:3A:B7"),
        ("name", "1HGCM82633A004352"),
        ("health_context", "methadone"),
        ("health_context", "opioid use disorder"),
    ],
)
def test_what_points_at_somebody_by_itself_is_never_allowed(category, term):
    with pytest.raises(allowances.NeverAllowed):
        allow(term, category=category)

    assert not AllowedTerm.objects.exists()


@pytest.mark.parametrize(
    ("category", "term"),
    [
        ("name", "Riverbend Hall"),
        ("name", "青禾会堂"),
        ("address", "Mill Street Market"),
        ("date", "May 5"),
        ("url", "https://partner.example/tea"),
        ("license", "D1234567"),
        ("account", "AB-12345"),
        ("health_context", "stroke"),
    ],
)
def test_brands_places_days_and_article_numbers_may_be(category, term):
    allow(term, category=category)

    assert queries.allowed() == ((category, term),)


@pytest.mark.parametrize(
    "term", ["", "  ", "...", "x" * 121, "Tea\nroom", "Tea\x00", "Tea\u202eroom", "\ud800"]
)
def test_what_is_no_line_of_text_is_no_term(term):
    with pytest.raises(allowances.NotATerm):
        allow(term, category="name")

    assert not AllowedTerm.objects.exists()


@pytest.mark.parametrize("reason", ["", "x" * 201, "Because\nof it"])
def test_a_reason_is_a_line_of_words(reason):
    with pytest.raises(allowances.NotAReason):
        allow(reason=reason)

    assert not AllowedTerm.objects.exists()


@pytest.mark.parametrize(
    "reason",
    ["Ask ana@home.example", "She is at (503) 555-0147", "tea-4431 is an article", "病历号 20231187"],
)
def test_a_reason_tells_neither_the_term_nor_a_person(reason):
    with pytest.raises(allowances.ReasonTells):
        allow(reason=reason)

    assert not AllowedTerm.objects.exists()


def test_there_are_never_more_than_somebody_can_review(monkeypatch):
    monkeypatch.setattr(allowances, "MOST", 1)
    first = allow()

    with pytest.raises(allowances.TooMany):
        allow("Riverbend Hall", category="name")

    assert allow().id == first.id


def test_a_root_holds_what_was_set_aside_and_stays_what_it_was_without(vendor):
    plain, noted = (clear("Hello", vendor).decision for _ in "ab")
    before = records.root([plain])

    noted.set_aside = [{"part": "", "category": "device"}]

    assert records.root([plain]) == before
    assert records.root([noted]) != records.root([Decision.objects.get(id=noted.id)])


def test_allowed_terms_cost_one_query_however_many_there_are(vendor, django_assert_num_queries):
    for number in range(5):
        allow(f"TEA-77{number}")

    with django_assert_num_queries(1):
        found = queries.allowed()

    assert len(found) == 5


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(text=st.sampled_from(["Hello", "Write to ana@home.example", "Account TEA-9", "Device ID: TEA-44312"]))
def test_a_term_leaves_every_other_text_as_it_was(vendor, text):
    AllowedTerm.objects.all().delete()
    before = clear(text, vendor).decision
    allow()

    after = clear(text, vendor).decision

    assert (after.verdict, after.findings, after.set_aside) == (before.verdict, before.findings, [])
