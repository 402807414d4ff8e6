"""The API as a whole: its operations, their doors, and how they answer."""

from collections import defaultdict
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern
from ninja import NinjaAPI, Router
from ninja.operation import Operation
from ninja.security import HttpBearer

from lightyear import __version__
from lightyear.accounts import doors
from lightyear.accounts.models import ApiKey
from lightyear.api import consents, contacts, decisions, document, problems, properties
from lightyear.api.parsing import Strict

WORKSPACE = "/w/{slug:workspace}"


class Key(HttpBearer):
    """An API key. The entrance checked it; an operation reached without is refused."""

    def authenticate(self, request: HttpRequest, token: str) -> ApiKey | None:
        return getattr(request, "key", None)


class Api(NinjaAPI):
    """Describes itself as it really answers; routes are called after their operations."""

    def get_operation_url_name(self, operation: Operation, router: Router) -> str:
        return str(operation.operation_id)

    def get_openapi_schema(self, **kwargs: Any) -> Any:
        return document.finished(super().get_openapi_schema(**kwargs))


def build() -> Api:
    """The API with its routers, without a page that would load somebody else's scripts."""
    made = Api(
        title="Lightyear",
        version=__version__,
        description=document.ABOUT,
        docs_url=None,
        urls_namespace="api",
        auth=Key(),
        parser=Strict(),
    )
    made.add_router(f"{WORKSPACE}/contacts", contacts.router)
    made.add_router(f"{WORKSPACE}/properties", properties.router)
    made.add_router(WORKSPACE, consents.router)
    made.add_router(WORKSPACE, decisions.router)
    problems.handle(made, document.field_names(made))
    return made


def routes(made: Api) -> tuple[list[URLPattern], str, str]:
    """The API's routes for the route table, each with its door."""
    found, app_name, namespace = made.urls
    patterns = [pattern for pattern in found if isinstance(pattern, URLPattern)]
    needed = _needed(made)
    methods: dict[str, dict[str, Any]] = defaultdict(dict)
    for pattern in patterns:
        methods[str(pattern.pattern)] |= needed.get(str(pattern.name), {})
    for pattern in patterns:
        by_method = methods[str(pattern.pattern)]
        pattern.callback = (doors.api(by_method) if by_method else doors.lobby)(pattern.callback)
    return patterns, app_name, namespace


def _needed(made: Api) -> dict[str, dict[str, Any]]:
    """The action of each operation's methods, by the name of its route."""
    found: dict[str, dict[str, Any]] = {}
    for bound in made._get_bound_routers():
        for view in bound.path_operations.values():
            for operation in view.operations:
                door = doors.of(operation.view_func)
                assert door is not None, operation.operation_id  # noqa: S101 (a mistake in our own code)
                found[made.get_operation_url_name(operation, bound.template)] = dict.fromkeys(
                    operation.methods, door.action
                )
    return found


api = build()
urls = routes(api)
