"""No change without its entry: with the ledger broken, nothing that would be recorded happens.

45 CFR 164.312(b). Walks every route that takes more than a GET, with a request that succeeds and changes
something while the ledger works.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from lightyear.accounts.matrix import Role
from lightyear.ledger import services as ledger
from lightyear.workspaces import services as workspaces
from lightyear.workspaces import wall
from lightyear.workspaces.models import SYSTEM_ID
from tests import acts, populate
from tests.acts import EMPTY, LOBBY, STAFF, UNRECORDED, VISITORS
from tests.architecture.test_catalog import LOBBY as READ_OUTSIDE
from tests.architecture.test_catalog import walled_tables
from tests.populate import Populated
from tests.routes import patterns
from tests.web.test_doors import address, door, undone

pytestmark = pytest.mark.django_db

PASSING = {"django_session", "lightyear_cache", "django_migrations", "django_content_type"}
"""When somebody was last seen, how often somebody tried: nothing that the ledger speaks of."""


class LedgerBroken(RuntimeError):
    """No entry can be written."""


def digests(*places: Any) -> dict[Any, Any]:
    """How many rows every table has and what they say: of each workspace, and outside."""
    walled = sorted(walled_tables() - READ_OUTSIDE)
    others = sorted(set(connection.introspection.table_names()) - set(walled) - PASSING)
    found: dict[Any, Any] = dict(_read(others))
    for workspace_id in (SYSTEM_ID, *places):
        with wall.enter(workspace_id):
            found |= {(workspace_id, table): seen for table, seen in _read(walled).items()}
    return found


def _read(tables: list[str]) -> dict[str, Any]:
    each = (
        f"SELECT '{table}', count(*), md5(string_agg(t::text, '|' ORDER BY t::text)) FROM \"{table}\" t"
        for table in tables
    )
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(each))
        return {table: (count, digest) for table, count, digest in cursor.fetchall()}


@contextmanager
def broken(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def refuse(event: str, **facts: Any) -> None:
        raise LedgerBroken(event)

    with monkeypatch.context() as patched:
        patched.setattr(ledger, "record", refuse)
        yield


@pytest.fixture
def here(settings) -> Populated:
    settings.LIGHTYEAR_SMTP_URL = "smtp+plain://127.0.0.1:2525"
    return populate.everything("here")


Ready = Callable[[], tuple[Client, str, acts.Body]]


def ready_in(place: Populated) -> dict[str, Ready]:
    """Every route of a populated workspace, with what makes its request ready."""
    named = {pattern.name: pattern for _, pattern in patterns() if pattern.name}

    def staff(name: str) -> tuple[Client, str, acts.Body]:
        act = STAFF[name]
        with wall.enter(place.workspace.id):
            act.prepare(place)
            body, given = act.filled(place), act.params(place)
            where = address(named[name], place, **given)
        return place.browser(act.role), where, body | act.page_before(place)

    def visitor(name: str) -> tuple[Client, str, acts.Body]:
        act = VISITORS[name]
        act.prepare(place)
        with wall.enter(place.workspace.id):
            body, given = act.filled(place), act.params(place)
        return Client(), reverse(f"web:{name}", args=[place.workspace.slug, *given.values()]), body

    found: dict[str, Ready] = {f"web:{name}": lambda name=name: staff(name) for name in STAFF}  # type: ignore[misc]
    found |= {f"web:{name}": lambda name=name: visitor(name) for name in VISITORS}  # type: ignore[misc]
    return found | {name: lambda ready=ready: ready(place) for name, ready in LOBBY.items()}


def outcome(ready: Ready, *places: Any, around: Any) -> tuple[int, list[Any]]:
    """The status of a request and the tables that it changed; undone afterwards."""
    with undone():
        browser, where, body = ready()
        browser.raise_request_exception = False
        before = digests(*places)
        with around:
            answer = browser.post(where, body)
            list(answer)
        after = digests(*places)
        return answer.status_code, [name for name in after if after[name] != before.get(name)]


def test_every_route_that_takes_a_post_has_an_act(here):
    known = {f"web:{name}" for name in (*STAFF, *VISITORS)} | set(LOBBY) | set(EMPTY)
    pages = {name: pattern for name, pattern in patterns() if not name.startswith("api:")}
    others = {name: pattern for name, pattern in pages.items() if name not in known}

    assert known - set(pages) == set()
    assert set(UNRECORDED) <= known
    taking = {name for name, pattern in others.items() if takes_a_post(name, pattern, here)}
    assert taking == set()


def takes_a_post(name: str, pattern: Any, place: Populated) -> bool:
    """Whether a route that names what is there, or where a token is no one's, takes a POST at all."""
    if door(pattern).kind == "staff":
        where = address(pattern, place)
    else:
        of = {"workspace": place.workspace.slug, "form": place.own_key, "token": "-", "key": "-"}
        where = reverse(name, kwargs={one: of[one] for one in pattern.pattern.converters})
    return place.browser(Role.OWNER).post(where).status_code not in (404, 405)


def test_every_act_succeeds_and_changes_something_while_the_ledger_works(here, nullcontext):
    found = {
        name: outcome(ready, here.workspace.id, around=nullcontext) for name, ready in ready_in(here).items()
    }

    assert {name: status for name, (status, _) in found.items() if status not in (200, 302)} == {}
    still = {name for name, (_, changed) in found.items() if not changed}
    assert still <= set(UNRECORDED)


def test_with_the_ledger_broken_nothing_changes(here, monkeypatch):
    found = {
        name: outcome(ready, here.workspace.id, around=broken(monkeypatch))
        for name, ready in ready_in(here).items()
    }

    recorded = {name: seen for name, seen in found.items() if name not in UNRECORDED}
    assert {name: seen for name, seen in recorded.items() if seen != (500, [])} == {}
    assert {name: status for name, (status, _) in found.items() if status == 500 and name in UNRECORDED} == {}


@pytest.mark.parametrize("name", EMPTY)
def test_an_installation_isnt_set_up_without_the_ledger(db, settings, monkeypatch, name, nullcontext):
    settings.LIGHTYEAR_SET_UP_FROM_ANYWHERE = True
    workspaces.ensure_system()

    status, changed = outcome(EMPTY[name], around=nullcontext)
    refused = outcome(EMPTY[name], around=broken(monkeypatch))

    assert status == 302
    assert changed
    assert refused == (500, [])


@pytest.fixture
def nullcontext() -> Any:
    from contextlib import nullcontext

    return nullcontext()
