"""The middleware that refuses a body by its length, before anybody reads or stores any of it."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from lightyear.accounts import doors
from lightyear.web import errors

Respond = Callable[[HttpRequest], HttpResponse]


class Bodies:
    """Holds each request to what its door takes: when the entrances let it in, and before CSRF reads it."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.respond(request)

    def process_view(self, request: HttpRequest, view: doors.View, *_: Any) -> HttpResponse | None:
        if _length(request) > _most(request, doors.of(view)):
            return errors.too_large(request)
        return None


def _length(request: HttpRequest) -> int:
    """As WSGI has it: what isn't a number is a body of none."""
    length = str(request.META.get("CONTENT_LENGTH", ""))
    return int(length[:20]) if length.isdecimal() else 0


def _most(request: HttpRequest, door: doors.Door | None) -> int:
    # Of a body in chunks nobody knows the length beforehand: none is awaited beyond the usual.
    if door is None or "Transfer-Encoding" in request.headers:
        return settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    return max(door.takes_bytes, settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
