"""The rows of invented people: what each sent in, confirmed, agreed to, withdrew, and was sent.

Everything is as the product itself would have left it, sealed under each person's own key; only it never
happened. A decision is what the gate decides of an answer or a letter like theirs.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from random import Random
from typing import Any, TypeVar, cast
from uuid import UUID

from django.db.models import Model

from lightyear.cli import demo_people, demo_way
from lightyear.cli.demo_people import Person
from lightyear.consent.models import Answer, Channel, ConsentRecord, Notice, Standing
from lightyear.contacts import points, profile
from lightyear.contacts import services as contacts
from lightyear.contacts.models import Contact, ContactPoint, Event, PointKind
from lightyear.gate.models import Decision
from lightyear.intake import retention
from lightyear.intake import services as intake
from lightyear.intake.definition import Definition
from lightyear.intake.models import FormVersion, Submission
from lightyear.journeys.models import Enrollment, Passage
from lightyear.kit import ids
from lightyear.messaging import tokens
from lightyear.messaging.models import Message, State, Template, TemplateVersion
from lightyear.sales.models import Task

SPAN = timedelta(days=548)
"""Eighteen months."""

AGREED = {0: 0.72, 1: 0.45}
"""How many agree to the first and to the second purpose that a form asks for."""

CONFIRMED, WITHDREW, FAILED = 0.93, 0.08, 0.015
NEVER = datetime.max.replace(tzinfo=UTC)
COPIED = (
    "direction",
    "source",
    "purpose",
    "destination_id",
    "subject_kind",
    "verdict",
    "categories",
    "set_aside",
    "considered",
    "profiles",
    "rulebook",
    "actor",
    "batch",
)
BROADCASTS = (timedelta(days=300), timedelta(days=120), timedelta(days=30))
"""How long ago the template went out to everybody."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What the people sign up with: the published form, its wording by language, the templates.

    `sample` is the decision about an answer like theirs, `letters` are those about a letter of each template
    in each language, with the version it is made of; no such decision is stored. `way` is the journey, if
    they come into one.
    """

    version: FormVersion
    definition: Definition
    language: str
    notices: dict[str, list[Notice]]
    confirmation: Template
    news: Template
    nurture: Template | None
    sample: Decision
    letters: dict[tuple[UUID, str], tuple[Decision, TemplateVersion]]
    way: demo_way.Way | None
    now: datetime

    @property
    def source(self) -> str:
        return f"form:{self.version.form.slug}"


Row = TypeVar("Row", bound=Model)


@dataclass
class Rows:
    """Unsaved rows by model; iterating gives them in an order in which nothing refers forward."""

    by_model: dict[type[Model], list[Model]] = field(default_factory=lambda: defaultdict(list))

    ORDER = (
        Contact,
        ContactPoint,
        Decision,
        Submission,
        ConsentRecord,
        Standing,
        Event,
        Message,
        Enrollment,
        Task,
        Passage,
    )

    def add(self, row: Model) -> None:
        self.by_model[type(row)].append(row)

    def of(self, model: type[Row]) -> list[Row]:
        return cast(list[Row], self.by_model[model])

    def __iter__(self) -> Iterator[tuple[type[Model], list[Model]]]:
        return iter((model, self.by_model[model]) for model in self.ORDER if self.by_model[model])


def make(setting: Setting, *, first: int, count: int, chance: Random) -> Rows:
    """Rows of `count` people with the contact numbers from `first` on; inside the wall."""
    rows = Rows()
    for number in range(first, first + count):
        person = demo_people.invent(number, chance, language=setting.language)
        # More come of late than in the beginning.
        joined = setting.now - SPAN * (1 - chance.random() ** 0.7)
        confirmed = joined + timedelta(minutes=chance.expovariate(1 / 40))
        is_confirmed = confirmed < setting.now and chance.random() < CONFIRMED
        contact = _contact(setting, person, number, joined, confirmed if is_confirmed else None)
        came = _signed_up(rows, setting, contact, person, chance)
        if came:
            agreed_until = _agreed(rows, setting, contact, person, chance)
            _went(rows, setting, contact, came, agreed_until, chance)
        elif joined < setting.now - intake.EXPIRY:
            _never_confirmed(rows, contact)
    return rows


def _never_confirmed(rows: Rows, contact: Contact) -> None:
    """Erased after a week, as intake.expire does: nothing that names the person is left."""
    for name in ("name", "name_key", "region", "email_domain", "source"):
        setattr(contact, name, "")
    contact.wrapped_key = contact.profile = contact.salt = None
    contact.erased_at = contact.created_at + intake.EXPIRY
    rows.by_model[ContactPoint].pop()
    submission = rows.of(Submission)[-1]
    submission.state, submission.answers, submission.forget_at = Submission.State.EXPIRED, b"", None


def _contact(
    setting: Setting, person: Person, number: int, joined: datetime, confirmed: datetime | None
) -> Contact:
    contact = Contact(
        number=number,
        name=person.name,
        name_key=contacts.sort_key(person.name),
        language=person.language,
        region=person.region,
        email_domain=person.email.rpartition("@")[2],
        stage=person.stage,
        source=setting.source,
        created_at=joined,
        confirmed_at=confirmed,
    )
    profile.write(contact, profile.Profile(points={PointKind.EMAIL.value: person.email}))
    return contact


def _signed_up(
    rows: Rows, setting: Setting, contact: Contact, person: Person, chance: Random
) -> Event | None:
    """Sent in the form; returns the event of the confirmation, if she confirmed."""
    answers = _answers(setting.definition, person, chance)
    decision = _decision(setting, contact, answers)
    submission = _submission(setting, contact, decision, answers)
    lookup = points.lookup(PointKind.EMAIL, person.email)
    for row in (contact, decision, submission):
        rows.add(row)
    rows.add(
        ContactPoint(
            contact_id=contact.id, kind=PointKind.EMAIL, lookup=lookup, confirmed_at=contact.confirmed_at
        )
    )
    key = f"confirm:{submission.id}"
    _message(rows, setting, setting.confirmation, contact, key, contact.created_at, State.SENT.value)
    _happened(rows, contact, "form.submitted", contact.created_at, setting, submission)
    if contact.confirmed_at is None:
        return None
    return _happened(rows, contact, "form.confirmed", contact.confirmed_at, setting, submission)


def _answers(definition: Definition, person: Person, chance: Random) -> dict[str, str]:
    """What someone would fill in, by what each field is for."""
    typed = {"name": person.name, "email": person.email, "region": person.region}
    answers = {}
    for asked in definition.fields:
        if asked.role:
            answers[asked.key] = typed[asked.role]
        elif asked.offered:
            answers[asked.key] = chance.choice(asked.offered)
        elif asked.kind == "long_text" and person.message:
            answers[asked.key] = person.message
    return answers


def _decision(setting: Setting, contact: Contact, answers: dict[str, str]) -> Decision:
    """As the gate decides of the sample, with the places of this person's answers."""
    sample = setting.sample
    findings = [
        found | {"end": len(answers[found["part"]])} for found in sample.findings if found["part"] in answers
    ]
    return _like(sample, at=contact.created_at, findings=findings)


def _like(sample: Decision, *, at: datetime, findings: list[Any] | None = None) -> Decision:
    values: dict[str, Any] = {name: getattr(sample, name) for name in COPIED}
    return Decision(**values, at=at, findings=sample.findings if findings is None else findings)


def _submission(
    setting: Setting, contact: Contact, decision: Decision, answers: dict[str, str]
) -> Submission:
    submission_id, sent_at = ids.new(), contact.created_at
    forget_at = retention.next_moment(setting.definition, answers, since=sent_at)
    is_kept = forget_at is not None and forget_at > setting.now
    return Submission(
        id=submission_id,
        version_id=setting.version.id,
        contact_id=contact.id,
        decision_id=decision.id,
        state=Submission.State.CONFIRMED if contact.confirmed_at else Submission.State.PENDING,
        language=contact.language,
        answers=retention.sealed(contact, answers) if is_kept else b"",
        token_digest=ids.digest(tokens.of("confirm", submission_id)),
        has_proof=True,
        submitted_at=sent_at,
        expires_at=sent_at + timedelta(hours=setting.definition.confirm_within_hours),
        confirmed_at=contact.confirmed_at,
        forget_at=forget_at if is_kept else None,
    )


def _agreed(
    rows: Rows, setting: Setting, contact: Contact, person: Person, chance: Random
) -> datetime | None:
    """Answered each question and was sent what she agreed to; returns until when she agrees to the news."""
    given: dict[Any, str] = {}
    until: datetime | None = None
    for place, notice in enumerate(setting.notices[person.language]):
        if chance.random() > AGREED.get(place, 0.3):
            continue
        at = contact.confirmed_at or contact.created_at
        record = _record(rows, setting, contact, notice, Answer.GRANTED, at)
        if chance.random() < WITHDREW:
            at += (setting.now - at) * chance.random()
            record = _record(rows, setting, contact, notice, Answer.WITHDRAWN, at)
        given[notice.purpose_id] = record.answer
        if notice.purpose_id == setting.news.purpose_id:
            until = NEVER if record.answer == Answer.GRANTED else at
        rows.add(
            Standing(
                contact_id=contact.id,
                purpose_id=notice.purpose_id,
                channel=notice.channel,
                answer=record.answer,
                record_id=record.id,
                since=at,
            )
        )
    _was_sent(rows, setting, contact, given.get(setting.news.purpose_id, ""), chance)
    return until


def _went(
    rows: Rows,
    setting: Setting,
    contact: Contact,
    came: Event,
    agreed_until: datetime | None,
    chance: Random,
) -> None:
    """Came into the journey by her confirmation."""
    if setting.way is None or setting.nurture is None:
        return
    demo_way.take(
        setting.way,
        rows.add,
        partial(_message, rows, setting, setting.nurture, contact),
        came=came,
        contact=contact,
        agrees=agreed_until is not None and came.at + demo_way.WAITS < agreed_until,
        now=setting.now,
        chance=chance,
    )


def _record(
    rows: Rows, setting: Setting, contact: Contact, notice: Notice, answer: str, at: datetime
) -> ConsentRecord:
    is_granted = answer == Answer.GRANTED
    record = ConsentRecord(
        contact_id=contact.id,
        purpose_id=notice.purpose_id,
        channel=notice.channel,
        answer=answer,
        notice_id=notice.id,
        notice_digest=notice.digest,
        at=at,
        source=setting.source if is_granted else "preferences",
        evidence={"double_opt_in": True, "language": contact.language} if is_granted else {},
    )
    rows.add(record)
    facts = {"purpose": notice.purpose.key, "channel": notice.channel, "record": str(record.id)}
    rows.add(Event(contact_id=contact.id, kind=f"consent.{answer}", at=at, facts=facts))
    return record


def _was_sent(rows: Rows, setting: Setting, contact: Contact, answer: str, chance: Random) -> None:
    """Each broadcast since the contact joined, or why it was not sent."""
    reasons = {"": "never_agreed", Answer.WITHDRAWN.value: "withdrawn"}
    for ago in BROADCASTS:
        at = setting.now - ago
        if contact.confirmed_at is None or contact.confirmed_at > at:
            continue
        key, reason = f"broadcast:{setting.news.key}:{at:%Y-%m-%d}:{contact.id}", reasons.get(answer, "")
        state = State.LEFT_OUT.value if reason else State.SENT.value
        if not reason and chance.random() < FAILED:
            state, reason = State.FAILED.value, "refused"
        _message(rows, setting, setting.news, contact, key, at, state, reason)


def _message(
    rows: Rows,
    setting: Setting,
    template: Template,
    contact: Contact,
    key: str,
    at: datetime,
    state: str = State.SENT.value,
    reason: str = "",
) -> Message:
    """A message with the decision behind it; what was left out before it was written has none."""
    message_id = ids.new()
    was_tried = state != State.LEFT_OUT
    sample, version = setting.letters[template.id, contact.language]
    decision = _like(sample, at=at) if was_tried else None
    if decision is not None:
        rows.add(decision)
    message = Message(
        id=message_id,
        key=key,
        contact_id=contact.id,
        template_id=template.id,
        channel=Channel.EMAIL,
        state=state,
        reason=reason,
        due_at=at,
        token_digest=ids.digest(tokens.of("message", message_id)) if was_tried else None,
        message_id=f"<{message_id.hex}@demo.example>" if was_tried else "",
        decision_id=decision.id if decision else None,
        version_id=version.id if decision else None,
        created_at=at,
        finished_at=at + timedelta(seconds=4),
    )
    rows.add(message)
    return message


def _happened(
    rows: Rows, contact: Contact, kind: str, at: datetime, setting: Setting, submission: Submission
) -> Event:
    facts = {"form": setting.version.form.slug, "submission": str(submission.id)}
    event = Event(contact_id=contact.id, kind=kind, at=at, facts=facts)
    rows.add(event)
    return event
