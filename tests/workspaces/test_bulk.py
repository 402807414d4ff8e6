"""Rows that came in by COPY are those that would have been saved one by one, and stay behind the wall."""

from datetime import UTC, datetime

import pytest


def test_what_was_inserted_is_what_is_read(inside):
    from lightyear.contacts.models import Contact, Event
    from lightyear.workspaces import bulk

    at = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
    contact = Contact(number=7, name="Zora ☕\t\\N", name_key="zora", created_at=at, profile=b"\x00\xff")
    event = Event(contact_id=contact.id, kind="form.submitted", at=at, facts={"form": "类"})

    counts = [bulk.insert(Contact, [contact]), bulk.insert(Event, [event]), bulk.insert(Event, [])]

    read = Contact.objects.get()
    assert counts == [1, 1, 0]
    assert (read.number, read.name, read.created_at) == (7, contact.name, at)
    assert bytes(read.profile or b"") == b"\x00\xff"
    assert (read.confirmed_at, read.workspace_id) == (None, inside.id)
    assert Event.objects.get().facts == {"form": "类"}


def test_lists_and_long_documents_are_taken(inside):
    from lightyear.gate.models import Decision
    from lightyear.intake import services as intake
    from lightyear.workspaces import bulk

    decision = Decision(
        direction="in",
        source="form:class",
        purpose="requests",
        destination_id=intake.own_destination().id,
        subject_kind="visitor",
        verdict="allow",
        categories=["email", "name"],
        considered=[{"rule": "x" * 5000, "matched": False}],
        profiles=["hipaa"],
        rulebook="2026.11.1",
        actor="system:test",
    )

    bulk.insert(Decision, [decision])

    read = Decision.objects.get()
    assert (read.categories, read.considered, read.batch) == (["email", "name"], decision.considered, None)


def test_what_the_database_decides_stays_its_own(inside):
    from lightyear.ledger.models import Entry
    from lightyear.workspaces import bulk

    bulk.insert(Entry, [Entry(event="demo.loaded", actor="system:test")])

    assert Entry.objects.get().xact > 0


def test_a_row_of_another_workspace_is_refused(inside):
    from django.db import Error, transaction

    from lightyear.contacts.models import Contact
    from lightyear.kit import ids
    from lightyear.workspaces import bulk

    stray = Contact(number=1, workspace_id=ids.new())

    with pytest.raises(Error), transaction.atomic():
        bulk.insert(Contact, [stray])

    assert not Contact.objects.exists()
