"""Who did something, as a plain value that the ledger can keep."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Actor:
    """`kind`: staff, key (of the API), visitor, contact, system; `name`: an identifier, no person's name."""

    kind: str
    name: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.name}"

    @classmethod
    def staff(cls, user_id: UUID) -> "Actor":
        return cls("staff", str(user_id))

    @classmethod
    def key(cls, key_id: UUID) -> "Actor":
        """A program, by the API key that a member of staff answers for."""
        return cls("key", str(key_id))

    @classmethod
    def visitor(cls, via: str) -> "Actor":
        return cls("visitor", via)

    @classmethod
    def contact(cls) -> "Actor":
        """The contact an entry is about: its subject says who, as long as her salt exists."""
        return cls("contact", "self")

    @classmethod
    def system(cls, part: str) -> "Actor":
        return cls("system", part)
