"""Rows and pairs in text: the header of a column, or the key of a pair, is the context of its value."""

import bisect
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from lightyear.guard import engine, fields, neighbors, published, tagging, types
from lightyear.guard.detectors import encoded
from lightyear.guard.detectors.base import listed
from lightyear.guard.types import Finding

_CELLS = {by: re.compile(rf'[ ]*"((?:[^"]|"")*)"[ ]*|([^{re.escape(by)}\r\n"]*)') for by in ",;\t|"}
_TOKEN = re.compile(r'"((?:[^"\\]|\\.)*)"|([{}\[\]:])|(-?\d[\d.eE+-]{0,60})')
_SURROGATE = re.compile("[\ud800-\udfff]")
# What says of the object around it what its value is, as in FHIR: {"type": {"coding": […]}, "value": …}.
_LABELLED = frozenset(("type", "coding", "code", "question"))
# More than the value that the field asks for: an extension, the time of day.
_REST = {
    "phone": re.compile(r",? ?(?:ext\.?|x|#) ?\d{1,6}$", re.IGNORECASE),
    "fax": re.compile(r",? ?(?:ext\.?|x|#) ?\d{1,6}$", re.IGNORECASE),
    "date": re.compile(r"[ T]+\d{1,2}:\d\d.*$", re.DOTALL),
}
_NUMBER = re.compile(r"([+(]?\d[\d() .-]{5,18}\d)(?:[ ,;/(（]+[^\d\W]|[（(])")
# The key says what was meant, where the shape of a value fits more than one category.
_SCORE = 0.965
_FARTHEST = 6
Read = tuple[list[Finding], list[published.Stretch]]
_HEADERS = 3
_MOST_CROSSED = 2

# Who stands in what is published is no part of it.
_PERSONS = listed(
    "attendee attendees author comment comments patient customer actor subject lead person participant user "
    "member contact guest reviewer recipient"
)


class _Cell(NamedTuple):
    value: str
    start: int
    end: int


# The keys that lead to a value, the value, and the kind of object around it.
_Leaf = tuple[tuple[str, ...], _Cell, str | None]


@dataclass(slots=True)
class _Frame:
    """An object or list that is still open."""

    keys: tuple[str, ...]
    key: str = ""
    kind: str | None = None
    is_list: bool = False
    expects_value: bool = False
    labels: list[str] = field(default_factory=list)
    scalars: list[tuple[str, _Cell]] = field(default_factory=list)


def read_rows(text: str) -> Read:
    """Find what the headers give away in normalized text of rows; , ; | or tab separates cells.

    The second answer are the cells that are nobody's.
    """
    masked = engine.mask(text)
    rows = _rows(masked, _separator(masked))
    header: list[str] = []
    found: list[Finding] = []
    things: list[published.Stretch | None] = []
    kind: str | None = None
    for at, row in enumerate(rows):
        cells = [cell.value.strip().strip("\ufeff") for cell in row]
        if not header or (at < _HEADERS and not found and _reads_as_header(cells)):
            header = cells if len(cells) > 1 or not header else header
            kind = published.FIGURES if published.are_figures(header) else None
            continue
        for key, cell in zip(header, row, strict=False):
            found.extend(_in_value((key,), cell, kind))
            things.append(published.of((key,), cell.value, cell.start, kind))
        if len(row) == 2:
            found.extend(_in_value((cells[0],), row[1]))
    return found, [one for one in things if one]


def within_cells(text: str, found: list[Finding]) -> list[Finding]:
    """Drop what words alone gave in the row of headers, and what reaches from one cell into another."""
    rows = _rows(text, _separator(text))
    header = next(rows, [])
    is_headed = _reads_as_header([cell.value.strip() for cell in header])
    end = header[-1].end if is_headed else 0
    edges = sorted(cell.end for row in rows for cell in row)
    return [one for one in found if not _is_of_frame(one, end, edges, is_headed=is_headed)]


def _is_of_frame(one: Finding, end: int, edges: list[int], *, is_headed: bool) -> bool:
    if one.category not in ("name", "address"):
        return False
    if one.start < end:
        return one.detector == tagging.DETECTOR
    crossed = bisect.bisect_left(edges, one.end) - bisect.bisect_right(edges, one.start)
    return crossed > (0 if is_headed else _MOST_CROSSED)


def find_in_pairs(text: str) -> list[Finding]:
    """Find what the keys give away in normalized JSON text, cut off or of several lines too."""
    return read_pairs(text)[0]


def read_pairs(text: str) -> Read:
    """Find the same; the second answer are the values that are nobody's."""
    masked = engine.mask(text)
    is_fhir = '"resourceType"' in masked
    found: list[Finding] = []
    things: list[published.Stretch | None] = []
    for keys, cell, kind in _leaves(masked):
        found.extend(_in_value(neighbors.plainly(keys, is_fhir=is_fhir) if keys else keys, cell, kind))
        found.extend(_moved(one, cell.start) for one in neighbors.referred(keys, cell.value))
        things.append(published.of(keys, cell.value, cell.start, kind))
    return found, [one for one in things if one]


def _in_value(keys: tuple[str, ...], cell: _Cell, kind: str | None = None) -> Iterator[Finding]:
    ours = published.published(kind)
    return (one for one in _read_value(keys, cell) if one.category not in ours)


def _read_value(keys: tuple[str, ...], cell: _Cell) -> Iterator[Finding]:
    value = cell.value
    raw = value
    if "\\" in value:
        value = _unescaped(value)
    category = fields.category_of(keys, value)
    start = cell.start + len(raw) - len(raw.lstrip())
    end = cell.start + len(raw.rstrip())
    if category is None and (number := _NUMBER.match(raw.strip())):
        # "425-555-0118 attn Dr. Reyes": a remark behind the number.
        category = fields.category_of(keys, number.group(1))
        category = category if category in ("phone", "fax") else None
        end = start + number.end(1)
    if category:
        rest = _REST[category].search(raw.rstrip()) if category in _REST else None
        detector = fields.detector_of(category, keys, value, usual="field.key")
        yield Finding(start, end - len(rest.group()) if rest else end, category, _SCORE, detector)
    elif raw is not value and "\\u" in raw:
        for one in engine.find(value):
            yield Finding(start, end, one.category, one.score, one.detector)
    plain = encoded.plain_of(raw.strip()) if len(raw) >= 12 and category is None else None
    told = fields.category_of(keys, plain) if plain else None
    if told:
        yield Finding(start, end, told, _SCORE, "encoded.key")
    elif plain:
        for one in inside(plain):
            yield Finding(start, end, one.category, one.score, one.detector)


def inside(plain: str) -> list[Finding]:
    """Find what decoded text holds, pairs and JSON included; offsets are those of that text."""
    found = [one for one in engine.find(plain) if one.category not in ("url", types.HEALTH)]
    if plain.lstrip()[:1] in ("{", "["):
        found.extend(find_in_pairs(plain))
    return found


def _moved(one: Finding, by: int) -> Finding:
    return Finding(one.start + by, one.end + by, one.category, one.score, one.detector)


def _leaves(text: str) -> Iterator[_Leaf]:
    """Walk the values of JSON text; those of an object come when it closes: labels may come last."""
    stack = [_Frame(())]
    for token in _TOKEN.finditer(text):
        frame = stack[-1]
        mark = token.group(2)
        if mark == ":":
            frame.expects_value = True
        elif mark in ("{", "["):
            kind = None if frame.key in _PERSONS else frame.kind
            stack.append(_Frame(_keys_under(frame), kind=kind, is_list=mark == "["))
            frame.expects_value = False
        elif mark in ("}", "]"):
            if len(stack) > 1:
                yield from _closed(stack)
        else:
            _take(frame, token)
    while stack:
        yield from _closed(stack)


def _take(frame: _Frame, token: re.Match[str]) -> None:
    group = 1 if token.group(1) is not None else 3
    cell = _Cell(token.group(group), *token.span(group))
    if frame.is_list:
        frame.scalars.append(("", cell))
    elif frame.expects_value:
        frame.scalars.append((frame.key, cell))
        frame.expects_value = False
        if frame.key in ("resourceType", "@type"):
            frame.kind = cell.value
    else:
        frame.key = _unescaped(cell.value) if "\\" in cell.value else cell.value


def _keys_under(frame: _Frame) -> tuple[str, ...]:
    # Keys farther out say nothing; without a limit, text of brackets alone would take quadratic room.
    return frame.keys if frame.is_list or not frame.key else (*frame.keys, frame.key)[-_FARTHEST:]


def _closed(stack: list[_Frame]) -> Iterator[_Leaf]:
    frame = stack.pop()
    is_label = bool(stack and frame.keys and frame.keys[-1] in _LABELLED)
    values = {key: cell.value for key, cell in frame.scalars if key}
    beside = (*frame.labels, *(neighbors.said(values) if is_label else neighbors.labels(values)))
    if is_label:
        stack[-1].labels.extend(beside)
    kind = published.FIGURES if len(values) > _HEADERS and published.are_figures(values) else frame.kind
    for key, cell in frame.scalars:
        keys = neighbors.context(frame.keys, key, beside, cell.value, frame.kind) if key else frame.keys
        yield keys, cell, kind


def _unescaped(value: str) -> str:
    try:
        # Half a surrogate pair is no text: nothing matches it, and no engine takes it.
        return _SURROGATE.sub("\ufffd", json.loads(f'"{value}"', strict=False))
    except ValueError:
        return value


def _separator(text: str) -> str:
    first = next((line for line in text.split("\n", 5) if line.strip()), "")
    bare = re.sub(r'"[^"]*"', "", first)
    return max(",;\t|", key=bare.count)


def _reads_as_header(cells: list[str]) -> bool:
    return sum(bool(fields.is_key(cell)) for cell in cells) >= 2


def _rows(text: str, by: str) -> Iterator[list[_Cell]]:
    pattern = _CELLS[by]
    row: list[_Cell] = []
    at = 0
    while at <= len(text):
        cell = pattern.match(text, at)
        if cell is None or (cell.end() < len(text) and text[cell.end()] == '"'):
            # A quote in the middle of a cell: what is left of the line is one cell.
            end = min(_found(text, by, at), _found(text, "\n", at))
            row.append(_Cell(text[at:end].rstrip("\r"), at, len(text[:end].rstrip("\r"))))
        else:
            group = 1 if cell.group(1) is not None else 2
            row.append(_Cell(cell.group(group), *cell.span(group)))
            end = cell.end()
        if end >= len(text) or text[end] != by:
            if any(one.value.strip() for one in row):
                yield row
            row = []
        at = end + 1


def _found(text: str, part: str, start: int) -> int:
    at = text.find(part, start)
    return len(text) if at < 0 else at
