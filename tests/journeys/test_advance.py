"""Moving people on: as sets, once, with the why of every step."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lightyear.consent.models import Purpose
from lightyear.contacts import services as contacts
from lightyear.contacts.models import Event
from lightyear.journeys import advance, queries, services
from lightyear.journeys.models import Enrollment, Passage
from lightyear.kit import clock
from lightyear.ledger.models import Entry
from lightyear.messaging.models import Message, StaffNotice
from lightyear.sales.models import Task
from lightyear.workspaces import tallies
from tests.journeys.conftest import TEST, answer, come_in

CROWD = """
WITH people AS (
  INSERT INTO contacts_contact (id, workspace_id, number, name, name_key, language, region, email_domain,
    stage, source, created_at, confirmed_at)
  SELECT gen_random_uuid(), %(workspace)s, n, '', '', 'en', '', '', 'lead', '', now(), now()
  FROM generate_series(100, 99 + %(count)s) n RETURNING id
), points AS (
  INSERT INTO contacts_contactpoint (id, workspace_id, contact_id, kind, lookup, confirmed_at)
  SELECT gen_random_uuid(), %(workspace)s, id, 'email', decode(replace(id::text, '-', ''), 'hex'), now()
  FROM people
), records AS (
  INSERT INTO consent_consentrecord
    (id, workspace_id, contact_id, purpose_id, channel, answer, notice_digest, at, source, evidence)
  SELECT gen_random_uuid(), %(workspace)s, id, %(purpose)s, 'email', 'granted', '', now(), 'test', '{}'
  FROM people RETURNING id, contact_id
), standings AS (
  INSERT INTO consent_standing
    (id, workspace_id, contact_id, purpose_id, channel, answer, record_id, since)
  SELECT gen_random_uuid(), %(workspace)s, contact_id, %(purpose)s, 'email', 'granted', id, now() FROM records
)
INSERT INTO journeys_enrollment
  (id, workspace_id, journey_id, version_id, contact_id, trigger, step, state, due_at, entered_at)
SELECT gen_random_uuid(), %(workspace)s, %(journey)s, %(version)s, id, gen_random_uuid(), 'tell', 'in', now(),
  now()
FROM people
"""


def crowd(version, count):
    values = {
        "workspace": version.workspace_id,
        "journey": version.journey_id,
        "version": version.id,
        "count": count,
        "purpose": Purpose.objects.get(key="events").id,
    }
    with connection.cursor() as cursor:
        cursor.execute(CROWD, values)


def told():
    return list(StaffNotice.objects.values_list("user__email", flat=True))


def later(days):
    return clock.shifted(timedelta(days=days))


def outcomes(contact):
    found = Passage.objects.filter(enrollment__contact=contact).order_by("at", "id")
    return [(passage.step, passage.outcome, passage.reason) for passage in found]


def queries_of_two_ticks(version, count):
    """How many statements it takes to bring a crowd in, and to move it on after the wait."""
    crowd(version, count)
    counts = []
    for days in (0, 4):
        with (
            later(days),
            CaptureQueriesContext(
                connection,
            ) as captured,
        ):
            assert advance.advance(limit=count) == count
        counts.append(len(captured))
    return counts


def test_five_thousand_move_with_as_many_statements_as_five(journey, newcomer):
    few = queries_of_two_ticks(journey, 5)
    connection.cursor().execute("UPDATE contacts_contact SET number = number + 100000")

    many = queries_of_two_ticks(journey, 5_000)

    assert many == few
    assert sum(many) < 40
    assert Task.objects.count() == Message.objects.filter(state="queued").count() == 5_005
    assert Enrollment.objects.filter(state="done").count() == 5_005


def test_the_first_tick_tells_staff_opens_a_task_and_waits(journey, newcomer):
    contact = newcomer()
    come_in(contact)

    advance.advance()

    enrollment = Enrollment.objects.get()
    task, notice = Task.objects.get(), StaffNotice.objects.get()
    assert (enrollment.step, enrollment.state) == ("three-days", "waiting")
    assert (task.contact, task.role, task.title) == (contact, "front_desk", {"en": "Call about the class"})
    assert task.due_at is not None
    assert timedelta(days=1) < task.due_at - clock.now() <= timedelta(days=2)
    assert told() == ["marketer@riverbend.example"]
    assert notice.facts["contact"] == str(contact.id)
    assert Event.objects.filter(contact=contact, kind="task.opened").exists()
    assert outcomes(contact) == [("tell", "told", ""), ("call", "opened", "")]


def test_nothing_happens_before_the_wait_is_over_and_everything_once_after(journey, newcomer):
    contact = newcomer()
    come_in(contact)
    advance.advance()

    with later(2):
        assert advance.advance() == 0
    with later(4):
        moved = [advance.advance() for _ in range(2)]

    assert moved == [1, 0]
    assert Message.objects.get().key == f"journey:{journey.id}:nurture:{Enrollment.objects.get().id}"
    assert Task.objects.count() == 1
    assert Enrollment.objects.get().state == "done"


def test_the_ways_of_a_branch_part_and_everyone_is_accounted_for(journey, newcomer):
    people = [newcomer(agreed=agreed) for agreed in (True, False, True)]
    for contact in people:
        come_in(contact)

    for days in (0, 4):
        with later(days):
            advance.advance()

    numbers = queries.numbers(journey)
    assert (numbers["agreed"].yes, numbers["agreed"].no) == (2, 1)
    assert (numbers["nurture"].came_in, numbers["nurture"].waiting) == (2, 2)
    assert outcomes(people[1])[-1] == ("agreed", "no", "")
    assert Message.objects.filter(contact=people[1]).count() == 0


def test_who_withdrew_gets_nothing_and_the_reason_is_kept(opened, newcomer):
    raw = {
        "trigger": {"event": "form.confirmed"},
        "steps": [
            {"kind": "send", "key": "write", "template": "nurture"},
            {"kind": "wait", "key": "day", "days": 1},
        ],
    }
    version = services.publish(key="plain", name="Plain", raw=raw, by=TEST)
    withdrawn, never, fine = newcomer(), newcomer(agreed=False), newcomer()
    answer(withdrawn, Purpose.objects.get(), "withdrawn")
    for contact in (withdrawn, never, fine):
        come_in(contact)

    advance.advance()

    assert outcomes(withdrawn) == [("write", "left_out", "withdrawn")]
    assert outcomes(never) == [("write", "left_out", "never_agreed")]
    assert outcomes(fine) == [("write", "queued", "")]
    assert Enrollment.objects.get(contact=withdrawn).step == "day"
    assert Message.objects.get(contact=withdrawn).state == "left_out"
    assert queries.numbers(version)["write"].not_sent == {"withdrawn": 1, "never_agreed": 1}


def test_whoever_was_erased_leaves_where_she_stands(journey, newcomer):
    erased, other = newcomer(), newcomer()
    for contact in (erased, other):
        come_in(contact)
    advance.advance()
    contacts.erase(erased, by=TEST)

    with later(4):
        advance.advance()

    assert Enrollment.objects.get(contact=erased).state == "left"
    assert outcomes(erased)[-1] == ("three-days", "left", "erased")
    assert Message.objects.filter(contact=erased).count() == 0
    assert queries.numbers(journey)["three-days"].left == 1
    assert queries.totals(journey) == queries.Totals(came_in=2, inside=0, done=1, left=1)


def test_kept_figures_say_what_was_counted(journey, newcomer, monkeypatch):
    monkeypatch.setattr(tallies, "DEAR_SECONDS", -1)
    come_in(newcomer())
    advance.advance()

    taken, kept = queries.figures(journey), queries.figures(journey)

    assert taken.counted_at is None
    assert kept.counted_at is not None
    assert (kept.totals, kept.numbers) == (queries.totals(journey), queries.numbers(journey))
    assert kept.totals.came_in == 1


def test_two_waits_in_a_row_are_both_waited(opened, newcomer):
    raw = {
        "trigger": {"event": "form.confirmed"},
        "steps": [
            {"kind": "wait", "key": "first", "days": 1},
            {"kind": "wait", "key": "second", "hours": 12},
        ],
    }
    services.publish(key="waits", name="Waits", raw=raw, by=TEST)
    contact = newcomer()
    come_in(contact)

    advance.advance()
    with later(2):
        advance.advance()

    enrollment = Enrollment.objects.get()
    assert (enrollment.step, enrollment.state) == ("second", "waiting")
    assert outcomes(contact) == [("first", "waited", "")]


def test_a_notice_goes_to_the_owner_where_nobody_has_the_role(opened, newcomer):
    raw = {
        "trigger": {"event": "form.confirmed"},
        "steps": [{"kind": "notify", "key": "tell", "role": "clinician"}],
    }
    services.publish(key="tell", name="Tell", raw=raw, by=TEST)
    come_in(newcomer())

    advance.advance()

    assert told() == ["owner@riverbend.example"]


def test_a_crowd_is_one_notice(journey, newcomer):
    crowd(journey, 20)

    advance.advance()

    assert StaffNotice.objects.get().facts == {"journey": "first-visit", "count": 20}


def test_the_ledger_holds_one_entry_per_set_step_over_its_passages(journey, newcomer):
    crowd(journey, 7)

    advance.advance()

    entry = Entry.objects.get(event="journey.stepped", facts__step="call")
    passages = Passage.objects.filter(batch=entry.facts["batch"]).order_by("id")
    leaves = [advance.leaf(p.id, p.enrollment_id, p.step, p.outcome, p.reason) for p in passages]
    assert (entry.facts["count"], entry.facts["outcomes"]) == (7, {"opened": 7})
    assert advance.root(leaves).hex() == entry.facts["root"]
    assert advance.root(leaves[1:]).hex() != entry.facts["root"]


def test_a_passage_cannot_be_changed(journey, newcomer):
    from django.db import DatabaseError, transaction

    come_in(newcomer())
    advance.advance()

    with pytest.raises(DatabaseError), transaction.atomic():
        Passage.objects.update(outcome="yes")


def test_the_limit_is_kept_and_the_rest_stays_due(journey, newcomer):
    crowd(journey, 5)

    moved = [advance.advance(limit=2) for _ in range(4)]

    assert moved == [2, 2, 1, 0]


def test_numbers_add_up_at_every_step(journey, newcomer):
    crowd(journey, 9)
    advance.advance(limit=6)

    numbers = queries.numbers(journey)

    assert numbers["tell"].came_in == 9
    assert (numbers["tell"].here, numbers["tell"].went_on) == (3, 6)
    assert (numbers["three-days"].here, numbers["three-days"].came_in) == (6, 6)
