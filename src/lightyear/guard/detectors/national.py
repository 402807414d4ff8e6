"""Social security numbers, and the checks of national numbers."""

import datetime
import re

from lightyear.guard import checksums
from lightyear.guard.detectors.base import ASKED, Candidate, Field, Recognizer

_SSN_CUES = (
    "ssn",
    "ss#",
    "ssn#",
    "social",
    "social security",
    "social security number",
    "soc sec",
    "soc. sec",
    "ssno",
    "ssan",
    "ss no",
    "ss number",
    "ss card",
    "soc",
    "soc #",
    "socials",
    "soshul",
    "sosial",
    "socal security",
    "socialsec",
    "numero de seguro",
    "social_security",
    "social-security",
    "ssa",
    "socialsecuritynumber",
    "社会安全号",
    "itin",
    "seguro social",
    "tax id",
    "taxpayer",
)


def is_cn_id(value: str) -> bool:
    """Check a Chinese identity number: place, date of birth and ISO 7064 MOD 11-2 check (GB 11643-1999)."""
    if not re.fullmatch(r"[1-8]\d{16}[\dXx]", value):
        return False
    return checksums.is_cn_id(value) and _is_day(value[6:14])


def is_ssn(digits: str) -> bool:
    """Check that the Social Security Administration could have issued the number (20 CFR 422.103)."""
    if len(digits) != 9:
        return False
    issued = digits[:3] not in ("000", "666") and digits[0] != "9"
    return issued and digits[3:5] != "00" and digits[5:] != "0000"


def _is_day(digits: str) -> bool:
    try:
        born = datetime.date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return 1880 <= born.year <= 2100


_OTHER = re.compile(
    r"(?:ndc|mrn|order|sku|lot|part|model|tracking|invoice|chart|drawing|raffle|ticket|seat|item|serial|catalog|cat|po"
    r"|bid|rfp|quote|contract|permit|case|docket|pro|bol|ref(?:erence)?|score|locker|code)"
    r"[ _-]?(?:#|no\.?|number)?[ :=#]*$"
)


def _is_free_ssn(candidate: Candidate) -> bool:
    before = candidate.before(2)
    free = (
        candidate.stands_free()
        and not re.search(r"\d[-*]$", before)
        and not re.match(r"-\d{1,3}(?!\d)", candidate.after(5))
    )
    return free and is_ssn(candidate.digits) and not _OTHER.search(candidate.before(16))


def _is_free(candidate: Candidate) -> bool:
    return candidate.stands_free(joiners="-*")


RECOGNIZERS = (
    Recognizer(
        name="ssn.dashed",
        category="ssn",
        pattern=r"\d{3}-\d{2}-\d{4}",
        score=0.95,
        accepts=_is_free_ssn,
        positives=(("it is 521-44-9078 for the form", "521-44-9078"),),
        negatives=("000-12-3456", "1521-44-9078", "666-10-1234"),
    ),
    Recognizer(
        name="ssn.named",
        category="ssn",
        pattern=r"\b\d{3}(?: ?[ ./-] ?)?\d{2}(?: ?[ ./-] ?)?\d{4}\b|\b\d{3}[ .-]\d{3}[ .-]\d{3}\b"
        r"|\b\d(?:[ .-]{1,3}\d){8}\b",
        score=0.93,
        accepts=_is_free,
        context=_SSN_CUES,
        positives=(
            ("my social security number is 521449078", "521449078"),
            ("SSN 521 44 9078", "521 44 9078"),
            ("the decedent's SSAN. It's 521 449 078", "521 449 078"),
            ("my soshul is 5 2 1 4 4 9 0 7 8", "5 2 1 4 4 9 0 7 8"),
        ),
        negatives=("order 521449078",),
    ),
    Recognizer(
        name="ssn.masked",
        category="ssn",
        pattern=r"(?:[*xX•#●]{3}[- ][*xX•#●]{2}[- ]\d{4}|\d{3}[- ][0-9*xX•#●]{2}[- ][*xX•#●]{4}"
        r"|[*xX•#●]{3}[- ]\d{2}[- ]\d{4})",
        score=0.9,
        accepts=lambda candidate: candidate.stands_free(),
        positives=(("on file: ***-**-9078", "***-**-9078"),),
        negatives=("***-****",),
    ),
    Recognizer(
        name="ssn.masked_named",
        category="ssn",
        pattern=r"(?i)\b(?:ssn|social)\b[^0-9\n*x•#●]{0,24}([*x•#●]{2,6}-?(?:[*x•#●]{2}-?)?\d{4})\b",
        score=0.9,
        positives=(("SSN on file *****9078", "*****9078"),),
        negatives=("social events ** 2024 **",),
    ),
    Recognizer(
        name="ssn.misread",
        category="ssn",
        # Typed or scanned with letters for digits: 521-44-9O78.
        pattern=r"\b[0-9OolI]{3}-[0-9OolI]{2}-[0-9OolI]{4}\b",
        score=0.9,
        accepts=lambda candidate: 6 <= len(candidate.digits) < 9 and _is_free(candidate),
        positives=(("SSN 521-44-9O78", "521-44-9O78"),),
        negatives=("look-oo-lool",),
    ),
    Recognizer(
        name="ssn.asked",
        category="ssn",
        # "Can you verify the last four of your social?" and the answer on the next line.
        pattern=r"(?i)\b(?:ssn|social(?: security)?|soc(?: sec)?|ss ?#)\b"
        + ASKED
        + r"(\d{4}|\d{3}-?\d{2}-?\d{4})\b",
        score=0.94,
        accepts=_is_free,
        positives=(("Agent: last four of your social?\nCaller: yes, 9078", "9078"),),
        negatives=("Agent: social worker?\nCaller: 2 of them",),
    ),
    Recognizer(
        name="ssn.last_four",
        category="ssn",
        pattern=r"(?i)(?:\b(?:last|final)[ _-]?(?:four|4)(?: digits| numbers)?(?: of)?(?: [a-z]{2,8}'?s?)?"
        r" (?:ssn|ss ?#|soc(?:ial)?\.?(?: sec(?:urity)?)?)(?: (?:number|no\.?|#))?"
        r"|\b(?:ssn|ss(?: ?#)?|soc(?:ial)?(?:\.? sec(?:urity)?)?)\b[^\n;0-9]{0,48}"
        r"\b(?:ending|ends|ended|(?:last|final)[ _-]?(?:four|4)|l4)\b"
        r"|\b(?:ssn(?:[ _-]?last)?[ _-]?4?|social security (?:number|no\.?|#)))"
        r"(?:[ :=().#,?-]|is|are|was|in|with|digits|on file|it'?s){0,8}([0-9O]{4})\b",
        score=0.85,
        accepts=lambda candidate: not re.search(r"(?:19|20)\d\d|OOOO", candidate.value),
        positives=(
            ("last four of my SSN is 9078", "9078"),
            ("the last four of my social are 9078", "9078"),
            ("her ssn ends in 9078", "9078"),
            ("SSN (last 4): 9078", "9078"),
            ("my social was in that letter (ends in 4471)", "4471"),
            ("Last 4 SSN: 4O71", "4O71"),
            ("SSN: ...4471", "4471"),
            ("last 4 of your social? its 4471", "4471"),
            ("soc sec ending 4471", "4471"),
            ("ss last 4 is 4471", "4471"),
            ("not giving my ssn here. fine, last four 4471", "4471"),
        ),
        negatives=("last four years since 2019", "social events last four 1999", "SSN 2024 guidance"),
    ),
)


def is_ssn_text(value: str) -> bool:
    """Say whether the value of a field for them is one, masked or the last four digits."""
    return bool(re.fullmatch(r"[0-9*xX•]{3}[ .-]?[0-9*xX•]{2}[ .-]?\d{4}|\d{4}", value))


FIELDS = (
    Field(
        category="ssn",
        keys=(
            "ssn",
            "ssno",
            "socsec",
            "social",
            "socialsecurity",
            "socialsecuritynumber",
            "socialsecuritynum",
            "socialsecurityno",
            "ssnlast4",
            "last4ssn",
            "last4ofssn",
            "itin",
            "tin",
            "taxid",
            "taxpayerid",
            # The registered system of the numbers (HL7 OID 2.16.840.1.113883.4.1), as a key reads.
            "216840111388341",
        ),
        fits=is_ssn_text,
    ),
)
