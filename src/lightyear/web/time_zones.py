"""Time zones to choose from: the common ones first, and none that is no place."""

from functools import cache
from zoneinfo import available_timezones

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

COMMON = (
    "UTC",
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Phoenix",
    "America/Los_Angeles",
    "America/Anchorage",
    "Pacific/Honolulu",
    "Asia/Shanghai",
    "Asia/Hong_Kong",
    "Asia/Taipei",
    "Asia/Singapore",
    "Europe/London",
    "Europe/Berlin",
)
PLACES = frozenset(
    {
        "Africa",
        "America",
        "Antarctica",
        "Arctic",
        "Asia",
        "Atlantic",
        "Australia",
        "Europe",
        "Indian",
        "Pacific",
    }
)
"""What a zone's name begins with when it is somewhere: "Etc/GMT-9", "Factory" and "localtime" are nowhere."""

Group = tuple[str | Promise, list[tuple[str, str]]]


def choices() -> list[Group]:
    """The common ones, then the rest by place."""
    return [(_("Common"), _named(COMMON)), (_("All"), _named(_others()))]


@cache
def _others() -> tuple[str, ...]:
    found = (zone for zone in available_timezones() if zone.partition("/")[0] in PLACES and "/" in zone)
    return tuple(sorted(set(found) - set(COMMON)))


def guess(language: str) -> str:
    """Where somebody who reads a language most likely works."""
    return "Asia/Shanghai" if language.startswith("zh") else "UTC"


def _named(zones: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(zone, zone.replace("_", " ")) for zone in zones]
