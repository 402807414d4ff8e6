"""Settling uncertain messages by a mail server's log: first what it would settle, then doing it."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages as notes
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from lightyear.accounts import doors
from lightyear.accounts.matrix import Action
from lightyear.messaging import maillog, reconciliation
from lightyear.web import errors
from lightyear.web.requests import StaffRequest, actor

VALID_SECONDS = 3600
FORM_BYTES = 1024 * 1024
"""What the form sends beside the file."""


class LogForm(forms.Form):
    """A log as a file, or the part that matters as text."""

    file = forms.FileField(
        label=gettext_lazy("Log file"), required=False, help_text=gettext_lazy("Up to 64 MB.")
    )
    text = forms.CharField(
        label=gettext_lazy("Or the part that matters"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
    )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if not self.errors and not given.get("file") and not given.get("text"):
            self.add_error("file", _("Choose a file or paste a part of the log."))
        return given

    def chunks(self) -> Iterator[bytes]:
        file: UploadedFile[Any] | None = self.cleaned_data["file"]
        if file is None:
            yield self.cleaned_data["text"].encode()
        else:
            yield from file.chunks()


@doors.staff(Action.MESSAGES_RECONCILE, takes_bytes=maillog.LIMIT_BYTES + FORM_BYTES)
@require_POST
def read_log(request: StaffRequest, workspace: str) -> HttpResponse:
    """Show what the log says of the uncertain messages; it is read as it comes in and not kept."""
    form = LogForm(request.POST, request.FILES)
    log = _read(form)
    if log is None:
        return render(request, "web/log_form.html", {"form": form}, status=422)
    proposal = reconciliation.propose(log.message_ids)
    context = {
        "delivered": len(proposal.delivered),
        "missing": len(proposal.missing),
        "untold": len(proposal.untold),
        "proposal": _signed(request, proposal, log.evidence),
    }
    return render(request, "web/log_reading.html", context)


@doors.staff(Action.MESSAGES_RECONCILE)
@require_POST
def settle(request: StaffRequest, workspace: str) -> HttpResponse:
    """Settle what was shown, as far as nobody settled it meanwhile."""
    try:
        proposed = signing.loads(request.POST.get("proposal", ""), salt=_salt(request), max_age=VALID_SECONDS)
    except signing.BadSignature:
        back = reverse("web:messages", args=[workspace])
        return errors.unfit(request, _("Read the log once more."), back_url=back)
    settled = reconciliation.settle(
        delivered=[UUID(one) for one in proposed["delivered"]],
        missing=[UUID(one) for one in proposed["missing"]],
        by=actor(request),
        evidence=proposed["evidence"],
    )
    told = _("Settled: %(delivered)s delivered, %(requeued)s to be sent again.")
    notes.success(request, told % {"delivered": settled.delivered, "requeued": settled.requeued})
    return redirect(f"{reverse('web:messages', args=[workspace])}?state=uncertain")


def _read(form: LogForm) -> maillog.Log | None:
    """The log, or None with the reason in the form."""
    if not form.is_valid():
        return None
    try:
        return maillog.read(form.chunks())
    except maillog.TooLong:
        form.add_error("file", _("The file is too long: send the part that matters."))
        return None


def _signed(request: StaffRequest, proposal: reconciliation.Proposal, evidence: str) -> str:
    values = {
        "delivered": [one.hex for one in proposal.delivered],
        "missing": [one.hex for one in proposal.missing],
        "evidence": evidence,
    }
    return signing.dumps(values, salt=_salt(request), compress=True)


def _salt(request: StaffRequest) -> str:
    return f"reconciliation:{request.workspace.id}:{request.user.pk}"
