"""Counts over many rows, kept with the moment they were taken.

What is counted quickly is counted anew for every page. A count that takes long is kept: pages show it
with its age, and a worker takes it again once somebody has looked at one that is old.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from lightyear.kit import clock
from lightyear.workspaces import services
from lightyear.workspaces.models import Tally

RECOUNT = "tallies.recount"
DEAR_SECONDS = 0.025
FRESH = timedelta(seconds=30)
AT_ONCE = 5

Count = Callable[[str], Any]
"""Takes what it is about and gives a value of JSON."""

_counts: dict[str, Count] = {}


@dataclass(frozen=True, slots=True)
class Counted:
    """A count; `at` is None when it was taken just now."""

    value: Any
    at: datetime | None


def count(kind: str) -> Callable[[Count], Count]:
    """Register how something is counted."""

    def register(function: Count) -> Count:
        _counts[kind] = function
        return function

    return register


def read(kind: str, about: str = "") -> Counted:
    """The count, just taken or kept."""
    kept = Tally.objects.filter(kind=kind, about=about).first()
    if kept is None:
        return Counted(take(kind, about), None)
    if kept.counted_at < clock.now() - FRESH:
        services.schedule(RECOUNT)
    return Counted(kept.value, kept.counted_at)


def take(kind: str, about: str = "") -> Any:
    """Count now, and keep the value if that took long."""
    started, at = time.perf_counter(), clock.now()
    value = _counts[kind](about)
    if time.perf_counter() - started > DEAR_SECONDS:
        Tally.objects.update_or_create(kind=kind, about=about, defaults={"value": value, "counted_at": at})
    else:
        Tally.objects.filter(kind=kind, about=about).delete()
    return value


def recount() -> bool:
    """Take some old counts again, the oldest first; True when there may be more."""
    old = Tally.objects.filter(counted_at__lt=clock.now() - FRESH).order_by("counted_at")
    found = list(old.values_list("kind", "about")[:AT_ONCE])
    for kind, about in found:
        take(kind, about)
    return len(found) == AT_ONCE
