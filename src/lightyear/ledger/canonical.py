"""The exact bytes that leaves cover, heads sign and exports hold. Pure, shared with the offline verifier.

Canonical JSON: sorted keys, no spaces, UTF-8, and only strings, whole numbers, true, false, null,
lists and objects, so that equal values have equal bytes in every language.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from uuid import UUID

FORMAT = 1
"""The version of the export's lines."""

ENTRY_FIELDS = frozenset({"id", "workspace", "at", "event", "actor", "subject", "facts"})

HEAD_CONTEXT = b"lightyear ledger head 1\n"
"""Goes before the signed bytes, so that a signature made for something else never passes for a head."""

_json = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def encode(value: object) -> bytes:
    """Canonical JSON; TypeError for anything but str, int, bool, None, list and dict with str keys."""
    _check(value)
    return _json.encode(value).encode()


def assembled(fields: Mapping[str, bytes]) -> bytes:
    """The canonical JSON of an object whose values are canonical already."""
    return b"{%b}" % b",".join(b"%b:%b" % (encode(name), fields[name]) for name in sorted(fields))


def entry(
    *,
    entry_id: UUID,
    workspace_id: UUID,
    at: datetime,
    event: str,
    actor: str,
    subject: bytes | None,
    facts: object,
) -> bytes:
    """The bytes of an entry that its leaf covers: identifiers and hashes in lower-case text."""
    return encode(
        {
            "id": str(entry_id),
            "workspace": str(workspace_id),
            "at": moment(at),
            "event": event,
            "actor": actor,
            "subject": None if subject is None else subject.hex(),
            "facts": facts,
        }
    )


def head(
    *, workspace_id: UUID, size: int, previous: int, root: bytes, signed_at: datetime
) -> dict[str, str | int]:
    """What a head says: the root over the first `size` leaves, after the head over `previous`."""
    return {
        "workspace": str(workspace_id),
        "size": size,
        "previous": previous,
        "root": root.hex(),
        "signed_at": moment(signed_at),
    }


def signed_bytes(head: Mapping[str, object]) -> bytes:
    """What the Ed25519 signature of a head covers."""
    return HEAD_CONTEXT + encode(dict(head))


def moment(at: datetime) -> str:
    """UTC with microseconds, as in 2026-03-01T09:30:00.000000Z."""
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def header_line(*, workspace: str, public_key: str, size: int) -> bytes:
    ledger = {"format": FORMAT, "workspace": workspace, "public_key": public_key, "size": size}
    return encode({"ledger": ledger}) + b"\n"


def entry_line(entry: bytes, *, leaf: bytes, seq: int) -> bytes:
    """An export's line of an entry, put together from bytes that are canonical already."""
    return b'{"entry":%b,"leaf":"%b","seq":%d}\n' % (entry, leaf.hex().encode(), seq)


def head_line(head: Mapping[str, object], *, signature: str) -> bytes:
    return encode({"head": dict(head), "signature": signature}) + b"\n"


def end_line(*, entries: int, heads: int, root: bytes, sha256: bytes) -> bytes:
    """The last line: what the lines above add up to, and their SHA-256."""
    end = {"entries": entries, "heads": heads, "root": root.hex(), "sha256": sha256.hex()}
    return encode({"end": end}) + b"\n"


def _check(value: object) -> None:
    if value is None or isinstance(value, str | int):
        return
    if isinstance(value, list):
        for item in value:
            _check(item)
        return
    if not isinstance(value, dict):
        raise TypeError(f"{type(value).__name__} has no canonical form.")
    for key, item in value.items():
        if not isinstance(key, str):
            raise TypeError(f"A key of type {type(key).__name__} has no canonical form.")
        _check(item)
