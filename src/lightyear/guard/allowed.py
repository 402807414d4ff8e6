"""Terms that are no finding: what looks like a person or health, and somebody answers that it is neither."""

import functools
from collections.abc import Iterable, Mapping

from lightyear.guard import owned, types
from lightyear.guard.types import Finding

CATEGORIES = ("name", "address", "date", "url", "license", "account", "device", types.HEALTH)
"""What a term may be no finding of: categories that are read from wording, so that a brand, a building, a
holiday or an article number can look like one.

All other categories are numbers and addresses that point at somebody whatever they are called: e-mail,
telephone, social security, record and plan numbers, identity numbers, hashes. No term makes them harmless.
"""

POINTING = frozenset(types.CATEGORIES) - {*CATEGORIES, "age90", "ip", "click_id"}
"""What says who somebody is wherever it stands, in a label or an address too."""

PART_2 = "lexicon.substance_use"
"""What this detector finds is never set aside: 42 CFR 2.13 leaves it to the patient's own consent."""

Pairs = tuple[tuple[str, str], ...]


def parted(
    found: Iterable[Finding], allowed: Pairs, values: Mapping[str | None, str]
) -> tuple[list[Finding], list[Finding]]:
    """Give what stands, and what a term sets aside; `values` are the texts, by path.

    A term counts for its own category, where it is all of what was found: an allowed "Hall" changes nothing
    about "Ana Hall". Width, case, spaces and commas make no difference.
    """
    terms = _plain(allowed)
    stands: list[Finding] = []
    set_aside: list[Finding] = []
    for one in found:
        (set_aside if _is_allowed(one, values[one.path], terms) else stands).append(one)
    return stands, set_aside


def _is_allowed(one: Finding, value: str, terms: frozenset[tuple[str, str]]) -> bool:
    if one.category not in CATEGORIES or one.detector == PART_2:
        return False
    return (one.category, owned.plain(value[one.start : one.end])) in terms


@functools.lru_cache(maxsize=128)
def _plain(allowed: Pairs) -> frozenset[tuple[str, str]]:
    return frozenset((category, plain) for category, term in allowed if (plain := owned.plain(term)))
