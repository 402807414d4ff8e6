"""Dates that belong to a person."""

import re

from lightyear.guard.detectors import short_dates
from lightyear.guard.detectors.base import CN_IS, IS, Candidate, Field, Recognizer
from lightyear.guard.detectors.occasions import (
    has_personal_key,
    is_personal,
    is_told_of_somebody,
    stands_alone,
)

_MONTH = (
    r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?\.?|july?\.?|aug(?:ust|\.)?|"
    r"sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
_YEAR = r"(?:1[89]|20)\d{2}"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_NUMBER = r"(?:1[0-2]|0?[1-9])"
_CN_NUMBER = "[一二三四五六七八九十廿〇○零]"

_CN_NUMBERED = rf"(?:\d{{1,2}}|{_CN_NUMBER}{{1,3}})"
_VERSION = re.compile(
    r"(?:\bv\.?|version|release|build|firmware|update|upgrade|section|chapter|§|ios|android|app|node|python"
    r"|版本|升级|更新)[^.;\n]{0,12}$"
)


def _is_month(candidate: Candidate) -> bool:
    """A month and year alone are often a news item's: somebody must be spoken of, or nothing else be said."""
    return is_personal(candidate) and (stands_alone(candidate) or is_told_of_somebody(candidate))


def _is_day(candidate: Candidate) -> bool:
    value = candidate.value
    if re.search(r"\d{4}|['-]\d\d$|\d[A-Za-z]+\d\d$", value) and re.search(r"(?<!\d)\d{1,2}(?!\d)", value):
        return is_personal(candidate)
    if re.search(r"\bmay\b|\bmarch\b", value) and not short_dates.is_meant(candidate):
        return False
    return _is_month(candidate)


def _is_numeric(candidate: Candidate) -> bool:
    if not candidate.stands_free(joiners="/.-"):
        return False
    if re.fullmatch(r"\d+\.\d+\.\d\d", candidate.value):
        return has_personal_key(candidate) or (is_told_of_somebody(candidate) and not _is_version(candidate))
    return is_personal(candidate)


def _is_version(candidate: Candidate) -> bool:
    return _VERSION.search(candidate.before()) is not None


def _is_cn(candidate: Candidate) -> bool:
    return is_personal(candidate) if re.search("[日号號初历曆]", candidate.value) else _is_month(candidate)


def fits(value: str) -> bool:
    """Say whether the value of a field for days is one."""
    return bool(
        re.fullmatch(
            rf"\d{{1,4}} ?[-/.年] ?\d{{1,2}} ?[-/.月] ?\d{{1,4}} ?日?(?:[ T].*)?"
            rf"|{_YEAR}[01]\d[0-3]\d(?:\d{{4,6}})?"
            rf"|{_YEAR}[-/.年] ?[01]?\d月?|[01]?\d/{_YEAR}|[01]\d[0-3]\d{_YEAR}|{_CN_NUMBER}{{4}}年.{{2,8}}"
            rf"|(?i:{_MONTH})[ .-]?.{{2,16}}|\d{{1,2}}(?:st|nd|rd|th)?[ ./-]?(?i:{_MONTH})["
            rf" .,/-]{{0,2}}.{{2,8}}",
            value,
        )
    )


RECOGNIZERS = (
    Recognizer(
        name="date.iso",
        category="date",
        pattern=rf"{_YEAR} ?(?:- ?{_NUMBER} ?- ?{_DAY}|/ ?{_NUMBER} ?/ ?{_DAY}|\. ?{_NUMBER} ?\. ?{_DAY})",
        score=0.9,
        accepts=is_personal,
        positives=(
            ("born 1961-03-12", "1961-03-12"),
            ("出生于1961.03.12", "1961.03.12"),
            ("reyes_1961-03-12.pdf", "1961-03-12"),
            ('"admit_date": "2024-03-12T10:22:33Z"', "2024-03-12"),
        ),
        negatives=(
            "2024-03-12T10:22:33Z started",
            "2024-03-12 10:22:33 INFO",
            "webinar on 2024-03-12",
            '"created_at": "2024-03-12"',
        ),
    ),
    Recognizer(
        name="date.numeric",
        category="date",
        pattern=rf"(?:{_NUMBER} ?[/.-] ?{_DAY}|{_DAY} ?[/.-] ?{_NUMBER}) ?[/.-] ?{_YEAR}"
        rf"|(?:{_NUMBER}[/.-]{_DAY}|{_DAY}[/.-]{_NUMBER})[/.-]\d{{2}}\b|{_NUMBER} ?/ ?{_DAY} ?/ ?\d{{2}}\b",
        score=0.88,
        accepts=_is_numeric,
        positives=(
            ("DOB 03/12/1961", "03/12/1961"),
            ("admitted 3-12-24", "3-12-24"),
            ("DOB: 03 / 12 / 1961", "03 / 12 / 1961"),
            ("pt had her left knee done 11.06.24", "11.06.24"),
        ),
        negatives=("ratio 1/2", "version 1.2.3.4", "13/45/1999", "release 10.2.15"),
    ),
    Recognizer(
        name="date.month_first",
        category="date",
        pattern=rf"(?i)\b{_MONTH}(?:[ .-]{{0,2}}(?:the )?{_DAY}(?:st|nd|rd"
        rf"|th)?(?:,?[ -]{{0,2}}(?:{_YEAR}|'\d{{2}}))?"
        rf"|/{_DAY}/(?:{_YEAR}|\d\d)|[ .-]{{0,2}}(?:of )?,? {{0,2}}(?:{_YEAR}|'\d{{2}}))\b",
        score=0.88,
        accepts=_is_day,
        positives=(
            ("I was born on March 12, 1961 at 3pm", "March 12, 1961"),
            ("diagnosed in June 2021", "June 2021"),
            ("my surgery on Nov. 3rd", "Nov. 3rd"),
            ("pt doing well, next video visit feb 20 4pm", "feb 20"),
            ("could you move me to may 6?", "may 6"),
            ("he had a stent in Mar '22", "Mar '22"),
            ("Hi Rosalind, the form is due by Jan 8", "Jan 8"),
            ("DOB Apr-12-1961", "Apr-12-1961"),
            ("dob: nov/4/1972", "nov/4/1972"),
            ("she was born Aug the 30th '68", "Aug the 30th '68"),
        ),
        negatives=(
            "since March",
            "in 2021",
            "open house on March 12, 2025",
            "on Monday",
            "yesterday",
            "we may 20 of us come",
            "In March 2020 the world changed",
            "i think may 3 be enough",
            "The chess club hosts its final on February 22.",
            "Gift shop closes at noon on December 24",
            "Dear Patients, we will be away until July 8",
        ),
    ),
    Recognizer(
        name="date.day_first",
        category="date",
        pattern=rf"(?i){_DAY}(?:st|nd|rd|th)?(?:(?: day)? of (?:this |last |next )?"
        rf"|[ ./-]{{0,2}}){_MONTH}(?:,?["
        rf" ./-]{{0,2}}{_YEAR}|-?\d{{2}}| '\d{{2}})?\b",
        score=0.88,
        accepts=_is_day,
        positives=(
            ("she died on 12 March 2019", "12 March 2019"),
            ("on the 3rd of May", "3rd of May"),
            ("DOB 12APR1961", "12APR1961"),
            ("born 12-Apr-61", "12-Apr-61"),
            ("baby boy Reyes b. 4Apr24", "4Apr24"),
            ("my fall on the 2nd of this March", "2nd of this March"),
        ),
        negatives=("12 marchers came", "[12/Mar/2024:10:22:33 +0000] GET"),
    ),
    Recognizer(
        name="date.cn",
        category="date",
        pattern=rf"(?:{_YEAR}|\d{{2,3}}|{_CN_NUMBER}{{4}}|{_CN_NUMBER}{{2}}) ?年 ?{_CN_NUMBERED} ?月份?"
        rf"(?: ?{_CN_NUMBERED} ?[日号號]|初{_CN_NUMBER})?|\d{{1,2}} ?[月./] ?\d{{1,2}} ?[日号號]"
        rf"|[农農阴陰][历曆](?:{_CN_NUMBER}{{1,2}}|[正腊臘冬闰])月[初十廿二三]{_CN_NUMBER}{{0,2}}"
        rf"|{_CN_NUMBER}{{1,2}}月(?:{_CN_NUMBER}{{1,3}}[日号號]|初{_CN_NUMBER})",
        score=0.9,
        accepts=_is_cn,
        positives=(
            ("我1961年3月12日出生", "1961年3月12日"),
            ("2021年6月确诊", "2021年6月"),
            ("民國114年3月20日就診", "114年3月20日"),
            ("我3.5号复查", "3.5号"),
            ("奶奶生日是农历三月十五", "农历三月十五"),
            ("孩子2022年9月生", "2022年9月"),
            ("3月5号做的手术", "3月5号"),
            ("她生于一九六一年四月十二日", "一九六一年四月十二日"),
        ),
        negatives=(
            "2021年",
            "今年三月",
            "义诊活动3月5日举行",
            "上个月",
            "2020年3月疫情在全国蔓延开来的时候大家都待在家",
        ),
    ),
    Recognizer(
        name="date.birth",
        category="date",
        pattern=r"(?i)(?:\b(?:dob|d\.o\.b\.?|birth ?date|date of birth|birth_date|born(?: on)?|birthday)"
        r"|出生日期|出生年月|生日|出生)"
        rf"(?:{IS}|{CN_IS})"
        rf"({_YEAR}[01]\d[0-3]\d|[01]\d[0-3]\d{_YEAR}|[01]?\d [0-3]?\d (?:{_YEAR}|\d\d)"
        rf"|[01]?\d[/.-]{_YEAR}|{_YEAR}[/.-][01]?\d"
        r"|[01]\d[0-3]\d\d\d)(?:\b|_)",
        score=0.89,
        positives=(
            ("DOB 19610312", "19610312"),
            ("出生日期：19610312", "19610312"),
            ("date of birth: 03 12 1961", "03 12 1961"),
            ("born 04/1961", "04/1961"),
        ),
        negatives=("build 19610312",),
    ),
    Recognizer(
        name="date.month_year",
        category="date",
        pattern=rf"\b{_NUMBER}/{_YEAR}\b",
        score=0.8,
        accepts=lambda candidate: candidate.stands_free(joiners="/-.") and _is_month(candidate),
        positives=(("I had surgery again in 05/2022", "05/2022"),),
        negatives=("card exp 05/2027", "form rev 05/2022", "1/05/2022/3"),
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
            "birthdt",
            "bday",
            "birth",
            "born",
            "admissiondate",
            "admitdate",
            "admitdt",
            "dateofadmission",
            "admitted",
            "admittedat",
            "dischargedate",
            "dischargedt",
            "dateofdischarge",
            "discharged",
            "deathdate",
            "dateofdeath",
            "deceaseddate",
            "deceaseddatetime",
            "dateofservice",
            "dos",
            "servicedate",
            "appointmentdate",
            "appointment",
            "appointmenttime",
            "apptdate",
            "visitdate",
            "dateofvisit",
            "lastvisit",
            "lastvisitdate",
            "nextvisit",
            "nextappointment",
            "surgerydate",
            "dateofsurgery",
            "proceduredate",
            "operationdate",
            "diagnosisdate",
            "diagnosed",
            "diagnosedon",
            "onsetdate",
            "duedate",
            "lmp",
            "marriagedate",
            "followupdate",
            "出生",
            "出生年月日",
            "入院时间",
            "出院时间",
            "手术时间",
            "预约时间",
            "复诊时间",
            "确诊日期",
            "确诊时间",
            "死亡日期",
            "末次月经",
            "预产期",
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
        fits=fits,
    ),
)
