"""Days that go by their number alone: "home by the 26th", "since monday the 9th", "the twenty first"."""

import re

from lightyear.guard.detectors.base import Candidate, Field, Recognizer
from lightyear.guard.detectors.occasions import is_personal, is_told_of_somebody

_SPELLED = (
    "(?:(?:twenty|thirty)[ -])(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)"
    "|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth"
    "|twentieth|thirtieth"
)
_NTH = rf"(?:(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)|{_SPELLED})"
_WEEKDAY = "(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?"
_LEADS = (
    "on|until|till|til|by|since|from|before|after|for|is|was|home|back|appt|appointment|visit|thru"
    "|through|to"
    "|it|you|seen|surgery|moved|there|here|due|again"
)
# What may follow: an end, or a word that goes on about something else than the thing so counted.
_GOES_ON = re.compile(
    r"$|[.,;:!?)\n\"]| ?[-–—] | (?:at|with|w/|and|but|for|if|because|bc|cuz|so|we|i|he|she|they|please"
    r"|pls|plz|or|not"
    r"|instead|about|around|from|in the|after|before|thanks|thx|works?|when|since|@|\d{1,2}(?::\d\d"
    r"| ?[ap]\.?m?\b))\b"
)
_HOLIDAY = re.compile(r"\b(?:july|fourth of) ?$")


def _is_day(candidate: Candidate) -> bool:
    if _GOES_ON.match(candidate.after()) is None or _HOLIDAY.search(candidate.before(12)):
        return False
    return is_personal(candidate) and is_told_of_somebody(candidate)


RECOGNIZERS = (
    Recognizer(
        name="date.weekday_the",
        category="date",
        pattern=rf"(?i)\b({_WEEKDAY},? (?:the )?{_NTH})\b",
        score=0.8,
        accepts=_is_day,
        positives=(
            ("my son has had a fever since friday the 7th", "friday the 7th"),
            ("her appt is Tues the 14th at 9", "Tues the 14th"),
        ),
        negatives=("Friday the 13th parade", "we meet Friday the 13th", "every first Sunday the 13th floor"),
    ),
    Recognizer(
        name="date.the_nth",
        category="date",
        pattern=rf"(?i)\b(?:{_LEADS}) (the {_NTH})\b",
        score=0.78,
        accepts=_is_day,
        positives=(
            ("My dad is away until the 24th with no signal", "the 24th"),
            ("will he be home the twenty first", "the twenty first"),
            ("can you move my appt to the 3rd please", "the 3rd"),
        ),
        negatives=(
            "my room is on the 3rd floor",
            "she was the 2nd to arrive, on the 4th try",
            "bingo is on the 24th",
            "he came for the 5th time",
        ),
    ),
)

FIELDS: tuple[Field, ...] = ()
