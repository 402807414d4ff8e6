"""What a benchmark stands on: a database of its own, keys, rows of figures and their table."""

import base64
import os
import secrets
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

Row = dict[str, Any]


@contextmanager
def database() -> Iterator[None]:
    """A new database on the server of DATABASE_URL, else on an embedded one, with Django set up on it."""
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="lightyear-bench-")))
        if "DATABASE_URL" not in os.environ:
            os.environ["DATABASE_URL"] = stack.enter_context(_server(home))
        _set_environment(home)
        stack.enter_context(_created())
        yield


def timed(work: Callable[[], object]) -> float:
    """The seconds that something takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def rate(name: str, figure: float, unit: str, *, reference: float, bar: float) -> Row:
    """A figure that holds at the bar or above."""
    return _row(name, round(figure, 1), unit, reference, bar, holds=figure >= bar)


def duration(name: str, seconds: float, *, reference: float, bar: float) -> Row:
    """A figure that holds at the bar or below."""
    return _row(name, round(seconds, 5), "s", reference, bar, holds=seconds <= bar)


def share(name: str, part: int, whole: int, *, least: float = 0, most: float = 1) -> Row:
    """A part of a whole, which is the reference; holds from `least` to `most`."""
    figure = round(part / max(1, whole), 3)
    bar = least or most
    return _row(name, figure, f"of {whole:,}", 1, bar, holds=least <= figure <= most)


def print_table(rows: Sequence[Row]) -> None:
    table = Table(*rows[0])
    for row in rows:
        table.add_row(*(str(value) for value in row.values()))
    Console().print(table)


@contextmanager
def _server(home: Path) -> Iterator[str]:
    from lightyear.server import postgres

    home.chmod(0o755)
    with postgres.serve(home / "server") as server:
        yield server.url


def _set_environment(home: Path) -> None:
    key = base64.b64encode(secrets.token_bytes(32)).decode()
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "lightyear.server.settings",
        "LIGHTYEAR_HOME": str(home),
        "LIGHTYEAR_POOL_SIZE": "0",
        "LIGHTYEAR_MASTER_KEY": key,
        "LIGHTYEAR_LEDGER_KEY": key,
    }


@contextmanager
def _created() -> Iterator[None]:
    import django
    from django.db import connection

    django.setup()
    original = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"]["NAME"] = f"bench_{secrets.token_hex(4)}"
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(original, verbosity=0)


def _row(name: str, figure: float, unit: str, reference: float, bar: float, *, holds: bool) -> Row:
    return {
        "name": name,
        "figure": figure,
        "unit": unit,
        "reference": reference,
        "ratio": round(figure / reference, 2),
        "bar": bar,
        "holds": holds,
    }
