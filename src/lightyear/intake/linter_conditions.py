"""What the linter's rules may ask about a place of a form, and how it is answered."""

import functools
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from lightyear import guard
from lightyear.intake.definition import Field

ANY = "any"
"""Holds when one of several sets of conditions does."""

_SPECIALTIES = {"lexicon.specialties"}
_GENERAL = _SPECIALTIES | {"lexicon.general"}
_CARE = _GENERAL | {"lexicon.treatments"}
"""What speaks of care without saying what ails somebody."""


@dataclass(frozen=True, slots=True)
class Looked:
    """One place as the rules see it."""

    words: tuple[str, ...]
    field: Field | None = None
    has_known_purpose: bool = True


def hold(when: Mapping[str, Any], looked: Looked) -> bool:
    """Whether all conditions hold."""
    for name, wanted in when.items():
        if name == ANY:
            if not any(hold(alternative, looked) for alternative in wanted):
                return False
        elif not CONDITIONS[name](looked, wanted):
            return False
    return True


def says(words: Collection[str], patterns: Collection[str]) -> bool:
    """Whether one of the patterns stands in one of the texts."""
    return any(_pattern(source).search(text) for source in patterns for text in words)


def _field(looked: Looked) -> Field:
    assert looked.field is not None  # noqa: S101 (rules on fields look at fields)
    return looked.field


def _offers_health(looked: Looked, wanted: bool) -> bool:
    labels = [text for choice in _field(looked).choices for text in choice.label.values()]
    return any(_speaks_of_health(label, but_for=_GENERAL) for label in labels) == wanted


def _is_about_health(looked: Looked, wanted: bool) -> bool:
    return any(_speaks_of_health(text, but_for=_SPECIALTIES) for text in looked.words) == wanted


def _names_condition(looked: Looked, wanted: bool) -> bool:
    return any(_speaks_of_health(text, but_for=_CARE) for text in looked.words) == wanted


def _speaks_of_health(text: str, *, but_for: Collection[str]) -> bool:
    return any(
        finding.category == guard.HEALTH and finding.detector not in but_for for finding in guard.scan(text)
    )


CONDITIONS: dict[str, Callable[[Looked, Any], bool]] = {
    "says": lambda looked, wanted: says(looked.words, wanted),
    "lacks": lambda looked, wanted: not says(looked.words, wanted),
    "is_about_health": _is_about_health,
    "names_condition": _names_condition,
    "offers_health": _offers_health,
    "kind": lambda looked, wanted: _field(looked).kind in wanted,
    "role": lambda looked, wanted: _field(looked).role in wanted,
    "required": lambda looked, wanted: _field(looked).required == wanted,
    "hinted": lambda looked, wanted: any(_field(looked).hint.values()) == wanted,
    "declares": lambda looked, wanted: bool(set(_field(looked).declares) & set(wanted)),
    "over_days": lambda looked, wanted: _field(looked).retention_days > wanted,
    "has_known_purpose": lambda looked, wanted: looked.has_known_purpose == wanted,
}


@functools.cache
def _pattern(source: str) -> re.Pattern[str]:
    return re.compile(source, re.IGNORECASE)
