"""The key chain: a master key outside the database wraps one key per workspace, which wraps data keys.

AES-256-GCM throughout (NIST SP 800-38D, 96-bit random nonces); every ciphertext is bound to the
identifier of what it belongs to, so that it can't be moved to another row.
"""

import base64
import hmac
import os
import secrets
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand
from django.conf import settings

from lightyear.workspaces import models, wall

Sealed = bytes | memoryview
"""Binary columns come from the database as either."""

KEY_BYTES = 32
NONCE_BYTES = 12


class KeyUnavailable(RuntimeError):
    """The master key is missing or doesn't fit the database."""


class SealBroken(ValueError):
    """A sealed value was altered, moved, or its key is not the right one."""


def new_key() -> bytes:
    return secrets.token_bytes(KEY_BYTES)


def seal(plain: bytes, *, key: bytes, bound_to: bytes) -> bytes:
    """Encrypt: 12 bytes of nonce, then ciphertext and tag."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, bound_to)


def unseal(sealed: Sealed, *, key: bytes, bound_to: bytes) -> bytes:
    """Decrypt what `seal` made; raises SealBroken."""
    try:
        return AESGCM(key).decrypt(bytes(sealed[:NONCE_BYTES]), bytes(sealed[NONCE_BYTES:]), bound_to)
    except InvalidTag:
        raise SealBroken from None


def wrap_for_new_workspace(workspace_id: UUID) -> bytes:
    """A fresh workspace key, wrapped by the master key."""
    return seal(new_key(), key=master_key(), bound_to=workspace_id.bytes)


def wrap(data_key: bytes, *, bound_to: UUID) -> bytes:
    """Wrap a data key by the key of the workspace whose wall is open."""
    return seal(data_key, key=_workspace_key(wall.current()), bound_to=bound_to.bytes)


def unwrap(wrapped: Sealed, *, bound_to: UUID) -> bytes:
    return unseal(wrapped, key=_workspace_key(wall.current()), bound_to=bound_to.bytes)


def blind_index(kind: str, value: str) -> bytes:
    """A keyed look-up token of an exact value, 32 bytes; equal values of two workspaces differ."""
    key = _derived(wall.current(), b"blind-index")
    return hmac.digest(key, f"{kind}\0{value}".encode(), "sha256")


def ensure_master_key() -> Path | None:
    """Create a new installation's key file (0600); None when the environment holds the key."""
    if settings.LIGHTYEAR_MASTER_KEY:
        return None
    path = _key_file()
    if path.exists():
        return path
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(base64.b64encode(new_key()) + b"\n")
    return path


@lru_cache(maxsize=1)
def master_key() -> bytes:
    """The key-encryption key: from the environment, else from the key file."""
    encoded = settings.LIGHTYEAR_MASTER_KEY or _read_key_file()
    try:
        key = base64.b64decode(encoded, validate=True)
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise KeyUnavailable("The master key must be 32 bytes in base64.")
    return key


def _read_key_file() -> str:
    path = _key_file()
    try:
        return path.read_text().strip()
    except OSError as error:
        raise KeyUnavailable(f"The master key {path} can't be read: {error.strerror}.") from None


def _key_file() -> Path:
    return Path(settings.LIGHTYEAR_HOME) / "keys" / "master.key"


@lru_cache(maxsize=1024)
def _workspace_key(workspace_id: UUID) -> bytes:
    wrapped = models.Workspace.objects.values_list("wrapped_key", flat=True).get(id=workspace_id)
    try:
        return unseal(wrapped, key=master_key(), bound_to=workspace_id.bytes)
    except SealBroken:
        raise KeyUnavailable("The master key is not the one this database was made with.") from None


@lru_cache(maxsize=4096)
def _derived(workspace_id: UUID, purpose: bytes) -> bytes:
    return HKDFExpand(algorithm=hashes.SHA256(), length=KEY_BYTES, info=purpose).derive(
        _workspace_key(workspace_id)
    )
