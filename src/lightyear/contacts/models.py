"""Contacts, how to reach them, their typed properties and their timeline.

In clear, under wall and role masks: name, region, language, e-mail domain, properties that are not
sensitive. Sealed under the contact's own data key: contact points, sensitive values, kept free text.
"""

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from lightyear.kit import clock
from lightyear.workspaces.models import Walled, WalledKey


class Stage(models.TextChoices):
    SUBSCRIBER = "subscriber", _("Subscriber")
    LEAD = "lead", _("Lead")
    MARKETING_QUALIFIED = "marketing_qualified", _("Marketing-qualified")
    SALES_QUALIFIED = "sales_qualified", _("Sales-qualified")
    OPPORTUNITY = "opportunity", _("Opportunity")
    CUSTOMER = "customer", _("Customer")
    EVANGELIST = "evangelist", _("Evangelist")
    OTHER = "other", _("Other")


class PointKind(models.TextChoices):
    EMAIL = "email", _("E-mail")
    PHONE = "phone", _("Phone")


class RevealReason(models.TextChoices):
    """Why somebody opens what is masked."""

    CALL_BACK = "call_back", _("Answer a request")
    CORRECT = "correct", _("Correct a mistake")
    OTHER = "other", _("Another reason")


class ExportReason(models.TextChoices):
    """Why somebody takes a person's data out."""

    ASKED = "asked", _("The person asked for it")
    AUTHORITY = "authority", _("An authority may see it")
    OTHER = "other", _("Another reason")


class Sensitivity(models.TextChoices):
    CLEAR = "clear", _("In clear")
    SENSITIVE = "sensitive", _("Sensitive")


def new_salt() -> bytes:
    return secrets.token_bytes(16)


class Contact(Walled):
    """A person. `profile` is sealed; destroying `wrapped_key` and `salt` erases her everywhere."""

    number = models.PositiveIntegerField()
    name = models.CharField(max_length=120, blank=True)
    name_key = models.CharField(max_length=240, blank=True, db_collation="C")
    language = models.CharField(max_length=10, default="en")
    region = models.CharField(max_length=80, blank=True)
    email_domain = models.CharField(max_length=255, blank=True)
    stage = models.CharField(max_length=20, choices=Stage.choices, default=Stage.SUBSCRIBER)
    source = models.CharField(max_length=80, blank=True)
    wrapped_key = models.BinaryField(null=True)
    salt = models.BinaryField(null=True, default=new_salt)
    profile = models.BinaryField(null=True)
    created_at = models.DateTimeField(default=clock.now)
    confirmed_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "number"], name="one_contact_per_number")]
        indexes = [
            models.Index(fields=["workspace", "-created_at", "-id"], name="contact_latest"),
            models.Index(fields=["workspace", "name_key", "id"], name="contact_by_name"),
            models.Index(fields=["workspace", "stage", "-created_at", "-id"], name="contact_latest_of_stage"),
            models.Index(fields=["workspace", "stage", "name_key", "id"], name="contact_by_name_of_stage"),
        ]

    @property
    def code(self) -> str:
        return f"C-{self.number}"

    @property
    def known_name(self) -> str:
        """What mail may call her: nothing until she confirms, for anyone may have typed the name."""
        return self.name if self.confirmed_at else ""


class Counter(Walled):
    """The last contact number that a workspace gave out."""

    value = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace"], name="one_counter_per_workspace")]


class ContactPoint(Walled):
    """One way to reach a contact. Its value is in the sealed profile; `lookup` is a keyed blind index."""

    contact = WalledKey(Contact, on_delete=models.CASCADE, related_name="points")
    kind = models.CharField(max_length=10, choices=PointKind.choices)
    lookup = models.BinaryField()
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "kind", "lookup"], name="one_contact_per_point"),
            models.UniqueConstraint(fields=["workspace", "contact", "kind"], name="one_point_per_kind"),
        ]
        indexes = [
            models.Index(
                fields=["workspace", "contact"],
                name="point_unconfirmed",
                condition=models.Q(kind="email", confirmed_at__isnull=True),
            )
        ]


class Property(Walled):
    """A field of contacts that the organization declared: what it is, what it is for, how sensitive."""

    class Type(models.TextChoices):
        TEXT = "text", _("Text")
        NUMBER = "number", _("Number")
        DATE = "date", _("Date")
        BOOLEAN = "boolean", _("Yes or no")

    key = models.SlugField()
    name_en = models.CharField(max_length=80)
    name_zh = models.CharField(max_length=80)
    type = models.CharField(max_length=10, choices=Type.choices)
    category = models.CharField(max_length=20, blank=True)
    sensitivity = models.CharField(max_length=10, choices=Sensitivity.choices, default=Sensitivity.CLEAR)
    purpose = models.SlugField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "key"], name="one_property_per_key")]


class PropertyValue(Walled):
    """A value that is not sensitive, in the column of its type, so that conditions can use an index."""

    contact = WalledKey(Contact, on_delete=models.CASCADE, related_name="values")
    property = WalledKey(Property, on_delete=models.PROTECT, related_name="values")
    text = models.CharField(max_length=240, null=True, db_collation="C")  # noqa: DJ001 (one column per type)
    number = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    date = models.DateField(null=True)
    boolean = models.BooleanField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "contact", "property"], name="one_value_per_property"
            ),
            models.CheckConstraint(
                condition=models.Q(text__isnull=False)
                | models.Q(number__isnull=False)
                | models.Q(date__isnull=False)
                | models.Q(boolean__isnull=False),
                name="value_is_of_a_type",
            ),
        ]
        indexes = [
            models.Index(fields=["workspace", "property", "text", "contact"], name="value_by_text"),
            models.Index(fields=["workspace", "property", "number", "contact"], name="value_by_number"),
            models.Index(fields=["workspace", "property", "date", "contact"], name="value_by_date"),
        ]


class Event(Walled):
    """Something that happened with a contact, in the past tense: form.submitted, message.sent."""

    contact = WalledKey(Contact, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=60)
    at = models.DateTimeField(default=clock.now)
    facts = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["workspace", "contact", "-at"], name="event_of_contact"),
            models.Index(fields=["workspace", "kind", "-at", "contact"], name="event_by_kind"),
        ]
