"""Templates with alternatives and slots become labelled text.

A template is a line: `<a|b|c>` chooses (an empty choice may leave something out), choices nest, `{slot}`
is filled by a function, `\\n` is a line break. A backslash before `<`, `>`, `|`, `{`, `}` lets them stand for
themselves. What a slot is filled with says which of its pieces are to be found.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

HELD_BACK = 0.12
"""The share of templates that training never sees."""

Piece = tuple[str, str | None]
"""Some text, and the label it is to be found under."""
Filler = Callable[[Random], Sequence[Piece]]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text and its (start, end, label) spans in code points."""

    text: str
    spans: tuple[tuple[int, int, str], ...]


@dataclass(frozen=True, slots=True)
class Choice:
    options: tuple[tuple[Node, ...], ...]


@dataclass(frozen=True, slots=True)
class Slot:
    name: str


Node = str | Choice | Slot


class BadTemplate(ValueError):
    """A template can't be read; the message says which and where."""


def load(folder: Path, *, held_back: bool) -> list[tuple[Node, ...]]:
    """Every template below a folder that belongs to the split; the split goes by the line itself."""
    lines = [
        line
        for file in sorted(folder.rglob("*.txt"))
        for line in file.read_text(encoding="utf-8").splitlines()
        if line.strip() and not line.startswith("#")
    ]
    return [parse(line) for line in dict.fromkeys(lines) if is_held_back(line) == held_back]


def is_held_back(line: str) -> bool:
    """Whether a line (a template, a name) belongs to the part that training never sees."""
    digest = hashlib.blake2b(line.encode(), digest_size=4).digest()
    return int.from_bytes(digest, "big") / 2**32 < HELD_BACK


def parse(line: str) -> tuple[Node, ...]:
    """Read one template. Raises BadTemplate."""
    nodes, at = _sequence(line, 0, inside=False)
    if at != len(line):
        raise BadTemplate(f"unexpected {line[at]!r} at {at}: {line}")
    return nodes


def fill(nodes: Sequence[Node], fillers: Mapping[str, Filler], random: Random) -> Labelled:
    """One text of a template."""
    pieces = list(_pieces(nodes, fillers, random))
    text, spans, at = "", [], 0
    for piece, label in pieces:
        if label is not None and piece:
            spans.append((at, at + len(piece), label))
        text += piece
        at += len(piece)
    return Labelled(text, tuple(spans))


def _pieces(nodes: Sequence[Node], fillers: Mapping[str, Filler], random: Random) -> Iterator[Piece]:
    for node in nodes:
        if isinstance(node, str):
            yield node, None
        elif isinstance(node, Choice):
            yield from _pieces(random.choice(node.options), fillers, random)
        else:
            yield from fillers[node.name](random)


def _sequence(line: str, at: int, *, inside: bool) -> tuple[tuple[Node, ...], int]:
    nodes: list[Node] = []
    plain = ""
    while at < len(line):
        char = line[at]
        if char == "\\" and at + 1 < len(line):
            plain += "\n" if line[at + 1] == "n" else line[at + 1]
            at += 2
        elif char in "<{":
            nodes += [plain] if plain else []
            plain = ""
            node, at = (_choice if char == "<" else _slot)(line, at)
            nodes.append(node)
        elif inside and char in "|>":
            break
        elif char in ">}":
            raise BadTemplate(f"unexpected {char!r} at {at}: {line}")
        else:
            plain += char
            at += 1
    return (*nodes, plain) if plain else tuple(nodes), at


def _choice(line: str, at: int) -> tuple[Choice, int]:
    options = []
    while True:
        nodes, at = _sequence(line, at + 1, inside=True)
        options.append(nodes)
        if at >= len(line):
            raise BadTemplate(f"a choice never ends: {line}")
        if line[at] == ">":
            return Choice(tuple(options)), at + 1


def _slot(line: str, at: int) -> tuple[Slot, int]:
    end = line.find("}", at)
    if end < 0:
        raise BadTemplate(f"a slot never ends: {line}")
    return Slot(line[at + 1 : end]), end + 1
