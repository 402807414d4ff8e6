"""Numbers by which care is filed and paid: medical records and health plans."""

import re

from lightyear.guard.detectors.base import CODE, IS, Candidate, Field, Recognizer, code, is_code

# "chart 1234567 songs": so many of them.
_COUNTED = re.compile(
    r" (?!(?:has|is|was|needs|wants|asks|says|calls|labs|results|presents|reports)\b)[a-z]+s\b"
)


_DIALED = re.compile(r"(?:1[- ])?\d{3}[- ]\d{3}[- ]\d{4}")
_INSURED = (
    "insurance",
    "insured",
    "ins",
    "coverage",
    "member",
    "subscriber",
    "payer",
    "bcbs",
    "blue cross",
    "blue shield",
    "anthem",
    "aetna",
    "cigna",
    "humana",
    "uhc",
    "kaiser",
    "ppo",
    "hmo",
    "medicaid",
    "medicare",
    "grp",
    "my card",
)


def _is_number(candidate: Candidate) -> bool:
    return is_code(candidate, 3) and not _COUNTED.match(candidate.after())


def _is_no_day(candidate: Candidate) -> bool:
    # chart 20240312: the chart of a day.
    return re.fullmatch(r"(?:19|20)\d\d-?(?:0[1-9]|1[0-2])-?(?:[0-2]\d|3[01])?", candidate.value) is None


def _is_record(candidate: Candidate) -> bool:
    return is_code(candidate) and _is_no_day(candidate) and not _COUNTED.match(candidate.after())


RECOGNIZERS = (
    Recognizer(
        name="mrn",
        category="mrn",
        pattern=r"(?i)(?:\b|_)(?:mrn(?:'?s)?|mr ?#|m\.r\.n\.|m\.r\. ?(?:no\.?|#)"
        r"|med(?:ical)?\.?[ _-]?rec(?:ord)?s?\.?"
        r"(?:[ _-]?(?:number|no\.?|num|id|#))?"
        r"|(?:patient|pt\.?|health|hospital|hosp\.?|chart|unit|clinic|emr|ehr|epic|cerner)"
        r"[ _-]?(?:id|record|rec\.? ?#|number|no\.?|#|identifier|chart)"
        r"|record[ _-]?(?:number|no\.?|id|#)|chart ?#"
        r"|(?:encounter|visit|specimen|accession|case|admission)[ _-]?(?:number|no\.?|id|#)|encounter"
        r"|accession)" + IS + rf"[_-]?({CODE})(?:\b|_)",
        score=0.95,
        accepts=_is_number,
        positives=(
            ("my record number is MRN 48213377", "48213377"),
            ("Medical record number: H-204417", "H-204417"),
            ("patient_id=9921843", "9921843"),
            ("her old chart no. is K/2207-18", "K/2207-18"),
            ("MRN (north campus) ends in 4417", "4417"),
            ("Hosp. no. ***3377", "***3377"),
        ),
        negatives=(
            "medical records are kept 6 years",
            "record no. 1 hit",
            "patient numbers rose to 2,300 in 2024",
            "MEDICAL RECORDS 2024",
            "chart no. 2024-03-12",
            "case no. 1200 patients",
        ),
    ),
    Recognizer(
        name="mrn.bare",
        category="mrn",
        pattern=r"(?i)\b(?:patient|chart|pt) ?[#:]? ?((?-i:[A-Z]{1,4})-?\d{3,10}|\d{6,10})\b",
        score=0.86,
        accepts=_is_record,
        positives=(
            ("labs of patient 48213377 are in", "48213377"),
            ("chart #482133", "482133"),
            ("pull chart KQ-2218 before she comes", "KQ-2218"),
        ),
        negatives=("patient 12 of 40", "chart 20240312", "patients 123456", "chart 1234567 songs"),
    ),
    Recognizer(
        name="mrn.chart",
        category="mrn",
        pattern=r"(?i)\bchart(?: is|:| ?#|,)? ?(\d{2,5}(?:-\d{2,6}){1,2})\b",
        score=0.84,
        accepts=_is_record,
        positives=(("his chart is 1029-4471", "1029-4471"),),
        negatives=("a chart, 1990-2024", "the chart 2024-03"),
    ),
    Recognizer(
        name="mrn.pair",
        category="mrn",
        pattern=r"(?i)\b(?:mrn|chart)(?:'?s)?[ :#]{1,3}[A-Z]{0,3}-?\d{5,10}"
        r",?(?: (?:into|and|with|or|to|&)| ?/)? (?:mrn |chart )?#?([A-Z]{0,3}-?\d{5,10})\b",
        score=0.84,
        accepts=_is_record,
        positives=(("merge chart 8821334 into 8821335", "8821335"), ("MRNs 8821334, 8821335", "8821335")),
        negatives=("chart the 88213 visits and 99213 codes",),
    ),
    Recognizer(
        name="mrn.other",
        category="mrn",
        # "chart no. 4471-20, new one 1029-4471": the second of two.
        pattern=r"(?i)\b(?:mrn|chart|record (?:no\.?|number))\b[^\n;]{3,40}\b"
        r"(?:new|old|other|second|current|correct)"
        rf"(?: one| number| chart)?(?: is|:|,)? ?#?({CODE})\b",
        score=0.84,
        accepts=_is_record,
        positives=(("chart no. 4471-20 is wrong, the new one is 1029-4471", "1029-4471"),),
        negatives=("record number of the new patient 2024",),
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
        name="health_plan",
        category="health_plan_id",
        pattern=r"(?i)(?:\b|_)(?:(?:member(?:ship)?|mbr|subscriber|sub|beneficiary|insurance|ins|insured"
        r"|policy ?holder"
        r"|dependent|sponsor|policy|medicare|medicaid|medi-cal|health ?plan|plan"
        r"|payer|enrollee|aetna|cigna|humana"
        r"|bcbs|blue (?:cross|shield)|anthem|kaiser|uhc|united ?healthcare|tricare|molina|centene|coverage"
        r"|benefits?|dod|va|masshealth|tenncare|soonercare|badgercare|ahcccs|wic|chip)"
        r"(?:'s)?[ _-]?(?:policy )?(?:id|number|num\b|no\b\.?|card|#|identifier)"
        r"|(?:member|subscriber|enrollee) ?:"
        r"|medicare|medicaid|medi-cal(?: bic)?|masshealth|tenncare|cin|mbi|hicn?(?:/mbi)?)"
        + IS
        + rf"({CODE})(?:\b|_)",
        score=0.93,
        accepts=_is_number,
        positives=(
            ("Member ID: XJH884201947", "XJH884201947"),
            ("Subscriber: XJH884201947", "XJH884201947"),
            ("my Medicare number is 1EG4-TE5-MK73", "1EG4-TE5-MK73"),
            ("her member number, W3301 77245", "W3301 77245"),
            ("Medicaid ID (state) 417 220 883 6", "417 220 883 6"),
            ("tricare id is DBN 00311 84420", "DBN 00311 84420"),
            ("subscriber # ending in 4471", "4471"),
            ("Medi-Cal BIC 93302217A", "93302217A"),
            ("MBI: 1EG4-***-**73", "1EG4-***-**73"),
        ),
        negatives=(
            "Medicare covers 80 percent",
            "group 12 starts soon",
            "Medicare 2025",
            "Medicare 1-800-555-0142",
            "Medicare: 3100 clinics",
            "group number 00718",
            "Rx# 6620173 refills 2",
        ),
    ),
    Recognizer(
        name="health_plan.policy",
        category="health_plan_id",
        pattern=r"(?i)\bpolicy ?(?:is|:|=)? ?#? ?((?-i:[A-Z]{1,5})[- ]?\d[A-Z0-9-]{4,24}|\d[\d -]{4,18}\d)\b",
        score=0.9,
        accepts=lambda candidate: is_code(candidate, 5),
        positives=(("Re: policy KMR-0081-22410-C", "KMR-0081-22410-C"), ("policy #4418820", "4418820")),
        negatives=("our policy 2024-2026", "a policy 30 days long"),
    ),
    Recognizer(
        name="health_plan.id",
        category="health_plan_id",
        # An id beside a word of insurance: "UHC, ID 330177245", "the ID on my card is XEA330177245".
        pattern=r"(?i)\bid(?: on (?:my|the|her|his|your) card)?" + IS + rf"({CODE})\b",
        score=0.83,
        accepts=lambda candidate: is_code(candidate, 6),
        context=_INSURED,
        positives=(
            ("Insurance: UHC, ID 330177245, grp 7812", "330177245"),
            ("the ID on my insurance card, well, ID reads ZKP7O12l33O8", "ZKP7O12l33O8"),
        ),
        negatives=("order ID 330177245", "user id 330177245 of the plan editor"),
    ),
    Recognizer(
        name="health_plan.carrier",
        category="health_plan_id",
        pattern=r"(?i)\b(?:aetna|cigna|humana|bcbs(?: (?-i:[A-Z]{2}))?"
        r"|blue (?:cross|shield)|anthem|kaiser|uhc"
        r"|united ?healthcare|tricare|molina|ambetter|oscar|wellcare)(?: (?:ppo|hmo|epo|hdhp|gold|silver))?"
        + IS
        + rf"({CODE})\b",
        score=0.83,
        accepts=lambda candidate: is_code(candidate, 7) and not _DIALED.fullmatch(candidate.value),
        positives=(("Cigna U33017724", "U33017724"), ("BCBS TX: ZKP330177245", "ZKP330177245")),
        negatives=("Aetna 503-555-0147", "Humana 2025"),
    ),
    Recognizer(
        name="health_plan.shape",
        category="health_plan_id",
        # Three letters of the plan and its number; a "W" and nine digits.
        pattern=r"\b(?:[A-Z]{3}[0-9][0-9A-Zlo]{7,11}|W\d{4} ?\d{5})\b",
        score=0.85,
        accepts=lambda candidate: len(candidate.digits) >= 6,
        context=(*_INSURED, "plan", "policy"),
        positives=(
            ("which one has insurance? the second, KQH330417765", "KQH330417765"),
            ("card says Aetna W330177245", "W330177245"),
        ),
        negatives=("tracking KQH330417765", "insurance for the BMW320I 2019"),
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
            "blh",
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
