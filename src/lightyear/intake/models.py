"""Forms with their versions, submissions, and what keeps abuse out."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lightyear.contacts.models import Contact
from lightyear.gate.models import Decision
from lightyear.kit import clock
from lightyear.workspaces.models import Walled, WalledKey


class Form(Walled):
    """A form. People see the published version; work goes on in a later one."""

    slug = models.SlugField()
    name = models.CharField(max_length=120)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "slug"], name="one_form_per_slug")]


class FormVersion(Walled):
    """What a form asked from a moment on; `definition` is read by intake.definition."""

    form = WalledKey(Form, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    definition = models.JSONField()
    created_at = models.DateTimeField(default=clock.now)
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "form", "number"], name="one_form_version")
        ]


class Submission(Walled):
    """One answer to a form: sealed under the contact's key after the gate had its say."""

    class State(models.TextChoices):
        PENDING = "pending", _("Not confirmed yet")
        CONFIRMED = "confirmed", _("Confirmed")
        EXPIRED = "expired", _("Never confirmed")

    version = WalledKey(FormVersion, on_delete=models.PROTECT, related_name="submissions")
    contact = WalledKey(Contact, on_delete=models.PROTECT, related_name="submissions")
    decision = WalledKey(Decision, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.PENDING)
    language = models.CharField(max_length=10)
    answers = models.BinaryField()
    asked = models.JSONField(default=list)
    token_digest = models.BinaryField()
    has_proof = models.BooleanField()
    submitted_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    forget_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "token_digest"], name="one_submission_per_token")
        ]
        indexes = [
            models.Index(fields=["workspace", "contact", "-submitted_at"], name="submission_of_contact"),
            models.Index(fields=["workspace", "version", "-submitted_at"], name="submission_of_version"),
            models.Index(fields=["workspace", "submitted_at", "state"], name="submission_latest"),
            models.Index(
                fields=["workspace", "expires_at"],
                name="submission_pending",
                condition=models.Q(state="pending"),
            ),
            models.Index(
                fields=["workspace", "forget_at"],
                name="submission_to_forget",
                condition=models.Q(forget_at__isnull=False),
            ),
        ]


class SpentChallenge(Walled):
    """A proof of work that was used: each counts once."""

    digest = models.BinaryField()
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "digest"], name="one_use_per_challenge")]


class Attempt(Walled):
    """One submission towards a limit, per client or per address; `key` is a keyed digest."""

    key = models.BinaryField()
    at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index(fields=["workspace", "key", "at"], name="attempt_by_key")]
