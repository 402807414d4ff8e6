"""The word lists: read once, matched all at once."""

import functools
import re
import string
from importlib import resources

from lightyear.guard import complaints, meanings, pieces
from lightyear.guard.meanings import Term

# The kinds of health wording and the lists that hold each; a word of two kinds is of the first one.
_LISTS = {
    "exceptions": ("exceptions",),  # longer phrases in which a word means something else
    "substance_use": ("substance_use",),
    "drugs": ("drugs", "distilled/{}_drugs"),
    "treatments": ("treatments", "pinyin", "distilled/{}_treatments"),
    "specialties": ("specialties",),
    "conditions": ("conditions", "distilled/{}_conditions", "distilled/{}_diagnoses"),
    "symptoms": ("symptoms",),
    "general": ("general",),
    "lay": ("lay", "abbreviations", "misspellings"),
}
_LISTS |= {kind: (kind,) for kind in complaints.PIECES}
_EXCEPTION = "exceptions"
_COMPLAINT = "symptoms"
_PIECES = frozenset(complaints.PIECES)
SUBSTANCE_USE = "substance_use"
_LANGUAGES = ("en", "zh")
_PLURALS = ("'s", "es", "s")
KINDS = tuple(kind for kind in _LISTS if kind != _EXCEPTION and kind not in _PIECES)


@functools.cache
def words(name: str) -> frozenset[str]:
    """Give the entries of one list, in lower case."""
    listed = resources.files(__package__).joinpath("lexicons", f"{name}.txt").read_text(encoding="utf-8")
    lines = listed.lower().split("\n")
    return frozenset([line for line in lines if line and line[0] != "#"])


def terms() -> dict[str, str]:
    """Give every term with its kind, exceptions included."""
    known: dict[str, str] = {}
    for kind, names in _LISTS.items():
        for language in _LANGUAGES:
            for name in names:
                path = name.format(language) if "/" in name else f"{language}_{name}"
                for word in _listed(path):
                    known.setdefault(_spaced(word), kind)
    return known


def health_terms(text: str) -> list[Term]:
    """Find the longest health terms in normalized text; `_`, `-` and line breaks count as spaces."""
    lowered = simplified(_spaced(_lower(text)))
    finder, kinds = _finder()
    padded = f" {lowered} "
    found = finder.find(padded)
    if not found:
        return []
    standing = _standing(padded, found, kinds)
    if not standing:
        return []
    told = _complaints(lowered, standing)
    terms = _longest([one for one in standing if one[2] not in _PIECES])
    terms = sorted([*terms, *told]) if told else terms
    return [term for term in terms if not meanings.is_meant_otherwise(text, lowered, term)]


def simplified(text: str) -> str:
    """Give Chinese text with each traditional character as its simplified one; offsets stay."""
    return text if text.isascii() or not _HAN.search(text) else text.translate(_simplified())


def tells_substance_use(text: str) -> bool:
    """Say whether normalized text speaks of substance use or its treatment."""
    return any(term.kind == SUBSTANCE_USE for term in health_terms(text))


def means_something_else(text: str, start: int, end: int) -> bool:
    """Say whether a stretch of normalized text lies in a phrase in which it is nothing about health."""
    around = max(0, start - _REACH)
    stretch = simplified(_spaced(_lower(text[around : end + _REACH])))
    found = _exceptions().find(stretch)
    return any(start < around + stop and around + begin < end for _, begin, stop in found)


def is_meant_otherwise(text: str, start: int, end: int) -> bool:
    """Say whether a stretch of normalized text is nothing about anybody's health, by what is around it."""
    around = max(0, start - _WIDE)
    stretch = text[around : end + _WIDE]
    lowered = simplified(_spaced(_lower(stretch)))
    term = Term(start - around, end - around, _COMPLAINT)
    return meanings.is_meant_otherwise(stretch, lowered, term)


def _complaints(lowered: str, standing: list[tuple[int, int, str]]) -> list[Term]:
    parts = [one for one in standing if one[2] in _PIECES]
    if not parts:
        return []
    # A piece inside a phrase that means something else is no piece; inside a term of its own it stays one.
    parts += [one for one in standing if one[2] == _EXCEPTION]
    return [Term(start, end, _COMPLAINT) for start, end in complaints.told(lowered, _longest(parts))]


def _standing(
    padded: str, found: list[tuple[int, int, int]], kinds: tuple[str, ...]
) -> list[tuple[int, int, str]]:
    # The spaces around the text are the neighbors of its first and last word.
    standing = []
    for index, start, end in found:
        if padded[start] == " ":
            standing.append((start, 2 - end, kinds[index]))
            continue
        if padded[end] in _PLURAL and padded[end - 1] in _LATIN:
            end = _with_plural(padded, end)
        if padded[end] not in _LATIN or padded[end - 1] not in _LATIN:
            standing.append((start - 1, 1 - end, kinds[index]))
    return standing


_REACH = 16
_SHORT = 2
_WIDE = 64
_LATIN = frozenset(string.ascii_lowercase + string.digits)
_PLURAL = frozenset("'es")
_BREAKS = "_-+\n\t\r"
_HAN = re.compile("[\u4e00-\u9fff]")


def _spaced(text: str) -> str:
    for char in _BREAKS:
        if char in text:
            text = text.replace(char, " ")
    return text


@functools.cache
def _finder() -> tuple[pieces.Finder, tuple[str, ...]]:
    known = terms()
    # "I" and "he" are abbreviations of much: only with spaces around them they are words.
    spelled = [f" {word} " if word.isascii() and len(word) <= _SHORT else word for word in known]
    sides = bytes([pieces.LEFT * (word[0] in _LATIN) for word in spelled])
    return pieces.Finder(spelled, sides), tuple(known.values())


@functools.cache
def _simplified() -> dict[int, str]:
    return {ord(pair[0]): pair[1] for pair in words("distilled/zh_traditional") | words("zh_traditional")}


@functools.cache
def _exceptions() -> pieces.Finder:
    phrases = sorted({_spaced(word) for language in _LANGUAGES for word in words(f"{language}_{_EXCEPTION}")})
    return pieces.Finder(phrases, bytes(len(phrases)))


def _listed(path: str) -> frozenset[str]:
    # Not every kind has every list in both languages.
    exists = resources.files(__package__).joinpath("lexicons", f"{path}.txt").is_file()
    return words(path) if exists else frozenset()


def _lower(text: str) -> str:
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    # Some capitals grow when lowered, which would shift every offset behind them.
    return "".join([char.lower() if len(char.lower()) == 1 else char for char in text])


def _with_plural(text: str, end: int) -> int:
    for plural in _PLURALS:
        stop = end + len(plural)
        if text.startswith(plural, end) and text[stop] not in _LATIN:
            return stop
    return end


def _longest(standing: list[tuple[int, int, str]]) -> list[Term]:
    if not standing:
        return []
    kept: list[Term] = []
    reach = -1
    for start, stop, kind in sorted(standing):
        if -stop > reach:
            kept.append(Term(start, -stop, kind))
            reach = -stop
        elif kind == SUBSTANCE_USE and kept[-1].kind != _EXCEPTION:
            kept[-1] = kept[-1]._replace(kind=kind)
    return _uncrossed(kept)


def _uncrossed(kept: list[Term]) -> list[Term]:
    """Drop the exceptions and what they cross; starts and ends both rise, so one walk is enough."""
    others = [term for term in kept if term.kind == _EXCEPTION]
    if not others:
        return kept
    terms = []
    at = 0
    for term in kept:
        while at < len(others) and others[at].end <= term.start:
            at += 1
        is_crossed = at < len(others) and others[at].start < term.end
        if term.kind != _EXCEPTION and not is_crossed:
            terms.append(term)
    return terms
