"""Which patterns can match a text at all, told by the pieces of text that each of them needs.

Whatever `MRN[: ]+\\d{6}` matches holds "mrn" and a digit. The pieces of all patterns are looked up at once,
so that only a few patterns are searched for. They are worked out from the patterns themselves, so that a gate
may let too much pass, never too little.
"""

import functools
import itertools
import math
import re
import string
from collections.abc import Iterable, Sequence
from re import _constants as op
from re import _parser
from typing import Any, NamedTuple

from lightyear.guard import pieces

Clause = frozenset[str]
"""Pieces of which every match of a pattern holds at least one."""

_DIGIT: Clause = frozenset(pieces.ANY_DIGIT)
_SILENT: Clause = frozenset(("",))
_EDGE = "\x01"  # in a piece: a boundary of words
_RUN = "\x03"  # as a piece: letters and digits without a break
_LONG = 16
_OF_RUNS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/_-")
# What Python's parser doesn't know, as a sign of which nothing is known but that it is one.
_UNKNOWN = "\ue000"
_UNKNOWN_CLASS = re.compile(r"\\[pP](?:\{\w+\}|\w)")
# RE2 takes a boundary that is there or not, which says nothing; Python's parser does not.
_IDLE = re.compile(r"\\b[?*]")
_IGNORE_CASE = int(re.IGNORECASE)
_MOST = 128
"""Strings that a stretch of a pattern may stand for before it is taken to stand for anything."""
_MOST_CHARACTERS = 6
_LEAST_BITS = 4.5


def gate(patterns: Sequence[tuple[str, Iterable[str]]]) -> pieces.Gate:
    """Give a gate of patterns in RE2's syntax, each with words of which one must be near, in lower case."""
    marks: dict[str, list[int]] = {}
    for at, (pattern, words) in enumerate(patterns):
        for slot, clause in enumerate(needs(pattern, words)):
            for piece in clause:
                marks.setdefault(piece, []).append(slot * len(patterns) + at)
    finder = pieces.Finder([piece.strip(_EDGE) for piece in marks], bytes(map(_sides, marks)))
    return pieces.Gate(finder, [tuple(one) for one in marks.values()], len(patterns))


def needs(pattern: str, words: Iterable[str] = ()) -> Sequence[Clause]:
    """Give what every match of a pattern needs, the rarest first; nothing where that can't be told.

    Of `words`, in lower case, one must stand near.
    """
    parsed = _parser.parse(_IDLE.sub("", _UNKNOWN_CLASS.sub(_UNKNOWN, pattern)))
    found = {_tidy(clause) for clause in _sequence(parsed, int(parsed.state.flags)).needs()}
    if words:
        found.add(frozenset(itertools.chain.from_iterable(map(_begun, words))))
    needed = sorted(found, key=_bits, reverse=True)
    best = _apart([clause for clause in needed if _bits(clause) >= _LEAST_BITS])
    digit = [_DIGIT] if any(map(_is_digits, needed)) else []
    return list(dict.fromkeys((*best[: pieces.SLOTS - 1], *digit, *best)))[: pieces.SLOTS]


def _begun(word: str) -> Iterable[str]:
    """Give how the longest part of a word begins where underscores count as spaces."""
    part = max(re.split("[ _]", word), key=len)
    return (_EDGE + part, "_" + part) if _is_word(part[0]) else (part,)


def _apart(needed: Sequence[Clause]) -> list[Clause]:
    """Leave out the clauses that say the same as one before them, but for edges."""
    apart: dict[Clause, Clause] = {}
    for clause in needed:
        apart.setdefault(frozenset(piece.strip(_EDGE) for piece in clause), clause)
    return list(apart.values())


class _Known(NamedTuple):
    """What is known of the matches of a stretch of a pattern.

    All of them; or pieces that they hold, and what they begin and end with.
    """

    all: Clause | None
    clauses: tuple[Clause, ...] = ()
    first: Clause = _SILENT
    last: Clause = _SILENT

    def needs(self) -> tuple[Clause, ...]:
        """Give the clauses, with what all matches say themselves."""
        return (*self.clauses, self.all) if self.all and _says(self.all) else self.clauses


_EMPTY = _Known(_SILENT)
_ANYTHING = _Known(None)


def _says(clause: Clause) -> bool:
    return all(piece.strip(_EDGE) for piece in clause)


def _tidy(clause: Clause) -> Clause:
    """Keep the edges that a finder can look at, of words, and no piece that another one begins."""
    tidy = set()
    for piece in clause:
        inner = piece.strip(_EDGE)
        first = _EDGE if piece[0] == _EDGE and _is_word(inner[0]) else ""
        last = _EDGE if piece[-1] == _EDGE and _is_word(inner[-1]) else ""
        tidy.add(first + inner.replace(_EDGE, "") + last)
    return frozenset(piece for piece in tidy if tidy.isdisjoint(piece[:end] for end in range(1, len(piece))))


def _sides(piece: str) -> int:
    if piece == _RUN:
        return pieces.RUN
    return pieces.LEFT * (piece[0] == _EDGE) | pieces.RIGHT * (piece[-1] == _EDGE)


def _is_word(char: str) -> bool:
    return char == pieces.ANY_DIGIT or char == "_" or (char.isascii() and char.isalnum())


def _is_digits(clause: Clause) -> bool:
    return all(any(char == pieces.ANY_DIGIT or char.isdecimal() for char in piece) for piece in clause)


def _bits(clause: Clause) -> float:
    """How rare it is that a text holds one of the pieces, in bits a place."""
    return -math.log2(sum([2.0 ** -sum([_BITS.get(char, 10.0) for char in piece]) for piece in clause]))


_BITS = {chr(code): 6.5 for code in range(128)} | dict.fromkeys(string.ascii_lowercase, 4.2)
_BITS |= {" ": 2.5, _EDGE: 2.5, pieces.ANY_DIGIT: 3.0}
"""How rare a character is; whatever is not of ASCII is rarer."""


def _sequence(nodes: Iterable[Any], flags: int) -> _Known:
    """Put together what is known of nodes that follow one another."""
    first: Clause | None = None
    latest = _SILENT
    needed: list[Clause] = []
    for node in nodes:
        known = _of(node, flags)
        if known.all is not None:
            joined = _joined(latest, known.all)
            if joined is not None:
                latest = joined
                continue
            known = _Known(None, (), known.all, known.all)
        needed.extend(known.clauses)
        closed = _joined(latest, known.first) or latest
        needed.append(closed)
        first = closed if first is None else first
        latest = known.last
    if first is None:
        return _Known(latest, tuple(filter(_says, needed)))
    return _Known(None, tuple(filter(_says, (*needed, latest))), first, latest)


def _of(node: Any, flags: int) -> _Known:
    kind, value = node
    if kind is op.LITERAL:
        return _literal(chr(value), flags & _IGNORE_CASE)
    if kind is op.IN:
        return _one_of(_characters(value), flags)
    if kind is op.BRANCH:
        return _branch([_sequence(one, flags) for one in value[1]])
    if kind is op.SUBPATTERN:
        return _sequence(value[3], (flags | int(value[1])) & ~int(value[2]))
    if kind in (op.MAX_REPEAT, op.MIN_REPEAT):
        return _repeated(value[0], value[1], value[2], flags)
    if kind is op.AT:
        return _Known(frozenset((_EDGE,))) if value is op.AT_BOUNDARY else _EMPTY
    return _ANYTHING


@functools.cache
def _literal(char: str, flags: int) -> _Known:
    return _one_of([char], flags)


def _one_of(characters: Sequence[str] | None, flags: int) -> _Known:
    if characters is None or _UNKNOWN in characters:
        return _ANYTHING
    if sum(map(str.isdecimal, characters)) > 1:
        characters = [pieces.ANY_DIGIT if "0" <= char <= "9" else char for char in characters]
    if flags & _IGNORE_CASE:
        # Of a finder's letters only those of ASCII stand for their capitals too.
        capitals = [char.upper() for char in characters if not char.isascii()]
        characters = [*(char.lower() for char in characters), *capitals]
    told = frozenset(characters)
    told -= {char for char in told if char.isascii() and char.isupper() and char.lower() in told}
    return _Known(told) if len(told) <= _MOST_CHARACTERS else _Known(None, (told,))


def _characters(items: Iterable[Any]) -> list[str] | None:
    told: list[str] = []
    for kind, value in items:
        if kind is op.LITERAL:
            told.append(chr(value))
        elif kind is op.RANGE and value[1] - value[0] <= 32:
            told.extend(map(chr, range(value[0], value[1] + 1)))
        elif kind is op.CATEGORY and value is op.CATEGORY_DIGIT:
            told.extend("0123456789")
        elif kind is op.CATEGORY and value is op.CATEGORY_SPACE:
            told.extend(" \t\n\r\f\v")
        else:
            return None
    return told


def _branch(branches: Sequence[_Known]) -> _Known:
    strings = [one.all for one in branches if one.all is not None]
    if len(strings) == len(branches):
        whole = frozenset(itertools.chain.from_iterable(strings))
        if len(whole) <= _MOST or "" in whole:
            return _Known(whole)
    first = _united(one.first if one.all is None else one.all for one in branches)
    last = _united(one.last if one.all is None else one.all for one in branches)
    needed = [one.needs() for one in branches]
    if not all(needed):
        return _Known(None, (), first, last)
    rarest = [max(one, key=_bits) for one in needed]
    shared = [frozenset(itertools.chain.from_iterable(rarest))]
    if all(any(map(_is_digits, one)) for one in needed):
        shared.append(_DIGIT)
    return _Known(None, tuple(shared), first, last)


def _united(sets: Iterable[Clause]) -> Clause:
    united = frozenset(itertools.chain.from_iterable(sets))
    return united if len(united) <= 3 * _MOST else _SILENT


def _repeated(least: int, most: int, nodes: Sequence[Any], flags: int) -> _Known:
    if least >= _LONG and _is_of_runs(nodes):
        return _Known(None, (frozenset(_RUN),))
    known = _sequence(nodes, flags)
    if least == 0:
        return _Known(known.all | {""}) if known.all is not None and most == 1 else _ANYTHING
    if known.all is None:
        return _Known(None, known.needs(), known.first, known.last)
    strings = _SILENT
    for _ in range(least):
        joined = _joined(strings, known.all)
        if joined is None:
            return _Known(None, (strings,), strings, strings)
        strings = joined
    return _Known(strings) if least == most else _Known(None, (strings,), strings, strings)


def _is_of_runs(nodes: Sequence[Any]) -> bool:
    if len(nodes) != 1 or nodes[0][0] is not op.IN:
        return False
    characters = _characters(nodes[0][1])
    return characters is not None and _OF_RUNS.issuperset(characters)


def _joined(first: Clause, second: Clause) -> Clause | None:
    if min(len(first), len(second)) > 2 and len(first) * len(second) > _MOST:
        return None
    return frozenset(one + other for one in first for other in second)
