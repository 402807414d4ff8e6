"""Sealing: giving entries their place in the sequence and signing the tree over them.

Sealing inserts leaves and a head and updates nothing. What isn't sealed yet is found by an anti-join,
never by comparing identifiers or times: an entry written earlier may commit later.
"""

import base64
import os
import secrets
from functools import lru_cache
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.db import connection, transaction

from lightyear.kit import clock, ids, locks
from lightyear.ledger import canonical, merkle, queries
from lightyear.ledger.models import Entry, Head
from lightyear.workspaces import wall

SEED_BYTES = 32

# The hashes come as one string: an array of thousands of them takes longer to write than to insert.
INSERT_LEAVES = """
INSERT INTO ledger_leaf (workspace_id, id, entry_id, seq, digest, node)
SELECT %s, leaf_id, entry_id, %s + place - 1,
       substring(%s::bytea FROM 32 * place::int - 31 FOR 32),
       substring(%s::bytea FROM 32 * place::int - 31 FOR 32)
FROM unnest(%s::uuid[], %s::uuid[]) WITH ORDINALITY AS placed (leaf_id, entry_id, place)
"""


class SigningKeyUnavailable(RuntimeError):
    """The ledger's signing key is missing or isn't one."""


class HeadBroken(RuntimeError):
    """The last head was altered, or signed by another key: sealing on top of it would hide that."""


@transaction.atomic
def seal(limit: int = 5000) -> int:
    """Seal up to `limit` waiting entries of the open workspace and sign a head; returns how many.

    Takes those of the earliest transactions first and orders them by (at, id). Sealers of one
    workspace wait for each other. Raises SigningKeyUnavailable, HeadBroken.
    """
    locks.hold(b"ledger.seal" + wall.current().bytes)
    key = _signing_key()
    head = queries.last_head()
    frontier = _resume(head, key)
    # Before the entries are read: whoever ended by now is visible to the statement that reads them.
    horizon = queries.horizon()
    entries = _waiting(head, horizon, limit)
    if not entries:
        return 0
    settled = horizon.settled
    if len(entries) == limit:
        settled = min(settled, entries[-1].xact)
    _insert_leaves(sorted(entries, key=lambda entry: (entry.at, entry.id)), frontier)
    _sign(frontier, previous=head.size if head else 0, settled=settled, key=key)
    return len(entries)


def statement(head: Head) -> dict[str, str | int]:
    """What a stored head says and its signature covers."""
    return canonical.head(
        workspace_id=wall.current(),
        size=head.size,
        previous=head.previous,
        root=bytes(head.root),
        signed_at=head.signed_at,
    )


def public_key() -> bytes:
    """The Ed25519 key (RFC 8032) that verifies this installation's heads, 32 bytes."""
    return _signing_key().public_key().public_bytes_raw()


def ensure_signing_key() -> Path | None:
    """Create a new installation's key file (0600); None when the environment holds the key."""
    if _key_in_environment():
        return None
    path = _key_file()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path
    with os.fdopen(descriptor, "wb") as file:
        file.write(base64.b64encode(secrets.token_bytes(SEED_BYTES)) + b"\n")
    return path


def _resume(head: Head | None, key: Ed25519PrivateKey) -> merkle.Frontier:
    """The frontier to go on from, once the last head is known to be the one that was signed."""
    if head is None:
        return merkle.Frontier()
    try:
        frontier = merkle.Frontier(head.size, (bytes(node) for node in head.frontier))
        key.public_key().verify(bytes(head.signature), canonical.signed_bytes(statement(head)))
    except (ValueError, InvalidSignature):
        raise HeadBroken from None
    if frontier.root() != bytes(head.root):
        raise HeadBroken
    return frontier


def _waiting(head: Head | None, horizon: queries.Horizon, limit: int) -> list[Entry]:
    """The entries to seal, sought among all of them by the first seal of a day that has any to seal.

    A database restored into another server, which counts transactions anew, keeps the old numbers of its
    entries: there, too, all of them are looked at.
    """
    if head is None or head.settled > horizon.newest:
        return list(queries.unsealed(head, None)[:limit])
    recent = list(queries.unsealed(head, horizon)[:limit])
    if recent and head.signed_at.date() != clock.now().date():
        return list(queries.unsealed(head, None)[:limit])
    return recent


def _insert_leaves(entries: list[Entry], frontier: merkle.Frontier) -> None:
    first = frontier.size
    leaves = [merkle.leaf_hash(queries.canonical_bytes(entry)) for entry in entries]
    nodes = [frontier.append(leaf) for leaf in leaves]
    parameters: list[Any] = [
        wall.current(),
        first,
        b"".join(leaves),
        b"".join(nodes),
        [ids.new() for _ in entries],
        [entry.id for entry in entries],
    ]
    with connection.cursor() as cursor:
        cursor.execute(INSERT_LEAVES, parameters)


def _sign(frontier: merkle.Frontier, *, previous: int, settled: int, key: Ed25519PrivateKey) -> None:
    head = Head(
        size=frontier.size,
        previous=previous,
        root=frontier.root(),
        frontier=frontier.nodes,
        settled=settled,
        signed_at=clock.now(),
    )
    head.signature = key.sign(canonical.signed_bytes(statement(head)))
    head.save(force_insert=True)


def _signing_key() -> Ed25519PrivateKey:
    return _decoded(_key_in_environment() or _read_key_file())


def _key_in_environment() -> str:
    return str(getattr(settings, "LIGHTYEAR_LEDGER_KEY", ""))


@lru_cache(maxsize=4)
def _decoded(encoded: str) -> Ed25519PrivateKey:
    try:
        return Ed25519PrivateKey.from_private_bytes(base64.b64decode(encoded, validate=True))
    except ValueError:
        raise SigningKeyUnavailable("The ledger's key must be 32 bytes in base64.") from None


def _read_key_file() -> str:
    path = _key_file()
    try:
        return path.read_text().strip()
    except OSError as error:
        raise SigningKeyUnavailable(f"The ledger's key {path} can't be read: {error.strerror}.") from None


def _key_file() -> Path:
    return Path(settings.LIGHTYEAR_HOME) / "keys" / "ledger.key"
