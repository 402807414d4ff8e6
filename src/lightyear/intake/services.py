"""Writes of intake: making forms, taking submissions, confirming them."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from lightyear import guard
from lightyear.consent import queries as consents
from lightyear.consent import services as consent
from lightyear.consent.models import Notice, Purpose
from lightyear.contacts import points
from lightyear.contacts import services as contacts
from lightyear.contacts.models import Contact, PointKind
from lightyear.gate import agreements
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
from lightyear.workspaces import queries as workspaces

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
    given: Mapping[str, str] = checked.check(definition, typed, language=language)
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
def trap(*, form: str, client: str, by: Actor) -> None:
    """Record that a machine filled in what people don't see. Raises protection.TooMany."""
    protection.count_trapped(client)
    ledger.record("form.trapped", actor=by, form=form)


def is_confirmed(token: str) -> bool:
    """Whether the submission of a confirmation link is confirmed already. Raises LinkUnusable."""
    found = Submission.objects.select_related("contact").filter(token_digest=ids.digest(token)).first()
    if found is None:
        raise LinkUnusable
    is_settled: bool = found.state == Submission.State.CONFIRMED
    if not is_settled and not _may_be_confirmed(found, at=clock.now()):
        raise LinkUnusable
    return is_settled


@transaction.atomic
def confirm(token: str) -> Submission:
    """The person behind the address says it was she: consents start to count. Safe to repeat.

    Raises LinkUnusable.
    """
    found = Submission.objects.select_for_update(of=("self",)).select_related("version__form")
    submission = found.filter(token_digest=ids.digest(token)).first()
    if submission is None:
        raise LinkUnusable
    submission.contact = _held(submission.contact_id)
    if submission.state == Submission.State.CONFIRMED:
        return submission
    now = clock.now()
    if not _may_be_confirmed(submission, at=now):
        raise LinkUnusable
    submission.state, submission.confirmed_at = Submission.State.CONFIRMED, now
    submission.save(update_fields=["state", "confirmed_at"])
    _settle(submission)
    return submission


@transaction.atomic
def expire(*, by: Actor, limit: int = 500) -> int:
    """Erase what people sent and never confirmed; returns how many submissions ended.

    The person is erased with the last of them, when none that she may still confirm is left.
    """
    due = list(
        Submission.objects.select_for_update(skip_locked=True).filter(
            state=Submission.State.PENDING, submitted_at__lt=clock.now() - EXPIRY
        )[:limit]
    )
    for submission in due:
        submission.state, submission.answers, submission.forget_at = Submission.State.EXPIRED, b"", None
        submission.save(update_fields=["state", "answers", "forget_at"])
    # In one order, so that two of these never wait for each other.
    for contact_id in sorted({submission.contact_id for submission in due}):
        _erase_if_unknown(contact_id, by=by)
    return len(due)


def own_destination() -> Destination:
    """This installation, as a destination of data. Safe to repeat."""
    return agreements.own(key="lightyear", name="Lightyear", by=Actor.system("intake"))


def _may_be_confirmed(submission: Submission, *, at: datetime) -> bool:
    is_waiting = submission.state == Submission.State.PENDING and submission.expires_at >= at
    return is_waiting and submission.contact.erased_at is None


def _erase_if_unknown(contact_id: UUID, *, by: Actor) -> None:
    contact = _held(contact_id)
    live = contact.submissions.exclude(state=Submission.State.EXPIRED)
    if contact.confirmed_at is None and not live.exists():
        contacts.erase(contact, by=by)


def _held(contact_id: UUID) -> Contact:
    """The contact, hers alone until this transaction ends: submitting, confirming and erasing take turns."""
    held: Contact = Contact.objects.select_for_update(no_key=True).get(id=contact_id)
    return held


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

    def admitted() -> Contact:
        contact = contacts.admit(
            cleared,
            email=email.key,
            name=name.key if name else "",
            language=language,
            source=f"form:{version.form.slug}",
            by=by,
        )
        return _held(contact.id)

    contact = admitted()
    # Erased while this waited for her: whoever has the address now is somebody new.
    return contact if contact.erased_at is None else admitted()


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
    kept = retention.kept_answers(submission)
    name, region = (_said(kept, definition, role) for role in ("name", "region"))
    contacts.confirm(contact, kind=PointKind.EMAIL, name=name, region=region, by=by)
    source = f"form:{submission.version.form.slug}"
    granted = 0
    for notice in Notice.objects.select_related("purpose").filter(id__in=submission.asked):
        # She may have said no since she sent the form: that stands.
        with suppress(consent.LaterNo):
            consent.grant(
                contact=contact,
                notice=notice,
                given_at=submission.submitted_at,
                source=source,
                by=by,
                submission=str(submission.id),
                confirmed_at=clock.now().isoformat(),
                language=submission.language,
                double_opt_in=True,
            )
            granted += 1
    confirmed = contacts.happened(
        contact, "form.confirmed", form=submission.version.form.slug, submission=str(submission.id)
    )
    journeys.triggered(confirmed)
    ledger.record(
        "form.confirmed",
        actor=by,
        subject=contacts.reference(contact),
        form=submission.version.form.slug,
        consents=granted,
    )


def _said(kept: Mapping[str, str], definition: definitions.Definition, role: str) -> str:
    """What is kept of the answer that is also used as `role`, a choice in the organization's language."""
    field = definition.field_with_role(role)
    answer = kept.get(field.key, "") if field else ""
    chosen = field and next((choice for choice in field.choices if choice.value == answer), None)
    return definitions.say(chosen.label, workspaces.current().language) if chosen else answer


def notices(definition: definitions.Definition, language: str) -> list[Notice]:
    """The wording a form shows now, one notice for each consent it asks for."""
    purposes = {purpose.key: purpose for purpose in Purpose.objects.all()}
    found = [
        consents.latest_notice(purposes[ask.purpose], ask.channel, language) for ask in definition.consents
    ]
    return [notice for notice in found if notice]
