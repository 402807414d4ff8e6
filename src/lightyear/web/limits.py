"""The middleware that ends sessions left alone or open for too long (45 CFR 164.312(a)(2)(iii))."""

import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from lightyear.accounts import sign_in

Respond = Callable[[HttpRequest], HttpResponse]

NOTICED_EVERY_SECONDS = 30
"""How often the last sight of someone is written; every request would be a write."""


class SessionLimits:
    """Signs out on the server, whatever the cookie says; such a request is a stranger's from there on."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            self._check(request)
        return self.respond(request)

    def _check(self, request: HttpRequest) -> None:
        # The system's clock: see sign_in.open_session.
        now = time.time()
        session = request.session
        if now - session.get("began_at", now) > settings.LIGHTYEAR_SESSION_HOURS * 3600:
            sign_in.close_session(request, how="absolute limit")
        elif now - session.get("seen_at", now) > settings.LIGHTYEAR_IDLE_MINUTES * 60:
            sign_in.close_session(request, how="idle limit")
        elif "began_at" not in session or now - session["seen_at"] > NOTICED_EVERY_SECONDS:
            session["began_at"] = session.get("began_at", now)
            session["seen_at"] = now
