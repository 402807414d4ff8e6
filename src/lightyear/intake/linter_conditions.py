"""What the linter's rules may ask about a place of a form, and how it is answered."""

import functools
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from lightyear import guard
from lightyear.guard import types
from lightyear.intake.definition import Field

ANY = "any"
"""Holds when one of several sets of conditions does."""

Scan = Callable[[str], list[guard.Finding]]
"""How a text is read: by the guard alone, or but for what is no finding in a workspace."""

_SPECIALTIES = {"lexicon.specialties"}
_GENERAL = _SPECIALTIES | {"lexicon.general"}
_NUMBERS = frozenset(
    ("ssn", "mrn", "health_plan_id", "cn_id", "cn_medical_id", "account", "email_hash", "phone_hash")
)
"""What no organization prints for everybody to read; names, days and telephones it may."""


@dataclass(frozen=True, slots=True)
class Looked:
    """One place as the rules see it."""

    words: tuple[str, ...]
    field: Field | None = None
    has_known_purpose: bool = True
    scan: Scan = guard.scan


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


def choices(field: Field) -> list[str]:
    """The labels of a field's choices in every language."""
    return [text for choice in field.choices for text in choice.label.values()]


def _field(looked: Looked) -> Field:
    assert looked.field is not None  # noqa: S101 (rules on fields look at fields)
    return looked.field


def _offers_health(looked: Looked, wanted: bool) -> bool:
    return _speak_of_health(looked, choices(_field(looked)), but_for=_GENERAL) == wanted


def _is_about_health(looked: Looked, wanted: bool) -> bool:
    return _speak_of_health(looked, looked.words, but_for=_SPECIALTIES) == wanted


def _names_condition(looked: Looked, wanted: bool) -> bool:
    return _speak_of_health(looked, looked.words, but_for=types.CARE) == wanted


def _numbers_somebody(looked: Looked, wanted: bool) -> bool:
    field = looked.field
    texts = [*looked.words, *(field.hint.values() if field else ()), *(choices(field) if field else ())]
    found = {finding.category for text in texts for finding in looked.scan(text)}
    return bool(found & _NUMBERS) == wanted


def _speak_of_health(looked: Looked, texts: Collection[str], *, but_for: Collection[str]) -> bool:
    return any(
        finding.category == guard.HEALTH and finding.detector not in but_for
        for text in texts
        for finding in looked.scan(text)
    )


CONDITIONS: dict[str, Callable[[Looked, Any], bool]] = {
    "says": lambda looked, wanted: says(looked.words, wanted),
    "lacks": lambda looked, wanted: not says(looked.words, wanted),
    "is_about_health": _is_about_health,
    "names_condition": _names_condition,
    "offers_health": _offers_health,
    "numbers_somebody": _numbers_somebody,
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
