"""A contact's timeline as sentences, each message with its why."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lightyear.accounts import matrix
from lightyear.accounts.matrix import Action
from lightyear.contacts import queries as contacts
from lightyear.contacts.models import Contact, Event
from lightyear.journeys import queries as journeys
from lightyear.journeys.models import Enrollment
from lightyear.kit import clock
from lightyear.messaging import eligibility
from lightyear.messaging import queries as messages
from lightyear.messaging.models import Message, State
from lightyear.sales.models import Task
from lightyear.web import mail_server, words
from lightyear.web.requests import StaffRequest

TITLES = {
    "form.submitted": gettext_lazy("Sent in a form"),
    "form.confirmed": gettext_lazy("Confirmed by mail"),
    "consent.granted": gettext_lazy("Agreed"),
    "consent.refused": gettext_lazy("Refused"),
    "consent.withdrawn": gettext_lazy("Withdrew"),
    "task.opened": gettext_lazy("A task was opened"),
    "task.done": gettext_lazy("A task was done"),
}


def of_contact(request: StaffRequest, contact: Contact) -> list[dict[str, Any]]:
    """Events, messages and journeys, the latest first."""
    names = words.forms() | words.purposes()
    happened = contacts.timeline(contact)
    tasks = _tasks(happened)
    events = [_event(request, event, names, tasks) for event in happened if event.kind in TITLES]
    sent = [_message(request, message) for message in messages.of_contact(contact)]
    came = [_enrollment(request, enrollment) for enrollment in journeys.of_contact(contact)]
    return sorted(events + sent + came, key=lambda item: item["at"], reverse=True)


def day(moment: datetime) -> str:
    return formats.date_format(timezone.localtime(moment), "SHORT_DATE_FORMAT")


def minute(moment: datetime) -> str:
    return formats.date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT")


def _tasks(happened: Iterable[Event]) -> dict[str, Task]:
    """The tasks that events name, read together."""
    keys = {event.facts["task"] for event in happened if event.facts.get("task")}
    return {str(key): task for key, task in Task.objects.in_bulk(list(keys)).items()}


def _event(
    request: StaffRequest, event: Event, names: dict[str, str], tasks: dict[str, Task]
) -> dict[str, Any]:
    key = event.facts.get("form") or event.facts.get("purpose") or ""
    item = {
        "title": TITLES[event.kind],
        "detail": names.get(key, key),
        "time": minute(event.at),
        "at": event.at,
    }
    if task := tasks.get(event.facts.get("task", "")):
        item["detail"] = task.words
        if matrix.allows(request.membership.role, Action.TASKS_WORK):
            item |= {"link_url": _place(request, task), "link_text": _("See the task")}
    if record := event.facts.get("record"):
        item["proof_url"] = reverse("web:contact-proof", args=[request.workspace.slug, record])
    return item


def _place(request: StaffRequest, task: Task) -> str:
    """Where a task stands in its list."""
    state = "?state=done" if task.done_at else ""
    return f"{reverse('web:tasks', args=[request.workspace.slug])}{state}#task-{task.id}"


def _enrollment(request: StaffRequest, enrollment: Enrollment) -> dict[str, Any]:
    item = {
        "title": _("Came into a journey"),
        "detail": f"{enrollment.journey.name}, {enrollment.get_state_display()}",
        "time": minute(enrollment.entered_at),
        "at": enrollment.entered_at,
    }
    if matrix.allows(request.membership.role, Action.JOURNEYS_VIEW):
        place = [request.workspace.slug, enrollment.journey.key, enrollment.id]
        item |= {"link_url": reverse("web:journey-enrollment", args=place), "link_text": _("Why")}
    return item


def _message(request: StaffRequest, message: Message) -> dict[str, Any]:
    at = message.finished_at or message.created_at
    verdict = "allow" if message.state == State.SENT else "block" if message.state == State.LEFT_OUT else ""
    item: dict[str, Any] = {
        "title": message.template.name,
        "detail": f"{message.get_channel_display()}, {message.get_state_display()}",
        "time": minute(at),
        "at": at,
        "verdict": verdict,
        "sentence": why(message),
    }
    if message.decision is not None and matrix.allows(request.membership.role, Action.FLOWS_VIEW):
        item["link_url"] = reverse("web:flow-decision", args=[request.workspace.slug, message.decision_id])
        item["link_text"] = message.decision.code
    return item


def why(message: Message) -> str:
    """Why a message went or didn't, in a sentence."""
    if message.reason:
        return reason(message.reason)
    if message.state == State.QUEUED:
        return _waiting(message)
    if message.state == State.SENT:
        return _("Checked again at the moment of sending: nothing spoke against it.")
    if message.state == State.UNCERTAIN:
        return _("The mail server went silent while taking it. Nothing is resent until somebody decides.")
    return ""


def reason(key: str) -> str:
    """A reason in words, "" for none."""
    return str(eligibility.Reason(key).label) if key else ""


def _waiting(message: Message) -> str:
    """Why a message hasn't left yet, where it isn't only its turn that it waits for."""
    if mail_server.describe() is None:
        return _("It waits: no mail server is set.")
    if message.due_at <= clock.now():
        return ""
    words = {"moment": minute(message.due_at)}
    if message.attempts:
        return _("The mail server didn’t take it. It is tried again on %(moment)s.") % words
    return _("It goes out on %(moment)s.") % words
