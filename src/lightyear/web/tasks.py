"""Tasks: what is open, what was done, and doing one."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages as notes
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from lightyear.accounts import doors, matrix
from lightyear.accounts.matrix import Action, ContactField
from lightyear.kit import clock
from lightyear.sales import queries, services
from lightyear.sales.models import Task
from lightyear.web import keyset, timeline
from lightyear.web.requests import StaffRequest

ON_HOME = 3


@doors.staff(Action.TASKS_WORK)
@require_safe
def index(request: StaffRequest, workspace: str) -> HttpResponse:
    is_done = request.GET.get("state") == "done"
    page = keyset.page(
        request,
        lambda limit, place: (
            queries.done_tasks(limit=limit, before=place)
            if is_done
            else queries.open_tasks(limit=limit, after=place)
        ),
        lambda task: (task.done_at or task.opened_at, task.id),
    )
    context = {
        "rows": [_row(request, task) for task in page.rows],
        "next_url": page.next_url,
        "is_done": is_done,
        "may_see_contact": matrix.allows(request.membership.role, Action.CONTACTS_VIEW),
    }
    return render(request, "web/tasks.html", context)


@doors.staff(Action.TASKS_WORK)
@require_POST
def complete(request: StaffRequest, workspace: str, task: UUID) -> HttpResponse:
    """The member of staff did it."""
    services.finish(task=get_object_or_404(Task, id=task), by=request.user)
    notes.success(request, _("Done."))
    return redirect("web:tasks", workspace)


def needs(request: StaffRequest) -> list[dict[str, Any]]:
    """The rows of Home for a member's own open tasks: the oldest few by name, the rest as a number."""
    mine = queries.mine(request.membership)
    first = list(mine[: ON_HOME + 1])
    rows = [_need(request, task) for task in first[:ON_HOME]]
    if len(first) > ON_HOME:
        more = mine.count() - ON_HOME
        title = ngettext("%(count)s more task is open", "%(count)s more tasks are open", more)
        rows.append(
            {
                "icon": "task",
                "title": title % {"count": more},
                "why": _("The oldest come first."),
                "age": _age(first[ON_HOME].opened_at),
                "verb": _("See tasks"),
                "url": reverse("web:tasks", args=[request.workspace.slug]),
            }
        )
    return rows


def who(request: StaffRequest, task: Task) -> str:
    """The contact of a task, as this role may know her."""
    may_name = matrix.shows(request.membership.role, ContactField.NAME)
    return (task.contact.name if may_name else "") or task.contact.code


def _need(request: StaffRequest, task: Task) -> dict[str, Any]:
    return {
        "icon": "task",
        "title": f"{task.words}: {who(request, task)}",
        "why": due(task.due_at) or _("No date"),
        "age": _age(task.opened_at),
        "verb": _("Open task"),
        "url": f"{reverse('web:tasks', args=[request.workspace.slug])}#task-{task.id}",
    }


def _row(request: StaffRequest, task: Task) -> dict[str, Any]:
    is_late = task.done_at is None and task.due_at is not None and task.due_at < clock.now()
    return {
        "task": task,
        "who": who(request, task),
        "for_whom": (task.done_at is None and getattr(task, "who_name", None)) or task.get_role_display(),
        "done_by": getattr(task, "who_name", None) if task.done_at else None,
        "due": due(task.due_at),
        "is_late": is_late,
    }


def due(moment: datetime | None) -> str:
    """How long there is, or was, in words."""
    if moment is None:
        return ""
    left = moment - clock.now()
    if left < timedelta():
        return _("Overdue by %(time)s") % {"time": timesince(moment, clock.now(), depth=1)}
    return _("By %(day)s") % {"day": timeline.day(moment)}


def _age(moment: datetime) -> str:
    return timesince(moment, clock.now(), depth=1)
