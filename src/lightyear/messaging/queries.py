"""Reads on templates and messages."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet

from lightyear.contacts.models import Contact
from lightyear.kit import ids
from lightyear.messaging import eligibility, outbox
from lightyear.messaging.models import Message, State, Template, TemplateVersion


@dataclass(frozen=True, slots=True)
class LeftOut:
    reason: str
    label: str
    cite: str
    count: int


@dataclass(frozen=True, slots=True)
class Audience:
    """How many would get a template now, and how many would not, the commonest reason first."""

    count: int
    left_out: list[LeftOut]

    @property
    def left_out_count(self) -> int:
        return sum(line.count for line in self.left_out)


@dataclass(frozen=True, slots=True)
class Pending:
    count: int
    oldest_at: datetime | None


def by_token(token: str) -> Message | None:
    """The message whose links carry this token."""
    return (
        Message.objects.select_related("contact", "template__purpose")
        .filter(token_digest=ids.digest(token))
        .first()
    )


def audience(template: Template) -> Audience:
    counts = outbox.preview(template, channel=template.channel)
    reasons = sorted(((n, reason) for reason, n in counts.items() if reason), reverse=True)
    lines = [left_out(reason, n) for n, reason in reasons]
    return Audience(counts.get("", 0), lines)


def left_out(reason: str, count: int) -> LeftOut:
    known = eligibility.Reason(reason)
    return LeftOut(reason, str(known.label), eligibility.CITES.get(known, ""), count)


def templates() -> QuerySet[Template]:
    """Templates by name, each with how many of its messages were sent and left out."""
    return (
        Template.objects.select_related("purpose")
        .annotate(
            sent=Count("messages", filter=Q(messages__state=State.SENT)),
            left_out=Count("messages", filter=Q(messages__state=State.LEFT_OUT)),
        )
        .order_by("name", "id")
    )


def current_versions(template: Template) -> list[TemplateVersion]:
    """The version in force of each language."""
    latest: dict[str, TemplateVersion] = {}
    for version in template.versions.order_by("number"):
        latest[version.language] = version
    return sorted(latest.values(), key=lambda version: version.language)


def page(*, state: str = "", limit: int, before: tuple[datetime, UUID] | None = None) -> list[Message]:
    """A page of messages, the latest first, by keyset."""
    found = Message.objects.select_related("contact", "template", "decision").order_by("-created_at", "-id")
    if state:
        found = found.filter(state=state)
    if before:
        at, message_id = before
        found = found.filter(Q(created_at__lt=at) | Q(created_at=at, id__lt=message_id))
    return list(found[:limit])


def of_contact(contact: Contact, *, limit: int = 50) -> list[Message]:
    found = contact.messages.select_related("template", "decision").order_by("-created_at", "-id")
    return list(found[:limit])


def uncertain() -> Pending:
    """Messages that nobody knows the fate of."""
    found = Message.objects.filter(state=State.UNCERTAIN)
    return Pending(**found.aggregate(count=Count("id"), oldest_at=Min("created_at")))
