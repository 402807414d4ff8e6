"""Messages of hospitals: the place in a segment says what a value is (HL7 v2.5); those of payers: `x12`."""

import bisect
import re
from collections.abc import Iterator

from lightyear.guard import fields, tagging, types, x12
from lightyear.guard.checksums import luhn
from lightyear.guard.detectors.base import code, listed
from lightyear.guard.segments import Element, elements, finding
from lightyear.guard.types import Finding

# Segments that speak of a person; the days in the others are those of the message.
_PERSONAL = listed(
    "PID NK1 GT1 IN1 IN2 IN3 PV1 PV2 SCH FT1 OBR OBX DG1 PR1 ACC AL1 RXA RXE RXD AIS AIP AIG TXA"
)
_SEGMENT = re.compile(
    r"(?:^|[\r\n]|\\[rn])[ \t]*(MSH|EVN|MSA|MFI|MRG|PD1|ORC|ROL|NTE|STF|PRA|MFE|QPD|Z[A-Z0-9]{2}|"
    + "|".join(sorted(_PERSONAL))
    + r")\|([^\r\n\\]*)"
)
_PIECE = re.compile(r"[^|^~&]+")
_DAY = re.compile(r"((?:18|19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01]))(?:\d{2,6})?(?:\.\d+)?(?:[+-]\d{4})?")
_SSN = re.compile(r"[\d*X]{3}-[\d*X]{2}-\d{4}")
_NINE = re.compile(r"(?!000|666|9)\d{9}")
_PHONE = re.compile(
    r"(?:\+?1[-. ]?)?\(?[2-9]\d\d\)?[-. ]?[2-9]\d\d[-. ]?\d{4}(?=\D|$)|1[3-9]\d{9}|0\d{2,3}-\d{7,8}"
)
_NPI = re.compile(r"[12]\d{9}")
_XCN = re.compile(r"(?:^|~)[A-Za-z0-9-]{0,15}\^([^\W\d_][^|^~]+\^[^\W\d_][^|^~]*)")
_XPN = re.compile(r"(?:^|~)([^\W\d_][^|^~]*\^[^\W\d_][^|^~]*(?:\^[^|^~\W\d_]+)?)")
_ADDRESS = re.compile(
    r"(?:^|~)([^|~^]*\d[^|~^]*\^[^|~^]*\^[^\W\d_][^|~^\d]*\^[A-Z]{2}(?:\^\d{5}(?:-?\d{4})?)?)"
)
_PEOPLE = {"PV1", "PD1", "ORC", "OBR", "FT1", "SCH", "ROL", "TXA", "PR1", "DG1", "RXE", "RXA", "AIP", "OBX"}
_NAMED = {
    ("PID", 5), ("PID", 6), ("PID", 9), ("NK1", 2), ("GT1", 3), ("IN1", 16), ("MRG", 7), ("STF", 3),
    ("FT1", 20), ("FT1", 21),
}  # fmt: skip
# Fields of codes and their texts (CE, CWE), and the types of telephone numbers.
_CODED = {
    ("OBR", 4), ("OBR", 13), ("OBR", 15), ("OBR", 31), ("OBX", 3), ("OBX", 5), ("OBX", 6), ("DG1", 3),
    ("PR1", 3), ("RXA", 5), ("RXD", 2), ("AIS", 3), ("AL1", 3), ("RXE", 2), ("FT1", 7), ("FT1", 19),
    ("ORC", 16), ("SCH", 6), ("SCH", 7), ("SCH", 8), ("TXA", 2),
}  # fmt: skip
_SYSTEM = re.compile(
    r"\^(?:L|LN|C4|C5|I9C?|I10C?|ICD-?\d+\w*|SCT|SNM\w*|CPT\d?|HCPCS|NDC|CVX|MVX|RXNORM|UCUM|LOINC|PH|CP|FX"
    r"|BP|Internet|99\w+|HL7\w*)(?:[\^|~]|$)|^\^(?:PRN|WPN|ORN|EMR|NET|VHN|ASN)\b"
)
_CALLED = ("PID", "NK1", "GT1", "IN1", "IN2", "ROL", "STF")
_LIVES = ("PID", "NK1", "GT1", "STF", "ACC")
_HAN = re.compile("[\u3400-\u9fff]")
_HAN_NAME = re.compile("([\u3400-\u9fff]{1,2}\\^[\u3400-\u9fff]{1,3})")
_CN_NUMBER = re.compile(r"(?:ZY|MZ|JZ|TJ|BL|BAH?)[A-Z]?-?\d{5,16}")
_AGE = re.compile(r"(?:AGE\b|30525-0|21612-7)", re.IGNORECASE)
_ASKED = re.compile(r"@([A-Z0-9]{3}\.\d{1,2})(?:\.\d+)*\^([^|~^&]+)")
_OF_ASKED = {
    "PID.2": "patient id", "PID.3": "patient id", "PID.5": "patient name", "PID.6": "mother name",
    "PID.7": "birth date", "PID.11": "address", "PID.13": "phone", "PID.18": "account number",
    "PID.19": "ssn", "PID.20": "driver license", "IN1.36": "policy number", "IN1.49": "member id",
}  # fmt: skip
_FRAMES = ("MSH", "EVN", "MSA", "MFI")
_INSURERS = 8  # fields of IN1 before this one are the payer's own


def find(text: str) -> list[Finding]:
    """Find what the places in segments give away in normalized text without placeholders."""
    found: list[Finding] = []
    if "|" in text:
        is_chinese = _HAN.search(text) is not None
        for segment in _SEGMENT.finditer(text):
            found.extend(_in_segment(segment.group(1), elements(segment, "|"), is_chinese=is_chinese))
    if "*" in text:
        found.extend(x12.find(text))
    return found


def is_one(text: str) -> bool:
    """Say whether the text holds a segment of a message."""
    return "|" in text and _SEGMENT.search(text) is not None


def without_codes(found: list[Finding], text: str) -> list[Finding]:
    """Drop names, places and telephone numbers seen in the codes of a message's segments."""
    segments = [one for one in _SEGMENT.finditer(text) if one.group(1) not in ("OBX", "NTE")]
    starts = [one.start(2) for one in segments]
    kept: list[Finding] = []
    for one in found:
        at = bisect.bisect_right(starts, one.start) - 1
        is_inside = at >= 0 and one.start < segments[at].end(2)
        if not (is_inside and (_is_code(one, text, segments[at]) or _is_insurers(one, text, segments[at]))):
            kept.append(one)
    return kept


def _is_code(one: Finding, text: str, segment: re.Match[str]) -> bool:
    value = text[one.start : one.end]
    if one.category == "phone":
        return value.isdigit() and segment.group(1) not in _CALLED
    place = text.count("|", segment.start(2), one.start) + 1
    if one.detector == tagging.DETECTOR and (
        segment.group(1) in _FRAMES or (segment.group(1), place) in _CODED
    ):
        return True
    if one.detector != tagging.DETECTOR or "^" not in text[max(0, one.start - 1) : one.end + 1]:
        return False
    if _SYSTEM.search(value):
        return True
    return text[one.start - 1 : one.start] not in ("|", "~") or not re.search(r"[^\W\d]\^+\w", value)


def _is_insurers(one: Finding, text: str, segment: re.Match[str]) -> bool:
    place = text.count("|", segment.start(2), one.start) + 1
    return segment.group(1) == "IN1" and one.category in ("address", "phone") and place < _INSURERS


def _in_segment(name: str, values: list[Element], *, is_chinese: bool) -> Iterator[Finding]:
    if name in (*_FRAMES, "NTE"):
        return
    if name == "QPD":
        yield from (one for value in values for one in _asked(value))
        return
    for value in values:
        yield from _people(name, value)
        if name in _PERSONAL or name[0] == "Z":
            yield from _pieces(name, value, is_chinese=is_chinese)
        if name in _LIVES or (name == "IN1" and value.at >= _INSURERS):
            yield from _contacts(name, value)
        yield from _numbered(name, value, is_chinese=is_chinese)
    if name == "OBX":
        by_place = {value.at: value for value in values}
        yield from _observed(by_place)


def _people(name: str, value: Element) -> Iterator[Finding]:
    if _SYSTEM.search(value.text):
        return
    patterns = [_HAN_NAME] if name[0] == "Z" else []
    if (name, value.at) in _NAMED:
        patterns.append(_XPN)
    if name in _PEOPLE and (name, value.at) not in _CODED:
        patterns.append(_XCN)
    for pattern in patterns:
        for match in pattern.finditer(value.text):
            yield finding("name", value.start + match.start(1), match.group(1))


def _pieces(name: str, value: Element, *, is_chinese: bool) -> Iterator[Finding]:
    for piece in _PIECE.finditer(value.text):
        day = _DAY.fullmatch(piece.group())
        start = value.start + piece.start()
        if day and (name, value.at) not in (("OBX", 5), ("PID", 3)):
            yield finding("date", start, day.group(1))
        elif name != "OBX" and _SSN.fullmatch(piece.group()):
            yield finding("ssn", start, piece.group())
        elif is_chinese and _CN_NUMBER.fullmatch(piece.group()):
            yield finding("cn_medical_id", start, piece.group())


def _contacts(name: str, value: Element) -> Iterator[Finding]:
    for match in _ADDRESS.finditer(value.text):
        yield finding("address", value.start + match.start(1), match.group(1))
    if name != "PID":
        for piece in _PIECE.finditer(value.text):
            number = _PHONE.fullmatch(piece.group())
            if number and not _is_npi(piece.group()):
                is_fax = re.search(r"\bFA?X\b", value.text) is not None
                yield finding("fax" if is_fax else "phone", value.start + piece.start(), piece.group())


def _numbered(name: str, value: Element, *, is_chinese: bool) -> Iterator[Finding]:
    first = value.text.partition("^")[0]
    if (name, value.at) in (("PID", 2), ("PID", 3), ("MRG", 1)) and is_chinese:
        number = re.match(r"[^|^~&\s]+", value.text)
        if number and code(number.group()):
            yield finding("cn_medical_id", value.start, number.group())
    elif name == "IN1" and value.at >= 30 and _is_plan(value.text):
        yield finding("health_plan_id", value.start, value.text)
    elif (name, value.at) == ("PID", 21) and code(first):
        yield finding("license", value.start, first)
    elif _NINE.fullmatch(first) and (name, value.at) in (
        ("GT1", 11), ("GT1", 12), ("GT1", 13), ("IN2", 1), ("IN2", 2), ("NK1", 37)
    ):  # fmt: skip
        yield finding("ssn", value.start, first)
    elif name in ("STF", "PRA", "MFE") and _is_npi(first):
        yield finding("license", value.start, first)


def _observed(values: dict[int, Element]) -> Iterator[Finding]:
    """Give what the name of an observation says of its value: an age over 89, a number of somebody's."""
    kind, value = values.get(3), values.get(5)
    if not kind or not value:
        return
    if _AGE.match(kind.text) and re.fullmatch(r"9\d|1[01]\d", value.text):
        yield finding("age90", value.start, value.text)
        return
    for label in kind.text.split("^"):
        category = fields.category_of((label,), value.text) if label else None
        if category and category != types.HEALTH:
            yield finding(category, value.start, value.text)
            return


def _asked(value: Element) -> Iterator[Finding]:
    # A query names the field it asks for: @PID.5.1^REYES
    for asked in _ASKED.finditer(value.text):
        category = fields.category_of((_OF_ASKED.get(asked[1], ""),), asked[2].rstrip("*"))
        if category:
            yield finding(category, value.start + asked.start(2), asked[2])


def _is_npi(value: str) -> bool:
    return _NPI.fullmatch(value) is not None and luhn("80840" + value)


def _is_plan(value: str) -> bool:
    return re.fullmatch(r"(?=.*\d{4})[A-Za-z0-9-]{6,20}", value) is not None and not _DAY.fullmatch(value)
