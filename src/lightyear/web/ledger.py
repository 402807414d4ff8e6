"""The ledger: its entries in words, how far it is sealed, and the export that anyone can verify offline.

What concerns an account and not a workspace, such as signing in, is in the ledger of the installation. Of
that a workspace sees what is about its own members, and exports nothing: a part of a ledger can't be
verified by itself.
"""

import weakref
from contextlib import ExitStack
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, cast

from django import forms
from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from lightyear.accounts import doors
from lightyear.accounts.matrix import Action
from lightyear.accounts.models import Membership
from lightyear.kit import clock
from lightyear.ledger import export as exports
from lightyear.ledger import queries, sealing
from lightyear.ledger import services as ledger
from lightyear.web import keyset, ledger_words
from lightyear.web.requests import StaffRequest, actor
from lightyear.workspaces import wall
from lightyear.workspaces.models import SYSTEM_ID

IN_MEMORY = 8 * 1024 * 1024


class Wanted(forms.Form):
    """Which entries are shown; what can't be read of it counts as not said."""

    event = forms.ChoiceField(label=_("Event"), required=False)
    actor = forms.ChoiceField(label=_("Who"), required=False)

    def __init__(self, data: Any, *, events: Any, actors: Any) -> None:
        super().__init__(data)
        named = sorted(((key, str(ledger_words.EVENTS[key])) for key in events), key=lambda one: one[1])
        self._choose("event", named)
        self._choose("actor", actors)
        self.is_valid()

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field: Any = self.fields[name]
        field.choices = [("", _("All")), *choices]

    def said(self, name: str) -> str | None:
        return self.cleaned_data.get(name) or None


@doors.staff(Action.LEDGER_VIEW)
@require_safe
def index(request: StaffRequest, workspace: str) -> HttpResponse:
    reader = ledger_words.Reader(request)
    form = Wanted(request.GET, events=ledger_words.EVENTS, actors=reader.actors())
    page = keyset.page(
        request,
        lambda limit, before: queries.latest(
            limit, before, event=form.said("event"), actor=form.said("actor")
        ),
        lambda listed: (listed.entry.at, listed.entry.id),
    )
    context = {
        "rows": reader.rows(page.rows),
        "form": form,
        "is_narrowed": any(form.cleaned_data.values()),
        "next_url": page.next_url,
        "status": queries.status(),
        "public_key": sealing.public_key().hex(),
    }
    return render(request, "web/ledger.html", context)


@doors.staff(Action.LEDGER_VIEW, waits_outside=True)
@require_safe
def installation(request: StaffRequest, workspace: str) -> HttpResponse:
    """What the installation's ledger says of this workspace's members, each in her time here."""
    ever = Membership.ever.filter(workspace=request.workspace)
    terms = [queries.Term(one.user_id, one.created_at, one.ended_at) for one in ever]
    names = ledger_words.members(request.workspace.id)
    form = Wanted(request.GET, events=ledger_words.OF_INSTALLATION, actors=list(names.items()))
    asked = form.said("actor")
    with wall.enter(SYSTEM_ID):
        page = keyset.page(
            request,
            lambda limit, before: queries.of_members(
                [term for term in terms if asked in (None, str(term.member))],
                limit=limit,
                before=before,
                event=form.said("event"),
            ),
            lambda listed: (listed.entry.at, listed.entry.id),
        )
    with wall.enter(request.workspace.id), timezone.override(request.workspace.time_zone):
        context = {
            "rows": ledger_words.Reader(request).rows(page.rows),
            "form": form,
            "is_narrowed": any(form.cleaned_data.values()),
            "next_url": page.next_url,
        }
        return render(request, "web/ledger_installation.html", context)


@doors.staff(Action.LEDGER_EXPORT)
@require_POST
def export(request: StaffRequest, workspace: str) -> FileResponse:
    """Everything sealed so far, as a file; written before the wall closes, sent after."""
    with ExitStack() as on_failure:
        file = on_failure.enter_context(SpooledTemporaryFile(max_size=IN_MEMORY))
        size = exports.export(cast(BinaryIO, file))
        file.seek(0)
        ledger.record("ledger.exported", actor=actor(request), size=size)
        on_failure.pop_all()
    name = f"ledger-{workspace}-{timezone.localdate(clock.now()):%Y-%m-%d}.jsonl"
    answer = FileResponse(file, as_attachment=True, filename=name, content_type="application/jsonl")
    weakref.finalize(answer, file.close)  # also when nobody reads it to the end
    return answer
