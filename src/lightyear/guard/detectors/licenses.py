"""Certificates and licenses: driving, practice, prescriber numbers."""

import re

from lightyear.guard.checksums import luhn
from lightyear.guard.detectors.base import (
    CN_IS,
    CODE,
    IS,
    NO,
    Candidate,
    Field,
    Recognizer,
    code,
    is_code,
)

# A certificate to buy with, and the unit of a lab value.
_OTHER = re.compile(r"gift (?:certificate|card)|/dl\W*$")


_DIALED = re.compile(r"(?:tel|phone|fax|fx|cell|ph)[^a-z]{0,24}$")
_PASSPORT = re.compile(r"(?:passport|护照|護照)\W{0,3}(?:number|num|no\.?|#|号码?|號碼?)?[^a-z0-9]{0,6}$")
# Who is registered where: boards, councils and programs, and whose license it is.
_BOARDS = (
    r"gmc|nmc|ahpra|hcpc|gphc|caqh(?: (?:id|proview))?|ptan|upin|nabp|ncpdp|ecfmg|usmle|abms|amcas|tmb|"
    r"cpso|mci|hpcsa"
    r"|mcr registration"
)
_WHOSE = (
    r"driver'?s?'?|driving|temp(?:orary)?|learner'?s?|instruction|medical|nursing|nurse|physician|"
    r"professional|state|pharmacy|pharmacist|dental|dentist|operator|board|commercial"
    r"|cosmetology|therapist|psychologist|social work|optometry|chiropractic|veterinary|marriage|birth|"
    r"death|immunization"
    r"|(?:state )?(?:cs|controlled substances?)|notary"
)


_CN_PAPER = (
    r"(?:驾驶证|駕駛證|驾照|駕照|行驶证|军官证|士兵证|警官证|文职证|(?:执业)?(?:助理)?(?:医师|醫師|护士|"
    r"護士|药师|藥師|技师|医生|助产士|检验师|营养师|心理咨询师|美容师|主诊医师)"
    r"(?:签章)?(?:资格|执业|執業|注册|職業|职业)?(?:证书?|證書?|注册证书?)|(?:执业|执業|執業)(?:证书?|"
    r"證書?)|(?:资格|執照|执照|从业资格|上岗|职称)证书?"
    r"|出生(?:医学)?证明?|死亡(?:医学)?证明书?|准生证|生育服务证|生育登记|学生证|老年证|优待证|残疾人?证|"
    r"残疾军人证|退役军人(?:优待)?证|退休证|工作证|健康证|预防接种证"
    r"|接种证|结婚证|结婚證|离婚证|户口本|户口簿|戶口名簿|独生子女证|低保证|献血证|导游证|教师资格证)"
    r"(?:书|書)?[，, ]{0,2}(?:档案)?(?:编号|编码|編號|号码|號碼|字號|证号|號|号|字第)?"
)


def _is_license(candidate: Candidate) -> bool:
    least = 4 if re.match(r"[A-Za-z]{1,3}(?:-|\d)", candidate.value) else 5
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
        pattern=r"(?i)(?:\bnpi|\bn\.p\.i\.?|national provider id(?:entifier)?|provider (?:number|no\.?|id))"
        + IS
        + r"([12](?:[ .-]?\d){9})\b",
        score=0.94,
        accepts=is_npi,
        positives=(("NPI 1234567893", "1234567893"), ("N.P.I.: 1234 567 893", "1234 567 893")),
        negatives=("NPI 1234567890", "number 1234567893"),
    ),
    Recognizer(
        name="license.npi_near",
        category="license",
        pattern=r"\b[12](?:[ .-]?\d){9}\b",
        score=0.93,
        accepts=lambda candidate: (
            is_npi(candidate)
            and (
                candidate.value.isdigit()
                or ("npi" in candidate.before() and not _DIALED.search(candidate.before(24)))
            )
        ),
        context=("npi", "n.p.i.", "national provider", "provider number"),
        positives=(
            ("1234567893 (NPI)", "1234567893"),
            ("pharm: npi?\nme: 123-456-7893", "123-456-7893"),
        ),
        negatives=("1234567890 (NPI)", "number 1234567893"),
    ),
    Recognizer(
        name="license.dea_named",
        category="license",
        pattern=r"(?i)\bdea(?: registration)?" + IS + r"([ABCDEFGHJKLMPRSTUX][A-Z9][ -]?\d{7})\b",
        score=0.93,
        positives=(("DEA #: BR2839017", "BR2839017"),),
        negatives=("the DEA registered 1234567",),
    ),
    Recognizer(
        name="license.dea_near",
        category="license",
        pattern=r"(?i)\b[abcdefghjklmprstux][a-z9][ -]?\d{7}\b",
        score=0.9,
        accepts=_is_dea,
        context=("dea", "d.e.a.", "prescriber", "controlled"),
        positives=(("pharm: her dea for the script?\nme: ab 1234563", "ab 1234563"),),
        negatives=("dea lot ab 1234567",),
    ),
    Recognizer(
        name="license.dea",
        category="license",
        pattern=r"\b[ABCDEFGHJKLMPRSTUX][A-Z9]\d{7}\b",
        score=0.9,
        accepts=lambda candidate: _is_dea(candidate) and not _PASSPORT.search(candidate.before(24)),
        positives=(("DEA AB1234563", "AB1234563"),),
        negatives=("lot AB1234567",),
    ),
    Recognizer(
        name="license.named",
        category="license",
        pattern=rf"(?i)(?:\b|_)(?:(?:{_WHOSE})[ _-]?(?:licen[cs]e|lic\.?|permit|id|cert(?:ificat(?:e|"
        rf"ion))?\.?|reg(?:istration)?\.?)"
        r"|(?:rn|lpn|np|pa|md|do|dds|pt|rph)[ _-]?(?:licen[cs]e|lic\.?|cert\.?|#)"
        r"|(?:state|photo) id|id(?:entification)? card|state pin"
        r"|licen[cs](?:e|ure)|lisence|licence|lic\.?|certificate|certification|(?-i:[A-Z]{2})?dl|cdl|"
        r"d\.l\.|dln|oln|notary,? commission|(?:state )?bar (?:no\.?|#)|"
        r"(?-i:[A-Z][a-z]+ (?:State )?Bar(?: No\.?)?)"
        r"|visa (?:number|no\.?|#)|green card"
        rf"|alien (?:registration|number)|a-number|uscis|{_BOARDS})(?:[ _-]?(?:{NO}|号码?))?"
        + IS
        + rf"(?:(?-i:[A-Z]{{2,3}})[ :]{{1,2}})?({CODE})(?:\b|_)",
        score=0.88,
        accepts=_is_license,
        positives=(
            ("driver's license D4839201", "D4839201"),
            ("Gail Moreno, PT, lic KA-07714", "KA-07714"),
            ("his medical license (we have G-771402, expired)", "G-771402"),
            ("a photo of her license (OR T0081-4472)", "T0081-4472"),
            ("RN# 771402", "771402"),
            ("J. Petrov, PA-C, Lic. No. KA-5521", "KA-5521"),
            ("Driver Lic. No.: K5O4-11O2-7738", "K5O4-11O2-7738"),
            ("State CS reg: KSR-0071402", "KSR-0071402"),
            ("PTAN KA5521B", "KA5521B"),
            ("CAQH says 77140233", "77140233"),
            ("GMC 7714023", "7714023"),
        ),
        negatives=(
            "renew your license by 2024",
            "a driver's license is enough",
            "gift certificate 20418",
            "BP 171 mg/dL, K 109/82 mmHg",
            "amounts paid 90277134",
            "LICENSE 2024-2026",
            "VISA 411111******1111 declined",
        ),
    ),
    Recognizer(
        name="license.behind_title",
        category="license",
        # In parentheses behind the letters of a profession.
        pattern=r"\b(?:RN|LPN|APRN|NP|PA|PA-C|MD|DO|DDS|DMD|PT|OT|RPh|PharmD|LCSW|LMFT|CNM|PsyD)[ ,]{1,2}"
        r"\((?:[A-Z]{2} )?(?:R |RN |[Ll]ic\.? |#)?"
        r"([A-Z]{0,3}-?\d{5,8}(?:-\d)?)\)",
        score=0.86,
        accepts=_is_license,
        positives=(("Ana Reyes RN (MN R 218843-3)", "218843-3"),),
        negatives=("MD (2024)",),
    ),
    Recognizer(
        name="license.cn",
        category="license",
        pattern=rf"{_CN_PAPER}{CN_IS}(?:[军兵士文海空]字第)?([A-Za-z]{{0,3}}\d[A-Za-z0-9-]{{5,26}})",
        score=0.96,
        accepts=lambda candidate: is_code(candidate),
        positives=(
            ("驾驶证号：310204199001", "310204199001"),
            ("医师执业证书编码：110440000012345", "110440000012345"),
            ("出生医学证明编号：K330482917", "K330482917"),
            ("驾照档案编号310204199001", "310204199001"),
            ("遗失护士执业证书，编号202044007719", "202044007719"),
            ("执业药师注册证442044060177", "442044060177"),
            ("残疾人证11010519491231002143", "11010519491231002143"),
        ),
        negatives=("驾照怎么办理", "驾照2024-03-05", "医疗器械注册证20213060441"),
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
            "驾驶证",
            "执业证",
            "军官证",
        ),
        fits=code,
    ),
)
