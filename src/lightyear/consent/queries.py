"""Reads on consent."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from lightyear.consent.models import Answer, Channel, ConsentRecord, Notice, Purpose, Standing
from lightyear.contacts import queries as contacts
from lightyear.contacts.models import Contact
from lightyear.kit import cursor
from lightyear.workspaces import tallies


@dataclass(frozen=True, slots=True)
class Cell:
    """What a contact answered for one purpose on one channel; `standing` is None when never asked."""

    channel: str
    standing: Standing | None


@dataclass(frozen=True, slots=True)
class Row:
    purpose: Purpose
    cells: list[Cell]


def standing(contact: Contact, purpose: Purpose, channel: str) -> Standing | None:
    """The answer that holds now."""
    return (
        Standing.objects.select_related("record__notice")
        .filter(contact=contact, purpose=purpose, channel=channel)
        .first()
    )


def people(*, stage: str = "", is_confirmed: bool | None = None, purpose: str = "") -> QuerySet[Contact]:
    """Known contacts, as `contacts.queries.chosen`, with a standing consent to a purpose on any channel."""
    found = contacts.chosen(stage=stage, is_confirmed=is_confirmed)
    if purpose:
        agreed = Standing.objects.filter(contact=OuterRef("pk"), purpose__key=purpose, answer=Answer.GRANTED)
        found = found.filter(Exists(agreed))
    return found


def people_count(*, stage: str = "", is_confirmed: bool | None = None, purpose: str = "") -> tallies.Counted:
    """How many these are."""
    said = "" if is_confirmed is None else "yes" if is_confirmed else "no"
    return tallies.read("consent.people", f"{stage}:{said}:{purpose}")


@tallies.count("consent.people")
def _people(about: str) -> int:
    stage, said, purpose = about.split(":", 2)
    is_confirmed = None if not said else said == "yes"
    return people(stage=stage, is_confirmed=is_confirmed, purpose=purpose).count()


def granted(contact: Contact) -> QuerySet[Standing]:
    return Standing.objects.filter(contact=contact, answer=Answer.GRANTED)


def purposes() -> QuerySet[Purpose]:
    return Purpose.objects.order_by("position", "key")


def channels() -> list[Channel]:
    """The channels that the workspace ever asked about."""
    asked = set(Notice.objects.values_list("channel", flat=True).distinct())
    return [channel for channel in Channel if channel in asked]


def matrix(contact: Contact) -> list[Row]:
    """Every commercial purpose against every channel that the workspace ever asked about."""
    asked = channels()
    answers = Standing.objects.filter(contact=contact).select_related("record__notice")
    commercial = (
        purposes()
        .filter(kind=Purpose.Kind.COMMERCIAL)
        .prefetch_related(Prefetch("standings", queryset=answers, to_attr="answers"))
    )
    return [
        Row(
            purpose,
            [Cell(channel, _on(purpose.answers, channel)) for channel in asked],
        )
        for purpose in commercial
    ]


def latest_notice(purpose: Purpose, channel: str, language: str) -> Notice | None:
    """The wording in force, in the language or else in English."""
    found = Notice.objects.filter(purpose=purpose, channel=channel).order_by("-version")
    return found.filter(language=language).first() or found.filter(language="en").first()


def wordings() -> QuerySet[Notice]:
    """Every wording there ever was, by purpose, those in force first: a yes names exactly one."""
    found = Notice.objects.select_related("purpose")
    return found.order_by("purpose__position", "channel", "language", "-version")


def notices(*, limit: int, before: cursor.Place | None = None) -> list[Notice]:
    """A page of every wording there ever was, the newest first, by keyset."""
    found = Notice.objects.select_related("purpose").order_by("-created_at", "-id")
    if before:
        found = found.filter(cursor.before(before, "created_at"))
    return list(found[:limit])


def records(contact: Contact, *, limit: int, before: cursor.Place | None = None) -> list[ConsentRecord]:
    """A page of everything the contact ever answered, the newest first, by keyset."""
    found = ConsentRecord.objects.filter(contact=contact).select_related("purpose").order_by("-at", "-id")
    if before:
        found = found.filter(cursor.before(before, "at"))
    return list(found[:limit])


def _on(answers: list[Standing], channel: str) -> Standing | None:
    return next((answer for answer in answers if answer.channel == channel), None)
