"""What keeps the embedded server from running, in words that say what to do."""

from pathlib import Path


class Unavailable(Exception):
    """The embedded server can't run; the message says why and what to do."""


class HomeInUse(Unavailable):
    """Another process serves this home: `pid`, and as far as it has written them, `since` and `url`."""

    def __init__(self, home: Path, *, pid: int | None, since: str | None = None, url: str | None = None):
        self.home, self.pid, self.since, self.url = home, pid, since, url
        holder = f"process {pid}" if pid else "another process"
        begun = f" since {since}" if since else ""
        super().__init__(
            f"The database in {home} is in use by {holder}{begun}. Stop that first, or choose another home."
        )


class HomeUnusable(Unavailable):
    """The home can't be read or written as it has to be."""

    def __init__(self, path: Path, reason: str):
        self.path = path
        super().__init__(f"{path} can't hold the database: {reason}")


class WrongVersion(Unavailable):
    """The data was written by another major version of PostgreSQL."""

    def __init__(self, data: Path, *, written_by: str, program: str):
        self.written_by, self.program = written_by, program
        super().__init__(
            f"The data in {data} was written by PostgreSQL {written_by}, and this is PostgreSQL {program}. "
            f"Use the programs of version {written_by}, or dump with them and restore in a new home."
        )


class StartFailed(Unavailable):
    """The server didn't come up; `log` is the end of what it wrote."""

    def __init__(self, reason: str, log: str):
        self.log = log
        super().__init__(f"PostgreSQL didn't start: {reason}\n{log}".rstrip())
