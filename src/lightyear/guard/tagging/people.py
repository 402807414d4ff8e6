"""Whether what the tagger takes for a person is more likely code, opening hours or an organization's name."""

import re

from lightyear.guard.detectors.base import Candidate
from lightyear.guard.patterns import Pattern

_NO_PERSON = Pattern(
    r"[a-z]\.[a-z]|[A-Z]\.[A-Z]\.[A-Z]\.[A-Z]\w|\p{L}/\p{L}.*/|^(?:[A-Z]{2,3}|[a-z]+)\^|https?:"
    r"|[^\n] (?:Clinic|Clinics|Hospital|Healthcare|Dental|Ortho|Orthopedics|Pharmacy|Building"
    r"|Pavilion|University|Library|Airport|Committee|Department|Foundation)$"
)
_GOES_ON = re.compile(
    r"(?:[ -](?:Clinic|Clinics|Hospital|Healthcare|Dental|Ortho|Pharmacy|Pavilion|University"
    r"|Library|Airport|Health(?! (?:plan|insurance|history|record|card)|[a-z])|Foundation)\b"
    r"| (?:syndrome|disease|maneuver|criteria|esophagus|palsy|dehiscence)\b)"
)


def is_doubtful(candidate: Candidate) -> bool:
    """Say whether the words or what follows them speak against a person."""
    return _NO_PERSON.is_in(candidate.value) or _GOES_ON.match(candidate.text, candidate.end) is not None
