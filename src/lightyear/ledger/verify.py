"""The offline verifier of an exported ledger: no network, no database, no Django.

It recomputes every leaf, every root and every signature in one pass and constant memory. Two things an
export can't prove about itself. Whose key signed it: anybody can sign a ledger with a new one, so the key
must come from elsewhere. Whether that key's holder rewrote it or left out its end: anchors kept elsewhere
show it for the entries that they cover.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, BinaryIO, NoReturn

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from lightyear.ledger import canonical, merkle

LONGEST_LINE = 1 << 24
ENOUGH_PROBLEMS = 20


class AnchorUnreadable(ValueError):
    """A line of an anchor file is not {"workspace", "size", "root", "public_key"}."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A root that was kept outside: `root` over the first `size` entries; hashes and key in hex."""

    workspace: str
    size: int
    root: str
    public_key: str


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, in words without contents, and on which line of the export, if on one."""

    line: int | None
    what: str

    def __str__(self) -> str:
        return self.what if self.line is None else f"line {self.line}: {self.what}"


@dataclass(frozen=True, slots=True)
class Intact:
    """A ledger that doesn't contradict itself, nor the key and the anchors that it was held against.

    `root` (hex) is over all entries. While `is_key_known` is false, the key comes from the export alone and
    anybody may have signed it. Past the first `anchored` entries the key's holder may have changed it.
    """

    workspace: str
    public_key: str
    is_key_known: bool
    entries: int
    heads: int
    root: str
    anchors: int
    anchored: int


def check(
    file: BinaryIO, anchors: Iterable[Anchor] | None = None, *, public_key: bytes | None = None
) -> Intact | list[Problem]:
    """Verify an export; what it promises when it is intact, else what is wrong with it, line by line.

    With `public_key`, that one must have signed it. With `anchors`, every one of the export's workspace
    must fit, and there must be one at least.
    """
    verification = _Verification(anchors, public_key)
    try:
        for line in iter(lambda: file.readline(LONGEST_LINE), b""):
            verification.take(line)
        return verification.result()
    except _Stop:
        return verification.problems


def read_anchors(lines: Iterable[bytes]) -> Iterator[Anchor]:
    """Anchors from JSON Lines; raises AnchorUnreadable."""
    for line in lines:
        if line.strip():
            yield _anchor(line)


class _Stop(Exception):
    """What follows can't be judged any more."""


class _Verification:
    """What is known after the lines taken so far."""

    def __init__(self, anchors: Iterable[Anchor] | None, expected_key: bytes | None) -> None:
        self.offered = None if anchors is None else list(anchors)
        self.expected_key = expected_key
        self.anchors: dict[int, list[Anchor]] = {}
        self.problems: list[Problem] = []
        self.digest = hashlib.sha256()
        self.frontier = merkle.Frontier()
        self.line = self.heads = self.covered = self.promised = 0
        self.workspace = self.public_key = ""
        self.has_ended = False

    def take(self, line: bytes) -> None:
        self.line += 1
        if self.has_ended:
            self._stop("nothing may follow the end")
        try:
            self._take(line, json.loads(line.decode(), parse_float=_refuse, parse_constant=_refuse))
        except (TypeError, ValueError, RecursionError):
            self._stop("this is not a line of an export")
        self.digest.update(line)

    def result(self) -> Intact | list[Problem]:
        self.line += 1
        if not self.has_ended:
            self._stop("the export stops before its end")
        self._check_anchor_coverage()
        return self.problems or Intact(
            workspace=self.workspace,
            public_key=self.public_key,
            is_key_known=bool(self.expected_key or self.anchors),
            entries=self.frontier.size,
            heads=self.heads,
            root=self.frontier.root().hex(),
            anchors=sum(map(len, self.anchors.values())),
            anchored=max(self.anchors, default=0),
        )

    def _take(self, line: bytes, value: Any) -> None:
        if not isinstance(value, dict):
            raise TypeError
        if self.line == 1:
            self._take_header(line, value.get("ledger"))
        elif "entry" in value:
            self._take_entry(line, value)
        elif "head" in value:
            self._take_head(line, value)
        else:
            self._take_end(line)

    def _take_header(self, line: bytes, ledger: Any) -> None:
        if not isinstance(ledger, dict) or ledger.get("format") != canonical.FORMAT:
            self._stop(f"this is not the header of a ledger of format {canonical.FORMAT}")
        try:
            self.workspace, self.public_key = str(ledger["workspace"]), str(ledger["public_key"])
            self.promised = int(ledger["size"])
            self.key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(self.public_key))
        except (KeyError, TypeError, ValueError):
            self._stop("the header lacks a workspace, a size or a public key")
        expected = canonical.header_line(
            workspace=self.workspace, public_key=self.public_key, size=self.promised
        )
        if line != expected:
            self._note("the header is not in canonical form")
        if self.expected_key not in (None, self.key.public_bytes_raw()):
            self._note("another key signs this ledger than the one it should be")
        for anchor in self.offered or ():
            if anchor.workspace == self.workspace:
                self.anchors.setdefault(anchor.size, []).append(anchor)
        self._check_anchors()

    def _take_entry(self, line: bytes, value: Mapping[str, Any]) -> None:
        seq, entry = self.frontier.size, value["entry"]
        if value.get("seq") != seq:
            self._stop(f"entry {seq} should stand here")
        if not isinstance(entry, dict) or entry.keys() != canonical.ENTRY_FIELDS:
            self._stop(f"entry {seq} hasn't the fields of an entry")
        if entry["workspace"] != self.workspace:
            self._note(f"entry {seq} is of another workspace")
        content = canonical.encode(entry)
        leaf = merkle.leaf_hash(content)
        if line != canonical.entry_line(content, leaf=leaf, seq=seq):
            leaf = self._claimed_leaf(value.get("leaf"), leaf)
        self.frontier.append(leaf)
        self._check_anchors()

    def _claimed_leaf(self, claimed: Any, computed: bytes) -> bytes:
        """The leaf that a wrong line claims: going on with it, the lines below can still be judged."""
        seq = self.frontier.size
        if claimed == computed.hex():
            self._note(f"entry {seq} is not in canonical form")
            return computed
        self._note(f"entry {seq} is not what was sealed: its leaf differs")
        leaf = bytes.fromhex(claimed)
        if len(leaf) != len(computed):
            self._stop(f"the leaf of entry {seq} is not a hash")
        return leaf

    def _take_head(self, line: bytes, value: Mapping[str, Any]) -> None:
        head, signature, size = value["head"], str(value.get("signature")), self.frontier.size
        if not isinstance(head, dict):
            raise TypeError
        if head.get("size") != size:
            self._stop(f"the head over {head.get('size')!s:.20} entries stands after {size}")
        name = f"the head over {size} entries"
        if head.get("previous") != self.covered:
            self._note(
                f"{name} doesn't extend the one above it, over {self.covered}: one is missing or double"
            )
        if head.get("workspace") != self.workspace:
            self._note(f"{name} is of another workspace")
        if head.get("root") != self.frontier.root().hex():
            self._note(f"{name} has another root than the entries above it")
        if line != canonical.head_line(head, signature=signature):
            self._note(f"{name} is not in canonical form")
        if not self._is_signed(head, signature):
            self._note(f"{name} has a signature that doesn't fit")
        self.heads += 1
        self.covered = size

    def _is_signed(self, head: Mapping[str, Any], signature: str) -> bool:
        try:
            self.key.verify(bytes.fromhex(signature), canonical.signed_bytes(head))
        except (InvalidSignature, ValueError):
            return False
        return True

    def _take_end(self, line: bytes) -> None:
        size = self.frontier.size
        if not size == self.covered == self.promised:
            self._note(f"{size} entries, {self.covered} of them under a head, {self.promised} promised")
        expected = canonical.end_line(
            entries=size, heads=self.heads, root=self.frontier.root(), sha256=self.digest.digest()
        )
        if line != expected:
            self._note("the end doesn't add up to the lines above it")
        self.has_ended = True

    def _check_anchors(self) -> None:
        """Hold the tree as it stands against the anchors of its size."""
        size = self.frontier.size
        for anchor in self.anchors.get(size, ()):
            if anchor.root != self.frontier.root().hex():
                self._note(f"the anchor over {size} entries has another root: rewritten since")
            if anchor.public_key != self.public_key:
                self._note(f"the anchor over {size} entries names another public key")

    def _check_anchor_coverage(self) -> None:
        if self.offered is not None and not self.anchors:
            self.problems.append(Problem(None, "no anchor speaks of this workspace"))
        for size in sorted(self.anchors):
            if size > self.frontier.size:
                self.problems.append(
                    Problem(None, f"an anchor covers {size} entries: the last ones are missing")
                )

    def _note(self, what: str) -> None:
        self.problems.append(Problem(self.line, what))
        if len(self.problems) >= ENOUGH_PROBLEMS:
            raise _Stop

    def _stop(self, what: str) -> NoReturn:
        self.problems.append(Problem(self.line, what))
        raise _Stop


def _refuse(number: str) -> NoReturn:
    raise ValueError


def _anchor(line: bytes) -> Anchor:
    try:
        value = json.loads(line)
        anchor = Anchor(**value)
        bytes.fromhex(anchor.root + anchor.public_key)
    except (TypeError, ValueError):
        raise AnchorUnreadable from None
    if isinstance(anchor.workspace, str) and type(anchor.size) is int and anchor.size >= 0:
        return replace(anchor, root=anchor.root.lower(), public_key=anchor.public_key.lower())
    raise AnchorUnreadable
