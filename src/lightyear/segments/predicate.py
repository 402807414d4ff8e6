"""What a single claim about contacts must be able to do, and where packages register theirs.

A predicate is a msgspec struct whose first key names it in a condition: {"agreed": "events", ...}.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any, Protocol, TypeVar
from uuid import UUID

from lightyear.contacts.models import Contact
from lightyear.workspaces import wall


class Malformed(ValueError):
    """What was given is no condition, or speaks of what this workspace doesn't have."""


class Statement:
    """A statement in the making: its values (c0, c1, …), and the contacts it is asked about, if not all."""

    def __init__(self, among: Sequence[UUID] | None = None) -> None:
        self.values: dict[str, Any] = {}
        self._among = None if among is None else f"{self.bind(list(among))}::uuid[]"

    def bind(self, value: object) -> str:
        """Keep a value; returns its placeholder."""
        name = f"c{len(self.values)}"
        self.values[name] = value
        return f"%({name})s"

    def only(self, column: str) -> str:
        """The restriction of a contact's id to those asked about, "" for all: every claim puts it in."""
        return "" if self._among is None else f" AND {column} = ANY({self._among})"


class Predicate(Protocol):
    """One claim. `sql` and `holds` must always agree: a property test holds them together."""

    def check(self) -> None:
        """Whether the workspace has what the claim speaks of. Raises Malformed."""
        ...

    def sql(self, statement: Statement, at: datetime) -> str:
        """A SELECT of the ids of contacts of whom the claim is true, of those asked about."""
        ...

    def holds(self, contact: Contact, at: datetime) -> bool: ...

    def say(self) -> str:
        """The claim as a clause in the active language."""
        ...


P = TypeVar("P", bound=Predicate)

_known: dict[str, type[Predicate]] = {}


def register(key: str) -> Callable[[type[P]], type[P]]:
    """Make a kind of claim known under the key that names it."""

    def keep(kind: type[P]) -> type[P]:
        _known[key] = kind
        return kind

    return keep


def kinds() -> Iterable[str]:
    return _known.keys()


def get(key: str) -> type[Predicate]:
    return _known[key]


def everybody(statement: Statement) -> str:
    """All contacts asked about who were not erased: what complements are taken from."""
    return (
        f"SELECT id FROM contacts_contact WHERE workspace_id = {statement.bind(wall.current())}"  # noqa: S608
        f" AND erased_at IS NULL{statement.only('id')}"
    )
