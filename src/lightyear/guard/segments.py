"""What the readers of messages share: the elements of a segment, and where each one stands."""

import re
from typing import NamedTuple

from lightyear.guard.normalize import MASK
from lightyear.guard.types import Finding

SCORE = 0.98


class Element(NamedTuple):
    """One element of a segment, by its position from 1, and where it stands."""

    at: int
    text: str
    start: int


def elements(segment: re.Match[str], by: str) -> list[Element]:
    """Give the elements that say something; the segment's second group holds them all."""
    found: list[Element] = []
    start = segment.start(2)
    for at, value in enumerate(segment.group(2).split(by), 1):
        if value.strip() and MASK not in value:
            found.append(Element(at, value, start))
        start += len(value) + 1
    return found


def finding(category: str, start: int, value: str) -> Finding:
    """Give a value at this place as a finding."""
    kept = value.rstrip()
    return Finding(start, start + len(kept), category, SCORE, f"message.{category}")
