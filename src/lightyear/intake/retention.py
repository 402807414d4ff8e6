"""Answers are kept as long as their fields say, and not longer (PIPL 19; GDPR 5(1)(e))."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction

from lightyear.contacts import profile
from lightyear.contacts.models import Contact
from lightyear.intake import definition as definitions
from lightyear.intake.definition import Definition
from lightyear.intake.models import Submission
from lightyear.kit import clock
from lightyear.ledger import services as ledger
from lightyear.ledger.actors import Actor


def sealed(contact: Contact, answers: Mapping[str, str]) -> bytes:
    """Answers under the contact's own key."""
    return profile.seal_for(contact, json.dumps(dict(answers), ensure_ascii=False).encode())


def kept_answers(submission: Submission) -> dict[str, str]:
    """What the gate let in of a submission and time has left; empty once erased."""
    if not submission.answers:
        return {}
    try:
        found: dict[str, str] = json.loads(profile.unseal_for(submission.contact, submission.answers))
    except profile.Erased:
        return {}
    return found


def next_moment(definition: Definition, answers: Mapping[str, str], *, since: datetime) -> datetime | None:
    """When the first of these answers has to go; None when there are none."""
    days = [field.retention_days for field in definition.fields if field.key in answers]
    return since + timedelta(days=min(days)) if days else None


@transaction.atomic
def forget(*, by: Actor, limit: int = 500) -> int:
    """Take out every answer whose time is over; returns how many submissions changed. Safe to repeat."""
    now = clock.now()
    due = list(
        Submission.objects.select_for_update(skip_locked=True, of=("self",))
        .select_related("contact", "version")
        .filter(forget_at__lte=now)
        .order_by("forget_at")[:limit]
    )
    for submission in due:
        _forget(submission, now)
    if due:
        ledger.record("answers.forgotten", actor=by, submissions=len(due))
    return len(due)


def _forget(submission: Submission, now: datetime) -> None:
    definition = definitions.read(submission.version.definition)
    age = now - submission.submitted_at
    over = {field.key for field in definition.fields if age >= timedelta(days=field.retention_days)}
    left = {key: answer for key, answer in kept_answers(submission).items() if key not in over}
    submission.answers = sealed(submission.contact, left) if left else b""
    submission.forget_at = next_moment(definition, left, since=submission.submitted_at)
    submission.save(update_fields=["answers", "forget_at"])
