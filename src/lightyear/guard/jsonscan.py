"""JSON text scanned as a record is, with offsets in the text itself."""

from collections.abc import Iterator
from typing import Any

from lightyear.guard import jsontext, records
from lightyear.guard.types import Finding


def scan_json(text: str) -> list[Finding]:
    """Scan JSON text as `scan_record` does, but with offsets in the text itself. Raises ValueError."""
    return list(placed(text, jsontext.read(text)))


def placed(text: str, tree: Any, by: int = 0) -> Iterator[Finding]:
    """Give what is found in what `jsontext.read` made of a text, offsets moved on by so much."""
    for leaf in records.leaves(tree):
        if isinstance(leaf.value, jsontext.Spot):
            for one in records.scan_leaf(leaf):
                start, end = jsontext.place(text, leaf.value, one.start, one.end)
                yield Finding(by + start, by + end, one.category, one.score, one.detector, one.path)
