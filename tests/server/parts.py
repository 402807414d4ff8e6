"""What the tests of the server's processes share: databases to remember things in, and waiting."""

import contextlib
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg


@contextlib.contextmanager
def open_to_all() -> Iterator[Path]:
    """A directory that every user may pass through, unlike pytest's own."""
    with tempfile.TemporaryDirectory(prefix="lightyear-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


def remember(url: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute("DROP TABLE IF EXISTS memory")
        connection.execute("CREATE TABLE memory AS SELECT generate_series(1, 10000) AS number")


def remembered(url: str) -> bool:
    return query(url, "SELECT count(*), sum(number) FROM memory") == [(10000, 50005000)]


def query(url: str, statement: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(url) as connection:
        return connection.execute(statement.encode()).fetchall()


def is_alive(pid: int) -> bool:
    """Whether a process runs; one that has ended and isn't reaped yet doesn't."""
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    return False


def eventually(condition, *, seconds: float = 10):
    """The condition's value as soon as it's true, else a failure."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if value := condition():
            return value
        time.sleep(0.02)
    raise AssertionError("it didn't come true in time")
