"""Allowed terms: what counts as no finding in this workspace, why, and who answers for it."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages as notes
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from lightyear import guard
from lightyear.accounts import doors, matrix
from lightyear.accounts.matrix import Action
from lightyear.gate import allowances, queries
from lightyear.gate.models import AllowedTerm
from lightyear.guard import allowed
from lightyear.web import found as findings
from lightyear.web import ledger_words, words
from lightyear.web.requests import StaffRequest, actor

SHOWN = allowances.MOST + 100


class NewTerm(forms.Form):
    """What is no finding, of which category, and why."""

    term = forms.CharField(
        label=gettext_lazy("Term"),
        max_length=allowances.LONGEST_TERM,
        help_text=gettext_lazy(
            "All of what was found, and nothing else. Case and spaces make no difference."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    category = forms.ChoiceField(
        label=gettext_lazy("Taken for"),
        choices=[(key, words.CATEGORIES[key]) for key in allowed.CATEGORIES],
    )
    reason = forms.CharField(
        label=gettext_lazy("Why it tells of nobody"),
        max_length=allowances.LONGEST_REASON,
        help_text=gettext_lazy("It stays readable for auditors. Leave the term and every name out of it."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


@doors.staff(Action.TERMS_VIEW)
@require_safe
def index(request: StaffRequest, workspace: str) -> HttpResponse:
    return _index(request)


@doors.staff(Action.TERMS_MANAGE)
@require_safe
def new(request: StaffRequest, workspace: str) -> HttpResponse:
    """The form, filled with a finding that the address names or empty."""
    named = findings.named(request)
    initial = {"term": named.words, "category": named.category} if named else {}
    return _new(request, NewTerm(initial=initial), named)


@doors.staff(Action.TERMS_MANAGE)
@require_POST
def allow(request: StaffRequest, workspace: str) -> HttpResponse:
    named, form = findings.named(request), NewTerm(request.POST)
    if not form.is_valid() or not _is_allowed(form, request):
        return _new(request, form, named, status=422)
    notes.success(request, _("From now on it is no finding. Every decision counts what is set aside."))
    return redirect(named.back if named else reverse("web:allowed-terms", args=[workspace]))


@doors.staff(Action.TERMS_MANAGE)
@require_POST
def look_at(request: StaffRequest, workspace: str, term: UUID) -> HttpResponse:
    """The list with one term in clear; nothing but the ledger remembers it."""
    row = get_object_or_404(AllowedTerm, id=term)
    allowances.look_at(term=row, by=actor(request))
    return _index(request, opened=row.id)


@doors.staff(Action.TERMS_MANAGE)
@require_POST
def end(request: StaffRequest, workspace: str, term: UUID) -> HttpResponse:
    allowances.end(term=get_object_or_404(AllowedTerm, id=term), by=actor(request))
    notes.success(request, _("It is a finding again, from the next decision on."))
    return redirect("web:allowed-terms", workspace)


def _is_allowed(form: NewTerm, request: StaffRequest) -> bool:
    """Whether it is on record now; what is against it stands at the input."""
    try:
        allowances.allow(**form.cleaned_data, by=actor(request))
    except allowances.NotATerm:
        form.add_error("term", _("A term is one line of text that can be seen."))
    except allowances.NotAReason:
        form.add_error("reason", _("A reason is one line of text that can be seen."))
    except allowances.NeverAllowed as refused:
        form.add_error("term", _never(refused.category))
    except allowances.ReasonTells:
        form.add_error("reason", _("It repeats the term, or something in it looks like personal data."))
    except allowances.TooMany:
        form.add_error(None, _("So many terms are allowed that nobody could review them. End some first."))
    return not form.errors


def _never(category: str) -> str:
    if category == guard.HEALTH:
        return _("Words of substance use are always a finding (42 CFR 2.13).")
    found = words.category(category)
    return _("It holds what is always a finding: %(category)s. By its form it points at somebody.") % {
        "category": found
    }


def _index(request: StaffRequest, *, opened: UUID | None = None) -> HttpResponse:
    who = ledger_words.Reader(request).who
    rows = [
        {
            "id": row.id,
            "term": queries.term(row),
            "is_open": row.id == opened,
            "category": row.category,
            "reason": row.reason,
            "allowed_at": row.allowed_at,
            "allowed_by": who(row.allowed_by),
            "ended_at": row.ended_at,
            "ended_by": who(row.ended_by),
        }
        for row in queries.allowed_terms(limit=SHOWN)
    ]
    context = {"rows": rows, "may_manage": matrix.allows(request.membership.role, Action.TERMS_MANAGE)}
    return render(request, "web/allowed_terms.html", context)


def _new(
    request: StaffRequest, form: NewTerm, named: findings.Named | None, *, status: int = 200
) -> HttpResponse:
    action = reverse("web:allowed-term-addition", args=[request.workspace.slug])
    context: dict[str, Any] = {
        "form": form,
        "action": f"{action}?{request.GET.urlencode()}" if named else action,
        "back": named.back if named else reverse("web:allowed-terms", args=[request.workspace.slug]),
    }
    return render(request, "web/allowed_term_new.html", context, status=status)
