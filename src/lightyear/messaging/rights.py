"""What is held of a contact in the outbox: what waits never leaves, what was sent stays as a fact."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from lightyear.contacts import rights
from lightyear.contacts.models import Contact
from lightyear.kit import clock
from lightyear.messaging import eligibility
from lightyear.messaging.models import Message, State


@rights.on_export("messaging.Message", section="messages")
def _export(contact: Contact) -> list[dict[str, Any]]:
    found = Message.objects.filter(contact=contact).select_related("template__purpose")
    return [
        {
            "created_at": message.created_at,
            "finished_at": message.finished_at,
            "template": message.template.name,
            "purpose": message.template.purpose.key,
            "channel": message.channel,
            "state": message.state,
            "reason": message.reason,
        }
        for message in found.order_by("created_at", "id")
    ]


@rights.on_erase("messaging.Message")
def _erase(contact: Contact) -> int:
    """A message that is on its way keeps its lease: dispatch settles it, and nothing follows it."""
    hers = Message.objects.filter(contact=contact)
    waiting = hers.filter(state=State.QUEUED)
    stopped = waiting.update(state=State.LEFT_OUT, reason=eligibility.Reason.ERASED, finished_at=clock.now())
    hers.exclude(state=State.SENDING).update(details={})
    return stopped


rights.remains(
    "messaging.Message",
    _("That messages were sent, when and by which template, without address and contents."),
)
