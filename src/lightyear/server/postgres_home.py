"""The home of an embedded server: its lock, and the place of its data."""

import contextlib
import fcntl
import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from lightyear.server import postgres_account
from lightyear.server.postgres_errors import HomeInUse, HomeUnusable

SHARED = Path("/var/lib/lightyear")


@dataclass(frozen=True)
class Lock:
    """A held home."""

    home: Path
    descriptor: int

    def note(self, **facts: Any) -> None:
        """Write, for whoever comes next, who holds the home."""
        facts = {"pid": os.getpid(), "since": _now(), **facts}
        os.ftruncate(self.descriptor, 0)
        os.pwrite(self.descriptor, json.dumps(facts).encode(), 0)


@contextlib.contextmanager
def locked(home: Path) -> Iterator[Lock]:
    """Make the home if it's missing and hold it alone; raises HomeInUse at once, HomeUnusable with a reason.

    The lock ends with the process that holds it, however it ends. The file stays: to delete a lock file
    that somebody may be opening would let two in.
    """
    home = Path(home).expanduser().absolute()
    with speaking_of(home):
        _make(home)
        home = home.resolve()
        flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
        descriptor = os.open(home / "postgres.lock", flags, 0o600)
    try:
        _take(home, descriptor)
        lock = Lock(home, descriptor)
        lock.note()
        try:
            yield lock
        finally:
            os.ftruncate(descriptor, 0)
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def speaking_of(path: Path) -> Iterator[None]:
    """Turn the operating system's errors into HomeUnusable."""
    try:
        yield
    except OSError as error:
        place = f" ({error.filename})" if error.filename else ""
        said = error.strerror or type(error).__name__
        reason = f"{said}{place}. Choose a home that this user may write to, or correct its owner."
        raise HomeUnusable(path, reason) from error


def place(home: Path) -> tuple[Path, postgres_account.Account]:
    """Where the data lies or is to lie, and the user who owns it.

    A database that exists wins, with its owner: a changed directory mode or a new user must never make
    an installation look empty.
    """
    inside, outside = home / "postgres", SHARED / _digest(home)
    candidates = [inside, outside] if os.geteuid() == 0 else [inside]
    existing = next((path for path in candidates if (path / "PG_VERSION").exists()), None)
    account = postgres_account.choose(existing)
    data = existing or (inside if account.can_enter(home) else outside)
    if data.parent == SHARED:
        make_shared()
    if not account.can_enter(data.parent):
        reason = f"user {account.name} can't reach it. Let it through ({data.parent} and above: chmod o+x)."
        raise HomeUnusable(data, reason)
    return data, account


def make_shared() -> None:
    """Make the directory of what root's server can't keep in the home; one that exists stays as it is."""
    if not SHARED.is_dir():
        SHARED.mkdir(parents=True)
        SHARED.chmod(0o755)


def _make(home: Path) -> None:
    if not home.is_dir():
        home.mkdir(parents=True)
        # Root's server runs as another user, who has to pass through but needn't list.
        home.chmod(0o711 if os.geteuid() == 0 else 0o700)
    if not os.access(home, os.W_OK | os.X_OK):
        raise HomeUnusable(home, "this user may not write there. Choose another home, or correct its owner.")


def _take(home: Path, descriptor: int) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise HomeInUse(home, **_holder(descriptor)) from None


def _holder(descriptor: int) -> dict[str, Any]:
    try:
        facts = json.loads(os.pread(descriptor, 4096, 0))
    except ValueError:  # the holder hasn't written yet
        facts = {}
    return {"pid": facts.get("pid"), "since": facts.get("since"), "url": facts.get("url")}


def _digest(home: Path) -> str:
    return hashlib.sha256(os.fsencode(home)).hexdigest()[:16]


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
