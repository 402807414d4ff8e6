"""Pages of long lists by keyset: the last row shown says where the next page begins."""

import base64
import binascii
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar
from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils.http import urlencode

Row = TypeVar("Row")
SIZE = 50


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """The rows to show and the address of what follows, None at the end."""

    rows: Sequence[Row]
    next_url: str | None


def page(
    request: HttpRequest,
    read: Callable[[int, tuple[datetime, UUID] | None], list[Row]],
    position: Callable[[Row], tuple[datetime, UUID]],
) -> Page[Row]:
    """A page of what `read(limit, before)` gives; a malformed place is a 404."""
    rows = read(SIZE + 1, _place(request.GET.get("before", "")))
    if len(rows) <= SIZE:
        return Page(rows, None)
    at, row_id = position(rows[SIZE - 1])
    place = base64.urlsafe_b64encode(f"{at.isoformat()} {row_id}".encode()).decode()
    kept: dict[str, str] = {key: str(value) for key, value in request.GET.items() if key != "before"}
    return Page(rows[:SIZE], f"?{urlencode({**kept, 'before': place})}")


def _place(raw: str) -> tuple[datetime, UUID] | None:
    if not raw:
        return None
    try:
        at, row_id = base64.urlsafe_b64decode(raw).decode().split(" ")
        return datetime.fromisoformat(at), UUID(row_id)
    except (ValueError, binascii.Error):
        raise Http404 from None
