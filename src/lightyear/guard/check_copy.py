"""Checks advertising copy against the rules of both countries."""

import functools
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

import re2

from lightyear.guard import copytext, rulebook
from lightyear.guard.rulebook import CopyRule
from lightyear.guard.types import CopyFinding

_LANGUAGES = ("en", "zh")
_HAN = re.compile("[\u3400-\u9fff\ue000-\ue002]")
_SENTENCE = re.compile(r"[!?。！？;；\n]|\.(?!\d)")
# A denial in the same clause, shortly before: "there is no cure", "does not guarantee that", "不能保证治愈".
_DENIED_EN = re.compile(
    r"(?i)(?:(?:\b(?:not|cannot|never|neither|nor|nobody|hardly|unlikely|rarely|unable|impossible"
    r"|fails?)\b|n't\b"
    r"|\bno (?:one|hospital|clinic|doctor|drug|medicine|treatment|therapy|product|pill|diet|supplement|honest"
    r"|reputable|responsible|provider)\b)(?! only| just| simply| wait| miss| worry| suffer| hesitate| alone)"
    r"(?: [\w'-]+){0,7}"
    r"|\b(?:no|without|nor|isn't a|lack of|free of|absence of)"
    r"(?: (?:a|an|any|the|known|single|such|real|quick|easy|magic|one|permanent|proven|overall|absolute"
    r"|published"
    r"|evidence|proof|promise|guarantee|guarantees|promises|of|that|for|thing|as|is|are|reason|to|believe"
    r"|legitimate|universal|current|true)){0,6}"
    r") ?$"
)
_SOUGHT_EN = re.compile(
    r"(?i)(?:\b(?:find|finding|found|seek|seeking|race|walk|run|ride|fight|hope|hopes|hoping|fund|funding"
    r"|work|working"
    r"|search|searching|look|looking|closer|close|step|steps|toward|towards|path|way|research)"
    r"(?: (?:for|to|toward|towards|on|a|an|the|one|step|closer|possible|into)){1,4}|\bfor a) ?$"
)
_DENIED_AFTER_EN = re.compile(
    r"(?i)^[\w' -]{0,24}?(?:\b(?:is|are|was|were|has|have|does|do|can|could|will|would|should) (?:\w+ )?"
    r"(?:not|never|neither|no longer)\b|\b(?:isn't|aren't|hasn't|haven't|doesn't|don't|can't|won't|cannot"
    r"|remains? (?:elusive|unknown|out of reach)|is a myth|are a myth|is impossible|does not exist))"
)
_DENIED_CN = re.compile(
    "(?:不能|不可能?|无法|不会|不是|并非|并不|没有?|未必|未能|不得|不应|不宜|不敢|不等于|不代表|不作|不做"
    "|不存在"
    "|禁止|严禁|杜绝|谨防|警惕|拒绝|切勿|不要|勿信|别信|勿|莫信|不|尚未|难以|很难|尚无|暂无|并无|从不|绝不"
    "|决不|所谓的?"
    "|任何医生都?不|谁也不|未经证实的?)"
    "(?!但|仅|只|再|止)[\u4e00-\u9fff\ue000-\ue002A-Za-z0-9%“”]{0,8}$"
)
# The rule itself is told, or somebody warns: nobody promises anything.
_TOLD_EN = re.compile(
    r"(?i)\b(?:prohibit\w*|forbid\w*|forbidden|illegal\w*|unlawful\w*|banned|must not|may not|shall not"
    r"|not allowed"
    r"|not permitted|against the law|false claims?|false promises?|misleading|deceptive|deceive\w*|scams?"
    r"|scammers?"
    r"|fraud\w*|quacks?|beware|red flags?|myths?|too good to be true|FTC|FDA warns|warning letters?"
    r"|warns? (?:that|against|of)"
    r"|never trust|don't believe|be wary|be skeptical|skeptical of|steer clear|unproven|unsubstantiated"
    r"|so-called"
    r"|report (?:ads|claims)|violates?|guidelines? (?:say|says|require)|claims? (?:such as|like)"
    r"|avoid (?:words|phrases"
    r"|terms|claims|saying|using))\b"
)
_TOLD_CN = re.compile(
    r"不得|禁止|严禁|违法|违规|广告法[^，。]{0,12}(?:规定|要求|条|禁)|第[一二三四五六七八九十\d]+条|处罚"
    r"|罚款|虚假|欺诈|骗局"
    "|骗子|谎言|谣言|辟谣|谨防|警惕|勿信|别信|不要相信|不可信|举报|投诉|误导|误区|夸大|忽悠|声称|号称|吹嘘"
    "|查处|通报|曝光"
)
# A question that asks rather than sells.
_ASKED_EN = re.compile(
    r"(?i)(?:^|[\s\"'(])(?:is|are|can|could|does|do|will|would|what|how|why|has|have|should|which"
    r"|when)\b[^.!?]*\?"
)
_SOLD_EN = re.compile(
    r"(?i)\b(?:want|wants|looking for|ready|tired of|need|why (?:wait|suffer|settle)|what if|did you know"
    r"|how about"
    r"|imagine|who else|why not|guess what)\b"
)
_ASKED_CN = re.compile(
    "(?:能|可以|会|是否|能否|真的|可否|是不是|有没有|为什么|怎么|如何|什么是|吗|呢|多少)[^。!]*(?:吗|么|呢"
    "|[?])"
)
_SOLD_CN = re.compile("想要?|还在|渴望|何不|为何不|您还|你还|谁说|难道|要不要")
_NOT_ASKED = frozenset(("recipient.patient", "recipient.condition", "us.testimonial", "cn.military"))
_PROMOTION = re.compile(
    "欢迎(?:您|你|广大)?(?:患者)?(?:前来)?(?:预约|来院|咨询|到院|致电|选择|垂询|体验)|(?:立即|马上|点击"
    "|在线|火热|抢先|扫码|提前)"
    r"(?:预约|咨询|报名|领取|抢购)|(?:预约|咨询|报名|服务|健康)(?:热线|电话|专线)|热线[:：]?\d|优惠|特价"
    r"|专治|主治|擅长治疗"
    r"|专业治疗|特色治疗|限时|抢购|秒杀|名额有限|原价|现价|仅需\d|仅售|立减|打\d?[一二三四五六七八九\d]折"
    r"|[一二三四五六七八九\d]折"
    "|免费(?:会诊|咨询|检查|体验|领取|面诊|评估)|(?:本院|我院|我们|本诊所|本中心)(?:专业|成功|率先"
    "|特别)?(?:采用|引进|独创|首创|推出|开展|专注|治疗|拥有)"
    "|专家(?:亲诊|坐诊|会诊|亲自)|名医坐诊|加微信|添加微信|私信|来院即|套餐价|专注[^。]{0,8}年|就到|首选|赠送"
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
    found = []
    for start, end in sorted(spans):
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
    checks = _is_denied_cn if language == "zh" else _is_denied_en
    return checks(compiled.rule.key, before, after, sentence)


def _is_denied_en(rule: str, before: str, after: str, sentence: str) -> bool:
    clause = re.split(r"[,:]|\bbut\b|\bhowever\b| - |--", before)[-1]
    if sentence[len(before) : len(before) + 3].lower() == "cur" and _SOUGHT_EN.search(clause):
        return True
    if _DENIED_EN.search(clause) or _DENIED_AFTER_EN.search(after) or _TOLD_EN.search(sentence):
        return True
    return rule not in _NOT_ASKED and bool(_ASKED_EN.search(sentence)) and not _SOLD_EN.search(sentence)


def _is_denied_cn(rule: str, before: str, after: str, sentence: str) -> bool:
    clause = re.split("[,，:：]|但是?|而是", before)[-1]
    if _DENIED_CN.search(clause) or _TOLD_CN.search(sentence):
        return True
    if re.match("[^，,。]{0,6}?(?:是不可能|不可能|并不存在|是骗|都是假|不可信|还?不(?:现实|存在))", after):
        return True
    return rule not in _NOT_ASKED and bool(_ASKED_CN.search(sentence)) and not _SOLD_CN.search(sentence)


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


@functools.cache
def _suggestions() -> dict[str, Mapping[str, str]]:
    return {rule.key: rule.suggestion for rule in rulebook.copy_rules()}


def _pattern(source: str) -> tuple[Any, bool]:
    pattern = source
    for token, stand_in in copytext.TOKENS.items():
        pattern = pattern.replace(token, stand_in)
    return re2.compile(pattern), pattern != source
