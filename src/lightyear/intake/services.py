"""Writes of intake: making forms, taking submissions, confirming them."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max

from lightyear import guard
from lightyear.consent import queries as consents
from lightyear.consent import services as consent
from lightyear.consent.models import Notice, Purpose
from lightyear.contacts import points
from lightyear.contacts import services as contacts
from lightyear.contacts.models import Contact, PointKind
from lightyear.gate import services as gate
from lightyear.gate.models import Destination
from lightyear.intake import answers as checked
from lightyear.intake import definition as definitions
from lightyear.intake import protection, retention
from lightyear.intake.models import Form, FormVersion, Submission
from lightyear.journeys import services as journeys
from lightyear.kit import clock, ids
from lightyear.ledger import services as ledger
from lightyear.ledger.actors import Actor
from lightyear.messaging import services as messaging
from lightyear.messaging import tokens

EXPIRY = timedelta(days=7)
"""How long details of people who never confirm are kept."""


class LinkUnusable(Exception):
    """The confirmation link is unknown or expired."""


@transaction.atomic
def publish(*, slug: str, name: str, raw: Mapping[str, Any], by: Actor) -> FormVersion:
    """Make a form or its next version and show it to visitors. Raises definition.Malformed."""
    definitions.read(raw)
    form, _ = Form.objects.update_or_create(slug=slug, defaults={"name": name})
    latest = form.versions.aggregate(last=Max("number"))["last"] or 0
    version = FormVersion.objects.create(
        form=form, number=latest + 1, definition=dict(raw), published_at=clock.now()
    )
    ledger.record("form.published", actor=by, form=slug, version=version.number)
    return version


@transaction.atomic
def submit(
    *,
    version: FormVersion,
    typed: Mapping[str, str],
    agreed: Sequence[Notice],
    language: str,
    client: str,
    proof: str,
    by: Actor,
) -> Submission | gate.Refusal:
    """Take a submission: check, gate, seal, and ask for confirmation by mail.

    Of a refused one only the decision is kept. Raises answers.Invalid or protection.TooMany; then
    nothing is kept.
    """
    definition = definitions.read(version.definition)
    given: Mapping[str, str] = checked.check(definition, typed)
    has_proof = protection.spend(proof)
    protection.count_client(client, has_proof=has_proof)
    cleared = gate.clear(
        given,
        {field.key: _flow(field) for field in definition.fields},
        destination=own_destination(),
        source=f"form:{version.form.slug}",
        by=by,
    )
    if isinstance(cleared, gate.Refusal):
        return cleared
    contact = _contact(cleared, definition, version=version, language=language, by=by)
    return _store(
        cleared,
        version=version,
        contact=contact,
        agreed=agreed,
        language=language,
        has_proof=has_proof,
        by=by,
    )


@transaction.atomic
def confirm(token: str) -> Submission:
    """The person behind the address says it was she: consents start to count. Safe to repeat."""
    submission = (
        Submission.objects.select_for_update(of=("self",))
        .select_related("version__form", "contact")
        .filter(token_digest=ids.digest(token))
        .first()
    )
    now = clock.now()
    if submission is None or submission.state == Submission.State.EXPIRED:
        raise LinkUnusable
    if submission.state == Submission.State.CONFIRMED:
        return submission
    if submission.expires_at < now:
        raise LinkUnusable
    submission.state, submission.confirmed_at = Submission.State.CONFIRMED, now
    submission.save(update_fields=["state", "confirmed_at"])
    _settle(submission)
    return submission


@transaction.atomic
def expire(*, by: Actor, limit: int = 500) -> int:
    """Erase what people sent and never confirmed; returns how many submissions ended."""
    due = list(
        Submission.objects.select_for_update(skip_locked=True, of=("self",))
        .select_related("contact")
        .filter(state=Submission.State.PENDING, submitted_at__lt=clock.now() - EXPIRY)[:limit]
    )
    for submission in due:
        submission.state, submission.answers, submission.forget_at = Submission.State.EXPIRED, b"", None
        submission.save(update_fields=["state", "answers", "forget_at"])
        if submission.contact.confirmed_at is None:
            contacts.erase(submission.contact, by=by)
    return len(due)


def own_destination() -> Destination:
    """This installation, as a destination of data. Safe to repeat."""
    destination, _ = Destination.objects.get_or_create(
        key="lightyear", defaults={"name": "Lightyear", "kind": "own"}
    )
    return destination


def _flow(field: definitions.Field) -> guard.Flow:
    return guard.Flow(
        direction="in",
        channel="form",
        subject="visitor",
        purpose=field.purpose,
        declared=field.categories,
        sender="provider",
    )


def _contact(
    cleared: gate.Cleared[Mapping[str, str]],
    definition: definitions.Definition,
    *,
    version: FormVersion,
    language: str,
    by: Actor,
) -> Contact:
    email, name = definition.field_with_role("email"), definition.field_with_role("name")
    assert email is not None  # noqa: S101 (definition.read made sure)
    address = points.normalize(PointKind.EMAIL, cleared.payload[email.key])
    protection.count_address(points.lookup(PointKind.EMAIL, address))
    return contacts.admit(
        cleared,
        email=email.key,
        name=name.key if name else "",
        language=language,
        source=f"form:{version.form.slug}",
        by=by,
    )


def _store(
    cleared: gate.Cleared[Mapping[str, str]],
    *,
    version: FormVersion,
    contact: Contact,
    agreed: Sequence[Notice],
    language: str,
    has_proof: bool,
    by: Actor,
) -> Submission:
    definition = definitions.read(version.definition)
    submission_id = ids.new()
    submission = Submission.objects.create(
        id=submission_id,
        version=version,
        contact=contact,
        decision=cleared.decision,
        language=language,
        answers=retention.sealed(contact, cleared.payload),
        asked=[str(notice.id) for notice in agreed],
        token_digest=ids.digest(tokens.of("confirm", submission_id)),
        has_proof=has_proof,
        expires_at=clock.now() + timedelta(hours=definition.confirm_within_hours),
        forget_at=retention.next_moment(definition, cleared.payload, since=clock.now()),
    )
    contact.save(update_fields=["wrapped_key"])
    form = version.form.slug
    contacts.happened(contact, "form.submitted", form=form, submission=str(submission.id))
    ledger.record(
        "form.submitted",
        actor=by,
        subject=contacts.reference(contact),
        form=form,
        version=version.number,
        decision=str(cleared.decision.id),
    )
    messaging.queue(
        contact=contact,
        template=definition.confirmation_template,
        key=f"confirm:{submission.id}",
        links={"confirm": messaging.Link("c", "confirm", str(submission.id))},
    )
    return submission


def _settle(submission: Submission) -> None:
    """Everything that a confirmation makes true."""
    contact = submission.contact
    by = Actor.contact()
    definition = definitions.read(submission.version.definition)
    name = definition.field_with_role("name")
    given = retention.kept_answers(submission)
    contacts.confirm(contact, kind=PointKind.EMAIL, name=given.get(name.key, "") if name else "", by=by)
    source = f"form:{submission.version.form.slug}"
    for notice in Notice.objects.select_related("purpose").filter(id__in=submission.asked):
        consent.grant(
            contact=contact,
            notice=notice,
            source=source,
            by=by,
            submission=str(submission.id),
            submitted_at=submission.submitted_at.isoformat(),
            confirmed_at=clock.now().isoformat(),
            language=submission.language,
            double_opt_in=True,
        )
    confirmed = contacts.happened(
        contact, "form.confirmed", form=submission.version.form.slug, submission=str(submission.id)
    )
    journeys.triggered(confirmed)
    ledger.record(
        "form.confirmed",
        actor=by,
        subject=contacts.reference(contact),
        form=submission.version.form.slug,
        consents=len(submission.asked),
    )


def notices(definition: definitions.Definition, language: str) -> list[Notice]:
    """The wording a form shows now, one notice for each consent it asks for."""
    purposes = {purpose.key: purpose for purpose in Purpose.objects.all()}
    found = [
        consents.latest_notice(purposes[ask.purpose], ask.channel, language) for ask in definition.consents
    ]
    return [notice for notice in found if notice]
