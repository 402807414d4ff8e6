"""Fixed pieces of text: compiled and in Python they are found alike, and gates shut nothing out."""

import pytest
import re2
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lightyear.guard import detectors, engine, gates, normalize, pieces
from lightyear.guard.pieces import twin
from tests.guard import strategies

ALPHABET = st.sampled_from("aAbB19_-/ é中\x02")
SPELLED = st.text(ALPHABET, min_size=1, max_size=5)
SIDES = st.sampled_from((0, pieces.LEFT, pieces.RIGHT, pieces.LEFT | pieces.RIGHT))
TEXTS = st.text(ALPHABET | st.characters(), max_size=40)
ANYTHING = {one.name: re2.compile(one.pattern) for one in detectors.RECOGNIZERS}

compiled = pytest.mark.skipif(pieces.Finder is twin.Finder, reason="no compiler was there at install")


@compiled
@settings(max_examples=400, deadline=None)
@given(known=st.dictionaries(SPELLED, SIDES, max_size=12), text=TEXTS)
@example(known={"aaaaaaaaaa": 0, "aaaaaaaab": 0}, text="aaaaaaaaaaab")
@example(known={"中": pieces.LEFT, "é1": 0}, text="a中 É1 é1")
@example(known={"a": 0}, text="\udcff\ud800 a")
def test_the_compiled_finder_and_its_twin_find_alike(known, text):
    kernel, python = (made(list(known), bytes(known.values())) for made in (pieces.Finder, twin.Finder))

    assert sorted(kernel.find(text)) == sorted(python.find(text))
    assert kernel.is_in(text) == python.is_in(text)


@compiled
@settings(max_examples=200, deadline=None)
@given(known=st.dictionaries(SPELLED, SIDES, min_size=1, max_size=12), text=TEXTS, data=st.data())
def test_the_compiled_gate_and_its_twin_let_the_same_pass(known, text, data):
    count = data.draw(st.integers(1, 70))
    slots = st.integers(0, pieces.SLOTS * count - 1)
    marks = [tuple(data.draw(st.sets(slots, max_size=4))) for _ in (*known, "run")]
    made = [*known, "run"], bytes([*known.values(), pieces.RUN])

    kernel = pieces.Gate(pieces.Finder(*made), marks, count)
    python = twin.Gate(twin.Finder(*made), marks, count)

    assert kernel.passing(f"{text} {'a' * 16}") == python.passing(f"{text} {'a' * 16}")
    assert kernel.passing(text) == python.passing(text)


@pytest.mark.parametrize("finder", [pieces.Finder, twin.Finder])
@pytest.mark.parametrize(("known", "sides"), [([""], b"\0"), (["a\0"], b"\0"), (["a"], b"")])
def test_pieces_that_nothing_could_hold_are_refused(finder, known, sides):
    with pytest.raises(ValueError, match="piece"):
        finder(known, sides)


@pytest.mark.parametrize("module", [pieces, twin])
@pytest.mark.parametrize("marks", [[], [(3,)], [(-1,)]])
def test_marks_of_nothing_are_refused(module, marks):
    with pytest.raises((ValueError, OverflowError)):
        module.Gate(module.Finder(["a"], b"\0"), marks, 1)


def test_a_pattern_needs_its_words_and_digits():
    needed = gates.needs(r"(?i)\b(?:mrn|chart no)[: ]{1,3}\d{6,8}\b")

    assert [sorted(clause) for clause in needed] == [
        ["\x02\x02\x02\x02\x02\x02\x01"],
        [" \x02\x02\x02\x02\x02\x02", ":\x02\x02\x02\x02\x02\x02"],
        ["\x02"],
    ]


def test_hardly_any_pattern_is_searched_for_in_every_text():
    gate, searches = engine._searches()

    assert len(gate.passing("")) <= 3
    assert len(gate.passing("Do you see patients on Saturdays?")) <= 8
    assert len(searches) > 200


@pytest.mark.parametrize("one", detectors.RECOGNIZERS, ids=lambda one: one.name)
def test_no_gate_shuts_out_what_its_recognizer_finds(one):
    gate = gates.gate([(one.pattern, one.context)])
    texts = [normalize.plain(text).text for text, _ in one.positives]

    shut_out = [text for text in texts if ANYTHING[one.name].search(text) and not gate.passing(text)]

    assert shut_out == []


@settings(max_examples=300, deadline=None)
@given(text=strategies.MESSY)
def test_no_gate_shuts_out_a_text_that_its_pattern_matches(text):
    plain = normalize.plain(text).text
    gate, searches = engine._searches()
    names = {one.name for at in gate.passing(plain) for one, _ in searches[at].judges}
    # Where words must stand near, a match alone may well be shut out.
    free = [one.name for one in detectors.RECOGNIZERS if not one.context]

    assert {name for name in free if ANYTHING[name].search(plain)} <= names
