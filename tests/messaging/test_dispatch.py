import threading
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection

from lightyear.channels import email as email_channel
from lightyear.contacts.models import Event
from lightyear.kit import clock
from lightyear.ledger import services as ledger
from lightyear.ledger.models import Entry
from lightyear.messaging import dispatch, jobs, outbox, services
from lightyear.messaging.models import Message, Suppression
from lightyear.workspaces import work
from lightyear.workspaces.models import Work
from tests.messaging import outreach
from tests.messaging.outreach import fates, inside, only_message, write_to
from tests.messaging.sink import SILENCE

LEASE_IS_OVER = timedelta(minutes=10)


def change(model, organization, **values):
    with inside(organization):
        model.objects.update(**values)


def test_a_sent_message_is_on_the_timeline_and_in_the_ledger(organization, sink):
    [contact] = write_to(organization, {})

    dispatch.dispatch(organization.id)

    message = only_message(organization)
    with inside(organization):
        event = Event.objects.get(contact=contact, kind="message.sent")
        entry = Entry.objects.get(event="message.sent")
    assert (message.state, message.leased_until) == ("sent", None)
    assert message.sending_at <= message.finished_at
    assert event.facts == {"message": str(message.id)}
    assert entry.facts == {"message": str(message.id), "channel": "email"}
    assert entry.subject is not None


def test_with_the_ledger_broken_a_result_is_not_written_either(organization, sink, monkeypatch):
    write_to(organization, {})
    real = ledger.record

    def broken(event, **facts):
        if event == "message.sent":
            raise RuntimeError("no ledger")
        return real(event, **facts)

    monkeypatch.setattr(ledger, "record", broken)
    with pytest.raises(RuntimeError, match="no ledger"):
        dispatch.dispatch(organization.id)

    with inside(organization):
        assert not Event.objects.filter(kind="message.sent").exists()
    assert fates(organization) == ["sending"]


def test_a_temporary_refusal_is_tried_later_and_later(organization, sink):
    write_to(organization, {})
    sink.at_data = "451 4.3.0 Try again later"
    waits = []

    for elapsed in (0, 2, 10, 60, 240):
        with clock.shifted(timedelta(minutes=elapsed)):
            dispatch.dispatch(organization.id)
            message = only_message(organization)
            waits.append(round((message.due_at - clock.now()) / timedelta(minutes=1)))

    assert waits == [1, 5, 30, 120, 120]
    assert (message.state, message.reason, message.attempts) == ("queued", "", 5)


def test_what_was_refused_for_now_is_sent_when_it_isnt_any_more(organization, sink):
    write_to(organization, {})
    sink.at_rcpt = "450 4.2.0 Greylisted"
    dispatch.dispatch(organization.id)
    sink.at_rcpt = None

    with clock.shifted(timedelta(minutes=2)):
        dispatch.dispatch(organization.id)

    assert fates(organization) == ["sent"]
    assert len(sink.raw) == 1


def test_a_message_planned_long_ahead_is_not_given_up_at_its_first_failure(organization, sink):
    write_to(organization, {})
    change(Message, organization, created_at=clock.now() - timedelta(days=30))
    sink.at_data = "451 4.3.0 Try again later"

    dispatch.dispatch(organization.id)

    assert fates(organization) == ["queued"]


def test_after_two_days_of_failures_it_is_given_up(organization, sink):
    write_to(organization, {})
    change(Message, organization, attempts=dispatch.LAST_ATTEMPT - 1)
    sink.at_data = "451 4.3.0 Try again later"

    dispatch.dispatch(organization.id)

    assert fates(organization) == ["failed gave_up"]
    steps = [dispatch.BACK_OFF[min(n, len(dispatch.BACK_OFF)) - 1] for n in range(1, dispatch.LAST_ATTEMPT)]
    assert timedelta(days=2) <= sum(steps, timedelta()) < timedelta(days=2, hours=2)


@pytest.mark.parametrize("url", ["", "smtp+plain://127.0.0.1:9"])
def test_a_server_that_cant_be_reached_is_tried_later(organization, settings, url):
    settings.LIGHTYEAR_SMTP_URL = url
    email_channel.pool.cache_clear()
    write_to(organization, {})

    dispatch.dispatch(organization.id)

    assert fates(organization) == ["queued"]
    assert only_message(organization).attempts == 1
    email_channel.pool.cache_clear()


@pytest.mark.parametrize(
    ("reply", "is_suppressed"),
    [
        ("550 5.1.1 No such mailbox", True),
        ("550 5.1.10 This domain takes no mail", True),
        ("550 5.7.1 Not wanted here", False),
        ("550 5.1.8 The sender's domain is unknown", False),
        ("550 No", False),
    ],
)
def test_only_a_refusal_that_speaks_of_the_address_suppresses_it(organization, sink, reply, is_suppressed):
    write_to(organization, {})
    sink.at_rcpt = reply

    dispatch.dispatch(organization.id)

    assert fates(organization) == ["failed refused"]
    with inside(organization):
        found = list(Suppression.objects.values_list("channel", "reason"))
        entered = Entry.objects.filter(event="address.suppressed").count()
    assert found == ([("email", "bounced")] if is_suppressed else [])
    assert entered == len(found)


def test_a_refusal_of_the_contents_says_nothing_of_the_address(organization, sink):
    write_to(organization, {})
    sink.at_data = "554 5.1.1 Not this"

    dispatch.dispatch(organization.id)

    assert fates(organization) == ["failed refused"]
    with inside(organization):
        assert not Suppression.objects.exists()


def test_silence_after_the_message_is_uncertain_and_never_sent_again_by_itself(organization, sink):
    write_to(organization, {})
    sink.at_data = SILENCE
    dispatch.dispatch(organization.id)
    sink.at_data = None

    with clock.shifted(LEASE_IS_OVER):
        looked_at = dispatch.dispatch(organization.id)

    assert looked_at == 0
    assert fates(organization) == ["uncertain"]
    assert len(sink.raw) == 1


def test_whoever_withdraws_while_the_server_is_being_asked_gets_nothing(organization, sink):
    [contact] = write_to(organization, {})

    def withdraw():
        with inside(organization):
            purpose = contact.standings.get().purpose
            outreach.withdraw(contact, purpose)
        connection.close()

    sink.on_rcpt = withdraw
    first = dispatch.dispatch(organization.id)
    sink.on_rcpt = None
    dispatch.dispatch(organization.id)

    assert first == 1
    assert fates(organization) == ["left_out withdrawn"]
    assert sink.raw == []


def test_a_letter_whose_lease_was_lost_changes_nothing(organization, sink):
    write_to(organization, {})
    others = clock.now() + timedelta(hours=1)

    def lose():
        change(Message, organization, leased_until=others)
        connection.close()

    sink.on_rcpt, sink.at_rcpt = lose, "450 4.2.0 Greylisted"
    dispatch.dispatch(organization.id)

    message = only_message(organization)
    assert (message.state, message.attempts, message.leased_until) == ("queued", 0, others)


@contextmanager
def held_at_the_dot(organization, sink):
    """A worker that waits for the server's answer to a message it has sent whole."""
    sink.gate.clear()

    def work():
        dispatch.dispatch(organization.id)
        connection.close()

    worker = threading.Thread(target=work)
    worker.start()
    assert sink.arrived.wait(10)
    try:
        yield
    finally:
        sink.gate.set()
        worker.join()


def test_a_late_yes_settles_what_had_become_uncertain(organization, sink):
    write_to(organization, {})

    with held_at_the_dot(organization, sink), clock.shifted(LEASE_IS_OVER), inside(organization):
        outbox.forget_leases()
        meanwhile = Message.objects.get().state

    assert meanwhile == "uncertain"
    assert fates(organization) == ["sent"]


def test_a_late_no_settles_what_had_become_uncertain(organization, sink):
    write_to(organization, {})
    sink.verdict = "451 4.3.0 Not now"

    with held_at_the_dot(organization, sink), clock.shifted(LEASE_IS_OVER), inside(organization):
        outbox.forget_leases()

    assert fates(organization) == ["queued"]


def test_what_a_dead_worker_had_under_way_becomes_uncertain_with_an_entry(organization, sink):
    write_to(organization, {}, {})
    with inside(organization):
        Message.objects.update(state="sending", leased_until=clock.now() - LEASE_IS_OVER)

    for _ in range(2):
        dispatch.dispatch(organization.id)

    with inside(organization):
        entry = Entry.objects.get(event="messages.uncertain")
    assert (fates(organization), sink.mails, entry.facts) == (["uncertain"] * 2, [], {"count": 2})


def test_a_late_no_for_good_changes_nothing_that_was_settled_by_hand(organization, sink):
    write_to(organization, {})
    sink.verdict = "550 5.7.1 Never"

    with held_at_the_dot(organization, sink), clock.shifted(LEASE_IS_OVER), inside(organization):
        outbox.forget_leases()
        message_id = Message.objects.get().id
        services.reconcile(message_id=message_id, was_delivered=True, evidence="test", by=outreach.BY)

    with inside(organization):
        assert not Entry.objects.filter(event="message.failed").exists()
    assert fates(organization) == ["sent"]


def test_a_late_yes_adds_nothing_to_what_was_settled_by_hand(organization, sink):
    [contact] = write_to(organization, {})

    with held_at_the_dot(organization, sink), clock.shifted(LEASE_IS_OVER), inside(organization):
        outbox.forget_leases()
        message_id = Message.objects.get().id
        services.reconcile(message_id=message_id, was_delivered=True, evidence="test", by=outreach.BY)

    with inside(organization):
        assert Event.objects.filter(contact=contact, kind="message.sent").count() == 1


def test_other_workers_are_told_of_the_rest_before_the_first_message_leaves(organization, sink):
    write_to(organization, {}, {}, {})
    seen = []

    def look():
        seen.append(Work.objects.get(workspace=organization, kind=services.DISPATCH).due_at)
        connection.close()

    sink.on_rcpt = look
    Work.objects.all().delete()
    dispatch.dispatch(organization.id, limit=2)
    others_may_take_it = seen[0] <= clock.now()
    Work.objects.all().delete()
    dispatch.dispatch(organization.id, limit=2)

    assert others_may_take_it
    assert clock.now() < seen[-1] <= clock.now() + timedelta(seconds=180)


def test_a_retry_isnt_late_because_somebody_else_was_told_of_the_lease(organization, sink):
    write_to(organization, {})
    sink.at_data = "451 4.3.0 Try again later"
    Work.objects.filter(workspace=organization).update(due_at=clock.now())
    Work.objects.filter(workspace=organization).exclude(kind=services.DISPATCH).delete()

    work.run_next()

    row = Work.objects.get(workspace=organization, kind=services.DISPATCH)
    assert row.due_at == only_message(organization).due_at


def test_a_worker_sends_what_is_due_and_comes_back_for_the_rest(organization, sink):
    write_to(organization, {}, {})
    later = clock.now() + timedelta(hours=3)
    with inside(organization):
        Message.objects.filter(contact__number=2).update(due_at=later)

    again_at = jobs.send_due(organization.id)

    assert again_at == later
    assert fates(organization) == ["sent", "queued"]
