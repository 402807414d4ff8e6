"""Replaces what was found by placeholders that say only what stood there."""

from collections.abc import Callable, Iterable

from lightyear.guard import types
from lightyear.guard.scan import scan
from lightyear.guard.types import Finding

_ROUNDS = 4
_MASK = "•"
_SHORT = 4


def redact(text: str, findings: Iterable[Finding]) -> str:
    """Replace each finding by a placeholder such as `[mrn]` or `[health]`; overlapping ones become one."""
    return replaced(text, findings, lambda category, value: placeholder(category))


def cleaned(text: str, *, channel: str = "free_text") -> str:
    """Redact what `scan` finds until a scan finds nothing.

    Taking something out may bring a remainder to light; text that doesn't settle in four rounds becomes one
    placeholder. Errors are those of `scan`.
    """
    for _ in range(_ROUNDS):
        found = scan(text, channel=channel)
        if not found:
            return text
        text = redact(text, found)
    left = scan(text, channel=channel)
    return placeholder(left[0].category) if left else text


def replaced(text: str, findings: Iterable[Finding], replacement: Callable[[str, str], str]) -> str:
    """Replace each finding by `replacement(category, value)`; overlapping ones become one."""
    pieces: list[str] = []
    done = 0
    for start, end, category in merged(findings):
        pieces.append(text[done:start])
        pieces.append(replacement(category, text[start:end]))
        done = end
    pieces.append(text[done:])
    return "".join(pieces)


def placeholder(category: str) -> str:
    """Give the placeholder of a category."""
    return "[health]" if category == types.HEALTH else f"[{category}]"


def masked(value: str) -> str:
    """Give the shape of a value: its first letter or digit, and a dot for each other one.

    Short values (up to four letters and digits) keep nothing. For people's eyes: what it shows of a value is
    still a part of it; `pseudonymize` masks everything.
    """
    signs = sum(char.isalnum() for char in value)
    kept = signs > _SHORT
    shape = []
    for char in value:
        shape.append(char if kept or not char.isalnum() else _MASK)
        kept = kept and not char.isalnum()
    return "".join(shape)


def merged(findings: Iterable[Finding]) -> list[tuple[int, int, str]]:
    """Join overlapping findings into (start, end, category), in order; an identifier names them."""
    stretches: list[tuple[int, int, str]] = []
    for one in sorted(findings, key=lambda finding: (finding.start, -finding.end, finding.category)):
        if stretches and one.start < stretches[-1][1]:
            start, end, category = stretches[-1]
            # An identifier names the merged stretch before health wording does.
            named = one.category if category == types.HEALTH else category
            stretches[-1] = (start, max(end, one.end), named)
        else:
            stretches.append((one.start, one.end, one.category))
    return stretches
