"""The wall: row-level security between workspaces, opened in one place.

Inside `enter(workspace)` the transaction runs as the application's role and sees rows of that
workspace alone. Outside it, a walled table raises for everybody who isn't a superuser.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

SETTING = "lightyear.workspace"

_current: ContextVar[UUID | None] = ContextVar("workspace", default=None)


class OutsideWall(RuntimeError):
    """Walled rows were asked for with no workspace entered."""


class InsideOtherWorkspace(RuntimeError):
    """A second workspace was entered while another one is open."""


@contextmanager
def enter(workspace_id: UUID) -> Iterator[None]:
    """Open a transaction as the application's role that sees one workspace; nests within itself only."""
    outer = _current.get()
    if outer not in (None, workspace_id):
        raise InsideOtherWorkspace
    with transaction.atomic():
        if outer is None:
            _assume(settings.LIGHTYEAR_APP_ROLE, str(workspace_id))
        token = _current.set(workspace_id)
        try:
            yield
        finally:
            _current.reset(token)
        if outer is None:
            _assume("none", "")


def current() -> UUID:
    """The workspace whose wall is open; raises OutsideWall when none is."""
    workspace_id = _current.get()
    if workspace_id is None:
        raise OutsideWall
    return workspace_id


def is_open() -> bool:
    return _current.get() is not None


def _assume(role: str, workspace: str) -> None:
    # set_config(..., true) ends with the transaction: safe behind transaction poolers.
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('role', %s, true), set_config(%s, %s, true)", [role, SETTING, workspace]
        )
