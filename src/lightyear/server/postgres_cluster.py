"""The data directory of an embedded server: made once, whole, and checked before each start."""

import contextlib
import hashlib
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from lightyear.kit import parents
from lightyear.server import postgres_home, postgres_programs
from lightyear.server.postgres_account import Account
from lightyear.server.postgres_errors import HomeInUse, HomeUnusable, StartFailed, WrongVersion
from lightyear.server.postgres_programs import Installation

PASSWORD = "lightyear.password"  # noqa: S105 (a file's name)
LOG = "server.log"
LOGS_KEPT = 5

# How long a former server may take that is stopping, one that shows no sign of it, and any at most.
STOPPING_SECONDS = 20
STANDING_SECONDS = 3
LAST_SECONDS = 40


@dataclass(frozen=True)
class Cluster:
    """A data directory, who owns it, and the programs that serve it."""

    data: Path
    account: Account
    programs: Path

    @property
    def name(self) -> str:
        """What the server's processes are titled: by it they are known when /proc hides more."""
        return name_of(self.data)

    @property
    def password(self) -> str:
        """The superuser's password."""
        return (self.data / PASSWORD).read_text().strip()

    def new_log(self) -> int:
        """Open a log for this start; older ones move on by a number. The caller closes the descriptor."""
        for number in range(LOGS_KEPT - 1, 0, -1):
            older = self.data / (f"{LOG}.{number - 1}" if number > 1 else LOG)
            if os.path.lexists(older):
                older.rename(self.data / f"{LOG}.{number}")
        # The directory is another user's when root starts the server: follow no link that user made.
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_APPEND | os.O_CLOEXEC
        descriptor = os.open(self.data / LOG, flags, 0o600)
        self.account.give(self.data / LOG)
        return descriptor

    def end_of_log(self) -> str:
        """The last lines of this start's log. Its level keeps contents out of it."""
        with contextlib.suppress(OSError):
            return "\n".join((self.data / LOG).read_text(errors="replace").splitlines()[-15:])
        return ""

    def is_ready(self, pid: int) -> bool:
        """Whether this postmaster says that it takes connections."""
        recorded = _recorded(self.data)
        return recorded[:1] == [str(pid)] and recorded[7:8] == ["ready"]


def prepare(home: Path, installation: Installation | None) -> Cluster:
    """A data directory that is complete, of the programs' version, and that no process uses."""
    with postgres_home.speaking_of(home):
        data, account = postgres_home.place(home)
        installation = installation or postgres_programs.newest()
        installation, major = postgres_programs.reachable(installation, account)
        cluster = Cluster(data, account, installation.directory)
        for left in data.parent.glob(f"{data.name}.partial-*"):
            shutil.rmtree(left, ignore_errors=True)
        if not (data / "PG_VERSION").exists():
            _initialize(cluster, major)
        written_by = (data / "PG_VERSION").read_text().strip()
        if written_by != major:
            raise WrongVersion(data, written_by=written_by, program=major)
        _wait_for_former(home, data)
    return cluster


def name_of(data: Path) -> str:
    """A name for the server of this data directory: short and ASCII, as PostgreSQL asks of cluster_name."""
    return "lightyear-" + hashlib.sha256(os.fsencode(data)).hexdigest()[:12]


def _initialize(cluster: Cluster, major: str) -> None:
    """Run initdb beside the place and rename: a start that was cut short leaves nothing half made."""
    data, account = cluster.data, cluster.account
    if data.exists() and any(data.iterdir()):
        reason = "it holds something that isn't a database. Move that away, or choose another home."
        raise HomeUnusable(data, reason)
    # A name of its own: a program that a killed start left may still write under the former name.
    with tempfile.TemporaryDirectory(prefix=f"{data.name}.partial-", dir=data.parent) as name:
        partial = Path(name)
        account.give(partial)
        _write_password(partial / PASSWORD, account)
        _run_initdb(cluster, partial, major)
        (partial / PASSWORD).rename(partial / "data" / PASSWORD)
        (partial / "data").rename(data)


def _run_initdb(cluster: Cluster, partial: Path, major: str) -> None:
    argv = [str(cluster.programs / "initdb"), "-D", str(partial / "data"), f"--pwfile={partial / PASSWORD}"]
    argv += ["--username=postgres", "--auth=scram-sha-256", "--encoding=UTF8", "--data-checksums"]
    done = subprocess.run(  # noqa: S603 (own words)
        [*argv, *_locale(major)],
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        preexec_fn=parents.preexec(signal.SIGKILL),
        **cluster.account.as_child,
    )
    if done.returncode != 0:
        raise StartFailed("initdb refused.", done.stderr)


def _locale(major: str) -> list[str]:
    """Code-point order everywhere, so that data moves between machines with no index to rebuild."""
    locale = "C.UTF-8" if sys.platform == "linux" else "C"
    builtin = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]  # PostgreSQL 17 and newer
    return [f"--locale={locale}", *(builtin if int(major) >= 17 else [])]


def _write_password(path: Path, account: Account) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(32) + "\n")
        file.flush()
        os.fsync(file.fileno())
    account.give(path)


def _wait_for_former(home: Path, data: Path) -> None:
    """Let a former server end, then take away the pid file that a killed one left.

    We hold the home's lock, so a server of ours that still lives has lost its launcher and is stopping;
    one that isn't was started by hand, and is left alone. PostgreSQL 15 to 18 hang when they are told to
    stop while they recover from a crashed session (the checkpointer waits for a word that never comes), so
    a stop that takes too long is made an immediate one: the recovery is done again. Without a postmaster,
    the sessions that it left have to go: PostgreSQL starts only when nobody holds the old shared memory.
    """
    begun = time.monotonic()
    while members := _members(data):
        waited = time.monotonic() - begun
        postmasters = [pid for pid, is_postmaster in members.items() if is_postmaster]
        is_standing = bool(postmasters) and _recorded(data)[7:8] != ["stopping"]
        if waited > (STANDING_SECONDS if is_standing else LAST_SECONDS):
            raise HomeInUse(home, pid=next(iter(postmasters or members)))
        if not postmasters:
            _end(list(members), signal.SIGKILL if waited > STANDING_SECONDS else signal.SIGQUIT)
        elif waited > STOPPING_SECONDS:
            _end(postmasters, signal.SIGQUIT)
        time.sleep(0.1)
    (data / "postmaster.pid").unlink(missing_ok=True)


def _recorded(data: Path) -> list[str]:
    """The lines of postmaster.pid (PostgreSQL's miscadmin.h: pid first, status eighth)."""
    try:
        return [line.strip() for line in (data / "postmaster.pid").read_text(errors="replace").splitlines()]
    except FileNotFoundError:
        return []


def _members(data: Path) -> dict[int, bool]:
    """The living processes of this data directory; True marks a postmaster, False its children."""
    members = {}
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):  # it ended while we looked
            command = (entry / "cmdline").read_bytes()
            if (entry / "comm").read_text().strip() == "postgres" and _belongs(entry, command, data):
                members[int(entry.name)] = not command.startswith(b"postgres: ")
    return members


def _belongs(process: Path, command: bytes, data: Path) -> bool:
    try:
        return (process / "cwd").samefile(data)  # PostgreSQL lives in its data directory
    except PermissionError:  # a container's root may not look at another user's process
        title = f"postgres: {name_of(data)}: ".encode()
        return command.startswith(title) or os.fsencode(data) in command.split(b"\0")


def _end(pids: list[int], number: signal.Signals) -> None:
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)
