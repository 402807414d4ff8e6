"""Dates moved by a number of days, each written again the way it was written."""

import re
from collections.abc import Callable
from datetime import date, timedelta

_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_NAMES = "|".join(sorted((*_MONTHS, *(month[:3] for month in _MONTHS), "sept"), key=len, reverse=True))
_LEAP = 2000  # stands in where a date names no year, so that February 29 is one
_MIDDLE = 15  # the day that stands in for a month


def shifted(text: str, days: int, *, day_first: bool = False) -> str | None:
    """Move the date that a text is by so many days; None when it isn't one that is understood.

    Understood: 1961-03-12, 1961/3/12, 19610312, 03/12/1961 and 03-12-61 (month first unless `day_first`
    or the first number is over 12), 12.03.1961, March 12, 1961, 12 March 1961, 3月12日, 1961年3月12日, and
    month with year (moved from its middle). What follows a date, such as a time of day, stays. Years run from
    1 to 9999.
    """
    for pattern, write in _FORMS:
        match = pattern.match(text.strip())
        if match is None:
            continue
        try:
            return write(match, days, day_first) + text.strip()[match.end() :]
        except (ValueError, OverflowError):
            return None
    return None


def _iso(match: re.Match[str], days: int, day_first: bool) -> str:
    year, first, month, second, day = match.groups()
    moved = date(int(year), int(month), int(day)) + timedelta(days)
    return f"{moved.year:04}{first}{_like(month, moved.month, day)}{second}{_like(day, moved.day, month)}"


def _packed(match: re.Match[str], days: int, day_first: bool) -> str:
    moved = date(*map(int, match.groups())) + timedelta(days)
    return f"{moved.year:04}{moved.month:02}{moved.day:02}"


def _numbers(match: re.Match[str], days: int, day_first: bool) -> str:
    one, sign, two, same, year = match.groups()
    is_day_first = day_first or sign == "." or int(one) > 12
    month, day = (two, one) if is_day_first else (one, two)
    moved = date(_full(year), int(month), int(day)) + timedelta(days)
    written_year = f"{moved.year:04}" if year and len(year) == 4 else f"{moved.year % 100:02}"
    pair = [_like(month, moved.month, day), _like(day, moved.day, month)]
    left, right = reversed(pair) if is_day_first else pair
    return f"{left}{sign}{right}" + (f"{same}{written_year}" if year else "")


def _month_first(match: re.Match[str], days: int, day_first: bool) -> str:
    month, gap, day, ending, comma, year = match.groups()
    moved = date(_full(year), _number(month), int(day)) + timedelta(days)
    written = f"{_name(month, moved.month)}{gap}{_like(day, moved.day)}{_ordinal(ending, moved.day)}"
    return written + (f"{comma}{moved.year:04}" if year else "")


def _day_first(match: re.Match[str], days: int, day_first: bool) -> str:
    day, ending, gap, month, comma, year = match.groups()
    moved = date(_full(year), _number(month), int(day)) + timedelta(days)
    written = f"{_like(day, moved.day)}{_ordinal(ending, moved.day)}{gap}{_name(month, moved.month)}"
    return written + (f"{comma}{moved.year:04}" if year else "")


def _month_only(match: re.Match[str], days: int, day_first: bool) -> str:
    month, gap, year = match.groups()
    moved = date(int(year), _number(month), _MIDDLE) + timedelta(days)
    return f"{_name(month, moved.month)}{gap}{moved.year:04}"


def _chinese(match: re.Match[str], days: int, day_first: bool) -> str:
    year, month, day, ending = match.groups()
    moved = date(_full(year), int(month), int(day) if day else _MIDDLE) + timedelta(days)
    front = f"{moved.year:04}年" if year else ""
    return front + f"{_like(month, moved.month)}月" + (f"{_like(day, moved.day)}{ending}" if day else "")


def _full(year: str | None) -> int:
    if not year:
        return _LEAP
    # POSIX: two digits from 69 are the last century's.
    return int(year) if len(year) == 4 else int(year) + (1900 if int(year) > 68 else 2000)


def _like(written: str, number: int, other: str | None = None) -> str:
    # Two digits may be a padded number or a large one; the number beside it says which.
    is_padded = written.startswith("0") or (other is not None and len(written) == len(other) == 2)
    return f"{number:02}" if is_padded else str(number)


def _number(name: str) -> int:
    return next(at for at, month in enumerate(_MONTHS, 1) if month.startswith(name.lower()[:3]))


def _name(written: str, number: int) -> str:
    name = _MONTHS[number - 1]
    if (len(written) <= 4 and written.lower() not in _MONTHS) or len(written) == 3:
        name = name[:3]
    return name.upper() if written.isupper() else name.capitalize() if written[0].isupper() else name


def _ordinal(written: str | None, day: int) -> str:
    if not written:
        return ""
    return "th" if 10 < day % 100 < 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


_Writer = Callable[[re.Match[str], int, bool], str]
_FORMS: tuple[tuple[re.Pattern[str], _Writer], ...] = (
    (re.compile(r"(\d{4})([-/.])(\d{1,2})([-/.])(\d{1,2})(?!\d)"), _iso),
    (re.compile(r"(\d{4})(\d{2})(\d{2})(?!\d)"), _packed),
    (re.compile(r"(\d{1,2})([-/.])(\d{1,2})(?:([-/.])(\d{4}|\d{2}))?(?![\d/])"), _numbers),
    (
        re.compile(
            rf"({_NAMES})(\.?\s+)(\d{{1,2}})(st|nd|rd|th)?(?!\d)(?:(,?\s+)(\d{{4}}))?(?!\d)", re.IGNORECASE
        ),
        _month_first,
    ),
    (
        re.compile(
            rf"(\d{{1,2}})(st|nd|rd|th)?(\s+(?:of\s+)?|-)({_NAMES})\b(?:(\.?,?\s+|-)(\d{{4}}))?(?!\d)",
            re.IGNORECASE,
        ),
        _day_first,
    ),
    (re.compile(rf"({_NAMES})(\.?,?\s+(?:of\s+)?)(\d{{4}})(?!\d)", re.IGNORECASE), _month_only),
    (re.compile(r"(?:(\d{4})\s*年\s*)?(\d{1,2})\s*月\s*(?:(\d{1,2})\s*([日号]))?"), _chinese),
)
