"""The Message-IDs of our messages in a mail server's log, whatever its format."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

LIMIT_BYTES = 64 * 1024 * 1024

# What `mime.message_id` makes, with or without the angle brackets; RFC 1035 limits the domain to 253.
_ID = re.compile(rb"(?<![0-9a-f])([0-9a-f]{32}@[A-Za-z0-9.-]{1,253})")
# Postfix names the message while it still comes in (cleanup); that it took it over says the queue manager.
_NAMED = re.compile(rb"/cleanup\[\d+\]: ([0-9A-Za-z]+): message-id=")
_TAKEN = re.compile(rb"/qmgr\[\d+\]: ([0-9A-Za-z]+): from=")
_LONGEST_LINE = 1024 * 1024
_OVERLAP = 512


class TooLong(ValueError):
    """The log is longer than LIMIT_BYTES: send the part that matters."""


@dataclass(frozen=True, slots=True)
class Log:
    """The Message-IDs that a log says were taken over, as "<…@…>", and what names the log: its digest."""

    message_ids: set[str]
    evidence: str


def read(chunks: Iterable[bytes]) -> Log:
    """Read a log once, as it comes in, and keep nothing else of it. Raises TooLong."""
    digest = hashlib.sha256()
    found: set[bytes] = set()
    named: dict[bytes, set[bytes]] = {}
    for line in _lines(_noted(chunks, digest)):
        identifiers = set(_ID.findall(line))
        if name := _NAMED.search(line):
            named.setdefault(name[1], set()).update(identifiers)
        elif taken := _TAKEN.search(line):
            found |= named.pop(taken[1], set())
        else:
            found |= identifiers
    return Log({f"<{one.decode()}>" for one in found}, f"log:sha256:{digest.hexdigest()}")


def _noted(chunks: Iterable[bytes], digest: "hashlib._Hash") -> Iterator[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > LIMIT_BYTES:
            raise TooLong
        digest.update(chunk)
        yield chunk


def _lines(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Lines, and what is too long for one in overlapping pieces."""
    rest = b""
    for chunk in chunks:
        *lines, rest = (rest + chunk).split(b"\n")
        yield from lines
        if len(rest) > _LONGEST_LINE:
            yield rest
            rest = rest[-_OVERLAP:]
    yield rest
