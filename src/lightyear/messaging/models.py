"""Templates, the outbox, suppression, and the key that signs mail."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lightyear.accounts.models import User
from lightyear.consent.models import Channel, Purpose
from lightyear.contacts.models import Contact
from lightyear.gate.models import Decision
from lightyear.kit import clock
from lightyear.workspaces.models import Walled, WalledKey


class Template(Walled):
    """A message that can be sent, for one purpose, until it is archived."""

    key = models.SlugField()
    name = models.CharField(max_length=120)
    purpose = WalledKey(Purpose, on_delete=models.PROTECT, related_name="templates")
    channel = models.CharField(max_length=10, choices=Channel.choices, default=Channel.EMAIL)
    archived_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "key"], name="one_template_per_key")]


class TemplateVersion(Walled):
    """What a template said from a moment on, in one language: Liquid in subject and HTML."""

    template = WalledKey(Template, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    language = models.CharField(max_length=10)
    subject = models.CharField(max_length=300)
    mjml = models.TextField()
    html = models.TextField()
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "template", "language", "number"], name="one_template_version"
            )
        ]


class Broadcast(Walled):
    """One send of a template to everyone who may get it: at most once per `origin`.

    What hasn't left when it is cancelled never leaves.
    """

    template = WalledKey(Template, on_delete=models.PROTECT, related_name="broadcasts")
    origin = models.CharField(max_length=110)
    due_at = models.DateTimeField()
    created_at = models.DateTimeField(default=clock.now)
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "origin"], name="one_broadcast")]
        indexes = [models.Index(fields=["workspace", "-created_at"], name="broadcast_latest")]


class State(models.TextChoices):
    QUEUED = "queued", _("Waiting")
    SENDING = "sending", _("On its way")
    SENT = "sent", _("Sent")
    LEFT_OUT = "left_out", _("Not sent")
    FAILED = "failed", _("Failed")
    UNCERTAIN = "uncertain", _("Uncertain")


class Message(Walled):
    """The outbox: one message to one contact, at most once per `key`.

    `sending` is committed before the first byte of DATA; a worker that dies in it leaves the message
    `uncertain`, never sent twice. `reason` says why it was left out or failed, in the words of `Reason`.
    `attempts` counts the tries that failed for the time being, `sending_at` is when the last one began.
    `version` is the wording that it was made of, known once it was filled in.
    """

    key = models.CharField(max_length=160)
    contact = WalledKey(Contact, on_delete=models.PROTECT, related_name="messages")
    template = WalledKey(Template, on_delete=models.PROTECT, related_name="messages")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    details = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    reason = models.CharField(max_length=40, blank=True)
    due_at = models.DateTimeField(default=clock.now)
    leased_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sending_at = models.DateTimeField(null=True)
    token_digest = models.BinaryField(null=True)
    message_id = models.CharField(max_length=255, blank=True)
    decision = WalledKey(Decision, on_delete=models.PROTECT, null=True, related_name="+")
    version = WalledKey(TemplateVersion, on_delete=models.PROTECT, null=True, related_name="+")
    broadcast = WalledKey(Broadcast, on_delete=models.PROTECT, null=True, related_name="messages")
    created_at = models.DateTimeField(default=clock.now)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "key"], name="one_message_per_key"),
            models.UniqueConstraint(fields=["workspace", "token_digest"], name="one_message_per_token"),
        ]
        indexes = [
            models.Index(
                fields=["workspace", "due_at"],
                name="message_due",
                condition=models.Q(state__in=["queued", "sending"]),
            ),
            models.Index(fields=["workspace", "contact", "-created_at"], name="message_of_contact"),
            models.Index(fields=["workspace", "-created_at", "-id"], name="message_latest"),
            models.Index(fields=["workspace", "template", "state"], name="message_of_template"),
            models.Index(
                fields=["workspace", "created_at"],
                name="message_uncertain",
                condition=models.Q(state="uncertain"),
            ),
            models.Index(
                fields=["workspace", "broadcast", "state"],
                name="message_of_broadcast",
                condition=models.Q(broadcast__isnull=False),
            ),
        ]


class Trial(Walled):
    """A template mailed to a member of staff, who wants to look at it before it is sent to anybody."""

    version = WalledKey(TemplateVersion, on_delete=models.PROTECT, related_name="trials")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    reason = models.CharField(max_length=40, blank=True)
    decision = WalledKey(Decision, on_delete=models.PROTECT, null=True, related_name="+")
    message_id = models.CharField(max_length=255, blank=True)
    created_at = models.DateTimeField(default=clock.now)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["workspace", "created_at"],
                name="trial_due",
                condition=models.Q(state="queued"),
            )
        ]


class Suppression(Walled):
    """An address that gets nothing on a channel; a blind index, so that it survives erasure and import."""

    class Reason(models.TextChoices):
        BOUNCED = "bounced", _("The address doesn't exist")
        COMPLAINED = "complained", _("Reported as spam")
        ASKED = "asked", _("Asked for nothing more")

    channel = models.CharField(max_length=10, choices=Channel.choices)
    lookup = models.BinaryField()
    reason = models.CharField(max_length=12, choices=Reason.choices)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "channel", "lookup"], name="one_suppression")
        ]


class SigningKey(Walled):
    """The DKIM key of a sender domain, wrapped by the workspace key."""

    domain = models.CharField(max_length=255)
    selector = models.CharField(max_length=63)
    wrapped = models.BinaryField()
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "domain"], name="one_signing_key")]


class StaffNotice(Walled):
    """Something a member of staff should know; holds keys, the page looks the words up."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    facts = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=clock.now)
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["workspace", "user", "-created_at"], name="notice_of_user")]
