"""Claims and enrollments of payers: the place in a segment says what a value is (ASC X12 5010)."""

import re
from collections.abc import Iterator

from lightyear.guard.detectors import persons
from lightyear.guard.detectors.base import code
from lightyear.guard.segments import SCORE, Element, elements, finding
from lightyear.guard.types import Finding

_SEGMENT = re.compile(
    r"(?:^|[~\r\n])[ \t]*(NM1|N1|N3|N4|DMG|DTP|DTM|REF|PER|CLM|CLP|PAT|ISA|GS)\*([^~\r\n]*)"
)
_IDS = {"XX": "license", "MI": "health_plan_id", "MR": "health_plan_id", "34": "ssn", "SY": "ssn"}
_REFERENCES = {
    "0B": "license", "1D": "license", "1G": "license", "SY": "ssn", "EJ": "account", "23": "account",
    "EA": "mrn", "IG": "health_plan_id", "1W": "health_plan_id", "0F": "health_plan_id",
    "F6": "health_plan_id",
    "HJ": "health_plan_id", "NQ": "health_plan_id",
}  # fmt: skip
_CONTACTS = {
    "TE": "phone", "HP": "phone", "WP": "phone", "CP": "phone", "AP": "phone", "FX": "fax", "EM": "email",
}  # fmt: skip
# A patient's control number is her account's, or that of her chart or visit.
_OF_PATIENTS = re.compile(r"(?i)(?:P|PT|PAT|PCN|MRN?|ENC|V|VIS|CSN|CHT|CHART)[-_]?\d")
_SOCIAL = re.compile(r"\*(?:34|SY)\*(\d{9})")
_DAY = re.compile(r"(?:19|20)\d{6}(?:-(?:19|20)\d{6})?")


def find(text: str) -> Iterator[Finding]:
    """Find what the places in segments give away in normalized text without placeholders."""
    is_somebody = True
    social = set(_SOCIAL.findall(text))
    for segment in _SEGMENT.finditer(text):
        name = segment.group(1)
        element = {value.at: value for value in elements(segment, "*")}
        if name in ("NM1", "N1"):
            is_somebody = name == "NM1" and 2 in element and element[2].text == "1"
        for one in _in_segment(name, element, is_somebody=is_somebody):
            is_social = one.category == "health_plan_id" and text[one.start : one.end] in social
            yield one._replace(category="ssn", detector="message.ssn") if is_social else one


def _in_segment(name: str, element: dict[int, Element], *, is_somebody: bool) -> Iterator[Finding]:
    first = element[1].text if 1 in element else ""
    if name == "NM1":
        yield from _person(element, is_somebody=is_somebody)
    elif name in ("N3", "N4") and is_somebody:
        yield from (
            finding("address", one.start, one.text)
            for one in element.values()
            if name == "N3" or one.at in (1, 3)
        )
    elif name in ("DMG", "DTP", "DTM", "PAT"):
        days = [one for one in element.values() if one.at > 1 and _DAY.fullmatch(one.text)]
        yield from (finding("date", one.start, one.text) for one in days if first not in ("050", "405"))
    elif name == "REF" and first in _REFERENCES and 2 in element and code(element[2].text):
        yield finding(_REFERENCES[first], element[2].start, element[2].text)
    elif name == "PER" and is_somebody:
        yield from _contact(element)
    elif name in ("CLM", "CLP") and code(first):
        yield finding("mrn" if _OF_PATIENTS.match(first) else "account", element[1].start, first)


def _person(element: dict[int, Element], *, is_somebody: bool) -> Iterator[Finding]:
    parts = [element[at] for at in (3, 4, 5) if at in element]
    if is_somebody and parts:
        last = parts[-1]
        yield Finding(parts[0].start, last.start + len(last.text), "name", SCORE, "message.name")
    # The qualifier is the eighth element, and one further where a sender counts wrong.
    for at in (8, 9):
        category = _IDS.get(element[at].text) if at in element else None
        if category and at + 1 in element:
            yield finding(category, element[at + 1].start, element[at + 1].text)


def _contact(element: dict[int, Element]) -> Iterator[Finding]:
    if 2 in element and persons.is_person(element[2].text):
        yield finding("name", element[2].start, element[2].text)
    for at in (3, 5, 7):
        category = _CONTACTS.get(element[at].text) if at in element else None
        if category and at + 1 in element:
            yield finding(category, element[at + 1].start, element[at + 1].text)
