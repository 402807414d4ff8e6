"""The operating system's user who runs PostgreSQL: PostgreSQL refuses to run as root."""

import contextlib
import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lightyear.server.postgres_errors import Unavailable

PREFERRED = ("lightyear", "nobody")


@dataclass(frozen=True)
class Account:
    """A user, and what it takes to start a program as that user."""

    uid: int
    gid: int
    name: str

    @property
    def as_child(self) -> dict[str, Any]:
        """Arguments for subprocess: this user, no more of the caller's environment than a path.

        The root directory, because the caller's own may be closed to this user. PG* variables of the
        caller would point at another server.
        """
        arguments: dict[str, Any] = {
            "cwd": "/",
            "env": {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"},
            "stdin": subprocess.DEVNULL,
        }
        if os.geteuid() == 0:
            arguments |= {"user": self.uid, "group": self.gid, "extra_groups": []}
        return arguments

    def can_enter(self, directory: Path) -> bool:
        """Whether this user can pass through the directory and all above it, access lists included."""
        argv = ["/bin/sh", "-c", 'cd -- "$1"', "sh", str(directory)]
        done = subprocess.run(argv, capture_output=True, check=False, **self.as_child)  # noqa: S603 (own words)
        return done.returncode == 0

    def give(self, path: Path) -> None:
        """Make a file or directory this user's own."""
        if os.geteuid() == 0:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)


def choose(data: Path | None) -> Account:
    """The caller; for root, the owner of the data that exists, else user `lightyear`, else `nobody`."""
    if os.geteuid() != 0:
        return _account(os.geteuid(), os.getegid())
    if data is not None and (owner := data.stat()).st_uid != 0:
        return _account(owner.st_uid, owner.st_gid)
    for name in PREFERRED:
        with contextlib.suppress(KeyError):
            entry = pwd.getpwnam(name)
            return Account(entry.pw_uid, entry.pw_gid, name)
    raise Unavailable(
        "PostgreSQL doesn't run as root, and this machine has no user lightyear or nobody. Add one."
    )


def _account(uid: int, gid: int) -> Account:
    try:
        name = pwd.getpwuid(uid).pw_name
    except KeyError:
        name = str(uid)
    return Account(uid, gid, name)
