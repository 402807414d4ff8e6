"""HTTP archives (HAR 1.2): what each request gave away, and an archive without it."""

import json
from typing import Any

from lightyear.guard import jsontext, markup, records, trackers
from lightyear.guard.detectors.base import listed
from lightyear.guard.redact import redact
from lightyear.guard.scan import scan
from lightyear.guard.types import Finding

_ROUNDS = 4
_OF_MACHINES = listed(
    "starteddatetime time httpversion method mimetype user-agent statustext comment creator browser pages "
    "timings "
    "cache encoding version connection pageref domain path expires samesite"
)


def scan_har(text: str) -> list[tuple[int, Finding]]:
    """Scan an HTTP archive; give (entry, finding), entries counted from 1.

    `path` is like "request.url", "request.url[dl]", "request.headers.Cookie", "request.postData.text",
    "response.content.text"; offsets are code points of that value. Raises ValueError for what is no archive.
    """
    return [
        (number, one)
        for number, entry in enumerate(entries_of(jsontext.loads(text)), 1)
        for one in scan_entry(entry)
    ]


def scan_entry(entry: Any) -> list[Finding]:
    """Scan one entry of an HTTP archive; paths are as `scan_har` gives them."""
    request = _mapping(_mapping(entry).get("request"))
    post = _mapping(request.get("postData"))
    body = post.get("text") if isinstance(post.get("text"), str) else None
    found = [
        _placed(one, f"request.{(one.path or 'url').replace('body', 'postData.text', 1)}")
        for one in trackers.scan_hit(str(request.get("url") or ""), body=body)
    ]
    for header in _mappings(request.get("headers")):
        name, value = str(header.get("name")), str(header.get("value") or "")
        found.extend(
            _placed(one, f"request.{one.path}") for one in trackers.scan_hit("", headers={name: value})
        )
    if not body:
        for leaf in records.leaves(post.get("params") or [], "request.postData.params"):
            found.extend(records.scan_leaf(leaf))
    return [*found, *_response(_mapping(_mapping(_mapping(entry).get("response")).get("content")))]


def clean_har(text: str) -> str:
    """Give the archive with every string redacted: addresses, headers, cookies, bodies. Raises ValueError.

    What `scan_har` reads is clean afterwards; contents in base64 are taken out, since they weren't read.
    """
    archive = json.loads(text)
    entries = entries_of(archive)
    for at, entry in enumerate(entries):
        entries[at] = clean_entry(entry)
    return jsontext.written(archive, indent=2)


def clean_entry(entry: Any) -> Any:
    """Give one entry of an archive with every string redacted."""
    content = _mapping(_mapping(_mapping(entry).get("response")).get("content"))
    if content.get("encoding") == "base64":
        content["text"] = ""
    return _clean(entry, ())


def entries_of(archive: Any) -> list[Any]:
    """Give the entries of an archive. Raises ValueError."""
    entries = _mapping(_mapping(archive).get("log")).get("entries")
    if not isinstance(entries, list):
        raise ValueError("this is no HTTP archive")
    return entries


def value_at(entry: Any, path: str) -> str:
    """Give the value in which a finding of an entry has its offsets."""
    request = _mapping(_mapping(entry).get("request"))
    if path.startswith("request.url"):
        return str(request.get("url") or "")
    if path.startswith("request.headers."):
        name = path.removeprefix("request.headers.")
        return next(
            (str(one.get("value")) for one in _mappings(request.get("headers")) if one.get("name") == name),
            "",
        )
    if path.startswith("response."):
        return str(_mapping(_mapping(_mapping(entry).get("response")).get("content")).get("text") or "")
    return _value_in_body(_mapping(request.get("postData")), path)


def _value_in_body(post: Any, path: str) -> str:
    text = post.get("text") if isinstance(post.get("text"), str) else ""
    if not text:
        leaves = records.leaves(post.get("params") or [], "request.postData.params")
    elif text.lstrip()[:1] in ("{", "[") and _is_json(text):
        leaves = records.leaves(jsontext.loads(text), "request.postData.text")
    else:
        return str(text)
    return next((leaf.text for leaf in leaves if leaf.path == path), "")


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def _response(content: Any) -> list[Finding]:
    kind, text = str(content.get("mimeType") or ""), content.get("text")
    if (
        not isinstance(text, str)
        or content.get("encoding") == "base64"
        or "javascript" in kind
        or "css" in kind
    ):
        return []
    return [_placed(one, "response.content.text") for one in _scan_body(text)]


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
    for _ in range(_ROUNDS):
        found = _scan_string(value, keys)
        if not found:
            break
        value = redact(value, found)
    return value


def _scan_string(value: str, keys: tuple[str, ...]) -> list[Finding]:
    last = keys[-1] if keys else ""
    if last.lower() in _OF_MACHINES:
        return []
    if "url" in last.lower() or value.startswith(("http://", "https://")):
        return trackers.scan_hit(value)
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
        tree = jsontext.read(value)
    except ValueError:
        return scan(value, channel="json")
    found = []
    for leaf in records.leaves(tree):
        if isinstance(leaf.value, jsontext.Spot):
            for one in records.scan_leaf(leaf):
                place = jsontext.place(value, leaf.value, one.start, one.end)
                found.append(Finding(*place, one.category, one.score, one.detector))
    return found


def _placed(one: Finding, path: str) -> Finding:
    return Finding(one.start, one.end, one.category, one.score, one.detector, path)


def _mapping(value: Any) -> Any:
    return value if hasattr(value, "get") and hasattr(value, "items") else {}


def _mappings(value: Any) -> list[Any]:
    return [one for one in value if hasattr(one, "get")] if isinstance(value, list) else []
