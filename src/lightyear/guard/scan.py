"""Finds identifiers and health context in text."""

import itertools
from collections.abc import Iterable

from lightyear.guard import engine, normalize, parameters, published, shapes, tables, types, urls
from lightyear.guard.types import Finding

_LANGUAGES = ("en", "zh")
_APART = ("url", "html", "filename", "csv", "json")
"""Channels that are read in ways of their own."""
_BLOCK = 256
_KEYED = {"csv": tables.read_rows, "json": tables.read_pairs}


def scan(text: str, *, channel: str = "free_text", lang: str | None = None) -> list[Finding]:
    """Find identifiers and health context, sorted by place; offsets are code points of `text`.

    `lang` ("en", "zh-CN", …) is where the text comes from; both languages are always looked for, because
    people mix them. Raises ValueError for an unknown channel or language.
    """
    _check(text, channel, lang)
    normalized = normalize.plain(text)
    if channel == "url":
        told = parameters.find(text)
        found = urls.find(normalized)
        return engine.settled([*found, *told]) if told else found
    if channel == "html":
        normalized = normalize.entities_decoded(normalized)
    readable = normalize.escapes_decoded(normalized)
    found = _found(readable.text, engine.find(readable.text), channel)
    if channel == "filename" and "_" in readable.text:
        found = engine.settled([*found, *engine.find(readable.text.replace("_", " "))])
    found = [in_original(one, readable) for one in found]
    keyed = _KEYED.get(channel)
    if keyed is None:
        return found
    if channel == "csv":
        found = tables.within_cells(text, found)
    # A decoded comma or quote is part of a cell, not its end.
    told, things = keyed(normalized.text)
    things = [one._replace(start=at[0], end=at[1]) for one in things if (at := normalized.span(*one[:2]))]
    found = published.without(found, things)
    return engine.settled([*found, *(in_original(one, normalized) for one in told)])


def scan_many(texts: Iterable[str], *, channel: str = "free_text") -> list[list[Finding]]:
    """Scan each text, as `scan` does; many at once take less time each."""
    if channel in _APART:
        return [scan(text, channel=channel) for text in texts]
    found: list[list[Finding]] = []
    waiting = iter(texts)
    while block := list(itertools.islice(waiting, _BLOCK)):
        found.extend(_scan_block(block, channel))
    return found


def has_health_context(text: str) -> bool:
    """Say whether the text speaks of a condition, a symptom, a treatment or a specialty."""
    return any(one.category == types.HEALTH for one in scan(text))


def _scan_block(texts: list[str], channel: str) -> list[list[Finding]]:
    readable = []
    for text in texts:
        _check(text, channel, None)
        readable.append(normalize.escapes_decoded(normalize.plain(text)))
    found = engine.find_each([one.text for one in readable])
    return [
        [in_original(one, normalized) for one in _found(normalized.text, ones, channel)]
        for ones, normalized in zip(found, readable, strict=True)
    ]


def _found(text: str, found: list[Finding], channel: str) -> list[Finding]:
    """Give the findings in normalized text with what its shape, that of a message or a record, adds."""
    return shapes.read(text, found, channel=channel) if shapes.may_be(text) else found


def in_original(finding: Finding, normalized: normalize.Normalized) -> Finding:
    """Move a finding from normalized text to the text as it came."""
    if normalized.edges is None:
        return finding
    start, end = normalized.span(finding.start, finding.end)
    return Finding(start, end, finding.category, finding.score, finding.detector, finding.path)


def _check(text: str, channel: str, lang: str | None) -> None:
    if not isinstance(text, str):
        raise TypeError(f"text must be a str, not {type(text).__name__}")
    if channel not in types.CHANNELS:
        raise ValueError("unknown channel")
    if lang is not None and lang[:2].lower() not in _LANGUAGES:
        raise ValueError("unknown language")
