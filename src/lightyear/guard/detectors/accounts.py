"""Payment cards, bank accounts and customer or invoice numbers."""

import re

from lightyear.guard.checksums import is_iban, luhn
from lightyear.guard.detectors.base import CN_IS, IS, Candidate, Field, Recognizer, code


def _is_card(candidate: Candidate) -> bool:
    digits = candidate.digits
    return (
        candidate.stands_free(joiners="-")
        and 13 <= len(digits) <= 19
        and luhn(digits)
        and len(set(digits)) > 1
    )


_DATE = re.compile(r"(?:19|20)\d\d-\d\d?-\d\d?|\d\d?-\d\d?-(?:19|20)\d\d")


def _is_iban(candidate: Candidate) -> bool:
    return is_iban(re.sub("[ -]", "", candidate.value).upper())


def _lead(value: str) -> int:
    return len(value) - 4


def _is_routing(candidate: Candidate) -> bool:
    """Check the weights 3, 7, 1 of an ABA routing number."""
    digits = [int(digit) for digit in candidate.digits]
    return sum(digit * weight for digit, weight in zip(digits, (3, 7, 1) * 3, strict=False)) % 10 == 0


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
        pattern=r"(?i)(?:\b|_)(?:(?:bank|checking|savings|customer|billing|client|guarantor|debit"
        r"|credit)?[ _-]?"
        r"(?:account|acct\.?)(?:[ _-]?(?:number|num|no\.?|id|#))?|a/c|fin(?: ?#|:| number)|invoice"
        r"|claim[ _-]?(?:number|no\.?|id"
        r"|#)|bill(?: number| no\.?)|statement (?:number|no\.?)"
        r"|(?:credit|debit|payment|bank) card|card(?:[ _-]?(?:number|num|no\.?|#))|cc ?#|customer["
        r" _-]?(?:id|number|no\.?|#)|iban)"
        + IS
        + r"([A-Z]{0,4}-?\d[A-Z0-9-]{3,22}[A-Z0-9]|\d{4}(?:[ .]\d{4}){2,3}(?:[ .]\d{1,3})?)(?:\b|_)",
        score=0.88,
        accepts=lambda candidate: len(candidate.digits) >= 4 and not _DATE.fullmatch(candidate.value),
        positives=(("account number: 00918273", "00918273"), ("invoice INV-204418", "INV-204418")),
        negatives=("open an account today", "my account is locked"),
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
        pattern=r"(?i)\b(?:card|visa|master ?card|amex|american express|discover|debit|credit|account"
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
        r"|savings)\b[^0-9\n*x•]{0,16}([*x•]{2,12}[ -]?\d{4})\b",
        score=0.9,
        positives=(("charged to Visa ****4242", "****4242"),),
        negatives=("the card game of 2024",),
    ),
    Recognizer(
        name="account.last_four_cn",
        category="account",
        pattern=r"(?:卡|卡号|银行卡)(?:的)?(?:尾号|后四位|末四位)" + CN_IS + r"(\d{4})",
        score=0.9,
        positives=(("银行卡尾号4242", "4242"),),
        negatives=("卡尾号在哪里看",),
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
        name="account.routing",
        category="account",
        pattern=r"\b\d{9}\b",
        score=0.9,
        accepts=_is_routing,
        context=("routing", "aba", "routing number"),
        positives=(("routing number 021000021", "021000021"),),
        negatives=("ticket 021000021",),
    ),
    Recognizer(
        name="account.cn",
        category="account",
        pattern=r"(?:银行卡|银行账户|账户|帐户|账号|帐号|卡|支付宝|QQ|qq|发票|储蓄卡|信用卡|客户)(?:账号"
        r"|号码|编号"
        r"|号)?" + CN_IS + r"(\d(?:[ -]?\d){4,21})",
        score=0.85,
        positives=(("银行卡号：6222021234567", "6222021234567"), ("加我QQ 884021937", "884021937")),
        negatives=("账户余额不足", "卡20个", "医保卡号A83920174"),
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
