"""Terms that are no finding: they set aside what is wholly theirs, and nothing else."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lightyear import guard
from lightyear.guard import Destination, Flow, allowed, owned, payload
from tests.guard import strategies

STRICTNESS = ("allow", "redact", "block")
HALL = ("name", "Ana Reyes")
CODE = ("device", "TEA-4431")
PAIRS = st.lists(
    st.tuples(
        st.sampled_from(allowed.CATEGORIES),
        st.sampled_from(
            ("Ana Reyes", "asthma", "knee arthritis", "糖尿病", "03/12/1961", "reyes_ana88", "Tea")
        ),
    ),
    max_size=3,
).map(tuple)
FREE = Flow(text="", sender="other")


def decided(text, *terms, **how):
    return guard.decide(replace(FREE, text=text, allowed=terms, **how))


def said(flow, found):
    values = {one: flow.text[one.start : one.end] for one in found}
    return {(one.category, owned.plain(value)) for one, value in values.items()}


def test_a_term_is_no_finding_of_its_category():
    text = "Device ID: TEA-4431"

    before, after = decided(text), decided(text, CODE)

    assert (before.verdict, [one.category for one in before.findings]) == ("redact", ["device"])
    assert (after.verdict, after.findings, after.set_aside) == ("allow", (), before.findings)


@pytest.mark.parametrize("term", ["tea-4431", " TEA-4431. ", "ＴＥＡ-4431"])
def test_case_width_and_what_stands_around_it_make_no_other_term(term):
    assert decided("Device ID: TEA-4431", ("device", term)).findings == ()


@pytest.mark.parametrize("term", [("device", "TEA"), ("device", "TEA-44312"), ("account", "TEA-4431")])
def test_a_part_of_it_or_another_category_changes_nothing(term):
    text = "Device ID: TEA-4431"

    assert decided(text, term) == decided(text)


def test_redaction_takes_out_the_rest_and_leaves_the_term():
    answer = decided("Device ID: TEA-4431. Write to ana@home.example", CODE)

    assert (answer.verdict, answer.redacted) == ("redact", "Device ID: TEA-4431. Write to [email]")
    assert [one.category for one in answer.set_aside] == ["device"]


def test_a_term_counts_in_records_too():
    record = {"note": "Device ID: TEA-4431", "mail": "ana@home.example"}

    answer = guard.decide(replace(FREE, text=None, record=record, allowed=(CODE,)))

    assert [(one.path, one.category) for one in answer.findings] == [("mail", "email")]
    assert [one.category for one in answer.set_aside] == ["device"]


@pytest.mark.parametrize("category", sorted({*guard.CATEGORIES} - {*allowed.CATEGORIES}))
def test_a_flow_that_allows_what_nobody_may_is_blocked(category):
    assert decided("Hello", (category, "anything")).verdict == "block"


def test_words_of_substance_use_are_never_set_aside():
    answer = decided("methadone", (guard.HEALTH, "methadone"))

    assert [one.category for one in answer.findings] == [guard.HEALTH]
    assert answer.set_aside == ()


@pytest.mark.parametrize("terms", ["name", ("name",), (("name", 7),)])
def test_what_is_no_list_of_pairs_is_blocked(terms):
    assert guard.decide(replace(FREE, text="Hello", allowed=terms)).verdict == "block"


def test_plain_data_makes_pairs():
    flow = Flow.of({"text": "Device ID: TEA-4431", "sender": "other", "allowed": [["device", "TEA-4431"]]})

    assert flow.allowed == (CODE,)
    assert guard.decide(flow).verdict == "allow"


def test_a_remainder_that_looks_like_a_term_is_no_term(monkeypatch):
    """Taking the address out brings a name to light that wasn't found in the text as it came."""

    def read(text, *, channel):
        category, value = ("email", "ana@home.example") if "@" in text else ("name", "Ana Reyes")
        start = text.index(value)
        return [guard.Finding(start, start + len(value), category, 1.0, "test")]

    monkeypatch.setattr(payload, "scan", read)
    text = "Ana Reyes ana@home.example"

    assert decided(text, HALL) == decided(text)
    assert decided("Ana Reyes", HALL).verdict == "allow"


@settings(max_examples=150, deadline=None)
@given(flow=strategies.flows(), pairs=PAIRS)
def test_a_term_changes_only_what_is_wholly_its_own(flow, pairs):
    before, after = guard.decide(flow), guard.decide(replace(flow, allowed=pairs))
    terms = {(category, owned.plain(term)) for category, term in pairs}

    assert {*after.findings, *after.set_aside} == {*before.findings}
    assert said(flow, after.set_aside) <= terms
    if not said(flow, before.findings) & terms:
        assert after == before
    assert STRICTNESS.index(after.verdict) <= STRICTNESS.index(before.verdict)


@settings(max_examples=100, deadline=None)
@given(text=strategies.SENTENCES, pairs=PAIRS)
def test_an_entry_never_loosens_a_flow_that_does_not_say_it(text, pairs):
    flow = Flow(text=text, sender="other", destination=Destination(kind="analytics"))
    before, after = guard.decide(flow), guard.decide(replace(flow, allowed=pairs))

    if not after.set_aside:
        assert after == before
