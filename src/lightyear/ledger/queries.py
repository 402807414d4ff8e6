"""Reading the ledger: its state, its latest entries, and proofs that an entry is in it.

All of it happens inside an open wall.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import OuterRef, QuerySet, Subquery

from lightyear.kit import cursor
from lightyear.ledger import canonical, merkle
from lightyear.ledger.models import Entry, Head, Leaf
from lightyear.workspaces import wall
from lightyear.workspaces.models import SYSTEM_ID

OF_MEMBERS = """
SELECT e.*,
  (SELECT l.seq FROM ledger_leaf l WHERE l.workspace_id = e.workspace_id AND l.entry_id = e.id) AS seq
FROM unnest(%(members)s::text[], %(since)s::timestamptz[], %(until)s::timestamptz[]) AS m (id, since, until)
CROSS JOIN LATERAL (
  SELECT * FROM ledger_entry
  WHERE workspace_id = %(workspace)s::uuid AND member = m.id
    AND at >= m.since AND at < COALESCE(m.until, 'infinity')
    AND (%(event)s::text IS NULL OR event = %(event)s)
    AND at <= COALESCE(%(before_at)s::timestamptz, 'infinity')
    AND (%(before_at)s::timestamptz IS NULL
         OR (at, id) < (%(before_at)s::timestamptz, %(before_id)s::uuid))
  ORDER BY at DESC, id DESC LIMIT %(limit)s
) e
ORDER BY e.at DESC, e.id DESC LIMIT %(limit)s
"""
"""Each member's newest by the index on members, then the newest of them all."""


class ProofFails(RuntimeError):
    """The entry, a leaf or the head was altered in the database: what is stored proves nothing."""


@dataclass(frozen=True, slots=True)
class Status:
    """`size` entries are sealed, the last of them at `sealed_at`; `unsealed` are still waiting."""

    size: int
    sealed_at: datetime | None
    unsealed: int


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry and its place in the sequence, None while it isn't sealed."""

    entry: Entry
    seq: int | None


@dataclass(frozen=True, slots=True)
class Term:
    """Somebody's time as a member; `until` is None while it lasts."""

    member: UUID
    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Inclusion:
    """What `merkle.verify_inclusion` needs, and the signed head it leads to."""

    entry: bytes
    leaf: bytes
    seq: int
    path: tuple[bytes, ...]
    head: Head


@dataclass(frozen=True, slots=True)
class Horizon:
    """Transactions numbered below `settled` have ended; none that can be seen is above `newest`."""

    settled: int
    newest: int


def status() -> Status:
    """How far the ledger is sealed; costs the same at any size."""
    head = last_head()
    waiting = unsealed(head, horizon()).count()
    if head is None:
        return Status(size=0, sealed_at=None, unsealed=waiting)
    return Status(size=head.size, sealed_at=head.signed_at, unsealed=waiting)


def latest(
    limit: int,
    before: cursor.Place | None = None,
    event: str | None = None,
    actor: str | None = None,
) -> list[Listed]:
    """A page of entries, newest first; `before` is the place of the last entry of the page above."""
    entries = Entry.objects.filter(workspace_id=wall.current())
    if event is not None:
        entries = entries.filter(event=event)
    if actor is not None:
        entries = entries.filter(actor=actor)
    if before is not None:
        entries = entries.filter(cursor.before(before, "at"), at__lte=before[0])
    page = entries.annotate(seq=_seq()).order_by("-at", "-id")[:limit]
    return [Listed(entry=entry, seq=entry.seq) for entry in page]


def of_members(
    terms: Sequence[Term],
    *,
    limit: int,
    before: cursor.Place | None = None,
    event: str | None = None,
) -> list[Listed]:
    """A page of the installation's entries about members, each within her time; inside its own wall.

    It holds other organizations' staff too: an entry about nobody among `terms` is never read.
    """
    values = {
        "workspace": SYSTEM_ID,
        "members": [str(term.member) for term in terms],
        "since": [term.since for term in terms],
        "until": [term.until for term in terms],
        "event": event,
        "before_at": before[0] if before else None,
        "before_id": before[1] if before else None,
        "limit": limit,
    }
    found: Iterable[Any] = Entry.objects.raw(OF_MEMBERS, values)
    return [Listed(entry=entry, seq=entry.seq) for entry in found]


def inclusion_proof(entry_id: UUID) -> Inclusion | None:
    """The proof that an entry is under the last head, None while it isn't sealed; raises ProofFails.

    The leaf is computed from the entry as it is stored now, so an altered entry has no proof.
    """
    entry = Entry.objects.get(id=entry_id)
    seq = Leaf.objects.filter(workspace_id=wall.current(), entry=entry).values_list("seq", flat=True)
    place, head = seq.first(), last_head()
    if place is None or head is None:
        return None
    content = canonical_bytes(entry)
    leaf = merkle.leaf_hash(content)
    path = _hashes(merkle.inclusion_path(place, head.size))
    if not merkle.verify_inclusion(leaf=leaf, index=place, size=head.size, path=path, root=bytes(head.root)):
        raise ProofFails
    return Inclusion(entry=content, leaf=leaf, seq=place, path=tuple(path), head=head)


def last_head() -> Head | None:
    return Head.objects.filter(workspace_id=wall.current()).order_by("-size").first()


def unsealed(head: Head | None, within: Horizon | None) -> QuerySet[Entry]:
    """Entries without a leaf, in the order their transactions began, then (at, id).

    An anti-join over the entries written since the head's `settled`, which is all that can be missing:
    older transactions had ended when it was sealed. None for `within` looks at every entry.
    """
    entries = Entry.objects.filter(workspace_id=wall.current())
    if head is not None and within is not None:
        entries = entries.filter(xact__gte=head.settled, xact__lte=within.newest)
    # A scalar subquery, because NOT EXISTS becomes a join: for a workspace younger than the table's
    # statistics the planner expects one leaf and compares every entry with every leaf.
    return entries.alias(seq=_seq()).filter(seq__isnull=True).order_by("xact", "at", "id")


def horizon() -> Horizon:
    """Where the transactions stand as the next statement begins; READ COMMITTED sees at least as much."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_snapshot_xmin(s)::text::bigint,"
            " GREATEST(pg_snapshot_xmax(s), pg_current_xact_id_if_assigned())::text::bigint"
            " FROM pg_current_snapshot() AS s"
        )
        settled, newest = cursor.fetchone()
    return Horizon(settled=settled, newest=newest)


def canonical_bytes(entry: Entry) -> bytes:
    """What the leaf of a stored entry covers."""
    return canonical.entry(
        entry_id=entry.id,
        workspace_id=wall.current(),
        at=entry.at,
        event=entry.event,
        actor=entry.actor,
        subject=None if entry.subject is None else bytes(entry.subject),
        facts=entry.facts,
    )


def _seq() -> Subquery:
    leaves = Leaf.objects.filter(workspace_id=OuterRef("workspace_id"), entry_id=OuterRef("id"))
    return Subquery(leaves.values("seq")[:1])


def _hashes(spans: Iterable[merkle.Span]) -> list[bytes]:
    """The hashes of subtrees, from the nodes stored with their last leaves, in one query."""
    parts = [merkle.pieces(span) for span in spans]
    ends = [stop - 1 for part in parts for _, stop in part]
    leaves = Leaf.objects.filter(workspace_id=wall.current(), seq__in=ends)
    stored = {
        seq: (bytes(digest), bytes(node)) for seq, digest, node in leaves.values_list("seq", "digest", "node")
    }
    if len(stored) != len(set(ends)):
        raise ProofFails
    # A single leaf on the right ends a taller subtree, whose node is not what is meant here.
    return [
        merkle.fold([stored[stop - 1][0 if stop - start == 1 else 1] for start, stop in part])
        for part in parts
    ]
