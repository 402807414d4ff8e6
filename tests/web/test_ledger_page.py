"""The ledger as its reader sees it: names and words, narrowed by kind and who; the installation's part."""

import re
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client

import lightyear
from lightyear.cli import demo, demo_load
from lightyear.kit import clock, cursor, ids
from lightyear.ledger import queries
from lightyear.ledger import services as ledger
from lightyear.ledger.actors import Actor
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
            "messages.dispatched",
            actor=Actor.system("dispatch"),
            counts={"sent": 3, "failed": 1},
            odd="as it is",
        )
        ledger.record(
            "form.trapped", actor=Actor.visitor("form:joint-health-class"), form="joint-health-class"
        )

    html = page()

    assert "How many: sent 3, failed 1" in html
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


def test_every_kind_of_entry_has_a_name():
    source = "\n".join(path.read_text() for path in Path(lightyear.__file__).parent.rglob("*.py"))
    recorded = set(re.findall(r'(?:record|_record)\(\s*"([a-z_]+\.[a-z_]+)"', source))

    assert len(recorded) > 40
    assert recorded - set(ledger_words.EVENTS) == set()


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
