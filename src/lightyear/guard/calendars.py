"""Cards and calendars: vCard (RFC 6350) and iCalendar (RFC 5545), line by line."""

import re
from collections.abc import Iterator

from lightyear.guard import fields, published, types
from lightyear.guard.types import Finding

_SCORE = 0.965
_BLOCK = re.compile(
    r"BEGIN:(VCARD|VEVENT|VTODO|VALARM|VJOURNAL)\b(.*?)(?:END:\1|\Z)", re.DOTALL | re.IGNORECASE
)
_LINE = re.compile(r"^[ \t]*(?:item\d+\.)?([A-Za-z-]{1,24})((?:;[^:\n]*)?):([^\r\n]+)", re.MULTILINE)
_DAY = re.compile(r"(?:18|19|20)\d\d-?[01]\d-?[0-3]\d")
_CARD = {"FN": "full name", "N": "full name", "TEL": "phone", "EMAIL": "email", "NICKNAME": "nickname"}
_DAYS = ("DTSTART", "DTEND", "DUE", "RECURRENCE-ID")
# What tells that an event is somebody's.
_PERSONAL = frozenset(types.CATEGORIES) - {"date", "url", "address"}
_OWN = {
    "UID": frozenset(("email", "url")),
    "URL": frozenset(("url",)),
    "SOURCE": frozenset(("url",)),
    "IMAGE": frozenset(("url",)),
    "PRODID": frozenset(("name", "address", "url")),
    "TZID": frozenset(("name", "address")),
    "DTSTAMP": frozenset(("date",)),
    "CREATED": frozenset(("date",)),
    "LAST-MODIFIED": frozenset(("date",)),
}
"""What a property holds that is the program's or the house's own; anything else in it is somebody's."""


def find(text: str, found: list[Finding]) -> tuple[list[Finding], list[published.Stretch]]:
    """Find what properties give away in normalized text; the second answer is what is nobody's."""
    told: list[Finding] = []
    owned: list[published.Stretch] = []
    for block in _BLOCK.finditer(text):
        lines = list(_LINE.finditer(text, block.start(2), block.end(2)))
        if block[1].upper() == "VCARD":
            told.extend(one for line in lines for one in _of_card(line))
            continue
        own = [
            published.Stretch(*line.span(), _OWN[line[1].upper()], is_thing=False)
            for line in lines
            if line[1].upper() in _OWN
        ]
        owned.extend(own)
        if _is_somebodys(found, block, own):
            told.extend(one for line in lines for one in _of_event(line))
    return told, owned


def _of_card(line: re.Match[str]) -> Iterator[Finding]:
    name, value, start = line[1].upper(), line[3].rstrip(), line.start(3)
    if name in ("BDAY", "ANNIVERSARY", "DEATHDATE"):
        day = _DAY.match(value)
        if day:
            yield Finding(start, start + day.end(), "date", _SCORE, "card.day")
    elif name == "ADR":
        first = len(value) - len(value.lstrip(";"))
        if first < len(value):
            yield Finding(start + first, start + len(value.rstrip(";")), "address", _SCORE, "card.address")
    elif name in _CARD:
        category = "fax" if name == "TEL" and "FAX" in line[2].upper() else None
        bare = value.replace(";", " ").strip() if name == "N" else value.removeprefix("tel:")
        category = category or fields.category_of((_CARD[name],), bare)
        if category:
            first = len(value) - len(value.removeprefix("tel:"))
            yield Finding(start + first, start + len(value.rstrip(";")), category, _SCORE, "card.property")


def _is_somebodys(found: list[Finding], block: re.Match[str], own: list[published.Stretch]) -> bool:
    inside = [one for one in found if block.start(2) <= one.start < block.end(2)]
    return any(one.category in _PERSONAL for one in published.without(inside, own))


def _of_event(line: re.Match[str]) -> Iterator[Finding]:
    day = _DAY.match(line[3])
    if line[1].upper() in _DAYS and day:
        yield Finding(line.start(3), line.start(3) + day.end(), "date", _SCORE, "calendar.day")
