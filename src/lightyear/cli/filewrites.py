"""Redacted files: written beside their place and moved there when they are whole."""

import contextlib
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO, Any

from lightyear.cli import fileruns, filesheets, filework
from lightyear.cli.filekinds import Unreadable
from lightyear.cli.fileruns import Reading, Source

_BATCH_ROWS = 1024


class NoPlace(ValueError):
    """It isn't said where the files are to be written."""


def targets(sources: Sequence[Source], output: Path | None) -> list[Path | None]:
    """Say where each source is written; None is standard output. Raises NoPlace."""
    if output is None:
        if len(sources) > 1:
            raise NoPlace("Several files need a folder: -o FOLDER")
        return [None] * len(sources)
    if (
        len(sources) == 1
        and not output.is_dir()
        and not str(output).endswith(("/", "\\"))
        and _is_file(sources[0])
    ):
        return [output]
    if output.exists() and not output.is_dir():
        raise NoPlace("Several files need a folder, and this is a file.")
    found = [output / one.relative for one in sources]
    if len(set(found)) < len(found):
        raise NoPlace("Two files would have the same name in the folder.")
    return list(found)


def write(
    source: Source,
    target: Path | None,
    how: filesheets.How,
    reading: Reading,
    pool: fileruns.Pool,
    advance: Callable[[int], None],
) -> list[tuple[str, str]]:
    """Write one source redacted; give (place, why) of what could not be read, in which case no file is
    written.

    Truncation is said, and what is there is written. To standard output all goes as it comes.
    """
    problems: list[tuple[str, str]] = []
    try:
        if _is_parquet(source, reading.kind):
            return _write_parquet(source, target, how)
        with _place(target) as file:
            row = 0
            for outcome in fileruns.run(source, filework.work, how, reading, pool):
                for number, why in outcome.problems:
                    problems.append((source.name if number is None else f"{source.name}:{number + row}", why))
                if not outcome.is_written:
                    raise Unreadable("not written")
                file.write(outcome.cleaned)
                row += outcome.rows
                advance(outcome.size)
    except BrokenPipeError:
        raise
    except (Unreadable, OSError) as error:
        why = str(error) if isinstance(error, Unreadable) else type(error).__name__
        problems.append((source.name, why))
    return problems


def _write_parquet(source: Source, target: Path | None, how: filesheets.How) -> list[tuple[str, str]]:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise Unreadable("Parquet needs pyarrow: pip install lightyear[files]") from None
    from lightyear.guard import arrow

    if how.method != "placeholder":
        raise Unreadable(f"in Parquet {filesheets.ONLY}")
    try:
        with (
            pq.ParquetFile(source.path) as read,
            _place(target) as file,
            pq.ParquetWriter(
                pa.PythonFile(file, mode="w"), arrow.redacted_schema(read.schema_arrow)
            ) as written,
        ):
            for batch in arrow.redact_batches(read.iter_batches(batch_size=_BATCH_ROWS)):
                written.write_batch(batch)
    except Unreadable:
        raise
    except (pa.ArrowException, ValueError) as error:
        raise Unreadable(f"truncated or no Parquet: {type(error).__name__}") from None
    return []


@contextlib.contextmanager
def _place(target: Path | None) -> Iterator[IO[bytes] | Any]:
    """Give a file that takes its name when all of it is written, and is gone if not."""
    if target is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f".{target.name}.{os.getpid()}.partial")
    try:
        with partial.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


def _is_parquet(source: Source, forced: str | None) -> bool:
    # A pipe is not looked into: what was read of it would be gone.
    if source.path is None or not source.path.is_file():
        return False
    if forced is not None:
        return forced == "parquet"
    with source.path.open("rb") as file:
        return file.read(4) == b"PAR1" or source.path.suffix.lower() in (".parquet", ".pq")


def _is_file(source: Source) -> bool:
    return source.path is None or source.relative == source.path.name
