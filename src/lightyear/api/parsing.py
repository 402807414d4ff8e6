"""Reading a body: one JSON value in UTF-8, and nothing that two readers could read differently."""

import json
from typing import Any, NoReturn

from django.http import HttpRequest
from ninja.parser import Parser

from lightyear.api.problems import Problem

DEPTH = 20


class Strict(Parser):
    """Refuses other media types, other encodings, repeated keys, NaN and depth."""

    def parse_body(self, request: HttpRequest) -> Any:
        if request.content_type != "application/json":
            raise Problem(415)
        try:
            value = json.loads(request.body.decode(), parse_constant=_refuse, object_pairs_hook=_once)
        except (ValueError, RecursionError):
            raise Problem(400) from None
        if not isinstance(value, dict) or _is_deeper(value, DEPTH):
            raise Problem(400)
        return value


def _refuse(word: str) -> NoReturn:
    raise ValueError("no JSON number")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key is there twice")
    return found


def _is_deeper(value: Any, left: int) -> bool:
    if not isinstance(value, dict | list):
        return False
    inside = value.values() if isinstance(value, dict) else value
    return left == 0 or any(_is_deeper(item, left - 1) for item in inside)
