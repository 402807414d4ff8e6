"""The ledger: its latest entries, how far it is sealed, and the export that anyone can verify offline."""

from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, cast

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from lightyear.accounts import doors
from lightyear.accounts.matrix import Action
from lightyear.kit import clock
from lightyear.ledger import export as exports
from lightyear.ledger import queries
from lightyear.ledger import services as ledger
from lightyear.web import keyset
from lightyear.web.requests import StaffRequest, actor

IN_MEMORY = 8 * 1024 * 1024


@doors.staff(Action.LEDGER_VIEW)
@require_safe
def index(request: StaffRequest, workspace: str) -> HttpResponse:
    page = keyset.page(
        request,
        lambda limit, before: queries.latest(limit, before[1] if before else None),
        lambda listed: (listed.entry.at, listed.entry.id),
    )
    rows = [(listed, _facts(listed.entry.facts)) for listed in page.rows]
    context = {"rows": rows, "next_url": page.next_url, "status": queries.status()}
    return render(request, "web/ledger.html", context)


def _facts(facts: dict[str, Any]) -> list[tuple[str, str]]:
    return [
        (key, ", ".join(map(str, value)) if isinstance(value, list) else str(value))
        for key, value in facts.items()
    ]


@doors.staff(Action.LEDGER_EXPORT)
@require_POST
def export(request: StaffRequest, workspace: str) -> FileResponse:
    """Everything sealed so far, as a file; written before the wall closes, sent after."""
    file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 (FileResponse closes it)
    size = exports.export(cast(BinaryIO, file))
    file.seek(0)
    ledger.record("ledger.exported", actor=actor(request), size=size)
    name = f"ledger-{workspace}-{timezone.localdate(clock.now()):%Y-%m-%d}.jsonl"
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/jsonl")
