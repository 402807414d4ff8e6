"""The middleware that lets programs in by key and opens the wall around the response.

It stands behind the entrance for people, which passes the API's doors on. No session counts here: a
cookie opens nothing, so there is nothing to forge.
"""

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, ResolverMatch, resolve

from lightyear.accounts import api_keys, doors, second_factor
from lightyear.accounts.models import ApiKey, Membership
from lightyear.api import limits, problems
from lightyear.api.problems import Problem
from lightyear.api.requests import ProgramRequest
from lightyear.workspaces import wall

PREFIX = "/api/"
BEARER = re.compile(r"Bearer +([A-Za-z0-9_-]{1,200})", re.IGNORECASE)
"""RFC 6750, section 2.1; the characters are those that our tokens have."""

Respond = Callable[[HttpRequest], HttpResponse]


class Entrance:
    """Answers below /api/ with problems, whoever raised what; other requests pass untouched."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(PREFIX):
            return self.respond(request)
        try:
            answer = self._answer(request)
        except Problem as problem:
            answer = problems.of(problem)
        if answer.status_code >= 400 and answer.get("Content-Type") != problems.MEDIA_TYPE:
            answer = problems.response(answer.status_code)
        answer["Cache-Control"] = "no-store"
        return answer

    def _answer(self, request: HttpRequest) -> HttpResponse:
        try:
            match = resolve(request.path_info)
        except Resolver404:
            raise Problem(404) from None
        door = doors.of(match.func)
        if door is None or door.kind != "api":
            return self.respond(request)
        _admit(request, door, match)
        with wall.enter(request.workspace.id):  # type: ignore[attr-defined]
            return self.respond(request)


def _admit(request: HttpRequest, door: doors.Door, match: ResolverMatch) -> None:
    """Put key, role and workspace on the request. Raises a problem when the key doesn't open this door."""
    key = _key(request)
    limits.count(key)
    if key.workspace.slug != match.kwargs["workspace"]:
        raise Problem(404)
    action = door.methods.get(str(request.method))
    if action is None:
        raise Problem(405, headers={"Allow": ", ".join(sorted(door.methods))})
    if not api_keys.may(key, action):
        raise Problem(403)
    _measure(request)
    _furnish(request, key)


def _measure(request: HttpRequest) -> None:
    """A body without its length would be read as empty, and seem to be."""
    length = str(request.META.get("CONTENT_LENGTH", ""))
    if not length and "Transfer-Encoding" in request.headers:
        raise Problem(411)
    if length.isdecimal() and int(length[:20]) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        raise Problem(413)


def _key(request: HttpRequest) -> ApiKey:
    given = BEARER.fullmatch(request.headers.get("Authorization", ""))
    key = api_keys.authenticate_key(given[1]) if given else None
    if key is None or not (settings.LIGHTYEAR_DEMO or second_factor.has_one(key.owner)):
        # No key reaches contacts whose owner could not sign in herself (45 CFR 164.312(d)).
        raise Problem(401, headers={"WWW-Authenticate": "Bearer"})
    return key


def _furnish(request: HttpRequest, key: ApiKey) -> None:
    program: ProgramRequest = request  # type: ignore[assignment]
    membership = Membership.objects.filter(workspace=key.workspace_id, user=key.owner_id).first()
    if membership is None:
        raise Problem(403)
    program.key, program.workspace, program.role = key, key.workspace, membership.role
