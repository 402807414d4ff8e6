"""Advertising copy in files, checked value by value; what objects and why, by rule."""

import functools
from collections.abc import Iterator
from typing import NamedTuple

from lightyear.cli import fileruns, rows
from lightyear.cli.filechunks import Chunk
from lightyear.cli.filekinds import Unreadable
from lightyear.guard import CopyFinding, jsontext, mails, markup, records, rulebook, suggestion
from lightyear.guard import check_copy as objections

_WORDS = 60


class Hit(NamedTuple):
    """Wording that a rule objects to; `words` is the wording itself."""

    path: str
    row: int | None
    field: str | None
    start: int
    end: int
    rule: str
    words: str


class Outcome(NamedTuple):
    """What a file holds, and what of it could not be read."""

    hits: list[Hit]
    problems: list[str]


class How(NamedTuple):
    """Which rules apply."""

    path: str
    lang: str | None
    medical_ad: bool


def check(source: fileruns.Source, pool: fileruns.Pool, *, lang: str | None, medical_ad: bool) -> Outcome:
    """Check one file; a file that can't be read is a problem in the outcome."""
    how = How(source.name, lang, medical_ad)
    hits: list[Hit] = []
    row = offset = 0
    try:
        for found, count, length, runs_on in fileruns.run(source, _work, how, fileruns.Reading(), pool):
            shift = offset if runs_on else 0
            for one in found:
                place = None if one.row is None else one.row + row
                hits.append(one._replace(row=place, start=one.start + shift, end=one.end + shift))
            row += count
            offset += length
    except (Unreadable, OSError, UnicodeDecodeError, mails.MailUnreadable) as error:
        why = str(error) if isinstance(error, Unreadable) else type(error).__name__
        return Outcome(hits, [why])
    return Outcome(hits, [])


def as_json(one: Hit) -> str:
    """Write a finding as one JSON object."""
    rule = _rules()[one.rule]
    found = {key: value for key, value in one._asdict().items() if key != "words"}
    told = {"action": rule.action, "cite": rule.cite, "suggestion": _suggestion(one.rule)}
    return jsontext.written({**found, **told})


def in_words(one: Hit) -> str:
    """Write a finding as a line for people, and below it what may be said instead."""
    rule = _rules()[one.rule]
    place = one.path if one.row is None else f"{one.path}:{one.row}"
    place = f"{place} {one.field}" if one.field else place
    words = " ".join(one.words.split())[:_WORDS]
    found = f"{place}  {rule.action:<8}  {one.rule}  “{words}”  {rule.title['en']} ({rule.cite})"
    return f"{found}\n    → {_suggestion(one.rule)}"


def _suggestion(rule: str) -> str:
    """Give what may be said instead, in the language that the rule is about."""
    return suggestion(rule, "zh" if rule.startswith("cn.") else "en")


def _work(chunk: Chunk, how: How) -> tuple[list[Hit], int, int, bool]:
    if chunk.kind.name in ("parquet", "har"):
        raise Unreadable("not read by check-copy: it takes text, HTML, XML, CSV, JSON and mail")
    if chunk.form == "eml":
        return list(_in_mail(chunk.raw, how)), 0, 0, False
    text = chunk.raw.decode("utf-8")
    text = text.removeprefix("\ufeff") if chunk.number == 0 else text
    if chunk.form in ("text", "log", "part"):
        return _in_text(text, how), text.count("\n"), len(text), True
    if chunk.form == "html":
        return list(_in_html(text, how)), text.count("\n"), len(text), True
    read = list(_values(chunk, text))
    hits = [
        Hit(how.path, row, field, one.start, one.end, one.rule, value[one.start : one.end])
        for row, field, value in read
        for one in _found(value, how)
    ]
    return hits, max((row for row, _, _ in read), default=0), len(text), False


def _in_html(text: str, how: How) -> Iterator[Hit]:
    seen = markup.visible(text)
    for one in _found(seen.text, how):
        start, end = seen.span(one.start, one.end)
        row = text.count("\n", 0, start) + 1
        yield Hit(how.path, row, None, start, end, one.rule, text[start:end])


def _in_mail(raw: bytes, how: How) -> Iterator[Hit]:
    """Check the subject and the texts of a mail; rows there are none."""
    for part in mails.parts(mails.read(raw)):
        if part.kind == "html":
            found = _in_html(part.text, how)
        elif part.kind in ("text", "csv") or part.path.rpartition(".")[2].lower() == "subject":
            found = iter(_in_text(part.text, how))
        else:
            continue
        yield from (one._replace(row=None, field=part.path) for one in found)


def _in_text(text: str, how: How) -> list[Hit]:
    return [
        Hit(
            how.path,
            text.count("\n", 0, one.start) + 1,
            None,
            one.start,
            one.end,
            one.rule,
            text[one.start : one.end],
        )
        for one in _found(text, how)
    ]


def _found(text: str, how: How) -> list[CopyFinding]:
    return objections(text, lang=how.lang, medical_ad=how.medical_ad)


def _values(chunk: Chunk, text: str) -> Iterator[tuple[int, str, str]]:
    """Give (row, field, text) of every text in rows or JSON."""
    if chunk.form == "csv":
        header = chunk.kind.header or ()
        read = rows.read(text, chunk.kind.delimiter)
        if header and chunk.number == 0:
            next(read, None)
        for row, cells in enumerate(read, 1):
            for at, cell in enumerate(cells):
                yield row, header[at] if at < len(header) else f"column {at + 1}", cell.value
        return
    lines = rows.lines(text) if chunk.form == "jsonl" else iter((text,))
    for row, line in enumerate(lines, 1):
        try:
            tree = jsontext.loads(line) if line.strip() else None
        except ValueError:
            raise Unreadable(f"row {row} is no JSON") from None
        for leaf in records.leaves(tree):
            if not leaf.path.endswith("*"):
                yield row, leaf.path, leaf.text


@functools.cache
def _rules() -> dict[str, rulebook.CopyRule]:
    return {rule.key: rule for rule in rulebook.copy_rules()}
