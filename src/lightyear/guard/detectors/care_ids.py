"""Numbers by which care is filed and paid: medical records and health plans."""

from lightyear.guard.detectors.base import Candidate, Field, Recognizer, code

_IS = r"""["']?(?:\s|[:=#"'：是为]|\bis\b|\bwas\b|\bnumber\b|\bno\b\.?|\bid\b){0,6}"""
_NUMBER = r"([A-Z]{0,4}[-_]?\d(?:[A-Z0-9-]{2,18}[A-Z0-9]))\b"


def _is_not_day(candidate: Candidate) -> bool:
    # "patient id 2024-03-12" names a day of a list, not a patient.
    parts = candidate.value.split("-")
    return len(candidate.digits) >= 3 and [len(part) for part in parts] != [4, 2, 2]


RECOGNIZERS = (
    Recognizer(
        name="mrn",
        category="mrn",
        pattern=r"(?i)\b(?:mrn|m\.r\.n\.|medical records?(?: (?:number|no\.?|id))?|(?:patient"
        r"|health|hospital) (?:id|record|number)"
        r"|record (?:number|no\.?|id|#)|chart (?:number|no\.?|id|#)|patient[_-]?id|patient "
        r"(?:account|acct)|encounter(?: number)?|"
        r"specimen(?: number)?|accession(?: number)?)" + _IS + _NUMBER,
        score=0.95,
        accepts=_is_not_day,
        positives=(
            ("my record number is MRN 48213377", "48213377"),
            ("Medical record number: H-204417", "H-204417"),
            ("patient_id=9921843", "9921843"),
        ),
        negatives=("medical records are kept 6 years", "record no. 1 hit"),
    ),
    Recognizer(
        name="mrn.cn",
        category="mrn",
        pattern=r"(?:病历|病案|住院|门诊|患者|检验|检查|病人|登记|影像|条码)(?:编号|号码|卡号|号|ID"
        r"|id)[ :：#是为]{0,4}"
        r"([A-Za-z]{0,4}-?\d[A-Za-z0-9-]{3,19})",
        score=0.95,
        positives=(("病历号 20231187", "20231187"), ("住院号：ZY0081273", "ZY0081273")),
        negatives=("病历号在哪里查", "住院2024年"),
    ),
    Recognizer(
        name="health_plan",
        category="health_plan_id",
        pattern=r"(?i)\b(?:(?:member|subscriber|beneficiary|insurance|policy|medicare|medicaid"
        r"|health ?plan|plan|group)"
        r"(?: (?:id|number|no\.?|card|policy|#)| ?#)|(?:member|subscriber|policy|plan)[_-]?(?:id"
        r"|number)|medicare|medicaid|mbi|hicn)" + _IS + r"([A-Z]{0,4}[-_]?\d(?:[A-Z0-9-]{4,18}[A-Z0-9]))\b",
        score=0.93,
        accepts=_is_not_day,
        positives=(
            ("Member ID: XJH884201947", "XJH884201947"),
            ("my Medicare number is 1EG4-TE5-MK73", "1EG4-TE5-MK73"),
        ),
        negatives=("Medicare covers 80 percent", "group 12 starts soon"),
    ),
    Recognizer(
        name="health_plan.mbi",
        category="health_plan_id",
        # The Medicare beneficiary identifier: no S, L, O, I, B, Z; position by position (CMS).
        pattern=r"\b[1-9][AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y]\d-?[AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y]\d-?"
        r"[AC-HJKMNP-RT-Y]{2}\d{2}\b",
        score=0.9,
        positives=(("coverage 1EG4-TE5-MK73 ended", "1EG4-TE5-MK73"),),
        negatives=("part 1SG4-TE5-MK73",),
    ),
    Recognizer(
        name="health_plan.cn",
        category="health_plan_id",
        pattern=r"(?:保单|保险单|参保|保险卡|投保)(?:编号|号码|号)[ :：#是为]{0,4}"
        r"([A-Za-z]{0,6}\d[A-Za-z0-9-]{5,23})",
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
            "medicalrecord",
            "medicalrecordnumber",
            "medicalrecordno",
            "recordnumber",
            "patientid",
            "patientnumber",
            "patientno",
            "patientidentifier",
            "chartnumber",
            "chartid",
            "encounterid",
            "accessionnumber",
            "病历号",
            "病案号",
            "住院号",
            "门诊号",
            "患者编号",
            "患者id",
        ),
        fits=code,
    ),
    Field(
        category="health_plan_id",
        keys=(
            "memberid",
            "membernumber",
            "subscriberid",
            "beneficiaryid",
            "insuranceid",
            "insurancenumber",
            "policynumber",
            "policyid",
            "healthplanid",
            "planid",
            "groupnumber",
            "medicareid",
            "medicarenumber",
            "medicaidid",
            "mbi",
            "保单号",
            "参保号",
        ),
        fits=code,
    ),
)
