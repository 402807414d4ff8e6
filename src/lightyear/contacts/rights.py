"""What the installation holds of a person across all packages: for taking it along, and for erasing it.

GDPR 15, 17, 20; PIPL 45, 47. Each package says in its own `rights` module, for each table that points at
contacts, what goes into an export and what becomes of the rows when a contact is erased.
"""

from collections.abc import Callable
from typing import Any

from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from lightyear.contacts import profile
from lightyear.contacts.models import Contact, ContactPoint, Event, PropertyValue

Export = Callable[[Contact], Any]
"""Gives what a table holds of a contact, as JSON writes it; moments may stay moments."""
Erase = Callable[[Contact], int]
"""Destroys what a table holds of a contact; returns how many rows changed."""

_exports: dict[str, tuple[str, Export]] = {}
_erasures: dict[str, Erase] = {}
_kept: dict[str, str | Promise] = {}


def on_export(table: str, *, section: str) -> Callable[[Export], Export]:
    """Register what a table ("intake.Submission") adds to an export, under the name of a section."""

    def register(export: Export) -> Export:
        _exports[table] = (section, export)
        return export

    return register


def on_erase(table: str) -> Callable[[Erase], Erase]:
    """Register what of a table is destroyed with a contact; runs while her key still opens things."""

    def register(erase: Erase) -> Erase:
        _erasures[table] = erase
        return erase

    return register


def remains(table: str, why: str | Promise) -> None:
    """Say to those who erase what stays of a table's rows, and why."""
    _kept[table] = why


def everything(contact: Contact) -> dict[str, Any]:
    """All that is held of a contact, opened, by section. Raises profile.Erased."""
    _load()
    return _herself(contact) | {section: export(contact) for section, export in _exports.values()}


def destroy(contact: Contact) -> dict[str, int]:
    """Run every registered erasure; returns how many rows of each table changed."""
    _load()
    return {table: erase(contact) for table, erase in sorted(_erasures.items())}


def remaining() -> list[str]:
    """What stays after an erasure, in sentences."""
    _load()
    return list(dict.fromkeys(str(why) for _table, why in sorted(_kept.items())))


def exported() -> set[str]:
    """The tables that an export covers."""
    _load()
    return set(_exports)


def settled() -> set[str]:
    """The tables of which it is said what an erasure does to them."""
    _load()
    return set(_erasures) | set(_kept)


def _load() -> None:
    """Higher packages register themselves; this one can't import them."""
    autodiscover_modules("rights")


def _herself(contact: Contact) -> dict[str, Any]:
    names = ("code", "name", "language", "region", "stage", "source", "created_at", "confirmed_at")
    opened = profile.read(contact)
    return {
        "contact": {name: getattr(contact, name) for name in names} | {"id": str(contact.id)},
        "sensitive": opened.sensitive,
    }


@on_export("contacts.ContactPoint", section="points")
def _export_points(contact: Contact) -> list[dict[str, Any]]:
    confirmed = dict(contact.points.values_list("kind", "confirmed_at"))
    return [
        {"kind": kind, "value": value, "confirmed_at": confirmed.get(kind)}
        for kind, value in profile.read(contact).points.items()
    ]


@on_erase("contacts.ContactPoint")
def _erase_points(contact: Contact) -> int:
    return ContactPoint.objects.filter(contact=contact).delete()[0]


@on_export("contacts.PropertyValue", section="properties")
def _export_values(contact: Contact) -> dict[str, Any]:
    rows = PropertyValue.objects.filter(contact=contact).select_related("property")
    return {row.property.key: getattr(row, row.property.type) for row in rows}


@on_erase("contacts.PropertyValue")
def _erase_values(contact: Contact) -> int:
    return PropertyValue.objects.filter(contact=contact).delete()[0]


@on_export("contacts.Event", section="timeline")
def _export_events(contact: Contact) -> list[dict[str, Any]]:
    found = Event.objects.filter(contact=contact).order_by("at", "id")
    return [{"at": event.at, "kind": event.kind, "facts": event.facts} for event in found]


remains("contacts.Event", _("When something happened, under a number and without a name."))
