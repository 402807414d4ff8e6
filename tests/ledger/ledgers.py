"""Ledgers written without a database, honest and forged, for the verifier to judge."""

import hashlib
import io
import json
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from lightyear.ledger import canonical, merkle, verify

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER_KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))
WORKSPACE = uuid.UUID(int=7)
START = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


def entry(number: int, *, verdict: str = "allow", workspace: uuid.UUID = WORKSPACE) -> bytes:
    return canonical.entry(
        entry_id=uuid.UUID(int=1000 + number),
        workspace_id=workspace,
        at=START + timedelta(seconds=number),
        event="decision.made",
        actor="system:gate",
        subject=hashlib.sha256(b"%d" % number).digest() if number % 2 else None,
        facts={"rule": "营销.1", "verdict": verdict, "considered": [number, None, True]},
    )


def entries(count: int) -> list[bytes]:
    return [entry(number) for number in range(count)]


def lines(contents: Sequence[bytes], *, heads: Sequence[int], key: Ed25519PrivateKey = KEY) -> list[bytes]:
    """The lines of an export as an operator who holds the key would write them; the end is right."""
    public = key.public_key().public_bytes_raw().hex()
    found = [canonical.header_line(workspace=str(WORKSPACE), public_key=public, size=len(contents))]
    frontier, previous = merkle.Frontier(), 0
    for seq, content in enumerate(contents):
        leaf = merkle.leaf_hash(content)
        found.append(canonical.entry_line(content, leaf=leaf, seq=seq))
        frontier.append(leaf)
        if frontier.size in heads:
            found.append(head_line(frontier.size, previous, frontier.root(), key=key))
            previous = frontier.size
    return ended(found)


def head_line(
    size: int,
    previous: int,
    root: bytes,
    *,
    key: Ed25519PrivateKey = KEY,
    workspace: uuid.UUID = WORKSPACE,
) -> bytes:
    head = canonical.head(workspace_id=workspace, size=size, previous=previous, root=root, signed_at=START)
    return canonical.head_line(head, signature=key.sign(canonical.signed_bytes(head)).hex())


def ended(above: Sequence[bytes]) -> list[bytes]:
    """The lines with an end that adds them up, whatever they say: what a forger would do."""
    frontier, heads = merkle.Frontier(), 0
    for line in above[1:]:
        value = json.loads(line)
        if "entry" in value:
            frontier.append(bytes.fromhex(value["leaf"]))
        heads += "head" in value
    digest = hashlib.sha256(b"".join(above)).digest()
    end = canonical.end_line(entries=frontier.size, heads=heads, root=frontier.root(), sha256=digest)
    return [*above, end]


def root(contents: Sequence[bytes]) -> str:
    frontier = merkle.Frontier()
    for content in contents:
        frontier.append(merkle.leaf_hash(content))
    return frontier.root().hex()


def anchor(contents: Sequence[bytes], *, key: Ed25519PrivateKey = KEY) -> verify.Anchor:
    public = key.public_key().public_bytes_raw().hex()
    return verify.Anchor(workspace=str(WORKSPACE), size=len(contents), root=root(contents), public_key=public)


def check(
    found: Sequence[bytes],
    anchors: Sequence[verify.Anchor] | None = None,
    *,
    key: Ed25519PrivateKey | None = None,
) -> verify.Intact | list[verify.Problem]:
    """Judge the lines, held against anchors and against the public half of a key where they are given."""
    public = key.public_key().public_bytes_raw() if key else None
    return verify.check(io.BytesIO(b"".join(found)), anchors, public_key=public)


def problems(
    found: Sequence[bytes],
    anchors: Sequence[verify.Anchor] | None = None,
    *,
    key: Ed25519PrivateKey | None = None,
) -> list[str]:
    """What the verifier says is wrong; fails when it says that nothing is."""
    outcome = check(found, anchors, key=key)
    assert isinstance(outcome, list), "verified"
    assert outcome
    return [str(problem) for problem in outcome]
