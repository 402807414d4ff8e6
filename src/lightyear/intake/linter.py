"""The minimal-data linter: what a form asks too much of, why, by which clause, and what to ask instead.

(45 CFR 164.502(b) minimum necessary; PIPL 6 minimum, 28-30 sensitive data.)
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from lightyear import guard
from lightyear.guard import rulebook, types
from lightyear.intake import edits, linter_rules
from lightyear.intake.definition import Ask, Definition, Field, Text
from lightyear.intake.linter_rules import LEVELS, Remedy, Rule

Wordings = Mapping[tuple[str, str], Text]
"""(purpose, channel) to the wording in force."""

Scan = Callable[[str], list[guard.Finding]]
"""How a text is read: by the guard alone, or but for what is no finding in a workspace."""

_SPECIALTIES = {"lexicon.specialties"}
_GENERAL = _SPECIALTIES | {"lexicon.general"}
_NUMBERS = frozenset(
    ("ssn", "mrn", "health_plan_id", "cn_id", "cn_medical_id", "account", "email_hash", "phone_hash")
)
"""What no organization prints for everybody to read; names, days and telephones it may."""

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


@dataclass(frozen=True, slots=True)
class _Looked:
    """One place as the rules see it."""

    words: tuple[str, ...]
    field: Field | None = None
    has_known_purpose: bool = True
    scan: Scan = guard.scan


def lint(
    definition: Definition,
    *,
    purposes: Collection[str] | None = None,
    wordings: Wordings | None = None,
    scan: Scan = guard.scan,
    slug: str = "",
) -> list[Remark]:
    """Remarks on every field, consent question and text, at least one for each field and consent.

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
    return _judged(ADDRESS, "address", _Looked(words=_readings(slug), scan=scan))


def findings(definition: Definition, *, scan: Scan = guard.scan, slug: str = "") -> list[Found]:
    """What the guard finds in questions, choices, texts and the address, each once for its place."""
    places: dict[str, list[str]] = {f"text/{name}": [*getattr(definition, name).values()] for name in TEXTS}
    places[ADDRESS] = [*_readings(slug)]
    for field in definition.fields:
        places[f"field/{field.key}"] = [*field.label.values(), *field.hint.values(), *_choices(field)]
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
    looked = _Looked(
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
        found += _judged(place, "wording", _Looked(words=(words,))) + _of_copy(place, words)
    return _gravest(found)


def _of_text(name: str, text: Text, scan: Scan) -> list[Remark]:
    place = f"text/{name}"
    found = [remark for words in text.values() for remark in _of_copy(place, words)]
    return _gravest(found + _judged(place, "text", _Looked(words=tuple(text.values()), scan=scan)))


def _of_languages(definition: Definition) -> list[Remark]:
    """A title that is missing in a language in which the form asks."""
    asked = {language for field in definition.fields for language, words in field.label.items() if words}
    titled = {language for language, words in definition.title.items() if words}
    missing = sorted(asked - titled)
    return [
        Remark("text/title", "note", f"title_lacks_{language}", *_LACKS[language]) for language in missing
    ]


def _judged(place: str, of: str, looked: _Looked) -> list[Remark]:
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


def _matches(rule: Rule, looked: _Looked) -> bool:
    if _says(looked.words, rule.unless):
        return False
    return _holds(rule.when, looked)


def _holds(when: Mapping[str, Any], looked: _Looked) -> bool:
    for name, wanted in when.items():
        if name == "any":
            if not any(_holds(alternative, looked) for alternative in wanted):
                return False
        elif not _CONDITIONS[name](looked, wanted):
            return False
    return True


def _says(words: Collection[str], patterns: Collection[str]) -> bool:
    return any(linter_rules.pattern(source).search(text) for source in patterns for text in words)


def _field(looked: _Looked) -> Field:
    assert looked.field is not None  # noqa: S101 (rules on fields look at fields)
    return looked.field


def _offers_health(looked: _Looked, wanted: bool) -> bool:
    return _speak_of_health(looked, _choices(_field(looked)), but_for=_GENERAL) == wanted


def _is_about_health(looked: _Looked, wanted: bool) -> bool:
    return _speak_of_health(looked, looked.words, but_for=_SPECIALTIES) == wanted


def _names_condition(looked: _Looked, wanted: bool) -> bool:
    return _speak_of_health(looked, looked.words, but_for=types.CARE) == wanted


def _numbers_somebody(looked: _Looked, wanted: bool) -> bool:
    field = looked.field
    texts = [*looked.words, *(field.hint.values() if field else ()), *(_choices(field) if field else ())]
    found = {finding.category for text in texts for finding in looked.scan(text)}
    return bool(found & _NUMBERS) == wanted


def _choices(field: Field) -> list[str]:
    return [text for choice in field.choices for text in choice.label.values()]


def _speak_of_health(looked: _Looked, texts: Collection[str], *, but_for: Collection[str]) -> bool:
    return any(
        finding.category == guard.HEALTH and finding.detector not in but_for
        for text in texts
        for finding in looked.scan(text)
    )


_CONDITIONS: dict[str, Callable[[_Looked, Any], bool]] = {
    "says": lambda looked, wanted: _says(looked.words, wanted),
    "lacks": lambda looked, wanted: not _says(looked.words, wanted),
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
