"""Which contacts are meant: {"all": […]}, {"any": […]}, {"not": {…}} over single claims.

One condition has three forms that agree: a set of ids in SQL, an answer for one contact in Python, and a
sentence. Sets are joined by UNION, INTERSECT and EXCEPT over indexes that row-level security leaves usable.
An erased contact meets no condition.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from django.utils import translation
from django.utils.translation import gettext as _

from lightyear.contacts.models import Contact
from lightyear.kit import clock
from lightyear.segments import claims as claims  # registers the claims of this package
from lightyear.segments import predicate
from lightyear.segments.predicate import Malformed, Predicate, Statement

DEPTH = 8
CLAIMS = 60


@dataclass(frozen=True, slots=True)
class All:
    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Either:
    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: "Condition"


Condition = All | Either | Not | Predicate


def read(raw: object) -> Condition:
    """A condition whose properties and purposes this workspace has. Raises Malformed."""
    condition = parse(raw)
    for claim in _claims(condition):
        claim.check()
    return condition


def parse(raw: object) -> Condition:
    """A well-formed condition; what it speaks of may have gone since it was read. Raises Malformed."""
    condition = _parse(raw, depth=0)
    if sum(1 for _claim in _claims(condition)) > CLAIMS:
        raise Malformed(f"A condition makes at most {CLAIMS} claims.")
    return condition


def sql(
    condition: Condition, *, at: datetime | None = None, among: Sequence[UUID] | None = None
) -> tuple[str, dict[str, Any]]:
    """A SELECT of the ids of contacts who meet the condition, and its parameters (c0, c1, …).

    With `among` only these are looked at: a few cost a few look-ups, however many others there are.
    """
    statement = Statement(among)
    chosen = _set(condition, statement, at or clock.now())
    whole = (
        f"SELECT s.id FROM ({chosen}) s (id) JOIN contacts_contact c ON c.id = s.id WHERE c.erased_at IS NULL"  # noqa: S608
    )
    return whole, statement.values


def holds(condition: Condition, contact: Contact, *, at: datetime | None = None) -> bool:
    """Whether one contact meets the condition: the same answer as the set."""
    return contact.erased_at is None and _holds(condition, contact, at or clock.now())


def say(condition: Condition, language: str) -> str:
    """The condition as a clause that can follow "if"."""
    with translation.override(language):
        return _say(condition)


def _parse(raw: object, *, depth: int) -> Condition:
    if depth > DEPTH or not isinstance(raw, dict):
        raise Malformed(f"A condition is an object, nested at most {DEPTH} deep.")
    names = [key for key in raw if key in ("all", "any", "not") or key in predicate.kinds()]
    if len(names) != 1:
        raise Malformed(f"A condition has exactly one of: all, any, not, {', '.join(predicate.kinds())}.")
    name = names[0]
    if name not in ("all", "any", "not"):
        return _claim(name, raw)
    if len(raw) > 1:
        raise Malformed(f"Nothing stands beside {name!r}.")
    if name == "not":
        return Not(_parse(raw["not"], depth=depth + 1))
    if not isinstance(raw[name], list | tuple) or not raw[name]:
        raise Malformed(f"{name!r} takes a list of at least one condition.")
    parts = tuple(_parse(part, depth=depth + 1) for part in raw[name])
    return All(parts) if name == "all" else Either(parts)


def _claim(name: str, raw: object) -> Predicate:
    try:
        return msgspec.convert(raw, predicate.get(name))
    except msgspec.ValidationError as error:
        raise Malformed(str(error)) from None


def _claims(condition: Condition) -> Iterator[Predicate]:
    match condition:
        case All(parts) | Either(parts):
            for part in parts:
                yield from _claims(part)
        case Not(part):
            yield from _claims(part)
        case claim:
            yield claim


def _set(condition: Condition, statement: Statement, at: datetime) -> str:
    match condition:
        case All(parts):
            return _intersection(parts, statement, at)
        case Either(parts):
            return " UNION ".join(f"({_set(part, statement, at)})" for part in parts)
        case Not():
            return _intersection((condition,), statement, at)
        case claim:
            return claim.sql(statement, at)


def _intersection(parts: tuple[Condition, ...], statement: Statement, at: datetime) -> str:
    """What is denied is taken from what is claimed: everybody is looked at only when nothing is claimed."""
    claimed = [f"({_set(part, statement, at)})" for part in parts if not isinstance(part, Not)]
    denied = [f"({_set(part.part, statement, at)})" for part in parts if isinstance(part, Not)]
    base = " INTERSECT ".join(claimed or [f"({predicate.everybody(statement)})"])
    return " EXCEPT ".join([f"({base})", *denied])


def _holds(condition: Condition, contact: Contact, at: datetime) -> bool:
    match condition:
        case All(parts):
            return all(_holds(part, contact, at) for part in parts)
        case Either(parts):
            return any(_holds(part, contact, at) for part in parts)
        case Not(part):
            return not _holds(part, contact, at)
        case claim:
            return claim.holds(contact, at)


def _say(condition: Condition) -> str:
    match condition:
        case All(parts):
            return _(" and ").join(_inner(part) for part in parts)
        case Either(parts):
            return _(" or ").join(_inner(part) for part in parts)
        case Not(part):
            return _("not (%(condition)s)") % {"condition": _say(part)}
        case claim:
            return claim.say()


def _inner(condition: Condition) -> str:
    said = _say(condition)
    return f"({said})" if isinstance(condition, All | Either) and len(condition.parts) > 1 else said
