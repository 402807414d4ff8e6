"""Ages over 89 (45 CFR 164.514(b)(2)(i)(C)); younger ones say too little about who it is."""

import re

import re2

from lightyear.guard.detectors.base import Candidate, Field, Recognizer


def _is_age(candidate: Candidate) -> bool:
    before, after = candidate.before(14), candidate.after(28)
    return not _GROUP_BEFORE.search(before) and not _GROUP_AFTER.search(after)


_GROUP_BEFORE = re2.compile(
    r"(?:over|above|than|under|below|up to|\d ?(?:to|-|~|至|到)|ages|超过|年满|≥|>|<) ?$"
)
_GROUP_AFTER = re.compile(
    r"hospital|building|tradition|history|company|institution|clinic|church|organization|or (?:older"
    r"|over|above)"
    r"|and (?:older|over|above|up)|^[ -]?(?:周岁|岁)?及?以上"
)


RECOGNIZERS = (
    Recognizer(
        name="age90",
        category="age90",
        pattern=r"(?i)\b(9\d|1[0-2]\d)(?:[ -]?(?:years?|yrs?)[ -]?(?:old|of age|young)\b|[ -]?(?:y\.?/?o"
        r"|yo)\b|[ -]?year-old|[ ]?(?:周岁|岁|多岁|来岁))",
        score=0.93,
        accepts=_is_age,
        positives=(("a 93-year-old woman", "93"), ("奶奶今年95岁", "95"), ("she is 101 years old", "101")),
        negatives=(
            "an 89-year-old",
            "established 100 years ago",
            "今年59岁",
            "a 100-year-old hospital",
            "90岁以上老人",
            "people over 90 years old",
        ),
    ),
    Recognizer(
        name="age90.before",
        category="age90",
        pattern=r"(?i)(?:\b(?:aged?|turned|turning|turns|age_years|patient_age)|年龄|高龄|现年|年纪|年过"
        r"|享年|岁数)"
        r"""["']?[ :：=是为]{0,3}(?:of |is )?["']?(9\d|1[0-2]\d)\b""",
        score=0.9,
        accepts=_is_age,
        positives=(("aged 94", "94"), ("年龄：92", "92")),
        negatives=("age 89", "page 94"),
    ),
    Recognizer(
        name="age90.sex",
        category="age90",
        pattern=r"\b(9\d|10\d) ?(?:(?:yo ?)?[MF](?:,| with| w/| who| c/o| h/o| s/p| pt| presents?|"
        r" admitted)|[ -](?:man|woman|lady|gentleman)\b)",
        score=0.9,
        accepts=_is_age,
        positives=(("93F with CHF", "93"), ("a 101 woman", "101")),
        negatives=("89M with CAD", "98 F today"),
    ),
    Recognizer(
        name="age90.words",
        category="age90",
        pattern=r"(?i)\b(ninety(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?|(?:a|one)"
        r" hundred(?: and (?:one|two|three"
        r"|four|five))?)[ -]years?[ -](?:old|of age|young)\b",
        score=0.9,
        accepts=_is_age,
        positives=(("she is ninety-three years old", "ninety-three"),),
        negatives=("over ninety years old", "ninety days old"),
    ),
    Recognizer(
        name="age90.cn_words",
        category="age90",
        pattern=r"(九十[一二三四五六七八九]?|一百(?:零[一二三四五六七八九]"
        r"|[一二]十[一二三四五六七八九]?)?)(?:多|来)?(?:周)?岁",
        score=0.9,
        accepts=_is_age,
        positives=(("老人九十三岁", "九十三"),),
        negatives=("三十九岁", "长命百岁"),
    ),
)

FIELDS = (
    Field(
        category="age90",
        keys=("age", "patientage", "ageyears", "年龄"),
        fits=lambda value: bool(re.fullmatch(r"9\d|1[0-2]\d", value)),
    ),
)
