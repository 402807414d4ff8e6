"""Entries, the leaves that seal them, and the signed heads over the leaves. All append-only."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.fields.json import KeyTextTransform

from lightyear.kit import clock
from lightyear.workspaces.models import SYSTEM_ID, Walled, WalledKey


class WritingTransaction(models.Func):
    """The number of the transaction that writes the row; it never wraps around."""

    template = "(pg_current_xact_id()::text::bigint)"
    arity = 0
    output_field = models.BigIntegerField()


class Entry(Walled):
    """One decision, access or change: keys, rule names, counts and hashes, never contents.

    `xact` lets sealing find entries that commit late without looking at all of them. `member` is the fact
    of that name: an index on the fact itself is none behind the wall, whose policy has to be asked first.
    """

    at = models.DateTimeField(default=clock.now)
    event = models.CharField(max_length=60)
    actor = models.CharField(max_length=120)
    subject = models.BinaryField(null=True)
    facts = models.JSONField(default=dict)
    xact = models.BigIntegerField(db_default=WritingTransaction(), editable=False)
    member = models.GeneratedField(
        expression=KeyTextTransform("member", "facts"),
        output_field=models.TextField(null=True),
        db_persist=True,
    )

    class Meta:
        indexes = [
            models.Index(fields=["workspace", "-at", "-id"], name="entry_latest"),
            models.Index(fields=["workspace", "event", "-at", "-id"], name="entry_event"),
            models.Index(fields=["workspace", "actor", "-at", "-id"], name="entry_of_actor"),
            models.Index(fields=["workspace", "xact", "at", "id"], name="entry_written"),
            models.Index(
                fields=["member", "-at", "-id"],
                name="entry_of_member",
                condition=models.Q(workspace=SYSTEM_ID),
            ),
        ]


class Leaf(Walled):
    """An entry sealed at a place in the sequence, from 0; an entry without a leaf is not sealed yet.

    `node` is the hash of the tallest complete subtree that this leaf ends: proofs are made of them.
    """

    seq = models.BigIntegerField()
    entry = WalledKey(Entry, on_delete=models.PROTECT, related_name="leaves", db_index=False)
    digest = models.BinaryField()
    node = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "seq"], name="one_leaf_per_place"),
            models.UniqueConstraint(fields=["workspace", "entry"], name="one_leaf_per_entry"),
        ]


class Head(Walled):
    """The signed root over the first `size` leaves (RFC 9162 section 2.1), with the frontier.

    `previous` is the size of the head it extends, 0 for the first. Every entry of a transaction
    numbered below `settled` is sealed.
    """

    size = models.BigIntegerField()
    previous = models.BigIntegerField()
    root = models.BinaryField()
    frontier = ArrayField(models.BinaryField())
    settled = models.BigIntegerField()
    signed_at = models.DateTimeField()
    signature = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "size"], name="one_head_per_size"),
            models.UniqueConstraint(fields=["workspace", "previous"], name="one_head_after_each"),
            models.CheckConstraint(
                condition=models.Q(previous__gte=0, size__gt=models.F("previous")), name="head_extends"
            ),
        ]
