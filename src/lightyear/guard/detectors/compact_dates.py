"""Days written as bare digits: in names of files, behind labels, in rows of a bill, typed as an answer."""

import re

from lightyear.guard import lexicon
from lightyear.guard.detectors.base import Candidate, Field, Recognizer
from lightyear.guard.patterns import Pattern, Wording

_YEAR = r"(?:19|20)\d\d"
_MONTH = r"(?:0[1-9]|1[0-2])"
_DAY = r"(?:0[1-9]|[12]\d|3[01])"
_YMD = rf"{_YEAR}{_MONTH}{_DAY}"
_MDY = rf"{_MONTH}{_DAY}{_YEAR}"
_SHORT = rf"{_MONTH}{_DAY}\d\d"
# What is somebody's, when its day is written: a birth, a stay, a visit, an examination.
_LABEL = (
    r"(?:dob|b[. -]?day|birth(?:[ _-]?date|day|time)?|born|date of birth|dos|date of service"
    r"|service[ _]?(?:date|dt)"
    r"|svc[ _]?(?:date|dt)|admit(?:ted)?|admi(?:ssion)?(?:[ _]?(?:date|dt))?|adm"
    r"|discharged?(?:[ _]?(?:date|dt))?|d/c|dc'?d"
    r"|visit(?:[ _]?(?:date|dt))?|seen|appt|appointment(?:[ _]?date)?|study[ _]?date|exam[ _]?date"
    r"|collect(?:ed|ion)"
    r"|surgery(?:[ _]?date)?|died|deceased|death(?:[ _]?date)?|dod|lmp|edd|expired|procedure[ _]?date"
    r"|refilled|filled)"
)
_BIRTH = Wording((
    "birth", "birthday", "birthdate", "dob", "d.o.b", "bday", "born", "date of birth",
))  # fmt: skip
_FILE = re.compile(r"[\w,.()+-]+(?:[ _][\w,.()+-]+)*\.\w{2,5}|[\w,.()+-]+(?:_[\w,.()+-]+){2,}")
_NO_RECORD = Pattern(
    r"(?i)brochure|flyer|poster|deck|banner|logo|schedule|menu|newsletter|policy|campaign|report_q"
    r"|backup|export"
    r"|draft|template|ad[_-]|promo|budget|minutes|agenda|v\d"
)
_RECORD = Pattern(
    r"(?i)(?:^|[_\W\d])(?:mri|ct|xr|x-?ray|cxr|us|eob|ekg|ecg|echo|eeg|pet|dexa|mammo|labs?|path|bx|rx"
    r"|h&p|hp|dc|consent"
    r"|referral|chart|op[_-]?note|note|visit|insurance|ins|id|dl|roi|intake|results?|panel|records?|scan"
    r"|superbill|claim|auth"
    r"|dos|mrn|pt|patient|letter|ltr|fax|vm|voicemail|retainer|impression|pano|bwx|fmx|ceph)(?:[_\W\d]|$)"
)
_BILL = Pattern(r"(?i)\b(?:claim|patient|subscriber|dos|date of service|member|rx|svc|procedure|copay)\b")


def _is_free(candidate: Candidate) -> bool:
    return not re.match(r"[\dA-Za-z]|[-.]\d", candidate.text[candidate.end : candidate.end + 2])


def _is_in_record(candidate: Candidate) -> bool:
    """Say whether the text is a file's name and the file somebody's: of a kind that records are."""
    text = candidate.text
    if len(text) > _NAME_LENGTH or not _is_free(candidate) or not _FILE.fullmatch(text):
        return False
    is_kind = _RECORD.is_in(text) or bool(lexicon.health_terms(text))
    return is_kind and not _NO_RECORD.is_in(text)


_NAME_LENGTH = 120


def _is_answer(candidate: Candidate) -> bool:
    return _is_free(candidate) and _BIRTH.is_in(candidate.before(120).replace("_", " "))


def _is_billed(candidate: Candidate) -> bool:
    return _BILL.is_in(candidate.text)


RECOGNIZERS = (
    Recognizer(
        name="date.compact",
        category="date",
        pattern=rf"(?i)(?:\b|_){_LABEL}[\"'\])]{{0,2}}[ :=_.#-]{{0,3}}(?:on )?[\"'\[(]?({_YMD}"
        rf"|{_MDY})(?:\d{{4}}(?:\d\d)?)?(?:[^\w]|_|T\d|$)",
        score=0.89,
        positives=(
            ("EOB_Tran_DOS04152025.tif", "04152025"),
            ("discharged 20250804, CHF", "20250804"),
            ("StudyDate=20250804 Mod=MG", "20250804"),
        ),
        negatives=("build 20250804", "seen 20251804", "dos 1204202512345"),
    ),
    Recognizer(
        name="date.filed",
        category="date",
        pattern=rf"[_ -]({_YMD}|{_MDY})(?:[_. -]|\(|$)",
        score=0.8,
        accepts=_is_in_record,
        positives=(
            ("Reyes_Ana_MRI_knee_20250311.pdf", "20250311"),
            ("consent-tran-03112025.pdf", "03112025"),
        ),
        negatives=(
            "brochure_knee_20250311.pdf",
            "invoice_20250311.pdf",
            "we got MRI_20250311.pdf today, and more.",
        ),
    ),
    Recognizer(
        name="date.spaced",
        category="date",
        pattern=rf"\b(\d\d? \d\d? (?:{_YEAR}|\d\d))\b",
        score=0.85,
        accepts=_is_answer,
        positives=(
            ("Agent: and your birthday?\nVisitor: Lou Osei 11 04 1934", "11 04 1934"),
            ("DOB and serial please\npt: 24 06 92", "24 06 92"),
        ),
        negatives=("call 24 06 92", "pick 3 of 11 04 1934"),
    ),
    Recognizer(
        name="date.billed",
        category="date",
        # The first column of a bill: "101425    99213 office visit    215.00".
        pattern=rf"(?:^|\n)({_SHORT})(?:-{_SHORT})?[ \t]{{2,}}[A-Z]?\d{{4,5}}\b",
        score=0.84,
        accepts=_is_billed,
        positives=(("Patient Osei\n101425   99213 office visit", "101425"),),
        negatives=("101425   99213 boxes",),
    ),
)

FIELDS: tuple[Field, ...] = ()
