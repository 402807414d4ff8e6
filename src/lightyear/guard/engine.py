"""Runs every recognizer over normalized text: one pass to see which may match, then only those for spans."""

import functools
import operator
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import re2

from lightyear.guard import detectors, gates, lexicon, meanings, patterns, pieces, tagging, types
from lightyear.guard.detectors import base, encoded
from lightyear.guard.normalize import MASK
from lightyear.guard.types import Finding

_MEMORY_BYTES = 8 << 20  # of each pattern
_MASKED = MASK.encode()
# A placeholder, with the keyed hash that may follow it.
_PLACEHOLDER = (
    rf"\[(?:{'|'.join((*types.CATEGORIES, 'health'))})\]"
    rf"(?:[{types.STAND_IN_LETTERS}]{{{types.STAND_IN_LENGTH}}})?"
)
# A picture, a font, a sound inside the text; what its letters spell is nobody's.
_INLINE = r"data:(?:image|font|audio|video)/[a-z0-9.+-]{1,40};base64,[A-Za-z0-9+/]{16,}={0,2}"
# A link holds other identifiers and is one itself: both count.
_HOLDERS = frozenset(("url", "email"))

# What is told by words: a number or a day within it is something of its own.
_WORDED = frozenset(("name", "address", "url", types.HEALTH))
_FEW = 16  # findings in one place that are quicker asked one by one
_place = operator.attrgetter("start")
# Substance use has a law of its own: no wider or better finding may hide it.
_SCORES = {"substance_use": 0.98}


def find(text: str, *, but: str | None = None) -> list[Finding]:
    """Find everything in normalized text but what is of one category; offsets are those of that text."""
    masked = mask(text)
    return _together(masked, _by_pattern(masked, but), tagging.find(masked), lexicon.health_terms(masked))


def find_each(texts: Sequence[str]) -> list[list[Finding]]:
    """Find everything in each text, as `find` does.

    Patterns, tagger and lexicon have tables that drive one another out of the processor's cache: each goes
    over all texts before the next one begins.
    """
    masked = [mask(text) for text in texts]
    found = [_by_pattern(text) for text in masked]
    tagged = [tagging.find(text) for text in masked]
    terms = [lexicon.health_terms(text) for text in masked]
    return [_together(*one) for one in zip(masked, found, tagged, terms, strict=True)]


def mask(text: str) -> str:
    """Blot out the placeholders that redaction left, and inline pictures, keeping every offset."""
    if "[" not in text and ";base64," not in text:
        return text
    kept: list[str] = []
    done = 0
    for match in _nobodys().finditer(text):
        start, end = match.span()
        if not _is_text(match.group()):
            kept.extend((text[done:start], MASK * (end - start)))
            done = end
    return "".join((*kept, text[done:]))


def _is_text(nobodys: str) -> bool:
    """Say whether what calls itself a picture is text in truth."""
    return nobodys[0] != "[" and encoded.plain_of(nobodys.rpartition(",")[2]) is not None


def settled(found: Iterable[Finding]) -> list[Finding]:
    """Drop findings that a better one covers, join overlapping ones of one category, and sort."""
    groups: list[list[Finding]] = []
    reach = 0
    for one in sorted(found, key=_place):
        if not groups or one.start >= reach:
            groups.append([])
        groups[-1].append(one)
        reach = max(reach, one.end)
    return [one for group in groups for one in _settled_group(group)]


def _by_pattern(text: str, but: str | None = None) -> list[Finding]:
    content = text.encode()
    gate, searches = _searches()
    found: list[Finding] = []
    for at in gate.passing(text):
        search = searches[at]
        if search.category == but:
            continue
        spans = search.first(content)
        if spans:
            found.extend(_judged(search, spans, text, content))
    return found


def _together(
    text: str, found: list[Finding], tagged: list[Finding], terms: list[meanings.Term]
) -> list[Finding]:
    found.extend(_apart(tagged, found, text))
    for start, end, kind in terms:
        found.append(Finding(start, end, types.HEALTH, _SCORES.get(kind, 0.9), f"lexicon.{kind}"))
    return settled(found)


class _Search:
    """A pattern, compiled when it is first needed, and the recognizers that judge what it finds."""

    def __init__(self, recognizers: Sequence[base.Recognizer]) -> None:
        self.judges = [(one, patterns.Wording(one.context) if one.context else None) for one in recognizers]
        categories = {one.category for one in recognizers}
        self.category = categories.pop() if len(categories) == 1 else ""
        self._pattern = recognizers[0].pattern

    @functools.cached_property
    def compiled(self) -> Any:
        """The pattern, with as much memory for its tables as helps."""
        options = re2.Options()
        options.max_mem = _MEMORY_BYTES
        options.log_errors = False
        return re2.compile(self._pattern, options)

    @functools.cached_property
    def first(self) -> Callable[[bytes], list[patterns.Span] | None]:
        """Give the spans of whole and groups of the first match in some bytes; None when there is none."""
        return patterns.first_in(self.compiled)


def _judged(search: _Search, spans: list[patterns.Span], text: str, content: bytes) -> Iterable[Finding]:
    """Judge a match and those behind it; its offsets are bytes, code points are counted on the way."""
    is_ascii = len(content) == len(text)
    passed = characters = 0
    for whole, *groups in patterns.spans_from(search.compiled, content, spans):
        first, last = whole
        start, end = groups[0] if groups and groups[0][0] >= 0 else whole
        if not is_ascii:
            if _MASKED in content[first:last]:
                continue
            characters += len(content[passed:first].decode())
            passed = first
            start, end = (characters + len(content[first:edge].decode()) for edge in (start, end))
        for recognizer, context in search.judges:
            at = start + recognizer.trim(text[start:end])
            candidate = base.Candidate(text, at, end)
            if (
                at < end
                and (context is None or base.near(candidate, context))
                and recognizer.accepts(candidate)
            ):
                yield Finding(at, end, recognizer.category, recognizer.score, recognizer.name)


def _apart(tagged: list[Finding], found: list[Finding], text: str) -> list[Finding]:
    """Cut the tagger's findings where what a pattern knows for a number or a day reaches into them."""
    exact = [one for one in found if one.category not in _WORDED] if tagged else []
    if not exact:
        return tagged
    exact.sort(key=_place)
    apart: list[Finding] = []
    at = 0
    for one in tagged:
        while at < len(exact) and exact[at].end <= one.start:
            at += 1
        crossing = _crossing(one, exact, at)
        is_within = any(other.start <= one.start and one.end <= other.end for other in crossing)
        apart.extend(tagging.cut(one, crossing, text) if crossing and not is_within else [one])
    return apart


def _crossing(one: Finding, others: list[Finding], at: int) -> list[Finding]:
    crossing = []
    while at < len(others) and others[at].start < one.end:
        if one.start < others[at].end:
            crossing.append(others[at])
        at += 1
    return crossing


def _settled_group(group: list[Finding]) -> list[Finding]:
    if len(group) == 1:
        return group
    kept = _Kept()
    for one in sorted(group, key=lambda finding: (-finding.score, finding.start - finding.end)):
        if not any(_covers(other, one) for other in kept.around(one)):
            kept.add(one)
    joined = _joined(sorted(kept.all, key=_place))
    return sorted(joined, key=lambda finding: (finding.start, finding.end, finding.category))


class _Kept:
    """Findings by length and place: what could cover another one is found without asking all of them."""

    def __init__(self) -> None:
        self.all: list[Finding] = []
        self._by_place: dict[tuple[int, int], list[Finding]] = {}
        self._sizes: set[int] = set()

    def add(self, one: Finding) -> None:
        size = (one.end - one.start).bit_length()
        self.all.append(one)
        self._sizes.add(size)
        self._by_place.setdefault((size, one.start >> size), []).append(one)

    def around(self, one: Finding) -> Iterable[Finding]:
        if len(self.all) < _FEW:
            return self.all
        # One of less than 2**size code points that covers this one begins in its place or the one before.
        places = ((size, (one.start >> size) - back) for size in self._sizes for back in (0, 1))
        return (other for place in places for other in self._by_place.get(place, ()))


def _covers(better: Finding, other: Finding) -> bool:
    inside = better.start <= other.start and other.end <= better.end
    if not inside or better.category == other.category or other.detector == tagging.DETECTOR:
        return inside
    if other.category == types.HEALTH:
        return better.category in ("name", "address")
    return better.category != types.HEALTH and better.category not in _HOLDERS


def _joined(found: list[Finding]) -> list[Finding]:
    joined: list[Finding] = []
    latest: dict[str, int] = {}
    for one in found:
        at = latest.get(one.category)
        if at is None or joined[at].end <= one.start:
            latest[one.category] = len(joined)
            joined.append(one)
            continue
        other = joined[at]
        better = max(one, other, key=lambda finding: finding.score)
        joined[at] = Finding(
            min(one.start, other.start), max(one.end, other.end), one.category, better.score, better.detector
        )
    return joined


@functools.cache
def _searches() -> tuple[pieces.Gate, list[_Search]]:
    by_pattern: dict[str, list[base.Recognizer]] = {}
    for recognizer in detectors.RECOGNIZERS:
        by_pattern.setdefault(recognizer.pattern, []).append(recognizer)
    needs = [(pattern, _needed_words(ones)) for pattern, ones in by_pattern.items()]
    return gates.gate(needs), [_Search(ones) for ones in by_pattern.values()]


def _needed_words(recognizers: Iterable[base.Recognizer]) -> Sequence[str]:
    """Give the words of which one must stand near, whichever of the recognizers is to accept."""
    words = [one.context for one in recognizers]
    return [word for context in words for word in context] if all(words) else ()


@functools.cache
def _nobodys() -> Any:
    return re2.compile(f"{_PLACEHOLDER}|{_INLINE}")
