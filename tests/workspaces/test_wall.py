"""The wall between workspaces, on the real database."""

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError, IntegrityError

from lightyear.kit import ids
from lightyear.ledger import services as ledger
from lightyear.ledger.actors import Actor
from lightyear.ledger.models import Entry, Leaf
from lightyear.workspaces import services, wall
from lightyear.workspaces.models import Work, Workspace

TEST = Actor.system("test")


@pytest.fixture
def neighbor(db):
    return services.create(slug="neighbor", name="Neighbor Clinic", profiles=["hipaa"])


def test_rows_of_another_workspace_are_invisible(workspace, neighbor):
    with wall.enter(neighbor.id):
        ledger.record("test.happened", actor=TEST)

    with wall.enter(workspace.id):
        seen = Entry.objects.count()
        works = Work.objects.count()
        names = list(Workspace.objects.values_list("slug", flat=True))

    assert (seen, works, names) == (0, 0, ["riverbend"])


def test_a_row_cannot_be_written_into_another_workspace(workspace, neighbor):
    with wall.enter(workspace.id), pytest.raises(DatabaseError), transaction.atomic():
        Entry.objects.create(event="test.happened", actor="test", workspace_id=neighbor.id)

    with wall.enter(neighbor.id):
        assert Entry.objects.count() == 0


def point_to(entry):
    Leaf.objects.create(seq=0, entry_id=entry.id, digest=b"")
    connection.check_constraints()


def test_a_key_cannot_point_into_another_workspace(workspace, neighbor):
    with wall.enter(neighbor.id):
        foreign = ledger.record("test.happened", actor=TEST)

    with wall.enter(workspace.id), pytest.raises(IntegrityError), transaction.atomic():
        point_to(foreign)


def test_walled_rows_can_not_be_read_outside(workspace):
    with pytest.raises(DatabaseError), transaction.atomic():
        Entry.objects.count()


def test_one_wall_does_not_open_within_another(workspace, neighbor):
    with wall.enter(workspace.id), pytest.raises(wall.InsideOtherWorkspace), wall.enter(neighbor.id):
        pass


def test_leaving_gives_the_role_back(workspace):
    with wall.enter(workspace.id):
        pass

    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user = session_user, current_setting('lightyear.workspace')")
        assert cursor.fetchone() == (True, "")


def test_the_application_role_can_not_read_passwords(workspace):
    with wall.enter(workspace.id), pytest.raises(DatabaseError), transaction.atomic():
        connection.cursor().execute("SELECT password FROM accounts_user")


def test_a_new_workspace_key_fits_no_other_workspace(workspace, neighbor):
    from lightyear.workspaces import keys

    bound_to = ids.new()
    with wall.enter(workspace.id):
        wrapped = keys.wrap(keys.new_key(), bound_to=bound_to)

    with wall.enter(neighbor.id), pytest.raises(keys.SealBroken):
        keys.unwrap(wrapped, bound_to=bound_to)
