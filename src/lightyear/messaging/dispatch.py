"""The only way out: claim, fill in, clear at the gate, hand over, write down what became of it."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from uuid import UUID

from django.conf import settings
from django.db import connection

from lightyear import guard
from lightyear.consent.models import Purpose
from lightyear.contacts import profile
from lightyear.contacts import services as contacts
from lightyear.gate import services as gate
from lightyear.kit import clock, ids
from lightyear.ledger import services as ledger
from lightyear.ledger.actors import Actor
from lightyear.messaging import channel as channels
from lightyear.messaging import layout, outbox, rendering, tokens
from lightyear.messaging import services as messaging
from lightyear.messaging.channel import Accepted, Channel, Envelope, Outcome, Refused, Uncertain, Unreachable
from lightyear.messaging.eligibility import Reason
from lightyear.messaging.models import Message, State, Suppression, TemplateVersion
from lightyear.workspaces import queries as workspaces
from lightyear.workspaces import wall
from lightyear.workspaces.models import Workspace

BATCH = 100
GIVE_UP_AFTER = timedelta(days=2)
BACK_OFF = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2))
WORKER = Actor.system("dispatch")


class NoLongerAllowed(Exception):
    """Between claim and hand-over somebody withdrew, or the lease was lost: nothing leaves."""


@dataclass(frozen=True)
class Letter:
    """A message ready to be handed over."""

    message_id: UUID
    workspace_id: UUID
    until: datetime
    channel: Channel
    envelope: Envelope


def dispatch(workspace_id: UUID, *, limit: int = BATCH) -> int:
    """Send one batch of a workspace's due messages; returns how many were looked at."""
    with wall.enter(workspace_id):
        outbox.forget_leases()
        claim = outbox.claim(limit)
        letters = _prepare(claim)
    results = Counter(_senders().map(_send, letters))
    if results:
        with wall.enter(workspace_id):
            ledger.record("messages.dispatched", actor=WORKER, counts=dict(results))
    return len(claim.ids) + claim.left_out


def _prepare(claim: outbox.Claim) -> list[Letter]:
    """Fill in and clear every claimed message; those that can't go are left out with the reason."""
    messages = (
        Message.objects.select_related("contact", "template__purpose")
        .filter(id__in=claim.ids)
        .order_by("due_at", "id")
    )
    workspace = workspaces.current()
    prepared = [_letter(message, workspace, claim.until) for message in messages]
    return [letter for letter in prepared if letter is not None]


def _letter(message: Message, workspace: Workspace, until: datetime) -> Letter | None:
    channel = channels.get(message.channel)
    message.token_digest = ids.digest(tokens.of("message", message.id))
    try:
        rendered = _render(message, workspace)
        address = profile.read(message.contact).points[channel.point]
    except rendering.TemplateError:
        _leave_out(message, Reason.TEMPLATE)
        return None
    except (KeyError, profile.Erased):
        _leave_out(message, Reason.NO_ADDRESS)
        return None
    cleared = gate.clear(
        {"subject": rendered.subject, "text": rendered.text, "html": rendered.html},
        dict.fromkeys(("subject", "text", "html"), _flow(message)),
        destination=channel.destination(),
        source=f"template:{message.template.key}",
        purpose=message.template.purpose.key,
        by=WORKER,
    )
    message.decision = cleared.decision
    if isinstance(cleared, gate.Refusal):
        _leave_out(message, Reason.BLOCKED)
        return None
    passed = rendering.Rendered(**cleared.payload)
    try:
        envelope = channel.prepare(
            message, passed, workspace=workspace, contact=message.contact, address=address
        )
    except channels.Unwritable:
        _leave_out(message, Reason.UNWRITABLE)
        return None
    message.save(update_fields=["token_digest", "decision", "message_id"])
    return Letter(message.id, workspace.id, until, channel, envelope)


def _render(message: Message, workspace: Workspace) -> rendering.Rendered:
    language = message.contact.language
    version = _version(message, language)
    kind = message.template.purpose.kind
    filled = rendering.render(
        subject=version.subject, html=version.html, text=None, context=_context(message, workspace)
    )
    subject = layout.subject(filled.subject, language=language, kind=kind)
    return rendering.Rendered(subject=subject, html=filled.html, text=filled.text)


def _version(message: Message, language: str) -> TemplateVersion:
    versions = TemplateVersion.objects.filter(template=message.template).order_by("-number")
    version = versions.filter(language=language).first() or versions.first()
    if version is None:
        raise rendering.TemplateError(rendering.Kind.UNDEFINED)
    return version


def _context(message: Message, workspace: Workspace) -> dict[str, object]:
    token = tokens.of("message", message.id)
    links = {
        "unsubscribe": _address("u", workspace, token),
        "preferences": _address("p", workspace, token),
    }
    for name, link in message.details.get("links", {}).items():
        links[name] = _address(link["path"], workspace, tokens.of(link["kind"], UUID(link["row"])))
    return {
        "contact": {"name": message.contact.name},
        "organization": {
            "name": workspace.name,
            "postal_address": workspace.postal_address,
            "color": workspace.brand_color,
            "privacy_email": workspace.privacy_email,
        },
        "links": links,
    }


def _address(path: str, workspace: Workspace, token: str) -> str:
    return f"{settings.LIGHTYEAR_URL}/{path}/{workspace.slug}/{token}"


def _flow(message: Message) -> guard.Flow:
    is_service = message.template.purpose.kind == Purpose.Kind.SERVICE
    return guard.Flow(
        direction="out",
        channel="email",
        subject="visitor" if is_service else "contact",
        purpose="service" if is_service else "marketing",
        sender="provider",
        basis=guard.Basis(consent=not is_service),
    )


def _leave_out(message: Message, reason: str) -> None:
    message.state, message.reason, message.finished_at = State.LEFT_OUT, reason, clock.now()
    message.leased_until = None
    message.save(update_fields=["state", "reason", "finished_at", "leased_until", "decision", "token_digest"])


def _send(letter: Letter) -> str:
    """Hand one message over, in a thread with a database connection of its own; returns its state."""
    try:
        outcome = letter.channel.deliver(letter.envelope, before_data=lambda: _mark(letter))
        with wall.enter(letter.workspace_id):
            return _settle(letter, outcome)
    except NoLongerAllowed:
        return State.LEFT_OUT.value
    finally:
        connection.close()


def _mark(letter: Letter) -> None:
    """Commit `sending` before the first byte of DATA; raises NoLongerAllowed when it may not go."""
    with wall.enter(letter.workspace_id):
        may_go = outbox.mark_sending(letter.message_id, until=letter.until)
    if not may_go:
        raise NoLongerAllowed


def _settle(letter: Letter, outcome: Outcome) -> str:
    message = (
        Message.objects.select_for_update(of=("self",)).select_related("contact").get(id=letter.message_id)
    )
    match outcome:
        case Accepted():
            message.state, message.finished_at = State.SENT, clock.now()
            contacts.happened(message.contact, "message.sent", message=str(message.id))
        case Uncertain():
            message.state = State.UNCERTAIN
        case Refused(permanent=True):
            message.state, message.reason, message.finished_at = State.FAILED, Reason.REFUSED, clock.now()
            _suppress_if_gone(message, outcome)
        case Refused() | Unreachable():
            _try_later(message)
    message.leased_until = None
    message.save(update_fields=["state", "reason", "finished_at", "leased_until", "due_at", "attempts"])
    return str(message.state)


def _suppress_if_gone(message: Message, outcome: Refused) -> None:
    """A permanent refusal of the recipient speaks of the address (RFC 3463: 5.1.x)."""
    if outcome.stage == "rcpt" and " 5.1." in outcome.reply:
        messaging.suppress_contact(
            message.contact, channel=message.channel, reason=Suppression.Reason.BOUNCED, by=WORKER
        )


def _try_later(message: Message) -> None:
    now = clock.now()
    if now - message.created_at > GIVE_UP_AFTER:
        message.state, message.reason, message.finished_at = State.FAILED, Reason.GAVE_UP, now
        return
    message.attempts += 1
    message.state = State.QUEUED
    message.due_at = now + BACK_OFF[min(message.attempts, len(BACK_OFF)) - 1]


@cache
def _senders() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(settings.LIGHTYEAR_SMTP_CONNECTIONS, thread_name_prefix="send")
