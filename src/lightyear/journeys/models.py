"""Journeys with their versions, the people in them, and every step that was taken."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lightyear.contacts.models import Contact
from lightyear.kit import clock
from lightyear.messaging.models import Message
from lightyear.workspaces.models import Walled, WalledKey


class Journey(Walled):
    """While it is paused it takes nobody in and moves nobody."""

    key = models.SlugField()
    name = models.CharField(max_length=120)
    created_at = models.DateTimeField(default=clock.now)
    paused_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "key"], name="one_journey_per_key")]


class JourneyVersion(Walled):
    """What a journey does from a moment on; `definition` is read by journeys.definition.

    What the trigger needs of the definition stands beside it: `trigger_event`, `trigger_form` ("" for
    any form) and `first_step`. People finish on the version that they came in with.
    """

    journey = WalledKey(Journey, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    definition = models.JSONField()
    trigger_event = models.CharField(max_length=60)
    trigger_form = models.CharField(max_length=50, blank=True)
    first_step = models.CharField(max_length=40)
    is_live = models.BooleanField()
    published_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "journey", "number"], name="one_journey_version"),
            models.UniqueConstraint(
                fields=["workspace", "journey"],
                name="one_live_version",
                condition=models.Q(is_live=True),
            ),
        ]
        indexes = [
            models.Index(
                fields=["workspace", "trigger_event"],
                name="version_by_trigger",
                condition=models.Q(is_live=True),
            )
        ]


class Enrollment(Walled):
    """One person's way through a journey: where she stands and since when.

    `trigger` is the event that brought her in. `due_at` is when she moves on; it is empty once she is out.
    """

    class State(models.TextChoices):
        IN = "in", _("Moving on")
        WAITING = "waiting", _("Waiting")
        DONE = "done", _("Went through")
        LEFT = "left", _("Left early")

    journey = WalledKey(Journey, on_delete=models.PROTECT, related_name="enrollments")
    version = WalledKey(JourneyVersion, on_delete=models.PROTECT, related_name="enrollments")
    contact = WalledKey(Contact, on_delete=models.PROTECT, related_name="enrollments")
    trigger = models.UUIDField()
    step = models.CharField(max_length=40)
    state = models.CharField(max_length=10, choices=State.choices, default=State.IN)
    due_at = models.DateTimeField(null=True)
    entered_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "journey", "contact", "trigger"], name="one_enrollment_per_event"
            ),
            models.UniqueConstraint(
                fields=["workspace", "journey", "contact"],
                name="one_enrollment_inside",
                condition=models.Q(due_at__isnull=False),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["in", "waiting"], due_at__isnull=False)
                | models.Q(state__in=["done", "left"], due_at__isnull=True),
                name="enrollment_is_due_while_inside",
            ),
        ]
        indexes = [
            models.Index(
                fields=["workspace", "due_at"],
                name="enrollment_due",
                condition=models.Q(due_at__isnull=False),
            ),
            models.Index(fields=["workspace", "version", "state", "step"], name="enrollment_by_step"),
            models.Index(fields=["workspace", "journey", "-entered_at", "-id"], name="enrollment_latest"),
            models.Index(fields=["workspace", "contact", "-entered_at"], name="enrollment_of_contact"),
        ]


class Passage(Walled):
    """A step that somebody has behind her, once, with what came of it. Append-only: the "why".

    `batch` is the set step it was part of: the ledger entry of the batch holds its count and Merkle root.
    """

    class Outcome(models.TextChoices):
        TOLD = "told", _("Staff were told")
        OPENED = "opened", _("A task was opened")
        WAITED = "waited", _("Waited")
        QUEUED = "queued", _("A message was queued")
        LEFT_OUT = "left_out", _("No message was sent")
        YES = "yes", _("Yes")
        NO = "no", _("No")
        LEFT = "left", _("Left early")

    enrollment = WalledKey(Enrollment, on_delete=models.PROTECT, related_name="passages")
    version = WalledKey(JourneyVersion, on_delete=models.PROTECT, related_name="passages")
    step = models.CharField(max_length=40)
    at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    reason = models.CharField(max_length=40, blank=True)
    message = WalledKey(Message, on_delete=models.PROTECT, null=True, related_name="passages")
    facts = models.JSONField(default=dict)
    batch = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "enrollment", "step"], name="one_passage_per_step")
        ]
        indexes = [
            models.Index(fields=["workspace", "version", "step", "outcome"], name="passage_by_step"),
            models.Index(fields=["workspace", "batch"], name="passage_by_batch"),
        ]
