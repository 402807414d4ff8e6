"""The preference center and unsubscribing: no login, by the token of a message."""

from contextlib import suppress
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from lightyear.accounts import doors
from lightyear.consent import queries as consents
from lightyear.consent import services as consent
from lightyear.consent.models import Answer, Purpose, Standing
from lightyear.contacts import queries as contacts
from lightyear.contacts.models import Contact
from lightyear.kit import clock
from lightyear.ledger.actors import Actor
from lightyear.messaging import queries as messages
from lightyear.messaging.models import Message
from lightyear.web import hosted
from lightyear.web.requests import VisitorRequest

CHANNEL = "email"


@doors.visitor
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: VisitorRequest, workspace: str, token: str) -> HttpResponse:
    """What may we send you? Shows the standing answers; a POST changes them."""
    message = _message(token)
    if message is None:
        return hosted.missing(request)
    is_saved = request.method == "POST"
    if is_saved:
        _save(request, message)
    context = _context(request, message.contact) | {"token": token, "is_saved": is_saved}
    return render(request, "web/preferences.html", context)


@doors.visitor
@never_cache
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: VisitorRequest, workspace: str, token: str) -> HttpResponse:
    """Stop this purpose by mail. A GET only asks; a POST does it, also the mail program's (RFC 8058).

    Exempt from CSRF: a mail program has no cookie, and the token is the secret.
    """
    message = _message(token)
    if message is None or message.template.purpose.kind != Purpose.Kind.COMMERCIAL:
        return hosted.missing(request)
    is_done = request.method == "POST"
    if is_done:
        _withdraw(message, source="one-click" if "List-Unsubscribe" in request.POST else "unsubscribe-page")
    purpose = message.template.purpose
    context = {"token": token, "is_done": is_done, "purpose": purpose}
    return render(request, "web/unsubscribe.html", context)


def _message(token: str) -> Message | None:
    message = messages.by_token(token)
    return message if message and message.contact.erased_at is None else None


def _context(request: VisitorRequest, contact: Contact) -> dict[str, Any]:
    masked = next((point.text for point in contacts.masked_points(contact) if point.kind == "email"), "")
    granted = set(consents.granted(contact).filter(channel=CHANNEL).values_list("purpose_id", flat=True))
    purposes = [
        {"purpose": purpose, "is_granted": purpose.id in granted}
        for purpose in consents.purposes().filter(kind=Purpose.Kind.COMMERCIAL)
    ]
    return {"masked": masked, "purposes": purposes}


def _save(request: VisitorRequest, message: Message) -> None:
    """Grant what is ticked, withdraw what isn't; "stop" withdraws all."""
    contact, by = message.contact, Actor.contact()
    ticked = set() if "stop" in request.POST else set(request.POST.getlist("purpose"))
    for purpose in consents.purposes().filter(kind=Purpose.Kind.COMMERCIAL):
        standing = consents.standing(contact, purpose, CHANNEL)
        if purpose.key in ticked:
            _grant(purpose, standing, message=message, by=by)
        elif standing is not None:
            consent.withdraw(
                contact=contact,
                purpose=purpose,
                channel=CHANNEL,
                source="preferences",
                by=by,
                message=str(message.id),
            )


def _grant(purpose: Purpose, standing: Standing | None, *, message: Message, by: Actor) -> None:
    if standing is not None and standing.answer == Answer.GRANTED:
        return
    notice = consents.latest_notice(purpose, CHANNEL, get_language() or "en")
    if notice is None:
        return
    # A no at the same moment stands: the page shows it, and she may say yes again.
    with suppress(consent.LaterNo):
        consent.grant(
            contact=message.contact,
            notice=notice,
            given_at=clock.now(),
            source="preferences",
            by=by,
            message=str(message.id),
        )


def _withdraw(message: Message, *, source: str) -> None:
    by = Actor.contact()
    try:
        consent.withdraw(
            contact=message.contact,
            purpose=message.template.purpose,
            channel=message.channel,
            source=source,
            by=by,
            message=str(message.id),
        )
    except consent.NeverGranted:
        return
