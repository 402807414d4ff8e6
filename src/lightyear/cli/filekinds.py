"""What a file is, and its contents as chunks that can be read apart from each other, in constant memory."""

import codecs
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Protocol

CHUNK_BYTES = 1 << 20
WHOLE_BYTES = 2 << 20
"""A document of one piece (HTML, one JSON value) is read whole up to here, part by part beyond."""
WHOLE_TIMES = {"har": 4, "eml": 16}
"""Archives and mail take less memory for their size, and can't be read in parts."""
LONGEST_BYTES = 8 << 20
"""A line longer than this is cut; a record of CSV longer than this has a quote that was never closed."""
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
_STRUCTURE = re.compile(rb'"(?:[^"\\]++|\\.)*+"?|[{}\[\],]', re.DOTALL)
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_DEPTHS = {b"{": 1, b"[": 1, b"}": -1, b"]": -1}
_HAN = re.compile("[\u4e00-\u9fff]")


class Unreadable(ValueError):
    """A file can't be read; the message says why, without its contents."""


class Readable(Protocol):
    """What bytes are read from."""

    def read(self, size: int, /) -> bytes:
        """Give the next bytes, none at the end."""


class Kind(NamedTuple):
    """What a file is: one of KINDS, its encoding, and the delimiter and header of CSV."""

    name: str
    encoding: str = "utf-8"
    delimiter: str = ","
    header: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of a file for one worker; `raw` is UTF-8 whatever the file's encoding.

    `form` says how to read it: as the file's kind, or, when the document is too large for that, as
    "elements" of a JSON array, "part" of other JSON, or "text". Of a
    Parquet file `raw` is the number of a row group, and `path` the file.
    """

    kind: Kind
    form: str
    raw: bytes
    number: int
    path: str = ""
    is_last: bool = False


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


def chunks(file: Readable, kind: Kind) -> Iterator[Chunk]:
    """Cut a file into chunks that hold whole lines, records or documents, in order."""
    pieces = _whole_or_pieces(file, kind) if kind.name in ("html", "eml", "har", "json") else None
    cut = pieces or ((kind.name, piece) for piece in _cut(_utf8(file, kind.encoding), kind.name))
    held: tuple[str, bytes] | None = None
    number = 0
    for one in cut:
        if held is not None:
            yield Chunk(kind, held[0], held[1], number)
            number += 1
        held = one
    form, raw = held or (kind.name, b"")
    yield Chunk(kind, form, raw, number, is_last=True)


def _whole_or_pieces(file: Readable, kind: Kind) -> Iterator[tuple[str, bytes]]:
    stream = _utf8(file, kind.encoding)
    limit = WHOLE_BYTES * WHOLE_TIMES.get(kind.name, 1)
    pieces: list[bytes] = []
    length = 0
    for piece in stream:
        pieces.append(piece)
        length += len(piece)
        if length > limit:
            break
    start = b"".join(pieces)
    if length <= limit:
        yield kind.name, start
        return
    rest = _chained(start, stream)
    if kind.name == "json" and start.lstrip()[:1] == b"[":
        yield from (("elements", one) for one in _elements(rest))
    elif kind.name in ("json", "har"):
        yield from (("part", one) for one in _elements(rest, deepest=None))
    else:
        yield from (("text", one) for one in _cut(rest, "text"))


def _chained(start: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    for at in range(0, len(start), CHUNK_BYTES):
        yield start[at : at + CHUNK_BYTES]
    yield from rest


def _utf8(file: Readable, encoding: str) -> Iterator[bytes]:
    """Give the bytes as UTF-8; bytes that are none stay as they are (surrogateescape), to be reported."""
    if encoding == "utf-8":
        while piece := file.read(CHUNK_BYTES):
            yield piece
        return
    decoder = codecs.getincrementaldecoder(encoding)("replace" if encoding.startswith("utf-16") else "strict")
    while piece := file.read(CHUNK_BYTES):
        try:
            yield decoder.decode(piece).encode("utf-8", "surrogatepass")
        except UnicodeDecodeError:
            raise Unreadable(f"undecodable: it is no {encoding}") from None
    try:
        yield decoder.decode(b"", final=True).encode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        raise Unreadable("truncated: it ends within a character") from None


def _cut(stream: Iterator[bytes], name: str) -> Iterator[bytes]:
    held = b""
    for piece in stream:
        held += piece
        if len(held) < CHUNK_BYTES:
            continue
        end = _record_end(held) if name == "csv" else held.rfind(b"\n") + 1
        if not end and len(held) > LONGEST_BYTES:
            end = held.rfind(b"\n") + 1 or _character_end(held)
        if end:
            yield held[:end]
            held = held[end:]
    if held:
        yield held


def _record_end(held: bytes) -> int:
    """Give the end of the last line with all quotes before it closed."""
    end = len(held)
    quotes = held.count(b'"')
    for _ in range(64):
        newline = held.rfind(b"\n", 0, end)
        if newline < 0:
            return 0
        quotes -= held.count(b'"', newline, end)
        if quotes % 2 == 0:
            return newline + 1
        end = newline
    return 0


def _character_end(held: bytes) -> int:
    end = max(held.rfind(b" "), held.rfind("。".encode()) + 2) + 1
    if end > len(held) // 2:
        return end
    end = len(held) - 1
    while end > 0 and held[end] & 0xC0 == 0x80:
        end -= 1
    return end


def _elements(stream: Iterator[bytes], *, deepest: int | None = 1) -> Iterator[bytes]:
    """Cut JSON after commas no deeper than so many brackets, or after any.

    In an array of depth 1 they end elements; the brackets around them stay with the first and last chunk.
    """
    held, scanned, depth, boundary = b"", 0, 0, 0
    for piece in stream:
        held += piece
        for token in _STRUCTURE.finditer(held, scanned):
            sign = token.group()
            if sign[:1] == b'"' and not _is_whole(sign, held, token.end()):
                break
            depth += _DEPTHS.get(sign, 0)
            if sign == b"," and (deepest is None or depth <= deepest):
                boundary = token.end()
            scanned = token.end()
        if len(held) > WHOLE_BYTES:
            boundary = boundary or len(held)
        if boundary >= CHUNK_BYTES:
            yield held[:boundary]
            held, scanned, boundary = held[boundary:], max(0, scanned - boundary), 0
    if held:
        yield held


def _is_whole(sign: bytes, held: bytes, end: int) -> bool:
    return len(sign) > 1 and sign[-1:] == b'"' and end < len(held)


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
