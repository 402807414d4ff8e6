"""Runs every recognizer over normalized text: one pass to see which match, then only those for spans."""

import functools
import operator
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import re2

from lightyear.guard import detectors, lexicon, meanings, patterns, tagging, types
from lightyear.guard.detectors import base
from lightyear.guard.normalize import MASK
from lightyear.guard.types import Finding

_MEMORY_BYTES = 96 << 20
_MASKED = MASK.encode()
# A placeholder, with the keyed hash that may follow it.
_PLACEHOLDER = (
    rf"\[(?:{'|'.join((*types.CATEGORIES, 'health'))})\]"
    rf"(?:[{types.STAND_IN_LETTERS}]{{{types.STAND_IN_LENGTH}}})?"
)
# A link holds other identifiers and is one itself: both count.
_HOLDERS = frozenset(("url", "email"))

# What is told by words: a number or a day within it is something of its own.
_WORDED = frozenset(("name", "address", "url", types.HEALTH))
_FEW = 16  # findings in one place that are quicker asked one by one
_place = operator.attrgetter("start")
# Substance use has a law of its own: no wider or better finding may hide it.
_SCORES = {"substance_use": 0.98}


class EngineError(RuntimeError):
    """The matching engine gave no answer; nothing may be concluded from its silence."""


def find(text: str) -> list[Finding]:
    """Find everything in normalized text; offsets are those of that text. Raises EngineError."""
    masked = mask(text)
    return _together(masked, _by_pattern(masked), tagging.find(masked), lexicon.health_terms(masked))


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
    """Blot out the placeholders that redaction left, keeping every offset."""
    if "[" not in text:
        return text
    pieces: list[str] = []
    done = 0
    for match in _placeholder().finditer(text):
        start, end = match.span()
        pieces.extend((text[done:start], MASK * (end - start)))
        done = end
    return "".join((*pieces, text[done:]))


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


def _by_pattern(text: str) -> list[Finding]:
    encoded = text.encode()
    return [one for pattern in _matching(encoded) for one in _spans(pattern, text, encoded)]


def _together(
    text: str, found: list[Finding], tagged: list[Finding], terms: list[meanings.Term]
) -> list[Finding]:
    found.extend(_apart(tagged, found, text))
    for start, end, kind in terms:
        found.append(Finding(start, end, types.HEALTH, _SCORES.get(kind, 0.9), f"lexicon.{kind}"))
    return settled(found)


class _Pattern(NamedTuple):
    """A recognizer with its pattern compiled, which group of it is the finding, and the words it needs."""

    recognizer: base.Recognizer
    compiled: Any
    group: int
    context: patterns.Wording | None


def _matching(encoded: bytes) -> list[_Pattern]:
    known, matcher = _compiled()
    seen = matcher.Match(encoded)
    # The last pattern matches anything: without it in the answer, the engine has given up.
    if seen is None or len(known) not in seen:
        raise EngineError("the pattern set gave no answer")
    return [known[index] for index in sorted(seen) if index < len(known)]


def _spans(pattern: _Pattern, text: str, encoded: bytes) -> Iterable[Finding]:
    """Match bytes, which is a fifth of the cost of matching text, and count code points on the way."""
    recognizer, compiled, group, context = pattern
    is_ascii = len(encoded) == len(text)
    passed = characters = 0
    for spans in patterns.spans_in(compiled, encoded):
        first, last = spans[0]
        start, end = spans[group] if spans[group][0] >= 0 else spans[0]
        if not is_ascii:
            characters += len(encoded[passed:first].decode())
            passed = first
            start, end = (characters + len(encoded[first:edge].decode()) for edge in (start, end))
        start += recognizer.trim(text[start:end])
        candidate = base.Candidate(text, start, end)
        if (
            start < end
            and (is_ascii or _MASKED not in encoded[first:last])
            and (context is None or base.near(candidate, context))
            and recognizer.accepts(candidate)
        ):
            yield Finding(start, end, recognizer.category, recognizer.score, recognizer.name)


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
def _compiled() -> tuple[list[_Pattern], Any]:
    options = re2.Options()
    options.max_mem = _MEMORY_BYTES
    options.log_errors = False
    matcher = re2.Set.SearchSet(options)
    known = []
    for recognizer in detectors.RECOGNIZERS:
        matcher.Add(recognizer.pattern)
        compiled = re2.compile(recognizer.pattern, options)
        context = patterns.Wording(recognizer.context) if recognizer.context else None
        known.append(_Pattern(recognizer, compiled, 1 if compiled.groups else 0, context))
    matcher.Add("")
    matcher.Compile()
    return known, matcher


@functools.cache
def _placeholder() -> Any:
    return re2.compile(_PLACEHOLDER)
