"""Reads on tasks."""

from django.db.models import F, Q, QuerySet

from lightyear.accounts.matrix import Role
from lightyear.accounts.models import Membership
from lightyear.kit import cursor
from lightyear.sales.models import Task


def mine(membership: Membership) -> QuerySet[Task]:
    """Open tasks that a member should do, the oldest first: her own, those of her role, and for an owner
    those of a role that nobody has, so that no task is nobody's."""
    own = Q(assignee_id=membership.user_id) | Q(assignee=None, role__in=["", membership.role])
    if membership.role == Role.OWNER:
        held = Membership.objects.filter(user__is_active=True).values("role")
        own |= Q(assignee=None) & ~Q(role__in=held)
    return Task.objects.select_related("contact").filter(own, done_at=None).order_by("opened_at", "id")


def open_tasks(*, limit: int, after: cursor.Place | None = None) -> list[Task]:
    """A page of everybody's open tasks by keyset, the oldest first."""
    found = _named("assignee").filter(done_at=None)
    if after:
        at, task_id = after
        found = found.filter(Q(opened_at__gt=at) | Q(opened_at=at, id__gt=task_id))
    return list(found.order_by("opened_at", "id")[:limit])


def done_tasks(*, limit: int, before: cursor.Place | None = None) -> list[Task]:
    """A page of tasks that were done, the latest first."""
    found = _named("done_by").filter(done_at__isnull=False)
    if before:
        found = found.filter(cursor.before(before, "done_at"))
    return list(found.order_by("-done_at", "-id")[:limit])


def _named(who: str) -> QuerySet[Task]:
    """Tasks with `who_name`: the name alone, the wall hides the rest of an account."""
    return Task.objects.select_related("contact").annotate(who_name=F(f"{who}__name"))
