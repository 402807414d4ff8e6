"""A workspace with a journey, and people who confirmed a form."""

import secrets
from collections.abc import Callable
from typing import Any

import pytest

from lightyear.ledger.actors import Actor

TEST = Actor.system("test")
FORM = "class-sign-up"

JOURNEY: dict[str, Any] = {
    "trigger": {"event": "form.confirmed", "form": FORM},
    "steps": [
        {"kind": "notify", "key": "tell", "role": "marketer"},
        {
            "kind": "task",
            "key": "call",
            "title": {"en": "Call about the class"},
            "role": "front_desk",
            "within_days": 2,
        },
        {"kind": "wait", "key": "three-days", "days": 3},
        {
            "kind": "branch",
            "key": "agreed",
            "condition": {"agreed": "events", "channel": "email"},
            "yes": [{"kind": "send", "key": "nurture", "template": "nurture"}],
            "no": [],
        },
    ],
}
"""Tell the marketers, give the desk a task, wait, and write to those who agreed."""


@pytest.fixture
def furnished(workspace):
    """Two members of staff, outside the wall."""
    from lightyear.accounts import services as accounts
    from lightyear.accounts.models import User

    for role in ("owner", "marketer"):
        user = User.objects.create_user(f"{role}@riverbend.example", name=role.title())
        accounts.join(user=user, workspace=workspace, role=role, by=TEST)
    return workspace


@pytest.fixture
def opened(furnished):
    """The wall of the furnished workspace, with a purpose and a template."""
    from lightyear.consent import services as consent
    from lightyear.messaging import services as messaging
    from lightyear.workspaces import wall

    letter = messaging.Variant(
        "Good to know", "<mj-section><mj-column><mj-text>Tea.</mj-text></mj-column></mj-section>"
    )
    with wall.enter(furnished.id):
        events = consent.declare(key="events", kind="commercial", name_en="Events", name_zh="活动", by=TEST)
        messaging.define(key="nurture", name="Nurture", purpose=events, variants={"en": letter}, by=TEST)
        yield furnished


@pytest.fixture
def journey(opened):
    """The live version of the journey."""
    from lightyear.journeys import services as journeys

    return journeys.publish(key="first-visit", name="First visit", raw=JOURNEY, by=TEST)


@pytest.fixture
def newcomer(opened) -> Callable[..., Any]:
    """Makes a contact with a confirmed address; she agreed unless told otherwise."""
    return make_contact


def make_contact(*, agreed: bool = True) -> Any:
    from lightyear.consent.models import Purpose
    from lightyear.contacts import services as contacts
    from lightyear.contacts.models import Contact, ContactPoint
    from lightyear.kit import clock

    contact = Contact.objects.create(number=contacts.take_numbers(1), confirmed_at=clock.now())
    ContactPoint.objects.create(
        contact=contact, kind="email", lookup=secrets.token_bytes(32), confirmed_at=clock.now()
    )
    if agreed:
        answer(contact, Purpose.objects.get(key="events"), "granted")
    return contact


def answer(contact, purpose, word) -> None:
    from lightyear.consent.models import ConsentRecord, Standing

    record = ConsentRecord.objects.create(
        contact=contact, purpose=purpose, channel="email", answer=word, source="test"
    )
    Standing.objects.update_or_create(
        contact=contact,
        purpose=purpose,
        channel="email",
        defaults={"answer": word, "record": record, "since": record.at},
    )


def come_in(contact, form=FORM) -> int:
    """What intake does when somebody confirms."""
    from lightyear.contacts import services as contacts
    from lightyear.journeys import services as journeys

    return journeys.triggered(contacts.happened(contact, "form.confirmed", form=form))
