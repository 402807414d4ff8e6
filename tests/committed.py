"""A workspace that other connections and threads see: nothing is rolled back, everything is removed after."""

import secrets
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.db import connection, connections, transaction

if TYPE_CHECKING:
    from lightyear.accounts.models import User
    from lightyear.workspaces.models import Workspace


@contextmanager
def workspace(**fields: Any) -> Iterator["Workspace"]:
    from lightyear.workspaces import services

    with _connection_of_its_own():
        made = services.create(slug=f"c-{secrets.token_hex(4)}", name="Cedar Clinic", **fields)
        try:
            yield made
        finally:
            _remove(made)


@contextmanager
def person(*, email: str, name: str) -> Iterator["User"]:
    """An account; whatever refers to it must be gone before it."""
    from lightyear.accounts.models import User

    with _connection_of_its_own():
        made = User.objects.create_user(email, name=name)
        try:
            yield made
        finally:
            with connection.cursor() as cursor:
                cursor.execute("DELETE FROM accounts_user WHERE id = %s", [made.id])


@contextmanager
def beside(made: "Workspace", *works: Callable[[], Any]) -> Iterator[list["Future[Any]"]]:
    """Works at once, each on a connection of its own, after half a second's head start; all end with it."""
    with ThreadPoolExecutor(len(works)) as threads:
        futures = [threads.submit(_inside, made, work) for work in works]
        wait(futures, timeout=0.5)
        yield futures


def _inside(made: "Workspace", work: Callable[[], Any]) -> Any:
    from lightyear.workspaces import wall

    try:
        with wall.enter(made.id):
            return work()
    finally:
        connection.close()


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


def _remove(made: "Workspace") -> None:
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
            cursor.execute("SELECT set_config('lightyear.workspace', %s, true)", [str(made.id)])
            for name, _ in tables:
                cursor.execute(f"DELETE FROM {name} WHERE workspace_id = %s", [made.id])
            cursor.execute("DELETE FROM workspaces_workspace WHERE id = %s", [made.id])
        for name in guarded:
            cursor.execute(f"ALTER TABLE {name} ENABLE TRIGGER append_only")
