"""The minimal-data rules, read once from linter.yaml and refused when anything in them is not understood."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

import yaml

from lightyear.intake.linter_conditions import ANY, CONDITIONS

LEVELS = ("ok", "note", "too_much", "must_go")
"""From harmless to forbidden."""

_KEYS = {"key", "of", "level", "when", "unless", "cite", "reason", "remedy", "examples"}
_REMEDIES = {
    "remove": set[str](),
    "make_optional": set[str](),
    "shorten": {"days"},
    "hint": {"hint"},
    "replace": {"field"},
}


class RulesError(ValueError):
    """The rules say something that the program does not understand."""


@dataclass(frozen=True, slots=True)
class Remedy:
    """What one click does: `do` names it; `details` holds the days, the hint or the narrower field."""

    do: str
    label: Mapping[str, str]
    details: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; `reason` is {"en": …, "zh": …}, `level` one of LEVELS."""

    key: str
    of: str
    level: str
    when: Mapping[str, Any]
    unless: tuple[str, ...]
    cite: str
    reason: Mapping[str, str]
    remedy: Remedy | None
    examples: Mapping[str, list[Any]]


@functools.cache
def rules() -> tuple[Rule, ...]:
    """All rules in the order of the file. Raises RulesError."""
    text = resources.files("lightyear.intake").joinpath("linter.yaml").read_text(encoding="utf-8")
    found = tuple(read(entry) for entry in yaml.safe_load(text))
    if len({rule.key for rule in found}) != len(found):
        raise RulesError("two rules have the same key")
    return found


def read(entry: Mapping[str, Any]) -> Rule:
    """Check one entry and give its rule. Raises RulesError."""
    _refuse_unknown(set(entry) - _KEYS)
    if entry["level"] not in LEVELS or entry["of"] not in ("field", "wording", "text", "address"):
        raise RulesError(f"{entry['key']}: unknown level or place")
    if set(entry["reason"]) != {"en", "zh"}:
        raise RulesError(f"{entry['key']}: a reason is English and Chinese")
    _check(entry["when"])
    return Rule(
        key=entry["key"],
        of=entry["of"],
        level=entry["level"],
        when=entry["when"],
        unless=tuple(entry.get("unless", ())),
        cite=entry.get("cite", ""),
        reason=entry["reason"],
        remedy=_remedy(entry["remedy"]) if "remedy" in entry else None,
        examples=entry["examples"],
    )


def _check(when: Mapping[str, Any]) -> None:
    _refuse_unknown(set(when) - {ANY, *CONDITIONS})
    for alternative in when.get(ANY, ()):
        _check(alternative)


def _remedy(entry: Mapping[str, Any]) -> Remedy:
    details = {key: value for key, value in entry.items() if key not in ("do", "label")}
    if entry["do"] not in _REMEDIES or set(details) != _REMEDIES[entry["do"]]:
        raise RulesError(f"unknown remedy {entry['do']}")
    return Remedy(entry["do"], entry["label"], details)


def _refuse_unknown(unknown: set[str]) -> None:
    if unknown:
        raise RulesError(f"unknown: {', '.join(sorted(unknown))}")
