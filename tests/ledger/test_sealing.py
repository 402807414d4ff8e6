"""Sealing: one chain, in order, whoever commits when."""

import stat
from datetime import timedelta
from pathlib import Path

import pytest

from lightyear.kit import clock
from lightyear.ledger import jobs, queries, sealing, services
from lightyear.ledger.actors import Actor
from lightyear.ledger.models import Entry, Head, Leaf
from lightyear.workspaces import services as workspaces
from lightyear.workspaces import wall

TEST = Actor.system("test")
LONG_AGO = 1
OTHER_NUMBERING = 10**15


def record(count: int = 1) -> list[Entry]:
    return [services.record("test.happened", actor=TEST, number=number) for number in range(count)]


def sealed() -> list[Entry]:
    return [leaf.entry for leaf in Leaf.objects.select_related("entry").order_by("seq")]


def test_sealing_gives_every_entry_a_place_and_signs_one_head(inside):
    entries = record(5)

    count = sealing.seal()

    head = Head.objects.get()
    assert count == 5
    assert sealed() == entries
    assert (head.size, head.previous, len(head.frontier)) == (5, 0, 2)


def test_sealing_with_nothing_to_seal_adds_nothing(inside):
    record()
    sealing.seal()

    count = sealing.seal()

    assert count == 0
    assert Head.objects.count() == 1


def test_a_limit_leaves_the_rest_for_the_next_batch(inside):
    entries = record(5)

    counts = [sealing.seal(2), sealing.seal(2), sealing.seal(2), sealing.seal(2)]

    assert counts == [2, 2, 1, 0]
    assert sealed() == entries
    assert list(Head.objects.order_by("size").values_list("previous", "size")) == [(0, 2), (2, 4), (4, 5)]


def test_entries_are_sealed_in_the_order_of_their_moments(inside):
    with clock.shifted(timedelta(minutes=5)):
        [later] = record()
    [earlier] = record()

    sealing.seal()

    assert sealed() == [earlier, later]


def test_an_entry_older_than_sealed_ones_is_sealed_all_the_same(inside):
    [recent] = record()
    sealing.seal()
    with clock.shifted(timedelta(days=-400)):
        [old] = record()

    count = sealing.seal()

    assert count == 1
    assert sealed() == [recent, old]


def test_workspaces_have_chains_of_their_own(workspace):
    neighbor = workspaces.create(slug="neighbor", name="Neighbor Clinic", profiles=["hipaa"])
    for each in (workspace, neighbor):
        with wall.enter(each.id):
            record(2)

    jobs.seal_due(neighbor.id)

    sizes = []
    for each in (workspace, neighbor):
        with wall.enter(each.id):
            sizes.append(queries.status().size)
    assert sizes == [0, 2]


def test_the_job_seals_until_nothing_waits(workspace):
    with wall.enter(workspace.id):
        Entry.objects.bulk_create(
            [Entry(event="test.happened", actor="system:test", facts={"n": number}) for number in range(5001)]
        )

    jobs.seal_due(workspace.id)

    with wall.enter(workspace.id):
        assert queries.status().unsealed == 0
        assert list(Head.objects.order_by("size").values_list("size", flat=True)) == [5000, 5001]


def test_the_first_seal_of_a_day_finds_what_earlier_ones_could_not_see(inside):
    record()
    sealing.seal()
    Entry.objects.create(event="test.happened", actor="system:test", xact=LONG_AGO)

    same_day = sealing.seal()
    with clock.shifted(timedelta(days=1)):
        record()
        next_day = sealing.seal()

    assert (same_day, next_day) == (0, 2)


def test_a_ledger_restored_into_another_server_is_sealed_on(workspace, tampering):
    with wall.enter(workspace.id):
        record(2)
        sealing.seal()
        Entry.objects.create(event="test.happened", actor="system:test", xact=OTHER_NUMBERING)
    with tampering(workspace.id) as cursor:
        cursor.execute("UPDATE ledger_head SET settled = %s", [OTHER_NUMBERING - 1])

    with wall.enter(workspace.id):
        record()
        count = sealing.seal()
        record()
        after = sealing.seal()

    assert (count, after) == (2, 1)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE ledger_head SET root = sha256('x')",
        "UPDATE ledger_head SET signature = sha256('x')",
        "UPDATE ledger_head SET size = 3",
        "UPDATE ledger_head SET frontier = ARRAY[sha256('x')]",
    ],
)
def test_nothing_is_sealed_on_top_of_an_altered_head(workspace, tampering, change):
    with wall.enter(workspace.id):
        record(2)
        sealing.seal()
        record()
    with tampering(workspace.id) as cursor:
        cursor.execute(change)

    with wall.enter(workspace.id), pytest.raises(sealing.HeadBroken):
        sealing.seal()


def test_nothing_is_sealed_on_top_of_a_head_of_another_key(inside, settings):
    record()
    sealing.seal()
    record()
    settings.LIGHTYEAR_LEDGER_KEY = "A" * 43 + "="

    with pytest.raises(sealing.HeadBroken):
        sealing.seal()


def test_the_key_file_is_made_once_and_is_private(settings, tmp_path):
    settings.LIGHTYEAR_LEDGER_KEY, settings.LIGHTYEAR_HOME = "", tmp_path

    first = sealing.ensure_signing_key()
    key = sealing.public_key()
    second = sealing.ensure_signing_key()

    path = tmp_path / "keys" / "ledger.key"
    assert first == second == path
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert sealing.public_key() == key
    assert len(key) == 32


def test_a_key_in_the_environment_needs_no_file(settings, tmp_path):
    settings.LIGHTYEAR_HOME = tmp_path

    path = sealing.ensure_signing_key()

    assert path is None
    assert list(Path(tmp_path).iterdir()) == []


def test_a_missing_key_is_said_clearly(settings, tmp_path):
    settings.LIGHTYEAR_LEDGER_KEY, settings.LIGHTYEAR_HOME = "", tmp_path

    with pytest.raises(sealing.SigningKeyUnavailable, match="can't be read"):
        sealing.public_key()


@pytest.mark.parametrize("key", ["not base64!", "AAAA"])
def test_a_key_that_is_none_is_said_clearly(settings, key):
    settings.LIGHTYEAR_LEDGER_KEY = key

    with pytest.raises(sealing.SigningKeyUnavailable, match="32 bytes"):
        sealing.public_key()
