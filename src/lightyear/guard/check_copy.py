"""Checks advertising copy against the rules of both countries."""

import functools
import re
from typing import Any, NamedTuple

import re2

from lightyear.guard import copytext, rulebook
from lightyear.guard.rulebook import CopyRule
from lightyear.guard.types import CopyFinding

_LANGUAGES = ("en", "zh")
_SENTENCE = re.compile(r"[.!?。！？;；\n]")
# A denial in the same clause, shortly before: "there is no cure", "不能保证治愈".
_DENIED_EN = re.compile(
    r"(?i)(?:\bno|\bnot|n't|\bcannot|\bnever|\bneither|\bnobody|\bwithout|\bfor a|\bisn't|\bavoid"
    r"|\bbeware of|\bmyth|"
    r"\bdon't believe|\bsearch(?:ing)? for|\blooking for|\bunlikely to)(?: [\w'-]+){0,3} ?$"
)
_DENIED_CN = re.compile(
    "(?:不能|不可能?|无法|不会|不是|并非|并不|没有|未必|不得|不应|禁止|严禁|杜绝|谨防|警惕|拒绝"
    "|切勿|不要|勿信|不|尚未|难以|尚无|所谓的?)"
    "[\u4e00-\u9fff\ue000-\ue002]{0,6}$"
)
_PROMOTION = re.compile(
    "欢迎(?:预约|来院|咨询|到院)|立即预约|马上预约|预约(?:热线|电话|专线)|咨询(?:热线|电话)|优惠"
    "|特价|专治|主治|擅长治疗|限时|抢购|名额有限|"
    "免费(?:会诊|咨询|检查|体验)|(?:本院|我院|我们)(?:采用|引进|独创|首创|推出)"
)


class _Compiled(NamedTuple):
    rule: CopyRule
    patterns: tuple[tuple[Any, bool], ...]
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
    promotional = medical_ad or _PROMOTION.search(prepared.text) is not None
    spans = {
        (*prepared.span(start, end), compiled.rule.key)
        for compiled in _compiled()
        if set(compiled.rule.languages) & set(languages) and (promotional or compiled.rule.when == "always")
        for start, end in _matches(compiled, prepared.text, marked, languages)
    }
    return [CopyFinding(*span) for span in _merged(spans)]


def _matches(
    compiled: _Compiled, text: str, marked: str, languages: tuple[str, ...]
) -> list[tuple[int, int]]:
    found = []
    for pattern, uses_lexicon in compiled.patterns:
        for match in pattern.finditer(marked if uses_lexicon else text):
            start, end = match.span()
            language = "zh" if re.search("[\u3400-\u9fff]", text[start:end]) else "en"
            if language in languages and not _is_harmless(compiled, text, start, end):
                found.append((start, end))
    return found


def _is_harmless(compiled: _Compiled, text: str, start: int, end: int) -> bool:
    before = _SENTENCE.split(text[max(0, start - 60) : start])[-1]
    around = {"before": before, "after": text[end : end + 40], "inside": text[start:end]}
    if any(pattern.search(around[place]) for place, pattern in compiled.unless.items()):
        return True
    clause = re.split("[,，:：]", before)[-1]
    return bool(_DENIED_CN.search(clause) or _DENIED_EN.search(clause))


def _merged(spans: set[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    merged: list[tuple[int, int, str]] = []
    for start, end, rule in sorted(spans, key=lambda span: (span[2], span[0], -span[1])):
        if merged and merged[-1][2] == rule and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]), rule)
        else:
            merged.append((start, end, rule))
    return sorted(merged)


@functools.cache
def _compiled() -> tuple[_Compiled, ...]:
    return tuple(
        _Compiled(
            rule,
            tuple(_pattern(pattern) for pattern in rule.patterns),
            {place: re2.compile(pattern) for place, pattern in rule.unless.items()},
        )
        for rule in rulebook.copy_rules()
    )


def _pattern(source: str) -> tuple[Any, bool]:
    pattern = source
    for token, stand_in in copytext.TOKENS.items():
        pattern = pattern.replace(token, stand_in)
    return re2.compile(pattern), pattern != source
