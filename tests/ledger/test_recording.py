"""Entries are written with the action or not at all, and nobody changes them."""

import uuid

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from lightyear.ledger import sealing, services
from lightyear.ledger.actors import Actor
from lightyear.ledger.models import Entry
from lightyear.workspaces import wall
from lightyear.workspaces.models import Work

TEST = Actor.system("test")

TABLES = ["ledger_entry", "ledger_leaf", "ledger_head"]
CHANGES = ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {} CASCADE"]


def record(**facts) -> Entry:
    return services.record("test.happened", actor=TEST, **facts)


@transaction.atomic
def fail_after_recording() -> None:
    record(step=2)
    record(step=1 // 0)


def refusal(statement: str) -> str | None:
    """The SQLSTATE that PostgreSQL refuses a statement with."""
    with pytest.raises(DatabaseError) as refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    return getattr(refused.value.__cause__, "sqlstate", None)


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("change", CHANGES)
def test_the_application_may_not_change_the_ledger(inside, table, change):
    record()
    sealing.seal()

    code = refusal(change.format(table))

    assert code == "42501"  # insufficient_privilege


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("change", CHANGES)
def test_the_owner_of_the_tables_may_not_change_the_ledger(workspace, table, change):
    with wall.enter(workspace.id):
        record()
        sealing.seal()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SELECT set_config('lightyear.workspace', %s, true)", [str(workspace.id)])

    code = refusal(change.format(table))

    assert code == "23001"  # restrict_violation


def test_an_entry_is_lost_with_its_action(inside):
    record(step=1)

    with pytest.raises(ZeroDivisionError):
        fail_after_recording()

    assert [entry.facts for entry in Entry.objects.all()] == [{"step": 1}]


@pytest.mark.parametrize("fact", [0.5, b"bytes", (1,), {1: 2}])
def test_a_fact_that_could_never_be_sealed_fails_the_action(inside, fact):
    with pytest.raises(TypeError, match="no canonical form"):
        record(fact=fact)

    assert Entry.objects.count() == 0


def test_an_entry_wakes_the_sealer_once_it_is_committed(committed):
    with wall.enter(committed.id):
        record()
        record()

    kinds = Work.objects.filter(workspace=committed).values_list("kind", flat=True)

    assert list(kinds) == ["ledger.seal"]


def test_a_reference_means_nothing_without_its_salt():
    salt, other = b"\x01" * 32, b"\x02" * 32

    reference = services.reference("contact", "7", salt=salt)

    assert reference == services.reference("contact", "7", salt=salt)
    assert reference != services.reference("contact", "7", salt=other)
    assert reference != services.reference("contact", "8", salt=salt)
    assert len(reference) == 32


def test_actors_are_kinds_and_identifiers():
    someone = uuid.UUID(int=5)

    names = [str(actor) for actor in (Actor.staff(someone), Actor.visitor("form"), Actor.contact(), TEST)]

    assert names == [f"staff:{someone}", "visitor:form", "contact:self", "system:test"]
