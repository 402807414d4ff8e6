"""The declared door of every route: who may come in, and whether the wall opens behind it.

A view without a door doesn't start (tests/architecture walks the route table).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from lightyear.accounts.matrix import Action

View = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Door:
    """`kind`: staff (a role that may do `action`), visitor (a public page), lobby (no workspace), api.

    A door of the API lets programs in by key; `methods` says for which action. Whoever needs an account
    needs its second factor too, but at the doors where it is set up. `takes_bytes` is for a door that takes
    files; the others take what a form holds. Behind a door that `waits_outside` the view opens the wall.
    """

    kind: str
    action: Action | None = None
    needs_account: bool = False
    needs_second_factor: bool = False
    methods: Mapping[str, Action] = field(default_factory=dict)
    takes_bytes: int = 0
    waits_outside: bool = False


def staff(action: Action, *, takes_bytes: int = 0, waits_outside: bool = False) -> Callable[[View], View]:
    """Members of the workspace in the path whose role may do the action."""
    return _declare(
        Door(
            "staff",
            action,
            needs_account=True,
            needs_second_factor=True,
            takes_bytes=takes_bytes,
            waits_outside=waits_outside,
        )
    )


def visitor(view: View) -> View:
    """Anyone; inside the wall of the workspace that the path names."""
    return _declare(Door("visitor"))(view)


def lobby(view: View) -> View:
    """Anyone; outside every wall."""
    return _declare(Door("lobby"))(view)


def account(view: View) -> View:
    """Anyone signed in; outside every wall."""
    return _declare(Door("lobby", needs_account=True, needs_second_factor=True))(view)


def enrollment(view: View) -> View:
    """Anyone whose password was right, to set up the second factor; outside every wall."""
    return _declare(Door("lobby", needs_account=True))(view)


def operation(action: Action) -> Callable[[View], View]:
    """One operation of the API: the door of its address gathers those of all its methods."""
    return _declare(Door("operation", action))


def api(methods: Mapping[str, Action]) -> Callable[[View], View]:
    """Programs whose key may do the action of the request's method."""
    return _declare(Door("api", methods=methods))


def of(view: View) -> Door | None:
    """The door that a view declares."""
    door: Door | None = getattr(view, "door", None)
    return door


def _declare(door: Door) -> Callable[[View], View]:
    def declare(view: View) -> View:
        view.door = door  # type: ignore[attr-defined]
        return view

    return declare
