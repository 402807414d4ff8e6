"""Logs that hold keys and rule names, never contents."""

import logging
import traceback
from types import TracebackType
from typing import Any

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Discreet(logging.Formatter):
    """Prints where an exception happened and its class, not its message: messages quote values."""

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802 (the name is logging's)
        kind, error, trace = ei
        chain = [] if error is None else _causes(error)
        frames = "".join(traceback.format_tb(trace)).rstrip()
        return f"{frames}\n{' from '.join(chain) or kind}"


class RouteOnly(logging.Filter):
    """Replaces the path of a request by its route: paths of letters' links hold tokens."""

    def filter(self, record: logging.LogRecord) -> bool:
        request: Any = getattr(record, "request", None)
        if request is not None and hasattr(request, "method"):
            match = getattr(request, "resolver_match", None)
            route = match.route if match else "(no route)"
            status = getattr(record, "status_code", "")
            record.msg, record.args = "%s /%s %s", (request.method, route, status)
        return True


def _causes(error: BaseException) -> list[str]:
    names: list[str] = []
    cause: BaseException | None = error
    while cause is not None and len(names) < 5:
        names.append(f"{type(cause).__module__}.{type(cause).__qualname__}")
        cause = cause.__cause__
    return names
