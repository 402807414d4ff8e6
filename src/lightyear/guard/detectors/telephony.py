"""How telephone and fax numbers are written, and what tells them from every other number."""

import re

from lightyear.guard.detectors import cues, faxing
from lightyear.guard.detectors.base import Candidate, near
from lightyear.guard.patterns import Wording

CUES = (
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
    "txt",
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
    "小灵通",
    "家属",
    "電話",
    "手機",
    "聯絡",
    "聯繫",
    "號碼",
    "傳真",
    "打给",
    "打給",
    "預留",
    "预留",
    "celular",
    "telefono",
    "teléfono",
    "movil",
    "móvil",
    "llame",
    "llámeme",
    "numero",
    "número",
    "tele",
    "telly",
    "telefon",
    "fone",
    "phn",
    "ph#",
    "c/b",
    "cb",
    "cb #",
    "lm",
    "lvm",
    "vm",
    "vmail",
    "voice mail",
    "caller",
    "caller id",
    "callerid",
    "ani",
    "msisdn",
    "new #",
    "my #",
    "her #",
    "his #",
    "their #",
    "mom's #",
    "the #",
    "this #",
    "num",
    "digits",
    "hit me up",
    "ring me",
    "手提",
    "行動",
    "行动电话",
    "联络",
    "回电",
    "回撥",
    "打我",
    "加我",
    "拨",
)
# "320 480 768 1024": one of more numbers in a row.
_SIZES = re.compile(r"\d{3} $")
_SPACES = re.compile(r"[\d ]+")
_MASK = re.compile("[*•]|[xX]{3}")
_CUES = Wording(CUES)
_LEADING = Wording(cue for cue in CUES if cue not in ("home", "office"))
_TOLL_FREE = frozenset(("400", "800", "833", "844", "855", "866", "877", "888", "900"))
_HOTLINE = re.compile(
    r"(?:\+?1[ .-]{0,2})?\(?(?:8(?:00|33|44|55|66|77|88)|900)\)?[ .-]{0,2}\d{3}[ .-]?\d{4}"
    r"|[48]00[ -]?\d{3}[ -]?\d{4}|[48]00[ -]?\d{4}[ -]?\d{3}|9[56]\d{3,4}"
)
_EXTENSION = re.compile(r"x\d{1,6}\b")
_CN_DIGITS = "0123456789〇零○洞一幺壹二两贰三叁四肆五伍六陆七拐柒八捌九勾玖"
# "两个零" are two, the word for how many of them is none itself.
_CN_MORE = (("两个", 0), ("俩", 1), ("双", 1), ("三个", 1), ("仨", 2))
_YEAR = re.compile("(?:19|20)")
_TODAY = re.compile(
    r"(?:(?:19|20)\d\d[./-]\d{1,2}[./-]\d{1,2}|\d{1,2}[./-]\d{1,2}[./-](?:(?:19|20)\d\d|\d\d))$"
)
# A free number with an extension rings at one desk.
_DESK = re.compile(r",? ?(?:ext\.?|extension) ?\d{3,6}\b(?! (?:to|for)\b)")
_HANGS_ON = re.compile(r"-(?:office|home|cell|mobile|work|fax|phone|landline|main)")
_CARDS = ("卡", "账户", "帳戶", "账号", "帳號", "银联", "支付宝", "存折", "扣款", "行尾", "card", "visa")
_PHONES = ("手机", "手機", "电话", "電話", "预留", "預留", "phone", "号码")
# Behind "00" the code of a country, and groups: no batch is written so.
_COUNTRY = re.compile(
    r"00(?:1|7|20|27|3\d|4\d|5[1-8]|6[0-6]|8[126]|85[235]|886|9[0-8]\d?)[ .-]\(?\d{1,4}\)?[ .-]\d{3,4}"
    r"[ .-]?\d{3,4}"
)
# "[09:18] Visitor: 5035550147" answers a question; "ANA REYES 5035550147" is signed with it.
_SPEAKER = re.compile(
    r"^(?:\[[^\]\n]{1,20}\] ?)?[A-Za-z][\w .'-]{0,24}: ?(?:it'?s |its |sure |yes |ok )?[,. ]?$"
)
_ENDS = re.compile(r"[ .,!)]*(?:\((?:[chwm]|cell|home|work)\))?[ .,!)]*$")
_NAME = re.compile(
    r"\b(?:dtr|daughter|son|wife|husband|hubby|mom|mother|dad|father|sister|brother|aunt|uncle|spouse|friend"
    r"|neighbor|caregiver|poa) (?:[A-Z][a-z]+)?[ ,:-]{0,3}$"
    r"|(?:^|[.,;:!?] ?|\s)[A-Z][A-Za-z'-]+ (?:[A-Z]\. )?[A-Z][A-Za-z'-]{2,}[ ,:-]{1,3}$"
)
# "… that's old, it's 4065550142"
_CORRECTED = re.compile(
    r"(?i)(?:(?:old|wrong|changed|new one|instead|now),? (?:it'?s|is)|(?:^|[.,;] ?)(?:use|try|"
    r"hit)) (?:now )?$"
)
_THING = re.compile(
    r"(?i)\b(?:total|sum|qty|size|code|price|amount|balance|value|width|count|key|hash|ean|upc|gtin|"
    r"barcode|asin"
    r"|session|user|campaign|ad|group|build|job|form|license|permit|reservation|booking|flight|loan|parcel"
    r"|shipment|package|serial|unit|bid|rfp|po|rx|refill|prescription)\b"
)

US = (
    r"(?:(?:\+|00)?1[ .-]{0,2})?(?:\(\d{3}\)[ .-]{0,3}\d{3}[ .-]{0,3}\d{4}"
    r"|\d{3}(?:/| ?[ .-]{1,3})\d{3} ?[ .-]{1,3}\d{4})"
)
US_BARE = r"(?:\+1|\b1?)[2-9]\d{2}[2-9]\d{6}"
CN_MOBILE = r"(?:(?:\+|00)?86[ -]?)?1[3-9]\d[ -]{0,3}\d{4}[ -]{0,3}\d{4}"
# The same in other groups: "13800 138 000", "1380 0138 000".
CN_GROUPED = (
    r"\b(?:86[ -])?1[3-9]\d(?:\d{2}[ -]\d{3}[ -]\d{3}|[ -]\d{3}[ -]\d{5}|\d[ -]\d{3}[ -]\d{4}|"
    r"\d[ -]\d{4}[ -]\d{3}|\d{2}[ -]\d{6}|(?:[ -]\d\d){4})\b"
)
# Said in words, or words and digits mixed: "幺三八", "壹叁捌", "6两个零".
_CN_DIGIT = "[0-9〇零○洞一幺壹二两贰三叁四肆五伍六陆七拐柒八捌九勾玖]"
_CN_TWICE = "(?:两个|俩|双|三个|仨)"
CN_WORDS = (
    rf"[1一幺壹][3-9三四五六七八九叁肆伍陆柒拐捌玖](?:[ ，,、-]{{0,2}}(?:{_CN_TWICE})?{_CN_DIGIT}){{6,9}}"
)
CN_LAND = r"(?:(?:\+|00)?86[ -]?)?\(?0[1-9]\d{1,2}\)?[ -]{0,3}[2-9]\d{2,3}[ -]?\d{4}"
# Taiwan: mobiles and the area codes of its towns.
TAIWAN = r"\b09\d{2}[ -]?\d{3}[ -]?\d{3}\b|\(?\b0[2-8]\d{0,2}\)?[ -]\d{3,4}[ -]\d{3,4}\b"
ABROAD = (
    r"(?:\+(?:[2-9]\d{0,2}[ .-]?|1 )|\b00[2-9]\d{0,2}[ .-]?)"
    r"(?:\(0?\d{1,4}\)[ .-]?)?\d{1,4}(?:[ .-]?\d{2,5}){1,4}"
)
LOCAL = r"(?:\+|00)?\(?\d{1,5}\)?(?:[ ./-]{0,2}\(?\d{2,9}\)?){1,5}"
# Digits one by one, or a part of them: "5 0 3 5 5 5 0 1 4 7", "5 0 3-555-0147".
SPACED = r"\b\d(?:[ .-]{1,2}\d){9,13}\b|\b\d \d \d[ .-]{1,3}\d{3}[ .-]\d{4}\b"
# Typed or scanned with letters for digits: "5O3-555-O147".
MISREAD = r"\(?[0-9OolI]{3}\)?[ .-]{1,2}[0-9OolI]{3}[ .-][0-9OolI]{4}\b|\b1[3-9][0-9OolI]{9}\b"
ANY = f"(?:{US}|{US_BARE}|1[2-9]\\d{{9}}|{CN_MOBILE}|{CN_LAND}|{TAIWAN}|{ABROAD}|{SPACED})"
EXT = r"(?: ?x\.?\d{1,6})?"


def is_phone(candidate: Candidate) -> bool:
    """Say whether a match reads as somebody's number, not as an order number or a hotline."""
    shown = sum(char in "0123456789xX*•" for char in candidate.value)
    is_color = candidate.before(1) == "#" and len(candidate.value) == 6
    before = candidate.before(28)
    return (
        (_EXTENSION.match(candidate.after(8)) is not None or _is_free(candidate))
        and shown >= 5
        and not is_color
        and (not faxing.OTHER_NUMBER.is_in(before) or faxing.NAMED.is_in(before))
        # Nobody masks a number that an organization gives to everybody.
        and (_MASK.search(candidate.value) is not None or not cues.is_own_contact(candidate))
        and not faxing.is_fax(candidate)
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


def is_us(candidate: Candidate) -> bool:
    """Say whether ten digits are a North American number, and not a hotline."""
    digits = candidate.digits[-10:]
    assigned = len(digits) == 10 and digits[0] in "23456789" and digits[3] in "23456789"
    plausible = assigned or near(candidate, _CUES)
    if _SIZES.search(candidate.before(5)) and _SPACES.fullmatch(candidate.value):
        return False
    return plausible and _is_not_hotline(digits, candidate) and is_phone(candidate)


def is_us_bare(candidate: Candidate) -> bool:
    """Say whether ten digits without a sign between them are one: a word on the line has to say so."""
    # A header above a column is no word beside a number: only the line counts, or the one that leads to it.
    if candidate.stands_alone() or candidate.value.startswith("+"):
        return is_us(candidate)
    lines = candidate.before().split("\n")
    before = (
        lines[-1] if lines[-1].strip() or len(lines) == 1 or re.search("[,;|\t]", lines[-2]) else lines[-2]
    )
    before = before.replace("_", " ")
    after = candidate.after().partition("\n")[0].replace("_", " ")
    is_told = _LEADING.is_in(f"{before}\n{after}") or _answers(candidate)
    return is_told and is_us(candidate)


def _answers(candidate: Candidate) -> bool:
    """Say whether the line is a number only, behind who says it or behind a person's name."""
    before = candidate.text[max(0, candidate.start - 48) : candidate.start].rpartition("\n")[2]
    after = candidate.text[candidate.end : candidate.end + 24].partition("\n")[0]
    if not _ENDS.match(after):
        return False
    led = _SPEAKER.search(before) or _NAME.search(before) or _CORRECTED.search(before)
    return led is not None and not _THING.search(before)


def _is_not_hotline(digits: str, candidate: Candidate) -> bool:
    return (
        digits[:3] not in _TOLL_FREE
        or _DESK.match(candidate.after(12)) is not None
        or cues.is_personal(candidate)
        or bool(faxing.PHONE_AFTER.match(candidate.after()))
    )


def is_local(candidate: Candidate) -> bool:
    """Say whether digits that a word calls a telephone are a number somewhere in the world."""
    digits = len(candidate.digits)
    dated = _TODAY.match(candidate.value) is not None
    return (
        6 <= digits <= 15
        and not dated
        and not _is_short_code(candidate)
        and _is_nobodys(candidate) is None
        and is_phone(candidate)
    )


def _is_short_code(candidate: Candidate) -> bool:
    # "Text HOME to 741741" is a service.
    return len(candidate.digits) == 6 and re.search(r"\bte?xt \S+ to $", candidate.before(24)) is not None


def _is_nobodys(candidate: Candidate) -> re.Match[str] | None:
    return None if cues.is_personal(candidate) else _HOTLINE.fullmatch(candidate.value)


def is_of_card(candidate: Candidate) -> bool:
    """Say whether the last digits are those of a card or an account, not of a telephone."""
    before = candidate.before(60)
    return max(map(before.rfind, _CARDS)) > max(map(before.rfind, _PHONES))


def is_cn_words(candidate: Candidate) -> bool:
    """Say whether digits said in Chinese are those of a mobile number, no part of a longer one."""
    value = candidate.value
    around = candidate.before(1) + candidate.after(1)
    length = sum(map(_CN_DIGITS.__contains__, value))
    length += sum(value.count(word) * more for word, more in _CN_MORE)
    in_words = any(char in _CN_DIGITS[10:] for char in value)
    return in_words and length == 11 and not any(char in _CN_DIGITS for char in around)


def is_answer(candidate: Candidate) -> bool:
    """Say whether it is what somebody asked for a number answers."""
    return (
        len(candidate.digits) == 4 and len(candidate.value) == 4 and not _YEAR.match(candidate.value)
    ) or is_local(candidate)


def is_cued(candidate: Candidate) -> bool:
    """Say whether a word beside the candidate speaks of telephones."""
    return near(candidate, _LEADING)


def is_misread(candidate: Candidate) -> bool:
    """Say whether digits and a few letters that look like them are a number."""
    digits = len(candidate.digits)
    return 6 <= digits < 10 and is_phone(candidate)


def is_taiwan(candidate: Candidate) -> bool:
    """Say whether digits are a number of Taiwan."""
    return 9 <= len(candidate.digits) <= 10 and is_phone(candidate)


def is_abroad(candidate: Candidate) -> bool:
    """Say whether digits behind a country's code are a number; after "00" a word has to say so."""
    before = candidate.before(1)
    is_free = not (before.isascii() and before.isalnum()) and before != ")"
    is_told = (
        candidate.value[0] == "+" or _COUNTRY.match(candidate.value) is not None or near(candidate, _CUES)
    )
    return 8 <= len(candidate.digits) <= 15 and is_free and is_told and is_phone(candidate)


def is_encoded(candidate: Candidate) -> bool:
    """Say whether a value of a query is a number with plus signs for spaces."""
    is_query = "+" in candidate.value[1:] and candidate.before(1) == "="
    return is_query and 10 <= len(candidate.digits) <= 14 and is_phone(candidate)


_FEWEST_DIGITS = 2
"""Fewer, and a masked number tells nothing of anybody."""


def fits(value: str) -> bool:
    """Say whether the value of a field for numbers looks like one."""
    digits = sum(char.isdigit() for char in value)
    masked = sum(char in "*xX•" for char in value)
    return (
        bool(re.fullmatch(r"[+0-9().\s*•xX/-]+(?: ?(?:ext\.?|x)\s?\d{1,6})?", value))
        and 6 <= digits + masked <= 17
        and digits >= _FEWEST_DIGITS
        and _TODAY.match(value) is None
    )
