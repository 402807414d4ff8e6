"""An organization that other connections and threads see, and a mail server to send to."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from django.db import connection, connections, transaction

from tests.messaging.sink import Sink

if TYPE_CHECKING:
    from lightyear.workspaces.models import Workspace


@pytest.fixture
def organization(db) -> Iterator["Workspace"]:
    """A workspace with a sender; nothing is rolled back, everything is removed after."""
    from lightyear.workspaces import services

    with _connection_of_its_own():
        workspace = services.create(
            slug=f"m-{secrets.token_hex(4)}",
            name="Cedar Clinic",
            profiles=["hipaa", "pipl"],
            postal_address="1 Mill Road, Riverbend, OH 44001",
            sender_name="Cedar Clinic",
            sender_email="hello@cedar.example",
        )
        try:
            yield workspace
        finally:
            _remove(workspace)


@pytest.fixture
def sink(settings) -> Iterator[Sink]:
    """The mail server that the e-mail channel sends to."""
    from lightyear.channels import email

    with Sink().serve() as running:
        settings.LIGHTYEAR_SMTP_URL = f"smtp+plain://127.0.0.1:{running.port}"
        email.pool.cache_clear()
        yield running
    email.pool().close()
    email.pool.cache_clear()


@contextmanager
def _connection_of_its_own() -> Iterator[None]:
    """Beside the one whose transaction the test is rolled back with."""
    rolled_back = connections["default"]
    connections["default"] = rolled_back.copy()
    try:
        yield
    finally:
        connections["default"].close()
        connections["default"] = rolled_back


def _remove(workspace: "Workspace") -> None:
    """Every row of the workspace, as the tables' owner with the triggers off."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, EXISTS (SELECT 1 FROM pg_trigger t WHERE t.tgrelid = c.oid"
            " AND t.tgname = 'append_only') FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
            " WHERE c.relkind = 'r' AND a.attname = 'workspace_id'"
        )
        tables = cursor.fetchall()
        guarded = [name for name, is_append_only in tables if is_append_only]
        for name in guarded:
            cursor.execute(f"ALTER TABLE {name} DISABLE TRIGGER append_only")
        with transaction.atomic():
            cursor.execute("SELECT set_config('lightyear.workspace', %s, true)", [str(workspace.id)])
            for name, _ in tables:
                cursor.execute(f"DELETE FROM {name} WHERE workspace_id = %s", [workspace.id])
            cursor.execute("DELETE FROM workspaces_workspace WHERE id = %s", [workspace.id])
        for name in guarded:
            cursor.execute(f"ALTER TABLE {name} ENABLE TRIGGER append_only")
