import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lightyear import guard
from lightyear.guard import normalize


def test_ligatures_map_back_to_one_code_point():
    normalized = normalize.plain("ﬁx")

    assert normalized.text == "fix"
    assert normalized.span(0, 2) == (0, 1)
    assert normalized.span(2, 3) == (1, 2)


def test_combining_marks_map_back_to_their_cluster():
    normalized = normalize.plain("e\u0301a")

    assert normalized.text == "éa"
    assert normalized.span(0, 1) == (0, 2)


def test_lone_surrogates_become_replacement_characters():
    assert normalize.plain("a\ud800b").text == "a\ufffdb"


def test_percent_encoding_maps_back_to_what_was_written():
    normalized = normalize.percent_decoded(normalize.plain("a%E7%97%85b"))

    assert normalized.text == "a病b"
    assert normalized.span(1, 2) == (1, 10)


@pytest.mark.parametrize(
    "between",
    [
        "\u2062",
        "️",
        "\U000e0061",
        "\u202c",
        "\x08",
        "\u2064",
        "\u2068",
        "ㅤ",
        "\u206a",
        "\ufff9",
        "᠋",
        "󠄀",
        "\x85",
        "̶",
        "\u200b",
    ],
)
def test_what_shows_nothing_hides_nothing(between):
    hidden = between.join("I have diabetes, SSN 521-44-9078")

    found = {one.category: hidden[one.start : one.end] for one in guard.scan(hidden)}

    assert {"ssn", "health_context"} <= set(found)
    assert found["ssn"].replace(between, "") == "521-44-9078"


def test_a_look_alike_in_a_latin_word_is_read_as_what_it_looks_like():
    assert normalize.plain("di\u0430bet\u0435s").text == "diabetes"
    assert normalize.plain("диабет").text == "диабет"


def test_a_tower_of_marks_costs_no_more_than_its_length():
    tower = "a" + "\u0301" * 200_000

    assert len(normalize.plain(tower).text) > 1


@given(text=st.text())
def test_every_normalized_code_point_maps_into_the_original(text):
    normalized = normalize.plain(text)

    spans = [normalized.span(at, at + 1) for at in range(len(normalized.text))]

    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert spans == sorted(spans)


def test_one_combining_mark_costs_a_long_text_little():
    def seconds(text):
        started = time.process_time()
        normalize.plain(text)
        return time.process_time() - started

    long = "hours of the clinic, \u00e9 " * 20_000

    # One by one, the characters took 25 times as long as a text in which some are wide.
    composed, wide = long + "e\u0301", long + "\uff21"
    assert min(seconds(composed) for _ in range(3)) < 8 * min(seconds(wide) for _ in range(3))


@pytest.mark.parametrize(
    "word",
    ["\u0261uaranteed", "\u0262\u1d1c\u1d00\u0280\u1d00\u0274\u1d1b\u1d07\u1d07\u1d05", "\u0581uaranteed"],
)
def test_a_letter_that_looks_latin_is_read_so(word):
    assert normalize.plain(word).text == "guaranteed"
