"""Certificates and licenses: driving, passport, prescriber numbers."""

import re

from lightyear.guard.checksums import luhn
from lightyear.guard.detectors.base import CN_IS, IS, Candidate, Field, Recognizer, code

_DATE = re.compile(r"(?:19|20)\d\d-\d\d?(?:-\d\d?)?|\d\d?-\d\d?-(?:19|20)\d\d")


def is_npi(candidate: Candidate) -> bool:
    """Check a national provider identifier."""
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
        pattern=r"(?i)(?:\bnpi|national provider id(?:entifier)?|provider (?:number|no\.?|id))"
        + IS
        + r"([12]\d{9})\b",
        score=0.94,
        accepts=is_npi,
        positives=(("NPI 1234567893", "1234567893"),),
        negatives=("NPI 1234567890", "number 1234567893"),
    ),
    Recognizer(
        name="license.npi_near",
        category="license",
        pattern=r"\b[12]\d{9}\b",
        score=0.93,
        accepts=is_npi,
        context=("npi", "national provider", "provider number"),
        positives=(("1234567893 (NPI)", "1234567893"),),
        negatives=("1234567890 (NPI)", "number 1234567893"),
    ),
    Recognizer(
        name="license.dea_named",
        category="license",
        pattern=r"(?i)\bdea(?: registration)?" + IS + r"([ABCDEFGHJKLMPRSTUX][A-Z9]-?\d{7})\b",
        score=0.93,
        positives=(("DEA #: BR2839017", "BR2839017"),),
        negatives=("the DEA registered 1234567",),
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
        pattern=r"(?i)(?:\b|_)(?:(?:driver'?s?'?|driving|medical|nursing|professional|state|rn"
        r"|pharmacy|operator)[ _-]?(?:licen[cs]e|lic\.?|permit|id)"
        r"|licen[cs]e|certificate|passport|dl|d\.l\.|visa|green card|alien registration)(?:["
        r" _-]?(?:number|num|no\.?|id|#))?"
        + IS
        + r"(?:(?-i:[A-Z]{2})[ :]{1,2})?([A-Z]{0,3}-?\d[A-Z0-9-]{3,18}[A-Z0-9]|[A-Z]\d{3}(?:"
        r" \d{3,4}){2,3})(?:\b|_)",
        score=0.88,
        accepts=lambda candidate: len(candidate.digits) >= 4 and not _DATE.fullmatch(candidate.value),
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
        r"|出生证明?|学生证|回乡证|通行证|户口本)(?:编号|号码|证号|号)?"
        + CN_IS
        + r"(?:[军兵士文海空]字第)?([A-Za-z]{0,3}\d[A-Za-z0-9-]{5,26})",
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
            "licenseid",
            "licence",
            "licencenumber",
            "licenceno",
            "medicallicense",
            "driverslicense",
            "driverslicensenumber",
            "driverslicenseno",
            "driverlicense",
            "driverlicensenumber",
            "driverlicenseno",
            "drivinglicence",
            "dl",
            "dlnumber",
            "dlno",
            "passport",
            "passportnumber",
            "passportno",
            "passportid",
            "npi",
            "npinumber",
            "providernpi",
            "nationalprovideridentifier",
            "dea",
            "deanumber",
            "deano",
            "certificatenumber",
            "certificateno",
            "visanumber",
            # HL7 OIDs 2.16.840.1.113883.4.6 (NPI) and .4.3 (driver licenses), as keys read.
            "216840111388346",
            "216840111388343",
            "护照",
            "驾驶证",
            "执业证",
            "军官证",
        ),
        fits=code,
    ),
)
