"""How fast the ledger seals entries and how fast an export is verified.

    python -m bench.ledger --entries 50000

Needs a PostgreSQL in DATABASE_URL whose user may create databases: it works in one of its own and drops
it. References are the prototype's measurements: 30,000 entries/s sealed, 1,000,000 verified in 23 s.
The bar of sealing is twice what the writers of a machine with two cores record at their fastest.
"""

import base64
import hashlib
import json
import os
import secrets
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

BATCH = 5000
PROOFS = 500


@click.command()
@click.option("--entries", default=50_000, show_default=True, help="How many entries the ledger gets.")
def main(entries: int) -> None:
    """Seal, seal again in a full ledger, prove, export and verify."""
    _prepare_environment()
    with _own_database():
        rows = list(_measure(entries))
    for row in rows:
        click.echo(json.dumps(row))
    _print_table(rows)


def _measure(count: int) -> Iterator[dict[str, Any]]:
    from lightyear.ledger import jobs, queries, sealing, verify
    from lightyear.ledger.models import Leaf
    from lightyear.workspaces import services, wall

    workspace = services.create(slug="bench", name="Bench Clinic", profiles=["hipaa"])
    _write(workspace.id, count)
    seconds = _timed(lambda: jobs.seal_due(workspace.id))
    yield _rate("entries sealed", count / seconds, reference=30_000, bar=10_000)

    _write(workspace.id, 1)
    with wall.enter(workspace.id):
        seconds = _timed(sealing.seal)
    yield _duration("one entry sealed in the full ledger", seconds, reference=0.02, bar=0.05)

    with wall.enter(workspace.id):
        seconds = _timed(queries.status)
        some = list(Leaf.objects.order_by("digest").values_list("entry_id", flat=True)[:PROOFS])
        proving = _timed(lambda: [queries.inclusion_proof(entry_id) for entry_id in some])
    yield _duration("status of the full ledger", seconds, reference=0.02, bar=0.05)
    yield _duration("one inclusion proof", proving / len(some), reference=0.02, bar=0.05)

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.jsonl"
        seconds = _timed(lambda: _export(workspace.id, path))
        yield _rate("entries exported", count / seconds, reference=20_000, bar=10_000)
        with path.open("rb") as file:
            seconds = _timed(lambda: _expect_verified(verify.check(file), count + 1))
    yield _rate("entries verified", count / seconds, reference=43_500, bar=43_500)


def _write(workspace_id: Any, count: int) -> None:
    from lightyear.ledger.models import Entry
    from lightyear.workspaces import wall

    for start in range(0, count, BATCH):
        with wall.enter(workspace_id):
            Entry.objects.bulk_create(
                Entry(
                    event="decision.made",
                    actor="system:gate",
                    subject=hashlib.sha256(b"%d" % number).digest(),
                    facts={"flow": "form", "rule": "hipaa.marketing", "verdict": "allow", "count": number},
                )
                for number in range(start, min(start + BATCH, count))
            )


def _export(workspace_id: Any, path: Path) -> None:
    from lightyear.ledger import export
    from lightyear.workspaces import wall

    with wall.enter(workspace_id), path.open("wb") as file:
        export.export(file)


def _expect_verified(outcome: Any, count: int) -> None:
    if getattr(outcome, "entries", None) != count:
        raise click.ClickException(f"The export of {count} entries was not verified: {outcome}")


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _rate(name: str, figure: float, *, reference: float, bar: float) -> dict[str, Any]:
    """A figure that holds at the bar or above."""
    return _row(name, round(figure), "entries/s", reference, bar, holds=figure >= bar)


def _duration(name: str, seconds: float, *, reference: float, bar: float) -> dict[str, Any]:
    """A figure that holds at the bar or below."""
    return _row(name, round(seconds, 5), "s", reference, bar, holds=seconds <= bar)


def _row(name: str, figure: float, unit: str, reference: float, bar: float, *, holds: bool) -> dict[str, Any]:
    return {
        "name": name,
        "figure": figure,
        "unit": unit,
        "reference": reference,
        "ratio": round(figure / reference, 2),
        "bar": bar,
        "holds": holds,
    }


def _prepare_environment() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lightyear.server.settings")
    os.environ["LIGHTYEAR_POOL_SIZE"] = "0"
    os.environ["LIGHTYEAR_MASTER_KEY"] = base64.b64encode(secrets.token_bytes(32)).decode()
    if "DATABASE_URL" not in os.environ:
        raise click.UsageError("Set DATABASE_URL to a PostgreSQL whose user may create databases.")


@contextmanager
def _own_database() -> Iterator[None]:
    import django
    from django.conf import settings
    from django.db import connection

    django.setup()
    settings.LIGHTYEAR_LEDGER_KEY = base64.b64encode(secrets.token_bytes(32)).decode()
    original = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"]["NAME"] = f"bench_{secrets.token_hex(4)}"
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(original, verbosity=0)


def _print_table(rows: list[dict[str, Any]]) -> None:
    table = Table(*rows[0])
    for row in rows:
        table.add_row(*(str(value) for value in row.values()))
    Console().print(table)


if __name__ == "__main__":
    main()
