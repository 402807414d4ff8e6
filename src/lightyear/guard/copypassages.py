"""Finds what objects by being said together: a patient's "I", a health word and a change, in any order."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

# "Dr. Lee" and "9 a.m. sharp" end no sentence.
_SENTENCE = re.compile(r"(?<!\bDr)(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bSt)[.!?]+[\"')]*(?=\s|$)|\n+")


class Together(NamedTuple):
    """Compiled patterns that must all be found within so many sentences on end, and one that must not."""

    sentences: int
    all: tuple[Any, ...]
    none: Any
    is_first_alone: bool


def spans(group: Together, text: str, marked: str) -> Iterator[tuple[int, int]]:
    """Give the stretches of prepared text, from the first to the last thing that makes up the objection.

    `marked` is the same text with stand-ins for the words of the health lexicons.
    """
    if not _met(group, text, marked):
        return
    for start, end in _passages(text, group.sentences):
        passage = text[start:end]
        met = _met(group, passage, marked[start:end])
        if not met or (group.none is not None and group.none.search(passage)):
            continue
        if group.is_first_alone:
            met = [match.span() for match in group.all[0].finditer(passage)]
            yield from ((start + begin, start + stop) for begin, stop in met)
        else:
            yield start + min(met)[0], start + max(stop for _, stop in met)


def _met(group: Together, text: str, marked: str) -> list[tuple[int, int]]:
    found = []
    for pattern in group.all:
        match = pattern.search(text) or pattern.search(marked)
        if match is None:
            return []
        found.append(match.span())
    return found


def _passages(text: str, sentences: int) -> Iterator[tuple[int, int]]:
    """Every run of sentences, none longer than `sentences` and none over the end of a line."""
    for line in re.finditer("[^\n]+", text):
        ends = [line.start()]
        ends += [stop.end() for stop in _SENTENCE.finditer(text, line.start(), line.end())]
        if ends[-1] < line.end():
            ends.append(line.end())
        for index, start in enumerate(ends[:-1]):
            for end in ends[index + 1 : index + 1 + sentences]:
                yield start, end
