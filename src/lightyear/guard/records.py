"""Nested records: every value is read with the keys that lead to it and the labels beside it."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from lightyear.guard import engine, fields, jsontext, neighbors, normalize, types
from lightyear.guard.detectors.base import listed
from lightyear.guard.redact import redact
from lightyear.guard.scan import scan
from lightyear.guard.types import Finding

_FIELD_SCORE = 0.95
_MAX_DEPTH = 64
_ROUNDS = 4
_ADDRESS = re.compile(r"(?:https?://|/)[^\s]+")
_CLOCK = re.compile(r"\s*(\d{4}-\d\d-\d\d)[T ]\d")
# Fields that hold the address of a page, not of a person's own page.
_PAGES = listed(
    "page url uri referrer referer href link location path landing canonical dl dr system src asset script "
    "logo icon endpoint api host origin"
)


class Leaf(NamedTuple):
    """A value of a record as text, where it stands, and the keys that lead to it; `value` is as it came."""

    path: str
    keys: tuple[str, ...]
    text: str
    value: Any = None


def scan_record(record: Mapping[str, Any] | str, *, channel: str = "free_text") -> list[Finding]:
    """Scan a nested mapping or a JSON text, keys and neighboring labels being context.

    `path` of a finding reads like "patient.mrn" or "items[0].x" (ending in ".*" for a key itself); offsets
    are code points of the value written as text. Raises ValueError for text that isn't JSON.
    """
    found: list[Finding] = []
    for leaf in leaves(loaded(record)):
        found.extend(scan_leaf(leaf, channel=channel))
    return found


def loaded(record: Mapping[str, Any] | str) -> Any:
    """Give the record as plain data; an object whose keys repeat keeps all of them."""
    return jsontext.loads(record) if isinstance(record, str) else record


def redacted(record: Mapping[str, Any] | str, findings: Iterable[Finding]) -> Any:
    """Give a copy of the record with the findings replaced; JSON text comes back as JSON text."""
    by_path: dict[str, list[Finding]] = {}
    for one in findings:
        by_path.setdefault(one.path or "", []).append(one)
    cleaned = _rebuilt(loaded(record), "", lambda path, value: _cleaned(value, by_path.get(path)))
    return json.dumps(cleaned, ensure_ascii=False) if isinstance(record, str) else cleaned


def leaves(value: Any, path: str = "", keys: tuple[str, ...] = ()) -> Iterator[Leaf]:
    """Walk every value and key of plain data, depth first."""
    is_fhir = isinstance(value, Mapping) and "resourceType" in value
    return _leaves(value, path, keys, is_fhir)


def scan_leaf(leaf: Leaf, *, channel: str = "free_text") -> list[Finding]:
    """Scan one value with its keys as context."""
    found = [*_scan_value(leaf, channel), *neighbors.referred(leaf.keys, leaf.text)]
    if leaf.path.endswith("*"):
        # The name of a field is context; only an identifier used as a name is a finding.
        found = [one for one in found if one.category not in ("name", "address", types.HEALTH)]
    found = keyed(leaf.keys, leaf.text, found)
    return [Finding(one.start, one.end, one.category, one.score, one.detector, leaf.path) for one in found]


def cleaned_leaf(text: str, found: list[Finding], keys: tuple[str, ...] = ()) -> str:
    """Redact the findings of one value, and what comes to light when they are gone, four times at most."""
    for _ in range(_ROUNDS):
        text = redact(text, found)
        found = scan_leaf(Leaf("", keys, text))
        if not found:
            break
    return text


def keyed(keys: tuple[str, ...], text: str, found: list[Finding]) -> list[Finding]:
    """Give the findings in a value, settled with what the keys that lead to it say of the whole."""
    if fields.is_machine_time(keys):
        found = [one for one in found if one.category != "date"]
    readable = engine.mask(normalize.plain(text).text)
    category = fields.category_of(keys, readable)
    if category is None:
        return found
    start = len(text) - len(text.lstrip())
    clock = _CLOCK.match(text) if category == "date" else None
    detector = fields.detector_of(category, keys, readable, usual="field.key")
    whole = Finding(start, clock.end(1) if clock else len(text.rstrip()), category, _FIELD_SCORE, detector)
    # What a person writes about her health stays visible, whichever field she writes it in.
    health = [one for one in found if one.category == types.HEALTH and one.category != category]
    others = [one for one in found if one.category != types.HEALTH and not _is_within(one, whole)]
    return [*engine.settled([whole, *others]), *health]


def _leaves(value: Any, path: str, keys: tuple[str, ...], is_fhir: bool) -> Iterator[Leaf]:
    if len(keys) > _MAX_DEPTH or path.count("[") > _MAX_DEPTH:
        raise ValueError("the record is nested too deeply")
    if isinstance(value, Mapping):
        yield from _mapping_leaves(value, path, keys, is_fhir or "resourceType" in value)
    elif isinstance(value, list | tuple):
        for at, item in enumerate(value):
            yield from _leaves(item, f"{path}[{at}]", keys, is_fhir)
    elif isinstance(value, str | int | float):
        yield Leaf(path, neighbors.plainly(keys, is_fhir=is_fhir) if keys else keys, str(value), value)
    elif value is not None:
        raise TypeError(f"a record can't hold a {type(value).__name__}")


def _mapping_leaves(
    value: Mapping[Any, Any], path: str, keys: tuple[str, ...], is_fhir: bool
) -> Iterator[Leaf]:
    beside = neighbors.labels(value)
    for key, item in value.items():
        name = str(key)
        yield Leaf(f"{path}.*" if path else "*", (), name, key)
        context = neighbors.context(keys, name, beside, item, value.get("resourceType"))
        yield from _leaves(item, f"{path}.{name}" if path else name, context, is_fhir)


def _scan_value(leaf: Leaf, channel: str) -> list[Finding]:
    if channel != "url" and not _ADDRESS.fullmatch(leaf.text):
        return scan(leaf.text)
    inside = scan(leaf.text, channel="url")
    is_own_site = leaf.text.startswith("/")
    key = leaf.keys[-1] if leaf.keys else ""
    if channel == "url" or is_own_site or any(word in _PAGES for word in fields.words(key)):
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
