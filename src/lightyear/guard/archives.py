"""HTTP archives (HAR 1.2): what each request gave away, and an archive without it."""

import json
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from lightyear.guard import jsonscan, jsontext, markup, records, trackers
from lightyear.guard.detectors.base import listed
from lightyear.guard.redact import redact
from lightyear.guard.scan import scan
from lightyear.guard.types import Finding

_ROUNDS = 4
_OF_MACHINES = listed(
    "starteddatetime time httpversion method mimetype user-agent statustext encoding version connection "
    "serveripaddress domain path expires samesite date last-modified if-modified-since etag if-none-match "
    "age content-length x-request-id server"
)


def scan_har(text: str) -> list[tuple[int, Finding]]:
    """Scan an HTTP archive; give (entry, finding), entries counted from 1, 0 being the archive itself.

    `path` is like "request.url", "request.url[dl]", "request.headers.Cookie", "request.cookies[_ga]",
    "request.postData.text", "response.redirectURL", "response.content.text", of the archive itself like
    "pages[0].title"; offsets are code points of that value. Raises ValueError for what is no archive.
    """
    archive = jsontext.loads(text)
    own = [(0, one) for one, _ in in_archive(archive)]
    return [
        *own,
        *((at, one) for at, entry in enumerate(entries_of(archive), 1) for one in scan_entry(entry)),
    ]


def scan_entry(entry: Any) -> list[Finding]:
    """Scan one entry of an HTTP archive; paths are as `scan_har` gives them."""
    return [one for one, _ in in_entry(entry)]


def in_archive(archive: Any) -> Iterator[tuple[Finding, str]]:
    """Give what is found around the entries, titles of pages most of all, each with the value it is in."""
    log = {key: one for key, one in _mapping(_mapping(archive).get("log")).items() if key != "entries"}
    for text in _texts(log, (), ""):
        yield from _in_text(text)


def in_entry(entry: Any) -> Iterator[tuple[Finding, str]]:
    """Give what is found in an entry, each with the value it is in."""
    content = _mapping(_mapping(_mapping(entry).get("response")).get("content"))
    kind = str(content.get("mimeType") or "")
    is_read = content.get("encoding") != "base64" and "javascript" not in kind and "css" not in kind
    for text in _texts(entry, (), ""):
        if text.path == "request.postData.text":
            yield from _in_body(text, _address(entry))
        elif text.path != "response.content.text" or is_read:
            yield from _in_text(text)


def clean_har(text: str) -> str:
    """Give the archive with every string redacted: addresses, headers, cookies, bodies. Raises ValueError.

    What `scan_har` reads is clean afterwards; contents in base64 are taken out, since they weren't read.
    """
    archive = json.loads(text)
    entries = [clean_entry(entry) for entry in entries_of(archive)]
    log = {key: one if key == "entries" else _clean(one, (key,)) for key, one in archive["log"].items()}
    return jsontext.written({**archive, "log": {**log, "entries": entries}}, indent=2)


def clean_entry(entry: Any) -> Any:
    """Give one entry of an archive with every string redacted."""
    content = _mapping(_mapping(_mapping(entry).get("response")).get("content"))
    if content.get("encoding") == "base64":
        content["text"] = ""
    post = _mapping(_mapping(_mapping(entry).get("request")).get("postData"))
    if isinstance(post.get("text"), str):
        address = _address(entry)
        post["text"] = _settled(post["text"], lambda value: _placed_in_body(value, address))
    return _clean(entry, ())


def entries_of(archive: Any) -> list[Any]:
    """Give the entries of an archive. Raises ValueError."""
    entries = _mapping(_mapping(archive).get("log")).get("entries")
    if not isinstance(entries, list):
        raise ValueError("this is no HTTP archive")
    return entries


class _Text(NamedTuple):
    """A string of an archive, its place, and the keys that say what it is."""

    path: str
    keys: tuple[str, ...]
    value: str


def _texts(value: Any, keys: tuple[str, ...], path: str) -> Iterator[_Text]:
    named = _name_of(value)
    if isinstance(value, list):
        for at, item in enumerate(value):
            yield from _texts(item, keys, f"{path}[{at}]" if _name_of(item) is None else path)
    elif hasattr(value, "items"):
        for key, item in value.items():
            if named is None:
                yield from _texts(item, (*keys, key), f"{path}.{key}" if path else key)
            elif key == "value":
                place = f"{path}.{named}" if keys[-1:] == ("headers",) else f"{path}[{named}]"
                yield from _texts(item, (*keys, named), place)
            elif key != "name":
                yield from _texts(item, (*keys, key), f"{path}[{named}].{key}")
    elif isinstance(value, str):
        yield _Text(path, keys, value)


def _name_of(value: Any) -> str | None:
    name = value.get("name") if hasattr(value, "items") else None
    return name if isinstance(name, str) and name else None


def _in_text(text: _Text) -> Iterator[tuple[Finding, str]]:
    for one in _scan_string(text.value, text.keys):
        inside = (one.path or "").removeprefix("url")
        yield _placed(one, text.path + (inside if inside.startswith("[") else "")), text.value


def _in_body(text: _Text, address: str) -> Iterator[tuple[Finding, str]]:
    values = {}
    if text.value.lstrip()[:1] in ("{", "[") and _is_json(text.value):
        values = {leaf.path: leaf.text for leaf in records.leaves(jsontext.loads(text.value), "body")}
    for one in _sent(text.value, address):
        path = one.path or "body"
        yield _placed(one, path.replace("body", text.path, 1)), values.get(path, text.value)


def _sent(body: str, address: str) -> list[Finding]:
    # What parameters of the body mean depends on the tracker it goes to.
    return [one for one in trackers.scan_hit(address, body=body) if (one.path or "").startswith("body")]


def _placed_in_body(value: str, address: str) -> list[Finding]:
    found = _sent(value, address)
    if value.lstrip()[:1] not in ("{", "[") or not _is_json(value):
        return [*found, *scan(value)]
    try:
        spots = {leaf.path: leaf.value for leaf in records.leaves(jsontext.read(value), "body")}
    except ValueError:
        return [*found, *scan(value, channel="json")]
    placed = [
        Finding(*jsontext.place(value, spot, one.start, one.end), one.category, one.score, one.detector)
        for one in found
        if isinstance(spot := spots.get(one.path or ""), jsontext.Spot) and not (one.path or "").endswith("*")
    ]
    return [*placed, *_scan_json(value)]


def _address(entry: Any) -> str:
    return str(_mapping(_mapping(entry).get("request")).get("url") or "")


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def _scan_body(text: str) -> list[Finding]:
    if text.lstrip()[:1] == "<":
        return markup.scan_markup(text)
    return scan(text, channel="json" if text.lstrip()[:1] in ("{", "[") else "log")


def _clean(value: Any, keys: tuple[str, ...]) -> Any:
    if isinstance(value, dict):
        named = value.get("name") if isinstance(value.get("name"), str) else None
        return {
            key: item if named and key == "name" else _clean(item, _keys(keys, key, named))
            for key, item in value.items()
        }
    if isinstance(value, list):
        return [_clean(item, keys) for item in value]
    return _clean_string(value, keys) if isinstance(value, str) else value


def _keys(keys: tuple[str, ...], key: str, named: str | None) -> tuple[str, ...]:
    return (*keys, named) if named and key == "value" else (*keys, key)


def _clean_string(value: str, keys: tuple[str, ...]) -> str:
    return _settled(value, lambda text: _scan_string(text, keys))


def _settled(value: str, find: Callable[[str], list[Finding]]) -> str:
    for _ in range(_ROUNDS):
        found = find(value)
        if not found:
            break
        value = redact(value, found)
    return value


def _scan_string(value: str, keys: tuple[str, ...]) -> list[Finding]:
    last = keys[-1] if keys else ""
    if "url" in last.lower() or value.startswith(("http://", "https://")):
        return trackers.scan_hit(value)
    if last.lower() in _OF_MACHINES:
        return []
    if "headers" in keys:
        return trackers.scan_hit("", headers={last: value})
    if "cookies" in keys:
        return [
            Finding(one.start - len(last) - 1, one.end - len(last) - 1, one.category, one.score, one.detector)
            for one in trackers.scan_hit("", headers={"Cookie": f"{last}={value}"})
        ]
    if last == "text" and "content" in keys:
        return _scan_body(value)
    if last == "text" and "postData" in keys:
        return (
            [*trackers.scan_hit("", body=value), *scan(value)] if value[:1] not in "{[" else _scan_json(value)
        )
    return records.scan_leaf(records.Leaf("", keys, value))


def _scan_json(value: str) -> list[Finding]:
    try:
        return jsonscan.scan_json(value)
    except ValueError:
        return scan(value, channel="json")


def _placed(one: Finding, path: str) -> Finding:
    return Finding(one.start, one.end, one.category, one.score, one.detector, path)


def _mapping(value: Any) -> Any:
    return value if hasattr(value, "get") and hasattr(value, "items") else {}
