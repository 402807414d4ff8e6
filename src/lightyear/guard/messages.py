"""Messages of hospitals and payers: the place in a segment says what a value is (HL7 v2.5, ASC X12 5010)."""

import bisect
import re
from collections.abc import Iterator
from typing import NamedTuple

from lightyear.guard import tagging
from lightyear.guard.detectors import persons
from lightyear.guard.detectors.base import code, listed
from lightyear.guard.normalize import MASK
from lightyear.guard.types import Finding

_SCORE = 0.98
# Segments that speak of a person; the days in the others are those of the message.
_PERSONAL = listed(
    "PID NK1 GT1 IN1 IN2 IN3 PV1 PV2 SCH FT1 OBR OBX DG1 PR1 ACC AL1 RXA RXE RXD AIS AIP AIG TXA"
)
_SEGMENT = re.compile(
    r"(?:^|[\r\n]|\\[rn])[ \t]*(MSH|EVN|MRG|PD1|ORC|ROL|NTE|"
    + "|".join(sorted(_PERSONAL))
    + r")\|([^\r\n\\]*)"
)
_PIECE = re.compile(r"[^|^~&]+")
_DAY = re.compile(r"((?:18|19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01]))(?:\d{2,6})?(?:\.\d+)?(?:[+-]\d{4})?")
_SSN = re.compile(r"[\d*X]{3}-[\d*X]{2}-\d{4}")
_XCN = re.compile(r"(?:^|~)[A-Za-z0-9-]{0,15}\^([^\W\d_][^|^~]+\^[^\W\d_][^|^~]*)")
_XPN = re.compile(r"(?:^|~)([^\W\d_][^|^~]*\^[^\W\d_][^|^~]*(?:\^[^|^~\W\d_]+)?)")
_PEOPLE = {"PV1", "PD1", "ORC", "OBR", "FT1", "SCH", "ROL", "TXA", "PR1", "DG1", "RXE", "RXA", "AIP"}
_NAMED = {
    ("PID", 5),
    ("PID", 6),
    ("PID", 9),
    ("NK1", 2),
    ("GT1", 3),
    ("IN1", 16),
    ("MRG", 7),
    ("FT1", 20),
    ("FT1", 21),
}
_CALLED = ("PID", "NK1", "GT1", "IN1", "IN2", "ROL")
_HAN = re.compile("[\u3400-\u9fff]")
_AGE = re.compile(r"(?:AGE\b|30525-0|21612-7)", re.IGNORECASE)

_X12 = re.compile(r"(?:^|[~\r\n])[ \t]*(NM1|N1|N3|N4|DMG|DTP|DTM|REF|PER|CLM|CLP|ISA|GS)\*([^~\r\n]*)")
_X12_IDS = {"XX": "license", "MI": "health_plan_id", "MR": "health_plan_id", "34": "ssn", "SY": "ssn"}
_X12_REFERENCES = {
    "0B": "license", "1D": "license", "1G": "license", "SY": "ssn", "EJ": "account", "23": "account",
    "EA": "mrn", "IG": "health_plan_id", "1W": "health_plan_id", "0F": "health_plan_id",
    "F6": "health_plan_id",
    "HJ": "health_plan_id", "NQ": "health_plan_id",
}  # fmt: skip
_X12_CONTACTS = {
    "TE": "phone", "HP": "phone", "WP": "phone", "CP": "phone", "AP": "phone", "FX": "fax", "EM": "email",
}  # fmt: skip
_X12_DAY = re.compile(r"(?:19|20)\d{6}(?:-(?:19|20)\d{6})?")


class _Value(NamedTuple):
    """One element of a segment, by its position from 1, and where it stands."""

    at: int
    text: str
    start: int


def find(text: str) -> list[Finding]:
    """Find what the places in segments give away in normalized text without placeholders."""
    found: list[Finding] = []
    if "|" in text:
        for segment in _SEGMENT.finditer(text):
            found.extend(_in_segment(segment.group(1), _elements(segment, "|"), text))
    if "*" in text:
        found.extend(_in_x12(text))
    return found


def without_codes(found: list[Finding], text: str) -> list[Finding]:
    """Drop names, places and telephone numbers seen in the codes of a message's segments."""
    segments = [one for one in _SEGMENT.finditer(text) if one.group(1) not in ("OBX", "NTE")]
    starts = [one.start(2) for one in segments]
    kept: list[Finding] = []
    for one in found:
        at = bisect.bisect_right(starts, one.start) - 1
        is_inside = at >= 0 and one.start < segments[at].end(2)
        if not (is_inside and _is_code(one, text, segments[at].group(1))):
            kept.append(one)
    return kept


def _is_code(one: Finding, text: str, segment: str) -> bool:
    value = text[one.start : one.end]
    if one.category == "phone":
        return value.isdigit() and segment not in _CALLED
    if one.detector != tagging.DETECTOR or "^" not in text[max(0, one.start - 1) : one.end + 1]:
        return False
    return text[one.start - 1 : one.start] not in ("|", "~") or not re.search(r"[^\W\d]\^+\w", value)


def _elements(segment: re.Match[str], by: str) -> list[_Value]:
    values: list[_Value] = []
    start = segment.start(2)
    for at, value in enumerate(segment.group(2).split(by), 1):
        if value.strip() and MASK not in value:
            values.append(_Value(at, value, start))
        start += len(value) + 1
    return values


def _in_segment(name: str, values: list[_Value], text: str) -> Iterator[Finding]:
    if name in ("MSH", "EVN", "NTE"):
        return
    for value in values:
        yield from _people(name, value)
        if name in _PERSONAL:
            yield from _pieces(name, value)
        if (name, value.at) in (("PID", 2), ("PID", 3), ("MRG", 1)) and _HAN.search(text):
            first = re.match(r"[^|^~&\s]+", value.text)
            if first and code(first.group()):
                yield _found("cn_medical_id", value.start, first.group())
        if name == "IN1" and value.at >= 30 and _is_plan(value.text):
            yield _found("health_plan_id", value.start, value.text)
        if (name, value.at) == ("PID", 21) and code(value.text.partition("^")[0]):
            yield _found("license", value.start, value.text.partition("^")[0])
    if name == "OBX":
        yield from _age({value.at: value for value in values})


def _people(name: str, value: _Value) -> Iterator[Finding]:
    pattern = _XPN if (name, value.at) in _NAMED else _XCN if name in _PEOPLE else None
    for match in pattern.finditer(value.text) if pattern else ():
        yield _found("name", value.start + match.start(1), match.group(1))


def _pieces(name: str, value: _Value) -> Iterator[Finding]:
    for piece in _PIECE.finditer(value.text):
        day = _DAY.fullmatch(piece.group())
        if day and (name, value.at) not in (("OBX", 5), ("PID", 3)):
            yield _found("date", value.start + piece.start(), day.group(1))
        elif name != "OBX" and _SSN.fullmatch(piece.group()):
            yield _found("ssn", value.start + piece.start(), piece.group())


def _age(values: dict[int, _Value]) -> Iterator[Finding]:
    kind, value = values.get(3), values.get(5)
    if kind and value and _AGE.match(kind.text) and re.fullmatch(r"9\d|1[01]\d", value.text):
        yield _found("age90", value.start, value.text)


def _is_plan(value: str) -> bool:
    return re.fullmatch(r"(?=.*\d{4})[A-Za-z0-9-]{6,20}", value) is not None and not _DAY.fullmatch(value)


def _in_x12(text: str) -> Iterator[Finding]:
    is_somebody = True
    for segment in _X12.finditer(text):
        name = segment.group(1)
        element = {value.at: value for value in _elements(segment, "*")}
        if name in ("NM1", "N1"):
            is_somebody = name == "NM1" and 2 in element and element[2].text == "1"
        yield from _in_x12_segment(name, element, is_somebody=is_somebody)


def _in_x12_segment(name: str, element: dict[int, _Value], *, is_somebody: bool) -> Iterator[Finding]:
    first = element[1].text if 1 in element else ""
    if name == "NM1":
        yield from _x12_person(element, is_somebody=is_somebody)
    elif name in ("N3", "N4") and is_somebody:
        yield from (
            _found("address", one.start, one.text)
            for one in element.values()
            if name == "N3" or one.at in (1, 3)
        )
    elif name in ("DMG", "DTP", "DTM"):
        days = [one for one in element.values() if one.at > 1 and _X12_DAY.fullmatch(one.text)]
        yield from (_found("date", one.start, one.text) for one in days if first not in ("050", "405"))
    elif name == "REF" and first in _X12_REFERENCES and 2 in element and code(element[2].text):
        yield _found(_X12_REFERENCES[first], element[2].start, element[2].text)
    elif name == "PER" and is_somebody:
        yield from _x12_contact(element)
    elif name in ("CLM", "CLP") and code(first):
        yield _found("account", element[1].start, first)


def _x12_person(element: dict[int, _Value], *, is_somebody: bool) -> Iterator[Finding]:
    parts = [element[at] for at in (3, 4, 5) if at in element]
    if is_somebody and parts:
        last = parts[-1]
        yield Finding(parts[0].start, last.start + len(last.text), "name", _SCORE, "message.name")
    # The qualifier is the eighth element, and one further where a sender counts wrong.
    for at in (8, 9):
        category = _X12_IDS.get(element[at].text) if at in element else None
        if category and at + 1 in element:
            yield _found(category, element[at + 1].start, element[at + 1].text)


def _x12_contact(element: dict[int, _Value]) -> Iterator[Finding]:
    if 2 in element and persons.is_person(element[2].text):
        yield _found("name", element[2].start, element[2].text)
    for at in (3, 5, 7):
        category = _X12_CONTACTS.get(element[at].text) if at in element else None
        if category and at + 1 in element:
            yield _found(category, element[at + 1].start, element[at + 1].text)


def _found(category: str, start: int, value: str) -> Finding:
    kept = value.rstrip()
    return Finding(start, start + len(kept), category, _SCORE, f"message.{category}")
