"""Dates that belong to a person, and ages over 89."""

import re

from lightyear.guard.detectors.base import Candidate, Field, Recognizer, contains

_MONTH = (
    r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?\.?|july?\.?|aug(?:ust|\.)?|"
    r"sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
_YEAR = r"(?:1[89]|20)\d{2}"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_NUMBER = r"(?:1[0-2]|0?[1-9])"
_CN_NUMBER = "[一二三四五六七八九十〇零]"

# What happens to a person on a day, against what an organization announces or a machine writes down.
_PERSONAL = (
    "born",
    "birth",
    "birthday",
    "dob",
    "d.o.b",
    "admitted",
    "admission",
    "discharged",
    "discharge",
    "died",
    "death",
    "diagnosed",
    "surgery",
    "appointment",
    "visit",
    "visited",
    "seen",
    "treated",
    "procedure",
    "i",
    "my",
    "she",
    "he",
    "patient",
    "出生",
    "生日",
    "入院",
    "出院",
    "就诊",
    "手术",
    "复诊",
    "确诊",
    "去世",
    "住院",
    "我",
    "患者",
    "她",
    "他",
)
_PUBLIC = (
    "webinar",
    "conference",
    "open house",
    "seminar",
    "workshop",
    "event",
    "fair",
    "sale",
    "holiday",
    "copyright",
    "published",
    "updated",
    "effective",
    "version",
    "deadline",
    "offer",
    "registration",
    "join us",
    "posted",
    "revised",
    "released",
    "activity",
    "活动",
    "讲座",
    "发布",
    "更新",
    "义诊",
    "截止",
    "版权",
    "报名",
    "会议",
    "优惠",
    "施行",
    "生效",
)
_MACHINE = re.compile(r"^(?:t\d\d:?\d\d| \d\d:\d\d:\d\d)")


def is_personal(candidate: Candidate) -> bool:
    """Say whether a date is somebody's, not an event's or a machine's."""
    if not candidate.stands_free(joiners="/"):
        return False
    before, after = candidate.before(48), candidate.after(40)
    if any(contains(before, word) for word in _PERSONAL):
        return True
    return not _MACHINE.match(after) and not any(
        contains(before, word) or contains(after, word) for word in _PUBLIC
    )


def _fits(value: str) -> bool:
    return bool(
        re.fullmatch(
            rf"\d{{1,4}}[-/.年]\d{{1,2}}[-/.月]\d{{1,4}}日?(?:[ T].*)?|{_YEAR}[01]\d[0-3]\d"
            rf"|{_YEAR}[-/年][01]?\d月?"
            rf"|(?i:{_MONTH}) .{{4,16}}|\d{{1,2}} (?i:{_MONTH}),? .{{2,8}}",
            value,
        )
    )


RECOGNIZERS = (
    Recognizer(
        name="date.iso",
        category="date",
        pattern=rf"\b{_YEAR}(?:-{_NUMBER}-{_DAY}|/{_NUMBER}/{_DAY}|\.{_NUMBER}\.{_DAY})",
        score=0.9,
        accepts=is_personal,
        positives=(("born 1961-03-12", "1961-03-12"), ("出生于1961.03.12", "1961.03.12")),
        negatives=("2024-03-12T10:22:33Z started", "2024-03-12 10:22:33 INFO", "webinar on 2024-03-12"),
    ),
    Recognizer(
        name="date.numeric",
        category="date",
        pattern=rf"\b(?:{_NUMBER}[/.-]{_DAY}|{_DAY}[/.-]{_NUMBER})[/.-](?:{_YEAR}|\d{{2}})\b",
        score=0.88,
        accepts=lambda candidate: candidate.stands_free(joiners="/.-") and is_personal(candidate),
        positives=(("DOB 03/12/1961", "03/12/1961"), ("admitted 3-12-24", "3-12-24")),
        negatives=("ratio 1/2", "version 1.2.3.4", "13/45/1999"),
    ),
    Recognizer(
        name="date.month_first",
        category="date",
        pattern=rf"(?i)\b{_MONTH} {{0,2}}(?:{_DAY}(?:st|nd|rd|th)?(?:,? {{0,2}}{_YEAR})?|"
        rf"(?:of )?,? {{0,2}}{_YEAR})\b",
        score=0.88,
        accepts=is_personal,
        positives=(
            ("I was born on March 12, 1961 at 3pm", "March 12, 1961"),
            ("diagnosed in June 2021", "June 2021"),
            ("my surgery on Nov. 3rd", "Nov. 3rd"),
        ),
        negatives=("since March", "in 2021", "open house on March 12, 2025", "on Monday", "yesterday"),
    ),
    Recognizer(
        name="date.day_first",
        category="date",
        pattern=rf"(?i)\b{_DAY}(?:st|nd|rd|th)?(?: of)?[ -]{_MONTH}(?:,?[ -]{_YEAR})?\b",
        score=0.88,
        accepts=is_personal,
        positives=(("she died on 12 March 2019", "12 March 2019"), ("on the 3rd of May", "3rd of May")),
        negatives=("12 marchers came",),
    ),
    Recognizer(
        name="date.cn",
        category="date",
        pattern=rf"(?:{_YEAR}|\d{{2}}|{_CN_NUMBER}{{4}}) ?年 ?(?:\d{{1,2}}|{_CN_NUMBER}{{1,3}}) ?月"
        rf"(?: ?(?:\d{{1,2}}|{_CN_NUMBER}{{1,3}}) ?[日号])?|\d{{1,2}} ?月 ?\d{{1,2}} ?[日号]"
        rf"|{_CN_NUMBER}{{1,2}}月{_CN_NUMBER}{{1,3}}[日号]",
        score=0.9,
        accepts=is_personal,
        positives=(
            ("我1961年3月12日出生", "1961年3月12日"),
            ("2021年6月确诊", "2021年6月"),
            ("3月5号做的手术", "3月5号"),
        ),
        negatives=("2021年", "今年三月", "义诊活动3月5日举行", "上个月"),
    ),
    Recognizer(
        name="date.compact",
        category="date",
        pattern=rf"(?i)(?:\b(?:dob|d\.o\.b\.?|birth ?date|date of birth)|出生日期|生日"
        rf"|出生)[ :：=是为]{{0,4}}"
        rf"({_YEAR}[01]\d[0-3]\d)\b",
        score=0.9,
        positives=(("DOB 19610312", "19610312"), ("出生日期：19610312", "19610312")),
        negatives=("build 19610312",),
    ),
    Recognizer(
        name="age90",
        category="age90",
        pattern=r"(?i)\b(9\d|1[0-2]\d)(?:[ -]?(?:years?|yrs?)[ -]?(?:old|of age)\b|[ -]?(?:y/?o"
        r"|yo)\b|[ -]?year-old|[ ]?(?:周|岁))",
        score=0.93,
        positives=(("a 93-year-old woman", "93"), ("奶奶今年95岁", "95"), ("she is 101 years old", "101")),
        negatives=("an 89-year-old", "established 100 years ago", "今年59岁"),
    ),
    Recognizer(
        name="age90.before",
        category="age90",
        pattern=r"(?i)(?:\b(?:aged?|turned|turning)|年龄|高龄|现年)[ :：=是为]{0,3}(?:of |is )?(9\d"
        r"|1[0-2]\d)\b",
        score=0.9,
        positives=(("aged 94", "94"), ("年龄：92", "92")),
        negatives=("age 89", "page 94"),
    ),
    Recognizer(
        name="age90.cn_words",
        category="age90",
        pattern=r"(九十[一二三四五六七八九]?|一百(?:零[一二三四五六七八九]"
        r"|[一二]十[一二三四五六七八九]?)?)(?:多)?岁",
        score=0.9,
        positives=(("老人九十三岁", "九十三"),),
        negatives=("三十九岁", "长命百岁"),
    ),
)

FIELDS = (
    Field(
        category="date",
        keys=(
            "dob",
            "birthdate",
            "birthday",
            "dateofbirth",
            "birth",
            "admissiondate",
            "dischargedate",
            "deathdate",
            "dateofdeath",
            "dateofservice",
            "servicedate",
            "appointmentdate",
            "visitdate",
            "surgerydate",
            "proceduredate",
            "diagnosisdate",
            "出生日期",
            "出生年月",
            "生日",
            "入院日期",
            "出院日期",
            "就诊日期",
            "就诊时间",
            "手术日期",
            "预约日期",
            "复诊日期",
        ),
        fits=_fits,
    ),
    Field(
        category="age90",
        keys=("age", "patientage", "ageyears", "年龄"),
        fits=lambda value: bool(re.fullmatch(r"9\d|1[0-2]\d", value)),
    ),
)
