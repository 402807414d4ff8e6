"""Equal values have equal bytes, and what has no exact form is refused."""

import json
import uuid
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lightyear.ledger import canonical

text = st.text(st.characters(exclude_categories=["Cs"]))
values = st.recursive(
    st.none() | st.booleans() | st.integers() | text,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(text, inner, max_size=4),
    max_leaves=12,
)


@given(values)
def test_canonical_json_reads_back_and_is_written_the_same_again(value):
    encoded = canonical.encode(value)

    again = json.loads(encoded)

    assert again == value
    assert canonical.encode(again) == encoded
    assert b"\n" not in encoded


@given(st.dictionaries(text, st.integers(), min_size=2))
def test_the_order_of_keys_makes_no_difference(facts):
    reordered = dict(reversed(facts.items()))

    encoded = canonical.encode(reordered)

    assert encoded == canonical.encode(facts)


@pytest.mark.parametrize(
    "value", [1.5, 1.0, float("nan"), b"bytes", (1, 2), {1: "key"}, {"a": [{"b": 0.1}]}, object(), {1, 2}]
)
def test_anything_without_an_exact_form_is_refused(value):
    with pytest.raises(TypeError, match="no canonical form"):
        canonical.encode(value)


def test_an_entry_is_written_with_its_identifiers_and_hashes_in_text():
    abroad = datetime(2026, 3, 1, 17, 30, tzinfo=timezone(timedelta(hours=8)))

    encoded = canonical.entry(
        entry_id=uuid.UUID(int=1),
        workspace_id=uuid.UUID(int=2),
        at=abroad,
        event="consent.withdrawn",
        actor="visitor:form",
        subject=b"\xab\x01",
        facts={"z": "张", "a": None},
    )

    assert encoded.decode() == (
        '{"actor":"visitor:form","at":"2026-03-01T09:30:00.000000Z","event":"consent.withdrawn",'
        '"facts":{"a":null,"z":"张"},"id":"00000000-0000-0000-0000-000000000001","subject":"ab01",'
        '"workspace":"00000000-0000-0000-0000-000000000002"}'
    )
    assert json.loads(encoded).keys() == canonical.ENTRY_FIELDS


def test_an_entry_about_nobody_has_a_null_subject():
    now = datetime(2026, 3, 1, tzinfo=UTC)

    encoded = canonical.entry(
        entry_id=uuid.UUID(int=1),
        workspace_id=uuid.UUID(int=2),
        at=now,
        event="form.published",
        actor="staff:1",
        subject=None,
        facts={},
    )

    assert json.loads(encoded)["subject"] is None


def test_an_entry_line_put_together_from_bytes_is_canonical():
    entry = canonical.encode({"event": "form.published"})

    line = canonical.entry_line(entry, leaf=b"\x01" * 32, seq=5)

    assert line == canonical.encode(json.loads(line)) + b"\n"


def test_an_object_put_together_has_the_same_bytes():
    value = {"b": [1, {"y": None, "x": "é\n"}], "a": "text"}

    fields = {name: canonical.encode(item) for name, item in value.items()}

    assert canonical.assembled(fields) == canonical.encode(value)
