"""How long the server takes for each page of an organization with many contacts.

    python -m bench.pages --contacts 100000

Walks the route table: every page that answers a GET, with real identifiers, as a member of staff and as the
application's role, through the whole of Django in this process and without any cache of answers. The figure
is the 95th percentile; the bar, and the reference, is the interface's promise of 100 ms.
"""

import json
import logging
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click
from bench import stage

if TYPE_CHECKING:
    from django.test import Client

BAR_SECONDS = 0.1
WARM_UP = 3


@click.command()
@click.option(
    "--contacts", default=100_000, show_default=True, help="How many contacts the organization has."
)
@click.option("--requests", default=100, show_default=True, help="How often each page is asked for.")
def main(contacts: int, requests: int) -> None:
    """Load the organization, then measure each page."""
    with stage.database():
        _load(contacts)
        rows = list(measure("riverbend", requests))
    for row in rows:
        click.echo(json.dumps(row))
    stage.print_table(rows)


def measure(slug: str, requests: int) -> Iterator[stage.Row]:
    """A row for each page, the slowest first."""
    from django.conf import settings
    from django.test import Client
    from tests import routes

    from lightyear.accounts.models import User
    from lightyear.workspaces.models import Workspace

    settings.LIGHTYEAR_DEMO = True
    logging.disable(logging.WARNING)
    addresses = routes.addresses(Workspace.objects.get(slug=slug))
    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.earliest("created_at"))
    found = {name: _p95(client, path, requests) for name, path in addresses.items() if _answers(client, path)}
    for name, seconds in sorted(found.items(), key=lambda item: -item[1]):
        yield stage.duration(name, seconds, reference=BAR_SECONDS, bar=BAR_SECONDS)


def _load(contacts: int) -> None:
    from django.db import connection

    from lightyear.cli import demo, demo_load
    from lightyear.ledger import jobs
    from lightyear.workspaces.models import Workspace

    demo.ensure()
    workspace = Workspace.objects.get(slug="riverbend")
    for _ in demo_load.fill(workspace, count=contacts, seed=1):
        pass
    jobs.seal_due(workspace.id)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _answers(client: "Client", path: str) -> bool:
    """Whether the route is a page: it takes a GET and has something to show."""
    return bool(client.get(path).status_code == 200)


def _p95(client: "Client", path: str, requests: int) -> float:
    for _ in range(WARM_UP):
        client.get(path)
    seconds = sorted(_timed_get(client, path) for _ in range(requests))
    return seconds[int(0.95 * (len(seconds) - 1))]


def _timed_get(client: "Client", path: str) -> float:
    started = time.perf_counter()
    response = client.get(path)
    seconds = time.perf_counter() - started
    if response.status_code != 200:
        raise click.ClickException(f"{path} answered {response.status_code}.")
    return seconds


if __name__ == "__main__":
    main()
