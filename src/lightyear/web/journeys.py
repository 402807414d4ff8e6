"""Journeys: the list, one journey as a tree with numbers, and why one person got what she got."""

from typing import Any
from uuid import UUID

from django.contrib import messages as notes
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lightyear.accounts import doors, matrix
from lightyear.accounts.matrix import Action, ContactField
from lightyear.contacts.models import Contact
from lightyear.journeys import definition as definitions
from lightyear.journeys import queries, services
from lightyear.journeys.models import Enrollment, Journey, JourneyVersion, Passage
from lightyear.messaging.models import Message, State
from lightyear.web import keyset, steps, timeline
from lightyear.web.requests import StaffRequest, actor

NOBODY = queries.Totals(0, 0, 0, 0)


@doors.staff(Action.JOURNEYS_VIEW)
@require_safe
def index(request: StaffRequest, workspace: str) -> HttpResponse:
    totals, counted_at = queries.totals_by_journey()
    rows = [(journey, totals.get(journey.id, NOBODY)) for journey in queries.journeys()]
    return render(request, "web/journeys.html", {"rows": rows, "counted_at": counted_at})


@doors.staff(Action.JOURNEYS_VIEW)
@require_safe
def show(request: StaffRequest, workspace: str, journey: str) -> HttpResponse:
    """A version as a tree with numbers; the live one unless another is asked for."""
    found = get_object_or_404(Journey, key=journey)
    version = queries.version(found, _number(request))
    if version is None:
        raise Http404
    figures = queries.figures(version)
    page = keyset.page(
        request,
        lambda limit, before: queries.page(found, limit=limit, before=before),
        lambda enrollment: (enrollment.entered_at, enrollment.id),
    )
    context = {
        "journey": found,
        "version": version,
        "versions": found.versions.order_by("-number"),
        "figures": figures,
        "not_sent": sum(step.not_sent_count for step in figures.numbers.values()),
        "rows": _tree(version, figures),
        "people": [_person(request, enrollment) for enrollment in page.rows],
        "next_url": page.next_url,
        "may_edit": matrix.allows(request.membership.role, Action.JOURNEYS_EDIT),
    }
    return render(request, "web/journey.html", context)


@doors.staff(Action.JOURNEYS_VIEW)
@require_safe
def enrollment(request: StaffRequest, workspace: str, journey: str, enrollment: UUID) -> HttpResponse:
    """Every step that one person has behind her, with what came of it, and where she stands."""
    found = get_object_or_404(
        Enrollment.objects.select_related("journey", "version", "contact"),
        id=enrollment,
        journey__key=journey,
    )
    context = {
        "enrollment": found,
        "journey": found.journey,
        "who": _who(request, found.contact),
        "may_see_contact": matrix.allows(request.membership.role, Action.CONTACTS_VIEW),
        "timeline": _timeline(request, found),
    }
    return render(request, "web/enrollment.html", context)


@doors.staff(Action.JOURNEYS_EDIT)
@require_POST
def pause(request: StaffRequest, workspace: str, journey: str) -> HttpResponse:
    services.pause(journey=get_object_or_404(Journey, key=journey), by=actor(request))
    notes.success(request, _("Paused. Nobody comes in and nobody moves on until you resume it."))
    return redirect("web:journey", workspace, journey)


@doors.staff(Action.JOURNEYS_EDIT)
@require_POST
def resume(request: StaffRequest, workspace: str, journey: str) -> HttpResponse:
    services.resume(journey=get_object_or_404(Journey, key=journey), by=actor(request))
    notes.success(request, _("Resumed. Whoever became due meanwhile moves on now."))
    return redirect("web:journey", workspace, journey)


def _tree(version: JourneyVersion, figures: queries.Figures) -> list[steps.Row]:
    definition = definitions.read(version.definition)
    return steps.tree(definition, figures.numbers, came_in=figures.totals.came_in)


def _number(request: StaffRequest) -> int | None:
    raw = request.GET.get("version", "")
    if not raw:
        return None
    if not raw.isascii() or not raw.isdecimal() or len(raw) > 9:
        raise Http404
    return int(raw)


def _person(request: StaffRequest, enrollment: Enrollment) -> dict[str, Any]:
    return {"enrollment": enrollment, "who": _who(request, enrollment.contact)}


def _who(request: StaffRequest, contact: Contact) -> str:
    may_name = matrix.shows(request.membership.role, ContactField.NAME)
    return (contact.name if may_name else "") or contact.code


def _timeline(request: StaffRequest, enrollment: Enrollment) -> list[dict[str, Any]]:
    definition = definitions.read(_version(enrollment).definition)
    names = steps.Names.load()
    by_key = {step.key: steps.say(step, names) for step in definitions.steps(definition)}
    items = [
        {
            "title": steps.say_trigger(definition.trigger, names),
            "time": timeline.minute(enrollment.entered_at),
            "at": enrollment.entered_at,
            "state": "recorded",
        }
    ]
    items += [_passed(request, passage, by_key) for passage in queries.passages(enrollment)]
    if enrollment.due_at is not None:
        items.append(_standing(enrollment, by_key))
    return items


def _version(enrollment: Enrollment) -> JourneyVersion:
    version: JourneyVersion = enrollment.version
    return version


def _passed(request: StaffRequest, passage: Passage, by_key: dict[str, Any]) -> dict[str, Any]:
    item = {
        "title": by_key[passage.step],
        "detail": steps.outcome(passage),
        "time": timeline.minute(passage.at),
        "at": passage.at,
        "state": "recorded",
    }
    if passage.message is not None:
        item |= _message(request, passage.message)
    return item


def _message(request: StaffRequest, message: Message) -> dict[str, Any]:
    """What became of the message since, and the way to it."""
    verdicts = {State.SENT: "allow", State.LEFT_OUT: "block", State.FAILED: "block"}
    item: dict[str, Any] = {
        "detail": message.get_state_display(),
        "verdict": verdicts.get(State(message.state), ""),
        "sentence": timeline.why(message),
    }
    if matrix.allows(request.membership.role, Action.MESSAGES_VIEW):
        item["link_url"] = reverse("web:message", args=[request.workspace.slug, message.id])
        item["link_text"] = _("Message")
    return item


def _standing(enrollment: Enrollment, by_key: dict[str, Any]) -> dict[str, Any]:
    is_waiting = enrollment.state == Enrollment.State.WAITING
    return {
        "title": by_key[enrollment.step],
        "detail": _("until then") if is_waiting else enrollment.get_state_display(),
        "time": timeline.minute(enrollment.due_at) if enrollment.due_at else "",
        "at": enrollment.due_at,
        "state": "now",
    }
