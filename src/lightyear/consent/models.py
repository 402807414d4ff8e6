"""Purposes, notices and append-only consent records, with the standing answer beside them."""

import hashlib

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from lightyear.contacts.models import Contact
from lightyear.kit import clock
from lightyear.workspaces.models import Walled, WalledKey


class Answer(models.TextChoices):
    GRANTED = "granted", _("Agreed")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Withdrew")


class Channel(models.TextChoices):
    EMAIL = "email", _("E-mail")
    SMS = "sms", _("Text message")
    PHONE = "phone", _("Phone")


class Purpose(Walled):
    """What data is used for. A commercial purpose needs consent; a service one answers a request."""

    class Kind(models.TextChoices):
        COMMERCIAL = "commercial", _("Commercial")
        SERVICE = "service", _("Service")

    key = models.SlugField()
    kind = models.CharField(max_length=12, choices=Kind.choices)
    name_en = models.CharField(max_length=80)
    name_zh = models.CharField(max_length=80)
    about_en = models.CharField(max_length=240, blank=True)
    about_zh = models.CharField(max_length=240, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "key"], name="one_purpose_per_key")]

    @property
    def name(self) -> str:
        return self.name_zh if (get_language() or "").startswith("zh") else self.name_en

    @property
    def about(self) -> str:
        return self.about_zh if (get_language() or "").startswith("zh") else self.about_en


class Notice(Walled):
    """The exact wording of a consent question, by language and version; its digest proves it."""

    purpose = WalledKey(Purpose, on_delete=models.PROTECT, related_name="notices")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    language = models.CharField(max_length=10)
    version = models.PositiveIntegerField()
    wording = models.TextField()
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "purpose", "channel", "language", "version"],
                name="one_notice_per_version",
            )
        ]

    @property
    def digest(self) -> str:
        """SHA-256 of the wording, in hexadecimal."""
        return hashlib.sha256(self.wording.encode()).hexdigest()


class ConsentRecord(Walled):
    """One answer, with where and how it was given. Append-only."""

    contact = WalledKey(Contact, on_delete=models.PROTECT, related_name="consents")
    purpose = WalledKey(Purpose, on_delete=models.PROTECT, related_name="records")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    answer = models.CharField(max_length=10, choices=Answer.choices)
    notice = WalledKey(Notice, on_delete=models.PROTECT, null=True, related_name="records")
    notice_digest = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField(default=clock.now)
    source = models.CharField(max_length=80)
    evidence = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["workspace", "contact", "-at"], name="consent_of_contact")]


class Standing(Walled):
    """The answer that holds now for a contact, purpose and channel; derived from the records."""

    contact = WalledKey(Contact, on_delete=models.CASCADE, related_name="standings")
    purpose = WalledKey(Purpose, on_delete=models.PROTECT, related_name="standings")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    answer = models.CharField(max_length=10, choices=Answer.choices)
    record = WalledKey(ConsentRecord, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "purpose", "channel", "contact"], name="one_standing_answer"
            )
        ]
        indexes = [models.Index(fields=["workspace", "contact"], name="standing_of_contact")]
