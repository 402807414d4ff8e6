"""JSON text read with places: each value knows where it stands, and a key that comes twice is read twice."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from lightyear.guard.redact import merged, placeholder
from lightyear.guard.types import Finding

_STRING = r'("[^"\\]*+(?:\\.[^"\\]*+)*+")'
_NUMBER = r"(-?[0-9][0-9.eE+-]*|true|false|null|NaN|-?Infinity)"
_TOKEN = re.compile(rf"[ \t\r\n]*(?:{_STRING}|([\[\]{{}},:])|{_NUMBER})", re.DOTALL)
_PART = re.compile(r'"((?:[^"\\]++|\\.)*+)"?|(-?[0-9][0-9.eE+-]*+)', re.DOTALL)
_BETWEEN = re.compile(r"[ \t\r\n,]*")
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|.)", re.DOTALL)
_SURROGATE = re.compile("[\ud800-\udfff]")
_DEEPEST = 200


class Spot(str):
    """A value as text; `start` and `end` are where it stands in the JSON text, quotes included."""

    __slots__ = ("end", "is_string", "start")
    start: int
    end: int
    is_string: bool


class Pairs(Mapping[str, Any]):
    """A JSON object with all its pairs, in order; looking up gives the last of a key, as JSON readers do."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        self.pairs = pairs

    def __getitem__(self, key: str) -> Any:
        for name, value in reversed(self.pairs):
            if name == key:
                return value
        raise KeyError(key)

    def __iter__(self) -> Iterator[str]:
        return iter(dict(self.pairs))

    def __len__(self) -> int:
        return len(dict(self.pairs))

    def items(self) -> Any:
        """Give all pairs."""
        return self.pairs


def read(text: str) -> Any:
    """Read one JSON value; objects are `Pairs`, strings and numbers `Spot`. Raises ValueError."""
    value, at = _value(text, 0, 0)
    if text[at:].strip():
        raise ValueError("something follows the JSON value")
    return value


def read_elements(text: str) -> Iterator[Any]:
    """Read JSON values that follow each other, with commas or spaces between. Raises ValueError."""
    at = _BETWEEN.match(text).end()  # type: ignore[union-attr]
    while at < len(text):
        value, at = _value(text, at, 0)
        yield value
        at = _BETWEEN.match(text, at).end()  # type: ignore[union-attr]


def loads(text: str) -> Any:
    """Read JSON without places, yet with all pairs of an object whose keys repeat. Raises ValueError."""
    return json.loads(text, object_pairs_hook=_object)


def written(value: Any, *, indent: int | None = None) -> str:
    """Write JSON, escaped where it holds half a surrogate pair, which no encoding knows."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return json.dumps(value, indent=indent) if _SURROGATE.search(text) else text


def place(text: str, spot: Spot, start: int, end: int) -> tuple[int, int]:
    """Give where a stretch of a value stands in the JSON text."""
    if not spot.is_string:
        return spot.start + start, spot.start + end
    raw = text[spot.start + 1 : spot.end - 1]
    if "\\" not in raw:
        return spot.start + 1 + start, spot.start + 1 + end
    edges = _edges(raw)
    return spot.start + 1 + edges[start], spot.start + 1 + (edges[end] if end else 0)


def replaced_in_part(text: str, findings: Iterable[Finding], replacement: Callable[[str, str], str]) -> str:
    """Replace findings in a part of JSON text, value by value: it stays JSON, a number becomes a string.

    A stretch of a value with an escape in it becomes a placeholder, whatever the replacement is.
    """
    stretches = merged(findings)
    pieces: list[str] = []
    first = 0
    for start, end, kind in _stretched(text) if stretches else [(0, len(text), "between")]:
        while first < len(stretches) and stretches[first][1] <= start:
            first += 1
        if first == len(stretches) or stretches[first][0] >= end:
            pieces.append(text[start:end])
            continue
        new = _replaced_within(text, start, end, stretches, first, kind, replacement)
        pieces.append(f'"{new}"' if kind == "number" else new)
    return "".join(pieces)


def _stretched(text: str) -> Iterator[tuple[int, int, str]]:
    """Give a part of JSON text as (start, end, what): insides of strings, numbers, and what is between."""
    done = 0
    for token in _PART.finditer(text):
        group, kind = (2, "number") if token.group(1) is None else (1, "string")
        start, end = token.span(group)
        yield done, start, "between"
        yield start, end, kind
        done = end
    yield done, len(text), "between"


def _replaced_within(
    text: str,
    start: int,
    end: int,
    stretches: list[tuple[int, int, str]],
    first: int,
    kind: str,
    replacement: Callable[[str, str], str],
) -> str:
    pieces: list[str] = []
    for at in range(first, len(stretches)):
        low, high, category = stretches[at]
        if low >= end:
            break
        low, high = max(start, low), min(end, high)
        value = text[low:high]
        if kind == "between" and not any(char.isalnum() for char in value):
            continue  # Quotes and commas within a finding keep the text JSON.
        new = placeholder(category) if "\\" in value else replacement(category, value)
        pieces.extend((text[start:low], new))
        start = high
    return "".join((*pieces, text[start:end]))


def _object(pairs: list[tuple[str, Any]]) -> Any:
    record = dict(pairs)
    return record if len(record) == len(pairs) else Pairs(pairs)


def _value(text: str, at: int, depth: int) -> tuple[Any, int]:
    token = _TOKEN.match(text, at)
    if token is None or depth > _DEEPEST:
        raise ValueError("this is no JSON, or nested too deeply")
    if token.group(2) is None:
        return _spot(token), token.end()
    if token.group(2) == "[":
        return _list(text, token.end(), depth)
    if token.group(2) == "{":
        return _pairs(text, token.end(), depth)
    raise ValueError("this is no JSON")


def _spot(token: re.Match[str]) -> Spot | None:
    group = 1 if token.group(1) is not None else 3
    raw = token.group(group)
    if raw == "null":
        return None
    spot = Spot(_unescaped(raw) if group == 1 else raw)
    spot.start, spot.end = token.span(group)
    spot.is_string = group == 1
    return spot


def _list(text: str, at: int, depth: int) -> tuple[list[Any], int]:
    items: list[Any] = []
    if (end := _closed(text, at, "]")) is not None:
        return items, end
    while True:
        item, at = _value(text, at, depth + 1)
        items.append(item)
        sign, at = _sign(text, at)
        if sign == "]":
            return items, at
        if sign != ",":
            raise ValueError("this is no JSON")


def _pairs(text: str, at: int, depth: int) -> tuple[Pairs, int]:
    pairs: list[tuple[str, Any]] = []
    if (end := _closed(text, at, "}")) is not None:
        return Pairs(pairs), end
    while True:
        key, at = _value(text, at, depth + 1)
        sign, at = _sign(text, at)
        if not isinstance(key, Spot) or not key.is_string or sign != ":":
            raise ValueError("this is no JSON")
        value, at = _value(text, at, depth + 1)
        pairs.append((key, value))
        sign, at = _sign(text, at)
        if sign == "}":
            return Pairs(pairs), at
        if sign != ",":
            raise ValueError("this is no JSON")


def _closed(text: str, at: int, sign: str) -> int | None:
    token = _TOKEN.match(text, at)
    return token.end() if token is not None and token.group(2) == sign else None


def _sign(text: str, at: int) -> tuple[str | None, int]:
    token = _TOKEN.match(text, at)
    if token is None:
        raise ValueError("the JSON ends early")
    return token.group(2), token.end()


def _unescaped(raw: str) -> str:
    return str(json.loads(raw, strict=False)) if "\\" in raw else raw[1:-1]


def _edges(raw: str) -> list[int]:
    # Where each code point of the value begins in the raw text, and where the last one ends.
    edges: list[int] = []
    at = 0
    while at < len(raw):
        edges.append(at)
        escape = _ESCAPE.match(raw, at) if raw[at] == "\\" else None
        at = escape.end() if escape else at + 1
        if escape and escape.group(1) and 0xD800 <= int(escape.group(1), 16) < 0xDC00:
            low = _ESCAPE.match(raw, at)
            if low and low.group(1) and 0xDC00 <= int(low.group(1), 16) < 0xE000:
                at = low.end()
    return [*edges, at]
