"""What is held of a person: all of it in an export, nothing that names her after an erasure."""

import pytest
from django.apps import apps

from lightyear.contacts import profile, rights, services
from lightyear.contacts.models import Contact
from lightyear.intake import retention
from lightyear.intake import services as intake
from lightyear.intake.models import Submission
from lightyear.journeys import advance
from lightyear.journeys.models import Enrollment
from lightyear.ledger.actors import Actor
from lightyear.ledger.models import Entry
from lightyear.messaging import tokens
from lightyear.messaging.models import Message
from lightyear.sales.models import Task
from lightyear.workspaces import wall
from tests import populate

BY = Actor.system("test")


def tables_of_contacts() -> set[str]:
    """Every table with a foreign key to contacts."""
    return {
        model._meta.label
        for model in apps.get_models()
        for field in model._meta.local_fields
        if field.related_model is Contact
    }


@pytest.fixture
def place(db):
    found = populate.everything("here")
    with wall.enter(found.workspace.id):
        yield found


def test_every_table_that_points_at_contacts_is_exported_and_settled_by_an_erasure():
    assert tables_of_contacts() - rights.exported() == set()
    assert tables_of_contacts() - rights.settled() == set()
    assert len(tables_of_contacts()) > 7


def test_an_erasure_reaches_what_other_packages_hold(place):
    contact = Contact.objects.get()
    assert Message.objects.filter(state="queued").exists()

    services.erase(contact, by=BY)

    [submission] = Submission.objects.all()
    assert bytes(submission.answers) == b""
    assert retention.kept_answers(submission) == {}
    assert not Message.objects.filter(state="queued").exists()
    assert {tuple(message.details) for message in Message.objects.all()} == {()}
    assert not Task.objects.filter(done_at=None).exists()
    destroyed = Entry.objects.get(event="contact.erased").facts["destroyed"]
    assert destroyed["intake.Submission"] == 1
    assert destroyed["contacts.PropertyValue"] == 1


def test_who_is_erased_leaves_her_journeys_with_the_next_advance(place):
    services.erase(Contact.objects.get(), by=BY)

    advance.advance()

    assert set(Enrollment.objects.values_list("state", flat=True)) == {"left"}


def test_a_confirmation_link_opens_nothing_for_who_was_erased(place):
    contact = Contact.objects.get()
    submission = Submission.objects.get()
    Submission.objects.update(state=Submission.State.PENDING)

    services.erase(contact, by=BY)

    with pytest.raises(intake.LinkUnusable):
        intake.confirm(tokens.of("confirm", submission.id))


def test_nothing_is_exported_of_who_was_erased(place):
    contact = Contact.objects.get()
    services.erase(contact, by=BY)

    with pytest.raises(profile.Erased):
        services.export(contact, reason="asked", by=BY)

    assert not Entry.objects.filter(event="contact.exported").exists()
