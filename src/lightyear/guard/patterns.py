"""Patterns and words that are asked whether they stand in a text: many times a text, so in little time."""

import functools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import re2

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


class Wording(Pattern):
    """Words to look for in lower-case text without underscores; Latin ones as whole words."""

    def __init__(self, words: Iterable[str]) -> None:
        spelled = sorted({word.replace("_", " ") for word in words}, key=len, reverse=True)
        super().__init__("|".join(_edge(word[0]) + re.escape(word) + _edge(word[-1]) for word in spelled))

    def last_in(self, text: str) -> int:
        """Give where the last of the words in the text begins, -1 for none."""
        return (
            max((match.start() for match in self._whole.finditer(text)), default=-1)
            if self.is_in(text)
            else -1
        )

    @functools.cached_property
    def _whole(self) -> Any:
        return re2.compile(self.source)


def _matcher(sources: Iterable[str]) -> Callable[[str], list[int] | None]:
    options = re2.Options()
    options.log_errors = False
    matcher = re2.Set.SearchSet(options)
    for source in sources:
        matcher.Add(source)
    matcher.Compile()
    match: Callable[[str], list[int] | None] = matcher.Match
    return match


def spans_in(compiled: Any, encoded: bytes) -> Iterator[list[Span]]:
    """Give the spans of whole and groups of each match, in bytes, as `finditer` does; never an empty match.

    The matching of re2's module itself, without the objects that its Python part makes of every answer.
    """
    match, at, length = compiled._regexp.Match, 0, len(encoded)
    while at < length:
        spans: list[Span] = match(re2._Anchor.UNANCHORED, encoded, at, length)
        if spans[0] == _NOWHERE:
            return
        yield spans
        at = max(spans[0][1], at + 1)


def _edge(char: str) -> str:
    # RE2's boundary is that of ASCII words: a Chinese character beside a Latin word is one.
    return r"\b" if _ASCII_WORD.match(char) else ""
