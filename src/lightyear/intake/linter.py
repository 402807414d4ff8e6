"""The minimal-data linter: what a form asks too much of, why, by which clause, and what to ask instead.

(45 CFR 164.502(b) minimum necessary; PIPL 6 minimum, 28-30 sensitive data.)
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from lightyear import guard
from lightyear.guard import rulebook
from lightyear.intake import edits, linter_conditions, linter_rules
from lightyear.intake.definition import Ask, Definition, Field, Text
from lightyear.intake.linter_conditions import Looked, Scan
from lightyear.intake.linter_rules import LEVELS, Remedy, Rule

Wordings = Mapping[tuple[str, str], Text]
"""(purpose, channel) to the wording in force."""

_UNDERSTOOD = "PIPL 17; GDPR 12(1)"
_LACKS: dict[str, tuple[str, Mapping[str, str]]] = {
    "zh-hans": (
        _UNDERSTOOD,
        {
            "en": "The form asks in Chinese too, but its Chinese page has no title of its own. Write one.",
            "zh": "表单也用中文提问，但中文页面没有自己的标题。请写一个中文标题。",
        },
    ),
    "en": (
        _UNDERSTOOD,
        {
            "en": "The form asks in English too, but its English page has no title of its own. Write one.",
            "zh": "表单也用英文提问，但英文页面没有自己的标题。请写一个英文标题。",
        },
    ),
}
"""Of a language, the clause and the reason: people must understand what they sign up for."""


ADDRESS = "text/address"
TEXTS = ("title", "intro", "button")
"""The words around the questions."""


class NoRemedy(LookupError):
    """The remark is not there any more, or one click can't mend it."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What the linter says of a place: `field/<key>`, `consent/<purpose>/<channel>`, `text/<name>`, ADDRESS.

    `level`: ok, note, too_much or must_go; `key` is the rule's; `reason` is {"en": …, "zh": …}.
    """

    place: str
    level: str
    key: str
    cite: str
    reason: Mapping[str, str]
    remedy: Remedy | None = None

    def say(self, language: str) -> str:
        """The reason in a language of the pages."""
        return self.reason["zh" if language.startswith("zh") else "en"]


@dataclass(frozen=True, slots=True, repr=False)
class Found:
    """What the guard finds in the words of one place; `words` are the author's own."""

    place: str
    category: str
    words: str
    detector: str


def lint(
    definition: Definition,
    *,
    purposes: Collection[str] | None = None,
    wordings: Wordings | None = None,
    scan: Scan = guard.scan,
    slug: str = "",
) -> list[Remark]:
    """Remarks on fields, consent questions and texts, where they are: each rule once, the gravest first.

    What is well gets one that says so if a rule praises it; a consent question without wording gets none.
    `purposes`: the keys that the organization declared, None to leave that unasked. `wordings`: what is
    in force for a consent question whose draft words nothing new. `scan`: how a text is read.
    `slug`: what the address of the form's hosted page ends in, "" to leave it out.
    """
    remarks = [remark for field in definition.fields for remark in _of_field(field, purposes, scan)]
    for ask in definition.consents:
        remarks += _of_consent(ask, ask.wording or (wordings or {}).get((ask.purpose, ask.channel), {}))
    for name in TEXTS:
        remarks += _of_text(name, getattr(definition, name), scan)
    if slug:
        remarks += of_address(slug, scan=scan)
    return remarks + _of_languages(definition)


def of_address(slug: str, *, scan: Scan = guard.scan) -> list[Remark]:
    """Remarks on what the address of a hosted page ends in."""
    return _judged(ADDRESS, "address", Looked(words=_readings(slug), scan=scan))


def findings(definition: Definition, *, scan: Scan = guard.scan, slug: str = "") -> list[Found]:
    """What the guard finds in questions, choices, texts and the address, each once for its place."""
    places: dict[str, list[str]] = {f"text/{name}": [*getattr(definition, name).values()] for name in TEXTS}
    places[ADDRESS] = [*_readings(slug)]
    for field in definition.fields:
        places[f"field/{field.key}"] = [
            *field.label.values(),
            *field.hint.values(),
            *linter_conditions.choices(field),
        ]
    found = [
        Found(place, one.category, text[one.start : one.end], one.detector)
        for place, texts in places.items()
        for text in texts
        for one in scan(text)
    ]
    return list(dict.fromkeys(found))


def must_go(remarks: Collection[Remark]) -> list[Remark]:
    """What stands against publishing."""
    return [remark for remark in remarks if remark.level == "must_go"]


def worst(remarks: Collection[Remark]) -> str:
    """The gravest level of some remarks, ok for none."""
    return max((remark.level for remark in remarks), key=LEVELS.index, default="ok")


def remedied(definition: Definition, *, place: str, rule: str) -> Definition:
    """The definition after one click on a remark's remedy. Raises NoRemedy or edits.Refused."""
    found = [remark for remark in lint(definition) if (remark.place, remark.key) == (place, rule)]
    remedy = found[0].remedy if found else None
    if remedy is None:
        raise NoRemedy
    return _REMEDIES[remedy.do](definition, place.removeprefix("field/"), remedy.details)


def _readings(slug: str) -> tuple[str, ...]:
    """A part of an address as it is written, and with its parts as words."""
    return slug, slug.replace("-", " ")


def _of_field(field: Field, purposes: Collection[str] | None, scan: Scan) -> list[Remark]:
    looked = Looked(
        words=tuple(field.label.values()),
        field=field,
        has_known_purpose=purposes is None or field.purpose in purposes,
        scan=scan,
    )
    return _judged(f"field/{field.key}", "field", looked)


def _of_consent(ask: Ask, wording: Text) -> list[Remark]:
    place = f"consent/{ask.purpose}/{ask.channel}"
    found: list[Remark] = []
    for words in wording.values():
        found += _judged(place, "wording", Looked(words=(words,))) + _of_copy(place, words)
    return _gravest(found)


def _of_text(name: str, text: Text, scan: Scan) -> list[Remark]:
    place = f"text/{name}"
    found = [remark for words in text.values() for remark in _of_copy(place, words)]
    return _gravest(found + _judged(place, "text", Looked(words=tuple(text.values()), scan=scan)))


def _of_languages(definition: Definition) -> list[Remark]:
    """A title that is missing in a language in which the form asks."""
    asked = {language for field in definition.fields for language, words in field.label.items() if words}
    titled = {language for language, words in definition.title.items() if words}
    missing = sorted(asked - titled)
    return [
        Remark("text/title", "note", f"title_lacks_{language}", *_LACKS[language]) for language in missing
    ]


def _judged(place: str, of: str, looked: Looked) -> list[Remark]:
    hits = [
        Remark(place, rule.level, rule.key, rule.cite, rule.reason, rule.remedy)
        for rule in linter_rules.rules()
        if rule.of == of and _matches(rule, looked)
    ]
    return _gravest(hits)


def _gravest(remarks: list[Remark]) -> list[Remark]:
    """Each rule once, the gravest first; praise only where nothing else was said, and once."""
    once = {remark.key: remark for remark in remarks}
    found = sorted(once.values(), key=lambda remark: -LEVELS.index(remark.level))
    blamed = [remark for remark in found if remark.level != "ok"]
    return blamed or found[:1]


def _matches(rule: Rule, looked: Looked) -> bool:
    if linter_conditions.says(looked.words, rule.unless):
        return False
    return linter_conditions.hold(rule.when, looked)


def _of_copy(place: str, words: str) -> list[Remark]:
    """What the advertising-copy checker objects to."""
    rules = {rule.key: rule for rule in rulebook.copy_rules()}
    return [
        Remark(
            place,
            "must_go" if rules[key].action == "block" else "note",
            key,
            rules[key].cite,
            rules[key].title,
        )
        for key in sorted({finding.rule for finding in guard.check_copy(words)})
    ]


def _replace(definition: Definition, key: str, details: Mapping[str, Any]) -> Definition:
    old = definition.field(key)
    wanted = {"purpose": old.purpose, "retention_days": old.retention_days, **details["field"]}
    taken = {field.key for field in definition.fields if field.key != key}
    new = msgspec.convert(wanted | {"required": old.required}, Field)
    if new.role and definition.field_with_role(new.role) not in (None, old):
        new = msgspec.structs.replace(new, role="")
    return edits.replace_field(definition, key, msgspec.structs.replace(new, key=edits.free(new.key, taken)))


def _changed(definition: Definition, key: str, **changes: Any) -> Definition:
    field = msgspec.structs.replace(definition.field(key), **changes)
    return edits.replace_field(definition, key, field)


_REMEDIES: dict[str, Callable[[Definition, str, Mapping[str, Any]], Definition]] = {
    "remove": lambda definition, key, details: edits.remove_field(definition, key),
    "make_optional": lambda definition, key, details: _changed(definition, key, required=False),
    "shorten": lambda definition, key, details: _changed(definition, key, retention_days=details["days"]),
    "hint": lambda definition, key, details: _changed(definition, key, hint=dict(details["hint"])),
    "replace": _replace,
}
