"""What is held of a contact's ways through journeys: she leaves at once, the steps stay counted."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from lightyear.contacts import rights
from lightyear.contacts.models import Contact
from lightyear.journeys.models import Enrollment
from lightyear.journeys.services import ADVANCE
from lightyear.kit import clock
from lightyear.workspaces import services as workspaces


@rights.on_export("journeys.Enrollment", section="journeys")
def _export(contact: Contact) -> list[dict[str, Any]]:
    found = Enrollment.objects.filter(contact=contact).select_related("journey").order_by("entered_at", "id")
    return [
        {
            "journey": enrollment.journey.name,
            "state": enrollment.state,
            "entered_at": enrollment.entered_at,
            "steps": list(enrollment.passages.order_by("at", "id").values("at", "step", "outcome", "reason")),
        }
        for enrollment in found
    ]


@rights.on_erase("journeys.Enrollment")
def _erase(contact: Contact) -> int:
    """Whoever waits in a journey leaves it with the next advance, which records why."""
    inside = Enrollment.objects.filter(contact=contact, due_at__isnull=False)
    count = inside.update(due_at=clock.now())
    if count:
        workspaces.schedule(ADVANCE)
    return count


rights.remains("journeys.Enrollment", _("Which steps of a journey were taken; she leaves it at once."))
