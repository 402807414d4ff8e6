"""What a file is, told by its name and its start."""

import codecs
import itertools
import re
from pathlib import Path
from typing import NamedTuple

KINDS = ("text", "log", "csv", "jsonl", "json", "parquet", "html", "eml", "har")
_SUFFIXES = {
    ".txt": "text",
    ".md": "text",
    ".log": "log",
    ".csv": "csv",
    ".tsv": "csv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".geojson": "json",
    ".parquet": "parquet",
    ".pq": "parquet",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".xml": "html",
    ".eml": "eml",
    ".har": "har",
}
_ROWS_SEEN = 21
_LONGEST_NAME = 40
_MAIL = re.compile(
    rb"(?:From|To|Subject|Date|Received|Return-Path|Message-ID|MIME-Version|Delivered-To|X-[\w-]+|DKIM-Signature)"
    rb": [^\n]*\n(?:[ \t][^\n]*\n|[A-Za-z][\w-]*:[^\n]*\n)+",
    re.IGNORECASE,
)
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_HAN = re.compile("[\u4e00-\u9fff]")


class Unreadable(ValueError):
    """A file can't be read; the message says why, without its contents."""


class Kind(NamedTuple):
    """What a file is: one of KINDS, its encoding, and the delimiter and header of CSV."""

    name: str
    encoding: str = "utf-8"
    delimiter: str = ","
    header: tuple[str, ...] | None = None


def kind_of(name: str, start: bytes, *, forced: str | None = None, has_header: bool | None = None) -> Kind:
    """Say what a file is by its name and first bytes. Raises Unreadable for a binary file."""
    if forced == "parquet" or (forced is None and start[:4] == b"PAR1"):
        return Kind("parquet")
    encoding = _encoding(start)
    text = start.decode(encoding, "replace")
    known = forced or _SUFFIXES.get(Path(name).suffix.lower())
    found = known or _sniffed(start, text)
    if found == "json" and _is_archive(text):
        found = "har"
    if found == "eml":
        # Its parts have encodings of their own: the bytes stay as they are.
        return Kind("eml")
    if found != "csv":
        return Kind(found, encoding)
    delimiter = "\t" if Path(name).suffix.lower() == ".tsv" else _delimiter(text)
    return Kind("csv", encoding, delimiter, header_of(text, delimiter, has_header))


def header_of(text: str, delimiter: str, has_header: bool | None) -> tuple[str, ...]:
    """Give the names of the columns: those in the first row, or none where that holds data."""
    from lightyear.cli import rows

    first = next(rows.read(text, delimiter), [])
    names = tuple(cell.value.strip() for cell in first)
    if has_header if has_header is not None else _is_header(names):
        return names
    return ()


def _encoding(start: bytes) -> str:
    for mark, encoding in _MARKS.items():
        if start.startswith(mark):
            return encoding
    if b"\x00" in start:
        raise Unreadable("binary: no text in it that can be read")
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        decoder.decode(start)
    except UnicodeDecodeError:
        return "gb18030" if _is_chinese(start) else "utf-8"
    controls = sum(byte < 9 or 13 < byte < 27 or 27 < byte < 32 for byte in start)
    if controls > len(start) // 10:
        raise Unreadable("binary: no text in it that can be read")
    return "utf-8"


def _is_chinese(start: bytes) -> bool:
    # Two bytes of GB18030 for a common character; in files of other encodings most pairs aren't.
    try:
        text = codecs.getincrementaldecoder("gb18030")().decode(start)
    except UnicodeDecodeError:
        return False
    foreign = [char for char in text if ord(char) > 127]
    common = sum(1 for char in foreign if _HAN.match(char) or char in "，。：；、？！（）“”《》·　")
    return common >= 0.9 * len(foreign)


def _sniffed(start: bytes, text: str) -> str:
    settled = text.lstrip("\ufeff \t\r\n")
    if settled[:1] == "<" and re.match(r"<(?:!|\?|[A-Za-z])", settled):
        return "html"
    if settled[:1] in ("{", "["):
        return _sniffed_json(settled)
    if _MAIL.match(start.replace(b"\r\n", b"\n")):
        return "eml"
    return "csv" if _looks_like_rows(text) else "text"


def _sniffed_json(settled: str) -> str:
    import json

    lines = settled.split("\n")
    try:
        json.loads(lines[0])
    except ValueError:
        return "json"
    return "jsonl" if any(line.strip() for line in lines[1:]) else "json"


def _looks_like_rows(text: str) -> bool:
    from lightyear.cli import rows

    delimiter = _delimiter(text)
    first = list(itertools.islice(rows.read(text, delimiter), _ROWS_SEEN))
    whole = [row for row in (first[:-1] if len(first) == _ROWS_SEEN else first) if row]
    if len(whole) < 2 or len(whole[0]) < 2 or {len(row) for row in whole} != {len(whole[0])}:
        return False
    return all(0 < len(cell.value.strip()) <= _LONGEST_NAME for cell in whole[0])


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0]
    unquoted = re.sub(r'"[^"]*"', "", first)
    return max(",;\t|", key=unquoted.count)


def _is_header(names: tuple[str, ...]) -> bool:
    from lightyear.guard import fields, scan, types

    if not names or any(re.fullmatch(r"[\d\s./:+-]+", name) for name in names if name):
        return False
    # Names of columns may read as names of people: "Patient Name".
    are_keys = [bool(fields.is_key(name)) for name in names]
    return not any(
        one.category != types.HEALTH and not (one.category == "name" and (is_key or sum(are_keys) >= 2))
        for name, is_key in zip(names, are_keys, strict=True)
        for one in scan(name, channel="title")
    )


def _is_archive(text: str) -> bool:
    return bool(re.match(r'[\s\ufeff]*\{\s*"log"\s*:\s*\{', text)) and '"entries"' in text
