"""Identifiers: time-ordered UUIDs inside, opaque tokens outside."""

import hashlib
import secrets
import time
import uuid


def new() -> uuid.UUID:
    """A UUID of version 7 (RFC 9562 section 5.7): ordered by time, so that indexes stay dense."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds << 80) | secrets.randbits(80)
    value = (value & ~(0xF << 76)) | (0x7 << 76)
    value = (value & ~(0x3 << 62)) | (0x2 << 62)
    return uuid.UUID(int=value)


def token() -> str:
    """An opaque secret of 192 bits for links; only its digest is stored."""
    return secrets.token_urlsafe(24)


def digest(secret: str) -> bytes:
    """What the database keeps of a token: SHA-256, 32 bytes (the token is random, no salt needed)."""
    return hashlib.sha256(secret.encode()).digest()
