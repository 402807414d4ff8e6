"""What is exported is verified, and what an administrator altered in the database shows."""

import io
import json

import pytest

from lightyear.ledger import export, sealing, services, verify
from lightyear.ledger.actors import Actor
from lightyear.workspaces import services as workspaces
from lightyear.workspaces import wall

TEST = Actor.system("test")


def record(count: int) -> None:
    for number in range(count):
        services.record("test.happened", actor=TEST, number=number, rule="营销.1", subject=b"\x07" * 32)


def exported() -> bytes:
    file = io.BytesIO()
    export.export(file)
    return file.getvalue()


def outcome(content: bytes) -> verify.Intact | list[verify.Problem]:
    return verify.check(io.BytesIO(content))


def test_an_empty_ledger_is_exported_and_verified(inside):
    result = outcome(exported())

    assert isinstance(result, verify.Intact)
    assert (result.workspace, result.entries, result.heads) == (str(inside.id), 0, 0)


def test_everything_sealed_is_exported_and_verified(inside):
    record(7)
    while sealing.seal(3):
        pass
    record(2)

    result = outcome(exported())

    assert isinstance(result, verify.Intact)
    assert (result.entries, result.heads) == (7, 3)
    assert result.public_key == sealing.public_key().hex()


def test_an_export_takes_more_than_one_chunk_and_tells_its_progress(inside, monkeypatch):
    monkeypatch.setattr(export, "CHUNK", 4)
    record(10)
    sealing.seal()
    told: list[tuple[int, int]] = []

    size = export.export(io.BytesIO(), progress=lambda written, of: told.append((written, of)))

    assert size == 10
    assert told == [(0, 10), (4, 10), (8, 10), (10, 10)]


def test_every_byte_of_an_export_counts(inside):
    record(4)
    while sealing.seal(3):
        pass
    content = exported()
    assert isinstance(outcome(content), verify.Intact)

    passed = []
    for position in range(len(content)):
        changed = bytearray(content)
        changed[position] ^= 0x20  # also the case of letters, and a space for a zero byte
        if isinstance(outcome(bytes(changed)), verify.Intact):
            passed.append(position)

    assert passed == []


def test_an_entry_altered_in_the_database_is_named(workspace, tampering):
    with wall.enter(workspace.id):
        record(5)
        sealing.seal()
    with tampering(workspace.id) as cursor:
        cursor.execute("UPDATE ledger_entry SET actor = 'staff:x' WHERE facts ->> 'number' = '2'")

    with wall.enter(workspace.id):
        result = outcome(exported())

    assert isinstance(result, list)
    assert [str(problem) for problem in result] == [
        "line 4: entry 2 is not what was sealed: its leaf differs"
    ]


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM ledger_head WHERE size = 3",
        "DELETE FROM ledger_leaf WHERE seq = 1",
        "UPDATE ledger_leaf SET seq = CASE seq WHEN 1 THEN 1000 ELSE seq END",
        "UPDATE ledger_head SET root = sha256('x') WHERE size = 3",
        "UPDATE ledger_leaf SET digest = sha256('x') WHERE seq = 4",
    ],
)
def test_a_ledger_altered_in_the_database_fails(workspace, tampering, change):
    with wall.enter(workspace.id):
        record(5)
        while sealing.seal(3):
            pass
    with tampering(workspace.id) as cursor:
        cursor.execute(change)

    with wall.enter(workspace.id):
        result = outcome(exported())

    assert isinstance(result, list)


def test_an_entry_taken_out_of_the_database_is_named(workspace, tampering):
    with wall.enter(workspace.id):
        record(5)
        sealing.seal()
    with tampering(workspace.id) as cursor:
        cursor.execute("ALTER TABLE ledger_leaf DROP CONSTRAINT ledger_leaf_entry_id_within")
        cursor.execute("DELETE FROM ledger_entry WHERE facts ->> 'number' = '2'")

    with wall.enter(workspace.id):
        result = outcome(exported())

    assert isinstance(result, list)
    assert [str(problem) for problem in result] == ["line 4: entry 2 should stand here"]


def test_an_export_never_holds_another_workspace(workspace):
    neighbor = workspaces.create(slug="neighbor", name="Neighbor Clinic", profiles=["hipaa"])
    with wall.enter(neighbor.id):
        record(2)
        sealing.seal()
    with wall.enter(workspace.id):
        record(1)
        sealing.seal()

    with wall.enter(workspace.id):
        lines = exported().splitlines()

    owners = {json.loads(line)["entry"]["workspace"] for line in lines if line.startswith(b'{"entry"')}
    assert owners == {str(workspace.id)}
