"""Numbers said in words, as voice mail is written down: "five oh three, five five five, oh one"."""

import re

from lightyear.guard.detectors import cues, telephony
from lightyear.guard.detectors.base import Candidate, Recognizer

_ONES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = (
    *("ten", "eleven", "twelve", "thirteen", "fourteen"),
    *("fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_FIRST = "|".join(("oh", *_ONES, *_TEENS, *_TENS, "double", "triple"))
_RUN = rf"(?i)\b(?:{_FIRST})(?:[ ,.-]{{1,3}}(?:{_FIRST}|o|hundred|thousand|dash)){{5,16}}\b"
_MORE = {"hundred": 2, "thousand": 3, "double": 1, "triple": 2, "dash": 0}


def _length(spoken: str) -> int:
    """Count the digits that the words stand for: "five fifty five" are three, "eight hundred" too."""
    length = 0
    before = ""
    for word in re.findall("[a-z]+", spoken.lower()):
        ends_tens = before in _TENS and word in _ONES[1:]
        length += 0 if ends_tens else _MORE.get(word, 2 if word in _TEENS or word in _TENS else 1)
        before = word
    return length


def _is_number(candidate: Candidate) -> bool:
    if "three four five six seven" in candidate.value.lower():
        return False
    length = _length(candidate.value)
    near = length == 7 and telephony.is_cued(candidate)
    return (length in (10, 11) or near) and not cues.is_own_contact(candidate)


RECOGNIZERS = (
    Recognizer(
        name="phone.spoken",
        category="phone",
        pattern=_RUN,
        score=0.88,
        accepts=lambda candidate: _is_number(candidate) and not telephony.is_fax(candidate),
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
        accepts=lambda candidate: _is_number(candidate) and telephony.is_fax(candidate),
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
        context=("social", "social security", "ssn"),
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
        score=0.86,
        accepts=lambda candidate: 6 <= _length(candidate.value) <= 10,
        context=("record number", "chart number", "medical record", "patient number", "mrn"),
        positives=(("record number four eight two one three three", "four eight two one three three"),),
        negatives=("four eight two one three three",),
    ),
    Recognizer(
        name="health_plan.spoken",
        category="health_plan_id",
        pattern=_RUN,
        score=0.86,
        accepts=lambda candidate: 6 <= _length(candidate.value) <= 13,
        context=("member id", "member number", "subscriber", "policy number", "medicaid", "insurance number"),
        positives=(
            ("my member id is four eight two one three three seven", "four eight two one three three seven"),
        ),
        negatives=("four eight two one three three seven",),
    ),
)

FIELDS = ()
