"""Trials: a template mailed to the member of staff who asks for it, through the same gate and channel.

It is marked as a test in its subject, greets her by her own name, and is tried once: nothing is repeated.
"""

from dataclasses import replace
from uuid import UUID

from django.db import transaction

from lightyear.accounts.models import User
from lightyear.contacts.models import Contact
from lightyear.gate import services as gate
from lightyear.kit import clock
from lightyear.ledger import services as ledger
from lightyear.ledger.actors import Actor
from lightyear.messaging import channel as channels
from lightyear.messaging import dispatch, filling, letters, rendering
from lightyear.messaging.channel import Accepted, Channel, Envelope, Outcome, Refused, Uncertain
from lightyear.messaging.eligibility import Reason
from lightyear.messaging.letters import WORKER, Unfit
from lightyear.messaging.models import Message, State, Template, TemplateVersion, Trial
from lightyear.workspaces import queries as workspaces_now
from lightyear.workspaces import services as workspaces
from lightyear.workspaces import wall

TRY = "messages.try"
MARKS = {"en": "[Test] ", "zh-hans": "【测试】"}


@transaction.atomic
def ask(*, version: TemplateVersion, user: User, by: Actor) -> Trial:
    """Mail a version to a member of staff, at the address she signs in with."""
    trial = Trial.objects.create(version=version, user=user)
    ledger.record(
        "template.tried",
        actor=by,
        template=version.template.key,
        language=version.language,
        version=version.number,
        trial=str(trial.id),
    )
    workspaces.schedule(TRY)
    return trial


def latest(template: Template, user: User) -> Trial | None:
    """The last trial of a template that somebody asked for."""
    found = Trial.objects.filter(version__template=template, user=user).select_related("version")
    return found.order_by("-created_at", "-id").first()


def send_next(workspace_id: UUID) -> bool:
    """Send the trial that waits longest; False when none does.

    It is marked `sending` before anything leaves, and what dies in between stays so: it is never sent twice.
    """
    with wall.enter(workspace_id):
        taken = _take()
        if taken is None:
            return False
        trial, letter = taken
    if letter is not None:
        outcome = dispatch.hand_over(*letter)
        with wall.enter(workspace_id):
            _settle(trial, outcome)
    return True


def _take() -> tuple[Trial, tuple[Channel, Envelope] | None] | None:
    waiting = Trial.objects.select_for_update(skip_locked=True, of=("self",)).filter(state=State.QUEUED)
    trial = waiting.select_related("version__template__purpose").order_by("created_at", "id").first()
    if trial is None:
        return None
    try:
        letter = _letter(trial)
    except Unfit as unfit:
        _end(trial, State.LEFT_OUT, reason=unfit.reason)
        return trial, None
    trial.state = State.SENDING
    trial.save(update_fields=["state", "decision", "message_id"])
    return trial, letter


def _letter(trial: Trial) -> tuple[Channel, Envelope]:
    # A member sees no more of a colleague's account; who has left the organization gets nothing.
    user = User.objects.only("id", "email", "name").filter(id=trial.user_id).first()
    if user is None:
        raise Unfit(Reason.NO_ADDRESS)
    message, workspace = _message(trial, user), workspaces_now.current()
    try:
        channel = channels.get(message.channel)
        filled = filling.fill(message, {trial.version.language: trial.version}, workspace)
        answer = _judged(trial, message, filled, channel)
        if isinstance(answer, gate.Refusal):
            raise Unfit(Reason.BLOCKED)
        envelope = channel.prepare(
            message, answer, workspace=workspace, contact=message.contact, address=user.email
        )
    except channels.Unknown:
        raise Unfit(Reason.NO_CHANNEL) from None
    except channels.Unwritable:
        raise Unfit(Reason.UNWRITABLE) from None
    except rendering.TemplateError:
        raise Unfit(Reason.TEMPLATE) from None
    trial.message_id = message.message_id
    return channel, envelope


def _judged(trial: Trial, message: Message, filled: filling.Filled, channel: Channel) -> gate.Answer:
    """What the gate says of it: the same as of a contact's, so that a test shows what would be refused."""
    mark = MARKS.get(trial.version.language, MARKS["en"])
    rendered = replace(filled.rendered, subject=f"{mark}{filled.rendered.subject}")
    parcel = letters.parcel(message, replace(filled, rendered=rendered))
    [answer] = gate.clear_many(
        [replace(parcel, source=f"trial:{message.template.key}")],
        destination=channel.destination(),
        by=WORKER,
    )
    trial.decision = answer.decision
    return answer


def _message(trial: Trial, user: User) -> Message:
    """A message to the member of staff; it is never stored."""
    template = trial.version.template
    links = {"confirm": {"path": "c", "kind": "confirm", "row": str(trial.id)}}
    contact = Contact(name=user.name, language=trial.version.language, confirmed_at=clock.now())
    return Message(
        id=trial.id, template=template, contact=contact, channel=template.channel, details={"links": links}
    )


def _settle(trial: Trial, outcome: Outcome) -> None:
    match outcome:
        case Accepted():
            _end(trial, State.SENT)
        case Uncertain():
            _end(trial, State.UNCERTAIN)
        case Refused():
            _end(trial, State.FAILED, reason=Reason.REFUSED)
        case _:
            _end(trial, State.FAILED)


def _end(trial: Trial, state: State, *, reason: str = "") -> None:
    trial.state, trial.reason, trial.finished_at = state, reason, clock.now()
    trial.save(update_fields=["state", "reason", "decision", "message_id", "finished_at"])
    ledger.record("trial.ended", actor=WORKER, trial=str(trial.id), state=state.value, reason=str(reason))
