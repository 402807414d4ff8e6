"""Claimed messages become letters: filled in, judged by the gate, written as the channel needs them.

A batch costs a handful of queries, however many messages it has. What can't go is left out with the
reason, and never keeps the others from going.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from uuid import UUID

from lightyear import guard
from lightyear.consent.models import Purpose
from lightyear.contacts import profile
from lightyear.contacts.models import Contact
from lightyear.gate import services as gate
from lightyear.kit import ids
from lightyear.ledger import services as ledger
from lightyear.ledger.actors import Actor
from lightyear.messaging import channel as channels
from lightyear.messaging import filling, outbox, queries, reading, rendering, tokens
from lightyear.messaging.channel import Channel, Envelope
from lightyear.messaging.eligibility import Reason
from lightyear.messaging.models import Message, TemplateVersion
from lightyear.workspaces import keys
from lightyear.workspaces import queries as workspaces
from lightyear.workspaces.models import Workspace

WORKER = Actor.system("dispatch")


@dataclass(repr=False)
class Letter:
    """A message ready to be handed over; `until` is the end of the lease it is held under."""

    message_id: UUID
    workspace_id: UUID
    contact: Contact
    until: datetime
    channel: Channel
    envelope: Envelope
    is_marked: bool = False


class Unfit(Exception):
    """A message can't become a letter; `reason` says why, in the words of eligibility."""

    def __init__(self, reason: Reason) -> None:
        self.reason = reason
        super().__init__(reason.value)


@dataclass(frozen=True, repr=False)
class _Draft:
    """A message with everything that its letter needs, before the gate has spoken."""

    message: Message
    channel: Channel
    filled: filling.Filled
    address: str


def prepare(claim: outbox.Claim) -> list[Letter]:
    """Make letters of the claimed messages; those that can't go are left out with the reason."""
    workspace = workspaces.current()
    messages = _messages(claim.ids)
    reasons: dict[UUID, Reason] = {}
    drafts = _drafts(messages, workspace, reasons)
    letters = []
    for draft, answer in _judged(drafts):
        try:
            letters.append(_letter(draft, answer, workspace, claim.until))
        except Unfit as unfit:
            reasons[draft.message.id] = unfit.reason
    outbox.note([_note(message, reasons.get(message.id)) for message in messages])
    left_out = claim.left_out + Counter(reason.value for reason in reasons.values())
    if left_out:
        ledger.record("messages.left_out", actor=WORKER, counts=dict(left_out))
    return letters


def parcel(message: Message, filled: filling.Filled) -> gate.Parcel:
    """A filled-in message as the gate is to judge it."""
    rendered, template = filled.rendered, message.template
    return gate.Parcel(
        payload={"subject": rendered.subject, "text": rendered.text, "html": rendered.html},
        reading=reading.of(rendered, source=filled.source),
        flow=_flow(template.purpose),
        source=f"template:{template.key}",
        purpose=template.purpose.key,
    )


def _messages(message_ids: Sequence[UUID]) -> list[Message]:
    found = Message.objects.select_related("contact", "template__purpose").filter(id__in=message_ids)
    return list(found.order_by("due_at", "id"))


def _drafts(messages: list[Message], workspace: Workspace, reasons: dict[UUID, Reason]) -> list[_Draft]:
    versions = queries.versions_in_force({message.template_id for message in messages})
    drafts = []
    for message in messages:
        try:
            drafts.append(_draft(message, versions[message.template_id], workspace))
        except Unfit as unfit:
            reasons[message.id] = unfit.reason
    return drafts


def _draft(message: Message, versions: Mapping[str, TemplateVersion], workspace: Workspace) -> _Draft:
    try:
        channel = channels.get(message.channel)
        address = profile.read(message.contact).points.get(channel.point)
        filled = filling.fill(message, versions, workspace)
    except channels.Unknown:
        raise Unfit(Reason.NO_CHANNEL) from None
    except profile.Erased:
        raise Unfit(Reason.ERASED) from None
    except keys.SealBroken:
        raise Unfit(Reason.UNREADABLE) from None
    except rendering.TemplateError:
        raise Unfit(Reason.TEMPLATE) from None
    if not address:
        raise Unfit(Reason.NO_ADDRESS)
    return _Draft(message, channel, filled, address)


def _judged(drafts: list[_Draft]) -> list[tuple[_Draft, gate.Answer]]:
    """Each draft with what the gate says of it; one set for each channel."""
    judged: list[tuple[_Draft, gate.Answer]] = []
    drafts = sorted(drafts, key=lambda draft: draft.channel.key)
    for _, group in groupby(drafts, key=lambda draft: draft.channel.key):
        members = list(group)
        parcels = [parcel(draft.message, draft.filled) for draft in members]
        answers = gate.clear_many(parcels, destination=members[0].channel.destination(), by=WORKER)
        judged += zip(members, answers, strict=True)
    return judged


def _flow(purpose: Purpose) -> guard.Flow:
    is_service = purpose.kind == Purpose.Kind.SERVICE
    return guard.Flow(
        direction="out",
        channel="email",
        subject="visitor" if is_service else "contact",
        purpose="service" if is_service else "marketing",
        sender="provider",
        basis=guard.Basis(consent=not is_service),
    )


def _letter(draft: _Draft, answer: gate.Answer, workspace: Workspace, until: datetime) -> Letter:
    message = draft.message
    message.decision, message.version = answer.decision, draft.filled.version
    if isinstance(answer, gate.Refusal):
        raise Unfit(Reason.BLOCKED)
    try:
        envelope = draft.channel.prepare(
            message, answer, workspace=workspace, contact=message.contact, address=draft.address
        )
    except channels.Unwritable:
        raise Unfit(Reason.UNWRITABLE) from None
    return Letter(message.id, workspace.id, message.contact, until, draft.channel, envelope)


def _note(message: Message, reason: Reason | None) -> outbox.Note:
    return outbox.Note(
        id=message.id,
        token_digest=ids.digest(tokens.of("message", message.id)),
        decision_id=message.decision_id,
        version_id=message.version_id,
        message_id=message.message_id,
        reason=reason.value if reason else "",
    )
