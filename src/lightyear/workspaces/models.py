"""A workspace is one organization's walled part of an installation."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from lightyear.kit import clock, ids
from lightyear.workspaces import wall

SYSTEM_ID = UUID(int=0)
"""The workspace that holds installation-wide ledger entries; it has no members and no pages."""


class Profile(models.TextChoices):
    HIPAA = "hipaa", "HIPAA"
    FTC = "ftc", "FTC"
    US_WA = "us-wa", "My Health My Data (Washington)"
    GDPR = "gdpr", "GDPR"
    PIPL = "pipl", "PIPL"


class Workspace(models.Model):
    """One organization. Its row is visible to the application's role only from inside."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=10, default="en")
    time_zone = models.CharField(max_length=64, default="UTC")
    profiles = ArrayField(models.CharField(max_length=10, choices=Profile.choices), default=list)
    brand_color = models.CharField(max_length=7, default="#174a7c")
    postal_address = models.TextField(blank=True)
    sender_name = models.CharField(max_length=120, blank=True)
    sender_email = models.EmailField(blank=True)
    privacy_email = models.EmailField(blank=True)
    is_synthetic = models.BooleanField(default=False)
    wrapped_key = models.BinaryField()
    created_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return str(self.id)

    @property
    def contact_data(self) -> tuple[str, ...]:
        """What the organization prints on its own door: its addresses, and where its links begin."""
        lines = (self.postal_address, self.sender_email, self.sender_name, self.privacy_email)
        return (settings.LIGHTYEAR_URL, *(line for line in lines if line))


class WalledKey(models.ForeignKey[Any, Any]):
    """A foreign key whose database constraint is (workspace_id, id); `enclosure.Enclose` makes it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["db_constraint"] = False
        kwargs.setdefault("db_index", False)  # each table declares its indexes with the workspace in front
        super().__init__(*args, **kwargs)


class Walled(models.Model):
    """The base of every tenant row."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    workspace = models.ForeignKey(
        Workspace, on_delete=models.PROTECT, default=wall.current, db_index=False, related_name="+"
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.id)


class Tally(Walled):
    """A count over many rows, kept because taking it takes long; `about` says of what, "" for all."""

    kind = models.CharField(max_length=40)
    about = models.CharField(max_length=80, blank=True)
    value = models.JSONField()
    counted_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "kind", "about"], name="one_tally_per_count")
        ]


class Work(models.Model):
    """Which workspaces have something due: workers walk this unwalled table round-robin."""

    id = models.BigAutoField(primary_key=True)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    due_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "kind"], name="one_work_row_per_kind")]
        indexes = [models.Index(fields=["due_at"], name="work_due")]

    def __str__(self) -> str:
        return str(self.id)
