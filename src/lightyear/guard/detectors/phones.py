"""Telephone and fax numbers: North American, Chinese, international, partly masked."""

import re

from lightyear.guard.detectors import cues
from lightyear.guard.detectors.base import Candidate, Field, Recognizer, contains, near

_CUES = (
    "phone",
    "telephone",
    "tel",
    "tel.",
    "cell",
    "cellphone",
    "mobile",
    "call",
    "text",
    "sms",
    "reach",
    "dial",
    "number",
    "whatsapp",
    "contact",
    "ring",
    "fax",
    "电话",
    "手机",
    "手机号",
    "联系方式",
    "联系",
    "致电",
    "拨打",
    "微信",
    "号码",
    "传真",
)
_TOLL_FREE = frozenset(("800", "833", "844", "855", "866", "877", "888", "900"))
_EXTENSION = re.compile(r"x\d{1,6}\b")
_OTHER_NUMBER = re.compile(
    r"(?:ssn|social security|mrn|record|npi|account|acct|member|policy|order|invoice|ticket|case|claim|id|"
    r"isbn|card|routing|tracking|serial|订单|病历|住院|门诊|卡|编号|单|证)(?: ?(?:number|no\.?|#|号码?))?"
    r"""["']?[ :=#：是为]*$"""
)


def is_phone(candidate: Candidate) -> bool:
    """Say whether a match reads as somebody's number, not as an order number or a hotline."""
    shown = sum(char in "0123456789xX*" for char in candidate.value)
    return (
        (_EXTENSION.match(candidate.after(8)) is not None or candidate.stands_free(joiners="-*_/"))
        and shown >= 5
        and not _OTHER_NUMBER.search(candidate.before(24))
        and not cues.is_own_contact(candidate)
        and not _is_fax(candidate)
    )


def _is_us(candidate: Candidate) -> bool:
    digits = candidate.digits[-10:]
    assigned = len(digits) == 10 and digits[0] in "23456789" and digits[3] in "23456789"
    plausible = assigned or near(candidate, _CUES)
    return plausible and _is_not_hotline(digits, candidate) and is_phone(candidate)


def _is_not_hotline(digits: str, candidate: Candidate) -> bool:
    return digits[:3] not in _TOLL_FREE or cues.is_personal(candidate)


def _is_fax(candidate: Candidate) -> bool:
    before = candidate.before(16)
    words = sorted(
        (before.rfind(word), word in ("fax", "传真"))
        for word in ("fax", "传真", "phone", "tel", "cell", "电话", "手机")
    )
    at, is_fax = words[-1]
    return at >= 0 and is_fax and (contains(before, "fax") or "传真" in before)


def _fits(value: str) -> bool:
    digits = sum(char.isdigit() for char in value)
    masked = sum(char in "*xX" for char in value)
    return (
        bool(re.fullmatch(r"[+0-9().\s*xX/-]+(?: ?(?:ext\.?|x)\s?\d{1,6})?", value))
        and 7 <= digits + masked <= 17
    )


_US = r"(?:\+?1[ .-]{0,2})?(?:\(\d{3}\) ?-?|\d{3}[ .-]{1,3}|\d{3}/)\d{3}[ .-]{1,3}\d{4}"
_US_BARE = r"(?:\+?1)?[2-9]\d{2}[2-9]\d{6}"
_CN_MOBILE = r"(?:(?:\+|00)?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}"
_CN_LAND = r"(?:(?:\+|00)?86[ -]?)?\(?0\d{2,3}\)?[ -]?[2-9]\d{6,7}"
_ABROAD = (
    r"(?:\+(?:[2-9]\d{0,2}[ .-]?|1 )|\b00[2-9]\d{0,2}[ .-])"
    r"(?:\(0?\d{1,4}\)[ .-]?)?\d{1,4}(?:[ .-]?\d{2,4}){1,4}"
)
_ANY = f"(?:{_US}|{_US_BARE}|{_CN_MOBILE}|{_CN_LAND}|{_ABROAD})"

RECOGNIZERS = (
    Recognizer(
        name="phone.us",
        category="phone",
        pattern=_US,
        score=0.92,
        accepts=_is_us,
        positives=(
            ("call me at (503) 555-0147", "(503) 555-0147"),
            ("cell 503-555-0147 ext. 22", "503-555-0147"),
            ("+1 503.555.0147 works", "+1 503.555.0147"),
        ),
        negatives=("Call us at (503) 555-0147", "1-800-555-0147", "from 1/2/2024", "MRN 503-555-0147"),
    ),
    Recognizer(
        name="phone.us_bare",
        category="phone",
        pattern=rf"\b{_US_BARE}\b",
        score=0.8,
        accepts=_is_us,
        context=_CUES,
        positives=(("text me: 5035550147", "5035550147"),),
        negatives=("order 5035550147", "1503555014"),
    ),
    Recognizer(
        name="phone.us_local",
        category="phone",
        pattern=r"\b[2-9]\d{2}[ .-]\d{4}\b",
        score=0.6,
        accepts=is_phone,
        context=tuple(cue for cue in _CUES if cue not in ("number", "contact", "reach")),
        positives=(("my cell is 555-0147", "555-0147"),),
        negatives=("pages 555-0147", "call 911"),
    ),
    Recognizer(
        name="phone.us_masked",
        category="phone",
        pattern=r"(?:\(?[0-9*xX]{3}\)?[ .-])?[*xX]{3}[ .-]?(?:\d{4}|[*xX]{2}\d{2})\b",
        score=0.75,
        accepts=is_phone,
        context=_CUES,
        positives=(("phone (503) ***-0147", "(503) ***-0147"), ("call ***-***-0147", "***-***-0147")),
        negatives=("xxx-xx-6789 is the SSN",),
    ),
    Recognizer(
        name="phone.last_four",
        category="phone",
        pattern=r"(?i)(?:(?:phone|cell|mobile)(?: number)? (?:ending|ends) (?:in|with)|手机尾号"
        r"|电话尾号|手机号后四位)"
        r"[ :：是为]{0,3}(\d{4})\b",
        score=0.75,
        positives=(("the phone ending in 0147", "0147"), ("手机尾号8000", "8000")),
        negatives=("the story ending in 1999",),
    ),
    Recognizer(
        name="phone.cn_mobile",
        category="phone",
        pattern=_CN_MOBILE,
        score=0.95,
        accepts=is_phone,
        positives=(
            ("电话13800138000", "13800138000"),
            ("+86 138-0013-8000 找我", "+86 138-0013-8000"),
            ("手机号：138 0013 8000", "138 0013 8000"),
        ),
        negatives=("订单号13800138000", "1380013800013800138"),
    ),
    Recognizer(
        name="phone.cn_masked",
        category="phone",
        pattern=r"\b1[3-9]\d[*xX]{4}\d{4}|\b1[3-9]\d{1,5}[*xX]{3,8}\d{0,4}",
        score=0.85,
        accepts=is_phone,
        positives=(("手机138****8000", "138****8000"),),
        negatives=("13 **** stars",),
    ),
    Recognizer(
        name="phone.cn_landline",
        category="phone",
        pattern=_CN_LAND,
        score=0.85,
        accepts=is_phone,
        positives=(("家里座机010-65551234", "010-65551234"), ("(021) 65551234", "(021) 65551234")),
        negatives=("院址及客服：010-65551234", "编号0106555123499"),
    ),
    Recognizer(
        name="phone.abroad",
        category="phone",
        pattern=_ABROAD,
        score=0.85,
        accepts=lambda candidate: 8 <= len(candidate.digits) <= 15 and is_phone(candidate),
        positives=(("reach me on +44 20 7946 0018", "+44 20 7946 0018"),),
        negatives=("the score was +3 20", "+1 more"),
    ),
    Recognizer(
        name="phone.cued",
        category="phone",
        pattern=r"(?i:\b(?:phone|tel(?:ephone)?|call|cell|mobile|dial|text|whatsapp)\b|电话|手机)"
        r"[^0-9+(\n]{0,24}((?:\+|00)?\(?\d{1,5}\)?(?:[ ./-]{0,2}\(?\d{2,8}\)?){1,5})",
        score=0.7,
        accepts=lambda candidate: 7 <= len(candidate.digits) <= 15 and is_phone(candidate),
        positives=(("my phone number is 06-10446904", "06-10446904"), ("call 089 72 63 41", "089 72 63 41")),
        negatives=("call us at 089 72 63 41", "text 12345"),
    ),
    Recognizer(
        name="fax",
        category="fax",
        pattern=_ANY,
        score=0.95,
        accepts=lambda candidate: _is_fax(candidate) and not cues.is_own_contact(candidate),
        positives=(("fax: (503) 555-0199", "(503) 555-0199"), ("传真：010-65551235", "010-65551235")),
        negatives=("call (503) 555-0147", "fax it to the phone company"),
    ),
)

FIELDS = (
    Field(category="fax", keys=("fax", "faxnumber", "传真", "传真号"), fits=_fits),
    Field(
        category="phone",
        keys=(
            "phone",
            "phonenumber",
            "tel",
            "telephone",
            "cell",
            "cellphone",
            "mobile",
            "mobilephone",
            "mobilenumber",
            "whatsapp",
            "sms",
            "电话",
            "手机",
            "手机号",
            "手机号码",
            "联系方式",
            "联系电话",
        ),
        fits=_fits,
    ),
)
