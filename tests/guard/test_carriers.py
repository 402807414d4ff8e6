"""How much of what carriers hold is found, on layouts of two disjoint halves, with floors that can fail."""

import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lightyear import guard
from lightyear.guard import types
from tests.guard import carriers

COUNT = 600
RECALL = 0.99
PRECISION = 0.97
DATE_RECALL, DATE_PRECISION = 0.96, 0.92


def measured(half):
    """Count, per category, what was there, what of it was found, and what was found without being there."""
    there: Counter[str] = Counter()
    found: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for text in carriers.texts(half, count=COUNT, seed=20240312):
        marked = [
            one for one in guard.scan(text.text, channel=text.channel) if one.category in carriers.CATEGORIES
        ]
        for start, end, category in text.spans:
            there[category] += 1
            found[category] += any(
                one.category == category and one.start < end and start < one.end for one in marked
            )
        for one in marked:
            wrong[one.category] += not any(
                one.category == category and one.start < end and start < one.end
                for start, end, category in text.spans
            )
    return there, found, wrong


@pytest.fixture(scope="module", params=("first", "second"))
def figures(request):
    return measured(request.param)


def test_every_category_is_found_up_to_its_floor(figures):
    there, found, _ = figures

    short = {
        category: found[category] / count
        for category, count in there.items()
        if found[category] / count < (DATE_RECALL if category in ("date", "age90") else RECALL)
    }

    assert short == {}


def test_no_category_is_found_where_it_is_not(figures):
    _, found, wrong = figures

    loose = {
        category: count
        for category, count in wrong.items()
        if count / (count + found[category] or 1)
        > 1 - (DATE_PRECISION if category in ("date", "age90") else PRECISION)
    }

    assert loose == {}


def test_the_floors_can_fail(monkeypatch):
    monkeypatch.setattr(guard, "scan", lambda text, channel: [])

    there, found, _ = measured("first")

    assert sum(there.values()) > COUNT
    assert sum(found.values()) == 0


def test_the_halves_share_no_layout():
    first, second = (set(carriers.LAYOUTS[half]) for half in ("first", "second"))

    assert not first & second
    assert len(first) + len(second) >= 80


def test_both_halves_hold_every_kind_of_identifier_between_them():
    held = {
        category
        for half in carriers.LAYOUTS
        for text in carriers.texts(half, count=len(carriers.LAYOUTS[half]), seed=1)
        for _, _, category in text.spans
    }

    assert held == carriers.CATEGORIES


@settings(max_examples=150, deadline=None)
@given(
    seed=st.integers(0, 2**32),
    layout=st.sampled_from([*carriers.LAYOUTS["first"], *carriers.LAYOUTS["second"]]),
    channel=st.sampled_from(types.CHANNELS),
    cut=st.integers(0, 400),
    noise=st.text(max_size=4),
)
def test_offsets_fit_the_text_however_a_carrier_is_cut_or_mislabelled(seed, layout, channel, cut, noise):
    text = carriers.filled(layout[1], layout[0], random.Random(seed)).text
    text = text[:cut] + noise + text[cut + 1 :]

    marked = guard.scan(text, channel=channel)

    assert all(0 <= one.start < one.end <= len(text) for one in marked)
    assert marked == sorted(marked, key=lambda one: (one.start, one.end, one.category))


@settings(max_examples=60, deadline=None)
@given(
    value=st.text(alphabet='",;\t|\n\\{}[]:a1é病 ', max_size=60),
    channel=st.sampled_from(("csv", "json", "url")),
)
def test_any_separators_quotes_and_brackets_can_be_read(value, channel):
    text = f"mrn,phone\n{value}48213377,503-555-0147{value}"

    marked = guard.scan(text, channel=channel)

    assert all(0 <= one.start < one.end <= len(text) for one in marked)


@pytest.mark.parametrize(
    ("text", "channel", "category", "value"),
    [
        ("x|y\n", "csv", None, None),
        ('"患者姓名","住院号"\n"张晓梅","ZY0081273"\n', "csv", "cn_medical_id", "ZY0081273"),
        ("name;cell no\nAna;503.555.0147 x12\n", "csv", "phone", "503.555.0147"),
        ("field,value\nmrn,48213377\n", "csv", "mrn", "48213377"),
        ('{"value": "521449078", "system": "urn:oid:2.16.840.1.113883.4.1"}', "json", "ssn", "521449078"),
        ('{"patient": {"id": "P884211"}', "json", "mrn", "P884211"),
        ('{"admitDate": "2024-03-12T10:22:33Z"}', "json", "date", "2024-03-12"),
        ("https://clinic.example/patients/48213377", "url", "mrn", "48213377"),
        (
            "https://clinic.example/?t=eyJtcm4iOiI0ODIxMzM3NyJ9",
            "url",
            "mrn",
            "eyJtcm4iOiI0ODIxMzM3NyJ9",
        ),
    ],
)
def test_a_key_or_a_place_gives_exactly_its_value(text, channel, category, value):
    marked = {(one.category, text[one.start : one.end]) for one in guard.scan(text, channel=channel)}

    assert category is None or (category, value) in marked
