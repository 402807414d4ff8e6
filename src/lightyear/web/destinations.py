"""Destinations: who receives data, under which agreement, and since when."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages as notes
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from lightyear.accounts import doors, matrix
from lightyear.accounts.matrix import Action
from lightyear.gate import agreements, queries
from lightyear.gate.models import Agreement, Destination, DestinationKind
from lightyear.web.requests import StaffRequest, actor
from lightyear.workspaces import queries as workspaces

ELEMENTS = {
    "permitted_uses": gettext_lazy("What the recipient may use it for"),
    "safeguards": gettext_lazy("How it is protected"),
    "breach_reporting": gettext_lazy("That breaches are reported"),
    "subcontractors": gettext_lazy("The same duties for subcontractors"),
    "individual_rights": gettext_lazy("Access, correction and accounting for the person"),
    "books_to_hhs": gettext_lazy("Books open to the authority (HHS)"),
    "return_or_destruction": gettext_lazy("Return or destruction at the end"),
    "termination": gettext_lazy("An end when a duty is broken"),
}
"""What an agreement has to say (45 CFR 164.504(e)(2); PIPL 21)."""


class NewDestination(forms.Form):
    """Who receives data, and what kind of recipient that is."""

    name = forms.CharField(label=gettext_lazy("Who receives data?"), max_length=120)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=[choice for choice in DestinationKind.choices if choice[0] != DestinationKind.OWN],
    )
    residency = forms.RegexField(
        r"^[A-Za-z]{2}\Z",
        label=gettext_lazy("Country"),
        required=False,
        help_text=gettext_lazy("Where it is kept, in two letters, such as US or CN (PIPL 38)."),
        error_messages={"invalid": gettext_lazy("Two letters, such as US or CN.")},
    )


class NewAgreement(forms.Form):
    """What an agreement says, and from when to when it holds."""

    elements = forms.MultipleChoiceField(
        label=gettext_lazy("It says"),
        choices=list(ELEMENTS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("With one of these missing it doesn't count (45 CFR 164.504(e))."),
    )
    starts_on = forms.DateField(
        label=gettext_lazy("First day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    ends_on = forms.DateField(
        label=gettext_lazy("Last day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day comes before the first."))
        return cleaned


@doors.staff(Action.FLOWS_VIEW)
@require_safe
def index(request: StaffRequest, workspace: str) -> HttpResponse:
    return _index(request, NewDestination())


@doors.staff(Action.AGREEMENTS_MANAGE)
@require_POST
def declare(request: StaffRequest, workspace: str) -> HttpResponse:
    form = NewDestination(request.POST)
    if not form.is_valid():
        return _index(request, form, status=422)
    made = agreements.declare(**form.cleaned_data, by=actor(request))
    return redirect("web:destination", workspace, made.id)


@doors.staff(Action.FLOWS_VIEW)
@require_safe
def show(request: StaffRequest, workspace: str, destination: UUID) -> HttpResponse:
    found = get_object_or_404(Destination, id=destination)
    return _page(request, found, NewAgreement(initial={"starts_on": workspaces.today()}))


@doors.staff(Action.AGREEMENTS_MANAGE)
@require_POST
def sign(request: StaffRequest, workspace: str, destination: UUID) -> HttpResponse:
    found = get_object_or_404(Destination.objects.exclude(kind=DestinationKind.OWN), id=destination)
    form = NewAgreement(request.POST)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    agreements.sign(destination=found, **form.cleaned_data, by=actor(request))
    notes.success(request, _("The agreement is on record."))
    return redirect("web:destination", workspace, found.id)


@doors.staff(Action.AGREEMENTS_MANAGE)
@require_POST
def end(request: StaffRequest, workspace: str, agreement: UUID) -> HttpResponse:
    ended = agreements.end(agreement=get_object_or_404(Agreement, id=agreement), by=actor(request))
    notes.success(request, _("The agreement ended. What needs one is off from now on."))
    return redirect("web:destination", workspace, ended.destination_id)


def _index(request: StaffRequest, form: NewDestination, *, status: int = 200) -> HttpResponse:
    context = {"destinations": queries.destinations(), "form": form, "may_manage": _may_manage(request)}
    return render(request, "web/destinations.html", context, status=status)


def _page(
    request: StaffRequest, found: Destination, form: NewAgreement, *, status: int = 200
) -> HttpResponse:
    today = workspaces.today()
    rows = [
        {
            "agreement": agreement,
            "missing": [ELEMENTS[element] for element in agreement.missing],
            "standing": agreement.standing(today),
        }
        for agreement in found.agreements.order_by("-starts_on", "-id")
    ]
    context = {
        "destination": found,
        "rows": rows,
        "is_own": found.kind == DestinationKind.OWN,
        "is_under_agreement": any(row["standing"] == Agreement.Standing.VALID for row in rows),
        "form": form,
        "may_manage": _may_manage(request),
    }
    return render(request, "web/destination.html", context, status=status)


def _may_manage(request: StaffRequest) -> bool:
    return matrix.allows(request.membership.role, Action.AGREEMENTS_MANAGE)
