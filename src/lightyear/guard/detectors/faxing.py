"""What calls a number a fax, and what calls it anything but a telephone's."""

import re

from lightyear.guard.detectors import cues
from lightyear.guard.detectors.base import Candidate
from lightyear.guard.patterns import Pattern

OTHER_NUMBER = Pattern(
    r"(?:ssn|social security|mrn|record|npi|account|acct|member|policy|order|invoice|ticket|case|claim|\bid|"
    r"isbn|issn|card|routing|tracking|serial|sku|ndc|lot|ref|reference|confirmation|part|model|zip|pages?|po|"
    r"extension|version|iban|imei|upc|ean|gtin|barcode|batch|item|patent|license|passport|dl|"
    r"订单|訂單|单号|單號|病历|病歷|病案|住院|门诊|門診|就诊|就診|医保|健保|社保|护照|護照|保单|卡|编号|"
    r"編號|证|證|帳號"
    r"|流水号|流水號|批号|批號|货号|貨號|款号|型号|條碼|条码|物流|快递|运单|顺丰|学号|工号|税号|期号|"
    r"房号|股票代码|发票代码|统一社会信用代码|校验码"
    r"|campaign|utm_[a-z]+|adset|ad ?group|adgroup|creative|placement|gross|revenue|budget|score|seats?|"
    r"raffle|drawing|quote|rfp|bid|bol|pro"
    r"|meeting|passcode|webinar|room|powerball|lottery|lotto|bytes|docket|contract|meter|stop|locker)"
    r"(?:[ _-]?(?:number|num|no\.?|code|id|#|号码?))?"
    r"""["']?[ :=#"'：是为]*$"""
)
NAMED = Pattern(
    r"(?:phone|tele|tel|cell|mobile|fax|contact)[ _-]?(?:number|num|no\.?|id|#)?"
    r"""["']?[ :=#"']*$|(?:电话|電話|手机|手機|传真|傳真)(?:号码?|號碼?|卡号)?[ :=：是為为"']*$"""
)
# "503-555-0199 fax" names the number before, "503-555-0147, fax back to" the one that follows.
_FAX_AFTER = re.compile(
    r"^(?:x\d{1,6})?[ ,（(-]{0,2}(?:fax|传真|傳真|f\))"
    r"(?![a-z]| ?[:：#(+\d-]| (?:back|to|me|us|it|them|the|this|number|no|at|is|over|and confirm)\b)"
)
# "Fax the release to his office, 503-555-0199": the verb reaches to the end of its sentence.
_FAX_TO = re.compile(
    r"(?:\b(?:tele|e-?|r)?fax(?:ed|ing|es|-?out|-?in)?\b|\bfx'?d?\b|\bfac?simi?l\w*|\bfacs\b)(?! is\b|"
    r" was\b(?! wrong)| machine)"
    r"([^.;?!\n0-9]{0,64}|[^.;?!\n0-9]{0,40}(?:wrong|new|changed|different)[.;!] ?(?:it'?s|it is|"
    r"the right one is)? ?)$"
)
# A log of what was sent: "efax-out job 88213 pages=14 dst=".
_FAX_LOG = re.compile(
    r"\b(?:e-?|r)?fax[a-z-]{0,8}\b[^\n]{0,60}\b(?:dst|dest|to|rcpt|recipient|remote|number|num|csid|tsi|"
    r"from|ani|did)[=:] ?\+?$"
)
# "Tel/Fx: 208-555-0111 / 208-555-0112": the first and the second of a pair.
_PAIR_FIRST = re.compile(
    r"\b(?:tel|phone|ph|t|p|o|off(?:ice)?|voice|电话|電話) ?[/&+|,及和] ?(?:fax|fx|f|传真|傳真)[.:#： ]{0,3}$"
)
_PAIR_SECOND = re.compile(
    r"\b(?:tel|phone|ph|t|p|o|off(?:ice)?|voice|电话|電話) ?[/&+|,及和] ?(?:fax|fx|f|传真|"
    r"傳真)[.:#： ]{0,3}[+\d][\d ().-]{6,20} ?[/&|,;及和] ?$"
)
_NO_FAX = re.compile(r"(?:\bno|\bnot|n't|without|instead of)(?: have)?(?: an?| the| use| your)? fax")
_CALLED = re.compile(r"\b(?:call|phone|tel|cell|mobile|text|reach|ring|dial|voice|talk|landline)")
_FAX_SHORT = re.compile(r"(?:^|[\s|,;/·(])(?:fx|f)(?: ?[.:#]{1,2}|\))? ?$")
PHONE_AFTER = re.compile(
    r"^(?:x\d{1,6})?[ (-]{1,2}(?:office|home|cell|mobile|work|phone|landline|main)(?![a-z]|[ ]?[:：#])"
)
_FAX_WORDS = ("fax", "传真", "傳真", "facsim", "facsm")
_PHONE_WORDS = (
    "phone",
    "tel",
    "cell",
    "mobile",
    "office",
    "home",
    "call",
    "text",
    "电话",
    "電話",
    "手机",
    "手機",
    "座机",
)


def is_fax(candidate: Candidate) -> bool:
    """Say whether the words beside a number call it a fax."""
    after = candidate.after(16)
    if _FAX_AFTER.match(after):
        return True
    if PHONE_AFTER.match(after):
        return False
    if OTHER_NUMBER.is_in(candidate.before(28)) and not NAMED.is_in(candidate.before(28)):
        return False
    before = candidate.before(90)
    if _PAIR_FIRST.search(before):
        return False
    if _PAIR_SECOND.search(before) or _FAX_LOG.search(before):
        return True
    sentence = _FAX_TO.search(before)
    if _NO_FAX.search(before):
        return False
    if sentence and not _CALLED.search(sentence.group(1)):
        return True
    before = before[-24:]
    if _FAX_SHORT.search(before):
        return True
    fax = max(_last(before, word) for word in _FAX_WORDS)
    # A word that another number stands behind speaks of that one: "503-555-0199 fax / 503-555-0147".
    return fax >= 0 and fax > max(_last(before, word) for word in _PHONE_WORDS) and not _taken(before[fax:])


def _last(text: str, word: str) -> int:
    return text.rfind(word) if word in text else -1


def _taken(text: str) -> bool:
    return sum(map(str.isdigit, text)) >= 4 or (text.startswith("fax") and " / " in text)


def is_local_fax(candidate: Candidate) -> bool:
    """Say the same of a fax."""
    return is_fax(candidate) and 6 <= len(candidate.digits) <= 15 and not cues.is_own_contact(candidate)
