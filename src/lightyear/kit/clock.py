"""The one clock of the product, so that tests, the demo and the simulator can set it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta
from pathlib import Path

_shift: ContextVar[timedelta] = ContextVar("clock_shift", default=timedelta())
_shift_file: Path | None = None


def now() -> datetime:
    """The present moment in UTC, as the product sees it."""
    return datetime.now(UTC) + _shift.get() + _shift_of_installation()


@contextmanager
def shifted(by: timedelta) -> Iterator[None]:
    """Move the clock of this context, forward or back."""
    token = _shift.set(_shift.get() + by)
    try:
        yield
    finally:
        _shift.reset(token)


def follow(path: Path | None) -> None:
    """Let every process of a demo installation share the shift written to a file (seconds)."""
    global _shift_file
    _shift_file = path


def move_installation(by: timedelta, path: Path) -> timedelta:
    """Add to the shift that all processes following the file share; returns the new shift."""
    shift = _read(path) + by
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".partial")
    partial.write_text(f"{shift.total_seconds():.0f}\n")
    partial.replace(path)
    return shift


def _shift_of_installation() -> timedelta:
    return timedelta() if _shift_file is None else _read(_shift_file)


def _read(path: Path) -> timedelta:
    try:
        return timedelta(seconds=float(path.read_text()))
    except FileNotFoundError:
        return timedelta()
