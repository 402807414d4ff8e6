"""Notices to staff: telling everyone in a role, and reading what one was told."""

from typing import Any
from uuid import UUID

from lightyear.accounts.matrix import Role
from lightyear.accounts.models import Membership, User
from lightyear.kit import clock, cursor
from lightyear.messaging.models import StaffNotice


def tell(*, role: str, kind: str, **facts: Any) -> int:
    """Leave a notice with each member in a role, or with the owners where nobody has it; returns how many.

    `facts` hold keys and counts, never contents.
    """
    members = _in_role(role) or _in_role(Role.OWNER)
    StaffNotice.objects.bulk_create(
        StaffNotice(user_id=user_id, kind=kind, facts=facts) for user_id in members
    )
    return len(members)


def page(user: User, *, limit: int, before: cursor.Place | None = None) -> list[StaffNotice]:
    """A page of what somebody was told, the latest first, by keyset."""
    found = StaffNotice.objects.filter(user=user)
    if before:
        found = found.filter(cursor.before(before, "created_at"))
    return list(found.order_by("-created_at", "-id")[:limit])


def unread(user: User, *, limit: int = 100) -> list[StaffNotice]:
    """The latest notices that somebody hasn't read."""
    found = StaffNotice.objects.filter(user=user, read_at=None)
    return list(found.order_by("-created_at", "-id")[:limit])


def unread_count(user_id: UUID) -> int:
    return StaffNotice.objects.filter(user_id=user_id, read_at=None).count()


def read(*, user: User, notice_id: UUID | None = None) -> int:
    """Mark one notice of somebody's as read, or all of them; returns how many weren't. Safe to repeat."""
    found = StaffNotice.objects.filter(user=user, read_at=None)
    if notice_id is not None:
        found = found.filter(id=notice_id)
    return found.update(read_at=clock.now())


def _in_role(role: str) -> list[UUID]:
    members = Membership.objects.filter(role=role, user__is_active=True)
    return list(members.order_by("created_at").values_list("user_id", flat=True))
