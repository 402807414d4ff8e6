"""The demonstration's mailbox: every mail that was sent, none of which left this machine."""

from collections.abc import Sequence

from csp.decorators import csp, csp_update
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from lightyear.accounts import doors
from lightyear.accounts.models import Membership
from lightyear.kit import maildir
from lightyear.web import letter_frame

LIMIT = 100


@doors.account
@csp_update({"frame-src": ["'self'"]})
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The letters and the latest of them."""
    _only_in_demo()
    letters = maildir.list_messages(settings.LIGHTYEAR_MAILBOX, limit=LIMIT)
    return _page(request, letters, next(iter(letters), None))


@doors.account
@csp_update({"frame-src": ["'self'"]})  # type: ignore[arg-type]
@require_safe
def letter(request: HttpRequest, key: str) -> HttpResponse:
    """The letters and the one that was opened."""
    letters = maildir.list_messages(settings.LIGHTYEAR_MAILBOX, limit=LIMIT)
    return _page(request, letters, _letter(key))


@doors.account
@xframe_options_sameorigin
@csp(letter_frame.CSP)  # type: ignore[arg-type]
@require_safe
def html(request: HttpRequest, key: str) -> HttpResponse:
    """A letter's own markup, for the sandboxed frame: no script, nothing from elsewhere."""
    markup = _letter(key).html
    if markup is None:
        raise Http404
    return HttpResponse(markup)


def _page(
    request: HttpRequest, letters: Sequence[maildir.StoredMail], letter: maildir.StoredMail | None
) -> HttpResponse:
    """The mailbox stands outside every workspace: its times are those of the reader's first."""
    first = Membership.objects.filter(user_id=str(request.user.pk)).order_by("created_at")
    zone = first.values_list("workspace__time_zone", flat=True).first() or "UTC"
    with timezone.override(zone):
        context = {"letters": letters, "letter": letter, "zone": zone}
        return render(request, "web/mailbox.html", context)


def _letter(key: str) -> maildir.StoredMail:
    _only_in_demo()
    found = maildir.read(settings.LIGHTYEAR_MAILBOX, key)
    if found is None:
        raise Http404
    return found


def _only_in_demo() -> None:
    if not settings.LIGHTYEAR_DEMO:
        raise Http404
