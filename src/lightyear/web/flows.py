"""Flows: what goes where, with verdict counts; decisions; and one decision with everything it rests on."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lightyear.accounts import doors, matrix
from lightyear.accounts.matrix import Action
from lightyear.gate import queries
from lightyear.gate.models import Decision, Verdict
from lightyear.guard import rulebook
from lightyear.web import keyset, ledger_words, words
from lightyear.web.requests import StaffRequest
from lightyear.workspaces.models import Profile

ALWAYS = {
    "gate.whole": gettext_lazy(
        "What leaves whole or not at all is blocked where something would be taken out"
    ),
    "guard.default": gettext_lazy("What no rule allows is blocked"),
    "guard.error": gettext_lazy("What can't be judged is blocked"),
    "guard.remainder": gettext_lazy("What taking out can't clean is blocked"),
}
"""The rules that hold whatever the rulebook says."""


@doors.staff(Action.FLOWS_VIEW)
@require_safe
def index(request: StaffRequest, workspace: str) -> HttpResponse:
    context = {"flows": queries.flows(), "names": words.Names()}
    return render(request, "web/flows.html", context)


@doors.staff(Action.FLOWS_VIEW)
@require_safe
def decisions(request: StaffRequest, workspace: str) -> HttpResponse:
    source, verdict = request.GET.get("source", "").replace("\x00", ""), request.GET.get("verdict", "")
    if verdict not in Verdict.values:
        verdict = ""
    page = keyset.page(
        request,
        lambda limit, before: queries.page(source=source, verdict=verdict, limit=limit, before=before),
        lambda decision: (decision.at, decision.id),
    )
    context = {
        "rows": page.rows,
        "next_url": page.next_url,
        "source": source,
        "names": words.Names(),
        "verdict": verdict,
        "verdicts": Verdict.choices,
    }
    return render(request, "web/decisions.html", context)


@doors.staff(Action.FLOWS_VIEW)
@require_safe
def decision(request: StaffRequest, workspace: str, decision: UUID) -> HttpResponse:
    found = get_object_or_404(Decision.objects.select_related("destination"), id=decision)
    labels = words.parts(found.source)
    considered = [_rule(line, found, labels) for line in found.considered]
    context = {
        "decision": found,
        "names": words.Names(),
        "about": words.SUBJECTS.get(found.subject_kind, found.subject_kind),
        "asked_by": ledger_words.Reader(request).who(found.actor),
        "sentence": _sentence(found),
        "matched": [line for line in considered if line["matched"]],
        "unmatched": [line for line in considered if not line["matched"]],
        "parts": _parts(found.findings, labels),
        "set_aside": _parts(found.set_aside, labels),
        "may_view_terms": matrix.allows(request.membership.role, Action.TERMS_VIEW),
        "profiles": [Profile(profile).label for profile in found.profiles],
    }
    return render(request, "web/decision.html", context)


def _rule(line: dict[str, Any], decision: Decision, labels: Mapping[str, str]) -> dict[str, Any]:
    language = "zh" if (get_language() or "").startswith("zh") else "en"
    return line | {
        "title": _titles().get(line["rule"], {}).get(language) or ALWAYS.get(line["rule"], line["rule"]),
        "decided": line["matched"] and line["verdict"] == decision.verdict,
        "why": _("In: %(parts)s") % {"parts": ", ".join(labels.get(name, name) for name in line["parts"])}
        if any(line["parts"])
        else "",
    }


@cache
def _titles() -> dict[str, Mapping[str, str]]:
    return {rule.key: rule.title for rule in rulebook.rules()}


def _sentence(decision: Decision) -> str:
    sentences = {
        (Verdict.ALLOW, "in"): _("Everything that was typed may be kept."),
        (Verdict.REDACT, "in"): _("What may not be kept was taken out before anything was stored."),
        (Verdict.BLOCK, "in"): _("Nothing of it was kept."),
        (Verdict.ALLOW, "out"): _("It left as it was."),
        (Verdict.REDACT, "out"): _("What may not leave was taken out first."),
        (Verdict.BLOCK, "out"): _("Nothing left."),
    }
    return sentences[Verdict(decision.verdict), decision.direction]


def _parts(found: Iterable[dict[str, Any]], labels: Mapping[str, str]) -> list[dict[str, Any]]:
    """The findings of each part, in order, without what they say."""
    parts: dict[str, list[dict[str, Any]]] = {}
    for finding in found:
        parts.setdefault(finding["part"], []).append(finding | {"length": finding["end"] - finding["start"]})
    return [
        {"name": name, "label": labels.get(name, name), "findings": findings}
        for name, findings in parts.items()
    ]
