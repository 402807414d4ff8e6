"""Writes on messages, except sending them: that is `dispatch` alone."""

import itertools
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify

from lightyear.consent.models import Purpose
from lightyear.contacts import services as contacts
from lightyear.contacts.models import Contact
from lightyear.kit import clock
from lightyear.ledger import services as ledger
from lightyear.ledger.actors import Actor
from lightyear.messaging import layout, outbox, queries, wording
from lightyear.messaging.eligibility import Reason
from lightyear.messaging.models import Broadcast, Message, State, Suppression, Template, TemplateVersion
from lightyear.workspaces import services as workspaces

DISPATCH = "messages.dispatch"
RESERVED = frozenset({"new"})
MANY = 500
"""From so many messages at once the database's own count of its rows is too old to plan by."""


class NotUncertain(ValueError):
    """Only an uncertain message can be reconciled."""


class Archived(ValueError):
    """An archived template can't be sent."""


class Objected(ValueError):
    """A rule objects to the wording: it can't be sent as it stands. `remarks` say which and why."""

    def __init__(self, remarks: list[wording.Remark]) -> None:
        self.remarks = remarks
        super().__init__(", ".join(remark.rule for remark in remarks))


class PurposeStays(Exception):
    """A template of which messages were made keeps its purpose."""


class Needed(ValueError):
    """A template of the product's own letters can't be archived: forms and requests send it by themselves."""


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
    """Make a template or give it new versions where its wording changed.

    Raises rendering.TemplateError, or PurposeStays: whoever got it stops its purpose by the link in it.
    """
    earlier = Template.objects.filter(key=key).values_list("name", "purpose_id", "channel").first()
    if earlier and earlier[1] != purpose.id and queries.is_in_use(key):
        raise PurposeStays
    template, _ = Template.objects.update_or_create(
        key=key, defaults={"name": name, "purpose": purpose, "channel": channel}
    )
    if earlier not in (None, (name, purpose.id, channel)):
        ledger.record("template.changed", actor=by, template=key, purpose=purpose.key)
    for language, variant in variants.items():
        _version(template, language, variant, by=by)
    return template


def free_key(name: str) -> str:
    """A key for a new template that no other has and no page's address takes."""
    base = slugify(name)[:40].strip("-") or "template"
    taken = {*RESERVED, *Template.objects.filter(key__startswith=base).values_list("key", flat=True)}
    numbered = (f"{base}-{number}" for number in itertools.count(2))
    return base if base not in taken else next(key for key in numbered if key not in taken)


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
def queue_for_everyone(
    *, template: Template, origin: str, by: Actor, due_at: datetime | None = None
) -> outbox.Filled:
    """Put a template into the outbox for everyone who may get it. Safe to repeat per origin.

    Raises Archived, and Objected where a rule objects to the wording.
    """
    if template.archived_at is not None:
        raise Archived(template.key)
    if remarks := wording.objections(template):
        raise Objected(remarks)
    moment = due_at or clock.now()
    broadcast, _ = Broadcast.objects.get_or_create(
        origin=origin, defaults={"template": template, "due_at": moment}
    )
    filled = outbox.fill(
        template, channel=template.channel, origin=origin, broadcast=broadcast.id, due_at=moment
    )
    # A repeat under the same origin puts nothing into the outbox: nothing happened that could be recorded.
    if filled.queued or filled.left_out:
        ledger.record(
            "messages.queued",
            actor=by,
            template=template.key,
            origin=origin,
            count=filled.queued,
            left_out=filled.left_out,
            due_at=moment.isoformat(),
        )
    if filled.queued >= MANY:
        transaction.on_commit(outbox.count_rows)
    workspaces.schedule(DISPATCH, at=moment)
    return filled


@transaction.atomic
def cancel(*, broadcast_id: UUID, by: Actor) -> int:
    """Stop whatever of a send hasn't left; returns how many messages. Safe to repeat."""
    broadcast = Broadcast.objects.select_for_update(of=("self",)).get(id=broadcast_id)
    stopped = outbox.cancel(broadcast.id)
    if broadcast.cancelled_at is None:
        broadcast.cancelled_at = clock.now()
        broadcast.save(update_fields=["cancelled_at"])
    if stopped:
        ledger.record("messages.cancelled", actor=by, origin=broadcast.origin, count=stopped)
    return stopped


@transaction.atomic
def archive(*, template: Template, by: Actor) -> None:
    """Send a template no more, not even what waits in the outbox. Safe to repeat. Raises Needed."""
    if template.purpose.kind == Purpose.Kind.SERVICE:
        raise Needed(template.key)
    _mark_archived(template, clock.now(), "template.archived", by=by)


@transaction.atomic
def restore(*, template: Template, by: Actor) -> None:
    """Let an archived template be sent again. Safe to repeat."""
    _mark_archived(template, None, "template.restored", by=by)


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
    message = (
        Message.objects.select_for_update(of=("self",))
        .select_related("contact", "broadcast")
        .get(id=message_id)
    )
    if message.state != State.UNCERTAIN:
        raise NotUncertain
    if was_delivered:
        message.state, message.finished_at = State.SENT, clock.now()
    elif message.broadcast is not None and message.broadcast.cancelled_at is not None:
        message.state, message.reason = State.LEFT_OUT, Reason.CANCELLED
        message.finished_at = clock.now()
    else:
        message.state, message.due_at, message.attempts = State.QUEUED, clock.now(), 0
        workspaces.schedule(DISPATCH)
    message.save(update_fields=["state", "reason", "finished_at", "due_at", "attempts"])
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


def _mark_archived(template: Template, at: datetime | None, event: str, *, by: Actor) -> None:
    changed = Template.objects.filter(id=template.id, archived_at__isnull=at is not None)
    if changed.update(archived_at=at):
        ledger.record(event, actor=by, template=template.key)


def _version(template: Template, language: str, variant: Variant, *, by: Actor) -> None:
    html = layout.compiled(variant.mjml, language=language, kind=template.purpose.kind)
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
