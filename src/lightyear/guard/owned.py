"""The organization's own contact data: what stands in its footer identifies nobody."""

import unicodedata
from collections.abc import Iterable, Mapping

from lightyear.guard.types import Finding

_LEAST = 3
"""A shorter piece of an address, such as a house number, says nothing about whose it is."""


def without(found: Iterable[Finding], own: Iterable[str], values: Mapping[str | None, str]) -> list[Finding]:
    """Give the findings but those of the organization's own data; `values` are the texts, by path."""
    known = [line for line in map(plain, own) if line]
    return [one for one in found if not _is_own(one, plain(values[one.path][one.start : one.end]), known)]


def holds(line: str, value: str) -> bool:
    """Say whether a line in its plain spelling holds the value as whole words."""
    return (line.isascii() and f" {value} " in f" {line} ") or (not line.isascii() and value in line)


def plain(text: str) -> str:
    """Bring to one spelling: width, case, spaces, commas and line ends don't make another address."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(folded.replace(",", " ").replace("，", " ").split()).strip(" .;，。")


def _is_own(one: Finding, value: str, known: list[str]) -> bool:
    if one.category == "url":
        return any(value == start or value.startswith(start.rstrip("/") + "/") for start in known)
    if one.category == "address" and len(value) >= _LEAST:
        return any(holds(line, value) for line in known)
    return value in known
