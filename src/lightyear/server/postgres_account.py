"""The operating system's user who runs PostgreSQL: PostgreSQL refuses to run as root."""

import os
import pwd
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lightyear.server.postgres_errors import Unavailable

OWN, SHARED = "lightyear", "nobody"
SYSTEM_PATH = "/usr/sbin:/sbin:/usr/bin:/bin"
WARNING = (
    "The database runs as user nobody, and whatever else does can read its files. As root, make a user for it"
    f" before the first start: useradd --system {OWN}\n"
)


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
    """The caller; for root, the owner of the data that exists, else a user of its own, else `nobody`.

    Makes that user where it can. Whoever ends up with `nobody` is warned on stderr.
    """
    if os.geteuid() != 0:
        return _account(os.geteuid(), os.getegid())
    if data is not None and (owner := data.stat()).st_uid != 0:
        account = _account(owner.st_uid, owner.st_gid)
    else:
        account = _named(OWN) or _made() or _shared()
    if account.name == SHARED:
        sys.stderr.write(WARNING)
    return account


def _named(name: str) -> Account | None:
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        return None
    return Account(entry.pw_uid, entry.pw_gid, name)


def _made() -> Account | None:
    """A new system user without a home or a shell; None where users are made some other way."""
    program = shutil.which("useradd", path=SYSTEM_PATH)
    if program is None:
        return None
    shell = shutil.which("nologin", path=SYSTEM_PATH) or "/bin/false"
    argv = [program, "--system", "--user-group", "--no-create-home", "--home-dir", "/", "--shell", shell, OWN]
    subprocess.run(argv, capture_output=True, check=False)  # noqa: S603 (own words)
    # Whatever it said: another start may have made the user in the meantime.
    return _named(OWN)


def _shared() -> Account:
    account = _named(SHARED)
    if account is None:
        raise Unavailable(f"PostgreSQL doesn't run as root, and this machine has no user {OWN}. Add one.")
    return account


def _account(uid: int, gid: int) -> Account:
    try:
        name = pwd.getpwuid(uid).pw_name
    except KeyError:
        name = str(uid)
    return Account(uid, gid, name)
