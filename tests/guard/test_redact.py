from hypothesis import given, settings

from lightyear import guard
from lightyear.guard import Finding
from tests.guard import strategies


def test_findings_become_placeholders():
    text = "I have asthma, MRN 48213377"

    cleaned = guard.redact(text, guard.scan(text))

    assert cleaned == "I have [health], MRN [mrn]"


def test_overlapping_findings_become_one_placeholder():
    findings = [Finding(0, 6, "name", 0.9, "one"), Finding(4, 10, "email", 0.9, "two")]

    assert guard.redact("0123456789!", findings) == "[name]!"


def test_an_identifier_names_the_placeholder_before_health_does():
    findings = [Finding(0, 6, "health_context", 0.9, "one"), Finding(4, 10, "email", 0.9, "two")]

    assert guard.redact("0123456789!", findings) == "[email]!"


def test_placeholders_alone_are_no_findings():
    text = " ".join(f"[{category}]" for category in (*guard.CATEGORIES, "health"))

    assert guard.scan(text) == []


def test_a_placeholder_lends_no_context_to_what_follows():
    assert guard.scan("[mrn] 48213377") == []


@settings(max_examples=200, deadline=None)
@given(text=strategies.SENTENCES)
def test_what_was_redacted_is_clean(text):
    cleaned = guard.redact(text, guard.scan(text))

    assert guard.scan(cleaned) == []
