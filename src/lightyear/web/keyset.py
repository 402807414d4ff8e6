"""Pages of long lists by keyset: the last row shown says where the next page begins."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.http import Http404, HttpRequest
from django.utils.http import urlencode

from lightyear.kit import cursor

Row = TypeVar("Row")
SIZE = 50


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """The rows to show and the address of what follows, None at the end."""

    rows: Sequence[Row]
    next_url: str | None


def page(
    request: HttpRequest,
    read: Callable[[int, cursor.Place | None], list[Row]],
    position: Callable[[Row], cursor.Place],
) -> Page[Row]:
    """A page of what `read(limit, before)` gives; a malformed place is a 404."""
    rows = read(SIZE + 1, _place(request.GET.get("before", "")))
    if len(rows) <= SIZE:
        return Page(rows, None)
    place = cursor.write(*position(rows[SIZE - 1]))
    kept: dict[str, str] = {key: str(value) for key, value in request.GET.items() if key != "before"}
    return Page(rows[:SIZE], f"?{urlencode({**kept, 'before': place})}")


def _place(raw: str) -> cursor.Place | None:
    if not raw:
        return None
    try:
        return cursor.read(raw)
    except cursor.Unknown:
        raise Http404 from None
