"""What one worker does with one chunk of a file: find, or find and replace."""

from collections.abc import Callable, Iterator
from typing import Any

from lightyear.cli import filedocuments, filesheets, rows
from lightyear.cli.filechunks import Chunk
from lightyear.guard import jsontext, neighbors, records, scan


def work(chunk: Chunk, how: filesheets.How) -> filesheets.Outcome:
    """Do one chunk. Never raises for what is in the file: that is a problem in the outcome."""
    sheet = filesheets.Sheet(how)
    if chunk.form == "parquet":
        return filedocuments.parquet(chunk, sheet)
    text = _text(chunk, sheet)
    try:
        return _FORMS[chunk.form](chunk, text, sheet)
    except (ValueError, RuntimeError, RecursionError) as error:
        sheet.refuse(None, f"not read: {type(error).__name__}")
        return filesheets.outcome(chunk, sheet, rows=0, text=text, new="")


def _text(chunk: Chunk, sheet: filesheets.Sheet) -> str:
    raw = chunk.raw.removeprefix(b"\xef\xbb\xbf") if chunk.number == 0 else chunk.raw
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        is_cut = chunk.is_last and error.reason == "unexpected end of data"
        row = raw.count(b"\n", 0, error.start) + 1
        if is_cut:
            sheet.problems.append((row, "truncated: it ends within a character"))
        else:
            sheet.refuse(row, "undecodable: bytes that are no UTF-8")
        return raw.decode("utf-8", "surrogateescape")


def _plain(chunk: Chunk, text: str, sheet: filesheets.Sheet) -> filesheets.Outcome:
    how = sheet.how
    channel = how.channel or {"log": "log", "html": "html"}.get(chunk.kind.name, "free_text")
    filedocuments.say_too_large(chunk, sheet)
    found = scan(text, channel=channel)
    sheet.add_by_line(text, found)
    new = filesheets.clean_text(text, found, channel, how) if how.method else None
    return filesheets.outcome(chunk, sheet, rows=text.count("\n"), text=text, new=new, runs_on=True)


def _csv(chunk: Chunk, text: str, sheet: filesheets.Sheet) -> filesheets.Outcome:
    delimiter, header = chunk.kind.delimiter, chunk.kind.header or ()
    read = rows.read(text, delimiter)
    if header and chunk.number == 0:
        next(read, None)
    edits: list[filesheets.Edit] = []
    number = 0
    for number, row in enumerate(read, 1):
        for cell, name, keys in _cells(row, header):
            found = filesheets.leaf_findings(keys, cell.value)
            for one in found:
                sheet.add(number, name, one, cell.value[one.start : one.end])
            if found and sheet.how.method:
                new = filesheets.clean_leaf(cell.value, list(found), keys, sheet.how)
                edits.append((cell.start, cell.end, rows.written(new, delimiter)))
        if row and not row[-1].is_closed:
            sheet.problems.append((number, "truncated: a quoted field is not closed"))
        elif header and row and len(row) < len(header) and chunk.is_last and row[-1].end == len(text):
            sheet.problems.append((number, "truncated: the last row has fewer fields than the header"))
    return filesheets.outcome(chunk, sheet, rows=number, text=text, new=filesheets.edited(text, edits))


def _cells(row: list[rows.Cell], header: tuple[str, ...]) -> Iterator[tuple[rows.Cell, str, tuple[str, ...]]]:
    named = dict(zip(header, (cell.value for cell in row), strict=False))
    beside = neighbors.labels(named)
    for at, cell in enumerate(row):
        name = header[at] if at < len(header) else ""
        keys = neighbors.context((), name, beside, cell.value) if name else ()
        if cell.value.strip():
            yield cell, name or f"column {at + 1}", keys


def _jsonl(chunk: Chunk, text: str, sheet: filesheets.Sheet) -> filesheets.Outcome:
    edits: list[filesheets.Edit] = []
    at = number = 0
    for number, line in enumerate(rows.lines(text), 1):
        if line.strip():
            _json_line(line, at, number, sheet, edits, is_end=chunk.is_last and at + len(line) == len(text))
        at += len(line)
    return filesheets.outcome(chunk, sheet, rows=number, text=text, new=filesheets.edited(text, edits))


def _json_line(
    line: str,
    at: int,
    number: int,
    sheet: filesheets.Sheet,
    edits: list[filesheets.Edit],
    *,
    is_end: bool,
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
            edits.append((at, at + len(line), filesheets.clean_text(line, found, "json", sheet.how)))


def _json(chunk: Chunk, text: str, sheet: filesheets.Sheet) -> filesheets.Outcome:
    """A JSON document, or elements of an array between its brackets."""
    edits: list[filesheets.Edit] = []
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
        return filedocuments.broken_json(chunk, text, sheet)
    if is_cut:
        sheet.problems.append((number, "truncated: the array is not closed"))
    return filesheets.outcome(chunk, sheet, rows=number, text=text, new=filesheets.edited(text, edits))


def _tree(tree: Any, at: int, number: int, sheet: filesheets.Sheet, edits: list[filesheets.Edit]) -> None:
    """Scan one JSON value whose text begins at `at`."""
    held = [
        (leaf, found)
        for leaf in records.leaves(tree)
        if (found := filesheets.leaf_findings(leaf.keys, leaf.text, is_key=leaf.path.endswith("*")))
    ]
    sheet.add_leaves(number, held)
    for leaf, found in held if sheet.how.method else ():
        if isinstance(leaf.value, jsontext.Spot):
            new = filesheets.clean_leaf(leaf.text, list(found), leaf.keys, sheet.how)
            edits.append((at + leaf.value.start, at + leaf.value.end, jsontext.written(new)))


_FORMS: dict[str, Callable[[Chunk, str, filesheets.Sheet], filesheets.Outcome]] = {
    "text": _plain,
    "log": _plain,
    "html": filedocuments.html,
    "csv": _csv,
    "jsonl": _jsonl,
    "json": _json,
    "elements": _json,
    "part": filedocuments.part_of_json,
    "eml": filedocuments.mail,
    "har": filedocuments.har,
}
