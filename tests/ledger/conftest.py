"""A signing key, a database administrator who tampers, and a workspace that is really committed."""

import base64
import secrets
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from django.db import connection, transaction

from tests import committed

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


@pytest.fixture(name="committed")
def committed_workspace(db) -> Iterator["Workspace"]:
    """A workspace that other connections see; nothing is rolled back, everything is removed after."""
    with committed.workspace(profiles=["hipaa"]) as workspace:
        yield workspace
