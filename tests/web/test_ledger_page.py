"""The ledger as its reader sees it: names and words, narrowed by kind and who; the installation's part."""

import ast
import re
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client

import lightyear
from lightyear.cli import demo, demo_load
from lightyear.consent import models as consent
from lightyear.kit import clock, cursor, ids
from lightyear.ledger import queries
from lightyear.ledger import services as ledger
from lightyear.ledger.actors import Actor
from lightyear.messaging.models import State
from lightyear.web import ledger_words
from lightyear.workspaces import wall
from lightyear.workspaces.models import SYSTEM_ID


@pytest.fixture
def organization(db, settings):
    from lightyear.workspaces.models import Workspace

    settings.LIGHTYEAR_DEMO = True
    demo.ensure()
    return Workspace.objects.get(slug="riverbend")


@pytest.fixture
def mara(organization, django_user_model):
    return django_user_model.objects.get(name="Mara Osei")


@pytest.fixture
def page(mara):
    client = Client(headers={"host": "localhost"})
    client.force_login(mara)

    def read(path: str = "", slug: str = "riverbend") -> str:
        return client.get(f"/w/{slug}/ledger/{path}").content.decode()

    return read


def stranger(name="Nobody Here"):
    from lightyear.accounts.models import User

    return User.objects.create_user("nobody@elsewhere.example", name=name)


def test_staff_appear_by_name_also_when_they_left(organization, page, mara):
    from lightyear.accounts import services as accounts

    ana = stranger("Ana Former")
    accounts.join(user=ana, workspace=organization, role="marketer", by=Actor.staff(mara.id))
    with wall.enter(organization.id):
        membership = ana.memberships.get()
        accounts.leave(membership=membership, by=Actor.staff(mara.id))
        ledger.record("purpose.declared", actor=Actor.staff(ana.id), purpose="newsletter")

    html = page()

    assert "Ana Former" in html
    assert "Mara Osei" in html
    assert str(ana.id) not in html.replace(f"staff:{ana.id}", "")


def test_facts_are_words(organization, page):
    with wall.enter(organization.id):
        ledger.record(
            "messages.left_out",
            actor=Actor.system("dispatch"),
            counts={"sent": 3, "withdrawn": 1},
            odd="as it is",
        )
        ledger.record(
            "form.trapped", actor=Actor.visitor("form:joint-health-class"), form="joint-health-class"
        )

    html = page()

    assert "How many: sent 3, Consent was withdrawn 1" in html
    assert "odd: as it is" in html
    assert "Form: Joint health class sign-up" in html
    assert "{&#x27;" not in html


def test_a_decision_is_a_link_for_those_who_may_see_it(organization, page):
    from lightyear import guard
    from lightyear.gate import services as gate
    from lightyear.intake import services as intake

    with wall.enter(organization.id):
        flow = guard.Flow(direction="in", channel="form", purpose="events")
        decision = gate.clear(
            "hello",
            flow,
            destination=intake.own_destination(),
            source="form:joint-health-class",
            by=Actor.system("test"),
        ).decision

    assert f'href="/w/riverbend/flows/decisions/{decision.id}/">{decision.code}</a>' in page()


def test_the_list_is_narrowed_by_kind_and_by_who(organization, page, mara):
    with wall.enter(organization.id):
        ledger.record("purpose.declared", actor=Actor.staff(mara.id), purpose="mine")
        ledger.record("purpose.declared", actor=Actor.system("test"), purpose="theirs")
        ledger.record("key.issued", actor=Actor.staff(mara.id), scopes=[])

    html = page(f"?event=purpose.declared&actor=staff:{mara.id}")

    assert "Purpose: mine" in html
    assert "Purpose: theirs" not in html
    assert html.count("An API key was made") == 1  # the word of the filter alone


def test_a_repeat_that_queues_nothing_leaves_no_entry(organization, mara):
    from lightyear.ledger.models import Entry
    from lightyear.messaging import services as messaging
    from lightyear.messaging.models import Template

    list(demo_load.fill(organization, count=20, seed=5))
    with wall.enter(organization.id):
        template = Template.objects.get(key="news")
        for _ in range(2):
            messaging.queue_for_everyone(template=template, origin="broadcast:once", by=Actor.staff(mara.id))

        assert Entry.objects.filter(event="messages.queued").count() == 1


def test_what_cannot_be_asked_for_counts_as_not_said(page):
    assert "No such entry" not in page("?event=no.such&actor=%00")


def test_a_page_begins_where_another_ledger_ended(organization, page):
    with wall.enter(organization.id):
        ledger.record("purpose.declared", actor=Actor.system("test"), purpose="mine")

    html = page(f"?before={cursor.write(clock.now(), ids.new())}")

    assert "Purpose: mine" in html


def test_the_installation_tab_shows_our_own_members_alone(organization, page, mara):
    other = stranger()
    with wall.enter(SYSTEM_ID):
        ledger.record("staff.signed_in", actor=Actor.staff(mara.id), member=str(mara.id), by="password")
        ledger.record("staff.sign_in_failed", actor=Actor.system("sign-in"), member=str(other.id), at="code")
        ledger.record("staff.sign_in_failed", actor=Actor.system("sign-in"), member=None, at="password")

    html = page("installation/")

    assert "By: password" in html
    assert "At: code" not in html
    assert "At: password" not in html
    assert "Nobody Here" not in html
    assert 'action="/w/riverbend/ledger/exports"' not in html


def test_what_somebody_did_after_she_left_is_not_ours(organization, page, mara):
    from lightyear.accounts import services as accounts

    ana = stranger("Ana Former")
    accounts.join(user=ana, workspace=organization, role="marketer", by=Actor.staff(mara.id))
    with wall.enter(SYSTEM_ID):
        ledger.record("staff.signed_in", actor=Actor.staff(ana.id), member=str(ana.id), by="code")
    with wall.enter(organization.id):
        accounts.leave(membership=ana.memberships.get(), by=Actor.staff(mara.id))
    with wall.enter(SYSTEM_ID):
        ledger.record("staff.signed_in", actor=Actor.staff(ana.id), member=str(ana.id), by="password")

    html = page("installation/")

    assert "By: code" in html
    assert "By: password" not in html


def test_only_those_who_may_see_the_ledger_see_the_installations_part(organization, mara, client):
    mara.memberships.update(role="marketer")
    client.force_login(mara)

    answer = client.get("/w/riverbend/ledger/installation/", headers={"host": "localhost"})

    assert answer.status_code == 403


IN_PARTS: dict[str, Collection[str]] = {
    "consent.": set(consent.Answer.values),
    "flow.": {"allowed", "redacted", "blocked"},
    "message.": {State.SENT, State.FAILED, State.UNCERTAIN},
}
"""Events whose second part is what came of something."""
SOURCES = [ast.parse(path.read_text()) for path in Path(lightyear.__file__).parent.rglob("*.py")]


def recordings() -> Iterator[ast.Call]:
    """Every call in the code that writes an entry, or that hands on what to write."""
    for node in (node for tree in SOURCES for node in ast.walk(tree) if isinstance(node, ast.Call)):
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if called in {"record", "_record", "noted", "_mark_archived"} and events_of(node):
            yield node


def events_of(call: ast.Call) -> set[str]:
    """The events that its arguments name: as they stand, by an f-string, or by a variable of its function."""
    found: set[str] = set()
    for node in (part for argument in call.args for part in ast.walk(argument)):
        if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
            first = str(node.values[0].value)
            found |= {f"{first}{end}" for end in IN_PARTS.get(first, ())}
        elif isinstance(node, ast.Constant) and re.fullmatch(r"[a-z_]+\.[a-z_]+", str(node.value)):
            found.add(str(node.value))
        elif isinstance(node, ast.Name) and node.id == "event":
            found |= named_by_variables()
    return found


@cache
def named_by_variables() -> frozenset[str]:
    """What is assigned to a variable called `event`."""
    assigned = [node for tree in SOURCES for node in ast.walk(tree) if isinstance(node, ast.Assign)]
    values = [node.value for node in assigned if ast.unparse(node.targets[0]) == "event"]
    texts = [part.value for value in values for part in ast.walk(value) if isinstance(part, ast.Constant)]
    return frozenset(text for text in texts if isinstance(text, str) and text.count(".") == 1)


def test_the_kinds_of_entries_that_the_code_writes_are_those_that_have_a_name():
    written = {event for call in recordings() for event in events_of(call)}

    assert len(written) > 60
    assert written == set(ledger_words.EVENTS)


def test_every_fact_that_the_code_writes_has_a_name():
    written = {keyword.arg for call in recordings() for keyword in call.keywords if keyword.arg}

    assert written - {"actor", "subject", "user"} - set(ledger_words.LABELS) == set()


def test_every_part_of_the_system_that_acts_has_a_name():
    calls = [node for tree in SOURCES for node in ast.walk(tree) if isinstance(node, ast.Call)]
    acting = [call for call in calls if ast.unparse(call.func).endswith("Actor.system")]
    parts = {f"system:{ast.literal_eval(call.args[0])}" for call in acting}

    # The preview of a letter is judged and undone: it leaves no entry.
    assert parts - {"system:preview"} == set(ledger_words.ACTORS) - {"contact:self"}


def test_what_was_done_to_a_message_is_named_and_can_be_asked_for(organization, page):
    with wall.enter(organization.id):
        ledger.record("message.failed", actor=Actor.system("dispatch"), channel="email")
        ledger.record("address.suppressed", actor=Actor.system("command"), channel="email", reason="bounced")
        ledger.record("contact.exported", actor=Actor.system("staff command"), reason="asked")

    html = page()

    assert "A message failed" in page("?event=message.failed")
    assert "Reason: The address doesn&#x27;t exist" in html
    assert "Reason: The person asked for it" in html
    assert "staff command" not in html.replace("system:staff command", "")


@pytest.mark.parametrize(
    ("read", "index"),
    [
        (lambda: queries.latest(50, actor="staff:x"), "entry_of_actor"),
        (lambda: queries.latest(50, event="flow.allowed"), "entry_event"),
    ],
)
def test_a_narrowed_page_is_read_by_its_index(organization, read, index):
    """With so many entries that reading all would be dearer, as in a ledger of a million."""
    with wall.enter(organization.id):
        _entries(organization.id, 20_000)
        plan = _plan(read)

    assert index in plan
    assert "Seq Scan on ledger_entry" not in plan


def test_the_installations_part_is_read_by_the_index_on_members(organization, mara):
    from datetime import timedelta

    from lightyear.kit import clock

    with wall.enter(SYSTEM_ID):
        _entries(SYSTEM_ID, 20_000)
        term = queries.Term(mara.id, clock.now() - timedelta(days=10), None)
        plan = _plan(lambda: queries.of_members([term], limit=50))

    assert "entry_of_member" in plan
    assert "Seq Scan on ledger_entry" not in plan


def _entries(workspace_id, count) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger_entry (id, workspace_id, at, event, actor, facts)"
            " SELECT gen_random_uuid(), %s, now() - n * interval '1 second', 'flow.' || n %% 100,"
            " 'staff:' || n %% 300, jsonb_build_object('member', (n %% 300)::text)"
            " FROM generate_series(1, %s) n",
            [workspace_id, count],
        )
        cursor.execute("RESET ROLE")
        cursor.execute("ANALYZE ledger_entry")


def _plan(read) -> str:
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        read()
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {captured[-1]['sql']}")
        return "\n".join(line for (line,) in cursor.fetchall())
