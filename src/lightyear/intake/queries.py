"""Reads on forms and submissions."""

from datetime import datetime

from django.db.models import Count, Prefetch, Q, QuerySet

from lightyear.contacts.models import Contact
from lightyear.intake.models import Form, FormVersion, Submission


def published(slug: str) -> FormVersion | None:
    """The version of a form that visitors see."""
    return (
        FormVersion.objects.select_related("form")
        .filter(form__slug=slug, published_at__isnull=False)
        .order_by("-number")
        .first()
    )


def forms() -> QuerySet[Form]:
    """Forms by name, each with how often it was sent in and confirmed."""
    sent = Count("versions__submissions")
    confirmed = Count(
        "versions__submissions", filter=Q(versions__submissions__state=Submission.State.CONFIRMED)
    )
    versions = Prefetch("versions", queryset=FormVersion.objects.order_by("-number"), to_attr="by_number")
    return (
        Form.objects.annotate(submitted=sent, confirmed=confirmed)
        .prefetch_related(versions)
        .order_by("name", "id")
    )


def of_contact(contact: Contact, *, limit: int = 20) -> list[Submission]:
    found = contact.submissions.select_related("version__form", "decision", "contact")
    return list(found.order_by("-submitted_at", "-id")[:limit])


def counts(*, since: datetime, before: datetime, state: str = "") -> tuple[int, int]:
    """How many submissions came since a moment, and how many between `before` and it."""
    found = Submission.objects.filter(submitted_at__gte=before)
    if state:
        found = found.filter(state=state)
    counted = found.aggregate(
        now=Count("id", filter=Q(submitted_at__gte=since)),
        then=Count("id", filter=Q(submitted_at__lt=since)),
    )
    return counted["now"], counted["then"]
