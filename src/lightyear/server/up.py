"""`lightyear up`: the whole product on one machine with one command."""

import contextlib
import os
import socket
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import click

from lightyear.cli import setup
from lightyear.server import environment, mailbox, postgres, processes

FIRST_PORT = 8000
PORTS_TRIED = 40
READY_SECONDS = 60


@click.command(short_help="Run the pages, the worker and a database.")
@click.option("--demo", "is_demo", is_flag=True, help="An invented organization to walk through.")
@click.option("--port", type=click.IntRange(1, 65535), help="The port of the pages; a free one unless given.")
def up(is_demo: bool, port: int | None) -> None:
    """Run the pages, the worker and, unless DATABASE_URL names one, a database.

    An empty installation prints a set-up link, which works once and on this machine.
    Everything it keeps is in LIGHTYEAR_HOME (.lightyear here unless set). Ctrl-C stops all of it.

    \b
    Example:
      lightyear up --demo --port 8080
    """
    home = Path(os.environ.get("LIGHTYEAR_HOME", ".lightyear")).absolute()
    chosen = _port(port)
    try:
        way = _demonstration if is_demo else _installation
        with _database(home), way(home, chosen), environment.noted_address(home):
            words = _prepare(home, is_demo=is_demo)
            threading.Thread(target=_announce, args=(chosen, words), daemon=True).start()
            code = processes.Supervisor(_commands(chosen)).run()
    except postgres.Unavailable as error:
        raise click.ClickException(str(error)) from None
    sys.exit(code)


def server(port: int) -> list[str]:
    """The command that serves an ASGI application, whose name follows."""
    from django.conf import settings

    granian = [sys.executable, "-m", "granian", "--interface", "asginl"]
    address = ["--host", "127.0.0.1", "--port", str(port)]
    files = ["--static-path-route", "/static", "--static-path-mount", str(settings.STATIC_ROOT)]
    quiet = ["--no-ws", "--log-level", "warning", "--workers", "1"]
    # Of HTTP/1 the headers have a deadline; of HTTP/2 they have none.
    strict = ["--http", "1", "--http1-header-read-timeout", "10000"]
    return [*granian, *address, *files, *quiet, *strict]


@contextlib.contextmanager
def _database(home: Path) -> Iterator[None]:
    """The database of DATABASE_URL, else our own for as long as we run."""
    if os.environ.get("DATABASE_URL"):
        home.mkdir(parents=True, exist_ok=True)
        yield
        return
    click.echo("Starting the database …")
    with postgres.serve(home) as server:
        os.environ["DATABASE_URL"] = server.url
        yield


@contextlib.contextmanager
def _demonstration(home: Path, port: int) -> Iterator[None]:
    """Its own address and a mailbox on this machine, whatever the environment says."""
    with mailbox.Mailbox(home / "mailbox").serve() as mail:
        os.environ |= {
            "LIGHTYEAR_HOME": str(home),
            "LIGHTYEAR_DEMO": "1",
            "LIGHTYEAR_URL": f"http://localhost:{port}",
            "LIGHTYEAR_SMTP_URL": f"smtp+plain://127.0.0.1:{mail.port}",
        }
        yield


@contextlib.contextmanager
def _installation(home: Path, port: int) -> Iterator[None]:
    """The environment's own address and mail server."""
    os.environ |= {
        "LIGHTYEAR_HOME": str(home),
        "LIGHTYEAR_DEMO": "0",
        "LIGHTYEAR_URL": os.environ.get("LIGHTYEAR_URL") or f"http://localhost:{port}",
    }
    if not os.environ.get("LIGHTYEAR_SMTP_URL"):
        click.echo("There is no mail server: mail waits in the outbox until LIGHTYEAR_SMTP_URL names one.")
    yield


def _prepare(home: Path, *, is_demo: bool) -> str:
    """Bring keys, tables and, in the demo, its workspaces up to date; returns how to get in."""
    environment.ensure_secret_key(home)
    setup.django()
    from django.core.management import call_command
    from django.db import connections

    from lightyear.cli import demo
    from lightyear.ledger import sealing
    from lightyear.workspaces import keys, services

    keys.ensure_master_key()
    sealing.ensure_signing_key()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    services.ensure_system()
    if is_demo:
        refuse_real_data(home)
    words = f"Sign in once with {{address}}/sign-in/{demo.ensure()}" if is_demo else _first_words()
    connections.close_all()
    return words


def refuse_real_data(home: Path) -> None:
    """End with an error where a real organization is: the demonstration lets staff in by password alone."""
    from lightyear.workspaces import queries

    if queries.holds_real_data():
        raise click.ClickException(
            f"A real organization is kept in {home} or its database; the demonstration would open it to "
            "whoever has a password. Set LIGHTYEAR_HOME, and DATABASE_URL if you use it, to another place."
        )


def _first_words() -> str:
    """The set-up link of an empty installation, else where to sign in."""
    from lightyear.accounts import founding

    if founding.needs_person():
        return f"Set it up once with {{address}}/set-up/{founding.issue_link()}"
    return "Sign in at {address}/sign-in/"


def _commands(port: int) -> list[processes.Command]:
    return [
        processes.Command("web", [*server(port), "lightyear.server.asgi:application"]),
        processes.Command("worker", [sys.executable, "-m", "lightyear.server.main", "worker"]),
    ]


def _port(wanted: int | None) -> int:
    """The port asked for, else the first free one; says so when it is taken."""
    if wanted is not None:
        if not _is_free(wanted):
            raise click.ClickException(
                f"Port {wanted} is taken. Choose another with --port, or leave it out."
            )
        return wanted
    for port in range(FIRST_PORT, FIRST_PORT + PORTS_TRIED):
        if _is_free(port):
            return port
    raise click.ClickException(f"No free port from {FIRST_PORT} on. Choose one with --port.")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _announce(port: int, words: str) -> None:
    """Say where to go, once the pages answer; `words` may name the {address}."""
    address = f"http://localhost:{port}"
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        with contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/sign-in/", timeout=2).close()
            click.echo(f"\n  Lightyear runs at {address}\n  {words.format(address=address)}\n")
            return
        time.sleep(0.1)
