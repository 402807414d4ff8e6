"""The Merkle tree, against a naive reading of RFC 9162 section 2.1."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lightyear.ledger import merkle

LEAVES = [merkle.leaf_hash(b"%d" % number) for number in range(130)]

sizes = st.integers(1, len(LEAVES))


def mth(leaves: list[bytes]) -> bytes:
    """MTH of section 2.1.1, over leaf hashes."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    k = split(len(leaves))
    return hashlib.sha256(b"\x01" + mth(leaves[:k]) + mth(leaves[k:])).digest()


def path(m: int, leaves: list[bytes]) -> list[bytes]:
    """PATH of section 2.1.3.1."""
    if len(leaves) == 1:
        return []
    k = split(len(leaves))
    if m < k:
        return [*path(m, leaves[:k]), mth(leaves[k:])]
    return [*path(m - k, leaves[k:]), mth(leaves[:k])]


def subproof(m: int, leaves: list[bytes], *, known: bool) -> list[bytes]:
    """SUBPROOF of section 2.1.4.1; PROOF is the one where the earlier tree is known."""
    if m == len(leaves):
        return [] if known else [mth(leaves)]
    k = split(len(leaves))
    if m <= k:
        return [*subproof(m, leaves[:k], known=known), mth(leaves[k:])]
    return [*subproof(m - k, leaves[k:], known=False), mth(leaves[:k])]


def split(size: int) -> int:
    k = 1
    while k * 2 < size:
        k *= 2
    return k


def hashes(spans: list[merkle.Span]) -> list[bytes]:
    return [mth(LEAVES[start:stop]) for start, stop in spans]


def grown(size: int) -> tuple[merkle.Frontier, list[bytes]]:
    frontier = merkle.Frontier()
    nodes = [frontier.append(leaf) for leaf in LEAVES[:size]]
    return frontier, nodes


@st.composite
def places(draw) -> tuple[int, int]:
    size = draw(sizes)
    return draw(st.integers(0, size - 1)), size


def test_leaves_and_nodes_are_told_apart_by_their_first_byte():
    entry = b"\x00" * 64

    leaf, node = merkle.leaf_hash(entry), merkle.node_hash(entry[:32], entry[32:])

    assert leaf == hashlib.sha256(b"\x00" + entry).digest()
    assert node == hashlib.sha256(b"\x01" + entry).digest()


@given(st.integers(0, len(LEAVES)))
def test_a_frontier_has_the_root_of_the_whole_tree(size):
    frontier, _ = grown(size)

    root = frontier.root()

    assert root == mth(LEAVES[:size])


@given(sizes, sizes)
def test_a_frontier_goes_on_from_what_was_stored(first, second):
    first, second = sorted([first, second])
    before, _ = grown(first)

    frontier = merkle.Frontier(before.size, before.nodes)
    for leaf in LEAVES[first:second]:
        frontier.append(leaf)

    assert frontier.root() == mth(LEAVES[:second])


def test_a_frontier_that_cannot_belong_to_its_size_is_refused():
    nodes = LEAVES[:2]

    with pytest.raises(ValueError, match="one node for every 1"):
        merkle.Frontier(4, nodes)


@given(places())
def test_one_stored_node_per_leaf_gives_every_subtree(place):
    start, size = place
    _, nodes = grown(size)

    parts = merkle.pieces((start, size))
    stored = [LEAVES[left] if right - left == 1 else nodes[right - 1] for left, right in parts]

    assert [left for left, _ in parts] == [start, *[right for _, right in parts[:-1]]]
    assert all(right == left + 1 or nodes[right - 1] == mth(LEAVES[left:right]) for left, right in parts)
    assert start or merkle.fold(stored) == mth(LEAVES[:size])


@given(places())
def test_an_inclusion_path_is_the_one_of_the_rfc(place):
    index, size = place

    spans = merkle.inclusion_path(index, size)

    assert hashes(spans) == path(index, LEAVES[:size])


@given(places())
def test_every_span_of_a_path_folds_from_stored_nodes(place):
    index, size = place
    _, nodes = grown(size)

    spans = merkle.inclusion_path(index, size)
    folded = [
        merkle.fold(
            [LEAVES[left] if right - left == 1 else nodes[right - 1] for left, right in merkle.pieces(span)]
        )
        for span in spans
    ]

    assert folded == hashes(spans)


@given(places())
def test_an_inclusion_proof_holds(place):
    index, size = place
    proof = hashes(merkle.inclusion_path(index, size))

    holds = merkle.verify_inclusion(
        leaf=LEAVES[index], index=index, size=size, path=proof, root=mth(LEAVES[:size])
    )

    assert holds


@given(places(), st.data())
def test_an_inclusion_proof_holds_for_nothing_else(place, data):
    index, size = place
    proof, root = hashes(merkle.inclusion_path(index, size)), mth(LEAVES[:size])
    other = data.draw(st.integers(-1, size + 1).filter(lambda number: number != index))
    longer, shorter = [*proof, LEAVES[0]], proof[:-1]

    verdicts = [
        merkle.verify_inclusion(leaf=LEAVES[index], index=other, size=size, path=proof, root=root),
        merkle.verify_inclusion(leaf=b"\x00" * 32, index=index, size=size, path=proof, root=root),
        merkle.verify_inclusion(leaf=LEAVES[index], index=index, size=size, path=longer, root=root),
        merkle.verify_inclusion(leaf=LEAVES[index], index=index, size=size, path=proof, root=b"\x00" * 32),
    ]
    if proof:
        verdicts.append(
            merkle.verify_inclusion(leaf=LEAVES[index], index=index, size=size, path=shorter, root=root)
        )

    assert not any(verdicts)


@given(sizes, sizes)
def test_a_consistency_path_is_the_one_of_the_rfc(first, second):
    first, second = sorted([first, second])

    spans = merkle.consistency_path(first, second)

    assert hashes(spans) == subproof(first, LEAVES[:second], known=True)


@given(sizes, sizes)
def test_a_consistency_proof_holds(first, second):
    first, second = sorted([first, second])

    holds = merkle.verify_consistency(
        first=first,
        second=second,
        first_root=mth(LEAVES[:first]),
        second_root=mth(LEAVES[:second]),
        path=hashes(merkle.consistency_path(first, second)),
    )

    assert holds


@given(sizes, sizes, st.integers(0, 200))
def test_a_consistency_proof_holds_for_no_rewritten_tree(first, second, rewritten):
    first, second = sorted([first, second])
    forged = list(LEAVES)
    forged[rewritten % first] = merkle.leaf_hash(b"forged")
    spans = merkle.consistency_path(first, second)
    honest, proof = hashes(spans), [mth(forged[start:stop]) for start, stop in spans]
    old, new, lie = mth(LEAVES[:first]), mth(LEAVES[:second]), mth(forged[:second])

    verdicts = [
        merkle.verify_consistency(first=first, second=second, first_root=old, second_root=lie, path=proof),
        merkle.verify_consistency(first=first, second=second, first_root=old, second_root=lie, path=honest),
        merkle.verify_consistency(
            first=first, second=second, first_root=old, second_root=new, path=[*honest, old]
        ),
        merkle.verify_consistency(first=0, second=second, first_root=old, second_root=new, path=honest),
    ]
    if honest:
        verdicts.append(
            merkle.verify_consistency(
                first=first, second=second, first_root=old, second_root=new, path=honest[:-1]
            )
        )

    assert not any(verdicts)


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_there_is_no_path_to_a_leaf_outside_the_tree(index, size):
    with pytest.raises(ValueError, match="within the tree"):
        merkle.inclusion_path(index, size)


@pytest.mark.parametrize(("first", "size"), [(0, 3), (4, 3)])
def test_there_is_no_consistency_with_an_empty_or_a_later_tree(first, size):
    with pytest.raises(ValueError, match="earlier, non-empty"):
        merkle.consistency_path(first, size)
