"""Invented people in large numbers: contacts who confirmed an address and agreed to one purpose."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lightyear.consent.models import ConsentRecord, Notice, Standing
    from lightyear.contacts.models import Contact, ContactPoint

BATCH = 1000
NAMES = ("Elena", "Tomas", "Amara", "Jun", "Ilse", "Noor", "Pavel", "Lucía")


def agree(count: int, notice: "Notice") -> None:
    """Add so many contacts of the open workspace who agreed to a notice: person0@inbox.example and on."""
    for start in range(0, count, BATCH):
        _add(start, min(start + BATCH, count), notice)


def _add(start: int, stop: int, notice: "Notice") -> None:
    from lightyear.consent.models import ConsentRecord, Standing
    from lightyear.contacts import services
    from lightyear.contacts.models import Contact, ContactPoint

    first = services.take_numbers(stop - start)
    contacts = [_contact(number, first + number - start) for number in range(start, stop)]
    records = [_record(contact, notice) for contact in contacts]
    Contact.objects.bulk_create(contacts)
    ContactPoint.objects.bulk_create(_point(number, one) for number, one in enumerate(contacts, start))
    ConsentRecord.objects.bulk_create(records)
    Standing.objects.bulk_create(_standing(record) for record in records)


def _address(number: int) -> str:
    return f"person{number}@inbox.example"


def _contact(number: int, place: int) -> "Contact":
    from lightyear.contacts import profile, services
    from lightyear.contacts.models import Contact
    from lightyear.kit import clock

    name = NAMES[number % len(NAMES)]
    contact = Contact(number=place, name=name, name_key=services.sort_key(name), confirmed_at=clock.now())
    contact.email_domain = "inbox.example"
    profile.write(contact, profile.Profile(points={"email": _address(number)}))
    return contact


def _point(number: int, contact: "Contact") -> "ContactPoint":
    from lightyear.contacts import points
    from lightyear.contacts.models import ContactPoint

    lookup = points.lookup("email", _address(number))
    return ContactPoint(contact=contact, kind="email", lookup=lookup, confirmed_at=contact.confirmed_at)


def _record(contact: "Contact", notice: "Notice") -> "ConsentRecord":
    from lightyear.consent.models import ConsentRecord

    return ConsentRecord(
        contact=contact,
        purpose=notice.purpose,
        channel=notice.channel,
        answer="granted",
        notice=notice,
        notice_digest=notice.digest,
        source="bench",
    )


def _standing(record: "ConsentRecord") -> "Standing":
    from lightyear.consent.models import Standing

    return Standing(
        contact=record.contact,
        purpose=record.purpose,
        channel=record.channel,
        answer=record.answer,
        record=record,
        since=record.at,
    )
