"""Payment cards: whole, masked, by their last digits, and as processors name them."""

import re

from lightyear.guard.checksums import luhn
from lightyear.guard.detectors import telephony
from lightyear.guard.detectors.base import CN_IS, IS, Candidate, Recognizer

# The first digits of cards by their length (ISO/IEC 7812): what else passes the check sum is a barcode.
_ISSUED = {
    13: re.compile("4"),
    14: re.compile("30[0-5]|3[689]"),
    15: re.compile("3[47]"),
    16: re.compile("[45]|2[2-7]|35|6"),
    17: re.compile("6"),
    18: re.compile("6"),
    19: re.compile("[4569]"),
}


def _is_card(candidate: Candidate) -> bool:
    digits = candidate.digits
    issued = _ISSUED.get(len(digits))
    return (
        issued is not None
        and issued.match(digits) is not None
        and candidate.stands_free(joiners="-")
        and luhn(digits)
        and len(set(digits)) > 1
    )


def _lead(value: str) -> int:
    return len(value) - 4


RECOGNIZERS = (
    Recognizer(
        name="account.card",
        category="account",
        pattern=r"[2-6]\d{3}(?:[ .-]?\d{4}){2,3}[ .-]?\d{1,7}\b|3[47]\d{2}[ .-]?\d{6}[ .-]?\d{5}\b"
        r"|3[068]\d{12}\b",
        score=0.95,
        accepts=_is_card,
        positives=(
            ("card 4111 1111 1111 1111 expires", "4111 1111 1111 1111"),
            ("卡号6222021234567890128", "6222021234567890128"),
            ("别打到那张6222 0212 3456 7890 128", "6222 0212 3456 7890 128"),
        ),
        negatives=("4111 1111 1111 1112", "2024-2025-2026"),
    ),
    Recognizer(
        name="account.card_named",
        category="account",
        pattern=r"(?i)\b(?:card|cc|visa|master ?card|amex|maestro|discover|jcb)\b"
        + IS
        + r"(\d(?:[ .-]?\d){11,18})\b",
        score=0.9,
        positives=(("for this card: 501864667909", "501864667909"),),
        negatives=("the card 1234 of 5",),
    ),
    Recognizer(
        name="account.last_four",
        category="account",
        pattern=r"(?i)\b(?:card|visa|master ?card|mc|amex|american express|discover|debit|credit|account"
        r"|acct|checking|savings)"
        r"(?: card| account)?(?: number| no\.?| #)?(?: on file)?,?(?: that)?(?: (?:you|we|i|"
        r"they) [a-z]{2,8}(?: [a-z]{2,5}){0,2})? \(?(?:ending|ends|ended"
        r"|last (?:four|4))"
        r"(?: digits)?(?: (?:in|with))?(?:[ :=#]|is|are){0,4}(\d{4})\b"
        r"|\b(?:last|final) (?:four|4)(?: digits| numbers)?(?: of)?(?: (?:my|his|her|the|your))?"
        r" (?:\w{1,8} )?"
        r"(?:card|visa|mastercard|amex|account)(?: number)?(?:[ :=#]|is|are){0,4}\d{4}\b",
        score=0.9,
        trim=_lead,
        positives=(
            ("the card ending in 4242 was charged", "4242"),
            ("Visa ending 4242", "4242"),
            ("the last four of my visa is 4242", "4242"),
            ("to the account you gave us (ending 4242)", "4242"),
        ),
        negatives=("the year ending 2024", "account for the year ending in May"),
    ),
    Recognizer(
        name="account.masked_named",
        category="account",
        pattern=r"(?i)\b(?:card|visa|master ?card|amex|discover|account|acct|checking"
        r"|savings|ach|zelle|venmo|paypal|refund(?:ed)?)\b[^0-9\n*x•.]{0,24}((?:[*x•]{1,12}|\.{2,4}"
        r")[ -]?\d{4})\b",
        score=0.9,
        positives=(("charged to Visa ****4242", "****4242"), ("my debit card …4242", "…4242")),
        negatives=("the card game of 2024",),
    ),
    Recognizer(
        name="account.last_four_cn",
        category="account",
        pattern=r"(?:卡|卡号|卡號|银行卡|帳戶|账户|账号|帳號|银联|支付宝|[工农中建交招邮]行|VISA|visa)"
        r"(?:(?:的)?[（(]?(?:尾号|尾號|后四位|后4位|後四碼|末四位|末四碼|最后四位)"
        + CN_IS
        + r"|[（(])(\d{4})(?:[^\d]|$)",
        score=0.9,
        positives=(
            ("银行卡尾号4242", "4242"),
            ("储蓄卡（尾号4242）", "4242"),
            ("您的招行卡（4242）", "4242"),
        ),
        negatives=("卡尾号在哪里看",),
    ),
    Recognizer(
        name="account.last_four_of_cn",
        category="account",
        # The card comes after its number: "尾号4242的储蓄卡".
        pattern=r"(?:尾号|尾號|末四位|末四碼|后四位)(?:为|為|是)?(\d{4})的?(?:[^\d，,。\n]{0,6})(?:卡|"
        r"账户|帳戶|账号|存折)",
        score=0.92,
        positives=(("退款到您尾号4242的储蓄卡", "4242"), ("尾号为4242的招行信用卡", "4242")),
        negatives=("尾号4242的手机",),
    ),
    Recognizer(
        name="account.masked",
        category="account",
        pattern=r"(?:[*xX•]{4}[ -]){2,3}\d{4}\b|\b\d{4}[ -](?:[*xX•]{4}[ -]){2}\d{1,4}\b"
        r"|\b\d{6}[*xX•]{6,9}\d{4}\b",
        score=0.84,
        accepts=lambda candidate: candidate.stands_free(),
        positives=(("charged to **** **** **** 4242", "**** **** **** 4242"),),
        negatives=("**** four stars ****",),
    ),
    Recognizer(
        name="account.last_four_far_cn",
        category="account",
        # The nearest thing that ends in digits is a card or an account, not a telephone.
        pattern=r"(?:尾号|尾號|后四位|末四位)(?:为|為|是)?[:： ]{0,2}(\d{4})(?:[^\d]|$)",
        score=0.9,
        accepts=telephony.is_of_card,
        positives=(("银行卡复印件，现登记的尾号4242与来信不符", "4242"), ("银联尾号4242重复扣款", "4242")),
        negatives=("手机尾号4242", "银行卡丢了，手机尾号4242"),
    ),
    Recognizer(
        name="account.last_four_key",
        category="account",
        pattern=r"(?i)\b(?:brand|card|visa|mc|mastercard|amex|discover|unionpay)\b[^\n]{0,24}"
        r"\blast[_ ]?(?:4|four)[\"']?[ :=\"']{1,4}(\d{4})\b"
        r"|\blast[_ ]?(?:4|four)[\"']?[ :=\"']{1,4}(?:\d{4}\b[\"', ]{1,4}(?:brand|exp|visa|mc|amex))",
        score=0.9,
        positives=(("brand=mc last4=4242 plan=1", "4242"),),
        negatives=("the card of the last 4 years",),
    ),
    Recognizer(
        name="account.processor",
        category="account",
        # The names under which processors of payments keep a customer or her card.
        pattern=r"\b(?:cus|pm|src|ba|sub|cust|tok|acct|mandate)_[A-Za-z0-9]{8,40}\b",
        score=0.9,
        accepts=lambda candidate: bool(candidate.digits) and not candidate.value.islower(),
        positives=(("stripe: cust=cus_KkL31xTz44vB", "cus_KkL31xTz44vB"),),
        negatives=("sub_total_2024", "cus_tomers"),
    ),
)

FIELDS = ()
