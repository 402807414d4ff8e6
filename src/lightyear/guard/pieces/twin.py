"""The finder in Python: what runs where nothing could be compiled, and what `kernel.c` is tested against."""

import re
import string
from collections.abc import Iterator, Sequence

import ahocorasick_rs

LEFT, RIGHT, RUN = 1, 2, 4
_LONG = re.compile(r"[A-Za-z0-9+/_-]{16}", re.ASCII)
SLOTS = 3
_WORD = frozenset(string.ascii_letters + string.digits + "_")
ANY_DIGIT = "\x02"
_FOLD = str.maketrans(string.ascii_uppercase + "123456789", string.ascii_lowercase + "0" * 9)
_FOLD_TEXT = _FOLD | {ord(ANY_DIGIT): "\0"} | dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
_FOLD_PIECE = _FOLD | {ord(ANY_DIGIT): "0"}
_EXACT = frozenset(string.ascii_uppercase + string.digits)


class Finder:
    """Finds many fixed pieces of text at once; see the package for what a piece is."""

    def __init__(self, pieces: list[str], sides: bytes) -> None:
        if len(sides) != len(pieces):
            raise ValueError("every piece needs its sides")
        if any(not piece or "\0" in piece for piece in pieces):
            raise ValueError("a piece must not be empty nor hold a null")
        self._pieces = pieces
        self._sides = sides
        folded = [piece.translate(_FOLD_PIECE) for piece in pieces]
        self._run = next((at for at, side in enumerate(sides) if side & RUN), None)
        self._automaton = ahocorasick_rs.AhoCorasick(folded, store_patterns=False) if folded else None

    @property
    def count(self) -> int:
        """How many pieces there are."""
        return len(self._pieces)

    def find(self, text: str) -> list[tuple[int, int, int]]:
        """Give (piece, start, end) of all that stand in the text."""
        return list(self._standing(text))

    def is_in(self, text: str) -> bool:
        """Say whether any piece stands in the text."""
        return next(self._standing(text), None) is not None

    def _standing(self, text: str) -> Iterator[tuple[int, int, int]]:
        if self._run is not None:
            for run in _LONG.finditer(text):
                yield self._run, *run.span()
        if self._automaton is None:
            return
        folded = text.translate(_FOLD_TEXT)
        for place in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            if self._stands(text, *place):
                yield place

    def _stands(self, text: str, piece: int, start: int, end: int) -> bool:
        sides = self._sides[piece]
        if sides & RUN:
            return False
        if sides & LEFT and start and text[start - 1] in _WORD:
            return False
        if sides & RIGHT and end < len(text) and text[end] in _WORD:
            return False
        spelled = zip(self._pieces[piece], text[start:end], strict=True)
        return all(char not in _EXACT or char == other for char, other in spelled)


class Gate:
    """Says which of many things a text may hold; see the package for what a thing needs."""

    def __init__(self, finder: Finder, marks: list[tuple[int, ...]], count: int) -> None:
        every = set(range(SLOTS * count))
        if (
            len(marks) != finder.count
            or count < 1
            or not every.issuperset(mark for one in marks for mark in one)
        ):
            raise ValueError("every piece needs its marks, and there may not be too many")
        self._finder = finder
        self._marks = marks
        self._count = count
        self._open = every.difference(mark for one in marks for mark in one)

    def passing(self, text: str) -> Sequence[int]:
        """Give the things of which every slot is met, in their order."""
        seen = set(self._open)
        for piece, _, _ in self._finder.find(text):
            seen.update(self._marks[piece])
        slots = range(0, SLOTS * self._count, self._count)
        return [thing for thing in range(self._count) if all(slot + thing in seen for slot in slots)]
