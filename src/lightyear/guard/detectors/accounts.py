"""Bank accounts and customer or invoice numbers."""

import re

from lightyear.guard.checksums import is_iban
from lightyear.guard.detectors.base import (
    CN_CODES,
    CN_IS,
    CODE,
    IS,
    NO,
    Candidate,
    Field,
    Recognizer,
    code,
    is_code,
    near,
)
from lightyear.guard.patterns import Wording

# "account 2500 followers": so many of them.
_COUNTED = re.compile(r" [a-z]{4,}s\b")
_SOLD = re.compile("[ .]?[张個个元块次人份]")
_CARE = re.compile(
    "(?:医保|醫保|健保|社保|就诊|就診|诊疗|健康|会员|會員|饭|门禁|身份|学生|校园)"
    "(?:卡|账户|帐户|卡号)?(?:号码?)?[:： ]*$"
)


# What an account is of, and what it is called.
_LABEL = (
    rf"(?:(?:bank|checking|chequing|savings|customer|billing|client|guarantor|debit|credit|patient|pt|"
    rf"hospital|loan|hsa|fsa|hra"
    r"|brokerage|deposit|giro|utility|statement)?[ _-]?"
    rf"(?:account|acct\.?|acc|accnt|a/c)(?:[ _-]?{NO})|(?:account|acct\.?|accnt|a/c)"
    rf"|guarantor(?:[ _-]?{NO})|claim[ _-]?{NO}|share (?:draft|account)|dda|har ?#?|claimant[ _-]?{NO}"
    rf"|(?:credit|debit|payment|bank) card|card[ _-]?{NO}|cc ?#|(?:customer|cust|client|"
    rf"billing)[ _-]?{NO}|iban|sepa mandate)"
)
_INSURED = Wording(("保险", "保单", "直付", "理赔", "医疗险", "高端医疗", "参保", "惠民保"))


def _is_iban(candidate: Candidate) -> bool:
    return is_iban(re.sub("[ -]", "", candidate.value).upper())


RECOGNIZERS = (
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
        pattern=rf"(?i)(?:\b|_){_LABEL}{IS}({CODE})(?:\b|_)",
        score=0.88,
        accepts=lambda candidate: is_code(candidate) and not _COUNTED.match(candidate.after(12)),
        positives=(
            ("account number: 00918273", "00918273"),
            ("new bank, account 4417 2203 118", "4417 2203 118"),
            ("Acct: KR-00 4417 / 2", "KR-00 4417 / 2"),
            ("patient account no. 44-118203", "44-118203"),
            ("checking acct (joint) ***4417", "***4417"),
            ("Acc no 04417203", "04417203"),
            ("share draft S0041-114720", "S0041-114720"),
            ("my acct with you is KNA-0044718", "KNA-0044718"),
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
        pattern=r"(?i)\b(?:checking|savings|fcu|credit union|(?:sort code|bsb) [\d-]{6,8},"
        r"? acc(?:ount)?(?: no\.?)?|har)\b" + IS + r"(\d[\d -]{5,20}\d)\b",
        score=0.86,
        accepts=lambda candidate: len(candidate.digits) >= 7 and is_code(candidate),
        positives=(
            ("Chase checking 000330177245", "000330177245"),
            ("sort code 20-00-00 acc 55330177", "55330177"),
        ),
        negatives=("checking 2024-2025 figures", "savings 100 000 a year"),
    ),
    Recognizer(
        name="account.cn",
        category="account",
        pattern=r"(?:银行卡|銀行卡|银行账户|银联|账户|帐户|帳戶|账号|帐号|帳號|卡|支付宝|储蓄卡|信用卡|"
        r"工资卡|客户)(?:账号|号码|號碼"
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
        name="account.member_cn",
        category="account",
        # The card of a shop or a clinic, of which sums are kept.
        pattern=rf"(?:会员卡|會員卡|储值卡|储值会员卡|充值卡|贵宾卡|VIP卡|vip卡|次卡|美容卡|积分卡|"
        rf"预付卡|会员(?:编号|号码|号|ID|id)?|會員(?:編號|號))"
        rf"(?:[（(]?(?:卡面|卡片|实体卡)?(?:编号|编码|卡号|号码|号|ID|id))?{CN_IS}({CN_CODES})",
        score=0.86,
        accepts=lambda candidate: (
            is_code(candidate) and not near(candidate, _INSURED) and not _SOLD.match(candidate.after(3))
        ),
        positives=(
            ("会员卡号KM00441827", "KM00441827"),
            ("会员编号 441827", "441827"),
            ("储值会员卡（卡面编号VIP00441827）", "VIP00441827"),
            ("系贵司会员（卡号VIP-44103392）", "VIP-44103392"),
        ),
        negatives=("会员卡20000张", "会员2024年", "高端医疗直付，会员编号KM00441827"),
    ),
    Recognizer(
        name="account.cn_bank",
        category="account",
        pattern=r"(?:中国银行|工商银行|建设银行|农业银行|招商银行|交通银行|邮储(?:银行)?|民生银行|"
        r"中信(?:银行)?|浦发(?:银行)?|平安银行"
        r"|兴业银行|光大银行|工行|建行|农行|中行|交行|招行|台新|國泰世華|國泰|玉山|富邦|中國信託|"
        r"中信銀行|郵局|第一銀行|華南銀行|滙丰|匯豐|汇丰)"
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
