"""National identity numbers: US social security, Chinese resident identity and medical insurance."""

import datetime
import re

from lightyear.guard.detectors.base import Candidate, Field, Recognizer, code

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_CN_CUES = (
    "身份证",
    "身份证号",
    "身份证号码",
    "证件号",
    "证件号码",
    "公民身份号码",
    "id card",
    "id number",
    "resident id",
)
_SSN_CUES = (
    "ssn",
    "ss#",
    "ssn#",
    "social",
    "social security",
    "social security number",
    "soc sec",
    "itin",
    "tax id",
    "taxpayer",
)


def is_cn_id(value: str) -> bool:
    """Check a Chinese identity number: place, date of birth and ISO 7064 MOD 11-2 check (GB 11643-1999)."""
    if not re.fullmatch(r"[1-8]\d{16}[\dXx]", value):
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, value, strict=False))
    return _CHECKS[total % 11] == value[-1].upper() and _is_day(value[6:14])


def is_ssn(digits: str) -> bool:
    """Check that the Social Security Administration could have issued the number (20 CFR 422.103)."""
    issued = digits[:3] not in ("000", "666") and digits[0] != "9"
    return len(digits) == 9 and issued and digits[3:5] != "00" and digits[5:] != "0000"


def _is_day(digits: str) -> bool:
    try:
        born = datetime.date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return 1880 <= born.year <= 2100


def _is_free_ssn(candidate: Candidate) -> bool:
    return candidate.stands_free(joiners="-") and is_ssn(candidate.digits)


def _is_free(candidate: Candidate) -> bool:
    return candidate.stands_free(joiners="-*")


RECOGNIZERS = (
    Recognizer(
        name="ssn.dashed",
        category="ssn",
        pattern=r"\b\d{3}-\d{2}-\d{4}\b",
        score=0.95,
        accepts=_is_free_ssn,
        positives=(("it is 521-44-9078 for the form", "521-44-9078"),),
        negatives=("000-12-3456", "1521-44-9078", "666-10-1234"),
    ),
    Recognizer(
        name="ssn.named",
        category="ssn",
        pattern=r"\b\d{3}[ .-]?\d{2}[ .-]?\d{4}\b",
        score=0.93,
        accepts=_is_free,
        context=_SSN_CUES,
        positives=(
            ("my social security number is 521449078", "521449078"),
            ("SSN 521 44 9078", "521 44 9078"),
        ),
        negatives=("order 521449078",),
    ),
    Recognizer(
        name="ssn.masked",
        category="ssn",
        pattern=r"(?:[*xX]{3}-[*xX]{2}-\d{4}|\d{3}-\d{2}-[*xX]{4})\b",
        score=0.85,
        positives=(("on file: ***-**-9078", "***-**-9078"),),
        negatives=("***-****",),
    ),
    Recognizer(
        name="ssn.last_four",
        category="ssn",
        pattern=r"(?i)\b(?:last (?:four|4)(?: digits)?(?: of (?:my|his|her|the))? (?:ssn|social"
        r"(?: security(?: number)?)?)"
        r"|(?:ssn|social(?: security(?: number)?)?) (?:ending|ends) (?:in|with))(?: is|:)? (\d{4})\b",
        score=0.85,
        positives=(("last four of my SSN is 9078", "9078"),),
        negatives=("last four years since 2019",),
    ),
    Recognizer(
        name="cn_id",
        category="cn_id",
        pattern=r"[1-8]\d{16}[\dXx]",
        score=0.99,
        accepts=lambda candidate: candidate.stands_free() and is_cn_id(candidate.value),
        positives=(("我的身份证11010519491231002X", "11010519491231002X"),),
        negatives=("流水11010519491231002100", "110105194912310021"),
    ),
    Recognizer(
        name="cn_id.named",
        category="cn_id",
        pattern=r"[1-8]\d{5}(?:[ -]?\d{4}[ -]?\d{4}[ -]?\d{3}[\dXx]|\d{9})",
        score=0.9,
        accepts=_is_free,
        context=_CN_CUES,
        positives=(
            ("身份证号：110105194912310021", "110105194912310021"),
            ("证件号 110105491231002", "110105491231002"),
        ),
        negatives=("订单号：110105194912310021",),
    ),
    Recognizer(
        name="cn_id.masked",
        category="cn_id",
        pattern=r"[1-8]\d{2,9}[*xX]{4,14}[\dXx]{1,4}|[1-8][*xX]{16}[\dXx]",
        score=0.85,
        accepts=lambda candidate: candidate.stands_free() and len(candidate.value) in (15, 18),
        positives=(("身份证 110105********002X", "110105********002X"),),
        negatives=("138****8000",),
    ),
    Recognizer(
        name="cn_medical_id",
        category="cn_medical_id",
        pattern=r"(?:医保卡?|医疗保险|社保卡?|社会保障卡?|就诊卡?|诊疗卡|健康卡|居民健康码?)(?:编号"
        r"|号码|卡号|号)?"
        r"[ :：#是为]{0,4}([A-Za-z]{0,3}\d[A-Za-z0-9-]{5,23})",
        score=0.93,
        positives=(("医保卡号：A83920174", "A83920174"), ("我的就诊卡是00819273", "00819273")),
        negatives=("医保可以报销吗", "就诊时间2024"),
    ),
)

FIELDS = (
    Field(
        category="ssn",
        keys=("ssn", "socialsecurity", "socialsecuritynumber", "socialsecurityno", "itin", "taxpayerid"),
        fits=lambda value: bool(re.fullmatch(r"[0-9*xX]{3}[ -]?[0-9*xX]{2}[ -]?\d{4}|\d{4}", value)),
    ),
    Field(
        category="cn_id",
        keys=("idcard", "idcardno", "idcardnumber", "residentid", "身份证", "证件号", "公民身份号码"),
        fits=lambda value: bool(re.fullmatch(r"[0-9*]{14,17}[0-9Xx*]", value)),
    ),
    Field(
        category="cn_medical_id",
        keys=(
            "medicalinsuranceno",
            "socialsecuritycard",
            "healthcardno",
            "医保",
            "医疗保险号",
            "社保卡",
            "就诊卡",
            "诊疗卡",
            "健康卡",
        ),
        fits=code,
    ),
)
