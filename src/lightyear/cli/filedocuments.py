"""What a worker does with documents: HTML, mail, archives, Parquet, JSON that is too large or broken."""

import re

from lightyear.cli import filesheets
from lightyear.cli.filechunks import Chunk
from lightyear.guard import archives, jsontext, mails, markup, scan, tags
from lightyear.guard.redact import placeholder

_BATCH_ROWS = 1024
_TAG = re.compile(r"<[^<>]*>")


def html(chunk: Chunk, text: str, sheet: filesheets.Sheet) -> filesheets.Outcome:
    """Do HTML or XML: its places are those of the whole file."""
    found = markup.scan_markup(text)
    sheet.add_by_line(text, found, lambda value: _TAG.sub("", value))
    if tags.is_cut(text):
        sheet.problems.append((None, "truncated: it ends within a tag or comment"))
    new = None
    if sheet.how.method:
        new = markup.redact_markup(text, found, filesheets.stand_in(sheet.how))
        new = markup.clean_markup(new) if filesheets.settles(sheet.how) else new
    return filesheets.outcome(chunk, sheet, rows=text.count("\n"), text=text, new=new, runs_on=True)


def part_of_json(chunk: Chunk, text: str, sheet: filesheets.Sheet) -> filesheets.Outcome:
    """A part of JSON that is too large to be read whole: keys are context as far as the part goes."""
    say_too_large(chunk, sheet)
    found = scan(text, channel="json")
    sheet.add_by_line(text, found)
    new = None
    if sheet.how.method:
        new = jsontext.replaced_in_part(text, found, filesheets.stand_in(sheet.how))
        for _ in range(filesheets.ROUNDS if filesheets.settles(sheet.how) and found else 0):
            found = scan(new, channel="json")
            new = jsontext.replaced_in_part(new, found, lambda category, value: placeholder(category))
    return filesheets.outcome(chunk, sheet, rows=text.count("\n"), text=text, new=new, runs_on=True)


def mail(chunk: Chunk, text: str, sheet: filesheets.Sheet) -> filesheets.Outcome:
    """Do a mail: headers, texts, attachments."""
    if sheet.how.method not in (None, "placeholder"):
        sheet.refuse(None, f"in mail {filesheets.ONLY}")
        return filesheets.outcome(chunk, sheet, rows=0, text="", new=None)
    message = mails.read(chunk.raw)
    sheet.problems = [(None, reason) for reason in mails.problems(message)]
    for part in mails.parts(message):
        for one in mails.findings(part):
            sheet.add(None, one.path, one, part.text[one.start : one.end])
    new = mails.clean_mail(chunk.raw) if sheet.how.method else b""
    return filesheets.Outcome(sheet.hits, 1, len(text), False, sheet.problems, new, len(chunk.raw))


def har(chunk: Chunk, text: str, sheet: filesheets.Sheet) -> filesheets.Outcome:
    """Do an HTTP archive, entry by entry."""
    if sheet.how.method not in (None, "placeholder"):
        sheet.refuse(None, f"in archives {filesheets.ONLY}")
        return filesheets.outcome(chunk, sheet, rows=0, text="", new=None)
    try:
        archive = jsontext.loads(text)
        entries = archives.entries_of(archive)
    except ValueError:
        return broken_json(chunk, text, sheet)
    for one, value in archives.in_archive(archive):
        sheet.add(None, one.path, one, value[one.start : one.end])
    for number, entry in enumerate(entries, 1):
        for one, value in archives.in_entry(entry):
            sheet.add(number, one.path, one, value[one.start : one.end])
    new = archives.clean_har(text) if sheet.how.method else None
    return filesheets.outcome(chunk, sheet, rows=len(entries), text=text, new=new)


def say_too_large(chunk: Chunk, sheet: filesheets.Sheet) -> None:
    """Say so once if this is the start of a mail or an archive that is not read as one."""
    if chunk.number == 0 and chunk.kind.name in ("eml", "har"):
        what = "a mail" if chunk.kind.name == "eml" else "an archive"
        sheet.refuse(None, f"not read as {what}: too large, so what is encoded in it was not read")


def parquet(chunk: Chunk, sheet: filesheets.Sheet) -> filesheets.Outcome:
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
                    sheet.add_leaves(number, arrow.scanned_leaves(record))
    except (pa.ArrowException, OSError, ValueError) as error:
        sheet.refuse(number or None, f"not read as Parquet: {type(error).__name__}")
    return filesheets.Outcome(sheet.hits, number, 0, False, sheet.problems, b"", 0, sheet.is_written)


def broken_json(chunk: Chunk, text: str, sheet: filesheets.Sheet) -> filesheets.Outcome:
    """Do as text what is no JSON."""
    sheet.hits.clear()
    is_cut = chunk.is_last and text.rstrip()[-1:] not in ("}", "]")
    sheet.problems.append((None, "truncated: the JSON ends early" if is_cut else "this is no JSON"))
    found = scan(text, channel="json")
    sheet.add_by_line(text, found)
    new = filesheets.clean_text(text, found, "json", sheet.how) if sheet.how.method else None
    return filesheets.outcome(chunk, sheet, rows=text.count("\n"), text=text, new=new)
