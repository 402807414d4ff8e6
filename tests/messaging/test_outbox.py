from datetime import timedelta

import pytest
from django.db import connection, transaction

from lightyear.contacts import services as contacts
from lightyear.kit import clock
from lightyear.messaging import outbox, services
from lightyear.messaging.models import Message, State
from lightyear.workspaces import wall
from lightyear.workspaces.models import Work
from tests.messaging import outreach
from tests.messaging.outreach import agreed

LEASE_IS_OVER = timedelta(minutes=10)


@pytest.fixture
def news(inside):
    return outreach.template(outreach.purpose())


def states():
    return sorted(Message.objects.values_list("state", "reason"))


def test_filling_twice_adds_nothing(news):
    agreed(news, 3)
    outreach.person("never@inbox.example")

    first = outbox.fill(news, channel="email", origin="october")
    second = outbox.fill(news, channel="email", origin="october")

    assert (first, second) == (outbox.Filled(3, 1), outbox.Filled(0, 0))
    assert states() == [("left_out", "never_agreed"), *[("queued", "")] * 3]


def test_queueing_twice_under_one_key_makes_one_message(news):
    [contact] = agreed(news)

    first = outreach.queue(contact, news, key="once")
    second = outreach.queue(contact, news, key="once")

    assert first == second
    assert Message.objects.count() == 1


def test_a_message_isnt_claimed_before_it_is_due(news):
    [contact] = agreed(news)
    due_at = clock.now() + timedelta(hours=1)
    outreach.queue(contact, news, due_at=due_at)

    early = outbox.claim(10)
    next_due = outbox.next_due()
    with clock.shifted(timedelta(hours=2)):
        later = outbox.claim(10)

    assert (len(early.ids), len(later.ids)) == (0, 1)
    assert next_due == due_at


def test_what_is_claimed_is_nobody_elses_until_the_lease_ends(news):
    agreed(news, 2)
    outbox.fill(news, channel="email", origin="test")

    first, second = outbox.claim(10), outbox.claim(10)
    with clock.shifted(LEASE_IS_OVER):
        third = outbox.claim(10)

    assert (len(first.ids), len(second.ids), len(third.ids)) == (2, 0, 2)


def test_a_lost_lease_cant_be_used_to_send(news):
    agreed(news)
    outbox.fill(news, channel="email", origin="test")
    lost = outbox.claim(1)
    with clock.shifted(LEASE_IS_OVER):
        held = outbox.claim(1)

    is_lost = outbox.mark_sending(lost.ids[0], until=lost.until) is None
    is_held = outbox.mark_sending(held.ids[0], until=held.until) is not None

    assert (is_lost, is_held) == (True, True)


def test_marking_starts_the_lease_anew(news):
    agreed(news)
    outbox.fill(news, channel="email", origin="test")
    claim = outbox.claim(1)

    with clock.shifted(LEASE_IS_OVER):
        until = outbox.mark_sending(claim.ids[0], until=claim.until)
        forgotten = outbox.forget_leases()

    assert until is not None
    assert until > claim.until
    assert forgotten == 0


def test_a_message_whose_worker_died_while_sending_becomes_uncertain_and_is_never_claimed(news):
    agreed(news)
    outbox.fill(news, channel="email", origin="test")
    claim = outbox.claim(1)
    outbox.mark_sending(claim.ids[0], until=claim.until)

    with clock.shifted(LEASE_IS_OVER):
        forgotten = outbox.forget_leases()
        again = outbox.claim(10)

    assert forgotten == 1
    assert again.ids == []
    assert states() == [("uncertain", "")]
    assert outbox.next_due() is None


def test_a_released_message_can_be_claimed_at_once(news):
    agreed(news)
    outbox.fill(news, channel="email", origin="test")
    claim = outbox.claim(1)

    outbox.release(claim.ids[0], until=claim.until)

    assert outbox.claim(1).ids == claim.ids


def test_whoever_withdrew_since_is_left_out_by_the_claim(news):
    stays, leaves = agreed(news, 2)
    outbox.fill(news, channel="email", origin="test")
    outreach.withdraw(leaves, news.purpose)

    claim = outbox.claim(10)

    assert (len(claim.ids), claim.left_out) == (1, {"withdrawn": 1})
    left_out = Message.objects.get(contact=leaves)
    assert (left_out.state, left_out.reason) == ("left_out", "withdrawn")
    assert left_out.finished_at is not None
    assert Message.objects.get(contact=stays).state == "queued"


@pytest.mark.parametrize(
    ("change", "state"),
    [("withdrawn", ("queued", "")), ("suppressed", ("queued", "")), ("erased", ("left_out", "erased"))],
)
def test_what_changes_between_claim_and_mark_stops_the_message(news, change, state):
    [contact] = agreed(news)
    outbox.fill(news, channel="email", origin="test")
    claim = outbox.claim(1)
    match change:
        case "withdrawn":
            outreach.withdraw(contact, news.purpose)
        case "suppressed":
            services.suppress_contact(contact, channel="email", reason="asked", by=outreach.BY)
        case "erased":
            contacts.erase(contact, by=outreach.BY)

    marked = outbox.mark_sending(claim.ids[0], until=claim.until)

    assert marked is None
    assert states() == [state]


def test_queueing_wakes_the_workers_when_it_is_committed(organization):
    with wall.enter(organization.id):
        template = outreach.template(outreach.purpose())
        [contact] = agreed(template)
        outreach.queue(contact, template)
        before = Work.objects.filter(workspace=organization, kind=services.DISPATCH).count()

    assert before == 0
    assert Work.objects.filter(workspace=organization, kind=services.DISPATCH).count() == 1


def test_claiming_costs_the_same_number_of_queries_for_any_batch(news, django_assert_num_queries):
    agreed(news, 12)
    outbox.fill(news, channel="email", origin="test")

    with django_assert_num_queries(1), transaction.atomic(savepoint=False):
        claim = outbox.claim(12)

    assert len(claim.ids) == 12
    assert set(Message.objects.values_list("state", flat=True)) == {State.QUEUED}


def rows_read():
    """By this transaction so far, from tables and through indexes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(seq_tup_read + coalesce(idx_tup_fetch, 0)) FROM pg_stat_xact_user_tables")
        return cursor.fetchone()[0]


def test_an_audience_that_the_planner_doesnt_know_of_is_read_once(news):
    agreed(news, 120)
    before = rows_read()

    outbox.preview(news, channel="email")
    previewed = rows_read()
    outbox.fill(news, channel="email", origin="test")
    filled = rows_read()

    assert previewed - before < 120 * 10
    assert filled - previewed < 120 * 10


def last_counted():
    """When somebody last asked for statistics of the outbox."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT last_analyze FROM pg_stat_user_tables WHERE relname = 'messaging_message'")
        return cursor.fetchone()[0]


@pytest.mark.parametrize(("many", "is_counted"), [(3, True), (4, False)])
def test_a_large_fill_gives_the_planner_statistics(organization, monkeypatch, many, is_counted):
    monkeypatch.setattr(services, "MANY", many)
    before = last_counted()

    with wall.enter(organization.id):
        template = outreach.template(outreach.purpose())
        agreed(template, 3)
        services.queue_for_everyone(template=template, origin="test", by=outreach.BY)

    assert (last_counted() != before) == is_counted
