"""Checks advertising copy against the rules of both countries."""

import functools
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

import re2

from lightyear.guard import copycontext, copypassages, copypromotion, copytext, rulebook
from lightyear.guard.rulebook import CopyRule
from lightyear.guard.types import CopyFinding

_LANGUAGES = ("en", "zh")
_HAN = re.compile("[\u3400-\u9fff\ue000-\ue002]")
_SENTENCE = re.compile(r"[!?。！？;；\n]|\.(?!\d)")
# How far apart two matches of a rule still are one objection; each disease is one of its own.
_NEAR_EN = 16
_NEAR_CN = 1
_ONE_BY_ONE = frozenset(("cn.scope", "recipient.patient", "recipient.condition"))
# What says more about the same words: a disease not only named, a promise with a figure, a story's own claim.
_WIDER = {
    "cn.scope": frozenset(
        ("cn.nonmedical", "cn.safety", "cn.compare", "recipient.patient", "recipient.condition")
    ),
    "cn.guarantee": frozenset(("cn.nonmedical", "cn.endorse", "cn.compare")),
    "cn.safety": frozenset(("cn.rate",)),
    "us.claim": frozenset(("us.testimonial",)),
    "recipient.condition": frozenset(("us.testimonial", "recipient.patient")),
}
_WHOLES = frozenset().union(*_WIDER.values())
_Span = tuple[int, int, str]


class _Compiled(NamedTuple):
    rule: CopyRule
    needs: Any
    patterns: tuple[tuple[Any, bool], ...]
    together: tuple[copypassages.Together, ...]
    unless: dict[str, Any]


def check_copy(text: str, *, lang: str | None = None, medical_ad: bool = False) -> list[CopyFinding]:
    """Find wording that a copy rule objects to, sorted by place; offsets are code points of `text`.

    `lang` limits the check to the rules of one language ("en", "zh"). `medical_ad` says that the text is a
    medical advertisement, in which naming diseases, techniques and medicines is itself at fault.
    """
    languages = _LANGUAGES if lang is None else (lang[:2].lower(),)
    if not set(languages) <= set(_LANGUAGES):
        raise ValueError("unknown language")
    prepared = copytext.prepared(text)
    marked = copytext.with_stand_ins(prepared.text)
    promotional = copypromotion.sells_care(prepared.text, medical_ad=medical_ad)
    spans = {
        (start, end, compiled.rule.key)
        for compiled in _compiled()
        if set(compiled.rule.languages) & set(languages) and (promotional or compiled.rule.when == "always")
        for start, end in _matches(compiled, prepared.text, marked, languages)
    }
    found = _without_parts(_merged(spans, prepared.text))
    return [CopyFinding(*prepared.span(start, end), rule) for start, end, rule in found]


def suggestion(rule: str, lang: str) -> str:
    """Give wording advice for what a copy rule objects to. Raises KeyError for an unknown rule or "
    "language."""
    return _suggestions()[rule][lang[:2].lower()]


def _matches(
    compiled: _Compiled, text: str, marked: str, languages: tuple[str, ...]
) -> list[tuple[int, int]]:
    spans = {
        match.span()
        for pattern, uses_lexicon in compiled.patterns
        # A pattern may spell out a word that the lexicons hold, too.
        for one in ((text, marked) if uses_lexicon else (text,))
        for match in pattern.finditer(one)
    }
    spans |= {span for group in compiled.together for span in copypassages.spans(group, text, marked)}
    found = []
    for start, end in sorted(spans):
        if compiled.needs and not compiled.needs.search(text, max(0, start - 80), min(len(text), end + 40)):
            continue
        language = "zh" if _HAN.search(text, start, end) else "en"
        if language in languages and not _is_harmless(compiled, text, start, end, language):
            found.append((start, end))
    return found


def _is_harmless(compiled: _Compiled, text: str, start: int, end: int, language: str) -> bool:
    before = _SENTENCE.split(text[max(0, start - 120) : start])[-1]
    rest = text[end : end + 120]
    stop = _SENTENCE.search(rest)
    after, asked = (rest[: stop.start()], rest[stop.start()] == "?") if stop else (rest, False)
    around = {"before": before[-60:], "after": rest[:40], "inside": text[start:end]}
    if any(pattern.search(around[place]) for place, pattern in compiled.unless.items()):
        return True
    if compiled.rule.key.startswith("recipient."):
        return False
    sentence = f"{before}{text[start:end]}{after}{'?' if asked else ''}"
    checks = copycontext.is_harmless_cn if language == "zh" else copycontext.is_harmless_en
    return checks(compiled.rule.key, before, after, sentence)


def _merged(spans: set[_Span], text: str) -> list[_Span]:
    """Make one of what one rule says twice about the same words: "guaranteed, or your money back"."""
    merged: list[_Span] = []
    for start, end, rule in sorted(spans, key=lambda span: (span[2], span[0], -span[1])):
        if merged and merged[-1][2] == rule and _is_one(text, merged[-1][1], start, rule):
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]), rule)
        else:
            merged.append((start, end, rule))
    return sorted(merged)


def _is_one(text: str, end: int, start: int, rule: str) -> bool:
    if start < end:
        return True
    between = text[end:start]
    if rule in _ONE_BY_ONE or _SENTENCE.search(between):
        return False
    return len(between) <= (_NEAR_EN if between.isascii() and rule.startswith("us.") else _NEAR_CN)


def _without_parts(found: list[_Span]) -> list[_Span]:
    """Leave out what another rule objects to as part of more: a disease only named, a patient's praise."""
    wholes = [span for span in found if span[2] in _WHOLES]
    return [span for span in found if not any(_is_part(span, whole) for whole in wholes)]


def _is_part(span: _Span, whole: _Span) -> bool:
    return whole[2] in _WIDER.get(span[2], ()) and whole[0] <= span[0] and span[1] <= whole[1]


@functools.cache
def _compiled() -> tuple[_Compiled, ...]:
    return tuple(
        _Compiled(
            rule,
            re2.compile(rule.needs) if rule.needs else None,
            tuple(_pattern(pattern) for pattern in rule.patterns),
            tuple(_together(group) for group in rule.together),
            {place: re2.compile(pattern) for place, pattern in rule.unless.items()},
        )
        for rule in rulebook.copy_rules()
    )


@functools.cache
def _suggestions() -> dict[str, Mapping[str, str]]:
    return {rule.key: rule.suggestion for rule in rulebook.copy_rules()}


def _together(group: rulebook.Together) -> copypassages.Together:
    return copypassages.Together(
        group.sentences,
        tuple(_pattern(pattern)[0] for pattern in group.all),
        _pattern(group.none)[0] if group.none else None,
        group.found == "first",
    )


def _pattern(source: str) -> tuple[Any, bool]:
    pattern = source
    for token, stand_in in copytext.TOKENS.items():
        pattern = pattern.replace(token, stand_in)
    return re2.compile(pattern), pattern != source
