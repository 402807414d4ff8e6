"""Payment cards, bank accounts and customer or invoice numbers."""

import re

from lightyear.guard.checksums import is_iban, luhn
from lightyear.guard.detectors.base import CN_IS, CODE, IS, Candidate, Field, Recognizer, code, is_code

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


# "account 2500 followers": so many of them.
_COUNTED = re.compile(r" [a-z]{4,}s\b")
_SOLD = re.compile("[ .]?[张個个元块次人份]")
_CARE = re.compile(
    "(?:医保|醫保|健保|社保|就诊|就診|诊疗|健康|会员|會員|饭|门禁|身份|学生|校园)"
    "(?:卡|账户|帐户|卡号)?(?:号码?)?[:： ]*$"
)


def _is_iban(candidate: Candidate) -> bool:
    return is_iban(re.sub("[ -]", "", candidate.value).upper())


def _lead(value: str) -> int:
    return len(value) - 4


RECOGNIZERS = (
    Recognizer(
        name="account.card",
        category="account",
        pattern=r"[2-6]\d{3}(?:[ .-]?\d{4}){2}[ .-]?\d{1,7}\b|3[47]\d{2}[ .-]?\d{6}[ .-]?\d{5}\b"
        r"|3[068]\d{12}\b",
        score=0.95,
        accepts=_is_card,
        positives=(
            ("card 4111 1111 1111 1111 expires", "4111 1111 1111 1111"),
            ("卡号6222021234567890128", "6222021234567890128"),
        ),
        negatives=("4111 1111 1111 1112", "2024-2025-2026"),
    ),
    Recognizer(
        name="account.iban",
        category="account",
        pattern=r"\b[A-Z]{2}\d{2}[ -]?(?:[A-Z0-9]{4}[ -]?){2,7}[A-Z0-9]{1,4}\b"
        r"|\b[a-z]{2}\d{2} ?(?:[a-z0-9]{4} ?){2,7}[a-z0-9]{1,4}\b",
        score=0.95,
        accepts=_is_iban,
        positives=(("to GB82 WEST 1234 5698 7654 32", "GB82 WEST 1234 5698 7654 32"),),
        negatives=("GB82 WEST 1234 5698 7654 33",),
    ),
    Recognizer(
        name="account.named",
        category="account",
        pattern=r"(?i)(?:\b|_)(?:(?:bank|checking|chequing|savings|customer|billing|client|guarantor|debit|credit"
        r"|patient|pt|hospital|loan|hsa|fsa)?[ _-]?"
        r"(?:account|acct\.?)(?:[ _-]?(?:number|num|no\.?|id|#))?|a/c(?: no\.?| #)?|fin(?: ?#|:| number)"
        r"|guarantor[ _-]?(?:number|no\.?|id|#)|claim[ _-]?(?:number|no\.?|id|#)"
        r"|(?:credit|debit|payment|bank) card|card(?:[ _-]?(?:number|num|no\.?|#))|cc ?#|customer["
        r" _-]?(?:id|number|no\.?|#)|iban)" + IS + rf"({CODE})(?:\b|_)",
        score=0.88,
        accepts=lambda candidate: is_code(candidate) and not _COUNTED.match(candidate.after(12)),
        positives=(
            ("account number: 00918273", "00918273"),
            ("new bank, account 4417 2203 118", "4417 2203 118"),
            ("Acct: KR-00 4417 / 2", "KR-00 4417 / 2"),
            ("patient account no. 44-118203", "44-118203"),
            ("checking acct (joint) ***4417", "***4417"),
        ),
        negatives=(
            "open an account today",
            "my account is locked",
            "invoice INV-204418",
            "ACCOUNTS 2024",
            "account 2500 followers",
        ),
    ),
    Recognizer(
        name="account.bank",
        category="account",
        pattern=r"(?i)\b(?:checking|savings|(?:sort code|bsb) [\d-]{6,8},? acc(?:ount)?(?: no\.?)?|har)\b"
        + IS
        + r"(\d[\d -]{5,20}\d)\b",
        score=0.86,
        accepts=lambda candidate: len(candidate.digits) >= 7 and is_code(candidate),
        positives=(
            ("Chase checking 000330177245", "000330177245"),
            ("sort code 20-00-00 acc 55330177", "55330177"),
        ),
        negatives=("checking 2024-2025 figures", "savings 100 000 a year"),
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
        r"(?: card| account)?(?: number| no\.?| #)?(?: on file)?,?(?: that)? \(?(?:ending|ends|ended"
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
        ),
        negatives=("the year ending 2024", "account for the year ending in May"),
    ),
    Recognizer(
        name="account.masked_named",
        category="account",
        pattern=r"(?i)\b(?:card|visa|master ?card|amex|discover|account|acct|checking"
        r"|savings)\b[^0-9\n*x•.]{0,16}((?:[*x•]{1,12}|\.{2,4})[ -]?\d{4})\b",
        score=0.9,
        positives=(("charged to Visa ****4242", "****4242"), ("my debit card …4242", "…4242")),
        negatives=("the card game of 2024",),
    ),
    Recognizer(
        name="account.last_four_cn",
        category="account",
        pattern=r"(?:卡|卡号|卡號|银行卡|帳戶|账户|账号|帳號)"
        r"(?:(?:的)?[（(]?(?:尾号|尾號|后四位|後四碼|末四位|末四碼)" + CN_IS + r"|[（(])(\d{4})(?:[^\d]|$)",
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
        pattern=r"(?:尾号|尾號|末四位|末四碼|后四位)(?:为|為|是)?(\d{4})的?(?:[^\d，,。\n]{0,6})(?:卡|账户|帳戶|账号|存折)",
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
        name="account.cn",
        category="account",
        pattern=r"(?:银行卡|銀行卡|银行账户|账户|帐户|帳戶|账号|帐号|帳號|卡|支付宝|储蓄卡|信用卡|工资卡|客户)(?:账号|号码|號碼"
        r"|编号|号|號)?" + CN_IS + r"(\d(?:[ -]?\d){4,21}|(?:\d{4,6})?[*xX•]{2,12}\d{3,4})",
        score=0.85,
        accepts=lambda candidate: (
            not _CARE.search(candidate.before(12)) and not _SOLD.match(candidate.after(3))
        ),
        positives=(
            ("银行卡号：6222021234567", "6222021234567"),
            ("信用卡 6222****4242", "6222****4242"),
            ("帳號：004-12345678901", "004-12345678901"),
        ),
        negatives=("账户余额不足", "卡20个", "卡20000张", "医保卡号A83920174", "医保卡号 3301 0518 44210"),
    ),
    Recognizer(
        name="account.cn_bank",
        category="account",
        pattern=r"(?:中国银行|工商银行|建设银行|农业银行|招商银行|交通银行|邮储(?:银行)?|民生银行|中信(?:银行)?|浦发(?:银行)?|平安银行"
        r"|兴业银行|光大银行|工行|建行|农行|中行|交行|招行|台新|國泰世華|國泰|玉山|富邦|中國信託|中信銀行|郵局|第一銀行|華南銀行|滙丰|匯豐|汇丰)"
        r"(?:银行|銀行|卡)?(?:账号|帳號)?" + CN_IS + r"(\d(?:[ -]?\d){8,21})",
        score=0.86,
        accepts=lambda candidate: not re.fullmatch(r"1[3-9]\d{9}|[04]\d{2,3}-?\d{7,8}", candidate.value),
        positives=(("房租转到台新 2207-10-0041182-3", "2207-10-0041182-3"), ("农行6228480018", "6228480018")),
        negatives=("招商银行95555", "工行电话010-66106114"),
    ),
)

FIELDS = (
    Field(
        category="account",
        keys=(
            "account",
            "accountnumber",
            "accountnum",
            "accountno",
            "accountid",
            "acct",
            "acctnumber",
            "acctnum",
            "acctno",
            "acctid",
            "bankaccount",
            "bankaccountnumber",
            "iban",
            "card",
            "cardno",
            "cardnum",
            "cardnumber",
            "ccnumber",
            "ccnum",
            "pan",
            "creditcard",
            "creditcardno",
            "creditcardnumber",
            "debitcard",
            "last4card",
            "cardlast4",
            "invoicenumber",
            "invoiceno",
            "invoiceid",
            "claimnumber",
            "claimno",
            "claimid",
            "routingnumber",
            "billingid",
            "billingaccount",
            "guarantorid",
            "guarantoraccount",
            "customerid",
            "customerno",
            "customernumber",
            "银行卡尾号",
            "银行卡",
            "银行卡号",
            "账号",
            "账户",
            "卡号",
            "支付宝",
            "发票号",
        ),
        fits=code,
    ),
)
