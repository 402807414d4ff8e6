"""Nested records: every value is read with the keys that lead to it."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from lightyear.guard import engine, fields, normalize, types
from lightyear.guard.detectors.base import listed
from lightyear.guard.redact import redact
from lightyear.guard.scan import scan
from lightyear.guard.types import Finding

_FIELD_SCORE = 0.95
_LABELS = ("name", "key", "label", "field", "question", "title")
_ANSWERS = ("value", "values", "answer", "answers", "text", "content")
_MAX_DEPTH = 64
_ADDRESS = re.compile(r"(?:https?://|/)[^\s]+")
# Fields that hold the address of a page, not of a person's own page.
_PAGES = listed("page url uri referrer referer href link location path landing canonical dl dr")


class Leaf(NamedTuple):
    """A value of a record as text, where it stands, and the keys that lead to it."""

    path: str
    keys: tuple[str, ...]
    text: str


def scan_record(record: Mapping[str, Any] | str, *, channel: str = "free_text") -> list[Finding]:
    """Scan a nested mapping or a JSON text, keys being context.

    `path` of a finding reads like "patient.mrn" or "items[0].x" (ending in ".*" for a key itself); offsets
    are code points of the value written as text. Raises ValueError for text that isn't JSON.
    """
    found: list[Finding] = []
    for leaf in leaves(loaded(record)):
        found.extend(_scan_leaf(leaf, channel))
    return found


def loaded(record: Mapping[str, Any] | str) -> Any:
    """Give the record as plain data."""
    return json.loads(record) if isinstance(record, str) else record


def redacted(record: Mapping[str, Any] | str, findings: list[Finding]) -> Any:
    """Give a copy of the record with the findings replaced; JSON text comes back as JSON text."""
    by_path: dict[str, list[Finding]] = {}
    for one in findings:
        by_path.setdefault(one.path or "", []).append(one)
    cleaned = _rebuilt(loaded(record), "", lambda path, value: _cleaned(value, by_path.get(path)))
    return json.dumps(cleaned, ensure_ascii=False) if isinstance(record, str) else cleaned


def leaves(value: Any, path: str = "", keys: tuple[str, ...] = ()) -> Iterator[Leaf]:
    """Walk every value and key of plain data, depth first."""
    if len(keys) > _MAX_DEPTH or path.count("[") > _MAX_DEPTH:
        raise ValueError("the record is nested too deeply")
    if isinstance(value, Mapping):
        yield from _mapping_leaves(value, path, keys)
    elif isinstance(value, list | tuple):
        for at, item in enumerate(value):
            yield from leaves(item, f"{path}[{at}]", keys)
    elif isinstance(value, str | int | float):
        yield Leaf(path, keys, str(value))
    elif value is not None:
        raise TypeError(f"a record can't hold a {type(value).__name__}")


def _mapping_leaves(value: Mapping[Any, Any], path: str, keys: tuple[str, ...]) -> Iterator[Leaf]:
    label = next((value[one] for one in _LABELS if isinstance(value.get(one), str)), None)
    for key, item in value.items():
        name = str(key)
        yield Leaf(f"{path}.*" if path else "*", (), name)
        context = (*keys, label, name) if label and name in _ANSWERS else (*keys, name)
        yield from leaves(item, f"{path}.{name}" if path else name, context)


def _scan_leaf(leaf: Leaf, channel: str) -> list[Finding]:
    found = _scan_value(leaf, channel)
    if leaf.path.endswith("*"):
        # The name of a field is context; only an identifier used as a name is a finding.
        found = [one for one in found if one.category != types.HEALTH]
    if fields.is_machine_time(leaf.keys):
        found = [one for one in found if one.category != "date"]
    category = fields.category_of(leaf.keys, engine.mask(normalize.plain(leaf.text).text))
    if category is not None:
        start = len(leaf.text) - len(leaf.text.lstrip())
        whole = Finding(start, len(leaf.text.rstrip()), category, _FIELD_SCORE, "field.key")
        # What a person writes about her health stays visible, whichever field she writes it in.
        health = [one for one in found if one.category == types.HEALTH and one.category != category]
        others = [one for one in found if one.category != types.HEALTH and not _is_within(one, whole)]
        found = [*engine.settled([whole, *others]), *health]
    return [Finding(one.start, one.end, one.category, one.score, one.detector, leaf.path) for one in found]


def _scan_value(leaf: Leaf, channel: str) -> list[Finding]:
    if channel != "url" and not _ADDRESS.fullmatch(leaf.text):
        return scan(leaf.text)
    inside = scan(leaf.text, channel="url")
    if channel == "url" or any(word in _PAGES for word in fields.words(leaf.keys[-1] if leaf.keys else "")):
        return inside
    return [*inside, Finding(0, len(leaf.text), "url", _FIELD_SCORE, "field.address")]


def _is_within(one: Finding, whole: Finding) -> bool:
    return whole.start <= one.start and one.end <= whole.end


def _cleaned(value: Any, found: list[Finding] | None) -> Any:
    return redact(str(value), found) if found else value


def _rebuilt(value: Any, path: str, clean: Callable[[str, Any], Any]) -> Any:
    if isinstance(value, Mapping):
        return {
            key: _rebuilt(item, f"{path}.{key}" if path else str(key), clean) for key, item in value.items()
        }
    if isinstance(value, list | tuple):
        return [_rebuilt(item, f"{path}[{at}]", clean) for at, item in enumerate(value)]
    return clean(path, value)
