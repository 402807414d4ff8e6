"""What an authenticator app shows (RFC 6238: SHA-1, 30 seconds, 6 digits), written for the tests."""

import base64
import hashlib
import hmac
import struct
import time

PERIOD = 30
LEAST_LEFT = 4
"""A code of now is made in the next period when fewer seconds than these are left: it must still be typed."""


def code(secret: str, *, at: float | None = None) -> str:
    """The code at a moment, now unless given; spaces in the secret don't count."""
    if at is None and (left := PERIOD - time.time() % PERIOD) < LEAST_LEFT:
        time.sleep(left)
    key = base64.b32decode(secret.replace(" ", ""))
    counter = int(time.time() if at is None else at) // PERIOD
    digest = hmac.new(key, struct.pack(">Q", counter), hashlib.sha1).digest()
    offset = digest[-1] & 0xF
    number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"
