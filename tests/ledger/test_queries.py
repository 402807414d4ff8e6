"""The state of the ledger, its pages, and proofs of single entries."""

from datetime import timedelta

import pytest

from lightyear.kit import clock, ids
from lightyear.ledger import merkle, queries, sealing, services
from lightyear.ledger.actors import Actor
from lightyear.ledger.models import Entry
from lightyear.workspaces import wall

TEST = Actor.system("test")


def record(count: int, event: str = "test.happened") -> list[Entry]:
    return [services.record(event, actor=TEST, number=number) for number in range(count)]


def test_the_status_of_a_new_ledger_is_empty(inside):
    status = queries.status()

    assert status == queries.Status(size=0, sealed_at=None, unsealed=0)


def test_the_status_counts_what_is_sealed_and_what_waits(inside):
    record(3)
    waiting = queries.status()
    sealing.seal()
    record(2)

    status = queries.status()

    assert waiting.unsealed == 3
    assert (status.size, status.unsealed) == (3, 2)
    assert status.sealed_at is not None
    assert abs(status.sealed_at - clock.now()) < timedelta(minutes=1)


def test_the_latest_entries_come_first_and_know_their_place(inside):
    sealed = record(2)
    sealing.seal()
    [waiting] = record(1)

    page = queries.latest(10)

    assert [(row.entry, row.seq) for row in page] == [(waiting, None), (sealed[1], 1), (sealed[0], 0)]


def test_pages_follow_each_other_without_gap_or_repetition(inside):
    entries = [
        Entry.objects.create(event="test.happened", actor="system:test", at=clock.now() + timedelta(days=day))
        for day in (1, 1, 1, 2, 3, 3, 4)
    ]
    newest_first = sorted(entries, key=lambda entry: (entry.at, entry.id), reverse=True)

    seen: list[Entry] = []
    place = None
    while page := queries.latest(2, before=place):
        seen += [row.entry for row in page]
        place = seen[-1].at, seen[-1].id

    assert seen == newest_first


def test_a_page_can_be_of_one_event(inside):
    record(2)
    [granted] = record(1, "consent.granted")
    record(2)

    page = queries.latest(10, event="consent.granted")

    assert [row.entry for row in page] == [granted]


def test_a_page_begins_after_any_place_also_one_where_nothing_is(inside):
    older, newer = record(2)

    page = queries.latest(10, before=(clock.now(), ids.new()))

    assert [row.entry for row in page] == [newer, older]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 13])
def test_every_sealed_entry_has_a_proof(inside, size):
    entries = record(size)
    while sealing.seal(3):
        pass

    proofs = [queries.inclusion_proof(entry.id) for entry in entries]

    for seq, proof in enumerate(proofs):
        assert proof is not None
        assert (proof.seq, proof.head.size) == (seq, size)
        assert merkle.verify_inclusion(
            leaf=merkle.leaf_hash(proof.entry),
            index=seq,
            size=size,
            path=proof.path,
            root=bytes(proof.head.root),
        )


def test_an_entry_has_no_proof_before_it_is_sealed(inside):
    [entry] = record(1)

    proof = queries.inclusion_proof(entry.id)

    assert proof is None


def test_erasing_a_salt_leaves_the_proof_valid(inside):
    salt = bytearray(b"\x05" * 32)
    subject = services.reference("contact", "7", salt=bytes(salt))
    entry = services.record("consent.withdrawn", actor=TEST, subject=subject)
    sealing.seal()
    before = queries.inclusion_proof(entry.id)

    salt[:] = bytes(32)
    after = queries.inclusion_proof(entry.id)

    assert after is not None
    assert before == after
    assert services.reference("contact", "7", salt=bytes(salt)).hex() not in after.entry.decode()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE ledger_entry SET facts = '{}' WHERE facts ->> 'number' = '1'",
        "UPDATE ledger_leaf SET node = sha256('x') WHERE seq = 5",
        "DELETE FROM ledger_leaf WHERE seq = 0",
        "UPDATE ledger_head SET root = sha256('x')",
    ],
)
def test_an_altered_ledger_proves_nothing(workspace, tampering, change):
    with wall.enter(workspace.id):
        entries = record(6)
        sealing.seal()
    with tampering(workspace.id) as cursor:
        cursor.execute(change)

    with wall.enter(workspace.id), pytest.raises(queries.ProofFails):
        queries.inclusion_proof(entries[1].id)
