"""Tasks for people."""

from django.db import models
from django.utils.translation import get_language

from lightyear.accounts.matrix import Role
from lightyear.accounts.models import User
from lightyear.contacts.models import Contact
from lightyear.kit import clock
from lightyear.workspaces.models import Walled, WalledKey


class Task(Walled):
    """Something to do about a contact, at most once per `key`; for one person, or for whoever has `role`.

    `title` maps languages to wording without personal data; `facts` hold keys alone.
    """

    key = models.CharField(max_length=160)
    kind = models.CharField(max_length=40)
    title = models.JSONField()
    contact = WalledKey(Contact, on_delete=models.PROTECT, related_name="tasks")
    assignee = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=20, choices=Role.choices, blank=True)
    opened_at = models.DateTimeField(default=clock.now)
    due_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    facts = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "key"], name="one_task_per_key"),
            models.CheckConstraint(
                condition=models.Q(done_at__isnull=True, done_by=None)
                | models.Q(done_at__isnull=False, done_by__isnull=False),
                name="task_is_done_by_someone",
            ),
        ]
        indexes = [
            models.Index(
                fields=["workspace", "opened_at", "id"],
                name="task_open",
                condition=models.Q(done_at__isnull=True),
            ),
            models.Index(
                fields=["workspace", "-done_at", "-id"],
                name="task_done",
                condition=models.Q(done_at__isnull=False),
            ),
            models.Index(fields=["workspace", "contact", "-opened_at"], name="task_of_contact"),
        ]

    @property
    def words(self) -> str:
        """The title in the active language, else in English, else in any."""
        title: dict[str, str] = self.title
        return title.get(get_language() or "en") or title.get("en") or next(iter(title.values()), "")
