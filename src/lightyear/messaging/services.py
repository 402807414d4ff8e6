"""Writes on messages, except sending them: that is `dispatch` alone."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from lightyear.consent.models import Purpose
from lightyear.contacts import services as contacts
from lightyear.contacts.models import Contact
from lightyear.kit import clock
from lightyear.ledger import services as ledger
from lightyear.ledger.actors import Actor
from lightyear.messaging import layout, outbox, rendering
from lightyear.messaging.models import Message, State, Suppression, Template, TemplateVersion
from lightyear.workspaces import services as workspaces

DISPATCH = "messages.dispatch"
MANY = 500
"""From so many messages at once the database's own count of its rows is too old to plan by."""


class NotUncertain(ValueError):
    """Only an uncertain message can be reconciled."""


@dataclass(frozen=True, slots=True)
class Link:
    """An address in a message: {LIGHTYEAR_URL}/{path}/{workspace}/{token of kind and row}."""

    path: str
    kind: str
    row: str


@dataclass(frozen=True, slots=True)
class Variant:
    """A template in one language: a Liquid subject and the MJML between our header and footer."""

    subject: str
    mjml: str


@transaction.atomic
def define(
    *,
    key: str,
    name: str,
    purpose: Purpose,
    variants: Mapping[str, Variant],
    by: Actor,
    channel: str = "email",
) -> Template:
    """Make a template or give it new versions where its wording changed. Raises rendering.TemplateError."""
    template, _ = Template.objects.update_or_create(
        key=key, defaults={"name": name, "purpose": purpose, "channel": channel}
    )
    for language, variant in variants.items():
        _version(template, language, variant, by=by)
    return template


@transaction.atomic
def queue(
    *,
    contact: Contact,
    template: str,
    key: str,
    links: Mapping[str, Link] | None = None,
    due_at: datetime | None = None,
) -> Message:
    """Put one message into the outbox, at most once per key."""
    chosen = Template.objects.get(key=template)
    moment = due_at or clock.now()
    details = {"links": {name: asdict(link) for name, link in (links or {}).items()}}
    message, _ = Message.objects.get_or_create(
        key=key,
        defaults={
            "contact": contact,
            "template": chosen,
            "channel": chosen.channel,
            "details": details,
            "due_at": moment,
        },
    )
    workspaces.schedule(DISPATCH, at=moment)
    return message


@transaction.atomic
def queue_for_everyone(*, template: Template, origin: str, by: Actor) -> outbox.Filled:
    """Put a template into the outbox for everyone who may get it. Safe to repeat per origin."""
    filled = outbox.fill(template, channel=template.channel, origin=origin)
    ledger.record(
        "messages.queued",
        actor=by,
        template=template.key,
        origin=origin,
        count=filled.queued,
        left_out=filled.left_out,
    )
    if filled.queued >= MANY:
        transaction.on_commit(outbox.count_rows)
    workspaces.schedule(DISPATCH)
    return filled


@transaction.atomic
def suppress(*, channel: str, lookup: bytes, reason: str, by: Actor) -> None:
    """Send nothing more to an address on a channel. Safe to repeat."""
    _, is_new = Suppression.objects.get_or_create(channel=channel, lookup=lookup, defaults={"reason": reason})
    if is_new:
        ledger.record("address.suppressed", actor=by, channel=channel, reason=reason)


@transaction.atomic
def reconcile(*, message_id: UUID, was_delivered: bool, evidence: str, by: Actor) -> Message:
    """Settle an uncertain message by what the mail server's log says. Raises NotUncertain.

    What was not delivered goes back into the outbox; nothing is ever resent without this answer.
    """
    message = Message.objects.select_for_update(of=("self",)).select_related("contact").get(id=message_id)
    if message.state != State.UNCERTAIN:
        raise NotUncertain
    if was_delivered:
        message.state, message.finished_at = State.SENT, clock.now()
    else:
        message.state, message.due_at, message.attempts = State.QUEUED, clock.now(), 0
        workspaces.schedule(DISPATCH)
    message.save(update_fields=["state", "finished_at", "due_at", "attempts"])
    if was_delivered:
        contacts.happened(message.contact, "message.sent", message=str(message.id))
    ledger.record(
        "message.reconciled",
        actor=by,
        subject=contacts.reference(message.contact),
        message=str(message.id),
        was_delivered=was_delivered,
        evidence=evidence,
    )
    return message


def suppress_contact(contact: Contact, *, channel: str, reason: str, by: Actor) -> None:
    """Suppress the point that a contact has for a channel."""
    kind = "email" if channel == "email" else "phone"
    for point in contact.points.filter(kind=kind):
        suppress(channel=channel, lookup=bytes(point.lookup), reason=reason, by=by)


def _version(template: Template, language: str, variant: Variant, *, by: Actor) -> None:
    html = rendering.compile_mjml(layout.wrap(variant.mjml, language=language, kind=template.purpose.kind))
    earlier = template.versions.filter(language=language)
    latest = earlier.order_by("-number").first()
    if latest and (latest.subject, latest.html) == (variant.subject, html):
        return
    number = (earlier.aggregate(last=Max("number"))["last"] or 0) + 1
    TemplateVersion.objects.create(
        template=template,
        language=language,
        number=number,
        subject=variant.subject,
        mjml=variant.mjml,
        html=html,
    )
    ledger.record("template.versioned", actor=by, template=template.key, language=language, version=number)
