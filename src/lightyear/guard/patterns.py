"""Patterns and words that are asked whether they stand in a text: many times a text, so in little time."""

import functools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import re2

from lightyear.guard import pieces

_ASCII_WORD = re.compile(r"[A-Za-z0-9]")
_NOWHERE = (-1, -1)
Span = tuple[int, int]


class Pattern:
    """A pattern in RE2's syntax of which only counts whether it is there; compiled when first asked.

    A set of one answers in a third of the time a search takes, for it need not say where.
    """

    def __init__(self, source: str) -> None:
        self.source = source

    def is_in(self, text: str) -> bool:
        """Say whether the pattern matches anywhere in the text."""
        return self._match(text) is not None

    @functools.cached_property
    def _match(self) -> Callable[[str], list[int] | None]:
        return _matcher((self.source,))


class Patterns:
    """Several patterns in RE2's syntax that are asked at once which of them are there."""

    def __init__(self, *sources: str) -> None:
        self._sources = sources

    def which_in(self, text: str) -> Sequence[int]:
        """Give the places, in the order they were named, of those that match anywhere in the text."""
        return self._match(text) or ()

    @functools.cached_property
    def _match(self) -> Callable[[str], list[int] | None]:
        return _matcher(self._sources)


class Wording:
    """Words to look for in lower-case text without underscores; Latin ones as whole words."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = sorted({word.replace("_", " ") for word in words})

    def is_in(self, text: str) -> bool:
        """Say whether one of the words is in the text."""
        found: bool = self._finder.is_in(text)
        return found

    def last_in(self, text: str) -> int:
        """Give where the last of the words in the text begins, -1 for none."""
        return max((start for _, start, _ in self._finder.find(text)), default=-1)

    @functools.cached_property
    def _finder(self) -> Any:
        return pieces.Finder(self.words, bytes(map(_sides, self.words)))


def _matcher(sources: Iterable[str]) -> Callable[[str], list[int] | None]:
    options = re2.Options()
    options.log_errors = False
    matcher = re2.Set.SearchSet(options)
    for source in sources:
        matcher.Add(source)
    matcher.Compile()
    match: Callable[[str], list[int] | None] = matcher.Match
    return match


def first_in(compiled: Any) -> Callable[[bytes], list[Span] | None]:
    """Give what finds the first match of a compiled pattern: the spans of whole and groups, in bytes.

    The matching of re2's module itself, without the objects that its Python part makes of every answer.
    """
    match, anywhere = compiled._regexp.Match, re2._Anchor.UNANCHORED

    def first(encoded: bytes) -> list[Span] | None:
        spans: list[Span] = match(anywhere, encoded, 0, len(encoded))
        return None if spans[0] == _NOWHERE else spans

    return first


def spans_from(compiled: Any, encoded: bytes, spans: list[Span]) -> Iterator[list[Span]]:
    """Give a match that was found and those behind it, as `finditer` does; never an empty match."""
    match, length = compiled._regexp.Match, len(encoded)
    while spans[0] != _NOWHERE:
        yield spans
        at = max(spans[0][1], spans[0][0] + 1)
        if at >= length:
            return
        spans = match(re2._Anchor.UNANCHORED, encoded, at, length)


def _sides(word: str) -> int:
    # Like RE2's boundary: a Chinese character beside a Latin word is one.
    left, right = (_ASCII_WORD.match(char) is not None for char in (word[0], word[-1]))
    return pieces.LEFT * left | pieces.RIGHT * right
