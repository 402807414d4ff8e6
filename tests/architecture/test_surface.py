"""The whole surface: every route has a door, every action a line, every setting a word."""

import re
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver

from lightyear.accounts import doors, matrix
from lightyear.accounts.matrix import Action, Role

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "lightyear"


def routes(patterns=None, prefix="") -> list[tuple[str, URLPattern]]:
    found = []
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            found += routes(pattern.url_patterns, prefix + str(pattern.pattern))
        else:
            found.append((prefix + str(pattern.pattern), pattern))
    return found


def test_every_route_declares_who_may_enter():
    without = [route for route, pattern in routes() if doors.of(pattern.callback) is None]

    assert without == []
    assert len(routes()) > 20


def test_routes_of_a_workspace_open_its_wall_and_others_dont():
    for route, pattern in routes():
        door = doors.of(pattern.callback)
        assert door is not None
        assert (door.kind != "lobby") == ("<slug:workspace>" in route), route
        assert (door.kind == "staff") == route.startswith("w/"), route
        assert (door.action is not None) == (door.kind == "staff"), route
        assert (door.kind == "api") == route.startswith("api/v1/w/"), route
        assert bool(door.methods) == (door.kind == "api"), route


def test_every_operation_of_the_api_asks_for_an_action_and_answers_no_other_method():
    found = [door for _, pattern in routes() if (door := doors.of(pattern.callback)) is not None]
    asked = {method for door in found for method in door.methods}
    actions = {action for door in found for action in door.methods.values()}

    assert asked == {"GET", "POST", "PATCH"}
    assert actions <= set(Action)
    assert {
        Action.CONTACTS_EDIT,
        Action.PROPERTIES_DECLARE,
        Action.CONSENTS_RECORD,
        Action.FLOWS_ASK,
    } <= actions


def test_every_action_is_somebodys_and_the_owner_may_do_all():
    assert set(matrix.MAY) == set(Action)
    assert all(roles and Role.OWNER in roles for roles in matrix.MAY.values())


def test_an_unknown_role_may_do_nothing():
    assert not any(matrix.allows("stranger", action) for action in Action)


def test_only_the_gate_makes_something_cleared():
    makers = [
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        if re.search(r"\bCleared\(", path.read_text()) and path.name != "models.py"
    ]

    assert makers == ["gate/services.py"]


def test_every_setting_is_documented():
    read = set()
    for path in SOURCE.rglob("*.py"):
        read |= set(re.findall(r"[\"'](LIGHTYEAR_[A-Z_]+|DATABASE_URL)[\"']", path.read_text()))
    documented = (ROOT / "docs" / "reference" / "settings.md").read_text()

    assert {name for name in read if f"`{name}`" not in documented} == set()
    assert "LIGHTYEAR_HOME" in read


def test_nobody_but_dispatch_hands_a_message_to_a_channel():
    callers = [
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        if re.search(r"\.deliver\(", path.read_text())
    ]

    assert callers == ["messaging/dispatch.py"]
