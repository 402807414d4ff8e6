"""Files, folders and standard input, read chunk by chunk on all cores, answered in order."""

import collections
import contextlib
import itertools
import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from lightyear.cli import filechunks, filekinds
from lightyear.cli.filechunks import Chunk
from lightyear.cli.filekinds import Unreadable

STDIN = "-"
_START_BYTES = 65536
_ALONE = 3
"""So few chunks are done in this process: starting others would take longer."""
_WAITING = 2
"""Chunks that wait for each worker; more would only fill memory."""
Work = Callable[[Chunk, Any], Any]


@dataclass
class Source:
    """A file to read: `name` as given or found, `relative` its name below the folder that was given."""

    name: str
    path: Path | None
    relative: str
    size: int = 0


@dataclass
class Reading:
    """How to read: `kind` forces what the files are, `has_header` speaks of CSV, `jobs` counts processes."""

    kind: str | None = None
    has_header: bool | None = None
    jobs: int = 1


def sources(names: Sequence[str]) -> list[Source]:
    """List the files below the given names; "-" or nothing is standard input. Hidden files are left out."""
    found: list[Source] = []
    for name in names or (STDIN,):
        path = Path(name)
        if name == STDIN:
            found.append(Source(STDIN, None, "stdin"))
        elif path.is_dir():
            found.extend(_below(path))
        else:
            found.append(Source(name, path, path.name, path.stat().st_size if path.is_file() else 0))
    return found


def run(source: Source, work: Work, how: Any, reading: Reading, pool: "Pool") -> Iterator[Any]:
    """Give what `work` makes of each chunk of a source, in order. Raises Unreadable and OSError."""
    with _opened(source) as file:
        # One read of a pipe gives what is there: the start is read until there is enough to tell by.
        start = file.read(_START_BYTES)
        kind = filekinds.kind_of(source.name, start, forced=reading.kind, has_header=reading.has_header)
        if kind.name == "parquet":
            if source.path is None or not source.path.is_file():
                raise Unreadable("Parquet can't be read from a pipe: give the file")
            yield from pool.map(work, _groups(kind, source.path), how)
        else:
            yield from pool.map(work, filechunks.chunks(_Rest(start, file), kind), how)


class _Rest:
    """A file whose start was read already."""

    def __init__(self, start: bytes, file: IO[bytes]) -> None:
        self.start = start
        self.file = file

    def read(self, size: int) -> bytes:
        """Give the next bytes: fewer than `size` only at the end."""
        start, self.start = self.start[:size], self.start[size:]
        return start + self.file.read(size - len(start))


class Pool:
    """Processes that start when there is enough to do."""

    def __init__(self, jobs: int) -> None:
        self.jobs = jobs
        self.executor: ProcessPoolExecutor | None = None

    def __enter__(self) -> "Pool":
        return self

    def __exit__(self, *raised: object) -> None:
        if self.executor is not None:
            self.executor.shutdown(cancel_futures=True)

    def map(self, work: Work, chunks: Iterator[Chunk], how: Any) -> Iterator[Any]:
        """Give what `work` makes of each chunk, in order, holding few of them at a time."""
        first = [] if self.executor is not None else list(itertools.islice(chunks, _ALONE))
        if self.jobs == 1 or (self.executor is None and len(first) < _ALONE):
            yield from (work(chunk, how) for chunk in itertools.chain(first, chunks))
            return
        if self.executor is None:
            self.executor = ProcessPoolExecutor(self.jobs, mp_context=_context())
        running: collections.deque[Future[Any]] = collections.deque()
        for chunk in itertools.chain(first, chunks):
            running.append(self.executor.submit(work, chunk, how))
            if len(running) >= self.jobs * _WAITING:
                yield running.popleft().result()
        while running:
            yield running.popleft().result()


def cores() -> int:
    """Say how many processes may run at once."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextlib.contextmanager
def showing(total: int, label: str) -> Iterator[Callable[[int], None]]:
    """Show progress in bytes on standard error, if that is a terminal; gives what to call with each count."""
    if not sys.stderr.isatty():
        yield lambda size: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        DownloadColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
        TransferSpeedColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(label, total=total or None)
        yield lambda size: progress.advance(task, size)


def _context() -> Any:
    # Not fork: the progress bar has a thread, and a copied lock would never open.
    methods = multiprocessing.get_all_start_methods()
    return multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")


def _below(folder: Path) -> Iterator[Source]:
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder)
        if path.is_file() and not any(part.startswith(".") for part in relative.parts):
            yield Source(str(path), path, str(relative), path.stat().st_size)


@contextlib.contextmanager
def _opened(source: Source) -> Iterator[Any]:
    if source.path is None:
        yield sys.stdin.buffer
        return
    with source.path.open("rb", buffering=filechunks.CHUNK_BYTES) as file:
        yield file


def _groups(kind: filekinds.Kind, path: Path) -> Iterator[Chunk]:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise Unreadable("Parquet needs pyarrow: pip install lightyear[files]") from None
    try:
        with pq.ParquetFile(path) as file:
            count = file.num_row_groups
    except (pa.ArrowException, OSError) as error:
        raise Unreadable(f"truncated or no Parquet: {type(error).__name__}") from None
    for number in range(count):
        yield Chunk(kind, "parquet", str(number).encode(), number, str(path), is_last=number == count - 1)
