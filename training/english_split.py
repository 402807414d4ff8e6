"""What English names, places and words have in common: lists in files, and which split a value belongs to."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path
from random import Random

from training.grammar import is_held_back

WORDS = Path(__file__).parent / "words" / "english"
_UNDECOMPOSED = str.maketrans("łŁøØđĐıßæÆœð", "lLoOdDisaAod")


@dataclass(frozen=True, slots=True)
class Pool:
    """Values to choose from, and how often each is chosen."""

    values: tuple[str, ...]
    cumulative: tuple[float, ...]

    def pick(self, random: Random) -> str:
        return random.choices(self.values, cum_weights=self.cumulative)[0]


def words(name: str) -> tuple[str, ...]:
    """The lines of words/english/{name}.txt."""
    lines = (WORDS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


def pool(weights: Mapping[str, float], *, held_back: bool) -> Pool:
    """The values of one split."""
    kept = {value: weight for value, weight in weights.items() if is_ours(value, held_back=held_back)}
    return Pool(tuple(kept), tuple(accumulate(kept.values())))


def is_ours(value: str, *, held_back: bool) -> bool:
    """Whether an identity belongs to the split; José, Jose and JOSE go the same way."""
    return _is_held_back(value) == held_back


@cache
def _is_held_back(value: str) -> bool:
    return is_held_back(unaccented(value).casefold())


def unaccented(value: str) -> str:
    if value.isascii():
        return value
    value = value.translate(_UNDECOMPOSED)
    return "".join(c for c in unicodedata.normalize("NFD", value) if not unicodedata.combining(c))
