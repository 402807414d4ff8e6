"""Dates as people say them and machines write them down: voice-mails, dictated letters, faxes read badly."""

import re

from lightyear.guard.detectors.base import Candidate, Field, Recognizer
from lightyear.guard.detectors.occasions import is_personal, is_told_of_somebody

_MONTH = (
    "(?:january|february|march|april|may|june|july|august|september|october|november|december"
    "|jan|feb|apr|aug|sept|oct|nov|dec)"
)
_ONES = "(?:one|two|three|four|five|six|seven|eight|nine)"
_TEENS = "(?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)"
_TENS = "(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
_NTH = (
    "(?:(?:twenty|thirty)[ -])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)"
    "|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth"
    "|twentieth|thirtieth"
)
_COUNTED = f"(?:twenty[ -]{_ONES}|thirty[ -]one|thirty|twenty|{_TEENS}|{_ONES})"
_LATE = f"(?:{_TENS}(?:[ -]{_ONES})?|{_TEENS}|(?:oh|o|zero)[ -]{_ONES}|hundred)"
_YEAR = (
    rf"(?:(?:nineteen|twenty) {_LATE}|two thousand(?: and)?(?: (?:{_TEENS}|{_TENS}|{_ONES}))?|(?:19|20)\d\d)"
)
_OF_BIRTH = (
    r"(?:date of birth|birth ?date|birthday|d\.?o\.?b\.?|born)"
    r"(?: is| was| on|:|,| uh| um| it's| its){0,3} "
)
_ZERO = "(?:oh|o|zero)"


def _is_somebodys(candidate: Candidate) -> bool:
    return is_personal(candidate) and is_told_of_somebody(candidate)


def _is_misread(candidate: Candidate) -> bool:
    # A day all in figures is another recognizer's.
    return not candidate.value.replace("/", "").isdigit() and bool(re.search(r"\d", candidate.value))


RECOGNIZERS = (
    Recognizer(
        name="date.spoken",
        category="date",
        pattern=rf"(?i)\b(?:{_MONTH},? (?:the )?(?:{_NTH})(?:,? (?:of )?{_YEAR})?"
        rf"|{_MONTH} {_COUNTED},? {_YEAR}|(?:the )?(?:{_NTH})(?: day)? of {_MONTH}(?:,? {_YEAR})?"
        rf"|{_MONTH},? (?:of )?{_YEAR})\b",
        score=0.85,
        accepts=_is_somebodys,
        positives=(
            (
                "hi my name is lou and my birthday is april the second nineteen forty",
                "april the second nineteen forty",
            ),
            ("i have to cancel my visit on march third please", "march third"),
            ("she was born june twelve two thousand and four", "june twelve two thousand and four"),
            ("he saw the doctor on the twenty-first of May", "the twenty-first of May"),
            ("I had my hip done in october twenty nineteen", "october twenty nineteen"),
        ),
        negatives=(
            "The parade on July Fourth closes Main",
            "you may second the motion",
            "our march first policy webinar",
        ),
    ),
    Recognizer(
        name="date.spoken_birth",
        category="date",
        pattern=rf"(?i)\b{_OF_BIRTH}((?:{_ZERO}[ -])?{_COUNTED}[ -]"
        rf"(?:(?:{_NTH})|{_COUNTED}|{_ZERO}[ -]{_ONES})[ -](?:{_YEAR}|{_LATE}))\b",
        score=0.88,
        positives=(
            ("date of birth is eleven nine fifty three", "eleven nine fifty three"),
            ("dob four oh two nineteen eighty one", "four oh two nineteen eighty one"),
        ),
        negatives=("born one of nine children",),
    ),
    Recognizer(
        name="date.spoken_numbers",
        category="date",
        pattern=rf"(?i)\b((?:the )?(?:{_NTH}) of (?:the )?(?:{_COUNTED}|{_NTH}),? (?:of )?(?:{_YEAR}|{_LATE})"
        rf"|(?:{_ZERO}[ -])?{_COUNTED}[ -]{_COUNTED}[ -](?:{_YEAR}|{_TENS}(?:[ -]{_ONES})?))\b",
        score=0.86,
        context=("dob", "d.o.b", "birth", "birthday", "birthdate", "date_of_birth", "born"),
        positives=(
            ("heard 'five eleven eighty two' field=dob", "five eleven eighty two"),
            ("twelfth of six, nineteen fifty, that's her birthday", "twelfth of six, nineteen fifty"),
        ),
        negatives=("extension ten twelve seventy six", "the first of two thousand five hundred"),
    ),
    Recognizer(
        name="date.misread",
        category="date",
        pattern=r"\b([Oo01lI]?[0-9OolI]/[Oo0-3lI]?[0-9OolI]/(?:[2Zl1][0Oo9])?[0-9OolI]{2})\b",
        score=0.8,
        accepts=lambda candidate: _is_misread(candidate) and is_personal(candidate),
        positives=(
            ("Adm1tted O4/l2/2O24", "O4/l2/2O24"),
            ("DOB l0/O7/61", "l0/O7/61"),
            ("DOB: o3/12/1961", "o3/12/1961"),
        ),
        negatives=("I/O/IO", "webinar O4/l2/2O24"),
    ),
)

FIELDS: tuple[Field, ...] = ()
