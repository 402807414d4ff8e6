"""What a flow carries: found in it, and taken out of it."""

import dataclasses
import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from lightyear.guard import allowed, fields, owned, records, types
from lightyear.guard.detectors.base import listed
from lightyear.guard.redact import redact
from lightyear.guard.scan import scan
from lightyear.guard.types import Finding, Flow

# Where one kind of number is easily read as another, the answer to a plain question is what was asked for.
_LOOSE = listed(
    "name address date account license mrn health_plan_id cn_medical_id vehicle device phone fax wechat_id"
)
_WORDY = frozenset(("name", "address"))


def findings(flow: Flow) -> tuple[Finding, ...]:
    """Scan everything the flow carries."""
    return read(flow)[0]


def read(flow: Flow) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Scan everything the flow carries: what was found, and what its allowed terms set aside."""
    found: list[Finding] = []
    if flow.text is not None:
        found.extend(_in_text(flow, flow.text))
    if flow.record is not None:
        found.extend(records.scan_record(flow.record, channel=flow.channel))
    if not found or not (flow.own or flow.allowed):
        return tuple(found), ()
    values = _values(flow)
    stands, set_aside = allowed.parted(owned.without(found, flow.own, values), flow.allowed, values)
    return tuple(stands), tuple(set_aside)


def terms(flow: Flow, found: Iterable[Finding]) -> allowed.Pairs:
    """Give findings as pairs of category and text."""
    values = _values(flow)
    return tuple((one.category, values[one.path][one.start : one.end]) for one in found)


def without(flow: Flow, unwanted: Callable[[Finding], bool]) -> Flow:
    """Give the flow with the unwanted findings replaced by placeholders."""
    found = [one for one in findings(flow) if unwanted(one)]
    text, record = flow.text, flow.record
    if text is not None:
        of_text = [one for one in found if one.path is None] if not _is_json(flow, text) else found
        text = records.redacted(text, of_text) if _is_json(flow, text) else redact(text, of_text)
    if record is not None:
        record = records.redacted(record, [one for one in found if one.path is not None])
    return dataclasses.replace(flow, text=text, record=record)


def carried(flow: Flow) -> str | Mapping[str, Any] | None:
    """Give the payload in the shape that `Decision.redacted` promises."""
    if flow.text is not None and flow.record is not None:
        return {"text": flow.text, "record": flow.record}
    return flow.record if flow.text is None else flow.text


def _values(flow: Flow) -> dict[str | None, str]:
    """Give every text that the flow carries, by the path that findings name."""
    values: dict[str | None, str] = {}
    if flow.text is not None:
        values[None] = flow.text
        if _is_json(flow, flow.text):
            values |= {leaf.path: leaf.text for leaf in records.leaves(records.loaded(flow.text))}
    if flow.record is not None:
        values |= {leaf.path: leaf.text for leaf in records.leaves(records.loaded(flow.record))}
    return values


def _in_text(flow: Flow, text: str) -> list[Finding]:
    if _is_json(flow, text):
        return records.scan_record(text)
    found = scan(text, channel=flow.channel)
    answered = next((category for category in flow.declared if fields.fits(category, text)), None)
    if flow.direction == "in" and answered is not None:
        found = [one for one in found if not _is_misread(one, answered, text)]
    return found


def _is_misread(one: Finding, answered: str, text: str) -> bool:
    if one.category == types.HEALTH or one.category == answered:
        return False
    if answered in _WORDY and one.category in _WORDY:
        return True
    whole = text[: one.start].strip() == "" and text[one.end :].strip() == ""
    return whole and one.category in _LOOSE


def _is_json(flow: Flow, text: str) -> bool:
    if flow.channel != "json":
        return False
    try:
        return isinstance(json.loads(text), dict | list)
    except ValueError:
        return False
