"""What goes wrong, said as RFC 9457 tells; nothing of the input is in it."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from pydantic import BaseModel, ConfigDict

MEDIA_TYPE = "application/problem+json"

DETAILS = {
    400: "The body is not one JSON object in UTF-8, each key once, nested no deeper than 20.",
    401: "Send a key that stands: Authorization: Bearer ly_…",
    403: "The key's scopes, or its owner's role today, don't allow this.",
    404: "There is nothing here under this name in the key's workspace.",
    405: "This address doesn't know the method.",
    409: "What is on record speaks against it.",
    411: "Send the body with its Content-Length.",
    413: "The body may have 256 KiB.",
    415: "Send the body as application/json.",
    422: "Some of it isn't as the description asks. Nothing of it was kept.",
    429: "The key asked too often. Wait as long as Retry-After says.",
    500: "Something broke on our side. Nothing was saved halfway.",
}
"""What a status means here, and what to do."""

WORDS = {
    "missing": "This is needed.",
    "extra_forbidden": "There is no such field.",
    "literal_error": "One of: {expected}.",
    "enum": "One of: {expected}.",
    "string_too_long": "At most {max_length} characters.",
    "string_too_short": "At least {min_length} characters.",
    "greater_than_equal": "At least {ge}.",
    "less_than_equal": "At most {le}.",
    "too_long": "At most {max_length} of them.",
    "too_short": "At least {min_length} of them.",
    "label_tells": "A label is kept for good: no name, number or health word. Call the system or the record.",
}
"""Our words for what the validation found, by its type; its own might quote the input."""

OTHERWISE = "This doesn't have the type or form that the description gives."


class FieldError(BaseModel):
    """One thing that is wrong: where, and what is asked for."""

    model_config = ConfigDict(extra="forbid")

    loc: list[str | int]
    msg: str


class ProblemDetails(BaseModel):
    """RFC 9457. `decision` names the gate's decision that a refusal rests on."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "type": "about:blank",
                    "title": "Unprocessable Entity",
                    "status": 422,
                    "detail": DETAILS[422],
                    "errors": [{"loc": ["body", "email"], "msg": "This is needed."}],
                }
            ]
        },
    )

    type: str
    title: str
    status: int
    detail: str
    errors: list[FieldError] | None = None
    decision: UUID | None = None


class Problem(Exception):
    """Ends a request with a problem; what it wrote until then is undone."""

    def __init__(
        self,
        status: int,
        detail: str = "",
        *,
        errors: Sequence[tuple[Sequence[str | int], str]] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(status)
        self.status, self.detail, self.errors, self.headers = status, detail, errors, headers


def response(
    status: int,
    detail: str = "",
    *,
    errors: Sequence[tuple[Sequence[str | int], str]] = (),
    headers: Mapping[str, str] | None = None,
    decision: UUID | None = None,
) -> HttpResponse:
    """The problem as it is sent; returned by an operation, it leaves what was written."""
    content: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail or DETAILS.get(status, HTTPStatus(status).description),
    }
    if errors:
        content["errors"] = [{"loc": list(loc), "msg": msg} for loc, msg in errors]
    if decision:
        content["decision"] = str(decision)
    return JsonResponse(content, status=status, content_type=MEDIA_TYPE, headers=headers)


def of(problem: Problem) -> HttpResponse:
    return response(problem.status, problem.detail, errors=problem.errors, headers=problem.headers)


def handle(api: NinjaAPI, fields: frozenset[str]) -> None:
    """Make an API answer with problems. `fields` are the names that may stand in a `loc`."""

    def answer(request: HttpRequest, error: Any) -> HttpResponse:
        # The handler runs inside the request's transaction, which would be kept otherwise.
        transaction.set_rollback(True)
        return _answer(error, fields)

    for kind in (Problem, Http404, HttpError, ValidationError):
        api.add_exception_handler(kind, answer)


def _answer(error: Exception, fields: frozenset[str]) -> HttpResponse:
    if isinstance(error, Problem):
        return of(error)
    if isinstance(error, ValidationError):
        return response(422, errors=_errors(error, fields))
    if isinstance(error.__cause__, Problem):  # the framework wraps whatever our parser raised
        return of(error.__cause__)
    return response(error.status_code if isinstance(error, HttpError) else 404)


def _errors(error: ValidationError, fields: frozenset[str]) -> list[tuple[list[str | int], str]]:
    return [(_loc(one["loc"], fields), _message(one)) for one in error.errors]


def _loc(raw: Sequence[str | int], fields: frozenset[str]) -> list[str | int]:
    """Where it is; the name of a body's argument and keys that the caller made up are left out."""
    path = raw[2:] if raw[0] == "body" else raw[1:]
    return [raw[0], *(part for part in path if isinstance(part, int) or part in fields)]


def _message(found: Mapping[str, Any]) -> str:
    return WORDS.get(found["type"], OTHERWISE).format_map(found.get("ctx", {}))
