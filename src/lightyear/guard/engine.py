"""Runs every recognizer over normalized text: one pass to see which match, then only those for spans."""

import functools
from collections.abc import Iterable
from typing import Any, NamedTuple

import re2

from lightyear.guard import detectors, lexicon, tagging, types
from lightyear.guard.detectors import base
from lightyear.guard.normalize import MASK
from lightyear.guard.types import Finding

_MEMORY_BYTES = 96 << 20
_MASKED = MASK.encode()
_PLACEHOLDER = r"\[(?:" + "|".join((*types.CATEGORIES, "health")) + r")\]"
# A link holds other identifiers and is one itself: both count.
_HOLDERS = frozenset(("url", "email"))

# Substance use has a law of its own: no wider or better finding may hide it.
_SCORES = {"substance_use": 0.98}


class EngineError(RuntimeError):
    """The matching engine gave no answer; nothing may be concluded from its silence."""


def find(text: str) -> list[Finding]:
    """Find everything in normalized text; offsets are those of that text. Raises EngineError."""
    masked = mask(text)
    encoded = masked.encode()
    found = [one for pattern in _matching(encoded) for one in _spans(pattern, masked, encoded)]
    found.extend(tagging.find(masked))
    found.extend(
        Finding(term.start, term.end, types.HEALTH, _SCORES.get(term.kind, 0.9), f"lexicon.{term.kind}")
        for term in lexicon.health_terms(masked)
    )
    return settled(found)


def find_health(text: str) -> list[Finding]:
    """Find health wording alone in normalized text."""
    return [one for one in find(text) if one.category == types.HEALTH]


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
    for one in sorted(found, key=lambda finding: finding.start):
        if not groups or one.start >= reach:
            groups.append([])
        groups[-1].append(one)
        reach = max(reach, one.end)
    return [one for group in groups for one in _settled_group(group)]


class _Pattern(NamedTuple):
    """A recognizer with its pattern compiled, and which group of it is the finding."""

    recognizer: base.Recognizer
    compiled: Any
    group: int


def _matching(encoded: bytes) -> list[_Pattern]:
    patterns, matcher = _compiled()
    seen = matcher.Match(encoded)
    # The last pattern matches anything: without it in the answer, the engine has given up.
    if seen is None or len(patterns) not in seen:
        raise EngineError("the pattern set gave no answer")
    return [patterns[index] for index in sorted(seen) if index < len(patterns)]


def _spans(pattern: _Pattern, text: str, encoded: bytes) -> Iterable[Finding]:
    """Match bytes, which is a fifth of the cost of matching text, and count code points on the way."""
    recognizer, compiled, group = pattern
    is_ascii = len(encoded) == len(text)
    passed = characters = 0
    for match in compiled.finditer(encoded):
        first, last = match.span()
        start, end = match.span(group) if match.start(group) >= 0 else (first, last)
        if not is_ascii:
            characters += len(encoded[passed:first].decode())
            passed = first
            start, end = (characters + len(encoded[first:edge].decode()) for edge in (start, end))
        start += recognizer.trim(text[start:end])
        candidate = base.Candidate(text, start, end)
        if start < end and _MASKED not in encoded[first:last] and _is_accepted(recognizer, candidate):
            yield Finding(start, end, recognizer.category, recognizer.score, recognizer.name)


def _is_accepted(recognizer: base.Recognizer, candidate: base.Candidate) -> bool:
    in_context = not recognizer.context or base.near(candidate, recognizer.context)
    return in_context and recognizer.accepts(candidate)


def _settled_group(group: list[Finding]) -> list[Finding]:
    if len(group) == 1:
        return group
    kept: list[Finding] = []
    for one in sorted(group, key=lambda finding: (-finding.score, finding.start - finding.end)):
        if not any(_covers(other, one) for other in kept):
            kept.append(one)
    joined = _joined(sorted(kept, key=lambda finding: finding.start))
    return sorted(joined, key=lambda finding: (finding.start, finding.end, finding.category))


def _covers(better: Finding, other: Finding) -> bool:
    inside = better.start <= other.start and other.end <= better.end
    if not inside or better.category == other.category or other.detector == tagging.DETECTOR:
        return inside
    if other.category == types.HEALTH:
        return better.category in ("name", "address")
    return better.category != types.HEALTH and better.category not in _HOLDERS


def _joined(found: list[Finding]) -> list[Finding]:
    joined: list[Finding] = []
    for one in found:
        at = next((i for i, other in enumerate(joined) if _touches(other, one)), None)
        if at is None:
            joined.append(one)
            continue
        other = joined[at]
        better = max(one, other, key=lambda finding: finding.score)
        joined[at] = Finding(
            min(one.start, other.start), max(one.end, other.end), one.category, better.score, better.detector
        )
    return joined


def _touches(one: Finding, other: Finding) -> bool:
    return one.category == other.category and other.start < one.end and one.start < other.end


@functools.cache
def _compiled() -> tuple[list[_Pattern], Any]:
    options = re2.Options()
    options.max_mem = _MEMORY_BYTES
    options.log_errors = False
    matcher = re2.Set.SearchSet(options)
    patterns = []
    for recognizer in detectors.RECOGNIZERS:
        matcher.Add(recognizer.pattern)
        compiled = re2.compile(recognizer.pattern, options)
        patterns.append(_Pattern(recognizer, compiled, 1 if compiled.groups else 0))
    matcher.Add("")
    matcher.Compile()
    return patterns, matcher


@functools.cache
def _placeholder() -> Any:
    return re2.compile(_PLACEHOLDER)
