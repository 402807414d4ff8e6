"""Rows and pairs in text: the header of a column, or the key of a pair, is the context of its value."""

import re
from collections.abc import Iterator

from lightyear.guard import engine, fields
from lightyear.guard.types import Finding

_CELL = re.compile(r'"((?:[^"]|"")*)"|([^,;\t\r\n"]*)')
_PAIR = re.compile(r'"([^"\\]{1,80})"\s*:\s*(?:"((?:[^"\\]|\\.)*)"|(-?\d[\d.]{0,40}))')
_SEPARATORS = ",;\t"
_SCORE = 0.9


def find_in_rows(text: str) -> list[Finding]:
    """Find what the headers give away in normalized text of comma-, semicolon- or tab-separated rows."""
    rows = _rows(engine.mask(text))
    header = [value for value, _, _ in next(rows, [])]
    return [
        Finding(start, end, category, _SCORE, "field.column")
        for row in rows
        for key, (value, start, end) in zip(header, row, strict=False)
        if (category := fields.category_of((key,), value))
    ]


def find_in_pairs(text: str) -> list[Finding]:
    """Find what the keys give away in normalized JSON text."""
    found = []
    for pair in _PAIR.finditer(engine.mask(text)):
        group = 2 if pair.group(2) is not None else 3
        category = fields.category_of((pair.group(1),), pair.group(group))
        if category:
            found.append(Finding(*pair.span(group), category, _SCORE, "field.pair"))
    return found


def _rows(text: str) -> Iterator[list[tuple[str, int, int]]]:
    row: list[tuple[str, int, int]] = []
    at = 0
    while at <= len(text):
        cell = _CELL.match(text, at)
        if cell is None:
            return
        group = 1 if cell.group(1) is not None else 2
        row.append((cell.group(group), *cell.span(group)))
        at = cell.end()
        if at >= len(text) or text[at] not in _SEPARATORS:
            yield row
            row = []
        at += 1
