"""The sealed profile: contact points and whatever else of a person is not kept in clear."""

import json
from dataclasses import dataclass, field
from typing import Any

from lightyear.contacts.models import Contact
from lightyear.workspaces import keys


class Erased(LookupError):
    """The contact was erased: nobody can open her profile any more."""


@dataclass(slots=True)
class Profile:
    """`points`: kind -> value (normalized); `sensitive`: property key -> value."""

    points: dict[str, str] = field(default_factory=dict)
    sensitive: dict[str, Any] = field(default_factory=dict)


def read(contact: Contact) -> Profile:
    """Open a contact's profile; raises Erased."""
    if contact.profile is None:
        if contact.erased_at is not None:
            raise Erased
        return Profile()
    return Profile(**json.loads(unseal_for(contact, contact.profile)))


def write(contact: Contact, profile: Profile) -> None:
    """Seal a profile into the contact's row, without saving it."""
    content = {"points": profile.points, "sensitive": profile.sensitive}
    contact.profile = seal_for(contact, json.dumps(content, ensure_ascii=False).encode())


def seal_for(contact: Contact, plain: bytes) -> bytes:
    """Seal something under the contact's data key, which is made on first use."""
    if contact.wrapped_key is None:
        contact.wrapped_key = keys.wrap(keys.new_key(), bound_to=contact.id)
    return keys.seal(plain, key=_data_key(contact), bound_to=contact.id.bytes)


def unseal_for(contact: Contact, sealed: keys.Sealed) -> bytes:
    """Open what `seal_for` sealed; raises Erased."""
    return keys.unseal(sealed, key=_data_key(contact), bound_to=contact.id.bytes)


def _data_key(contact: Contact) -> bytes:
    if contact.wrapped_key is None:
        raise Erased
    return keys.unwrap(contact.wrapped_key, bound_to=contact.id)
