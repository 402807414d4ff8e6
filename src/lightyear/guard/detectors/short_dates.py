"""Days without a year, written in two numbers: 3/12, 5.28."""

import re

from lightyear.guard.detectors.base import Candidate, Field, Recognizer
from lightyear.guard.detectors.occasions import is_personal, is_told_of_somebody

_NUMBER = r"(?:1[0-2]|0?[1-9])"
_YEAR = r"(?:1[89]|20)\d{2}"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
# What leads to a day, so that no other number is meant: "on 3/4", "filled 9/9", "Thurs 3/13".
_LED = re.compile(
    r"\b(?:on|since|by|until|till|thru|through|from|to|for|before|after|of|dated?|due|is|was|mailed|sent"
    r"|(?:re)?filled|seen|visit|appt|start(?:s|ed)?|end(?:s|ed)?|next|last|recheck(?:ed)?|rtc|f/u"
    r"|follow-?up|dos"
    r"|[dst]x|d/c|admit(?:ted)?|discharged|home|arriv(?:es|ed|al)|called|faxed|(?:re)?book(?:ed)?"
    r"|told(?: me| us)?|moved|not|cx'?d|cxl'?d?|cancel(?:l?ed)?|resched(?:uled)?'?d?|noshow|no-?show"
    r"|says|lmp|surgery|repair|exposure"
    r"|(?:mon|tues?|wed|thur?s?|fri|sat|sun)(?:day)?)[:,]? {0,2}$"
    r"|\b(?:mon|tue|wed|thurs?|fri|sat|sun|appt)\. ?$"
    r"|[于在到从至约] ?$"
)
_MEASURED = re.compile(
    r"[%\"'°]| ?(?:[%°]|-?(?:tabs?|tablets?|cups?|doses?|strength|packs?|m?c?g|ml|l|lbs?|oz|cc|mm|cm|of"
    r"|inch(?:es)?|pills?|x|times|days?|wks?|weeks?|hrs?|hours?|months?|mos?|min|units?|pain|stars?"
    r"|murmur|sys\w*|points?"
    r"|people|miles?|percent|years?|yrs?|pages?|full|remaining|left|passed|tests|out|power|reflexes|bid"
    r"|tid|qid|qhs|daily|sl|po)\b"
    r"|[片粒支次天周个分级斤元米年毫公])"
)
_SCORED = re.compile(
    r"\b(?:pain|strength|murmur|apgars?|score[ds]?|scale|rated?|rating|ratio|version|motor|power"
    r"|reflex(?:es)?"
    r"|dtrs?|pulses?|grade|phq\S*|gad\S*|mmse|moca|gcs|epds|bp|vision|va|acuity|level|severity|intensity"
    r"|step|page"
    r"|part|photo|slide|size|pitting|tone|ms|mmt|x)\b[^.;\n]{0,16}$|疼痛|评分|比例|血压|肌力"
)
_RANGED = re.compile(
    r"\b(?:pain|score[ds]?|strength|rated?|rating|level|bp|vision|motor|apgars?)\b[^.;\n]{0,12}"
    r" (?:from|to|of|is|was):? $|\d/10 to $"
)
_HAPPENS = re.compile(" ?(?:[复就初]诊|入院|出院|手术|体检|检查|预约|出生|确诊|住院|来院|化验|打针|接种)")
_EXPIRES = re.compile(r"\b(?:exp(?:ir(?:es|y|ation))?(?: date)?|valid (?:thru|through|until|to)|thru)[.: ]*$")
# What may follow a day written as a decimal or a range is written: an end, or a word that goes on.
_CLOSED = re.compile(
    r"$|[.,;:)\n]| (?:at|in|with|w/|by|for|and|to|went|was|per|due|without|before|after|\d{3,4}\b|[(|-])"
)
_SCALES = frozenset(("2", "3", "4", "5", "6", "8", "10"))
_VERBS = re.compile(r" (?:be|have|not|need|also|still|come|go|get|take|cause|of|help|want|feel|see|look)\b")


def is_meant(candidate: Candidate) -> bool:
    """Say whether the month is meant, not the verb: "may 20 of us come"."""
    after = candidate.after()
    if _VERBS.match(after) or _MEASURED.match(after):
        return False
    is_closed = not after or after[0] in ".,;!?)\n"
    return is_closed or not candidate.value[-1].isdigit() or _LED.search(candidate.before(16)) is not None


def _is_somebodys(candidate: Candidate) -> bool:
    return is_personal(candidate) and is_told_of_somebody(candidate)


def _is_month_day(candidate: Candidate) -> bool:
    """Tell 3/12 the day from a fraction, a score and a ratio."""
    if not candidate.stands_free(joiners="/.") or _is_hyphened(candidate):
        return False
    before = candidate.before()
    if _MEASURED.match(candidate.after()) or _EXPIRES.search(before):
        return False
    if before.endswith("[") and candidate.after(1) == "]":
        return False
    is_led = _LED.search(before) is not None or _HAPPENS.match(candidate.after()) is not None
    month, _, day = candidate.value.removesuffix("ish").partition("/")
    is_scale = day in _SCALES and int(month) <= int(day)
    if not is_led and (is_scale or _SCORED.search(before)):
        return False
    if is_led and _RANGED.search(before):
        return False
    return _is_somebodys(candidate)


def _after_words(value: str) -> int:
    return re.search(r"[\d.-]+$", value).start()  # type: ignore[union-attr]


def _is_hyphened(candidate: Candidate) -> bool:
    # "7/1-7/14" are days, "A-3/12" and "3/12-B" numbers of something.
    before, after = candidate.before(4), candidate.after(3)
    is_named = re.search(r"[a-z\d]-$", before) and not re.search(r"/\d{1,2}-$", before)
    return bool(is_named or re.match(r"-[a-z]|-\d+(?!\d*/)", after))


def _is_dotted_day(candidate: Candidate) -> bool:
    is_free = candidate.stands_free(joiners="/.-")
    return is_free and _CLOSED.match(candidate.after()) is not None and _is_somebodys(candidate)


RECOGNIZERS = (
    Recognizer(
        name="date.month_day",
        category="date",
        pattern=rf"\b{_NUMBER}/{_DAY}(?:ish)?\b",
        score=0.8,
        accepts=_is_month_day,
        positives=(
            ("she was seen on 3/12 for pain", "3/12"),
            ("s/p lap chole 4/17, drain out", "4/17"),
            ("Pt moved from 2/17 to a later slot", "2/17"),
            ("Rx filled 9/9, mom picks up", "9/9"),
            ("患者5/14复诊", "5/14"),
            ("pt away 7/1-7/14", "7/1"),
            ("3/8复诊", "3/8"),
            ("pt has had pain since 3/8", "3/8"),
            ('she said she came home on 3/8 "for good"', "3/8"),
            ("her last period: 3/18ish", "3/18ish"),
            ("Tran, Bao - cx'd 3/8, wants pm", "3/8"),
        ),
        negatives=(
            "take it on 1/2 tablet",
            "ratio 3/12",
            "webinar on 3/12",
            "pt rates pain 3/10, strength 5/5",
            "my 3/4 sleeve",
            "her MMSE 11/30",
            "her pain went from 8/10 to 3/10",
            "he finished 3/4 of it",
            "1/31 in stock",
            "his bike is a 3/12-B",
            "pt pays with card exp 08/28",
            "pt takes it 8/2 BID",
        ),
    ),
    Recognizer(
        name="date.day_month",
        category="date",
        pattern=r"\b((?:1[3-9]|2\d|3[01])/(?:1[0-2]|0?[1-9]))\b",
        score=0.78,
        accepts=_is_month_day,
        positives=(("her chemo is 19/11 now", "19/11"), ("pt seen on 21/3", "21/3")),
        negatives=("her MMSE 21/10", "20/12 people", "his vision was 20/10"),
    ),
    Recognizer(
        name="date.dotted_day",
        category="date",
        pattern=r"(?i)\b(?:(?:admitted|discharged|seen|surgery|repair|appt|appointment|visit|dated"
        r"|follow-?up|f/u|rebook(?:ed)?|booked|resched(?:uled)?|moved to|individual|session|ride"
        r"|lmp|dos|born|filled|recheck|next|start(?:s|ed)?|since|mon|tue|wed|thu|fri|sat|sun)(?: on| is|:)?"
        rf" {_NUMBER}[.-]{_DAY}|on {_NUMBER}-{_DAY})\b|(?:末次月经|[复就]诊|手术|入院|出院|预约|生日|体检)"
        rf"(?:时间|日期|于|在|是|定在|改到|[:：]){{0,2}} ?{_NUMBER}[.-]{_DAY}\b",
        trim=_after_words,
        score=0.78,
        accepts=_is_dotted_day,
        positives=(
            ("pt had hernia repair 5.28 without trouble", "5.28"),
            ("my visit on 8-9 went well", "8-9"),
            ("末次月经：5.12", "5.12"),
        ),
        negatives=(
            "start 2-4 tablets, pt said",
            "pt on 2-3 meds",
            "pt seen 3-4 times",
            "surgery 2.5 hours for my dad",
        ),
    ),
    Recognizer(
        name="date.year_month",
        category="date",
        pattern=rf"\b({_YEAR}[./-]{_NUMBER}) ?(?:确诊|手术|出生|入院|出院|住院|发病|查出|做的)",
        score=0.78,
        positives=(("患者2022.5确诊", "2022.5"),),
        negatives=("版本2022.5", "2022.55确诊"),
    ),
)

FIELDS: tuple[Field, ...] = ()
