"""Days in one run of figures, in names of files or behind a word, and days told by their number alone."""

import re

from lightyear.guard.detectors.base import Candidate, Field, Recognizer
from lightyear.guard.detectors.occasions import is_personal, is_told_of_somebody
from lightyear.guard.patterns import Pattern

_MONTH = "(?:0[1-9]|1[0-2])"
_DAY = r"(?:0[1-9]|[12]\d|3[01])"
_YEAR = r"(?:19[2-9]|20[0-4])\d"
_RUN = rf"(?:{_YEAR}{_MONTH}{_DAY}|{_MONTH}{_DAY}{_YEAR})"
_WEEKDAY = "(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"
# What the file of one patient is called by.
_CHARTED = Pattern(
    r"(?:^|[^a-z])(?:mri|cta?|x-?rays?|xr|us|ultrasound|echo|e[ck]g|eeg|emg|pft|labs?|cbc|cmp|consent|referral|dc|d-?c"
    r"|discharge|op-?note|biopsy|path(?:ology)?|rx|eob|claim|mammo\w*|pet|dexa|dxa|hx|h&p|sleepstudy|pano|ceph|bitewings?"
    r"|crown|ultrasonido|results?|intake|visit|roi|auth|retainer|aligners?|wound|rash|mole|patient|pt|mrn|chart)(?:[^a-z]|$)"
    "|[出入]院|病历|病理|化验|报告|检查|小结|处方|知情|复查|复诊|就诊|体检|手术|超声|影像"
)
_LEADING = re.compile(r"(?i)(?:until|till?|on|by|since|is|back|before|after) ")
_ASKED = Pattern(r"\b(?:dob|d\.o\.b|birth ?da(?:y|te)|date of birth|bday|born)\b|生日|出生")
_CLOSED = re.compile(
    r"$|[.,;:!?)\n]| [(|-]"
    r"| (?:at|in|with|w/|for|and|but|to|because|cuz|so|or|if|when|thru|until|til|am|pm|she|he|i|we|my)\b"
)


def _is_charted(candidate: Candidate) -> bool:
    """Say whether the file that bears the day in its name is of somebody's record."""
    start = candidate.start
    name = candidate.text[max(0, start - 60) : candidate.end + 24].lower()
    return candidate.stands_free() and _CHARTED.is_in(name) and is_personal(candidate)


def _is_nth(candidate: Candidate) -> bool:
    is_closed = _CLOSED.match(candidate.after()) is not None
    return is_closed and is_personal(candidate) and is_told_of_somebody(candidate)


def _after_leading_word(value: str) -> int:
    leading = _LEADING.match(value)
    return leading.end() if leading else 0


RECOGNIZERS = (
    Recognizer(
        name="date.file",
        category="date",
        pattern=rf"[\pL\d)][_-]({_YEAR}{_MONTH}{_DAY})(?:[_.(-]|\b)",
        score=0.82,
        accepts=_is_charted,
        positives=(
            ("Nakai_Rose_CT_Chest_20250412.pdf", "20250412"),
            ("霍兰_出院小结_20240512.docx", "20240512"),
        ),
        negatives=("brand_board_20250412.pdf", "build-20250412.log", "backup_20250412.tar.gz"),
    ),
    Recognizer(
        name="date.compact",
        category="date",
        pattern=r"(?i)(?:_dos|study ?date|\b(?:dos|discharged|admitted|seen|visit|died|exam|dod|collected|svc"
        rf"|adm|appt|lmp|surgery|onset|disch))(?: date| dt| on)?[ :=_#-]{{0,3}}({_RUN})(?:\b|_)",
        score=0.86,
        positives=(
            ("EOB_OSEI_DOS04122025.tif", "04122025"),
            ("LEE^AN|discharged 20250412|CHF", "20250412"),
            ("StudyDate=20250412 Mod=MG", "20250412"),
        ),
        negatives=("visit 99213", "build 20250412", "seen 20251399 times"),
    ),
    Recognizer(
        name="date.answered_birth",
        category="date",
        pattern=rf"\b(?:{_MONTH} {_DAY}|{_DAY} {_MONTH}) (?:{_YEAR}|\d\d)\b|\b{_RUN}\b",
        score=0.84,
        accepts=lambda candidate: _ASKED.is_in(candidate.before(90)),
        positives=(
            ("Agent: DOB please?\nCaller: 04 12 1961", "04 12 1961"),
            ("your birthday? > 24 06 92", "24 06 92"),
        ),
        negatives=("call 04 12 1961", "the code is 04121961"),
    ),
    Recognizer(
        name="date.nth",
        category="date",
        pattern=rf"(?i)\b(?:{_WEEKDAY}[, ]{{1,2}}(?:the )?"
        r"|(?:until|till?|on|by|since|is|back|before|after) the )"
        r"(?:3[01]|[12]?\d)(?:st|nd|rd|th)\b",
        trim=_after_leading_word,
        score=0.76,
        accepts=_is_nth,
        positives=(
            ("my son has had a fever since monday the 9th", "monday the 9th"),
            ("His mom is away until the 26th, no signal", "the 26th"),
        ),
        negatives=(
            "we meet on the 3rd floor",
            "my room is the 5th one",
            "Webinar on the 26th",
        ),
    ),
)

FIELDS: tuple[Field, ...] = ()
