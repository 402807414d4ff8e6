"""The environment every test runs in: a real PostgreSQL, a home of its own, real keys."""

import base64
import ipaddress
import os
import secrets
import socket
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import django
import pytest
from django.conf import settings

if settings.configured and "LIGHTYEAR_TEST_HOME" not in os.environ:
    raise pytest.UsageError("Unset DJANGO_SETTINGS_MODULE: the tests set up their own environment first.")

os.environ["DJANGO_SETTINGS_MODULE"] = "lightyear.server.settings"
os.environ.setdefault("LIGHTYEAR_POOL_SIZE", "0")
os.environ.setdefault("LIGHTYEAR_MASTER_KEY", base64.b64encode(secrets.token_bytes(32)).decode())
os.environ.setdefault("LIGHTYEAR_LEDGER_KEY", base64.b64encode(secrets.token_bytes(32)).decode())
os.environ.setdefault("LIGHTYEAR_SECRET_KEY", secrets.token_urlsafe(32))

_running = ExitStack()


class OutsideRefused(BaseException):
    """A test asked for another machine; no handler of failed connections takes this for one."""


def _stay_inside(event: str, args: tuple[Any, ...]) -> None:
    """Sockets only to this machine, whoever opens them."""
    if event != "socket.connect" or args[0].family not in (socket.AF_INET, socket.AF_INET6):
        return
    host = args[1][0]
    if host != "localhost" and not ipaddress.ip_address(host).is_loopback:
        raise OutsideRefused(host)


def pytest_configure(config: pytest.Config) -> None:
    """Set up Django on one server for the whole run."""
    sys.addaudithook(_stay_inside)
    if "LIGHTYEAR_TEST_HOME" not in os.environ:
        _start_server()
    django.setup()


def _start_server() -> None:
    """In the process whose environment the parallel workers inherit."""
    home = _running.enter_context(
        tempfile.TemporaryDirectory(prefix="lightyear-tests-", ignore_cleanup_errors=True)
    )
    os.environ["LIGHTYEAR_TEST_HOME"] = os.environ["LIGHTYEAR_HOME"] = home
    if "DATABASE_URL" not in os.environ:
        from lightyear.server import postgres

        os.chmod(home, 0o755)
        server = postgres.serve(Path(home) / "server", settings={"fsync": "off", "synchronous_commit": "off"})
        os.environ["DATABASE_URL"] = _running.enter_context(server).url


def pytest_unconfigure(config: pytest.Config) -> None:
    _running.close()


@pytest.fixture
def workspace(db):
    """A workspace under the HIPAA profile."""
    from lightyear.workspaces import services

    services.ensure_system()
    return services.create(
        slug="riverbend",
        name="Riverbend Health",
        profiles=["hipaa"],
        time_zone="America/New_York",
        postal_address="1 Mill Road, Riverbend, OH 44001",
        sender_name="Riverbend Health",
        sender_email="hello@riverbend.example",
        privacy_email="privacy@riverbend.example",
    )


@pytest.fixture
def inside(workspace) -> Iterator[object]:
    """The wall of that workspace, open for the whole test."""
    from lightyear.workspaces import wall

    with wall.enter(workspace.id):
        yield workspace
