"""A signing key, a database administrator who tampers, and a workspace that is really committed."""

import base64
import secrets
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from django.db import connection, connections, transaction

if TYPE_CHECKING:
    from lightyear.workspaces.models import Workspace

TABLES = ("ledger_leaf", "ledger_head", "ledger_entry")

Tampering = Callable[[UUID], AbstractContextManager[Any]]


@pytest.fixture(autouse=True)
def signing_key(settings) -> None:
    settings.LIGHTYEAR_LEDGER_KEY = base64.b64encode(secrets.token_bytes(32)).decode()


@pytest.fixture
def tampering(db) -> Tampering:
    """Outside the wall: the tables' owner, who takes the triggers off and gets a cursor."""
    return as_administrator


@contextmanager
def as_administrator(workspace_id: UUID) -> Iterator[Any]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SELECT set_config('lightyear.workspace', %s, true)", [str(workspace_id)])
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER append_only")
        yield cursor
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER append_only")
        cursor.execute("SELECT set_config('lightyear.workspace', '', true)")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


@pytest.fixture
def committed(db) -> Iterator["Workspace"]:
    """A workspace that other connections see; nothing is rolled back, everything is removed after."""
    from lightyear.workspaces import services

    with connection_of_its_own():
        workspace = services.create(slug=f"c-{secrets.token_hex(4)}", name="Cedar Clinic", profiles=["hipaa"])
        try:
            yield workspace
        finally:
            remove(workspace.id)


@contextmanager
def connection_of_its_own() -> Iterator[None]:
    """Beside the one whose transaction the test is rolled back with."""
    rolled_back = connections["default"]
    connections["default"] = rolled_back.copy()
    try:
        yield
    finally:
        connections["default"].close()
        connections["default"] = rolled_back


def remove(workspace_id: UUID) -> None:
    with as_administrator(workspace_id) as cursor:
        for table in (*TABLES, "workspaces_work"):
            cursor.execute(f"DELETE FROM {table} WHERE workspace_id = %s", [workspace_id])
        cursor.execute("DELETE FROM workspaces_workspace WHERE id = %s", [workspace_id])
