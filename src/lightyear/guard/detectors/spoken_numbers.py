"""Numbers said in words, as voice mail is written down: "five oh three, five five five, oh one"."""

import re

from lightyear.guard.detectors import cues, faxing, telephony
from lightyear.guard.detectors.base import Candidate, Recognizer
from lightyear.guard.patterns import Pattern

_ONES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = (
    *("ten", "eleven", "twelve", "thirteen", "fourteen"),
    *("fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_FIRST = "|".join(("oh", *_ONES, *_TEENS, *_TENS, "double", "triple"))
_RUN = rf"(?i)\b(?:{_FIRST})(?:[ ,.-]{{1,3}}(?:{_FIRST}|o|hundred|thousand|dash)){{5,16}}\b"
# Digits and words mixed: "555 01 four 7", and letters spelled out: "four W H zero", "K as in kilo seven".
_MIXED = (
    rf"(?i)\b\d{{1,4}}(?:[ ,.-]{{1,3}}\d{{1,4}}){{0,3}}[ ,.-]{{1,3}}(?:{_FIRST})(?:[ ,"
    rf".-]{{1,3}}(?:{_FIRST}|o|\d{{1,4}})){{0,10}}\b"
)
_LETTER = (
    r"[a-z](?:[ -](?:as[ -]in|for|like)[ -][a-z]{2,10})?|alpha|bravo|charlie|delta|echo|foxtrot|golf|"
    r"hotel|india|juliet|kilo|lima|mike|november"
    r"|oscar|papa|quebec|romeo|sierra|tango|uniform|victor|whiskey|x-?ray|yankee|zulu|dash|hyphen|slash"
)
_SPELLED = (
    rf"(?i)\b(?:{_FIRST}|{_LETTER}|\d{{1,4}})(?:[ ,.-]{{1,3}}(?:{_FIRST}|{_LETTER}|\d{{1,4}})){{3,20}}\b"
)
_DIGITS = Pattern(rf"(?i)\b(?:{_FIRST}|\d)\b[^\n]*\b(?:{_FIRST}|\d)\b[^\n]*\b(?:{_FIRST}|\d)\b")
_LETTERED = Pattern(r"(?i)(?:^|[ ,-])[b-hj-z](?:[ ,-]|$)|as[ -]in")
_MORE = {"hundred": 2, "thousand": 3, "double": 1, "triple": 2, "dash": 0}


def _length(spoken: str) -> int:
    """Count the digits that the words stand for: "five fifty five" are three, "eight hundred" too."""
    length = 0
    before = ""
    for word in re.findall("[a-z]+|[0-9]+", spoken.lower()):
        if word.isdigit():
            length, before = length + len(word), ""
            continue
        ends_tens = before in _TENS and word in _ONES[1:]
        length += 0 if ends_tens else _MORE.get(word, 2 if word in _TEENS or word in _TENS else 1)
        before = word
    return length


def _is_number(candidate: Candidate) -> bool:
    if "three four five six seven" in candidate.value.lower():
        return False
    if faxing.OTHER_NUMBER.is_in(candidate.before(28)) and not faxing.NAMED.is_in(candidate.before(28)):
        return False
    length = _length(candidate.value)
    near = length == 7 and telephony.is_cued(candidate)
    return (length in (10, 11) or near) and not cues.is_own_contact(candidate)


def _is_spelled(candidate: Candidate) -> bool:
    """Say whether letters and digits were spelled out: three digits at least, and a letter by itself."""
    return _DIGITS.is_in(candidate.value) and _LETTERED.is_in(candidate.value)


def _spelled(
    name: str, category: str, context: tuple[str, ...], positive: tuple[str, str], negative: str
) -> Recognizer:
    return Recognizer(
        name=name,
        category=category,
        pattern=_SPELLED,
        score=0.87,
        accepts=_is_spelled,
        context=context,
        positives=(positive,),
        negatives=(negative,),
    )


RECOGNIZERS = (
    _spelled(
        "vehicle.spelled",
        "vehicle",
        ("plate", "plate number", "license plate", "tag number", "vin"),
        (
            "plate number K-as-in-kilo four two, M-as-in-mike, four nine",
            "K-as-in-kilo four two, M-as-in-mike, four nine",
        ),
        "a plate for two, three or four",
    ),
    _spelled(
        "health_plan.spelled",
        "health_plan_id",
        (
            "member id",
            "member number",
            "medicare",
            "medicaid",
            "subscriber",
            "policy number",
            "insurance card",
        ),
        ("medicare number please\nCaller: four W K zero, M Y eight", "four W K zero, M Y eight"),
        "medicare plan A or B for two, three or four of us",
    ),
    _spelled(
        "mrn.spelled",
        "mrn",
        ("chart", "record number", "mrn", "patient id", "patient number"),
        ("chart number is K four four two dash seven", "K four four two dash seven"),
        "chart one two three songs",
    ),
    _spelled(
        "license.spelled",
        "license",
        ("license number", "driver's license", "dea number", "dea"),
        ("her dea number, B R two eight three nine", "B R two eight three nine"),
        "a license for one, two or three",
    ),
    Recognizer(
        name="phone.mixed",
        category="phone",
        pattern=_MIXED,
        score=0.86,
        accepts=lambda candidate: _length(candidate.value) in (7, 10, 11) and telephony.is_phone(candidate),
        context=telephony.CUES,
        positives=(("call me at 555 01 four 7 local", "555 01 four 7"),),
        negatives=("call in 20 one hour visits",),
    ),
    Recognizer(
        name="phone.spoken",
        category="phone",
        pattern=_RUN,
        score=0.88,
        accepts=lambda candidate: _is_number(candidate) and not faxing.is_fax(candidate),
        positives=(
            (
                "call me at five oh three five five five oh one four seven thanks",
                "five oh three five five five oh one four seven",
            ),
            (
                "cell is five four one, five fifty five, zero one double seven",
                "five four one, five fifty five, zero one double seven",
            ),
        ),
        negatives=(
            "nineteen fifty two",
            "one two three four five six",
            "one two three four five six seven eight nine ten",
        ),
    ),
    Recognizer(
        name="fax.spoken",
        category="fax",
        pattern=_RUN,
        score=0.9,
        accepts=lambda candidate: _is_number(candidate) and faxing.is_fax(candidate),
        positives=(
            (
                "you can fax the form to five oh three five five five oh one nine nine",
                "five oh three five five five oh one nine nine",
            ),
        ),
        negatives=("fax one two three",),
    ),
    Recognizer(
        name="ssn.spoken",
        category="ssn",
        pattern=_RUN,
        score=0.9,
        accepts=lambda candidate: _length(candidate.value) == 9,
        context=("social", "social security", "ssn", "ss card", "ss number", "ss#", "soc"),
        positives=(
            (
                "my social is five two one four four nine oh seven eight",
                "five two one four four nine oh seven eight",
            ),
        ),
        negatives=("five two one four four nine oh seven eight",),
    ),
    Recognizer(
        name="mrn.spoken",
        category="mrn",
        pattern=_RUN,
        score=0.9,
        accepts=lambda candidate: 6 <= _length(candidate.value) <= 10,
        context=(
            "record number",
            "chart number",
            "medical record",
            "patient number",
            "mrn",
            "patient i.d.",
            "patient id",
            "chart",
        ),
        positives=(("record number four eight two one three three", "four eight two one three three"),),
        negatives=("four eight two one three three",),
    ),
    Recognizer(
        name="health_plan.spoken",
        category="health_plan_id",
        pattern=_RUN,
        score=0.9,
        accepts=lambda candidate: 6 <= _length(candidate.value) <= 13,
        context=("member id", "member number", "subscriber", "policy number", "medicaid", "insurance number"),
        positives=(
            ("my member id is four eight two one three three seven", "four eight two one three three seven"),
        ),
        negatives=("four eight two one three three seven",),
    ),
)

FIELDS = ()
