"""Arrow record batches in, findings as Arrow record batches out: for Spark, Ray Data, and files of any size.

Needs pyarrow (`pip install lightyear[files]`). Under Spark: `frame.mapInArrow(arrow.scan_batches,
arrow.DDL)`; in Ray Data: `dataset.map_batches(arrow.scan_table, batch_format="pyarrow")`.
"""

import functools
import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from lightyear.guard import neighbors, records
from lightyear.guard.types import Finding

SCHEMA = pa.schema(
    [
        pa.field("row", pa.int64(), nullable=False),
        pa.field("field", pa.string(), nullable=False),
        pa.field("start", pa.int32(), nullable=False),
        pa.field("end", pa.int32(), nullable=False),
        pa.field("category", pa.string(), nullable=False),
        pa.field("score", pa.float64(), nullable=False),
        pa.field("detector", pa.string(), nullable=False),
    ]
)
DDL = "row bigint, field string, start int, end int, category string, score double, detector string"
"""The same as Spark writes it; columns named in `keep` come before."""
_REMEMBERED = 1 << 14
_SHORT = 200


def scan_batches(
    batches: Iterable[pa.RecordBatch], *, columns: Sequence[str] | None = None, keep: Sequence[str] = ()
) -> Iterator[pa.RecordBatch]:
    """Scan record batches, one at a time; give one batch of findings (`SCHEMA`) for each, empty ones
    included.

    Column names, keys of structs and maps, and neighboring columns are context. `row` counts from 1 over all
    batches of this iterator: where an engine splits the data, name a column of your own in `keep`, whose
    values then stand before those of `SCHEMA`. `columns` are those to scan (all). `field` is a path like
    "patient.mrn"; offsets are code points of the value written as text; dates are written as ISO 8601,
    bytes are read as UTF-8 or left out. Raises KeyError for an unknown column, and what `guard.scan` raises.
    """
    row = 1
    for batch in batches:
        found = [
            (at, one) for at, record in enumerate(records_of(batch, columns)) for one in scan_row(record)
        ]
        yield _as_batch(found, batch, row, keep)
        row += batch.num_rows


def scan_table(
    table: pa.Table, *, columns: Sequence[str] | None = None, keep: Sequence[str] = ()
) -> pa.Table:
    """Scan a table as `scan_batches` scans its batches."""
    batches = list(scan_batches(table.to_batches(), columns=columns, keep=keep))
    schema = pa.schema([*(table.schema.field(name) for name in keep), *SCHEMA])
    return pa.Table.from_batches(batches, schema=schema)


def redact_batches(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Give the batches, with everything that is found replaced by placeholders.

    Where the type of a column holds no text (numbers, dates), the value becomes null; so do bytes that are no
    UTF-8. The schema is that of `redacted_schema`. Columns without findings are passed on as they are.
    """
    for batch in batches:
        found: dict[int, dict[int, list[Finding]]] = {}
        for at, record in enumerate(records_of(batch)):
            for index, _, findings in _scanned_columns(record):
                found.setdefault(index, {}).setdefault(at, []).extend(findings)
        schema = redacted_schema(batch.schema)
        arrays = [
            _redacted(batch.column(index), field, found.get(index)) for index, field in enumerate(schema)
        ]
        yield pa.RecordBatch.from_arrays(arrays, schema=schema)


def redacted_schema(schema: pa.Schema) -> pa.Schema:
    """Give the schema of redacted batches: the same, but what holds no text may be null."""
    return pa.schema([_redactable(one) for one in schema], schema.metadata)


def scan_row(record: list[tuple[str, Any]]) -> list[Finding]:
    """Scan one row given as (column, value); each column's neighbors are its context."""
    return [one for _, found in scanned_leaves(record) for one in found]


def records_of(
    batch: pa.RecordBatch, columns: Sequence[str] | None = None
) -> Iterator[list[tuple[str, Any]]]:
    """Give the rows of a batch as (column, value), values being data that records hold."""
    places = _places(batch.schema, columns)
    names = [batch.schema.names[place] for place in places]
    values = [[plain(one) for one in _listed(batch.column(place))] for place in places]
    for row in zip(*values, strict=True) if values else itertools.repeat((), batch.num_rows):
        yield list(zip(names, row, strict=True))


def scanned_leaves(record: list[tuple[str, Any]]) -> Iterator[tuple[records.Leaf, list[Finding]]]:
    """Give each value of a row in which something is found, with the findings."""
    for _, leaf, found in _scanned_columns(record):
        yield leaf, found


def plain(value: Any) -> Any:
    """Give a value as data that records hold: text, numbers, lists, mappings."""
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        is_map = value and all(isinstance(one, tuple) and len(one) == 2 for one in value)
        return {str(key): plain(item) for key, item in value} if is_map else [plain(item) for item in value]
    if isinstance(value, bytes | bytearray | memoryview):
        return _text(bytes(value))
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _scanned_columns(record: list[tuple[str, Any]]) -> Iterator[tuple[int, records.Leaf, list[Finding]]]:
    # By number: two columns may have one name.
    beside = neighbors.labels(dict(record))
    for index, (name, value) in enumerate(record):
        keys = neighbors.context((), name, beside, value)
        for leaf in records.leaves(value, name, keys):
            found = _scanned(leaf.path, leaf.keys, leaf.text)
            if found:
                yield index, leaf, found


def _places(schema: pa.Schema, columns: Sequence[str] | None) -> list[int]:
    if columns is None:
        return list(range(len(schema)))
    places = [schema.get_all_field_indices(name) for name in columns]
    if missing := [name for name, found in zip(columns, places, strict=True) if not found]:
        raise KeyError(f"there is no column {missing[0]}")
    return [place for found in places for place in found]


def _text(raw: bytes) -> str | None:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return None


def _listed(column: pa.Array) -> list[Any]:
    if pa.types.is_temporal(column.type):
        listed: list[Any] = column.cast(pa.string()).to_pylist()
        return listed
    values: list[Any] = column.to_pylist()
    return values


def _scanned(path: str, keys: tuple[str, ...], text: str) -> list[Finding]:
    if len(text) > _SHORT:
        return records.scan_leaf(records.Leaf(path, keys, text))
    return [
        Finding(one.start, one.end, one.category, one.score, one.detector, path)
        for one in _remembered(keys, text, path.endswith("*"))
    ]


@functools.lru_cache(maxsize=_REMEMBERED)
def _remembered(keys: tuple[str, ...], text: str, is_key: bool) -> tuple[Finding, ...]:
    return tuple(records.scan_leaf(records.Leaf("*" if is_key else "", keys, text)))


def _as_batch(
    found: list[tuple[int, Finding]], batch: pa.RecordBatch, row: int, keep: Sequence[str]
) -> pa.RecordBatch:
    rows = pa.array([at for at, _ in found], pa.int64())
    columns = [
        [at + row for at, _ in found],
        [one.path or "" for _, one in found],
        [one.start for _, one in found],
        [one.end for _, one in found],
        [one.category for _, one in found],
        [one.score for _, one in found],
        [one.detector for _, one in found],
    ]
    arrays = [pa.array(values, field.type) for values, field in zip(columns, SCHEMA, strict=True)]
    kept = [batch.column(name).take(rows) for name in keep]
    schema = pa.schema([*(batch.schema.field(name) for name in keep), *SCHEMA])
    return pa.RecordBatch.from_arrays([*kept, *arrays], schema=schema)


def _leads(name: str, path: str) -> bool:
    return path == name or path.startswith((f"{name}.", f"{name}["))


def _redactable(field: pa.Field) -> pa.Field:
    kind = field.type
    if pa.types.is_struct(kind):
        kind = pa.struct([_redactable(one) for one in kind])
    elif pa.types.is_list(kind) or pa.types.is_large_list(kind):
        listed = pa.list_ if pa.types.is_list(kind) else pa.large_list
        kind = listed(_redactable(kind.value_field))
    elif not _is_text(kind):
        return field.with_nullable(True)
    return field.with_type(kind)


def _redacted(column: pa.Array, field: pa.Field, found: dict[int, list[Finding]] | None) -> pa.Array:
    if not found:
        return column.cast(field.type)
    if not pa.types.is_nested(field.type) and not _is_text(field.type):
        is_found = pa.array([at in found for at in range(len(column))])
        return pc.if_else(is_found, pa.scalar(None, field.type), column)
    values: list[Any] = column.to_pylist()
    for at, findings in found.items():
        values[at] = _cleaned(values[at], field.name, field.type, findings)
    return pa.array(values, type=field.type)


def _is_text(kind: pa.DataType) -> bool:
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))


def _cleaned(value: Any, path: str, kind: pa.DataType, findings: list[Finding]) -> Any:
    if pa.types.is_struct(kind) and isinstance(value, dict):
        return {
            key: _cleaned(item, f"{path}.{key}", kind.field(key).type, findings)
            for key, item in value.items()
        }
    if (pa.types.is_list(kind) or pa.types.is_large_list(kind)) and isinstance(value, list):
        return [_cleaned(item, f"{path}[{at}]", kind.value_type, findings) for at, item in enumerate(value)]
    here = [one for one in findings if _leads(path, one.path or "")]
    if not here:
        return value
    if _is_text(kind):
        return records.cleaned_leaf(str(value), here)
    return None


__all__ = ["DDL", "SCHEMA", "redact_batches", "scan_batches", "scan_row", "scan_table"]
