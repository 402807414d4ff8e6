"""National identity numbers: US social security, Chinese resident identity and medical insurance."""

import datetime
import re

from lightyear.guard import checksums
from lightyear.guard.detectors.base import CN_IS, Candidate, Field, Recognizer, code

_CN_CUES = (
    "身份证",
    "身份证号",
    "身份证号码",
    "证件号",
    "证件号码",
    "公民身份号码",
    "身份证件",
    "身份号码",
    "sfz",
    "idcard",
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
    "soc. sec",
    "ssno",
    "social_security",
    "social-security",
    "ssa",
    "socialsecuritynumber",
    "社会安全号",
    "itin",
    "seguro social",
    "tax id",
    "taxpayer",
)


def is_cn_id(value: str) -> bool:
    """Check a Chinese identity number: place, date of birth and ISO 7064 MOD 11-2 check (GB 11643-1999)."""
    if not re.fullmatch(r"[1-8]\d{16}[\dXx]", value):
        return False
    return checksums.is_cn_id(value) and _is_day(value[6:14])


def is_ssn(digits: str) -> bool:
    """Check that the Social Security Administration could have issued the number (20 CFR 422.103)."""
    if len(digits) != 9:
        return False
    issued = digits[:3] not in ("000", "666") and digits[0] != "9"
    return issued and digits[3:5] != "00" and digits[5:] != "0000"


def _is_day(digits: str) -> bool:
    try:
        born = datetime.date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return 1880 <= born.year <= 2100


_OTHER = re.compile(
    r"(?:ndc|mrn|order|sku|lot|part|model|tracking|invoice|chart)[ _-]?(?:#|no\.?|number)?[ :=#]*$"
)


def _is_free_ssn(candidate: Candidate) -> bool:
    before = candidate.before(2)
    free = (
        candidate.stands_free()
        and not re.search(r"\d[-*]$", before)
        and not re.match(r"-\d{1,3}(?!\d)", candidate.after(5))
    )
    return free and is_ssn(candidate.digits) and not _OTHER.search(candidate.before(16))


_NAMED = re.compile(r"(?:身份证|证件|id ?card)[^，,。;；\d]{0,6}$")


def _is_free(candidate: Candidate) -> bool:
    return candidate.stands_free(joiners="-*")


RECOGNIZERS = (
    Recognizer(
        name="ssn.dashed",
        category="ssn",
        pattern=r"\d{3}-\d{2}-\d{4}",
        score=0.95,
        accepts=_is_free_ssn,
        positives=(("it is 521-44-9078 for the form", "521-44-9078"),),
        negatives=("000-12-3456", "1521-44-9078", "666-10-1234"),
    ),
    Recognizer(
        name="ssn.named",
        category="ssn",
        pattern=r"\b\d{3}(?: ?[ ./-] ?)?\d{2}(?: ?[ ./-] ?)?\d{4}\b",
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
        pattern=r"(?:[*xX•#●]{3}[- ][*xX•#●]{2}[- ]\d{4}|\d{3}[- ][0-9*xX•#●]{2}[- ][*xX•#●]{4}"
        r"|[*xX•#●]{3}[- ]\d{2}[- ]\d{4})",
        score=0.9,
        accepts=lambda candidate: candidate.stands_free(),
        positives=(("on file: ***-**-9078", "***-**-9078"),),
        negatives=("***-****",),
    ),
    Recognizer(
        name="ssn.masked_named",
        category="ssn",
        pattern=r"(?i)\b(?:ssn|social)\b[^0-9\n*x•#●]{0,24}([*x•#●]{2,6}-?(?:[*x•#●]{2}-?)?\d{4})\b",
        score=0.9,
        positives=(("SSN on file *****9078", "*****9078"),),
        negatives=("social events ** 2024 **",),
    ),
    Recognizer(
        name="ssn.misread",
        category="ssn",
        # Typed or scanned with letters for digits: 521-44-9O78.
        pattern=r"\b[0-9OolI]{3}-[0-9OolI]{2}-[0-9OolI]{4}\b",
        score=0.9,
        accepts=lambda candidate: 6 <= len(candidate.digits) < 9 and _is_free(candidate),
        positives=(("SSN 521-44-9O78", "521-44-9O78"),),
        negatives=("look-oo-lool",),
    ),
    Recognizer(
        name="ssn.last_four",
        category="ssn",
        pattern=r"(?i)(?:\b(?:last|final)[ _-]?(?:four|4)(?: digits| numbers)?(?: of)?(?: [a-z]{2,8}'?s?)?"
        r" (?:ssn|ss ?#|soc(?:ial)?\.?(?: sec(?:urity)?)?)(?: (?:number|no\.?|#))?"
        r"|\b(?:ssn|ss(?: ?#)?|soc(?:ial)?(?:\.? sec(?:urity)?)?)\b[^\n.;0-9]{0,30}"
        r"\b(?:ending|ends|ended|(?:last|final)[ _-]?(?:four|4)|l4)\b"
        r"|\b(?:ssn(?:[ _-]?last)?[ _-]?4?|social security (?:number|no\.?|#)))"
        r"(?:[ :=().#,?-]|is|are|was|in|with|digits|on file|it'?s){0,8}([0-9O]{4})\b",
        score=0.85,
        accepts=lambda candidate: not re.search(r"(?:19|20)\d\d|OOOO", candidate.value),
        positives=(
            ("last four of my SSN is 9078", "9078"),
            ("the last four of my social are 9078", "9078"),
            ("her ssn ends in 9078", "9078"),
            ("SSN (last 4): 9078", "9078"),
            ("my social was in that letter (ends in 4471)", "4471"),
            ("Last 4 SSN: 4O71", "4O71"),
            ("SSN: ...4471", "4471"),
            ("last 4 of your social? its 4471", "4471"),
            ("soc sec ending 4471", "4471"),
            ("ss last 4 is 4471", "4471"),
        ),
        negatives=("last four years since 2019", "social events last four 1999", "SSN 2024 guidance"),
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
        pattern=r"[1-8]\d{1,9}[*xX•]{4,14}[\dXx]{1,4}|[1-8][*xX•]{16}[\dXx]|[1-8]\d{5}[*xX•]{12}",
        score=0.85,
        accepts=lambda candidate: (
            candidate.stands_free()
            and (len(candidate.value) in (15, 18) or _NAMED.search(candidate.before(12)) is not None)
        ),
        positives=(("身份证 110105********002X", "110105********002X"),),
        negatives=("138****8000",),
    ),
    Recognizer(
        name="cn_id.region",
        category="cn_id",
        # Taiwan, Hong Kong and Macau.
        pattern=r"(?:身分證|身份證|身份证|統一證號|HKID)(?:字號|統一編號|號碼?|号码?)?"
        + CN_IS
        + r"([A-Z][12]\d{8}|[A-Z]{1,2}\d{6}[(（]?[0-9A][)）]?|[157]\d{6}\(\d\))",
        score=0.9,
        positives=(("身分證字號：A123456789", "A123456789"), ("香港身份證 K123456(7)", "K123456(7)")),
        negatives=("身分證怎麼辦",),
    ),
    Recognizer(
        name="cn_id.last",
        category="cn_id",
        pattern=r"(?:身份证|证件)(?:号码?)?(?:的)?(?:尾号|后四位|后六位|末四位|末六位)"
        + CN_IS
        + r"(\d{3,5}[\dXx])",
        score=0.9,
        positives=(("身份证后四位是021X", "021X"),),
        negatives=("身份证后四位",),
    ),
)


def is_ssn_text(value: str) -> bool:
    """Say whether the value of a field for them is one, masked or the last four digits."""
    return bool(re.fullmatch(r"[0-9*xX•]{3}[ .-]?[0-9*xX•]{2}[ .-]?\d{4}|\d{4}", value))


FIELDS = (
    Field(
        category="ssn",
        keys=(
            "ssn",
            "ssno",
            "socsec",
            "social",
            "socialsecurity",
            "socialsecuritynumber",
            "socialsecuritynum",
            "socialsecurityno",
            "ssnlast4",
            "last4ssn",
            "last4ofssn",
            "itin",
            "tin",
            "taxid",
            "taxpayerid",
            # The registered system of the numbers (HL7 OID 2.16.840.1.113883.4.1), as a key reads.
            "216840111388341",
        ),
        fits=is_ssn_text,
    ),
    Field(
        category="cn_id",
        keys=(
            "idcard",
            "idcardno",
            "idcardnum",
            "idcardnumber",
            "idno",
            "idnumber",
            "identitycard",
            "identitynumber",
            "residentid",
            "nationalid",
            "certno",
            "sfz",
            "sfzh",
            "身份证",
            "证件号",
            "公民身份号码",
        ),
        fits=lambda value: bool(re.fullmatch(r"[0-9*•]{14,17}[0-9Xx*•]", value)),
    ),
    Field(
        category="cn_medical_id",
        keys=(
            "medicalinsuranceno",
            "medicalinsurancenumber",
            "medinsno",
            "socialsecuritycard",
            "socialsecuritycardno",
            "healthcardno",
            "medicalcardno",
            "visitcardno",
            "inpatientno",
            "outpatientno",
            "ybkh",
            "zyh",
            "mzh",
            "jzkh",
            "医保",
            "医保号",
            "医保卡",
            "医疗保险号",
            "社保",
            "社保卡",
            "社保号",
            "就诊卡",
            "就诊号",
            "诊疗卡",
            "诊疗号",
            "健康卡",
            "住院号",
            "门诊号",
            "住院编号",
            "门诊编号",
            "挂号单号",
            "挂号流水号",
            "病历号",
            "病历编号",
            "病案号",
            "患者编号",
            "患者id",
            "病人编号",
            "病人id",
            "病人号",
            "患者号",
            "检查号",
            "检验号",
            "档案号",
            "健康档案号",
        ),
        fits=code,
    ),
)
