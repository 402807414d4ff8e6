"""Notices to staff: who is told, and what reading does."""

import pytest

from lightyear.accounts import services as accounts
from lightyear.accounts.models import User
from lightyear.ledger.actors import Actor
from lightyear.messaging import notices
from lightyear.messaging.models import StaffNotice
from lightyear.workspaces import wall

TEST = Actor.system("test")


def join(workspace, name, role):
    user = User.objects.create_user(f"{name}@riverbend.example", name=name)
    accounts.join(user=user, workspace=workspace, role=role, by=TEST)
    return user


@pytest.fixture
def staff(workspace):
    """An owner and two marketers, seen from inside."""
    people = [join(workspace, "owner", "owner"), *(join(workspace, f"m{n}", "marketer") for n in (1, 2))]
    with wall.enter(workspace.id):
        yield people


def told():
    return set(StaffNotice.objects.values_list("user_id", flat=True))


def test_everyone_in_a_role_is_told_and_nobody_else(staff):
    count = notices.tell(role="marketer", kind="test.happened", count=3)

    assert count == 2
    assert told() == {user.id for user in staff[1:]}


def test_the_owner_is_told_where_nobody_has_the_role(staff):
    notices.tell(role="clinician", kind="test.happened")

    assert told() == {staff[0].id}


def test_a_member_who_may_not_sign_in_is_not_told(workspace):
    join(workspace, "owner", "owner")
    gone = join(workspace, "gone", "marketer")
    User.objects.filter(id=gone.id).update(is_active=False)

    with wall.enter(workspace.id):
        notices.tell(role="marketer", kind="test.happened")

        assert gone.id not in told()
        assert len(told()) == 1


def test_reading_one_leaves_the_others_new(staff):
    reader = staff[1]
    for _ in range(3):
        notices.tell(role="marketer", kind="test.happened")
    one = notices.page(reader, limit=1)[0]

    marked = [notices.read(user=reader, notice_id=one.id) for _ in range(2)]

    assert marked == [1, 0]
    assert one not in notices.unread(reader)
    assert notices.unread_count(reader.id) == 2


def test_nobody_reads_for_somebody_else(staff):
    notices.tell(role="marketer", kind="test.happened")
    one = notices.page(staff[1], limit=1)[0]

    marked = notices.read(user=staff[2], notice_id=one.id)
    notices.read(user=staff[2])

    assert marked == 0
    assert notices.unread_count(staff[1].id) == 1


def test_a_page_goes_on_where_the_last_one_ended(staff):
    for _ in range(3):
        notices.tell(role="owner", kind="test.happened")

    first = notices.page(staff[0], limit=2)
    rest = notices.page(staff[0], limit=2, before=(first[-1].created_at, first[-1].id))

    assert len({notice.id for notice in first + rest}) == 3
