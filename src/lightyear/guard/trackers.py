"""What leaves for known trackers: the meaning of each parameter of a hit's address, body and headers."""

import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any
from urllib.parse import unquote_plus, urlsplit

import yaml

from lightyear.guard import engine, jsontext, records, types
from lightyear.guard.scan import scan
from lightyear.guard.types import Finding

_SCORE = 0.97
_PAIR = re.compile(r"([^=&?#]{1,120})=([^&#]*)")
_DATA = re.compile(r"([^=;]{1,120})=([^;]*)")
_COOKIE = re.compile(r"([^=;\s]{1,120})=([^;]*)")
_DIGEST = re.compile(r"[0-9A-Fa-f]{32}|[0-9A-Fa-f]{40}|[0-9A-Fa-f]{64}|[A-Za-z0-9_-]{43}=?")
_ENHANCED = re.compile(r"(?:^|~)(em|pn|ph|fn|ln|ct|pc|sa)[0-9]*\.([^~]+)")
_ENHANCED_CATEGORY = {
    "em": "email",
    "pn": "phone",
    "ph": "phone",
    "fn": "name",
    "ln": "name",
    "ct": "address",
    "pc": "address",
    "sa": "address",
}
_EMPTY = frozenset(("", "null", "undefined", "none", "(not set)", "na", "n/a", "0", "true", "false"))
_HASHED = {"email": "email_hash", "phone": "phone_hash"}
_READ = ("page", "text", "data", "enhanced", "machine")
_ADVERTISER_ID = re.compile(r"__[A-Z_0-9]+__|\{\{?[\w.]+\}?\}|%%[A-Z_]+%%")  # a macro nobody filled in


@dataclass(frozen=True, slots=True)
class Tracker:
    """A vendor's collecting addresses and what their parameters mean."""

    name: str
    hosts: tuple[str, ...]
    paths: tuple[str, ...]
    parameters: Mapping[str, str]

    def meaning(self, parameter: str) -> str | None:
        """Say what a parameter means; None when the table doesn't know it."""
        return _meaning(self.parameters, parameter)


def scan_hit(
    url: str, body: str | bytes | None = None, headers: Mapping[str, str] | None = None
) -> list[Finding]:
    """Find what a hit gives away to whoever receives it: known parameters by their meaning, others by looks.

    `path` is "url[dl]" or "body[em]" with offsets in the address or body as sent, "body.user.email" with
    offsets in the value when the body is JSON, and "headers.Cookie" with offsets in the header. The
    hit's own address is no finding, the page's that it reports is read for what it says. A host that the
    table doesn't know is read by looks alone. Sources: trackers.yaml. Errors are those of `scan`.
    """
    tracker = of(url)
    found = _query(url, tracker, "url", start=url.find("?") + 1 or len(url))
    if body:
        text = body.decode("utf-8", "replace") if isinstance(body, bytes) else body
        found.extend(_body(text, tracker))
    for name, value in (headers or {}).items():
        found.extend(_header(name, value))
    return found


def scan_headers(headers: Iterable[tuple[str, str]]) -> list[Finding]:
    """Find what request headers give away; `path` is the name of the header."""
    return [
        Finding(one.start, one.end, one.category, one.score, one.detector, name)
        for name, value in headers
        for one in _header(name, value)
    ]


def is_hit(url: str) -> bool:
    """Say whether the address is that of a known tracker's collector."""
    return of(url) is not None


def of(url: str) -> Tracker | None:
    """Give the tracker whose collector the address is; None when the table knows none."""
    if "://" not in url[:12] and not url.startswith("//"):
        return None
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
    except ValueError:
        return None
    return next((one for one in trackers() if _collects(one, host, parts.path or "/")), None)


@functools.cache
def trackers() -> tuple[Tracker, ...]:
    """Give all known trackers."""
    return tuple(
        Tracker(one["name"], tuple(one["hosts"]), tuple(one["paths"]), one["parameters"])
        for one in _table()["trackers"]
    )


def _collects(tracker: Tracker, host: str, path: str) -> bool:
    if not any(host == one or host.endswith(f".{one}") for one in tracker.hosts):
        return False
    return not tracker.paths or any(path.startswith(one) for one in tracker.paths)


def _query(text: str, tracker: Tracker | None, place: str, *, start: int = 0) -> list[Finding]:
    looks = [one for one in scan(text, channel="url") if one.category != "url"]
    pairs = list(_PAIR.finditer(text, start))
    taken: list[Finding] = []
    known: list[tuple[int, int]] = []
    for pair in pairs:
        name = unquote_plus(pair.group(1))
        meaning = tracker.meaning(name) if tracker else None
        path = f"{place}[{name}]"
        if meaning is not None:
            known.append(pair.span())
            taken.extend(_moved(_read(pair.group(2), meaning), pair.start(2), path))
    rest = [one for one in looks if not any(low < one.end and one.start < high for low, high in known)]
    named = [_moved([one], 0, _path(pairs, one, place)) for one in rest]
    found = [*taken, *(one for moved in named for one in moved)]
    return sorted(found, key=lambda one: (one.start, one.end, one.category))


def _body(text: str, tracker: Tracker | None) -> list[Finding]:
    if text.lstrip()[:1] in ("{", "["):
        try:
            return list(_json(text, tracker, "body"))
        except ValueError:
            pass
    return _query(text, tracker, "body")


def _json(text: str, tracker: Tracker | None, path: str) -> Iterator[Finding]:
    for leaf in records.leaves(jsontext.loads(text), path):
        key = re.sub(r"\[\d+\]$", "", leaf.path).rpartition(".")[2]
        meaning = tracker.meaning(key) if tracker and key != "*" else None
        if meaning is None:
            yield from records.scan_leaf(leaf)
        else:
            yield from _moved(_read(leaf.text, meaning, is_encoded=False), 0, leaf.path)


def _header(name: str, value: str) -> list[Finding]:
    path, key = f"headers.{name}", name.lower()
    if key in ("cookie", "set-cookie"):
        found: list[Finding] = []
        for pair in _COOKIE.finditer(value):
            meaning = _meaning(_table()["cookies"], pair.group(1))
            read = _read(pair.group(2), meaning) if meaning else _unknown_pair(pair)
            found.extend(_moved(read, pair.start(2), path))
        return found
    meaning = _table()["headers"].get(key)
    if meaning == "ip":
        return _moved([one for one in scan(value) if one.category == "ip"], 0, path)
    if meaning is not None:
        return _moved(_read(value, meaning), 0, path)
    return (
        []
        if key.startswith(("user-agent", "sec-", "accept"))
        else records.scan_leaf(records.Leaf(path, (name,), value))
    )


def _unknown_pair(pair: re.Match[str]) -> list[Finding]:
    inside = scan(pair.group(2), channel="url")
    return records.keyed((pair.group(1),), pair.group(2), inside)


def _read(raw: str, meaning: str, *, is_encoded: bool = True) -> list[Finding]:
    """Find in one value what its meaning makes of it; offsets are those of the value as sent."""
    value = unquote_plus(raw) if is_encoded else raw
    if meaning == "machine" or value.strip().lower() in _EMPTY or _ADVERTISER_ID.fullmatch(value):
        return []
    if meaning in ("page", "text"):
        return [one for one in scan(raw, channel="url") if one.category != "url"]
    if meaning == "enhanced" and _ENHANCED.search(value):
        return _enhanced(raw, value)
    if meaning == "data":
        inside = [one for one in scan(raw, channel="url") if one.category != "url"]
        return engine.settled([*inside, *_pairs_in(raw)])
    if engine.mask(value) != value:
        return []
    category = "email" if meaning == "enhanced" else meaning
    health = [one for one in scan(raw, channel="url") if one.category == types.HEALTH]
    return [Finding(0, len(raw), _as_sent(category, value), _SCORE, "tracker.parameter"), *health]


def _as_sent(category: str, value: str) -> str:
    return _HASHED.get(category, category) if _DIGEST.fullmatch(value.strip()) else category


def _enhanced(raw: str, value: str) -> list[Finding]:
    at = raw.find("~") if "~" in raw else raw.lower().find("%7e")
    start = max(at, 0)
    pieces = list(_ENHANCED.finditer(raw)) if "%7" not in raw.lower() else []
    if pieces:
        return [
            Finding(*one.span(2), _as_sent(_ENHANCED_CATEGORY[one[1]], one[2]), _SCORE, "tracker.enhanced")
            for one in pieces
        ]
    first = _ENHANCED.search(value)
    category = _as_sent(_ENHANCED_CATEGORY[first[1]], first[2]) if first else "email_hash"
    return [Finding(start, len(raw), category, _SCORE, "tracker.enhanced")]


def _pairs_in(raw: str) -> list[Finding]:
    found = []
    for pair in _DATA.finditer(raw.replace("%3D", "=  ").replace("%3B", ";  ").replace("%3d", "=  ")):
        meaning = _meaning(_table()["common"], pair.group(1).strip())
        value = pair.group(2)
        if meaning is not None and value.strip():
            start = pair.start(2) + len(value) - len(value.lstrip())
            sent = _as_sent(meaning, unquote_plus(value.strip()))
            found.append(
                Finding(start, pair.start(2) + len(value.rstrip()), sent, _SCORE, "tracker.parameter")
            )
    return found


def _meaning(table: Mapping[str, str], name: str) -> str | None:
    found = table.get(name)
    if found is not None:
        return found
    for pattern, meaning in table.items():
        if pattern.endswith("*") and name.startswith(pattern[:-1]):
            return meaning
    return table.get(name.lower()) or _table()["common"].get(name.lower())


def _path(pairs: list[re.Match[str]], one: Finding, place: str) -> str:
    for pair in pairs:
        if pair.start() <= one.start < pair.end():
            return f"{place}[{unquote_plus(pair.group(1))}]"
    return place


def _moved(found: Iterable[Finding], by: int, path: str) -> list[Finding]:
    return [
        Finding(one.start + by, one.end + by, one.category, one.score, one.detector, path) for one in found
    ]


@functools.cache
def _table() -> dict[str, Any]:
    text = resources.files(__package__).joinpath("trackers.yaml").read_text(encoding="utf-8")
    table: dict[str, Any] = yaml.safe_load(text)
    wrong = [
        f"{one['name']}: {name}"
        for one in table["trackers"]
        for name, meaning in one["parameters"].items()
        if meaning not in (*_READ, *types.CATEGORIES)
    ]
    if wrong:
        raise ValueError(f"unknown meaning of {', '.join(wrong)}")
    return table


__all__ = ["Tracker", "is_hit", "of", "scan_headers", "scan_hit", "trackers"]
