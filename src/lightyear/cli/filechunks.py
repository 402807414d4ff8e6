"""The contents of a file as chunks that can be read apart from each other, in constant memory."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from lightyear.cli.filekinds import Kind, Unreadable

CHUNK_BYTES = 1 << 20
WHOLE_BYTES = 2 << 20
"""A document of one piece (HTML, one JSON value) is read whole up to here, part by part beyond."""
WHOLE_TIMES = {"har": 4, "eml": 16}
"""Archives and mail take less memory for their size, and can't be read in parts."""
LONGEST_BYTES = 8 << 20
"""A line longer than this is cut; a record of CSV longer than this has a quote that was never closed."""
_STRUCTURE = re.compile(rb'"(?:[^"\\]++|\\.)*+"?|[{}\[\],]', re.DOTALL)
_DEPTHS = {b"{": 1, b"[": 1, b"}": -1, b"]": -1}


class Readable(Protocol):
    """What bytes are read from."""

    def read(self, size: int, /) -> bytes:
        """Give the next bytes, none at the end."""


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
