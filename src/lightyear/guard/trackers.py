"""What leaves for known trackers: what a hit's address, body and headers give away."""

import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import unquote_plus

from lightyear.guard import jsontext, normalize, parameters, records, urls
from lightyear.guard.parameters import Tracker, is_hit, of, trackers
from lightyear.guard.scan import scan
from lightyear.guard.types import Finding

_COOKIE = re.compile(r"([^=;\s]{1,120})=([^;]*)")


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
    found = _query(url, tracker, "url", start=parameters.start_of_query(url))
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


def _query(text: str, tracker: Tracker | None, place: str, *, start: int = 0) -> list[Finding]:
    looks = [one for one in urls.find(normalize.plain(text)) if one.category != "url"]
    pairs = list(parameters.PAIR.finditer(text, start))
    taken: list[Finding] = []
    known: list[tuple[int, int]] = []
    for pair, found in parameters.told(text, tracker, start) if tracker else ():
        known.append(pair.span())
        taken.extend(_moved(found, 0, f"{place}[{unquote_plus(pair.group(1))}]"))
    rest = [one for one in looks if not any(low < one.end and one.start < high for low, high in known)]
    named = [_moved([one], 0, _path(pairs, one, place)) for one in rest]
    return sorted(
        (*taken, *(one for moved in named for one in moved)),
        key=lambda one: (one.start, one.end, one.category),
    )


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
            yield from _moved(parameters.read(leaf.text, meaning, is_encoded=False), 0, leaf.path)


def _header(name: str, value: str) -> list[Finding]:
    path, key = f"headers.{name}", name.lower()
    if key in ("cookie", "set-cookie"):
        found: list[Finding] = []
        for pair in _COOKIE.finditer(value):
            meaning = parameters.meaning_of(parameters.table()["cookies"], pair.group(1))
            read = parameters.read(pair.group(2), meaning) if meaning else _unknown_pair(pair)
            found.extend(_moved(read, pair.start(2), path))
        return found
    meaning = parameters.table()["headers"].get(key)
    if meaning == "ip":
        return _moved([one for one in scan(value) if one.category == "ip"], 0, path)
    if meaning is not None:
        return _moved(parameters.read(value, meaning), 0, path)
    return (
        []
        if key.startswith(("user-agent", "sec-", "accept"))
        else records.scan_leaf(records.Leaf(path, (name,), value))
    )


def _unknown_pair(pair: re.Match[str]) -> list[Finding]:
    inside = scan(pair.group(2), channel="url")
    return records.keyed((pair.group(1),), pair.group(2), inside)


def _path(pairs: list[re.Match[str]], one: Finding, place: str) -> str:
    for pair in pairs:
        if pair.start() <= one.start < pair.end():
            return f"{place}[{unquote_plus(pair.group(1))}]"
    return place


def _moved(found: Iterable[Finding], by: int, path: str) -> list[Finding]:
    return [
        Finding(one.start + by, one.end + by, one.category, one.score, one.detector, path) for one in found
    ]


__all__ = ["Tracker", "is_hit", "of", "scan_headers", "scan_hit", "trackers"]
