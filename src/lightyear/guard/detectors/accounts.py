"""Payment cards, bank accounts and customer or invoice numbers."""

from lightyear.guard.detectors.base import Candidate, Field, Recognizer, code, luhn

_IS = r"""["']?(?:\s|[:=#"'：是为]|\bis\b|\bwas\b|\bnumber\b|\bno\b\.?|\bid\b){0,6}"""


def _is_card(candidate: Candidate) -> bool:
    digits = candidate.digits
    return (
        candidate.stands_free(joiners="-")
        and 13 <= len(digits) <= 19
        and luhn(digits)
        and len(set(digits)) > 1
    )


def _is_iban(candidate: Candidate) -> bool:
    """Check the remainder of ISO 13616."""
    value = candidate.value.replace(" ", "").upper()
    if not 15 <= len(value) <= 34:
        return False
    return int("".join(str(int(char, 36)) for char in value[4:] + value[:4])) % 97 == 1


def _is_routing(candidate: Candidate) -> bool:
    """Check the weights 3, 7, 1 of an ABA routing number."""
    digits = [int(digit) for digit in candidate.digits]
    return sum(digit * weight for digit, weight in zip(digits, (3, 7, 1) * 3, strict=False)) % 10 == 0


RECOGNIZERS = (
    Recognizer(
        name="account.card",
        category="account",
        pattern=r"\b[2-6]\d{3}(?:[ -]?\d{4}){2}[ -]?\d{1,7}\b|\b3[47]\d{2}[ -]?\d{6}[ -]?\d{5}\b",
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
        pattern=r"\b[A-Z]{2}\d{2} ?(?:[A-Z0-9]{4} ?){2,7}[A-Z0-9]{1,4}\b",
        score=0.95,
        accepts=_is_iban,
        positives=(("to GB82 WEST 1234 5698 7654 32", "GB82 WEST 1234 5698 7654 32"),),
        negatives=("GB82 WEST 1234 5698 7654 33",),
    ),
    Recognizer(
        name="account.named",
        category="account",
        pattern=r"(?i)\b(?:(?:bank|checking|savings|customer|billing|client|guarantor|debit|credit)?[ _-]?"
        r"(?:account|acct\.?)(?:[ _](?:number|no\.?|id|#))?|a/c|invoice|claim(?: number| no\.?| id"
        r"| #)|bill(?: number| no\.?)"
        r"|(?:credit|debit) card|card number|customer (?:id|number|no\.?)|iban)"
        + _IS
        + r"([A-Z]{0,4}-?\d[A-Z0-9-]{3,22}[A-Z0-9])\b",
        score=0.88,
        accepts=lambda candidate: len(candidate.digits) >= 4,
        positives=(("account number: 00918273", "00918273"), ("invoice INV-204418", "INV-204418")),
        negatives=("open an account today", "my account is locked"),
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
        pattern=r"(?:银行卡|银行账户|账户|帐户|账号|帐号|卡|支付宝|QQ|qq|发票)(?:账号|号码"
        r"|号)?[ :：#是为]{0,4}(\d{5,22})",
        score=0.85,
        positives=(("银行卡号：6222021234567", "6222021234567"), ("加我QQ 884021937", "884021937")),
        negatives=("账户余额不足", "卡20个"),
    ),
)

FIELDS = (
    Field(
        category="account",
        keys=(
            "account",
            "accountnumber",
            "accountno",
            "accountid",
            "acctno",
            "bankaccount",
            "iban",
            "cardnumber",
            "creditcard",
            "creditcardnumber",
            "invoicenumber",
            "claimnumber",
            "claimid",
            "routingnumber",
            "customerid",
            "customernumber",
            "银行卡",
            "银行卡号",
            "账号",
            "账户",
            "卡号",
            "支付宝",
            "qq",
            "发票号",
        ),
        fits=code,
    ),
)
