"""Numbers by which care is filed and paid: medical records and health plans."""

import re

from lightyear.guard.detectors.base import CN_IS, IS, Candidate, Field, Recognizer, code

_NUMBER = (
    r"[_-]?((?:[A-Z]{1,4}[-_]?)?\d(?:[A-Z0-9-]{2,18}[A-Z0-9])(?: \d{2,6}){0,2}"
    r"|\d{2,4}(?: \d{2,4}){1,4})(?:\b|_)"
)


def _is_not_day(candidate: Candidate) -> bool:
    # "patient id 2024-03-12" names a day of a list, not a patient.
    parts = candidate.value.split("-")
    return len(candidate.digits) >= 3 and [len(part) for part in parts] != [4, 2, 2]


# "chart 1234567 songs": so many of them.
_COUNTED = re.compile(
    r" (?!(?:has|is|was|needs|wants|asks|says|calls|labs|results|presents|reports)\b)[a-z]+s\b"
)


def _is_no_day(candidate: Candidate) -> bool:
    # chart 20240312: the chart of a day.
    return re.fullmatch(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])?", candidate.value) is None


RECOGNIZERS = (
    Recognizer(
        name="mrn",
        category="mrn",
        pattern=r"(?i)(?:\b|_)(?:mrn|mr ?#|m\.r\.n\.|med(?:ical)?[ _-]?rec(?:ord)?s?(?:[ _-]?(?:number"
        r"|no\.?|num|id|#))?"
        r"|(?:patient|pt|health|hospital|chart|unit|clinic)[ _-]?(?:id|record|number|no\.?|#|identifier"
        r"|chart)"
        r"|record[ _-]?(?:number|no\.?|id|#)|chart(?: ?#)|patient[ _-]?(?:account|acct)"
        r"|(?:encounter|visit|specimen|accession|case|admission)[ _-]?(?:number|no\.?|id|#)|encounter"
        r"|accession)" + IS + _NUMBER,
        score=0.95,
        accepts=_is_not_day,
        positives=(
            ("my record number is MRN 48213377", "48213377"),
            ("Medical record number: H-204417", "H-204417"),
            ("patient_id=9921843", "9921843"),
        ),
        negatives=(
            "medical records are kept 6 years",
            "record no. 1 hit",
            "patient numbers rose to 2,300 in 2024",
        ),
    ),
    Recognizer(
        name="mrn.bare",
        category="mrn",
        pattern=r"(?i)\b(?:patient|chart|pt) ?#? ?(\d{6,10})\b",
        score=0.86,
        accepts=lambda candidate: _is_no_day(candidate) and not _COUNTED.match(candidate.after()),
        positives=(("labs of patient 48213377 are in", "48213377"), ("chart #482133", "482133")),
        negatives=("patient 12 of 40", "chart 20240312", "patients 123456", "chart 1234567 songs"),
    ),
    Recognizer(
        name="mrn.path",
        category="mrn",
        pattern=r"(?i)/(?:patients?|charts?|encounters?|mrn)/([a-z]{0,4}-?\d[a-z0-9]{4,20})(?:[/?#\s\"']|$)",
        score=0.9,
        accepts=_is_no_day,
        positives=(("GET /patients/48213377/labs 200", "48213377"),),
        negatives=("GET /patients/visitors 200", "/patients/2024-guide"),
    ),
    Recognizer(
        name="mrn.cn",
        category="cn_medical_id",
        pattern=r"(?:病历本?|病案|患者|检验|检查|病人|登记|影像|条码|档案|标本)(?:编号|号码|卡号|序号|号|ID|id)"
        + CN_IS
        + r"([A-Za-z]{0,4}-?\d[A-Za-z0-9-]{3,19})",
        score=0.95,
        positives=(
            ("病历号 20231187", "20231187"),
            ("病案号：BL-081273", "BL-081273"),
            ("病历本编号：BL-12345", "BL-12345"),
        ),
        negatives=("病历号在哪里查", "住院2024年"),
    ),
    Recognizer(
        name="health_plan",
        category="health_plan_id",
        pattern=r"(?i)(?:\b|_)(?:(?:member|subscriber|beneficiary|insurance|ins|insured|policy ?holder"
        r"|policy|medicare"
        r"|medicaid|health ?plan|plan|payer|enrollee|aetna|cigna|humana|bcbs|blue (?:cross|shield)"
        r"|anthem|kaiser|uhc|united ?healthcare|tricare|molina|centene|group|coverage|rx ?(?:bin|grp"
        r"|group|pcn|id))"
        r"(?:'s)?[ _-]?(?:policy )?(?:id|number|num\b|no\b\.?|card|#|identifier)|policy ?#?(?: is)?"
        r"|(?:member|subscriber|enrollee) ?:"
        r"|medicare|medicaid|mbi|hicn?"
        r"(?:/mbi)?)" + IS + r"([A-Z]{0,5}[-_]?\d(?:[A-Z0-9-]{3,18}[A-Z0-9])(?: \d{2,6}){0,3})(?:\b|_)",
        score=0.93,
        accepts=_is_not_day,
        positives=(
            ("Member ID: XJH884201947", "XJH884201947"),
            ("Subscriber: XJH884201947", "XJH884201947"),
            ("my Medicare number is 1EG4-TE5-MK73", "1EG4-TE5-MK73"),
        ),
        negatives=("Medicare covers 80 percent", "group 12 starts soon"),
    ),
    Recognizer(
        name="health_plan.mbi",
        category="health_plan_id",
        # The Medicare beneficiary identifier: no S, L, O, I, B, Z; position by position (CMS).
        pattern=r"(?i)\b[1-9][AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y]\d["
        r" -]?[AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y]\d[ -]?"
        r"[AC-HJKMNP-RT-Y]{2}\d{2}\b",
        score=0.9,
        positives=(("coverage 1EG4-TE5-MK73 ended", "1EG4-TE5-MK73"),),
        negatives=("part 1SG4-TE5-MK73",),
    ),
    Recognizer(
        name="health_plan.cn",
        category="health_plan_id",
        pattern=r"(?:保单|保险单|参保|保险卡|保险|投保|会员)(?:编号|号码|卡号|号)"
        + CN_IS
        + r"([A-Za-z]{0,6}\d[A-Za-z0-9-]{5,23})",
        score=0.9,
        positives=(("保单号：PA2033918274", "PA2033918274"),),
        negatives=("保单号填在哪里",),
    ),
)

FIELDS = (
    Field(
        category="mrn",
        keys=(
            "mrn",
            "mr",
            "mrno",
            "medrec",
            "medrecno",
            "medrecnum",
            "medicalrecord",
            "medicalrecordnumber",
            "medicalrecordnum",
            "medicalrecordno",
            "medicalrecordid",
            "recordnumber",
            "recordno",
            "healthrecord",
            "healthrecordnumber",
            "patientid",
            "ptid",
            "patientnumber",
            "patientnum",
            "patientno",
            "patientidentifier",
            "patientmrn",
            "chartnumber",
            "chartno",
            "chartid",
            "chart",
            "unitnumber",
            "hospitalnumber",
            "encounterid",
            "encounternumber",
            "visitid",
            "visitnumber",
            "specimenid",
            "accessionnumber",
            "accessionno",
            "caseid",
        ),
        fits=code,
    ),
    Field(
        category="health_plan_id",
        keys=(
            "memberid",
            "membernumber",
            "memberno",
            "membernum",
            "membershipnumber",
            "membershipid",
            "subscriberid",
            "subscribernumber",
            "subscriberno",
            "insuredid",
            "beneficiaryid",
            "beneficiarynumber",
            "beneficiaryidentifier",
            "enrolleeid",
            "insuranceid",
            "insurancenumber",
            "insuranceno",
            "insurancepolicy",
            "insurancepolicynumber",
            "insurancecard",
            "insurancecardnumber",
            "policynumber",
            "policyno",
            "policynum",
            "policyid",
            "healthplanid",
            "healthplannumber",
            "planid",
            "planmemberid",
            "groupnumber",
            "groupno",
            "medicare",
            "medicareid",
            "medicareno",
            "medicarenumber",
            "medicaid",
            "medicaidid",
            "medicaidno",
            "medicaidnumber",
            "mbi",
            "21684011138834572",
            "hicn",
            "保单号",
            "保险单号",
            "保险号",
            "参保号",
        ),
        fits=code,
    ),
)
