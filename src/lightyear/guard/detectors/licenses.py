"""Certificates and licenses: driving, passport, prescriber numbers."""

from lightyear.guard.detectors.base import Candidate, Field, Recognizer, code, luhn

_IS = r"""["']?(?:\s|[:=#"'：是为]|\bis\b|\bnumber\b|\bno\b\.?|\bid\b){0,6}"""


def _is_npi(candidate: Candidate) -> bool:
    # 45 CFR 162.406: Luhn over the number with the prefix 80840.
    return luhn("80840" + candidate.digits)


def _is_dea(candidate: Candidate) -> bool:
    # 21 CFR 1301: the last digit is that of (1st + 3rd + 5th) + 2 x (2nd + 4th + 6th).
    one = [int(digit) for digit in candidate.digits]
    return (one[0] + one[2] + one[4] + 2 * (one[1] + one[3] + one[5])) % 10 == one[6]


RECOGNIZERS = (
    Recognizer(
        name="license.npi",
        category="license",
        pattern=r"\b[12]\d{9}\b",
        score=0.93,
        accepts=_is_npi,
        context=("npi", "national provider", "provider number"),
        positives=(("NPI 1234567893", "1234567893"),),
        negatives=("NPI 1234567890", "number 1234567893"),
    ),
    Recognizer(
        name="license.dea",
        category="license",
        pattern=r"\b[ABCDEFGHJKLMPRSTUX][A-Z9]\d{7}\b",
        score=0.9,
        accepts=_is_dea,
        positives=(("DEA AB1234563", "AB1234563"),),
        negatives=("lot AB1234567",),
    ),
    Recognizer(
        name="license.named",
        category="license",
        pattern=r"(?i)\b(?:(?:driver'?s?|driving|medical|nursing|professional|state|rn"
        r"|pharmacy)[ _-]?(?:licen[cs]e|lic\.?|permit)"
        r"|licen[cs]e|certificate|passport|dl|d\.l\.|visa)(?:[ _](?:number|no\.?|id|#)|#)?"
        + _IS
        + r"([A-Z]{0,3}-?\d[A-Z0-9-]{3,16}[A-Z0-9])\b",
        score=0.88,
        accepts=lambda candidate: len(candidate.digits) >= 4,
        positives=(
            ("driver's license D4839201", "D4839201"),
            ("passport number: X48392017", "X48392017"),
        ),
        negatives=("renew your license by 2024", "a driver's license is enough"),
    ),
    Recognizer(
        name="license.cn",
        category="license",
        pattern=r"(?:护照|驾驶证|驾照|军官证|港澳通行证|台胞证|居留证|医师资格证书?|执业证书?"
        r"|出生证明?|学生证)(?:编号|号码|号)?"
        r"[ :：#是为]{0,4}([A-Za-z]{0,3}\d[A-Za-z0-9-]{5,26})",
        score=0.93,
        positives=(("护照号E83920174", "E83920174"), ("驾驶证号：310204199001", "310204199001")),
        negatives=("护照怎么办理",),
    ),
)

FIELDS = (
    Field(
        category="license",
        keys=(
            "license",
            "licensenumber",
            "licenseno",
            "licence",
            "driverslicense",
            "driverlicense",
            "dlnumber",
            "passport",
            "passportnumber",
            "passportno",
            "npi",
            "npinumber",
            "dea",
            "deanumber",
            "certificatenumber",
            "护照",
            "驾驶证",
            "执业证",
            "军官证",
        ),
        fits=code,
    ),
)
