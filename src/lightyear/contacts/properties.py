"""Properties: what the organization declared that it keeps of contacts, and their values.

A value enters as a part of a `Cleared` payload; what is not declared has nowhere to go (PIPL 6).
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django.db import transaction

from lightyear.contacts import profile, services
from lightyear.contacts.models import Contact, Property, PropertyValue, Sensitivity
from lightyear.gate.services import Cleared
from lightyear.guard import types
from lightyear.ledger import services as ledger
from lightyear.ledger.actors import Actor

PART = "property:"
"""Before a property's key, the name of its part in a payload."""

RESERVED = frozenset({"email", "phone", "name", "region", "language", "stage", "source"})
"""Keys that mean what every contact has."""

CLEAR_IF_DECLARED = frozenset({"name", "date"})
"""Categories that may stand in clear: a name is there anyway, and conditions ask for dates."""

ALWAYS_SENSITIVE = frozenset({*types.CATEGORIES, types.HEALTH}) - CLEAR_IF_DECLARED
"""Categories that are sealed whatever was declared (45 CFR 164.312(a)(2)(iv); PIPL 28)."""

LONGEST = {Sensitivity.CLEAR: 240, Sensitivity.SENSITIVE: 2000}
"""How many characters a text may have."""

LARGEST = Decimal(10) ** 14
SMALLEST = Decimal("0.0001")

Value = str | int | float | bool | date | Decimal


class Reserved(ValueError):
    """The key means something that every contact has."""


class Differs(ValueError):
    """A property with this key is declared otherwise."""


class Undeclared(LookupError):
    """Some keys are no declared property's; `keys` says which."""

    def __init__(self, keys: Collection[str]) -> None:
        super().__init__("undeclared properties")
        self.keys = sorted(keys)


class Unfit(ValueError):
    """A value is not of its property's type, or not any more since the gate took something out of it."""

    def __init__(self, key: str) -> None:
        super().__init__("a value is not of its property's type")
        self.key = key


@transaction.atomic
def declare(
    *,
    key: str,
    name_en: str,
    name_zh: str,
    type: str,
    category: str,
    is_sensitive: bool,
    purpose: str,
    by: Actor,
) -> tuple[Property, bool]:
    """The property, and whether it is new. Safe to repeat. Raises Reserved, Differs.

    `category` is one of the guard's, "health_context" or "" for what says nothing about who somebody is.
    """
    if key in RESERVED:
        raise Reserved
    is_sealed = is_sensitive or category in ALWAYS_SENSITIVE
    wanted = {
        "name_en": name_en,
        "name_zh": name_zh,
        "type": type,
        "category": category,
        "sensitivity": Sensitivity.SENSITIVE if is_sealed else Sensitivity.CLEAR,
        "purpose": purpose,
    }
    found, is_new = Property.objects.get_or_create(key=key, defaults=wanted)
    if any(getattr(found, name) != value for name, value in wanted.items()):
        raise Differs
    if is_new:
        ledger.record("property.declared", actor=by, property=key, category=category, purpose=purpose)
    return found, is_new


def declared(keys: Collection[str]) -> dict[str, Property]:
    """The properties with these keys. Raises Undeclared."""
    found = {one.key: one for one in Property.objects.filter(key__in=keys)}
    if missing := set(keys) - found.keys():
        raise Undeclared(missing)
    return found


def as_text(declared: Property, value: Value) -> str:
    """A value in the form in which the gate reads it. Raises Unfit."""
    if isinstance(value, bool):
        text = "true" if value else "false"
    elif isinstance(value, int | float):
        text = _plain(declared, value)
    else:
        text = str(value).strip()
    _typed(declared, text)
    return text


def write(
    cleared: Cleared[Mapping[str, str]] | None, *, contact: Contact, named: Mapping[str, Property]
) -> list[str]:
    """Give the contact the cleared value of each named property, or none where there is no part for it.

    Returns the keys that changed. The contact's row is not saved. Raises Unfit.
    """
    parts = cleared.payload if cleared else {}
    sealed = profile.read(contact)
    changed = []
    for key, one in named.items():
        text = parts.get(f"{PART}{key}")
        value = None if text is None else _typed(one, text)
        is_sealed = one.sensitivity == Sensitivity.SENSITIVE
        if _seal(sealed, key, text) if is_sealed else _keep(contact, one, value):
            changed.append(key)
    profile.write(contact, sealed)
    return changed


def values(contacts: Iterable[Contact]) -> dict[UUID, dict[str, Any]]:
    """The values in clear of each contact, by property key."""
    found: dict[UUID, dict[str, Any]] = {}
    for row in PropertyValue.objects.filter(contact__in=list(contacts)).select_related("property"):
        found.setdefault(row.contact_id, {})[row.property.key] = getattr(row, row.property.type)
    return found


def sealed_keys(contact: Contact) -> list[str]:
    """Which sensitive properties have a value; none when she was erased."""
    try:
        return sorted(profile.read(contact).sensitive)
    except profile.Erased:
        return []


@transaction.atomic
def reveal(contact: Contact, *, key: str, reason: str, by: Actor) -> Any:
    """A sensitive value, for a reason that goes to the ledger. Raises KeyError when there is none."""
    declared = Property.objects.filter(key=key, sensitivity=Sensitivity.SENSITIVE).first()
    if declared is None:
        raise KeyError
    value = _typed(declared, profile.read(contact).sensitive[key])
    ledger.record(
        "contact.revealed", actor=by, subject=services.reference(contact), property=key, reason=reason
    )
    return value


def _seal(sealed: profile.Profile, key: str, text: str | None) -> bool:
    before = sealed.sensitive.pop(key, None)
    if text is not None:
        sealed.sensitive[key] = text
    return bool(before != text)


def _keep(contact: Contact, declared: Property, value: Any) -> bool:
    rows = PropertyValue.objects.filter(contact=contact, property=declared)
    before = rows.values_list(declared.type, flat=True).first()
    if before == value:
        return False
    if value is None:
        rows.delete()
    else:
        PropertyValue.objects.update_or_create(
            contact=contact, property=declared, defaults={declared.type: value}
        )
    return True


def _typed(declared: Property, text: str) -> Any:
    """The value that a text says, in the type of its column."""
    try:
        if declared.type == Property.Type.NUMBER:
            return _number(text)
        if declared.type == Property.Type.DATE:
            return date.fromisoformat(text)
        if declared.type == Property.Type.BOOLEAN:
            return {"true": True, "false": False}[text]
    except (ValueError, KeyError, InvalidOperation):
        raise Unfit(declared.key) from None
    if not text or len(text) > LONGEST[Sensitivity(declared.sensitivity)]:
        raise Unfit(declared.key)
    return text


def _number(text: str) -> Decimal:
    number = Decimal(text)
    if not number.is_finite() or abs(number) >= LARGEST:
        raise ValueError("out of range")
    if number != number.quantize(SMALLEST):
        raise ValueError("more than four decimals")
    return number


def _plain(declared: Property, value: int | float) -> str:
    """A number without exponent, as a person would write it."""
    if declared.type != Property.Type.NUMBER or not abs(value) < LARGEST:
        raise Unfit(declared.key)
    return f"{Decimal(str(value)):f}"
