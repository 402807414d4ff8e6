"""Certificates and licenses: driving, passport, prescriber numbers."""

import re

from lightyear.guard.checksums import luhn
from lightyear.guard.detectors.base import CN_IS, CODE, IS, Candidate, Field, Recognizer, code, is_code

# A certificate to buy with, and the unit of a lab value.
_OTHER = re.compile(r"gift (?:certificate|card)|/dl\W*$")


def _is_license(candidate: Candidate) -> bool:
    least = 4 if re.match("[A-Za-z]{1,3}-", candidate.value) else 5
    return is_code(candidate, least) and not _OTHER.search(candidate.before(24))


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
        + r"([12](?:[ .-]?\d){9})\b",
        score=0.94,
        accepts=is_npi,
        positives=(("NPI 1234567893", "1234567893"), ("NPI#123 456 7893", "123 456 7893")),
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
        pattern=r"(?i)(?:\b|_)(?:(?:driver'?s?'?|driving|medical|nursing|professional|state"
        r"|pharmacy|pharmacist|dental|operator|board|commercial)[ _-]?(?:licen[cs]e|lic\.?|permit|id|cert\.?)"
        r"|(?:rn|lpn|np|pa|md|do|dds)[ _-]?(?:licen[cs]e|lic\.?|cert\.?|#)"
        r"|(?:state|photo) id|id(?:entification)? card"
        r"|licen[cs](?:e|ure)|lic\.?|certificate|certification|passport|dl|cdl|d\.l\.|visa|green card"
        r"|alien (?:registration|number)|uscis)(?:[ _-]?(?:number|num|no\.?|id|#|号码?))?"
        + IS
        + rf"(?:(?-i:[A-Z]{{2}})[ :]{{1,2}})?({CODE})(?:\b|_)",
        score=0.88,
        accepts=_is_license,
        positives=(
            ("driver's license D4839201", "D4839201"),
            ("passport number: X48392017", "X48392017"),
            ("Gail Moreno, PT, lic KA-07714", "KA-07714"),
            ("his medical license (we have G-771402, expired)", "G-771402"),
            ("a photo of her license (OR T0081-4472)", "T0081-4472"),
            ("RN# 771402", "771402"),
            ("J. Petrov, PA-C, Lic. No. KA-5521", "KA-5521"),
            ("Driver Lic. No.: K5O4-11O2-7738", "K5O4-11O2-7738"),
        ),
        negatives=(
            "renew your license by 2024",
            "a driver's license is enough",
            "gift certificate 20418",
            "BP 171 mg/dL, K 109/82 mmHg",
            "amounts paid 90277134",
            "LICENSE 2024-2026",
        ),
    ),
    Recognizer(
        name="license.cn",
        category="license",
        pattern=r"(?:护照|護照|驾驶证|驾照|駕照|行驶证档案|军官证|港澳通行证|台胞证|居留证|居留證|(?:执业)?(?:医师|醫師|护士|药师|技师)"
        r"(?:资格|执业|執業)?(?:证书?|證書?)|执业证书?|资格证书?|出生证明?|学生证|回乡证|通行证|户口本)"
        r"(?:编号|编码|编碼|編號|号码|號碼|字號|证号|号|號|档案编号)?"
        + CN_IS
        + r"(?:[军兵士文海空]字第)?([A-Za-z]{0,3}\d[A-Za-z0-9-]{5,26})",
        score=0.93,
        accepts=lambda candidate: is_code(candidate),
        positives=(
            ("护照号E83920174", "E83920174"),
            ("驾驶证号：310204199001", "310204199001"),
            ("医师执业证书编码：110440000012345", "110440000012345"),
            ("護照號碼：312004417", "312004417"),
        ),
        negatives=("护照怎么办理", "护照2024-03-05"),
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
