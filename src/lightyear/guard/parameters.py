"""What the parameters of a known tracker's hit mean to its vendor, and what each gives away."""

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any
from urllib.parse import unquote_plus, urlsplit

import yaml

from lightyear.guard import engine, normalize, pieces, types, urls
from lightyear.guard.types import Finding

_SCORE = 0.97
PAIR = re.compile(r"([^=&?#]{1,120})=([^&#]*)")
_DATA = re.compile(r"([^=;]{1,120})=([^;]*)")
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
        return meaning_of(self.parameters, parameter)


def is_hit(url: str) -> bool:
    """Say whether the address is that of a known tracker's collector."""
    return of(url) is not None


def of(url: str) -> Tracker | None:
    """Give the tracker whose collector the address is; None when the table knows none."""
    if not _hosts().is_in(url) or ("://" not in url[:12] and not url.startswith("//")):
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
        for one in table()["trackers"]
    )


@functools.cache
def _hosts() -> pieces.Finder:
    hosts = sorted({host for tracker in trackers() for host in tracker.hosts})
    return pieces.Finder(hosts, bytes(len(hosts)))


def _collects(tracker: Tracker, host: str, path: str) -> bool:
    if not any(host == one or host.endswith(f".{one}") for one in tracker.hosts):
        return False
    return not tracker.paths or any(path.startswith(one) for one in tracker.paths)


def start_of_query(url: str) -> int:
    """Say where the parameters of an address begin."""
    return url.find("?") + 1 or len(url)


def told(text: str, tracker: Tracker, start: int = 0) -> Iterator[tuple[re.Match[str], list[Finding]]]:
    """Give each pair whose meaning the tracker knows, with what it gives away, by its place in the text."""
    for pair in PAIR.finditer(text, start):
        what = tracker.meaning(unquote_plus(pair.group(1)))
        if what is not None:
            yield pair, [_moved(one, pair.start(2)) for one in read(pair.group(2), what)]


def find(url: str) -> list[Finding]:
    """Find what the known parameters of a tracker's address give away; nothing in any other address."""
    tracker = of(url) or of(f"//{url}")
    if tracker is None:
        return []
    return [one for _, found in told(url, tracker, start_of_query(url)) for one in found]


def read(raw: str, meaning: str, *, is_encoded: bool = True) -> list[Finding]:
    """Find in one value what its meaning makes of it; offsets are those of the value as sent."""
    value = unquote_plus(raw) if is_encoded else raw
    if meaning == "machine" or value.strip().lower() in _EMPTY or _ADVERTISER_ID.fullmatch(value):
        return []
    if meaning in ("page", "text"):
        return _looks(raw)
    if meaning == "enhanced" and _ENHANCED.search(value):
        return _enhanced(raw, value)
    if meaning == "data":
        inside = _looks(raw)
        return engine.settled([*inside, *_pairs_in(raw)])
    if _is_masked(value):
        return []
    category = "email" if meaning == "enhanced" else meaning
    health = [one for one in _looks(raw) if one.category == types.HEALTH]
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
            if not _is_masked(one[2])
        ]
    if _is_masked(value):
        return []
    first = _ENHANCED.search(value)
    category = _as_sent(_ENHANCED_CATEGORY[first[1]], first[2]) if first else "email_hash"
    return [Finding(start, len(raw), category, _SCORE, "tracker.enhanced")]


def _pairs_in(raw: str) -> list[Finding]:
    found = []
    for pair in _DATA.finditer(raw.replace("%3D", "=  ").replace("%3B", ";  ").replace("%3d", "=  ")):
        meaning = meaning_of(table()["common"], pair.group(1).strip())
        value = pair.group(2)
        if meaning is not None and value.strip() and not _is_masked(value):
            start = pair.start(2) + len(value) - len(value.lstrip())
            sent = _as_sent(meaning, unquote_plus(value.strip()))
            found.append(
                Finding(start, pair.start(2) + len(value.rstrip()), sent, _SCORE, "tracker.parameter")
            )
    return found


def meaning_of(known: Mapping[str, str], name: str) -> str | None:
    """Say what a name means in a table whose names may end in "*", or in any tracker's."""
    found = known.get(name)
    if found is not None:
        return found
    for pattern, meaning in known.items():
        if pattern.endswith("*") and name.startswith(pattern[:-1]):
            return meaning
    return known.get(name.lower()) or table()["common"].get(name.lower())


@functools.cache
def table() -> dict[str, Any]:
    """Give what trackers.yaml says; ValueError for a meaning that nothing reads."""
    text = resources.files(__package__).joinpath("trackers.yaml").read_text(encoding="utf-8")
    read_: dict[str, Any] = yaml.safe_load(text)
    wrong = [
        f"{one['name']}: {name}"
        for one in read_["trackers"]
        for name, meaning in one["parameters"].items()
        if meaning not in (*_READ, *types.CATEGORIES)
    ]
    if wrong:
        raise ValueError(f"unknown meaning of {', '.join(wrong)}")
    return read_


def _looks(raw: str) -> list[Finding]:
    return [one for one in urls.find(normalize.plain(raw)) if one.category != "url"]


def _is_masked(value: str) -> bool:
    return engine.mask(value) != value


def _moved(one: Finding, by: int) -> Finding:
    return Finding(one.start + by, one.end + by, one.category, one.score, one.detector)
