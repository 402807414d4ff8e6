"""Records that come as plain text: a message, JSON or rows are told by their shape."""

import re

from lightyear.guard import engine, fields, messages, tables
from lightyear.guard.types import Finding

_LONGEST_HEADER = 2000
_OBJECT = re.compile(r'\s*[\[{][\s\[{]*"')


def may_be(text: str) -> bool:
    """Say, at little cost, whether a text may be a record."""
    return "\n" in text or "|" in text or "~" in text or text[:1] in ("{", "[")


def read(text: str, found: list[Finding], *, is_told: bool = False) -> list[Finding]:
    """Give the findings in normalized text, settled with what its shape adds to them.

    `is_told` says that the channel tells whether it is JSON or rows.
    """
    masked = engine.mask(text)
    told = messages.find(masked)
    if told:
        return engine.settled([*messages.without_codes(found, masked), *told])
    if is_told:
        return found
    if _OBJECT.match(text):
        return engine.settled([*found, *tables.find_in_pairs(text)])
    if _is_headed(text):
        return engine.settled([*tables.within_cells(text, found), *tables.find_in_rows(text)])
    return found


def _is_headed(text: str) -> bool:
    """Say whether a row of names of fields stands before rows of values."""
    header, _, rest = text[: 2 * _LONGEST_HEADER].partition("\n")
    by = max(",;|\t", key=header.count)
    if header.count(by) < 2 or by not in rest.partition("\n")[0] or len(header) > _LONGEST_HEADER:
        return False
    cells = [cell.strip(' "') for cell in header.split(by)]
    told = sum(fields.is_key(cell) for cell in cells)
    return told >= 2 and 2 * told >= len(cells) and max(map(len, cells)) <= 40
