"""A Maildir of our own: one file per message, complete or absent, newest first when listed."""

import email
import email.policy
import email.utils
import heapq
import os
import re
import secrets
import time
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage, Message
from pathlib import Path


@dataclass(frozen=True, kw_only=True, repr=False)
class StoredMail:
    """A message as it was received, decoded for reading; its repr shows the key alone.

    `html` is the sender's own markup: show it in a sandboxed frame only.
    """

    key: str
    sender: str
    to: str
    subject: str
    date: datetime | None
    message_id: str
    headers: tuple[tuple[str, str], ...]
    html: str | None
    text: str | None

    def __repr__(self) -> str:
        return f"<StoredMail {self.key}>"


def store(directory: Path, message: bytes) -> str:
    """Keep a message and return its key; when this returns, it survives a power cut."""
    for name in ("tmp", "new", "cur"):
        (directory / name).mkdir(mode=0o700, parents=True, exist_ok=True)
    key = f"{time.time_ns():020d}.{secrets.token_hex(8)}"
    partial = directory / "tmp" / key
    try:
        _write(partial, message)
        partial.rename(directory / "new" / key)
    except OSError:
        partial.unlink(missing_ok=True)
        raise
    _sync_directory(directory / "new")
    return key


def list_messages(directory: Path, *, limit: int, before: str | None = None) -> list[StoredMail]:
    """Return up to `limit` messages, newest first, older than the one with key `before`."""
    keys = (key for key in _keys(directory) if before is None or key < before)
    found = (read(directory, key) for key in heapq.nlargest(limit, keys))
    return [mail for mail in found if mail is not None]


def read(directory: Path, key: str) -> StoredMail | None:
    """Return one message, or None for a key that names none; a key can't lead out of the directory."""
    if not _KEY.fullmatch(key):
        return None
    try:
        content = (directory / "new" / key).read_bytes()
    except FileNotFoundError:
        return None
    return _stored(key, content)


def _keys(directory: Path) -> list[str]:
    try:
        return [name for name in os.listdir(directory / "new") if _KEY.fullmatch(name)]
    except FileNotFoundError:
        return []


def _write(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(descriptor)


def _sync_directory(path: Path) -> None:
    """Make the rename itself last: it is an entry of the directory, not of the file."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _stored(key: str, content: bytes) -> StoredMail:
    message = email.message_from_bytes(content, policy=email.policy.default)
    headers = tuple((name, _header(name, raw)) for name, raw in message.raw_items())
    first = {name.lower(): value for name, value in reversed(headers)}
    return StoredMail(
        key=key,
        sender=first.get("from", ""),
        to=first.get("to", ""),
        subject=first.get("subject", ""),
        date=_date(first.get("date", "")),
        message_id=first.get("message-id", ""),
        headers=headers,
        html=_body(message, "text/html"),
        text=_body(message, "text/plain"),
    )


def _header(name: str, raw: str) -> str:
    """Decode a header; the standard library's parser fails on some that strangers send."""
    try:
        return str(email.policy.default.header_fetch_parse(name, raw))
    except (AttributeError, LookupError, ValueError):
        return " ".join(raw.encode("ascii", errors="replace").decode().split())


def _date(value: str) -> datetime | None:
    try:
        return email.utils.parsedate_to_datetime(value)
    except (TypeError, ValueError):
        return None


def _body(message: EmailMessage, content_type: str) -> str | None:
    """Return the first text of a type, line ends as line feeds; undecodable bytes as U+FFFD."""
    for part in message.walk():
        payload = part.get_payload(decode=True)
        if part.get_content_type() == content_type and isinstance(payload, bytes):
            return _decoded(payload, part).replace("\r\n", "\n")
    return None


def _decoded(payload: bytes, part: Message) -> str:
    try:
        return payload.decode(part.get_content_charset("utf-8"), errors="replace")
    except (LookupError, ValueError):
        return payload.decode(errors="replace")


# Nanoseconds since 1970, so that keys sort by arrival, and enough chance to be nobody else's.
_KEY = re.compile(r"[0-9]{20}\.[0-9a-f]{16}")
