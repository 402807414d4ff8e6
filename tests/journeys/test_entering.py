"""Who comes into a journey: once per event, never twice at the same time."""

from django.db import transaction

from lightyear.contacts import services as contacts
from lightyear.journeys import services
from lightyear.journeys.models import Enrollment
from lightyear.ledger.models import Entry
from tests.journeys.conftest import FORM, come_in


def test_somebody_who_confirms_the_form_comes_in(journey, newcomer):
    contact = newcomer()

    entered = come_in(contact)

    enrollment = Enrollment.objects.get()
    assert entered == 1
    assert (enrollment.contact, enrollment.version, enrollment.step) == (contact, journey, "tell")
    assert Entry.objects.get(event="journey.entered").subject == contacts.reference(contact)


def test_another_form_or_event_brings_nobody_in(journey, newcomer):
    contact = newcomer()

    come_in(contact, form="another")
    services.triggered(contacts.happened(contact, "form.submitted", form=FORM))

    assert not Enrollment.objects.exists()


def test_one_event_counts_once(journey, newcomer):
    event = contacts.happened(newcomer(), "form.confirmed", form=FORM)

    entered = [services.triggered(event) for _ in range(2)]
    Enrollment.objects.update(state="done", due_at=None)
    entered.append(services.triggered(event))

    assert entered == [1, 0, 0]


def test_who_is_inside_comes_in_again_only_after_she_is_through(journey, newcomer):
    contact = newcomer()

    inside = [come_in(contact) for _ in range(2)]
    Enrollment.objects.update(state="done", due_at=None)
    inside.append(come_in(contact))

    assert inside == [1, 0, 1]


def test_an_event_that_is_rolled_back_leaves_nobody_inside(journey, newcomer):
    contact = newcomer()

    with transaction.atomic():
        come_in(contact)
        transaction.set_rollback(True)

    assert not Enrollment.objects.exists()
