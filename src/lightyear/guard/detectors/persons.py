"""Whether the value of a field for people is a person: a field of that kind holds much else too."""

import re

from lightyear.guard.detectors import dates, names
from lightyear.guard.detectors.base import listed

# What the cells of columns about people hold that is nobody's name.
_NO_PERSON = listed(
    "yes no none self new old unknown active inactive returning existing current former pending n/a na other "
    "male female spouse child parent mother father son daughter wife husband sibling friend relative mom dad "
    "adult minor open closed true false null test guest visitor staff agent system admin bot user anonymous "
    "member patient provider vip lead prospect primary secondary single married home work mobile email phone "
    "text call visit online web referral in out left right paid unpaid failed sent the a my your dear "
    "confirmed cancelled canceled scheduled completed arrived established both any all see on file total "
    "click submit signup contact about services book booking search google facebook bing page form "
    "family household employee employees employer patients members"
)
_ORGANIZATION = listed(
    "clinic clinics hospital center centre health healthcare medical medicine pharmacy insurance imaging lab "
    "labs laboratory laboratories group inc llc llp ltd corp associates care system university college "
    "school dept department team office plan blue cross shield united aetna cigna humana kaiser dialysis "
    "dental surgery services service institute bank church county company partners network foundation "
    "radiology oncology cardiology orthopedics pediatrics dermatology hospice lodge store shop unit ward "
    "floor east west north south desk line nurses usd isd"
)
_CN_NO_PERSON = re.compile(
    r"[部科室院店组中公司处所队局厅校班厂会楼区]$|[一二三四五六七八九十0-9]|^(?:本人|家属|新|老|复诊|初诊|女|男|未|已|无|有|是|否|其他|全部|暂无|不详)"
)
_HAN = re.compile("[\u3400-\u9fff]+(?:[·•.][\u3400-\u9fff]+)*")
_SPELLED = re.compile(r"[^\W\d_a-z][^\W\d_'’.-]*(?:[ '’.-]{1,2}[^\W\d_][^\W\d_'’.-]*)*\.?")
_LONGEST = 60


def is_name(value: str) -> bool:
    """Say whether the value of a field for names is one."""
    return names.fits_latin(_bare(value))


def is_spelled_name(value: str) -> bool:
    """Say whether the value is written as a name, capitals first, where the field may hold much else."""
    value = _bare(value)
    if _HAN.fullmatch(value):
        return _is_han(value)
    words = _words(value)
    plain = not any(word in _NO_PERSON or word in _ORGANIZATION for word in words if len(word) > 1)
    return bool(words) and plain and _SPELLED.fullmatch(value.replace(",", "")) is not None and is_name(value)


def is_person(value: str) -> bool:
    """Say whether the value of a field that people fill in names a person and no relation or company."""
    value = re.sub(r"^(?:Dr|Mrs?|Ms|Miss|Prof)\b\.? ", "", _bare(value))
    value = re.sub(r",? (?:MD|DO|RN|NP|PA-C|DDS|DPM|PhD|DPT|LCSW|OD)\.?$", "", value)
    return is_spelled_name(value)


def is_day(value: str) -> bool:
    """Say whether the value is a day."""
    return dates.fits(value)


def _bare(value: str) -> str:
    return re.sub(r'\s*[("“][^)"”]*[)"”]\s*', " ", value).strip()


def _is_han(value: str) -> bool:
    if _CN_NO_PERSON.search(value):
        return False
    return (
        "·" in value
        or names.is_cn_name(value)
        or (2 <= len(value) <= 4 and names.surname_cut(value) is not None)
    )


def _words(value: str) -> list[str]:
    return re.findall(r"[^\W\d_/]+(?:/[^\W\d_]+)?", value.lower()) if len(value) <= _LONGEST else []
