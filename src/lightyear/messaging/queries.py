"""Reads on templates and messages."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Exists, Min, OuterRef

from lightyear.contacts.models import Contact
from lightyear.kit import cursor, ids
from lightyear.messaging import eligibility, filling, outbox
from lightyear.messaging.models import Broadcast, Message, State, Template, TemplateVersion
from lightyear.workspaces import tallies


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
    counted_at: datetime | None = None

    @property
    def left_out_count(self) -> int:
        return sum(line.count for line in self.left_out)


@dataclass(frozen=True, slots=True)
class TemplateLine:
    template: Template
    sent: int
    left_out: int
    counted_at: datetime | None


@dataclass(frozen=True, slots=True)
class Sending:
    """A broadcast and how far it is."""

    broadcast: Broadcast
    waiting: int
    sent: int
    not_sent: int


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
    """Who would get the template; `counted_at` is None when counted just now."""
    counted = tallies.read("messages.audience", template.key)
    counts: dict[str, int] = counted.value
    reasons = sorted(((n, reason) for reason, n in counts.items() if reason), reverse=True)
    lines = [left_out(reason, n) for n, reason in reasons]
    return Audience(counts.get("", 0), lines, counted.at)


@tallies.count("messages.audience")
def _audience(key: str) -> dict[str, int]:
    template = Template.objects.get(key=key)
    return outbox.preview(template, channel=template.channel)


def splits(template: Template, *, fallback: str) -> list[tuple[TemplateVersion, int]]:
    """How many would get each version: that of her language, else the organization's, else any."""
    versions = {version.language: version for version in current_versions(template)}
    if not versions:
        return []
    counts = dict.fromkeys(versions, 0)
    for language, count in tallies.read("messages.languages", template.key).value.items():
        counts[filling.choose(versions, language, fallback).language] += count
    return [(version, counts[language]) for language, version in versions.items()]


@tallies.count("messages.languages")
def _languages(key: str) -> dict[str, int]:
    template = Template.objects.get(key=key)
    return outbox.languages(template, channel=template.channel)


def left_out(reason: str, count: int) -> LeftOut:
    known = eligibility.Reason(reason)
    return LeftOut(reason, str(known.label), eligibility.CITES.get(known, ""), count)


def templates(*, archived: bool = False) -> list[TemplateLine]:
    """Templates by name, each with how many of its messages were sent and left out."""
    counted = tallies.read("messages.by_template")
    states: dict[str, dict[str, int]] = counted.value
    return [
        TemplateLine(
            template,
            states.get(str(template.id), {}).get(State.SENT, 0),
            states.get(str(template.id), {}).get(State.LEFT_OUT, 0),
            counted.at,
        )
        for template in Template.objects.filter(archived_at__isnull=not archived)
        .select_related("purpose")
        .order_by("name", "id")
    ]


@tallies.count("messages.by_template")
def _by_template(about: str) -> dict[str, dict[str, int]]:
    """Template to state to how many."""
    found: dict[str, dict[str, int]] = {}
    rows = Message.objects.order_by().values_list("template_id", "state").annotate(count=Count("id"))
    for template_id, state, count in rows:
        found.setdefault(str(template_id), {})[state] = count
    return found


def current_versions(template: Template) -> list[TemplateVersion]:
    """The version in force of each language."""
    versions = versions_in_force([template.id])[template.id]
    return sorted(versions.values(), key=lambda version: version.language)


def versions_in_force(template_ids: Collection[UUID]) -> dict[UUID, dict[str, TemplateVersion]]:
    """For each template its version in force of each language."""
    latest = (
        TemplateVersion.objects.filter(template__in=template_ids)
        .order_by("template", "language", "-number")
        .distinct("template", "language")
    )
    found: dict[UUID, dict[str, TemplateVersion]] = {template_id: {} for template_id in template_ids}
    for version in latest:
        found[version.template_id][version.language] = version
    return found


def page(*, state: str = "", limit: int, before: cursor.Place | None = None) -> list[Message]:
    """A page of messages, the latest first, by keyset."""
    found = Message.objects.select_related("contact", "template", "decision").order_by("-created_at", "-id")
    if state:
        found = found.filter(state=state)
    if before:
        found = found.filter(cursor.before(before, "created_at"))
    return list(found[:limit])


def of_contact(contact: Contact, *, limit: int = 50) -> list[Message]:
    found = contact.messages.select_related("template", "decision").order_by("-created_at", "-id")
    return list(found[:limit])


def broadcasts(*, limit: int = 5) -> list[Sending]:
    """The latest sends, each with how far it is."""
    latest = list(Broadcast.objects.select_related("template").order_by("-created_at", "-id")[:limit])
    counts: dict[str, dict[str, int]] = {}
    if latest:
        counts = tallies.read("messages.broadcasts", str(limit)).value
    return [_sending(broadcast, counts.get(str(broadcast.id), {})) for broadcast in latest]


@tallies.count("messages.broadcasts")
def _by_broadcast(about: str) -> dict[str, dict[str, int]]:
    """Broadcast to state to how many, for as many of the latest as asked."""
    latest = list(Broadcast.objects.order_by("-created_at", "-id").values_list("id", flat=True)[: int(about)])
    rows = Message.objects.filter(broadcast__in=latest).order_by().values_list("broadcast", "state")
    found: dict[str, dict[str, int]] = {}
    for broadcast_id, state, count in rows.annotate(count=Count("id")):
        found.setdefault(str(broadcast_id), {})[state] = count
    return found


def _sending(broadcast: Broadcast, states: dict[str, int]) -> Sending:
    waiting = states.get(State.QUEUED, 0) + states.get(State.SENDING, 0)
    sent = states.get(State.SENT, 0)
    return Sending(broadcast, waiting, sent, sum(states.values()) - waiting - sent)


def waiting_count() -> int:
    """How many messages wait to leave."""
    return Message.objects.filter(state=State.QUEUED).count()


def origin(template: Template, day: date) -> str:
    """What a send of a template on a day is called: one a day, unless none of an earlier one left."""
    base = f"broadcast:{template.key}:{day:%Y-%m-%d}"
    stopped = Broadcast.objects.filter(template=template, origin__startswith=base, cancelled_at__isnull=False)
    gone = Message.objects.filter(broadcast=OuterRef("pk")).exclude(state=State.LEFT_OUT)
    count = stopped.filter(~Exists(gone)).count()
    return f"{base}:{count}" if count else base


def uncertain() -> Pending:
    """Messages that nobody knows the fate of."""
    found = Message.objects.filter(state=State.UNCERTAIN)
    return Pending(**found.aggregate(count=Count("id"), oldest_at=Min("created_at")))


def is_in_use(template: str) -> bool:
    """Whether a message was ever made of a template."""
    return Message.objects.filter(template__key=template).exists()
