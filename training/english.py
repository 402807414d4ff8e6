"""English training text for the tagger of names and places: templates, filled and then roughened."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from random import Random

from training.english_people import People
from training.english_places import Places
from training.english_words import Words
from training.grammar import Choice, Filler, Labelled, Node, Piece, Slot, fill, load

TEMPLATES = Path(__file__).parent / "templates" / "english"
EMPTY = 0.5
"""The share of texts with no name and no address."""
JOINED = 0.3
"""The share of texts made of several templates."""

_JOINS = ["\n", "\n", " ", " ", "\n\n", " ", "\n- ", "\n\n"]
_SPEAKERS = [
    "Patient: ",
    "Agent: ",
    "Caller: ",
    "Me: ",
    "Clinic: ",
    "Customer: ",
    "Rep: ",
    "Support: ",
    "> ",
    "A: ",
    "Q: ",
]
_LINE_ENDS = ["\n\n", "\r\n", " ", "; ", " | ", " / ", "\\n", "<br>", "\n  ", " - "]


@cache
def _makers(*, held_back: bool) -> tuple[dict[str, Filler], dict[str, Filler]]:
    """The slots that name someone or a place, and the others, with the identities of one split."""
    people = People(held_back=held_back)
    places = Places(people.last, held_back=held_back)
    return people.fillers() | places.fillers(), Words(people, places).fillers()


def _fillers(*, held_back: bool) -> dict[str, Filler]:
    naming, others = _makers(held_back=held_back)
    return naming | others


FILLERS = _fillers(held_back=False)
"""Every slot that the templates use, with the identities that training sees."""
NAMING = frozenset(_makers(held_back=False)[0])
"""The slots with something to be found."""


def texts(seed: int, count: int, *, held_back: bool) -> Iterator[Labelled]:
    """Labelled texts of one split, the same ones for the same seed."""
    random = Random(f"{seed} {held_back}")
    templates = load(TEMPLATES, held_back=held_back)
    empty = [template for template in templates if not _names_someone(template)]
    naming = [template for template in templates if _names_someone(template)]
    slots = _fillers(held_back=held_back)
    for _ in range(count):
        is_empty = random.random() < EMPTY
        yield _roughened(random, _document(random, empty if is_empty else naming, empty, slots))


def _names_someone(nodes: Sequence[Node]) -> bool:
    """Whether a template has a slot for a name or a place."""
    for node in nodes:
        if isinstance(node, Slot) and node.name in NAMING:
            return True
        if isinstance(node, Choice) and any(_names_someone(option) for option in node.options):
            return True
    return False


def _document(
    random: Random,
    templates: Sequence[Sequence[Node]],
    others: Sequence[Sequence[Node]],
    slots: dict[str, Filler],
) -> list[Piece]:
    """One template, or several below each other."""
    chosen = [random.choice(templates)]
    if random.random() < JOINED:
        more = random.choice([1, 1, 2, 2, 3, 4, 6])
        chosen += [random.choice(templates if random.random() < 0.6 else others) for _ in range(more)]
        random.shuffle(chosen)
    join = random.choice(_JOINS)
    speakers = random.sample(_SPEAKERS, 2) if join == "\n" and random.random() < 0.25 else None
    pieces: list[Piece] = []
    for turn, nodes in enumerate(chosen):
        if turn:
            pieces.append((join, None))
        if speakers and len(chosen) > 1:
            pieces.append((speakers[turn % 2], None))
        pieces += split(fill(nodes, slots, random))
    return pieces


def split(labelled: Labelled) -> list[Piece]:
    """The text cut at its spans."""
    pieces: list[Piece] = []
    at = 0
    for start, end, label in labelled.spans:
        pieces += [(labelled.text[at:start], None), (labelled.text[start:end], label)]
        at = end
    return [piece for piece in [*pieces, (labelled.text[at:], None)] if piece[0]]


def join(pieces: Sequence[Piece]) -> Labelled:
    """The text that the pieces make, without white space at its ends."""
    text = "".join(piece for piece, _ in pieces)
    cut = len(text) - len(text.lstrip())
    spans, at = [], -cut
    for piece, label in pieces:
        if label is not None:
            spans.append((at, at + len(piece), label))
        at += len(piece)
    return Labelled(text.strip(), tuple(spans))


def _roughened(random: Random, pieces: list[Piece]) -> Labelled:
    """Text as people type it: letter case, punctuation, typing errors, line ends."""
    pieces = [(piece if label else _spaced(piece), label) for piece, label in pieces]
    for share, change in ((0.08, _mistyped), (0.10, _unpunctuated), (0.12, _rebroken)):
        if random.random() < share:
            pieces = change(random, pieces)
    recase = _recasing(random)
    return join([(recase(piece), label) for piece, label in pieces] if recase else pieces)


def _spaced(text: str) -> str:
    """A choice that leaves something out may leave a space too many."""
    return re.sub(r" +(?=[,.?!](?:\s|$))", "", re.sub(r" {2,}", " ", text))


def _recasing(random: Random) -> Callable[[str], str] | None:
    chance = random.random()
    if chance < 0.12:
        return _same_length(str.lower)
    if chance < 0.16:
        return _same_length(str.upper)
    if chance < 0.175:
        return _headline
    if chance < 0.24:
        return lambda text: re.sub(
            r"\b[A-Z]", lambda m: m[0].lower() if random.random() < 0.35 else m[0], text
        )
    return None


def _same_length(change: Callable[[str], str]) -> Callable[[str], str]:
    return lambda text: "".join(changed if len(changed := change(char)) == 1 else char for char in text)


def _headline(text: str) -> str:
    return re.sub(r"(?<![\w'’])[a-z]", lambda m: m[0].upper(), text)


def _mistyped(random: Random, pieces: list[Piece]) -> list[Piece]:
    """Typing errors in a few words that aren't part of a name or place."""

    def typo(match: re.Match[str]) -> str:
        word = match[0]
        if random.random() > 0.06:
            return word
        at = random.randint(1, len(word) - 2)
        swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        return random.choice([swapped, word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:]])

    return [(piece if label else re.sub(r"[a-z]{4,}", typo, piece), label) for piece, label in pieces]


def _unpunctuated(random: Random, pieces: list[Piece]) -> list[Piece]:
    """Commas, full stops and apostrophes that people leave out."""
    signs = random.choice([".", ",", ".,!?", ".,!?'", "'"])
    drop = str.maketrans("", "", signs)
    return [
        (piece if label or not any(c.isalpha() for c in piece) else _translated(piece, drop), label)
        for piece, label in pieces
    ]


def _translated(piece: str, drop: dict[int, int | None]) -> str:
    return re.sub(r"(?<!\d)[.,!?'](?!\d)", lambda match: match[0].translate(drop), piece)


def _rebroken(random: Random, pieces: list[Piece]) -> list[Piece]:
    """Other line ends than a plain new line."""
    end = random.choice(_LINE_ENDS)
    return [(piece.replace("\n", end), label) for piece, label in pieces]
