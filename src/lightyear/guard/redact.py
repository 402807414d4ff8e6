"""Replaces what was found by placeholders that say only what stood there."""

from collections.abc import Iterable

from lightyear.guard import types
from lightyear.guard.types import Finding


def redact(text: str, findings: Iterable[Finding]) -> str:
    """Replace each finding by a placeholder such as `[mrn]` or `[health]`; overlapping ones become one."""
    pieces: list[str] = []
    done = 0
    for start, end, category in _merged(findings):
        pieces.append(text[done:start])
        pieces.append(placeholder(category))
        done = end
    pieces.append(text[done:])
    return "".join(pieces)


def placeholder(category: str) -> str:
    """Give the placeholder of a category."""
    return "[health]" if category == types.HEALTH else f"[{category}]"


def _merged(findings: Iterable[Finding]) -> list[tuple[int, int, str]]:
    merged: list[tuple[int, int, str]] = []
    for one in sorted(findings, key=lambda finding: (finding.start, -finding.end, finding.category)):
        if merged and one.start < merged[-1][1]:
            start, end, category = merged[-1]
            # An identifier names the merged stretch before health wording does.
            named = one.category if category == types.HEALTH else category
            merged[-1] = (start, max(end, one.end), named)
        else:
            merged.append((one.start, one.end, one.category))
    return merged
