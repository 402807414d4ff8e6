"""What comes of one chunk of a file, and what every form does with a value in it."""

import functools
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from lightyear.cli.filechunks import Chunk
from lightyear.guard import pseudonyms, records, redact, types
from lightyear.guard.redact import cleaned, masked, placeholder, replaced
from lightyear.guard.types import Finding

ONLY = "only placeholders can stand in"
_REMEMBERED = 1 << 14
_SHORT = 200
ROUNDS = 4


Edit = tuple[int, int, str]
"""Where a text changes, from and to, and what stands there then."""


class How(NamedTuple):
    """What to do: `method` None finds only; else the method of `pseudonymize`, with its key."""

    channel: str | None = None
    method: str | None = None
    key: bytes = b""
    shows_values: bool = False


class Hit(NamedTuple):
    """A finding in a file; `value` is masked unless it may be shown."""

    row: int | None
    field: str | None
    start: int
    end: int
    category: str
    score: float
    value: str


class Outcome(NamedTuple):
    """What came of a chunk; rows, and offsets if `runs_on`, count from the chunk's start.

    `problems` are (row or None, why): what could not be read. `is_written` is False where so little was read
    that the file is not to be written.
    """

    hits: list[Hit]
    rows: int
    length: int
    runs_on: bool
    problems: list[tuple[int | None, str]]
    cleaned: bytes
    size: int
    is_written: bool = True


class Sheet:
    """Collects the hits of one chunk, and what of it could not be read."""

    def __init__(self, how: How) -> None:
        self.how = how
        self.hits: list[Hit] = []
        self.problems: list[tuple[int | None, str]] = []
        self.is_written = True

    def refuse(self, row: int | None, why: str) -> None:
        """Add a problem over which the file is not written."""
        self.problems.append((row, why))
        self.is_written = False

    def add(self, row: int | None, field: str | None, one: Finding, value: str) -> None:
        """Add a finding in a value."""
        shown = value if self.how.shows_values else masked(value)
        self.hits.append(Hit(row, field, one.start, one.end, one.category, round(one.score, 3), shown))

    def add_by_line(
        self, text: str, found: Iterable[Finding], shown: Callable[[str], str] = lambda value: value
    ) -> None:
        """Add findings in a text, sorted by place; lines are rows."""
        row, counted = 1, 0
        for one in found:
            row += text.count("\n", counted, one.start)
            counted = one.start
            self.add(row, one.path, one, shown(text[one.start : one.end]))

    def add_leaves(self, number: int, held: Iterable[tuple[records.Leaf, Sequence[Finding]]]) -> None:
        """Add the findings of one record; a key that is itself an identifier is masked in every path."""
        held = list(held)
        telling = [leaf.text for leaf, _ in held if leaf.path.endswith("*") and not self.how.shows_values]
        for leaf, found in held:
            path = leaf.path
            for name in telling:
                path = path.replace(name, masked(name))
            for one in found:
                self.add(number, path, one, leaf.text[one.start : one.end])


def outcome(
    chunk: Chunk, sheet: Sheet, *, rows: int, text: str, new: str | None, runs_on: bool = False
) -> Outcome:
    """Give the outcome of a chunk; `new` is its text as it is to be written."""
    changed = text if new is None else new
    raw = _encoded(changed, chunk) if sheet.how.method else b""
    return Outcome(
        sheet.hits, rows, len(text), runs_on, sheet.problems, raw, len(chunk.raw), sheet.is_written
    )


def _encoded(text: str, chunk: Chunk) -> bytes:
    """Write text in the encoding that the file came in."""
    if not chunk.kind.encoding.startswith("utf-"):
        return text.encode(chunk.kind.encoding, "replace")
    if chunk.kind.encoding == "utf-16":
        return ("\ufeff" + text if chunk.number == 0 else text).encode("utf-16-le", "replace")
    mark = "\ufeff" if chunk.kind.encoding == "utf-8-sig" and chunk.number == 0 else ""
    return (mark + text).encode("utf-8", "surrogateescape")


def leaf_findings(keys: tuple[str, ...], text: str, *, is_key: bool = False) -> tuple[Finding, ...]:
    """Scan one value; short ones that come again are remembered, a bounded number of them."""
    if len(text) > _SHORT:
        return tuple(records.scan_leaf(records.Leaf("*" if is_key else "", keys, text)))
    return _remembered(keys, text, is_key)


@functools.lru_cache(maxsize=_REMEMBERED)
def _remembered(keys: tuple[str, ...], text: str, is_key: bool) -> tuple[Finding, ...]:
    return tuple(records.scan_leaf(records.Leaf("*" if is_key else "", keys, text)))


def settles(how: How) -> bool:
    """Say whether what stands in is found by no scan."""
    # What looks alike is found again, by design; the other methods leave nothing to find.
    return how.method in ("placeholder", "mask", "hash")


def stand_in(how: How) -> Callable[[str, str], str]:
    """Give what makes a stand-in of (category, value)."""
    if how.method == "placeholder":
        return lambda category, value: placeholder(category)
    method = how.method or "placeholder"

    def stand_in(category: str, value: str) -> str:
        whole = [Finding(0, len(value), category, 1.0, "cli")]
        return pseudonyms.pseudonymize(
            value, whole, key=how.key, how={"*": method, types.HEALTH: "placeholder"}
        )

    return stand_in


def clean_text(text: str, found: list[Finding], channel: str, how: How) -> str:
    """Redact a text, and what comes to light when its findings are gone."""
    new = replaced(text, found, stand_in(how))
    return cleaned(new, channel=channel) if settles(how) and found else new


def clean_leaf(value: str, found: list[Finding], keys: tuple[str, ...], how: How) -> str:
    """Redact one value, and what comes to light when its findings are gone."""
    new = replaced(value, found, stand_in(how))
    for _ in range(ROUNDS if settles(how) else 0):
        again = leaf_findings(keys, new)
        if not again:
            break
        new = redact(new, again)
    return new


def edited(text: str, edits: list[Edit]) -> str:
    """Give the text with each (start, end, new) written in."""
    pieces: list[str] = []
    done = 0
    for start, end, new in sorted(edits):
        pieces.extend((text[done:start], new))
        done = end
    return "".join((*pieces, text[done:]))
