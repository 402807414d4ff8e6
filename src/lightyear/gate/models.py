"""Where data may go, under which agreement, and what was decided each time."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from lightyear.kit import clock
from lightyear.workspaces.models import Walled, WalledKey


class DestinationKind(models.TextChoices):
    OWN = "own", _("Our own system")
    MAIL = "mail", _("Mail provider")
    SMS = "sms", _("Text message provider")
    CHAT = "chat", _("Chat platform")
    ADVERTISING = "advertising", _("Advertising platform")
    CRM = "crm", _("CRM")
    MODEL = "model", _("AI model vendor")
    ANALYTICS = "analytics", _("Analytics vendor")
    OTHER = "other", _("Other")


class Verdict(models.TextChoices):
    ALLOW = "allow", _("Allow")
    REDACT = "redact", _("Redact")
    BLOCK = "block", _("Block")


class Direction(models.TextChoices):
    IN = "in", _("Admission")
    OUT = "out", _("Release")


class Destination(Walled):
    """A recipient of data. `own` is this installation and the organization's own mail server."""

    key = models.SlugField()
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=DestinationKind.choices)
    residency = models.CharField(max_length=2, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "key"], name="one_destination_per_key")]


class Agreement(Walled):
    """A BAA (45 CFR 164.504(e)) or processor agreement (PIPL 21); missing elements make it invalid."""

    ELEMENTS = (
        "permitted_uses",
        "safeguards",
        "breach_reporting",
        "subcontractors",
        "individual_rights",
        "books_to_hhs",
        "return_or_destruction",
        "termination",
    )

    class Standing(models.TextChoices):
        VALID = "valid", _("Valid")
        TO_COME = "to_come", _("Not yet begun")
        INCOMPLETE = "incomplete", _("Incomplete")
        ENDED = "ended", _("Ended")

    destination = WalledKey(Destination, on_delete=models.PROTECT, related_name="agreements")
    elements = ArrayField(models.CharField(max_length=40), default=list)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["workspace", "destination"], name="agreement_of_destination")]

    @property
    def missing(self) -> list[str]:
        """The elements that it doesn't have."""
        return [element for element in self.ELEMENTS if element not in self.elements]

    def standing(self, day: date) -> Standing:
        """What it counts for on a day; gate.queries.valid_agreements is the same in SQL."""
        if self.ended_at is not None or (self.ends_on is not None and self.ends_on < day):
            return self.Standing.ENDED
        if self.starts_on > day:
            return self.Standing.TO_COME
        return self.Standing.INCOMPLETE if self.missing else self.Standing.VALID


class AllowedTerm(Walled):
    """A term that is no finding of one category in this workspace, why, and who answers for it.

    `sealed` is the term under the workspace key; `digest` finds an equal one. An entry is never changed or
    deleted: it ends, and a later one may take its place.
    """

    category = models.CharField(max_length=20)
    digest = models.BinaryField(max_length=32)
    sealed = models.BinaryField()
    reason = models.CharField(max_length=200)
    allowed_at = models.DateTimeField(default=clock.now)
    allowed_by = models.CharField(max_length=120)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "category", "digest"],
                condition=models.Q(ended_at=None),
                name="one_standing_term",
            )
        ]


class Decision(Walled):
    """What the gate decided about one flow, and why. Append-only; it holds no contents.

    `batch` names the set it was decided with, for which the ledger has one entry. `set_aside` is what
    would be among the findings but for the workspace's allowed terms.
    """

    at = models.DateTimeField(default=clock.now)
    direction = models.CharField(max_length=3, choices=Direction.choices)
    source = models.CharField(max_length=80)
    purpose = models.CharField(max_length=50)
    destination = WalledKey(Destination, on_delete=models.PROTECT, related_name="decisions")
    subject_kind = models.CharField(max_length=20)
    verdict = models.CharField(max_length=6, choices=Verdict.choices)
    categories = ArrayField(models.CharField(max_length=20), default=list)
    findings = models.JSONField(default=list)
    set_aside = models.JSONField(default=list)
    considered = models.JSONField(default=list)
    profiles = ArrayField(models.CharField(max_length=10), default=list)
    rulebook = models.CharField(max_length=20)
    actor = models.CharField(max_length=120)
    batch = models.UUIDField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["workspace", "-at", "-id"], name="decision_latest"),
            models.Index(fields=["workspace", "source", "destination", "verdict"], name="decision_of_flow"),
        ]

    @property
    def code(self) -> str:
        """What people call it: D- and the last eight digits of its identifier."""
        return f"D-{self.id.hex[-8:]}"
