"""Workers beside workers, and withdrawals beside sends."""

import threading
import time
from contextlib import contextmanager

import pytest
from django.db import connection

from lightyear.consent import services as consent
from lightyear.consent.models import ConsentRecord
from lightyear.kit import clock
from lightyear.messaging import dispatch, outbox
from lightyear.messaging.models import Message
from lightyear.workspaces import wall
from tests.messaging import outreach
from tests.messaging.outreach import agreed, inside, write_to


@contextmanager
def elsewhere(workspace):
    """A thread with a connection of its own, inside the same workspace."""

    def run(work):
        results = []

        def inside():
            try:
                with wall.enter(workspace.id):
                    results.append(work())
            finally:
                connection.close()

        thread = threading.Thread(target=inside)
        thread.start()
        return thread, results

    yield run


def do_elsewhere(workspace, work):
    with elsewhere(workspace) as run:
        thread, results = run(work)
        thread.join()
    return results[0]


def test_two_workers_never_hold_the_same_message(organization):
    with wall.enter(organization.id):
        template = outreach.template(outreach.purpose())
        agreed(template, 6)
        outbox.fill(template, channel="email", origin="test")

    with wall.enter(organization.id):
        first = outbox.claim(4)
        second = do_elsewhere(organization, lambda: outbox.claim(4))

    assert len(first.ids) == 4
    assert len(second.ids) == 2
    assert not set(first.ids) & set(second.ids)


@pytest.fixture
def claimed(organization):
    """One message that a worker holds: its contact, purpose, and the claim."""
    with wall.enter(organization.id):
        template = outreach.template(outreach.purpose())
        [contact] = agreed(template)
        outbox.fill(template, channel="email", origin="test")
        claim = outbox.claim(1)
    return contact, template.purpose, claim


def test_a_mark_waits_for_a_withdrawal_under_way_and_obeys_it(organization, claimed):
    contact, purpose, claim = claimed

    with elsewhere(organization) as run:
        with wall.enter(organization.id):
            outreach.withdraw(contact, purpose)
            thread, marked = run(lambda: outbox.mark_sending(claim.ids[0], until=claim.until))
            thread.join(0.5)
            was_waiting = thread.is_alive()
        thread.join()

    assert was_waiting
    assert marked == [None]


def test_a_withdrawal_waits_for_a_mark_under_way(organization, claimed):
    contact, purpose, claim = claimed

    with elsewhere(organization) as run:
        with wall.enter(organization.id):
            marked = outbox.mark_sending(claim.ids[0], until=claim.until)
            thread, _ = run(lambda: outreach.withdraw(contact, purpose))
            thread.join(0.5)
            was_waiting = thread.is_alive()
        thread.join()

    assert was_waiting
    assert marked is not None


def test_no_message_is_marked_after_the_commit_of_a_withdrawal(organization):
    with wall.enter(organization.id):
        template = outreach.template(outreach.purpose())
        everyone = agreed(template, 40)
        outbox.fill(template, channel="email", origin="test")
        claim = outbox.claim(100)
        owner = dict(Message.objects.values_list("id", "contact_id"))
    withdrawn_at = {}

    def withdraw_one_after_the_other():
        for contact in everyone:
            with wall.enter(organization.id):
                outreach.withdraw(contact, template.purpose)
            withdrawn_at[contact.id] = time.monotonic()
        connection.close()

    racing = threading.Thread(target=withdraw_one_after_the_other)
    racing.start()
    marked_at = {}
    for message_id in sorted(claim.ids, key=lambda one: hash(str(one))):
        begun = time.monotonic()
        with wall.enter(organization.id):
            if outbox.mark_sending(message_id, until=claim.until):
                marked_at[owner[message_id]] = begun
    racing.join()

    too_late = [contact for contact, begun in marked_at.items() if begun > withdrawn_at[contact]]
    assert too_late == []
    assert len(withdrawn_at) == 40


def test_no_mail_leaves_after_the_commit_of_a_withdrawal(organization, sink):
    everyone = write_to(organization, *[{} for _ in range(30)])
    withdrawn_at = {}

    def withdraw_one_after_the_other():
        for contact in everyone:
            with inside(organization):
                outreach.withdraw(contact, contact.standings.get().purpose)
            withdrawn_at[contact.id] = clock.now()
        connection.close()

    racing = threading.Thread(target=withdraw_one_after_the_other)
    racing.start()
    dispatch.dispatch(organization.id)
    racing.join()
    dispatch.dispatch(organization.id)

    with inside(organization):
        sent = dict(Message.objects.filter(state="sent").values_list("contact_id", "sending_at"))
    assert len(sink.raw) == len(sent)
    assert [contact for contact, at in sent.items() if at and at > withdrawn_at[contact]] == []


def test_two_withdrawals_at_the_same_moment_are_one_answer(organization):
    with wall.enter(organization.id):
        template = outreach.template(outreach.purpose())
        [contact] = agreed(template, 1)

    def withdraw():
        return consent.withdraw(
            contact=contact, purpose=template.purpose, channel="email", source="test", by=outreach.BY
        ).id

    with elsewhere(organization) as run:
        with wall.enter(organization.id):
            first = withdraw()
            thread, results = run(withdraw)
            time.sleep(0.2)
        thread.join()

    assert results == [first]
    with wall.enter(organization.id):
        assert ConsentRecord.objects.filter(answer="withdrawn").count() == 1
