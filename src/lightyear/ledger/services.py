"""Writing to the ledger: part of every write's signature, in the writer's transaction."""

import hmac
from typing import Any

from lightyear.ledger import canonical
from lightyear.ledger.actors import Actor
from lightyear.ledger.models import Entry
from lightyear.workspaces import services as workspaces


def record(event: str, *, actor: Actor, subject: bytes | None = None, **facts: Any) -> Entry:
    """Write one entry in the open transaction and workspace; if it can't be written, the action fails.

    `subject` is a reference made by `reference`; `facts` hold keys, rule names, counts and hashes
    (str, int, bool, None, and lists or dicts of them), never contents. Anything else is a TypeError,
    because it could never be sealed.
    """
    canonical.encode(facts)
    entry = Entry.objects.create(event=event, actor=str(actor), subject=subject, facts=facts)
    workspaces.schedule("ledger.seal")
    return entry


def reference(kind: str, identifier: str, *, salt: bytes) -> bytes:
    """A reference to a person that destroying the salt makes meaningless: HMAC-SHA256, 32 bytes."""
    return hmac.digest(salt, f"{kind}\0{identifier}".encode(), "sha256")
