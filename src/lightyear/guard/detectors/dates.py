"""Dates that belong to a person, and ages over 89."""

import re

import re2

from lightyear.guard.detectors.base import CN_IS, IS, Candidate, Field, Recognizer, any_of

_MONTH = (
    r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?\.?|july?\.?|aug(?:ust|\.)?|"
    r"sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
_YEAR = r"(?:1[89]|20)\d{2}"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_NUMBER = r"(?:1[0-2]|0?[1-9])"
_CN_NUMBER = "[一二三四五六七八九十廿〇○零]"

_CN_NUMBERED = rf"(?:\d{{1,2}}|{_CN_NUMBER}{{1,3}})"

# What happens to a person on a day, against what an organization announces or a machine writes down.
_STRONG = (
    "born", "birth", "birthday", "birthdate", "birthdays", "dob", "d.o.b", "admitted", "admission", "admit",
    "readmitted", "discharged", "discharge", "died", "death", "deceased", "passed away", "diagnosed",
    "diagnosis",
    "surgery", "appointment", "appt", "visited", "seen", "treated", "treatment", "procedure", "operated",
    "operation",
    "hospitalized", "injured", "injury", "accident", "married", "last period", "lmp", "due date", "edd",
    "date of service",
    "dos", "service date", "follow-up", "follow up", "f/u", "onset", "symptoms", "biopsy", "scan", "mri",
    "x-ray",
    "vaccinated", "immunized", "prescribed", "refill", "delivered", "transferred", "consult", "last visit",
    "visit date", "date of visit", "next visit", "signed", "birthplace", "anniversary", "delivery date",
    "出生", "生日", "生于", "入院", "出院", "就诊", "手术", "复诊", "初诊", "确诊", "去世", "死亡",
    "住院", "转院", "随访",
    "末次月经", "预约", "预产期", "发病", "检查", "做的", "结婚", "来院",
)  # fmt: skip
_WEAK = (
    "i", "i've", "my", "me", "she", "he", "her", "his", "him", "patient", "pt", "mother", "father",
    "husband", "wife",
    "son", "daughter", "mom", "dad", "since", "member", "client",
    "我", "患者", "她", "他", "病人", "孩子", "老人", "妈", "爸", "奶奶", "爷爷",
)  # fmt: skip
_PUBLIC = (
    "webinar", "conference", "open house", "seminar", "workshop", "event", "events", "fair", "sale",
    "holiday", "copyright",
    "published", "updated", "effective", "version", "deadline", "offer", "offers", "registration",
    "register", "join us",
    "posted", "revised", "released", "activity", "gala", "marathon", "fundraiser", "grand opening",
    "opening", "opens",
    "open enrollment", "expires", "expire", "expiration", "exp", "valid", "valid through", "valid until",
    "ends",
    "until", "by", "through", "established", "founded", "launch", "launched", "launches", "announced",
    "announces",
    "press release", "newsletter", "issue", "reviewed", "approved", "study", "trial", "journal",
    "report", "act of",
    "quarter", "fiscal", "festival", "class", "classes", "lecture", "symposium", "summit", "expo",
    "celebrate",
    "celebrates", "celebrating", "awareness", "day is", "enrollment", "runs from", "observed",
    "ship date", "shipped", "closed", "visit us", "visit our", "we are", "we're", "we will", "hosted",
    "hosting", "our next", "last modified", "accessed", "retrieved", "clinic hours", "hours",
    "live stream", "livestream",
    "walk", "concert", "rsvp", "save the date", "campaign", "promotion", "build", "released on",
    "sept issue", "vol",
    "volume", "edition", "guideline", "guidelines", "law", "regulation", "regulations", "enacted",
    "passed in", "tickets",
    "deployed", "rev", "policy", "terms", "last reviewed", "starting", "begins", "begin", "kicks off",
    "flu clinic", "pandemic",
    "活动", "讲座", "发布", "更新", "义诊", "截止", "截至", "版权", "报名", "会议", "优惠", "施行",
    "生效", "实施", "公告", "通知",
    "放假", "停诊", "开业", "成立", "周年", "直播", "公开课", "论坛", "大会", "研讨会", "培训", "招聘",
    "出版", "指南", "举行",
    "举办", "召开", "启动", "上线", "促销", "有效期", "开诊", "健康日", "统计", "数据显示", "研究",
    "批准", "修订", "世界", "国际",
    "团购", "抽奖", "开放", "建院", "版本", "开始销售", "为止", "之前完成", "推出",
)  # fmt: skip
_MACHINE = re.compile(
    r"^(?:t\d\d:?\d\d|[ _]\d\d[:.]\d\d[:.]\d\d|:\d\d:\d\d:\d\d| \d\d:\d\d(?::\d\d)?[ \]]*(?:\[|info|warn"
    r"|debug|error|utc|gmt|z\b))"
)
_CLOCK = re.compile(r"t\d\d")
_MACHINE_KEY = re2.compile(
    r"(?:created|updated|modified|deleted|timestamp|sent|received|published|posted|logged|generated"
    r"|exported|uploaded"
    r"|synced|subscribed|signed_?up|expires?|expiry|expiration|exp|valid|version|build|release|event"
    r"|start|end|launch|ts|time"
    r"|fetched|indexed|scheduled_send|last_?(?:login|seen|sync|run|update|updated|modified))"
    r"""[a-z_]{0,10}["']?[ ]?[:=]\s?["']?$"""
)
_PERSONAL_KEY = re2.compile(
    r"(?:birth|dob|born|admi|discharg|death|died|deceased|appointment|appt|visit|surgery|procedure"
    r"|service|出生|生日|入院|出院"
    r"""|就诊|手术|复诊)[a-z_ 日期时间]{0,14}["']?[ ]?[:：=是]?\s?["']?$"""
)


def is_personal(candidate: Candidate) -> bool:
    """Say whether a date is somebody's, not an event's or a machine's."""
    if not candidate.stands_free(joiners="/") and not _CLOCK.match(candidate.after(4)):
        return False
    key = candidate.before(32)
    if _PERSONAL_KEY.search(key):
        return True
    if _MACHINE.match(candidate.after(24)) or _MACHINE_KEY.search(key):
        return False
    before = candidate.before(60).replace("_", " ")
    strong, public = _last(_STRONG, before), _last(_PUBLIC, before)
    if max(strong, public) >= 0:
        return strong > public
    return not any_of(_PUBLIC).search(candidate.after(40).replace("_", " "))


def _is_month(candidate: Candidate) -> bool:
    """A month and year alone are often a news item's: somebody must be spoken of, or nothing else be said."""
    if not is_personal(candidate):
        return False
    before = candidate.before(60).replace("_", " ")
    spoken_of = any_of((*_STRONG, *_WEAK)).search(before) or any_of(_STRONG).search(candidate.after(16))
    return bool(spoken_of) or len(candidate.text) - len(candidate.value) <= 16


def _is_day(candidate: Candidate) -> bool:
    value = candidate.value
    if value.startswith(("may ", "march ")) and not re.search(r"\d{4}", value):
        return False
    if not re.search(r"(?<!\d)\d{1,2}(?!\d)", value):
        return _is_month(candidate)
    return is_personal(candidate)


def _is_numeric(candidate: Candidate) -> bool:
    if not candidate.stands_free(joiners="/.-"):
        return False
    if re.fullmatch(r"\d+\.\d+\.\d\d", candidate.value):
        return _PERSONAL_KEY.search(candidate.before(32)) is not None
    return is_personal(candidate)


def _is_cn(candidate: Candidate) -> bool:
    return is_personal(candidate) if re.search("[日号初]", candidate.value) else _is_month(candidate)


def _is_month_day(candidate: Candidate) -> bool:
    after = candidate.after(10)
    measured = re.match(r"[/\d%.-]|\s?(?:tab|cup|dose|strength|pack|mg|ml|of |inch|pills?|\")", after)
    return not measured and candidate.stands_free(joiners="/-") and is_personal(candidate)


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


def _last(words: tuple[str, ...], text: str) -> int:
    return max((match.start() for match in any_of(words).finditer(text)), default=-1)


def _fits(value: str) -> bool:
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
        ),
        negatives=("ratio 1/2", "version 1.2.3.4", "13/45/1999", "release 10.2.15"),
    ),
    Recognizer(
        name="date.month_first",
        category="date",
        pattern=rf"(?i)\b{_MONTH}[ .-]{{0,2}}(?:{_DAY}(?:st|nd|rd|th)?(?:,?[ -]{{0,2}}(?:{_YEAR}|'\d{{2}}))?|"
        rf"(?:of )?,? {{0,2}}{_YEAR})\b",
        score=0.88,
        accepts=_is_day,
        positives=(
            ("I was born on March 12, 1961 at 3pm", "March 12, 1961"),
            ("diagnosed in June 2021", "June 2021"),
            ("my surgery on Nov. 3rd", "Nov. 3rd"),
            ("DOB Apr-12-1961", "Apr-12-1961"),
        ),
        negatives=(
            "since March",
            "in 2021",
            "open house on March 12, 2025",
            "on Monday",
            "yesterday",
            "we may 20 of us come",
            "In March 2020 the world changed",
        ),
    ),
    Recognizer(
        name="date.day_first",
        category="date",
        pattern=rf"(?i){_DAY}(?:st|nd|rd|th)?(?:(?: day)? of |[ ./-]{{0,2}}){_MONTH}(?:,?["
        rf" ./-]{{0,2}}{_YEAR}|-\d{{2}})?\b",
        score=0.88,
        accepts=_is_day,
        positives=(
            ("she died on 12 March 2019", "12 March 2019"),
            ("on the 3rd of May", "3rd of May"),
            ("DOB 12APR1961", "12APR1961"),
            ("born 12-Apr-61", "12-Apr-61"),
        ),
        negatives=("12 marchers came", "[12/Mar/2024:10:22:33 +0000] GET"),
    ),
    Recognizer(
        name="date.cn",
        category="date",
        pattern=rf"(?:{_YEAR}|\d{{2}}|{_CN_NUMBER}{{4}}|{_CN_NUMBER}{{2}}) ?年 ?{_CN_NUMBERED} ?月"
        rf"(?: ?{_CN_NUMBERED} ?[日号]|初{_CN_NUMBER})?|\d{{1,2}} ?月 ?\d{{1,2}} ?[日号]"
        rf"|{_CN_NUMBER}{{1,2}}月(?:{_CN_NUMBER}{{1,3}}[日号]|初{_CN_NUMBER})",
        score=0.9,
        accepts=_is_cn,
        positives=(
            ("我1961年3月12日出生", "1961年3月12日"),
            ("2021年6月确诊", "2021年6月"),
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
    Recognizer(
        name="date.month_day",
        category="date",
        pattern=r"(?i)\b(?:admitted|discharged|seen|surgery|appt|appointment|visit|since|on|dated"
        r"|follow-?up|f/u|labs?|lmp|from)"
        rf"(?: on| for| in| is|:)? ({_NUMBER}/{_DAY})\b",
        score=0.8,
        accepts=_is_month_day,
        positives=(("she was seen on 3/12 for pain", "3/12"),),
        negatives=("take it on 1/2 tablet", "ratio 3/12", "webinar on 3/12"),
    ),
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
        fits=_fits,
    ),
    Field(
        category="age90",
        keys=("age", "patientage", "ageyears", "年龄"),
        fits=lambda value: bool(re.fullmatch(r"9\d|1[0-2]\d", value)),
    ),
)
