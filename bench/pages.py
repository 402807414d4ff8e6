"""How long the server takes for each page of an organization with many contacts.

    python -m bench.pages --contacts 100000

Walks the route table: every page that answers a GET, with real identifiers, as a member of staff and as the
application's role, through the whole of Django in this process and without any cache of answers. The figure
is the 95th percentile; the bar, and the reference, is the interface's promise of 100 ms. A route that doesn't
answer as tests/routes.py says, or a figure over the bar, ends it with an error.
"""

import json
import logging
import time
from collections.abc import Iterator
from http import HTTPStatus
from typing import TYPE_CHECKING

import click
from bench import stage

if TYPE_CHECKING:
    from django.test import Client

    from lightyear.workspaces.models import Workspace

BAR_SECONDS = 0.1
WARM_UP = 3
LETTER = b"From: a@clinic.example\r\nSubject: Tea\r\nContent-Type: text/html\r\n\r\n<p>Tea</p>"


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
    if slow := [row["name"] for row in rows if not row["holds"]]:
        raise click.ClickException(f"Over the bar: {', '.join(slow)}.")


def measure(slug: str, requests: int) -> Iterator[stage.Row]:
    """A row for each page, the slowest first."""
    from django.conf import settings
    from django.test import Client
    from tests import routes

    from lightyear.accounts.models import User
    from lightyear.workspaces.models import Workspace

    settings.LIGHTYEAR_DEMO = True
    logging.disable(logging.WARNING)
    workspace = Workspace.objects.get(slug=slug)
    addresses = routes.addresses(workspace)
    client = Client(headers={"host": "localhost", "authorization": f"Bearer {_key(workspace)}"})
    client.force_login(User.objects.earliest("created_at"))
    pages = _taking_a_get(client, addresses)
    found = {name: _p95(client, path, requests) for name, path in pages.items()}
    for name, seconds in sorted(found.items(), key=lambda item: -item[1]):
        yield stage.duration(name, seconds, reference=BAR_SECONDS, bar=BAR_SECONDS)


def _load(contacts: int) -> None:
    from django.conf import settings
    from django.db import connection

    from lightyear.cli import demo, demo_load
    from lightyear.kit import maildir
    from lightyear.ledger import jobs
    from lightyear.workspaces.models import Workspace

    demo.ensure()
    workspace = Workspace.objects.get(slug="riverbend")
    for _ in demo_load.fill(workspace, count=contacts, seed=1):
        pass
    jobs.seal_due(workspace.id)
    maildir.store(settings.LIGHTYEAR_MAILBOX, LETTER)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _key(workspace: "Workspace") -> str:
    """The token of a program that may read everything."""
    from lightyear.accounts import api_keys, matrix
    from lightyear.accounts.matrix import Action, Role
    from lightyear.accounts.models import Membership
    from lightyear.ledger.actors import Actor
    from lightyear.workspaces import wall

    scopes = [action for action in Action if action not in matrix.PEOPLE_ONLY]
    with wall.enter(workspace.id):
        owner = Membership.objects.filter(role=Role.OWNER).earliest("created_at")
        return api_keys.issue(owner=owner, name="Bench", scopes=scopes, by=Actor.system("bench"))[1]


def _taking_a_get(client: "Client", addresses: dict[str, str]) -> dict[str, str]:
    """The routes that take a GET; an answer that tests/routes.py doesn't expect ends the run."""
    answers = {name: client.get(path).status_code for name, path in addresses.items()}
    taking = {name: status for name, status in answers.items() if status != 405}
    wrong = [f"{name} {status}" for name, status in taking.items() if not _is_expected(name, status)]
    if wrong:
        raise click.ClickException(f"Not the expected answer: {', '.join(wrong)}.")
    return {name: addresses[name] for name in taking}


def _is_expected(name: str, status: int) -> bool:
    """Whether a member of staff with a program's key gets this answer: the way in leads her away."""
    from tests import routes

    if name in routes.WAY_IN:
        return status < HTTPStatus.INTERNAL_SERVER_ERROR
    expected = routes.STATUS[name]
    return status == (HTTPStatus.OK if expected == HTTPStatus.UNAUTHORIZED else expected)


def _p95(client: "Client", path: str, requests: int) -> float:
    for _ in range(WARM_UP):
        client.get(path)
    seconds = sorted(_timed_get(client, path) for _ in range(requests))
    return seconds[int(0.95 * (len(seconds) - 1))]


def _timed_get(client: "Client", path: str) -> float:
    started = time.perf_counter()
    client.get(path)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
