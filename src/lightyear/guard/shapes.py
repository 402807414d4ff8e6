"""Records that come as plain text: a message, JSON, rows, pairs or markup are told by their shape."""

import re

from lightyear.guard import calendars, elements, engine, fields, messages, pairs, published, tables, tagging
from lightyear.guard.patterns import Pattern
from lightyear.guard.types import Finding

_LONGEST_HEADER = 2000
_MAY_BE = Pattern(
    r"[\n=|~\[<]|^\s*\{|VALUES|(?:GET|POST|PUT|PATCH|DELETE|HEAD) /|[a-z0-9]_[a-z0-9]+: "
    r"|[a-z][A-Z][A-Za-z]+: |@\dx\."
)
_OBJECT = re.compile(r'\s*[\[{][\s\[{]*"')
# The dotted names of programs and hosts, keywords before a bracket, the heads of traces.
_OF_PROGRAM = re.compile(r"[a-z]\w*(?:\.\w+){2,}|[a-z]\w*(?:\.\w+)+(?=\.\w)|[A-Z_]{3,}(?=\()|Traceback\b")
# "[4/11]" is a step, "worker:2026.02.1" a version, "smile@2x.png" a picture.
_STEP = re.compile(
    r"(?<=\[)\d{1,3}/\d{1,3}(?=\])|\d{1,3}/\d{1,3}(?= (?:modules?|tests?|files?|steps?|passed|failed|chunks"
    r"|packages|tasks|jobs|pods|nodes|replicas|workers|shards|pages|records|rows)\b)"
    r"|(?<=[Ss]tep )\d{1,3}/\d{1,3}"
)
_VERSION = re.compile(r"(?<=[A-Za-z0-9]:)\d{4}\.\d{1,2}\.\d{1,2}")
_PICTURE = re.compile(r"[\w.-]+@\dx\.(?:png|jpe?g|webp|gif|svg|avif)")
_MACHINES = {"date": (_STEP, _VERSION), "email": (_PICTURE,)}
_FEWEST = 2
_UNHEADED = re.compile(r"[=\[\]{}<>]")


def may_be(text: str) -> bool:
    """Say, at little cost, whether a text may be a record."""
    return _MAY_BE.is_in(text)


def read(text: str, found: list[Finding], *, channel: str = "free_text") -> list[Finding]:
    """Give the findings in normalized text, settled with what its shape adds to them and takes away."""
    masked = engine.mask(text)
    found = [one for one in found if not _is_of_program(one, masked)]
    told = messages.find(masked)
    if told or messages.is_one(masked):
        return engine.settled([*messages.without_codes(found, masked), *told])
    if channel == "csv":
        return found
    if channel == "json":
        return engine.settled([*found, *pairs.within_strings(masked)])
    if _OBJECT.match(text):
        told, things = tables.read_pairs(text)
        return engine.settled([*published.without(found, things), *told, *pairs.within_strings(masked)])
    if _is_headed(text):
        told, things = tables.read_rows(text)
        return engine.settled([*published.without(tables.within_cells(text, found), things), *told])
    return _in_lines(masked, found)


def _in_lines(text: str, found: list[Finding]) -> list[Finding]:
    told, things = pairs.find(text)
    told = [one for one in told if not _is_of_program(one, text)]
    found = published.without(found, things)
    told.extend(elements.find(text, found))
    own = list(elements.own(text))
    found, told = published.without(found, own), published.without(told, own)
    if "BEGIN:V" in text:
        dated, lines = calendars.find(text, [*found, *told])
        found = published.without(found, lines)
        told.extend(dated)
    return engine.settled([*found, *told]) if told else found


def _is_of_program(one: Finding, text: str) -> bool:
    if one.detector == tagging.DETECTOR:
        return _OF_PROGRAM.match(text, one.start, one.end + 2) is not None
    return any(pattern.match(text, one.start) for pattern in _MACHINES.get(one.category, ()))


def _is_headed(text: str) -> bool:
    """Say whether a row of names of fields stands before rows of values."""
    header, _, rest = text[: 2 * _LONGEST_HEADER].partition("\n")
    by = max(",;|\t", key=header.count)
    if (
        _UNHEADED.search(header)
        or header.count(by) < _FEWEST
        or by not in rest.partition("\n")[0]
        or len(header) > _LONGEST_HEADER
    ):
        return False
    cells = [cell.strip(' "') for cell in header.split(by)]
    told = sum(fields.is_key(cell) for cell in cells)
    return told >= 2 and 2 * told >= len(cells) and max(map(len, cells)) <= 40
