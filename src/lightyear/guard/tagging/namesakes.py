"""What is called like a person and is none: a brand, a test, an illness, a figure of history."""

import functools
import re

from lightyear.guard import lexicon
from lightyear.guard.detectors.base import Candidate
from lightyear.guard.patterns import Pattern

_FEW = 3  # words of the longest entry that a product's own name may follow
_WORD = re.compile(r"\S+")
_FAR = 40
_CN_FAR = 12
# Who has a birthday, an appointment or a complaint is a person, however famous the name.
_SOMEBODY = Pattern(
    r"(?i)\b(?:patient|pt|she|he|her|his|mrs?|ms|dr|dob|mrn|wants|called|caller|calling|needs|refill|appointment"
    r"|appt|diagnosed|has|had|my|lives|spoke|tested|admitted|discharged|seen|\d+ ?(?:yo|y/o|years? old))\b"
)
_CN_SOMEBODY = Pattern(
    "岁|男|女|患者|病人|先生|姓名|复查|复诊|就诊|预约|住院|出院|确诊|手术|手机|电话|身份证|[他她我]|医生|大夫|血糖|血压"
)
_OWNER = re.compile(r"['’]s$")


def is_nobody(candidate: Candidate) -> bool:
    """Say whether a name in normalized text is such a one and nothing around it speaks of a person."""
    text, start, end = candidate
    if not is_namesake(candidate.value):
        return False
    if candidate.value.isascii():
        return not _SOMEBODY.is_in(f"{text[max(0, start - _FAR) : start]}|{text[end : end + _FAR]}")
    return not _CN_SOMEBODY.is_in(f"{text[max(0, start - _CN_FAR) : start]}|{text[end : end + _CN_FAR]}")


def is_namesake(value: str) -> bool:
    """Say whether a name in normalized text is such a one, alone or before more: "Herman Miller chair"."""
    return _is_cn(value) if not value[0].isascii() else _is_en(value.lower())


def _is_en(value: str) -> bool:
    known = lexicon.words("en_namesakes")
    if value in known or _OWNER.sub("", value) in known:
        return True
    ends = [match.end() for match in _WORD.finditer(value)][:_FEW]
    return any(value[:end] in known or _OWNER.sub("", value[:end]) in known for end in ends)


def _is_cn(value: str) -> bool:
    # A name of three signs and more stands before what is made under it: 张小泉剪刀.
    known = lexicon.words("zh_namesakes")
    return value in known or any(
        value[:size] in known for size in range(3, min(len(value), _longest_cn() + 1))
    )


@functools.cache
def _longest_cn() -> int:
    return max(map(len, lexicon.words("zh_namesakes")))
