"""The declared door of every route: who may come in, and whether the wall opens behind it.

A view without a door doesn't start (tests/architecture walks the route table).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lightyear.accounts.matrix import Action

View = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Door:
    """`kind`: staff (a role that may do `action`), visitor (a public page), lobby (no workspace)."""

    kind: str
    action: Action | None = None
    needs_account: bool = False


def staff(action: Action) -> Callable[[View], View]:
    """Members of the workspace in the path whose role may do the action."""
    return _declare(Door("staff", action, needs_account=True))


def visitor(view: View) -> View:
    """Anyone; inside the wall of the workspace that the path names."""
    return _declare(Door("visitor"))(view)


def lobby(view: View) -> View:
    """Anyone; outside every wall."""
    return _declare(Door("lobby"))(view)


def account(view: View) -> View:
    """Anyone signed in; outside every wall."""
    return _declare(Door("lobby", needs_account=True))(view)


def of(view: View) -> Door | None:
    """The door that a view declares."""
    door: Door | None = getattr(view, "door", None)
    return door


def _declare(door: Door) -> Callable[[View], View]:
    def declare(view: View) -> View:
        view.door = door  # type: ignore[attr-defined]
        return view

    return declare
