"""Days as they are named in Chinese talk and notes: by the moon, by a feast, short beside a visit."""

from lightyear.guard.detectors.base import Candidate, Field, Recognizer
from lightyear.guard.detectors.occasions import is_personal, is_told_of_somebody
from lightyear.guard.patterns import Pattern

_NUMBER = "[一二三四五六七八九]"
_YEAR = r"(?:(?:1[89]|20)\d\d|[一二三四五六七八九〇○零]{2,4})年"
_MOON = rf"(?:正|臘|腊|冬|闰?(?:十[一二]?|{_NUMBER}))月"
_NIGHT = rf"(?:初(?:十|{_NUMBER})|廿{_NUMBER}?|[二三]?十{_NUMBER}?)"
_FEAST = "(?:春节|元宵节?|清明节?|端午节?|中秋节?|重阳节?|冬至|除夕|腊八)"
# What somebody comes for, beside a day of month and day alone.
_VISIT = (
    "(?:复诊|初诊|就诊|来诊|面诊|复查|随访|家访|上门|入院|出院|住院|手术|术后|换药|拆线|打针|输液|化疗|透析|产检|到店|到院"
    "|来院|接种|抽血|取药|拔牙|种牙|签到)"
)
_UNIT = Pattern("^ ?(?:[倍个次天周年分级斤元米毫公%人名例万千折片粒支岁]|小时|厘米|m|c|h)")
_SHORT = r"(?:1[0-2]|0?[1-9])[./-](?:3[01]|[12]\d|0?[1-9])"


def _is_somebodys(candidate: Candidate) -> bool:
    return is_personal(candidate) and is_told_of_somebody(candidate)


def _is_short(candidate: Candidate) -> bool:
    is_sum = _UNIT.is_in(candidate.after(4))
    return not is_sum and candidate.stands_free(joiners="/.-") and is_personal(candidate)


RECOGNIZERS = (
    Recognizer(
        name="date.cn_moon",
        category="date",
        pattern=rf"(?:{_YEAR})?{_MOON}{_NIGHT}",
        score=0.87,
        accepts=_is_somebodys,
        positives=(
            ("孩子腊月十八生的", "腊月十八"),
            ("预约到店六月廿四下午", "六月廿四"),
            ("她生日是正月初七", "正月初七"),
            ("我爸九八年冬月廿三走的，在医院去世", "九八年冬月廿三"),
        ),
        negatives=("正月初七开市大吉", "腊月二十四扫房子", "庙会正月初一至初七举行"),
    ),
    Recognizer(
        name="date.cn_old_month",
        category="date",
        pattern=rf"{_YEAR}(?:冬|腊|臘|正|元|闰{_NUMBER})月(?:\d{{1,2}}[日号號]?)?",
        score=0.87,
        accepts=_is_somebodys,
        positives=(("姥姥1938年冬月出生", "1938年冬月"), ("患者2025年元月12日入院", "2025年元月12日")),
        negatives=("2025年元月起执行新标准",),
    ),
    Recognizer(
        name="date.cn_feast",
        category="date",
        pattern=rf"(?:1[89]|20)\d\d年{_FEAST}",
        score=0.85,
        accepts=_is_somebodys,
        positives=(("我妈2022年端午节做的手术", "2022年端午节"),),
        negatives=("2022年端午节放假通知", "2022年春节档票房"),
    ),
    Recognizer(
        name="date.cn_visit",
        category="date",
        pattern=rf"({_SHORT}) ?[^\d\s，。,;；:：]{{0,5}}{_VISIT}",
        score=0.86,
        accepts=_is_short,
        positives=(("11-4 老俞复诊，血糖平稳", "11-4"), ("3.18上门2户", "3.18"), ("7/9 手术", "7/9")),
        negatives=("1.5倍手术费", "版本3.18.2上门", "3/4患者复诊率公布于3-4季度统计"),
    ),
    Recognizer(
        name="date.cn_visit_on",
        category="date",
        pattern=rf"{_VISIT}(?:时间|日期)?(?:在|于|是|改到|约在|约了)?[:： ]?({_SHORT})\b",
        score=0.86,
        accepts=_is_short,
        positives=(("复诊改到9/14", "9/14"), ("到店：5-20", "5-20")),
        negatives=("复诊率 3.2", "术后1.5小时"),
    ),
)

FIELDS: tuple[Field, ...] = ()
