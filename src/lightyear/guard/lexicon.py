"""The word lists: read once, matched all at once."""

import functools
from importlib import resources
from typing import NamedTuple

import ahocorasick_rs

# The kinds of health wording; an exception is a longer phrase in which the word means something else.
KINDS = ("conditions", "symptoms", "specialties", "treatments", "drugs", "substance_use", "general")
_EXCEPTION = "exceptions"
_LANGUAGES = ("en", "zh")
_PLURALS = ("s", "es", "'s")


class Term(NamedTuple):
    """A term of the health lexicons found in normalized text, with its kind."""

    start: int
    end: int
    kind: str


@functools.cache
def words(name: str) -> frozenset[str]:
    """Give the entries of one list, in lower case."""
    listed = resources.files(__package__).joinpath("lexicons", f"{name}.txt").read_text(encoding="utf-8")
    lines = (line.strip() for line in listed.splitlines())
    return frozenset(line.lower() for line in lines if line and not line.startswith("#"))


def health_terms(text: str) -> list[Term]:
    """Find the longest health terms in normalized text; `_`, `-` and line breaks count as spaces."""
    lowered = text.translate(_SPACES)
    lowered = lowered.lower() if len(lowered.lower()) == len(lowered) else _lower(lowered)
    automaton, kinds = _automaton()
    found = automaton.find_matches_as_indexes(lowered, overlapping=True)
    whole = [(start, _with_plural(lowered, end), kinds[index]) for index, start, end in found]
    standing = [one for one in whole if _stands_alone(lowered, one[0], one[1])]
    return [Term(*one) for one in _longest(standing) if one[2] != _EXCEPTION]


_SPACES = str.maketrans(dict.fromkeys("_-\n\t\r", " "))


@functools.cache
def _automaton() -> tuple[ahocorasick_rs.AhoCorasick, tuple[str, ...]]:
    terms: dict[str, str] = {}
    for kind in (*KINDS, _EXCEPTION):
        for language in _LANGUAGES:
            for word in words(f"{language}_{kind}"):
                terms[word.translate(_SPACES)] = kind
    return ahocorasick_rs.AhoCorasick(list(terms), store_patterns=False), tuple(terms.values())


def _lower(text: str) -> str:
    # Some capitals grow when lowered, which would shift every offset behind them.
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)


def _with_plural(text: str, end: int) -> int:
    for plural in _PLURALS:
        stop = end + len(plural)
        if text[end - 1].isascii() and text.startswith(plural, end) and not _is_latin(text[stop : stop + 1]):
            return stop
    return end


def _stands_alone(text: str, start: int, end: int) -> bool:
    cut_before = start > 0 and _is_latin(text[start]) and _is_latin(text[start - 1])
    return not cut_before and not (_is_latin(text[end - 1]) and _is_latin(text[end : end + 1]))


def _longest(found: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    kept: list[tuple[int, int, str]] = []
    for one in sorted(found, key=lambda term: (term[0], -term[1])):
        if not kept or one[1] > kept[-1][1]:
            kept.append(one)
    return kept


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()
