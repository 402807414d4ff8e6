"""Page addresses: decoded first, then read by path word and query key."""

import re

from lightyear.guard import engine, fields, normalize
from lightyear.guard.types import Finding

_PAIR = re.compile(r"(?:^|[?&#;])([^=&?#;/]{1,80})=([^&#;]*)")
_FIELD_SCORE = 0.9


def find(normalized: normalize.Normalized) -> list[Finding]:
    """Find what a page address gives away; the address itself is no finding here.

    Offsets are code points of the original text.
    """
    decoded = normalize.percent_decoded(normalized)
    readable = decoded.text.replace("+", " ")
    whole = [one for one in engine.find(readable) if one.category != "url"]
    named = [one for pair in _PAIR.finditer(engine.mask(readable)) for one in _named(pair)]
    found = engine.settled([*whole, *named])
    return [
        Finding(*decoded.span(one.start, one.end), one.category, one.score, one.detector, one.path)
        for one in found
    ]


def _named(pair: re.Match[str]) -> list[Finding]:
    key, value = pair.groups()
    category = fields.category_of((key,), value)
    start, end = pair.span(2)
    return [Finding(start, end, category, _FIELD_SCORE, "field.query")] if category else []
