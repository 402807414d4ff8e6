"""Tasks: opened once, done once, and never nobody's."""

from typing import Any

import pytest
from django.db import transaction
from django.db.utils import IntegrityError

from lightyear import guard
from lightyear.accounts import services as accounts
from lightyear.accounts.models import User
from lightyear.contacts.models import Contact, Event
from lightyear.gate import allowances
from lightyear.kit import clock
from lightyear.ledger.actors import Actor
from lightyear.ledger.models import Entry
from lightyear.sales import queries, services
from lightyear.sales.models import Task
from lightyear.workspaces import wall

TEST = Actor.system("test")
TITLE = {"en": "Call about the class", "zh-hans": "致电确认讲座事宜"}


def member(workspace, role):
    user = User.objects.create_user(f"{role}@riverbend.example", name=role.title())
    return accounts.join(user=user, workspace=workspace, role=role, by=TEST)


@pytest.fixture
def owner(workspace):
    return member(workspace, "owner")


@pytest.fixture
def leaving(workspace):
    return member(workspace, "sales")


@pytest.fixture
def contact(owner, workspace):
    with wall.enter(workspace.id):
        yield Contact.objects.create(number=1)


def opened(*contacts, role="front_desk", assignee=None):
    """Tasks about contacts, as a journey opens them; given to somebody afterwards."""
    wanted = {f"call:{contact.number}": contact.id for contact in contacts}
    made = services.open_set(wanted, kind="journey", title=TITLE, role=role, due_at=clock.now(), facts={})
    Task.objects.filter(id__in=made.values()).update(assignee=assignee)
    return [Task.objects.get(id=made[key]) for key in wanted]


def test_finishing_twice_keeps_who_was_first(contact, owner):
    [task] = opened(contact)

    first = services.finish(task=task, by=owner.user)
    again = services.finish(task=task, by=owner.user)

    assert (again.done_at, again.done_by_id) == (first.done_at, owner.user_id)
    assert Event.objects.filter(kind="task.done").count() == 1
    assert Entry.objects.filter(event="task.done").count() == 1


@pytest.mark.parametrize(
    "title", [{}, {"en": "Call Ana Lopez at 555-010-0199"}, {"zh-hans": "致电13800000000"}]
)
def test_a_title_that_names_somebody_is_refused(contact, title):
    with pytest.raises(services.PersonalTitle):
        services.check_title(title)


def test_a_title_may_hold_a_term_that_is_no_finding(contact):
    allowances.allow(category="address", term="Jackson Hall", reason="Where we meet", by=TEST)
    title = {"en": "Book an hour in Jackson Hall"}

    services.check_title(title)

    assert guard.scan(title["en"], channel="note")


def test_a_set_of_tasks_is_opened_once_with_its_events(contact):
    others = [Contact.objects.create(number=number) for number in range(2, 5)]
    wanted = {f"set:{other.number}": other.id for other in others}
    details: dict[str, Any] = {
        "kind": "journey",
        "title": TITLE,
        "role": "front_desk",
        "due_at": clock.now(),
        "facts": {},
    }

    first = services.open_set(wanted, **details)
    again = services.open_set(wanted, **details)

    assert set(first) == set(wanted)
    assert again == {}
    assert {event.facts["task"] for event in Event.objects.filter(kind="task.opened")} == {
        str(task_id) for task_id in first.values()
    }


def test_a_task_for_a_role_that_nobody_has_comes_to_the_owner(contact, owner, workspace):
    [task] = opened(contact)

    before = list(queries.mine(owner))
    desk = _join_from_outside(workspace, "front_desk")

    assert before == [task]
    assert list(queries.mine(owner)) == []
    assert list(queries.mine(desk)) == [task]


def test_a_task_of_somebody_is_nobody_elses(contact, owner):
    [task] = opened(contact, assignee=owner.user)
    [done] = opened(Contact.objects.create(number=2))
    services.finish(task=done, by=owner.user)

    assert list(queries.mine(owner)) == [task]
    assert queries.open_tasks(limit=5) == [task]
    assert [vars(found)["who_name"] for found in queries.done_tasks(limit=5)] == ["Owner"]


def test_the_database_refuses_a_task_done_by_nobody(contact):
    [task] = opened(contact)

    with pytest.raises(IntegrityError, match="task_is_done_by_someone"), transaction.atomic():
        Task.objects.filter(id=task.id).update(done_at=clock.now())


def test_a_title_is_said_in_the_readers_language(contact):
    [task] = opened(contact)

    from django.utils import translation

    with translation.override("zh-hans"):
        chinese = task.words

    assert (task.words, chinese) == (TITLE["en"], TITLE["zh-hans"])


def _join_from_outside(workspace, role):
    """Accounts are made outside the wall; the test goes on inside."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('role', 'none', true)")
    joined = member(workspace, role)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('role', 'lightyear_app', true)")
    return joined


def test_the_open_tasks_of_one_who_leaves_go_to_her_role(leaving, contact):
    done, left = opened(contact, Contact.objects.create(number=2), role="", assignee=leaving.user)
    services.finish(task=done, by=leaving.user)

    accounts.leave(membership=leaving, by=TEST)

    left.refresh_from_db()
    done.refresh_from_db()
    assert (left.assignee, left.role) == (None, "sales")
    assert done.assignee_id == leaving.user_id
    assert Entry.objects.get(event="member.left").facts["tasks"] == 1
