"""What one worker does with one chunk of a file: find, or find and replace."""

import functools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from lightyear.cli import rows
from lightyear.cli.filekinds import Chunk
from lightyear.guard import (
    archives,
    jsontext,
    mails,
    markup,
    neighbors,
    pseudonyms,
    records,
    redact,
    scan,
    tags,
    types,
)
from lightyear.guard.redact import cleaned, masked, placeholder, replaced
from lightyear.guard.types import Finding

ONLY = "only placeholders can stand in"
UNWRITTEN = ("undecodable", "not read", "in mail", "in archives")
"""How a problem begins over which a file is not written."""
_REMEMBERED = 1 << 14
_SHORT = 200
_ROUNDS = 4
_BATCH_ROWS = 1024
_TAG = re.compile(r"<[^<>]*>")


class How(NamedTuple):
    """What to do: `method` None finds only; else the method of `pseudonymize`, with its key."""

    channel: str | None = None
    method: str | None = None
    key: bytes = b""
    shows_values: bool = False


class Hit(NamedTuple):
    """A finding in a file; `value` is masked unless it may be shown."""

    row: int | None
    field: str | None
    start: int
    end: int
    category: str
    score: float
    value: str


class Outcome(NamedTuple):
    """What came of a chunk; rows, and offsets if `runs_on`, count from the chunk's start.

    `problems` are (row or None, why): what could not be read.
    """

    hits: list[Hit]
    rows: int
    length: int
    runs_on: bool
    problems: list[tuple[int | None, str]]
    cleaned: bytes
    size: int


class _Sheet:
    """Collects the hits of one chunk."""

    def __init__(self, how: How) -> None:
        self.how = how
        self.hits: list[Hit] = []
        self.problems: list[tuple[int | None, str]] = []

    def add(self, row: int | None, field: str | None, one: Finding, value: str) -> None:
        shown = value if self.how.shows_values else masked(value)
        self.hits.append(Hit(row, field, one.start, one.end, one.category, round(one.score, 3), shown))


def work(chunk: Chunk, how: How) -> Outcome:
    """Do one chunk. Never raises for what is in the file: that is a problem in the outcome."""
    sheet = _Sheet(how)
    if chunk.form == "parquet":
        return _parquet(chunk, sheet)
    text = _text(chunk, sheet)
    try:
        return _FORMS[chunk.form](chunk, text, sheet)
    except (ValueError, RuntimeError, RecursionError) as error:
        reason = f"not read: {type(error).__name__}"
        problems = [*sheet.problems, (None, reason)]
        return Outcome(sheet.hits, 0, len(text), False, problems, b"", len(chunk.raw))


def _text(chunk: Chunk, sheet: _Sheet) -> str:
    raw = chunk.raw.removeprefix(b"\xef\xbb\xbf") if chunk.number == 0 else chunk.raw
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        is_cut = chunk.is_last and error.reason == "unexpected end of data"
        row = raw.count(b"\n", 0, error.start) + 1
        reason = "truncated: it ends within a character" if is_cut else "undecodable: bytes that are no UTF-8"
        sheet.problems.append((row, reason))
        return raw.decode("utf-8", "surrogateescape")


def _outcome(
    chunk: Chunk, sheet: _Sheet, *, rows: int, text: str, new: str | None, runs_on: bool = False
) -> Outcome:
    changed = text if new is None else new
    raw = _encoded(changed, chunk) if sheet.how.method else b""
    return Outcome(sheet.hits, rows, len(text), runs_on, sheet.problems, raw, len(chunk.raw))


def _encoded(text: str, chunk: Chunk) -> bytes:
    """Write text in the encoding that the file came in."""
    if not chunk.kind.encoding.startswith("utf-"):
        return text.encode(chunk.kind.encoding, "replace")
    if chunk.kind.encoding == "utf-16":
        return ("\ufeff" + text if chunk.number == 0 else text).encode("utf-16-le", "replace")
    mark = "\ufeff" if chunk.kind.encoding == "utf-8-sig" and chunk.number == 0 else ""
    return (mark + text).encode("utf-8", "surrogateescape")


# ---- text


def _plain(chunk: Chunk, text: str, sheet: _Sheet) -> Outcome:
    how = sheet.how
    channel = how.channel or {"log": "log", "html": "html"}.get(chunk.kind.name, "free_text")
    _say_too_large(chunk, sheet)
    found = scan(text, channel=channel)
    row, counted = 1, 0
    for one in found:
        row += text.count("\n", counted, one.start)
        counted = one.start
        sheet.add(row, None, one, text[one.start : one.end])
    new = _clean_text(text, found, channel, how) if how.method else None
    return _outcome(chunk, sheet, rows=text.count("\n"), text=text, new=new, runs_on=True)


def _part(chunk: Chunk, text: str, sheet: _Sheet) -> Outcome:
    """A part of JSON that is too large to be read whole: keys are context as far as the part goes."""
    _say_too_large(chunk, sheet)
    found = scan(text, channel="json")
    row, counted = 1, 0
    for one in found:
        row += text.count("\n", counted, one.start)
        counted = one.start
        sheet.add(row, None, one, text[one.start : one.end])
    new = None
    if sheet.how.method:
        new = jsontext.replaced_in_part(text, found, _stand_in(sheet.how))
        for _ in range(_ROUNDS if _settles(sheet.how) and found else 0):
            found = scan(new, channel="json")
            new = jsontext.replaced_in_part(new, found, lambda category, value: placeholder(category))
    return _outcome(chunk, sheet, rows=text.count("\n"), text=text, new=new, runs_on=True)


def _say_too_large(chunk: Chunk, sheet: _Sheet) -> None:
    if chunk.number == 0 and chunk.kind.name in ("eml", "har"):
        what = "a mail" if chunk.kind.name == "eml" else "an archive"
        sheet.problems.append((None, f"not read as {what}: too large, so what is encoded in it was not read"))


def _clean_text(text: str, found: list[Finding], channel: str, how: How) -> str:
    new = replaced(text, found, _stand_in(how))
    return cleaned(new, channel=channel) if _settles(how) and found else new


def _html(chunk: Chunk, text: str, sheet: _Sheet) -> Outcome:
    found = markup.scan_markup(text)
    row, counted = 1, 0
    for one in found:
        row += text.count("\n", counted, one.start)
        counted = one.start
        sheet.add(row, one.path, one, _TAG.sub("", text[one.start : one.end]))
    if tags.is_cut(text):
        sheet.problems.append((None, "truncated: it ends within a tag or comment"))
    new = None
    if sheet.how.method:
        new = markup.redact_markup(text, found, _stand_in(sheet.how))
        new = markup.clean_markup(new) if _settles(sheet.how) else new
    return _outcome(chunk, sheet, rows=text.count("\n"), text=text, new=new, runs_on=True)


# ---- rows


def _csv(chunk: Chunk, text: str, sheet: _Sheet) -> Outcome:
    delimiter, header = chunk.kind.delimiter, chunk.kind.header or ()
    read = rows.read(text, delimiter)
    if header and chunk.number == 0:
        next(read, None)
    edits: list[tuple[int, int, str]] = []
    number = 0
    for number, row in enumerate(read, 1):
        for cell, name, keys in _cells(row, header):
            found = leaf_findings(keys, cell.value)
            for one in found:
                sheet.add(number, name, one, cell.value[one.start : one.end])
            if found and sheet.how.method:
                new = _clean_leaf(cell.value, list(found), keys, sheet.how)
                edits.append((cell.start, cell.end, rows.written(new, delimiter)))
        if row and not row[-1].is_closed:
            sheet.problems.append((number, "truncated: a quoted field is not closed"))
        elif header and row and len(row) < len(header) and chunk.is_last and row[-1].end == len(text):
            sheet.problems.append((number, "truncated: the last row has fewer fields than the header"))
    return _outcome(chunk, sheet, rows=number, text=text, new=_edited(text, edits))


def _cells(row: list[rows.Cell], header: tuple[str, ...]) -> Iterator[tuple[rows.Cell, str, tuple[str, ...]]]:
    named = dict(zip(header, (cell.value for cell in row), strict=False))
    beside = neighbors.labels(named)
    for at, cell in enumerate(row):
        name = header[at] if at < len(header) else ""
        keys = neighbors.context((), name, beside, cell.value) if name else ()
        if cell.value.strip():
            yield cell, name or f"column {at + 1}", keys


def _jsonl(chunk: Chunk, text: str, sheet: _Sheet) -> Outcome:
    edits: list[tuple[int, int, str]] = []
    at = number = 0
    for number, line in enumerate(rows.lines(text), 1):
        if line.strip():
            _json_line(line, at, number, sheet, edits, is_end=chunk.is_last and at + len(line) == len(text))
        at += len(line)
    return _outcome(chunk, sheet, rows=number, text=text, new=_edited(text, edits))


def _json_line(
    line: str, at: int, number: int, sheet: _Sheet, edits: list[tuple[int, int, str]], *, is_end: bool
) -> None:
    try:
        tree = jsontext.read(line) if sheet.how.method else jsontext.loads(line)
        _tree(tree, at, number, sheet, edits)
    except (ValueError, TypeError, RecursionError):
        reason = (
            "truncated: the last line is no JSON" if is_end and line[-1:] != "\n" else "this line is no JSON"
        )
        sheet.problems.append((number, reason))
        found = scan(line, channel="json")
        for one in found:
            sheet.add(number, None, one, line[one.start : one.end])
        if sheet.how.method:
            edits.append((at, at + len(line), replaced(line, found, _stand_in(sheet.how))))


def _json(chunk: Chunk, text: str, sheet: _Sheet) -> Outcome:
    """A JSON document, or elements of an array between its brackets."""
    edits: list[tuple[int, int, str]] = []
    number = 0
    settled = text.strip()
    is_array = settled[:1] == "["
    front = text.find("[") + 1 if chunk.number == 0 and is_array else 0
    inner = text[front:]
    if chunk.form == "elements" or is_array:
        body = inner.rstrip()
        body = body.removesuffix("]") if chunk.is_last else body
        is_cut = chunk.is_last and body == inner.rstrip()
    else:
        body, is_cut = text, False
    try:
        for number, tree in enumerate(jsontext.read_elements(body), 1):
            _tree(tree, front, number, sheet, edits)
    except (ValueError, RecursionError):
        return _broken_json(chunk, text, sheet)
    if is_cut:
        sheet.problems.append((number, "truncated: the array is not closed"))
    return _outcome(chunk, sheet, rows=number, text=text, new=_edited(text, edits))


def _broken_json(chunk: Chunk, text: str, sheet: _Sheet) -> Outcome:
    sheet.hits.clear()
    is_cut = chunk.is_last and text.rstrip()[-1:] not in ("}", "]")
    sheet.problems.append((None, "truncated: the JSON ends early" if is_cut else "this is no JSON"))
    found = scan(text, channel="json")
    row = 1
    for one in found:
        sheet.add(row + text.count("\n", 0, one.start), None, one, text[one.start : one.end])
    new = replaced(text, found, _stand_in(sheet.how)) if sheet.how.method else None
    return _outcome(chunk, sheet, rows=text.count("\n"), text=text, new=new)


def _tree(tree: Any, at: int, number: int, sheet: _Sheet, edits: list[tuple[int, int, str]]) -> None:
    """Scan one JSON value whose text begins at `at`."""
    held = [
        (leaf, found)
        for leaf in records.leaves(tree)
        if (found := leaf_findings(leaf.keys, leaf.text, is_key=leaf.path.endswith("*")))
    ]
    _add_leaves(sheet, number, held)
    for leaf, found in held if sheet.how.method else ():
        if isinstance(leaf.value, jsontext.Spot):
            new = _clean_leaf(leaf.text, list(found), leaf.keys, sheet.how)
            edits.append((at + leaf.value.start, at + leaf.value.end, jsontext.written(new)))


def _add_leaves(sheet: _Sheet, number: int, held: Iterable[tuple[records.Leaf, Sequence[Finding]]]) -> None:
    """Add the findings of one record; a key that is itself an identifier is masked in every path."""
    held = list(held)
    telling = [leaf.text for leaf, _ in held if leaf.path.endswith("*") and not sheet.how.shows_values]
    for leaf, found in held:
        path = leaf.path
        for name in telling:
            path = path.replace(name, masked(name))
        for one in found:
            sheet.add(number, path, one, leaf.text[one.start : one.end])


# ---- documents


def _mail(chunk: Chunk, text: str, sheet: _Sheet) -> Outcome:
    if sheet.how.method not in (None, "placeholder"):
        return _refused(chunk, sheet, f"in mail {ONLY}")
    message = mails.read(chunk.raw)
    sheet.problems = [(None, reason) for reason in mails.problems(message)]
    for part in mails.parts(message):
        for one in mails.findings(part):
            sheet.add(None, one.path, one, part.text[one.start : one.end])
    new = mails.clean_mail(chunk.raw) if sheet.how.method else b""
    return Outcome(sheet.hits, 1, len(text), False, sheet.problems, new, len(chunk.raw))


def _har(chunk: Chunk, text: str, sheet: _Sheet) -> Outcome:
    if sheet.how.method not in (None, "placeholder"):
        return _refused(chunk, sheet, f"in archives {ONLY}")
    try:
        archive = jsontext.loads(text)
        entries = archives.entries_of(archive)
    except ValueError:
        return _broken_json(chunk, text, sheet)
    for one, value in archives.in_archive(archive):
        sheet.add(None, one.path, one, value[one.start : one.end])
    for number, entry in enumerate(entries, 1):
        for one, value in archives.in_entry(entry):
            sheet.add(number, one.path, one, value[one.start : one.end])
    new = archives.clean_har(text) if sheet.how.method else None
    return _outcome(chunk, sheet, rows=len(entries), text=text, new=new)


def _refused(chunk: Chunk, sheet: _Sheet, why: str) -> Outcome:
    return Outcome([], 0, 0, False, [*sheet.problems, (None, why)], b"", len(chunk.raw))


def _parquet(chunk: Chunk, sheet: _Sheet) -> Outcome:
    """One row group: `raw` is its number."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    from lightyear.guard import arrow

    number = 0
    try:
        with pq.ParquetFile(chunk.path) as file:
            group = int(chunk.raw)
            for batch in file.iter_batches(batch_size=_BATCH_ROWS, row_groups=[group]):
                for record in arrow.records_of(batch):
                    number += 1
                    _add_leaves(sheet, number, arrow.scanned_leaves(record))
    except (pa.ArrowException, OSError, ValueError) as error:
        sheet.problems.append((number or None, f"not read as Parquet: {type(error).__name__}"))
    return Outcome(sheet.hits, number, 0, False, sheet.problems, b"", 0)


# ---- shared


def leaf_findings(keys: tuple[str, ...], text: str, *, is_key: bool = False) -> tuple[Finding, ...]:
    """Scan one value; short ones that come again are remembered, a bounded number of them."""
    if len(text) > _SHORT:
        return tuple(records.scan_leaf(records.Leaf("*" if is_key else "", keys, text)))
    return _remembered(keys, text, is_key)


@functools.lru_cache(maxsize=_REMEMBERED)
def _remembered(keys: tuple[str, ...], text: str, is_key: bool) -> tuple[Finding, ...]:
    return tuple(records.scan_leaf(records.Leaf("*" if is_key else "", keys, text)))


def _settles(how: How) -> bool:
    # What looks alike is found again, by design; the other methods leave nothing to find.
    return how.method in ("placeholder", "mask", "hash")


def _stand_in(how: How) -> Callable[[str, str], str]:
    if how.method == "placeholder":
        return lambda category, value: placeholder(category)
    method = how.method or "placeholder"

    def stand_in(category: str, value: str) -> str:
        whole = [Finding(0, len(value), category, 1.0, "cli")]
        return pseudonyms.pseudonymize(
            value, whole, key=how.key, how={"*": method, types.HEALTH: "placeholder"}
        )

    return stand_in


def _clean_leaf(value: str, found: list[Finding], keys: tuple[str, ...], how: How) -> str:
    new = replaced(value, found, _stand_in(how))
    for _ in range(_ROUNDS if _settles(how) else 0):
        again = leaf_findings(keys, new)
        if not again:
            break
        new = redact(new, again)
    return new


def _edited(text: str, edits: list[tuple[int, int, str]]) -> str:
    pieces: list[str] = []
    done = 0
    for start, end, new in sorted(edits):
        pieces.extend((text[done:start], new))
        done = end
    return "".join((*pieces, text[done:]))


_FORMS: dict[str, Callable[[Chunk, str, _Sheet], Outcome]] = {
    "text": _plain,
    "log": _plain,
    "html": _html,
    "csv": _csv,
    "jsonl": _jsonl,
    "json": _json,
    "elements": _json,
    "part": _part,
    "eml": _mail,
    "har": _har,
}
