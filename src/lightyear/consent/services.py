"""Writes on consent. An answer is never changed: a new record follows it."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from lightyear.consent import queries
from lightyear.consent.models import Answer, ConsentRecord, Notice, Purpose, Standing
from lightyear.contacts import services as contacts
from lightyear.contacts.models import Contact
from lightyear.kit import clock
from lightyear.ledger import services as ledger
from lightyear.ledger.actors import Actor


class NeverGranted(LookupError):
    """There is no answer to withdraw."""


class LaterNo(Exception):
    """The contact said no after she gave this yes; the no stands."""


class StillToCome(ValueError):
    """Nobody can have given a yes at a moment that is still to come."""


@transaction.atomic
def declare(*, key: str, kind: str, name_en: str, name_zh: str, by: Actor, **details: Any) -> Purpose:
    """Make a purpose, or bring its names up to date. Safe to repeat."""
    fields = {"kind": kind, "name_en": name_en, "name_zh": name_zh, **details}
    purpose, is_new = Purpose.objects.update_or_create(key=key, defaults=fields)
    ledger.record("purpose.declared" if is_new else "purpose.changed", actor=by, purpose=key)
    return purpose


@transaction.atomic
def word(*, purpose: Purpose, channel: str, language: str, wording: str, by: Actor) -> Notice:
    """The notice with this wording; a new version when the wording is new."""
    earlier = Notice.objects.filter(purpose=purpose, channel=channel, language=language)
    latest = earlier.order_by("-version").first()
    if latest and latest.wording == wording:
        return latest
    version = (earlier.aggregate(last=Max("version"))["last"] or 0) + 1
    notice = Notice.objects.create(
        purpose=purpose, channel=channel, language=language, version=version, wording=wording
    )
    ledger.record(
        "notice.worded", actor=by, purpose=purpose.key, channel=channel, version=version, digest=notice.digest
    )
    return notice


@transaction.atomic
def grant(
    *, contact: Contact, notice: Notice, given_at: datetime, source: str, by: Actor, **evidence: Any
) -> ConsentRecord:
    """Record that the contact agreed to a notice's wording, and when. Safe to repeat.

    An older yes never overrides a later no (PIPL 15). Raises LaterNo, StillToCome.
    """
    _one_answer_at_a_time(contact)
    standing = queries.standing(contact, notice.purpose, notice.channel)
    if given_at > clock.now():
        raise StillToCome
    if standing and standing.answer != Answer.GRANTED and standing.since >= given_at:
        raise LaterNo
    if standing and standing.answer == Answer.GRANTED and standing.record.notice_id == notice.id:
        return _record_of(standing)
    return _answer(
        Answer.GRANTED,
        contact=contact,
        purpose=notice.purpose,
        channel=notice.channel,
        notice=notice,
        source=source,
        by=by,
        evidence={"given_at": given_at.isoformat(), **evidence},
    )


@transaction.atomic
def withdraw(
    *, contact: Contact, purpose: Purpose, channel: str, source: str, by: Actor, **evidence: Any
) -> ConsentRecord:
    """Record that the contact said no, as easily as she said yes (PIPL 15-16). Safe to repeat."""
    _one_answer_at_a_time(contact)
    standing = queries.standing(contact, purpose, channel)
    if standing is None:
        raise NeverGranted(purpose.key)
    if standing.answer != Answer.GRANTED:
        return _record_of(standing)
    return _answer(
        Answer.WITHDRAWN,
        contact=contact,
        purpose=purpose,
        channel=channel,
        notice=standing.record.notice,
        source=source,
        by=by,
        evidence=evidence,
    )


def _one_answer_at_a_time(contact: Contact) -> None:
    """Two answers of one contact at the same moment: the second one sees the first."""
    Contact.objects.select_for_update(no_key=True).filter(id=contact.id).values_list("id").first()


def _record_of(standing: Standing) -> ConsentRecord:
    record: ConsentRecord = standing.record
    return record


def _answer(
    answer: str,
    *,
    contact: Contact,
    purpose: Purpose,
    channel: str,
    notice: Notice | None,
    source: str,
    by: Actor,
    evidence: dict[str, Any],
) -> ConsentRecord:
    record = ConsentRecord.objects.create(
        contact=contact,
        purpose=purpose,
        channel=channel,
        answer=answer,
        notice=notice,
        notice_digest=notice.digest if notice else "",
        source=source,
        evidence=evidence,
    )
    Standing.objects.update_or_create(
        contact=contact,
        purpose=purpose,
        channel=channel,
        defaults={"answer": answer, "record": record, "since": record.at},
    )
    contacts.happened(
        contact, f"consent.{answer}", purpose=purpose.key, channel=channel, record=str(record.id)
    )
    ledger.record(
        f"consent.{answer}",
        actor=by,
        subject=contacts.reference(contact),
        purpose=purpose.key,
        channel=channel,
        notice=record.notice_digest,
        source=source,
    )
    return record
