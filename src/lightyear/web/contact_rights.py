"""What a person may ask for, served from her page: correct, agree, withdraw, take along, erase.

GDPR 7, 15-20; PIPL 15, 45-47.
"""

import json
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages as notes
from django.core.serializers.json import DjangoJSONEncoder
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lightyear.accounts import doors
from lightyear.accounts.matrix import Action
from lightyear.consent import services as consents
from lightyear.contacts import points, profile, queries, services
from lightyear.contacts import rights as held
from lightyear.contacts.models import Contact, PointKind
from lightyear.gate.services import Refusal
from lightyear.intake import admission
from lightyear.web.contact_rights_forms import Correction, Erasure, Export, GivenElsewhere, WithdrawnElsewhere
from lightyear.web.requests import StaffRequest, actor

METHODS = ["GET", "HEAD", "POST"]


@doors.staff(Action.CONTACTS_EDIT)
@never_cache
@require_http_methods(METHODS)
def correct(request: StaffRequest, workspace: str, contact: UUID) -> HttpResponse:
    """Name, region, language and address; everything in words passes the gate."""
    found = _contact(contact)
    initial = {name: getattr(found, name) for name in ("name", "region", "language")}
    form = Correction(_sent(request), initial=initial)
    if form.is_valid() and _is_corrected(request, form, found):
        return redirect("web:contact", workspace, found.id)
    masked = queries.masked_points(found)
    address = next((point.text for point in masked if point.kind == PointKind.EMAIL), "")
    return _page(request, "contact_correction", found, form, address=address)


@doors.staff(Action.CONSENTS_RECORD)
@never_cache
@require_http_methods(METHODS)
def consent(request: StaffRequest, workspace: str, contact: UUID) -> HttpResponse:
    """A consent that was given elsewhere, to exactly one wording."""
    found = _contact(contact)
    form = GivenElsewhere(_sent(request))
    if form.is_valid() and _is_granted(request, form, found):
        notes.success(request, _("The consent is on record."))
        return redirect("web:contact", workspace, found.id)
    return _page(request, "contact_consent", found, form)


@doors.staff(Action.CONSENTS_RECORD)
@never_cache
@require_http_methods(METHODS)
def withdraw(request: StaffRequest, workspace: str, contact: UUID) -> HttpResponse:
    """A withdrawal that came by phone, paper or in person; it counts at once."""
    found = _contact(contact)
    form = WithdrawnElsewhere(_sent(request), contact=found)
    if form.is_valid():
        answer, method = form.cleaned_data["answer"], form.cleaned_data["method"]
        consents.withdraw(
            contact=found,
            purpose=answer.purpose,
            channel=answer.channel,
            source=f"staff:{method}",
            by=actor(request),
        )
        notes.success(request, _("The withdrawal counts from now on. Messages that wait are stopped too."))
        return redirect("web:contact", workspace, found.id)
    return _page(request, "contact_withdrawal", found, form, answers=form.fields["answer"].queryset)  # type: ignore[attr-defined]


@doors.staff(Action.CONTACTS_EXPORT)
@never_cache
@require_http_methods(METHODS)
def export(request: StaffRequest, workspace: str, contact: UUID) -> HttpResponse:
    """Everything that is kept about the person, as a file, for a reason that goes to the ledger."""
    found = _contact(contact)
    form = Export(_sent(request))
    if not form.is_valid():
        return _page(request, "contact_export", found, form)
    everything = services.export(found, reason=form.cleaned_data["reason"], by=actor(request))
    written = json.dumps(everything, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
    response = HttpResponse(written, content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{found.code}.json"'
    return response


@doors.staff(Action.CONTACTS_ERASE)
@never_cache
@require_http_methods(METHODS)
def erase(request: StaffRequest, workspace: str, contact: UUID) -> HttpResponse:
    """First what goes and what remains; then, once she is sure, for good."""
    found = _contact(contact)
    form = Erasure(_sent(request))
    if not form.is_valid():
        return _page(request, "contact_erasure", found, form, remaining=held.remaining())
    services.erase(found, by=actor(request))
    notes.success(request, _("The data is erased."))
    return redirect("web:contact", workspace, found.id)


def _contact(contact: UUID) -> Contact:
    return get_object_or_404(Contact, id=contact, erased_at=None)


def _sent(request: StaffRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _page(
    request: StaffRequest, template: str, contact: Contact, form: forms.Form, **more: Any
) -> HttpResponse:
    context = {"contact": contact, "form": form, **more}
    return render(request, f"web/{template}.html", context, status=422 if form.errors else 200)


def _is_corrected(request: StaffRequest, form: Correction, contact: Contact) -> bool:
    """Whether it is written; if not, the form says why."""
    said = form.cleaned_data
    words = {name: said[name] for name in ("name", "region")}
    try:
        answer = admission.correct(
            contact, words=words, language=said["language"], email=said["email"], by=actor(request)
        )
    except profile.Erased:
        raise Http404 from None
    except points.NotAnAddress:
        form.add_error("email", _("This is not a whole e-mail address."))
        return False
    except services.Taken:
        form.add_error("email", _("Another contact has this address."))
        return False
    if isinstance(answer, Refusal):
        refused = _("The gate refused it: decision %(code)s says why.")
        form.add_error(None, refused % {"code": answer.decision.code})
        return False
    if answer.decision and answer.decision.verdict == "redact":
        redacted = _("Saved without what may not be kept: decision %(code)s says what.")
        notes.warning(request, redacted % {"code": answer.decision.code})
    else:
        notes.success(request, _("Saved."))
    return True


def _is_granted(request: StaffRequest, form: GivenElsewhere, contact: Contact) -> bool:
    """Whether the consent is on record; if not, the form says why."""
    said = form.cleaned_data
    evidence = {"method": said["method"]} | ({"reference": said["reference"]} if said["reference"] else {})
    try:
        consents.grant(
            contact=contact,
            notice=said["notice"],
            given_at=said["given_at"],
            source=f"staff:{said['method']}",
            by=actor(request),
            **evidence,
        )
    except consents.StillToCome:
        form.add_error("given_at", _("This moment is still to come."))
        return False
    except consents.LaterNo:
        form.add_error("given_at", _("A later withdrawal stands."))
        return False
    return True
