"""Pages of lists: up to a hundred rows, and the cursor of the next page."""

from collections.abc import Callable
from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from lightyear.api.problems import Problem
from lightyear.kit import cursor

Row = TypeVar("Row")

Next = Annotated[
    str | None,
    Field(description="Ask again with before= this; null at the end.", examples=[None]),
]


class Paging(BaseModel):
    """Which page is asked for."""

    model_config = ConfigDict(extra="forbid")

    limit: int = Field(50, ge=1, le=100, description="How many rows at most.")
    before: str = Field(
        "",
        pattern="^[A-Za-z0-9_=-]{0,200}$",
        description="The `next` of the page before; empty for the first.",
    )


def page(
    paging: Paging,
    read: Callable[[int, cursor.Place | None], list[Row]],
    position: Callable[[Row], cursor.Place],
) -> tuple[list[Row], str | None]:
    """The rows that `read(limit, before)` gives and the cursor of what follows; 404 for an unknown one."""
    rows = read(paging.limit + 1, _place(paging.before))
    if len(rows) <= paging.limit:
        return rows, None
    shown = rows[: paging.limit]
    return shown, cursor.write(*position(shown[-1]))


def _place(word: str) -> cursor.Place | None:
    if not word:
        return None
    try:
        return cursor.read(word)
    except cursor.Unknown:
        raise Problem(404, "This cursor is none that a page gave.") from None
