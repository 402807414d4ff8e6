"""Sealing among writers and other sealers, each on a connection of its own."""

import io
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from django.db import connection

from lightyear.ledger import export, jobs, queries, sealing, services, verify
from lightyear.ledger.actors import Actor
from lightyear.ledger.models import Entry, Head, Leaf
from lightyear.workspaces import wall

TEST = Actor.system("test")
PATIENCE_SECONDS = 30

T = TypeVar("T")


def record(workspace_id) -> Entry:
    with wall.enter(workspace_id):
        return services.record("test.happened", actor=TEST)


def disconnected(work: Callable[[], T]) -> Callable[[], T]:
    """Work for a thread that leaves no connection behind."""

    def run() -> T:
        try:
            return work()
        finally:
            connection.close()

    return run


def verified(workspace_id) -> verify.Intact:
    file = io.BytesIO()
    with wall.enter(workspace_id):
        export.export(file)
    outcome = verify.check(io.BytesIO(file.getvalue()))
    assert isinstance(outcome, verify.Intact), outcome
    return outcome


def test_a_transaction_that_commits_late_is_sealed_after_younger_ones(committed):
    written, may_commit = threading.Event(), threading.Event()

    def write_slowly() -> Entry:
        with wall.enter(committed.id):
            entry = services.record("test.happened", actor=TEST)
            written.set()
            assert may_commit.wait(PATIENCE_SECONDS)
            return entry

    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(disconnected(write_slowly))
        assert written.wait(PATIENCE_SECONDS)
        young = [record(committed.id) for _ in range(3)]
        jobs.seal_due(committed.id)
        with wall.enter(committed.id):
            before = queries.status()
        may_commit.set()
        late = slow.result()
    jobs.seal_due(committed.id)

    with wall.enter(committed.id):
        order = list(Leaf.objects.order_by("seq").values_list("entry_id", flat=True))
    assert (before.size, before.unsealed) == (3, 0)
    assert late.at < young[0].at
    assert order == [*[entry.id for entry in young], late.id]
    assert verified(committed.id).entries == 4


def test_two_sealers_at_once_make_one_chain(committed):
    with wall.enter(committed.id):
        Entry.objects.bulk_create(
            [Entry(event="test.happened", actor="system:test", facts={"n": number}) for number in range(300)]
        )
    start = threading.Barrier(2)

    def seal_all() -> list[int]:
        start.wait(PATIENCE_SECONDS)
        counts = [1]
        while counts[-1]:
            with wall.enter(committed.id):
                counts.append(sealing.seal(20))
        return counts[1:]

    with ThreadPoolExecutor(2) as pool:
        sealers = [pool.submit(disconnected(seal_all)) for _ in range(2)]
        counts = [sealer.result() for sealer in sealers]

    with wall.enter(committed.id):
        heads = list(Head.objects.order_by("size").values_list("previous", "size"))
    assert sum(counts[0]) + sum(counts[1]) == 300
    assert heads == [(size - 20, size) for size in range(20, 301, 20)]
    assert verified(committed.id).entries == 300


def test_sealing_beside_busy_writers_misses_nothing(committed):
    writers, each = 4, 25
    left = threading.Semaphore(0)

    def write() -> None:
        for _ in range(each):
            record(committed.id)
        left.release()

    def seal_meanwhile() -> None:
        while not left.acquire(timeout=0.01):
            jobs.seal_due(committed.id)
        for _ in range(writers - 1):
            jobs.seal_due(committed.id)
            assert left.acquire(timeout=PATIENCE_SECONDS)

    with ThreadPoolExecutor(writers + 1) as pool:
        running: list[Future[None]] = [pool.submit(disconnected(write)) for _ in range(writers)]
        running.append(pool.submit(disconnected(seal_meanwhile)))
        for future in running:
            future.result()
    jobs.seal_due(committed.id)

    with wall.enter(committed.id):
        sealed = Leaf.objects.values("entry_id").distinct().count()
    assert sealed == writers * each
    assert verified(committed.id).entries == writers * each
