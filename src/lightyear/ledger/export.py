"""Writing a workspace's ledger as JSON Lines that anyone can verify with no network and no Lightyear.

The header says whose ledger it is and which key signs; entries follow in their sequence, each head
stands right after the last entry it covers, and the last line adds everything up.
"""

import hashlib
from collections.abc import Callable, Iterator
from typing import BinaryIO

from lightyear.ledger import canonical, merkle, queries, sealing, verify
from lightyear.ledger.models import Entry, Head, Leaf
from lightyear.workspaces import wall

CHUNK = 2000
"""Rows fetched at once, by their place in the sequence: memory stays constant."""


def export(file: BinaryIO, *, progress: Callable[[int, int], None] | None = None) -> int:
    """Write everything sealed in the open workspace; returns how many entries.

    `progress` is told now and then how many of how many are written.
    """
    head = queries.last_head()
    size, root = (head.size, bytes(head.root)) if head else (0, merkle.EMPTY_ROOT)
    digest = hashlib.sha256()
    heads = 0
    for line, written in _lines(size):
        heads += written is None
        file.write(line)
        digest.update(line)
        if progress and written is not None and written % CHUNK == 0:
            progress(written, size)
    file.write(canonical.end_line(entries=size, heads=heads, root=root, sha256=digest.digest()))
    if progress:
        progress(size, size)
    return size


def anchor(size: int) -> verify.Anchor:
    """What to keep elsewhere of an export of `size` entries: later ones must begin with the same."""
    head = Head.objects.filter(workspace_id=wall.current(), size=size).first()
    return verify.Anchor(
        workspace=str(wall.current()),
        size=size,
        root=(bytes(head.root) if head else merkle.EMPTY_ROOT).hex(),
        public_key=sealing.public_key().hex(),
    )


def _lines(size: int) -> Iterator[tuple[bytes, int | None]]:
    """Every line but the last, with the number of entries written so far, None for a head."""
    key = sealing.public_key().hex()
    yield canonical.header_line(workspace=str(wall.current()), public_key=key, size=size), 0
    heads = _heads(size)
    head = next(heads, None)
    for written, line in enumerate(_entries(size), start=1):
        yield line, written
        if head is not None and head.size == written:
            yield canonical.head_line(sealing.statement(head), signature=bytes(head.signature).hex()), None
            head = next(heads, None)


def _entries(size: int) -> Iterator[bytes]:
    for start in range(0, size, CHUNK):
        leaves = Leaf.objects.filter(
            workspace_id=wall.current(), seq__gte=start, seq__lt=min(start + CHUNK, size)
        ).order_by("seq")
        entries = Entry.objects.in_bulk([leaf.entry_id for leaf in leaves])
        # An entry that was taken out of the database is a gap in the export, and the verifier names it.
        for leaf in (each for each in leaves if each.entry_id in entries):
            content = queries.canonical_bytes(entries[leaf.entry_id])
            yield canonical.entry_line(content, leaf=bytes(leaf.digest), seq=leaf.seq)


def _heads(size: int) -> Iterator[Head]:
    heads = Head.objects.filter(workspace_id=wall.current(), size__lte=size)
    return heads.order_by("size").iterator(chunk_size=CHUNK)
