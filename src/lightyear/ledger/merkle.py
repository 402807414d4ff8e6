"""The Merkle tree of RFC 9162 section 2.1: hashes, frontier, proofs and their verification. Pure.

Hashes are 32 bytes of SHA-256. A subtree is named by its leaves, `(start, stop)`, counted from 0.
"""

import hashlib
from collections.abc import Iterable, Sequence

Span = tuple[int, int]

EMPTY_ROOT = hashlib.sha256().digest()


def leaf_hash(entry: bytes) -> bytes:
    """The hash of a leaf: SHA-256(0x00 || entry)."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node: SHA-256(0x01 || left || right)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Frontier:
    """The complete subtrees of a growing tree, tallest first: all that appending needs."""

    def __init__(self, size: int = 0, nodes: Iterable[bytes] = ()) -> None:
        self.size = size
        self.nodes = list(nodes)
        if len(self.nodes) != size.bit_count():
            raise ValueError("A frontier holds one node for every 1 in its size.")

    def append(self, leaf: bytes) -> bytes:
        """Add a leaf's hash; returns the hash of the tallest complete subtree that it ends."""
        node, size = leaf, self.size
        while size & 1:
            node = node_hash(self.nodes.pop(), node)
            size >>= 1
        self.nodes.append(node)
        self.size += 1
        return node

    def root(self) -> bytes:
        return fold(self.nodes) if self.nodes else EMPTY_ROOT


def fold(nodes: Sequence[bytes]) -> bytes:
    """The hash over neighboring subtrees, tallest first, as `pieces` and Frontier have them."""
    root = nodes[-1]
    for node in reversed(nodes[:-1]):
        root = node_hash(node, root)
    return root


def pieces(span: Span) -> list[Span]:
    """What a subtree is folded from: single leaves and left-hand complete subtrees.

    A left-hand complete subtree is the tallest one that its last leaf ends, so that one stored hash
    per leaf (what `Frontier.append` returns) gives every subtree in O(log n) look-ups.
    """
    start, stop = span
    found = []
    while start < stop:
        room = 1 << ((stop - start).bit_length() - 1)
        # The lowest 1 of `start` is the size of the pair it may be the left half of.
        length = min(room, max((start & -start) >> 1, 1)) if start else room
        found.append((start, start + length))
        start += length
    return found


def inclusion_path(index: int, size: int) -> list[Span]:
    """The subtrees whose hashes prove a leaf's place, leaf first: PATH of section 2.1.3.1."""
    if not 0 <= index < size:
        raise ValueError("A proof needs a leaf within the tree.")
    path: list[Span] = []
    start, stop = 0, size
    while stop - start > 1:
        middle = start + _split(stop - start)
        if index < middle:
            path.append((middle, stop))
            stop = middle
        else:
            path.append((start, middle))
            start = middle
    return path[::-1]


def consistency_path(first: int, size: int) -> list[Span]:
    """The subtrees whose hashes prove that the tree of `first` leaves grew: PROOF of section 2.1.4.1."""
    if not 0 < first <= size:
        raise ValueError("A consistency proof needs an earlier, non-empty tree.")
    path: list[Span] = []
    start, stop = 0, size
    while first < stop:
        middle = start + _split(stop - start)
        if first <= middle:
            path.append((middle, stop))
            stop = middle
        else:
            path.append((start, middle))
            start = middle
    # Only a subtree that isn't the whole earlier tree is unknown to the verifier.
    return [*([(start, stop)] if start else []), *path[::-1]]


def verify_inclusion(*, leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Whether the path leads from the leaf's hash to the root: section 2.1.3.2."""
    if not 0 <= index < size:
        return False
    position, last, node = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            return False
        if position & 1 or position == last:
            node = node_hash(sibling, node)
            position, last = _past_missing_siblings(position, last)
        else:
            node = node_hash(node, sibling)
        position, last = position >> 1, last >> 1
    return last == 0 and node == root


def verify_consistency(
    *, first: int, second: int, first_root: bytes, second_root: bytes, path: Sequence[bytes]
) -> bool:
    """Whether the tree of `second` leaves extends the one of `first`: section 2.1.4.2."""
    if not 0 < first <= second:
        return False
    if first == second:
        return not path and first_root == second_root
    hashes = [first_root, *path] if first & (first - 1) == 0 else list(path)
    return bool(hashes) and _grows(hashes, first - 1, second - 1) == (first_root, second_root)


def _grows(hashes: Sequence[bytes], position: int, last: int) -> tuple[bytes, bytes] | None:
    """The earlier and the later root that the hashes lead to; None when there are too few or too many."""
    while position & 1:
        position, last = position >> 1, last >> 1
    earlier = later = hashes[0]
    for sibling in hashes[1:]:
        if last == 0:
            return None
        if position & 1 or position == last:
            earlier, later = node_hash(sibling, earlier), node_hash(sibling, later)
            position, last = _past_missing_siblings(position, last)
        else:
            later = node_hash(later, sibling)
        position, last = position >> 1, last >> 1
    return (earlier, later) if last == 0 else None


def _past_missing_siblings(position: int, last: int) -> tuple[int, int]:
    """Climb while the node is a left one without a sibling, as at the right edge of the tree."""
    while position and not position & 1:
        position, last = position >> 1, last >> 1
    return position, last


def _split(size: int) -> int:
    """The largest power of two smaller than the size: k of section 2.1.1."""
    return 1 << ((size - 1).bit_length() - 1)
