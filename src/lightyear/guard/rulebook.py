"""The rules as data: read once, refused when anything in them is not understood."""

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

import yaml

_FILES = ("release.yaml", "pipl.yaml", "admission.yaml")
_KEYS = frozenset(("key", "title", "direction", "profiles", "when", "verdict", "redacts", "cite", "examples"))
_COPY_KEYS = frozenset(
    (
        *("key", "title", "suggestion", "languages", "when", "action", "cite"),
        *("needs", "patterns", "together", "unless", "examples"),
    )
)
_COPY_FILES = ("copy_cn.yaml", "copy_us.yaml", "copy_reader.yaml")
_COPY_WORDS = ("copy_words.yaml", "copy_words_us.yaml")
# Words of the health lexicons, which the checker puts in.
LEXICON_WORDS = ("condition", "treatment", "drug")
_WORD = re.compile(r"\{([a-z_]+)\}")
_BOOLS = (
    "health_found",
    "health",
    "health_declared",
    "substance_use",
    "undeclared",
    "own",
    "agreement",
    "overseas",
    "consent",
    "authorization",
    "separate_consent",
    "released",
)
_FACTS: Mapping[str, tuple[Any, ...]] = {
    **dict.fromkeys(_BOOLS, (True, False)),
    "identifier": ("none", "device", "direct"),
    "purpose": ("care", "outreach", "advertising", "unknown"),
    "page": ("public", "condition", "booking", "portal"),
    "subject": ("visitor", "contact", "known_patient", "staff"),
}


class RulebookError(ValueError):
    """The rulebook says something that the program does not understand."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: if every condition holds, the verdict; `redacts`: all, undeclared or health."""

    key: str
    title: Mapping[str, str]
    direction: str
    profiles: frozenset[str]
    when: Mapping[str, Any]
    verdict: str
    redacts: str
    cite: str
    examples: tuple[Mapping[str, Any], ...]

    def matches(self, facts: Mapping[str, Any]) -> bool:
        """Say whether the facts meet every condition."""
        return _holds(self.when, facts)


@dataclass(frozen=True, slots=True)
class Together:
    """What objects by being said together in so many sentences on end, and what makes it harmless there.

    `found`: "all" of it is the finding, or the "first" alone and the rest says what it is about.
    """

    sentences: int
    all: tuple[str, ...]
    none: str
    found: str


@dataclass(frozen=True, slots=True)
class CopyRule:
    """One rule about wording: patterns that object, and what around a match makes it harmless.

    `needs` is a pattern that must hold near a match; patterns name nothing but the health lexicons.
    """

    key: str
    title: Mapping[str, str]
    suggestion: Mapping[str, str]
    languages: tuple[str, ...]
    when: str
    action: str
    cite: str
    needs: str
    patterns: tuple[str, ...]
    together: tuple[Together, ...]
    unless: Mapping[str, str]
    examples: Mapping[str, tuple[str, ...]]


@functools.cache
def rules() -> tuple[Rule, ...]:
    """Give all rules on flows, those of several profiles once per profile. Raises RulebookError."""
    loaded = [rule for name in _FILES for entry in _read(name) for rule in expanded(entry)]
    _refuse_twins([rule.key for rule in loaded])
    return tuple(loaded)


@functools.cache
def copy_rules() -> tuple[CopyRule, ...]:
    """Give all rules on wording. Raises RulebookError."""
    loaded = [copy_rule(entry) for name in _COPY_FILES for entry in _read(name)]
    _refuse_twins([rule.key for rule in loaded])
    return tuple(loaded)


def version() -> str:
    """Give the version of the rulebook, like "2026.11.1"."""
    return str(_index()["version"])


def profiles() -> tuple[str, ...]:
    """Give the keys of all profiles."""
    return tuple(_index()["profiles"])


def released_by(profile: str) -> tuple[str, ...]:
    """Give the bases that release identifiable health data to somebody without an agreement."""
    return tuple(_index()["profiles"][profile]["released_by"])


def purpose_group(purpose: str) -> str:
    """Give the group of a purpose key: care, outreach, advertising, or unknown."""
    key = purpose.lower().replace("-", "_").replace(" ", "_")
    groups: Mapping[str, list[str]] = _index()["purposes"]
    return next((group for group, keys in groups.items() if key in keys), "unknown")


def expanded(entry: Mapping[str, Any]) -> list[Rule]:
    """Check one entry and give its rules: one for each profile when `cite` names a clause for each."""
    _refuse_unknown(entry, _KEYS)
    cites = entry["cite"]
    if isinstance(cites, str):
        named = frozenset(entry.get("profiles", profiles()))
        return [_rule(entry, key=entry["key"], named=named, cite=cites)]
    return [
        _rule(entry, key=f"{profile}.{entry['key']}", named=frozenset((profile,)), cite=cite)
        for profile, cite in cites.items()
    ]


def copy_rule(entry: Mapping[str, Any]) -> CopyRule:
    """Check one entry about wording and give its rule."""
    _refuse_unknown(entry, _COPY_KEYS)
    _refuse_unknown(entry.get("unless", {}), frozenset(("before", "after", "inside")))
    when = entry.get("when", "always")
    if when not in ("always", "promotional"):
        raise RulebookError(f"{entry['key']}: unknown when")
    return CopyRule(
        key=entry["key"],
        title=_title(entry),
        suggestion=_both(entry, "suggestion"),
        languages=tuple(entry["languages"]),
        when=when,
        action=entry["action"],
        cite=entry["cite"],
        needs=_spelled_out(entry.get("needs", "")),
        patterns=tuple(_spelled_out(pattern) for pattern in entry["patterns"]),
        together=tuple(_together(group) for group in entry.get("together", ())),
        unless={place: _spelled_out(pattern) for place, pattern in entry.get("unless", {}).items()},
        examples={name: tuple(texts) for name, texts in entry["examples"].items()},
    )


def _together(group: Mapping[str, Any]) -> Together:
    _refuse_unknown(group, frozenset(("sentences", "all", "none", "found")))
    found = group.get("found", "all")
    if found not in ("all", "first"):
        raise RulebookError("what is found is all or the first")
    return Together(
        group["sentences"],
        tuple(_spelled_out(pattern) for pattern in group["all"]),
        _spelled_out(group.get("none", "")),
        found,
    )


def _rule(entry: Mapping[str, Any], *, key: str, named: frozenset[str], cite: str) -> Rule:
    if not named <= set(profiles()):
        raise RulebookError(f"{key}: unknown profile")
    if entry["verdict"] not in ("allow", "redact", "block") or entry["direction"] not in ("in", "out"):
        raise RulebookError(f"{key}: unknown verdict or direction")
    redacts = entry.get("redacts", "all")
    if redacts not in ("all", "undeclared", "health") or (redacts != "all" and entry["verdict"] != "redact"):
        raise RulebookError(f"{key}: redacts what?")
    _check_condition(key, entry["when"])
    examples = tuple(entry["examples"])
    return Rule(
        key,
        _title(entry),
        entry["direction"],
        named,
        entry["when"],
        entry["verdict"],
        redacts,
        cite,
        examples,
    )


def _spelled_out(pattern: str) -> str:
    """Put the words of the copy word lists where a pattern names their list."""
    return _WORD.sub(lambda named: _words_of(named[1]), pattern)


def _words_of(name: str) -> str:
    if name in LEXICON_WORDS:
        return f"{{{name}}}"
    if name not in _copy_words():
        raise RulebookError(f"no list of words is called {name}")
    return _spelled_out(f"(?:{'|'.join(_copy_words()[name])})")


def _holds(when: Mapping[str, Any], facts: Mapping[str, Any]) -> bool:
    for name, wanted in when.items():
        if name == "any":
            if not any(_holds(one, facts) for one in wanted):
                return False
        elif facts[name] not in (wanted if isinstance(wanted, list) else (wanted,)):
            return False
    return True


def _check_condition(key: str, when: Mapping[str, Any]) -> None:
    for name, wanted in when.items():
        if name == "any":
            for one in wanted:
                _check_condition(key, one)
            continue
        if name not in _FACTS:
            raise RulebookError(f"{key}: unknown condition {name}")
        if not set(wanted if isinstance(wanted, list) else (wanted,)) <= set(_FACTS[name]):
            raise RulebookError(f"{key}: {name} can't be that")


def _title(entry: Mapping[str, Any]) -> Mapping[str, str]:
    return _both(entry, "title")


def _both(entry: Mapping[str, Any], name: str) -> Mapping[str, str]:
    texts: Mapping[str, str] = entry[name]
    if set(texts) != {"en", "zh"}:
        raise RulebookError(f"{entry['key']}: a {name} is English and Chinese")
    return texts


def _refuse_unknown(entry: Mapping[str, Any], known: frozenset[str]) -> None:
    unknown = set(entry) - known
    if unknown:
        raise RulebookError(f"{entry.get('key', 'a rule')}: unknown key {', '.join(sorted(unknown))}")


def _refuse_twins(keys: list[str]) -> None:
    if len(keys) != len(set(keys)):
        raise RulebookError("two rules have the same key")


@functools.cache
def _copy_words() -> Mapping[str, list[str]]:
    lists: dict[str, list[str]] = {}
    for file in _COPY_WORDS:
        for name, words in _read(file).items():
            if name in lists:
                raise RulebookError(f"two lists of words are called {name}")
            lists[name] = words
    return lists


@functools.cache
def _index() -> Mapping[str, Any]:
    index: Mapping[str, Any] = _read("index.yaml")
    return index


def _read(name: str) -> Any:
    text = resources.files(__package__).joinpath("rulebook", name).read_text(encoding="utf-8")
    return yaml.safe_load(text)
