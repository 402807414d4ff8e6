"""What is held of a contact in tasks: open ones go with her, done ones stay as work that was done."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from lightyear.contacts import rights
from lightyear.contacts.models import Contact
from lightyear.sales.models import Task


@rights.on_export("sales.Task", section="tasks")
def _export(contact: Contact) -> list[dict[str, Any]]:
    found = Task.objects.filter(contact=contact).order_by("opened_at", "id")
    names = ("title", "kind", "role", "opened_at", "due_at", "done_at")
    return [{name: getattr(task, name) for name in names} for task in found]


@rights.on_erase("sales.Task")
def _erase(contact: Contact) -> int:
    """Nobody is left to whom an open task could be done."""
    return Task.objects.filter(contact=contact, done_at=None).delete()[0]


rights.remains("sales.Task", _("Tasks that were done; open ones are deleted."))
