"""Numbers under which care is filed: charts, patients, encounters, specimens."""

from lightyear.guard.detectors.base import (
    ASKED,
    CODE,
    IS,
    NO,
    Candidate,
    Field,
    Recognizer,
    code,
    is_code,
)
from lightyear.guard.patterns import Pattern

# "chart 1234567 songs": so many of them.
_COUNTED = Pattern(r"^ [a-z]+s\b")
_TELLS = Pattern(r"^ (?:has|is|was|needs|wants|asks|says|calls|labs|results|presents|reports|as)\b")
_DAY = Pattern(r"^(?:19|20)\d\d-?(?:0[1-9]|1[0-2])-?(?:[0-2]\d|3[01])?$")

# What a chart or a stay is called, in words that say so of any number behind them.
_NAMES = (
    r"mrn(?:'?s)?|m\.r\.n\.|mr ?#|m\.r\. ?(?:no\.?|#)|mr (?:number|nbr|no\.?)|u\.?m\.?r\.?n\.?|empi|csn|"
    r"fin ?#|(?-i:FIN\b)|fin(?: number| no\.?)|uci"
    r"|nhs (?:number|no\.?|#)|chi (?:number|no\.?)"
    r"|acc ?#|med(?:ical)?\.?[ _-]?rec(?:ord)?s?\.?(?:[ _-]?" + NO + r")?"
)
# What is numbered: only with the word for a number behind it.
_NUMBERED = (
    r"patient|pt\.?|health|hospital|hosp\.?|chart|unit|clinic|emr|ehr|epic|cerner|athena|record|rec\.?|"
    r"encounter|enc\.?"
    r"|visit|specimen|spec\.?|accession|accn|case|admission|adm\.?|episode|inpatient|outpatient|"
    r"path(?:ology)?"
    r"|wristband|dental chart|dicom|study"
)
_LABEL = (
    rf"(?:{_NAMES}|(?:{_NUMBERED})[ _-]?{NO}|(?:patient|pt|health|hospital|clinic|emr|"
    rf"ehr)[ _-]?(?:record|rec\.? ?#|chart|identifier|ref(?:erence)?)"
    r"|encounter|enc|accession)"
)


def is_number(candidate: Candidate) -> bool:
    """Say whether what stands behind a label is a number, and not a count or a day."""
    return is_code(candidate, 3) and not _is_counted(candidate)


def is_no_day(candidate: Candidate) -> bool:
    """Say whether the number is none that reads as a day: the chart of 20240312."""
    return not _DAY.is_in(candidate.value)


def _is_counted(candidate: Candidate) -> bool:
    after = candidate.text[candidate.end : candidate.end + 24]
    return _COUNTED.is_in(after) and not _TELLS.is_in(after)


def _is_record(candidate: Candidate) -> bool:
    return is_code(candidate) and is_no_day(candidate) and not _is_counted(candidate)


RECOGNIZERS = (
    Recognizer(
        name="mrn",
        category="mrn",
        pattern=rf"(?i)(?:\b|_){_LABEL}{IS}[_-]?({CODE})(?:\b|_)",
        score=0.95,
        accepts=is_number,
        positives=(
            ("my record number is MRN 48213377", "48213377"),
            ("Medical record number: H-204417", "H-204417"),
            ("patient_id=9921843", "9921843"),
            ("her old chart no. is K/2207-18", "K/2207-18"),
            ("MRN (north campus) ends in 4417", "4417"),
            ("Hosp. no. ***3377", "***3377"),
            ("visit# V00048213377 left early", "V00048213377"),
            ("NHS No 943 476 5919", "943 476 5919"),
            ("medrec nbr KH0048213-7", "KH0048213-7"),
            ("reopen enc 48213377 for the addendum", "48213377"),
            ("CSN 482133771 on the wristband", "482133771"),
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
        pattern=r"(?i)\b(?:patient|chart|pt|encounter|enc)[ #:,(]{0,3}((?-i:[A-Z]{1,4})-?\d{3,10}"
        r"(?:-\d{1,3})?|\d{6,10}|\d{3,8}-[A-Z0-9]{1,2})\b",
        score=0.86,
        accepts=_is_record,
        positives=(
            ("labs of patient 48213377 are in", "48213377"),
            ("chart #482133", "482133"),
            ("pull chart KQ-2218 before she comes", "KQ-2218"),
            ("roomed, chart 3318-C", "3318-C"),
            ("should be on his chart (PK-20877)", "PK-20877"),
            ("pull her chart, K-4471, flag it", "K-4471"),
        ),
        negatives=("patient 12 of 40", "chart 20240312", "patients 123456", "chart 1234567 songs"),
    ),
    Recognizer(
        name="mrn.behind_name",
        category="mrn",
        # "Mr Reyes (88-20-415)", "client Ana R (ID KOP-2207)".
        pattern=r"(?:\b(?:Mr|Mrs|Ms|Miss|Mx|pt|Pt|patient)\.? \p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+)? \(#?"
        r"(?:MRN )?"
        r"|\b(?i:client|patient|pt|resident|consumer)\b[^\n\d.;]{1,24}\b(?:ID|id)[ :#]{1,2})"
        r"(\d{2,3}-\d{2,3}-\d{2,4}|[A-Z]{1,3}-?\d{4,9}|\d{6,9})(?:[^A-Za-z0-9-]|$)",
        score=0.86,
        accepts=_is_record,
        positives=(
            ("asking us to see Mr Reyes (88-20-415), CKD", "88-20-415"),
            ("Client Ana R (ID KOP-2207) attended", "KOP-2207"),
        ),
        negatives=("Mr Reyes (2024)", "client of the year (ID card 2024)"),
    ),
    Recognizer(
        name="mrn.chart",
        category="mrn",
        pattern=r"(?i)\bchart(?: is|:| ?#|,| ?- ?[^\d\n]{2,40} -)? ?(\d{2,5}(?:-\d{2,6}){1,2})\b",
        score=0.84,
        accepts=_is_record,
        positives=(
            ("his chart is 1029-4471", "1029-4471"),
            ("Chart – Moreno, G. Ana – 1029-44 – EHR", "1029-44"),
        ),
        negatives=("a chart, 1990-2024", "the chart 2024-03"),
    ),
    Recognizer(
        name="mrn.asked",
        category="mrn",
        pattern=rf"(?i)\b{_LABEL}{ASKED}({CODE})\b",
        score=0.84,
        accepts=_is_record,
        positives=(("Desk: what's your chart number?\nCaller: sure, 8821334", "8821334"),),
        negatives=("Desk: chart number?\nCaller: the 2024 one",),
    ),
    Recognizer(
        name="mrn.path",
        category="mrn",
        pattern=r"(?i)/(?:patients?|charts?|encounters?|mrn)/([a-z]{0,4}-?\d[a-z0-9]{4,20})(?:[/?#\s\"']|$)",
        score=0.9,
        accepts=is_no_day,
        positives=(("GET /patients/48213377/labs 200", "48213377"),),
        negatives=("GET /patients/visitors 200", "/patients/2024-guide"),
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
)
