"""Telephone and fax numbers: North American, Chinese, international, partly masked."""

import re

import re2

from lightyear.guard.detectors import cues
from lightyear.guard.detectors.base import Candidate, Field, Recognizer, any_of, near

_CUES = (
    "phone",
    "phones",
    "telephone",
    "tel",
    "ph",
    "cell",
    "cellphone",
    "cellular",
    "mobile",
    "mob",
    "landline",
    "pager",
    "call",
    "call back",
    "callback",
    "text",
    "sms",
    "reach",
    "reached",
    "reachable",
    "dial",
    "number",
    "whatsapp",
    "contact",
    "ring",
    "answering",
    "voicemail",
    "home",
    "office",
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
    "座机",
    "家属",
)
_LEADING = tuple(cue for cue in _CUES if cue not in ("home", "office"))
_TOLL_FREE = frozenset(("400", "800", "833", "844", "855", "866", "877", "888", "900"))
_HOTLINE = re.compile(
    r"(?:\+?1[ .-]{0,2})?\(?(?:8(?:00|33|44|55|66|77|88)|900)\)?[ .-]{0,2}\d{3}[ .-]?\d{4}"
    r"|[48]00[ -]?\d{3}[ -]?\d{4}|[48]00[ -]?\d{4}[ -]?\d{3}|9[56]\d{3,4}"
)
_EXTENSION = re.compile(r"x\d{1,6}\b")
_OTHER_NUMBER = re2.compile(
    r"(?:ssn|social security|mrn|record|npi|account|acct|member|policy|order|invoice|ticket|case|claim|\bid|"
    r"isbn|issn|card|routing|tracking|serial|sku|ndc|lot|ref|reference|confirmation|part|model|zip|pages?|po|"
    r"extension|version|iban|imei|invoice|batch|item|patent|license|passport|dl|"
    r"订单|单号|病历|病案|住院|门诊|就诊|医保|社保|护照|保单|卡|编号|证|流水号|批号)"
    r"(?:[ _-]?(?:number|num|no\.?|code|id|#|号码?))?"
    r"""["']?[ :=#"'：是为]*$"""
)
_NAMED = re2.compile(
    r"(?:phone|tele|tel|cell|mobile|fax|contact)[ _-]?(?:number|num|no\.?|id|#)?"
    r"""["']?[ :=#"']*$|(?:电话|手机|传真)(?:号码?|卡号)?[ :=：是为"']*$"""
)
_TODAY = re.compile(
    r"(?:(?:19|20)\d\d[./-]\d{1,2}[./-]\d{1,2}|\d{1,2}[./-]\d{1,2}[./-](?:(?:19|20)\d\d|\d\d))$"
)
_FAX_AFTER = re.compile(r"^(?:x\d{1,6})?[ ,(-]{0,2}(?:fax|传真)(?![a-z]|[ ]?[:：#])")
_PHONE_AFTER = re.compile(
    r"^(?:x\d{1,6})?[ (-]{1,2}(?:office|home|cell|mobile|work|phone|landline|main)(?![a-z]|[ ]?[:：#])"
)
_HANGS_ON = re.compile(r"-(?:office|home|cell|mobile|work|fax|phone|landline|main)")
_FAX_WORDS = ("fax", "传真", "facsimile")
_PHONE_WORDS = ("phone", "tel", "cell", "mobile", "office", "home", "call", "text", "电话", "手机", "座机")


def is_phone(candidate: Candidate) -> bool:
    """Say whether a match reads as somebody's number, not as an order number or a hotline."""
    shown = sum(char in "0123456789xX*•" for char in candidate.value)
    before = candidate.before(28)
    return (
        (_EXTENSION.match(candidate.after(8)) is not None or _is_free(candidate))
        and shown >= 5
        and (not _OTHER_NUMBER.search(before) or _NAMED.search(before) is not None)
        and not cues.is_own_contact(candidate)
        and not _is_fax(candidate)
    )


def _is_free(candidate: Candidate) -> bool:
    if candidate.value[:1] in "*xX•" and candidate.before(1) in ("*", "x", "•"):
        return False
    if candidate.stands_free(joiners="-*_/"):
        return True
    # "503-555-0147-Office", "reyes_503-555-0147_labs": a word may hang on, another number may not.
    before, after = candidate.before(2)[::-1], candidate.after(12)
    return (_is_open(before) or (before[:1] == "_" and not before[1:].isdigit())) and (
        _is_open(after) or (after[:1] == "_" and not after[1:2].isdigit()) or bool(_HANGS_ON.match(after))
    )


def _is_open(side: str) -> bool:
    return not (side[:1].isascii() and side[:1].isalnum()) and not (
        side[:1] in ("-", "*", "_", "/", "•")
        and (side[1:2] == side[:1] or (side[1:2].isascii() and side[1:2].isalnum()))
    )


def _is_us(candidate: Candidate) -> bool:
    digits = candidate.digits[-10:]
    assigned = len(digits) == 10 and digits[0] in "23456789" and digits[3] in "23456789"
    plausible = assigned or near(candidate, _CUES)
    return plausible and _is_not_hotline(digits, candidate) and is_phone(candidate)


def _is_us_bare(candidate: Candidate) -> bool:
    # A header above a column is no word beside a number: only the line counts, or the one that leads to it.
    if candidate.stands_alone() or candidate.value.startswith("+"):
        return _is_us(candidate)
    lines = candidate.before().split("\n")
    before = (
        lines[-1] if lines[-1].strip() or len(lines) == 1 or re.search("[,;|\t]", lines[-2]) else lines[-2]
    )
    before = before.replace("_", " ")
    after = candidate.after().partition("\n")[0].replace("_", " ")
    cues_here = any_of(_LEADING)
    return bool(cues_here.search(before) or cues_here.search(after)) and _is_us(candidate)


def _is_not_hotline(digits: str, candidate: Candidate) -> bool:
    return (
        digits[:3] not in _TOLL_FREE
        or cues.is_personal(candidate)
        or bool(_PHONE_AFTER.match(candidate.after()))
    )


def _is_fax(candidate: Candidate) -> bool:
    after = candidate.after(16)
    if _FAX_AFTER.match(after):
        return True
    if _PHONE_AFTER.match(after):
        return False
    before = candidate.before(24)
    fax = max(_last(before, word) for word in _FAX_WORDS)
    # A word that another number stands behind speaks of that one: "503-555-0199 fax / 503-555-0147".
    return fax >= 0 and fax > max(_last(before, word) for word in _PHONE_WORDS) and not _taken(before[fax:])


def _last(text: str, word: str) -> int:
    return text.rfind(word) if word in text else -1


def _taken(text: str) -> bool:
    return sum(map(str.isdigit, text)) >= 4 or (text.startswith("fax") and " / " in text)


def _is_local(candidate: Candidate) -> bool:
    digits = len(candidate.digits)
    dated = _TODAY.match(candidate.value) is not None
    return 6 <= digits <= 15 and not dated and _is_nobodys(candidate) is None and is_phone(candidate)


def _is_nobodys(candidate: Candidate) -> re.Match[str] | None:
    return None if cues.is_personal(candidate) else _HOTLINE.fullmatch(candidate.value)


def _is_local_fax(candidate: Candidate) -> bool:
    return _is_fax(candidate) and 6 <= len(candidate.digits) <= 15 and not cues.is_own_contact(candidate)


def _is_encoded(candidate: Candidate) -> bool:
    is_query = "+" in candidate.value[1:] and candidate.before(1) == "="
    return is_query and 10 <= len(candidate.digits) <= 14 and is_phone(candidate)


def _fits(value: str) -> bool:
    digits = sum(char.isdigit() for char in value)
    masked = sum(char in "*xX•" for char in value)
    return (
        bool(re.fullmatch(r"[+0-9().\s*•xX/-]+(?: ?(?:ext\.?|x)\s?\d{1,6})?", value))
        and 6 <= digits + masked <= 17
        and _TODAY.match(value) is None
    )


_US = (
    r"(?:(?:\+|00)?1[ .-]{0,2})?(?:\(\d{3}\)[ .-]{0,3}\d{3}[ .-]{0,3}\d{4}"
    r"|\d{3}(?:/| ?[ .-]{1,3})\d{3} ?[ .-]{1,3}\d{4})"
)
_US_BARE = r"(?:\+1|\b1?)[2-9]\d{2}[2-9]\d{6}"
_CN_MOBILE = r"(?:(?:\+|00)?86[ -]?)?1[3-9]\d[ -]{0,3}\d{4}[ -]{0,3}\d{4}"
_CN_LAND = r"(?:(?:\+|00)?86[ -]?)?\(?0\d{2,3}\)?[ -]?[2-9]\d{2,3}[ -]?\d{4}"
_ABROAD = (
    r"(?:\+(?:[2-9]\d{0,2}[ .-]?|1 )|\b00[2-9]\d{0,2}[ .-]?)"
    r"(?:\(0?\d{1,4}\)[ .-]?)?\d{1,4}(?:[ .-]?\d{2,4}){1,4}"
)
_LOCAL = r"(?:\+|00)?\(?\d{1,5}\)?(?:[ ./-]{0,2}\(?\d{2,9}\)?){1,5}"
_ANY = f"(?:{_US}|{_US_BARE}|{_CN_MOBILE}|{_CN_LAND}|{_ABROAD})"
_EXT = r"(?: ?x\.?\d{1,6})?"

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
        negatives=(
            "Call us at (503) 555-0147",
            "1-800-555-0147",
            "电话：400-123-4567",
            "from 1/2/2024",
            "MRN 503-555-0147",
        ),
    ),
    Recognizer(
        name="phone.us_bare",
        category="phone",
        pattern=rf"{_US_BARE}\b",
        score=0.8,
        accepts=_is_us_bare,
        positives=(("text me: 5035550147", "5035550147"), ("+15415550182", "+15415550182")),
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
        pattern=r"(?:\(?[0-9*xX•]{3}\)?[ .-]{1,2})?[*xX•]{3}[ .-]?(?:\d{4}|[*xX•]{2}\d{2})\b"
        r"|\(?\d{3}\)?[ .-]{1,2}\d{3}[ .-][*xX•]{4}",
        score=0.87,
        accepts=is_phone,
        context=_CUES,
        positives=(("phone (503) ***-0147", "(503) ***-0147"), ("call ***-***-0147", "***-***-0147")),
        negatives=("xxx-xx-6789 is the SSN",),
    ),
    Recognizer(
        name="phone.last_four",
        category="phone",
        pattern=r"(?i)(?:\b(?:phone|cell|mobile|telephone|number)(?: number| no\.?)? (?:on file )?(?:that )?"
        r"(?:ending|ends|ended) (?:in|with)|last (?:4|four)(?: digits)?(?: of)?(?: (?:my|his|her|the|your))?"
        r" (?:phone|cell|mobile)(?: number)?(?: is| are)?|手机(?:号码?)?(?:的)?(?:尾号|后四位|末四位"
        r"|后4位)|电话(?:号码?)?(?:的)?"
        r"(?:尾号|后四位|末四位)|尾号)"
        r"[ :：是为]{0,3}(\d{4})(?:\b|[^\d\w]|\p{Han})",
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
        pattern=r"1[3-9]\d[ -]?[*xX•]{4}[ -]?\d{4}|1[3-9]\d{1,5}[*xX•]{3,8}\d{0,4}|1[3-9][*xX•]{5,9}\d{0,4}",
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
        positives=(
            ("联系人：刘先生 010-8765 4321", "010-8765 4321"),
            ("家里座机010-65551234", "010-65551234"),
            ("(021) 65551234", "(021) 65551234"),
        ),
        negatives=("院址及客服：010-65551234", "编号0106555123499"),
    ),
    Recognizer(
        name="phone.abroad",
        category="phone",
        pattern=_ABROAD,
        score=0.85,
        accepts=lambda candidate: (
            8 <= len(candidate.digits) <= 15
            and not candidate.before(1).isalnum()
            and candidate.before(1) != ")"
            and is_phone(candidate)
        ),
        positives=(("reach me on +44 20 7946 0018", "+44 20 7946 0018"),),
        negatives=("the score was +3 20", "+1 more"),
    ),
    Recognizer(
        name="phone.cued",
        category="phone",
        pattern=r"(?i:\b(?:phones?|tel(?:ephone|\.)?|ph|call(?:ed)?|cell(?:ular)?|mob(?:ile)?|dial|text"
        r"|whats ?app|answering"
        r"|reach(?:ed|able)?|landline|ring|pager|home|office|work|viber|signal|contact|sms)\b|电话|手机|座机)"
        rf"[^0-9+(\n]{{0,24}}({_LOCAL})",
        score=0.7,
        accepts=_is_local,
        positives=(
            ("my phone number is 06-10446904", "06-10446904"),
            ("call 089 72 63 41", "089 72 63 41"),
            ("They're not answering at 0650 995 04 94", "0650 995 04 94"),
        ),
        negatives=("call us at 089 72 63 41", "text 12345", "call on 12/03/2024"),
    ),
    Recognizer(
        name="phone.suffixed",
        category="phone",
        pattern=rf"({_LOCAL}){_EXT}[ (-]{{1,2}}(?i:office|home|cell|mobile|work|landline)(?:[^:a-zA-Z]|$)",
        score=0.88,
        accepts=_is_local,
        positives=(
            ("91 Hill Road\n(84) 7564-8830 office / 001-490-155-3846 fax", "(84) 7564-8830"),
            ("Bend 95522 / 50-98-28-96-Office,751-954-9268-Fax", "50-98-28-96"),
        ),
        negatives=("in 2024 office rents", "20-30 office workers"),
    ),
    Recognizer(
        name="phone.spaced",
        category="phone",
        pattern=r"\b\d(?: \d){9,13}\b",
        score=0.8,
        accepts=is_phone,
        context=_CUES,
        positives=(("call me 5 0 3 5 5 5 0 1 4 7", "5 0 3 5 5 5 0 1 4 7"),),
        negatives=("scores 5 0 3 5 5 5 0 1 4 7",),
    ),
    Recognizer(
        name="phone.cn_words",
        category="phone",
        pattern="[一幺][三四五六七八九](?: ?[〇零一二三四五六七八九幺]){9}",
        score=0.9,
        positives=(("我的是一三八零零一三八零零零", "一三八零零一三八零零零"),),
        negatives=("一三五七九",),
    ),
    Recognizer(
        name="phone.encoded",
        category="phone",
        # As a query writes it: %28503%29+555-0147; its escapes are undone before, its plus signs stay.
        pattern=r"\+?\(?\d{1,4}[)+ .-]{1,3}\d{2,4}(?:[+ .-]{1,2}\d{2,4}){1,3}\b",
        score=0.8,
        accepts=_is_encoded,
        positives=(("GET /book?tel=%28503%29+555-0147&n=2", "%28503%29+555-0147"),),
        negatives=("GET /book?ids=12%2C13%2C14",),
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
    Recognizer(
        name="fax.cued",
        category="fax",
        pattern=rf"(?i:\bfax\b|传真)[^0-9+(\n]{{0,16}}({_LOCAL})",
        score=0.86,
        accepts=_is_local_fax,
        positives=(("fax 06-10446905 after six", "06-10446905"),),
        negatives=("fax 2 pages",),
    ),
    Recognizer(
        name="fax.suffixed",
        category="fax",
        pattern=rf"({_LOCAL}){_EXT}[ ,(-]{{1,2}}(?i:fax)(?:[^:a-zA-Z]|$)",
        score=0.96,
        accepts=_is_local_fax,
        positives=(("089 72 63 41 office / 166-684-7899x12 fax / 06-10446904 mobile", "166-684-7899"),),
        negatives=("in 2024 fax machines",),
    ),
)

FIELDS = (
    Field(
        category="fax",
        keys=("fax", "faxnumber", "faxno", "faxphone", "homefax", "workfax", "facsimile", "传真", "传真号"),
        fits=_fits,
    ),
    Field(
        category="phone",
        keys=(
            "phone",
            "phonenumber",
            "phoneno",
            "phonenum",
            "tel",
            "telno",
            "telephone",
            "telephonenumber",
            "cell",
            "cellphone",
            "cellnumber",
            "mobile",
            "mobilephone",
            "mobilenumber",
            "mobileno",
            "mob",
            "landline",
            "msisdn",
            "whatsapp",
            "sms",
            "pager",
            "callback",
            "callbacknumber",
            "contactnumber",
            "contactno",
            "emergencynumber",
            "shouji",
            "dianhua",
            "电话",
            "手机",
            "手机号",
            "手机号码",
            "联系方式",
            "联系电话",
            "座机",
            "固话",
            "联系号码",
        ),
        fits=_fits,
    ),
)
