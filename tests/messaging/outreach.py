"""People, purposes and templates to send with, made as plainly as they can be."""

from contextlib import contextmanager

from lightyear.consent import services as consent
from lightyear.contacts import points, profile
from lightyear.contacts import services as contacts
from lightyear.contacts.models import Contact, ContactPoint
from lightyear.kit import clock
from lightyear.ledger.actors import Actor
from lightyear.messaging import services as messaging
from lightyear.messaging.models import Message
from lightyear.workspaces import wall

BY = Actor.system("test")
LETTER = "<mj-section><mj-column><mj-text>Hello {{ contact.name }}</mj-text></mj-column></mj-section>"
SUBJECT = "The autumn program is here"


def purpose(key="events", kind="commercial"):
    return consent.declare(key=key, kind=kind, name_en=key, name_zh=key, by=BY)


def notice(of, channel="email", language="en"):
    return consent.word(
        purpose=of, channel=channel, language=language, wording=f"Yes, {of.key} please.", by=BY
    )


def template(of, key="news", *, channel="email", languages=("en", "zh-hans"), subject=SUBJECT, mjml=LETTER):
    variants = {language: messaging.Variant(subject, mjml) for language in languages}
    return messaging.define(key=key, name=key, purpose=of, variants=variants, channel=channel, by=BY)


def person(email="ana@inbox.example", *, name="Ana", language="en", is_confirmed=True) -> Contact:
    """A contact with one e-mail address, none for ""."""
    confirmed_at = clock.now() if is_confirmed else None
    contact = Contact(number=contacts.take_numbers(1), name=name, language=language, confirmed_at=clock.now())
    profile.write(contact, profile.Profile(points={"email": email} if email else {}))
    contact.save(force_insert=True)
    if email:
        lookup = points.lookup("email", email)
        ContactPoint.objects.create(contact=contact, kind="email", lookup=lookup, confirmed_at=confirmed_at)
    return contact


def agree(contact, to, language="en", given_at=None):
    return consent.grant(
        contact=contact,
        notice=notice(to, language=language),
        given_at=given_at or clock.now(),
        source="test",
        by=BY,
    )


def withdraw(contact, of):
    return consent.withdraw(contact=contact, purpose=of, channel="email", source="test", by=BY)


def queue(contact, template, key=None, **more):
    key = key or f"test:{contact.id}:{template.key}"
    return messaging.queue(contact=contact, template=template.key, key=key, **more)


def agreed(template, count=1):
    """So many contacts who agreed to a template's purpose."""
    found = [person(f"person{number}@inbox.example") for number in range(count)]
    for contact in found:
        agree(contact, template.purpose)
    return found


@contextmanager
def inside(organization):
    """The wall of an organization."""
    with wall.enter(organization.id):
        yield


def write_to(organization, *people, **more):
    """Queue one template for people who agreed to it."""
    with inside(organization):
        news = template(purpose(kind=more.pop("kind", "commercial")), **more)
        found = [person(**({"email": f"p{n}@inbox.example"} | one)) for n, one in enumerate(people)]
        for contact in found:
            agree(contact, news.purpose)
            queue(contact, news)
    return found


def fates(organization):
    """State and reason of every message, in the order of the contacts."""
    with inside(organization):
        rows = Message.objects.order_by("contact__number").values_list("state", "reason")
        return [f"{state} {reason}".strip() for state, reason in rows]


def only_message(organization):
    with inside(organization):
        return Message.objects.select_related("decision").get()
