"""Reads on forms and submissions."""

import functools
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Prefetch, Q

from lightyear.consent.models import Notice, Purpose
from lightyear.contacts.models import Contact
from lightyear.gate import queries as gate
from lightyear.intake import linter
from lightyear.intake.definition import Definition, Text
from lightyear.intake.models import Form, FormVersion, Submission
from lightyear.kit import clock
from lightyear.workspaces import tallies


@dataclass(frozen=True, slots=True)
class FormLine:
    """A form, its versions from the latest on, and how it did; `counted_at` is None for just now."""

    form: Form
    versions: list[FormVersion]
    submitted: int
    confirmed: int
    counted_at: datetime | None

    @property
    def latest(self) -> FormVersion:
        return self.versions[0]

    @property
    def published(self) -> FormVersion | None:
        """What visitors see."""
        return next((version for version in self.versions if version.published_at), None)


def published(slug: str) -> FormVersion | None:
    """The version of a form that visitors see."""
    return (
        FormVersion.objects.select_related("form")
        .filter(form__slug=slug, published_at__isnull=False)
        .order_by("-number")
        .first()
    )


def forms() -> list[FormLine]:
    """Forms by name, each with how often it was sent in and confirmed."""
    counted = tallies.read("intake.by_version")
    versions = Prefetch("versions", queryset=FormVersion.objects.order_by("-number"), to_attr="by_number")
    found = Form.objects.prefetch_related(versions).order_by("name", "id")
    return [_line(form, counted) for form in found]


def form(slug: str) -> FormLine | None:
    """One form with the same counts."""
    return next((line for line in forms() if line.form.slug == slug), None)


def _line(form: Form, counted: tallies.Counted) -> FormLine:
    versions: list[FormVersion] = form.by_number  # type: ignore[attr-defined]
    states = [counted.value.get(str(version.id), {}) for version in versions]
    return FormLine(
        form=form,
        versions=versions,
        submitted=sum(sum(counts.values()) for counts in states),
        confirmed=sum(counts.get(Submission.State.CONFIRMED, 0) for counts in states),
        counted_at=counted.at,
    )


@tallies.count("intake.by_version")
def _by_version(about: str) -> dict[str, dict[str, int]]:
    """Version to state to how many."""
    found: dict[str, dict[str, int]] = {}
    rows = Submission.objects.order_by().values_list("version_id", "state").annotate(count=Count("id"))
    for version_id, state, count in rows:
        found.setdefault(str(version_id), {})[state] = count
    return found


def remarks(definition: Definition, *, slug: str = "") -> list[linter.Remark]:
    """What the linter says of a definition, knowing the workspace's purposes, wording and allowed terms."""
    return looked(definition, slug=slug)[0]


def looked(definition: Definition, *, slug: str = "") -> tuple[list[linter.Remark], list[linter.Found]]:
    """The remarks, and what the guard finds but for what is no finding in this workspace."""
    purposes = set(Purpose.objects.values_list("key", flat=True))
    # Many rules ask about the same words.
    scan = functools.cache(gate.reader())
    said = linter.lint(definition, purposes=purposes, wordings=wordings_in_force(), scan=scan, slug=slug)
    return said, linter.findings(definition, scan=scan, slug=slug)


def wordings_in_force() -> dict[tuple[str, str], Text]:
    """(purpose, channel) to its latest wording in each language."""
    found: dict[tuple[str, str], Text] = {}
    for notice in Notice.objects.select_related("purpose").order_by("version"):
        found.setdefault((notice.purpose.key, notice.channel), {})[notice.language] = notice.wording
    return found


def of_contact(contact: Contact, *, limit: int = 20) -> list[Submission]:
    found = contact.submissions.select_related("version__form", "decision", "contact")
    return list(found.order_by("-submitted_at", "-id")[:limit])


def counts(*, days: int, state: str = "") -> tuple[int, int]:
    """How many submissions came in the last days, and how many in as many days before."""
    now, then = tallies.read("intake.new", f"{days}:{state}").value
    return now, then


@tallies.count("intake.new")
def _new(about: str) -> list[int]:
    days, _, state = about.partition(":")
    since = clock.now() - timedelta(days=int(days))
    found = Submission.objects.filter(submitted_at__gte=since - timedelta(days=int(days)))
    if state:
        found = found.filter(state=state)
    counted = found.aggregate(
        now=Count("id", filter=Q(submitted_at__gte=since)),
        then=Count("id", filter=Q(submitted_at__lt=since)),
    )
    return [counted["now"], counted["then"]]
