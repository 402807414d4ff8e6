"""What is held of a contact in submissions: her answers, opened for an export, gone with an erasure."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from lightyear.contacts import rights
from lightyear.contacts.models import Contact
from lightyear.intake import retention
from lightyear.intake.models import Submission


@rights.on_export("intake.Submission", section="submissions")
def _export(contact: Contact) -> list[dict[str, Any]]:
    found = Submission.objects.filter(contact=contact).select_related("version__form", "contact")
    return [
        {
            "submitted_at": submission.submitted_at,
            "confirmed_at": submission.confirmed_at,
            "form": submission.version.form.name,
            "form_version": submission.version.number,
            "state": submission.state,
            "language": submission.language,
            "answers": retention.kept_answers(submission),
        }
        for submission in found.order_by("submitted_at", "id")
    ]


@rights.on_erase("intake.Submission")
def _erase(contact: Contact) -> int:
    """The answers go although their key goes too, and no link confirms what has nobody behind it."""
    hers = Submission.objects.filter(contact=contact)
    hers.filter(state=Submission.State.PENDING).update(state=Submission.State.EXPIRED)
    return hers.update(answers=b"", forget_at=None)


rights.remains(
    "intake.Submission", _("That a form was sent in and what was decided about it, without the answers.")
)
