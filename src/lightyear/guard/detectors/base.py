"""What a recognizer is: a pattern, a check on what it matched, and the words that must stand near."""

import functools
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

import ahocorasick_rs
import re2

from lightyear.guard.normalize import MASK

# What may stand between the name of a number and the number: "MRN (Bend) is: 48213377", `"mrn": "48…"`.
IS = (
    r"""(?: ?\([a-z0-9 ]{1,16}\))?["']?\)?(?:[\s:=#"'：,，?？是为>-]|\bis\b|\bwas\b|\bare\b|\bof\b"""
    r"""|\bnumber\b|\bnum\b|\bno\b\.?|\bid\b|\bon file\b){0,6}"""
)
CN_IS = r"""(?:[（(][^）)\n]{1,8}[）)])?["'”]?[\s:：#=,，"'“是为]{0,5}"""

_BEFORE = 40
_AFTER = 24
_ASCII_WORD = re.compile(r"[A-Za-z0-9]")


class Candidate(NamedTuple):
    """A match in normalized text that a recognizer may still refuse."""

    text: str
    start: int
    end: int

    @property
    def value(self) -> str:
        """The matched stretch."""
        return self.text[self.start : self.end]

    @property
    def digits(self) -> str:
        """The digits of the matched stretch, separators dropped."""
        return "".join(char for char in self.value if "0" <= char <= "9")

    def before(self, width: int = _BEFORE) -> str:
        """What stands before, in lower case, up to the nearest placeholder."""
        return self.text[max(0, self.start - width) : self.start].rpartition(MASK)[2].lower()

    def after(self, width: int = _AFTER) -> str:
        """What stands after, in lower case, up to the nearest placeholder."""
        return self.text[self.end : self.end + width].partition(MASK)[0].lower()

    def stands_alone(self) -> bool:
        """Say whether nothing but space is around it."""
        first, last = self.start, self.end
        while first and self.text[first - 1].isspace():
            first -= 1
        while last < len(self.text) and self.text[last].isspace():
            last += 1
        return first == 0 and last == len(self.text)

    def stands_free(self, *, joiners: str = "") -> bool:
        """Say whether no ASCII letter or digit touches the match, directly or over a joiner."""
        before = self.text[max(0, self.start - 2) : self.start][::-1]
        after = self.text[self.end : self.end + 2]
        opens = _ASCII_WORD.match(self.value) is None
        return not _is_joined(after, joiners) and (opens or not _is_joined(before, joiners))


def anything(candidate: Candidate) -> bool:
    """Accept whatever the pattern matched."""
    return bool(candidate.value)


def untrimmed(value: str) -> int:
    """Drop nothing but leading space."""
    return len(value) - len(value.lstrip())


@dataclass(frozen=True, slots=True)
class Recognizer:
    """One way to recognize one category.

    `pattern` is RE2 syntax, no capturing group or one, which then is the finding. With `context`, one of
    the words has to stand near. `trim` gives how many code points at the front don't belong.
    `positives` are (text, found value); `negatives` texts without the category.
    """

    name: str
    category: str
    pattern: str
    score: float = 0.9
    accepts: Callable[[Candidate], bool] = anything
    trim: Callable[[str], int] = untrimmed
    context: tuple[str, ...] = ()
    positives: tuple[tuple[str, str], ...] = ()
    negatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """A category that the name of a field gives away, if the value `fits`.

    `keys` may stand "anywhere" in the name, or only at its "end" ("patient", but not "patient status"), or
    must be the "whole" of it.
    """

    category: str
    keys: Iterable[str]
    fits: Callable[[str], bool]
    stands: Literal["anywhere", "end", "whole"] = "anywhere"


def near(candidate: Candidate, words: tuple[str, ...]) -> bool:
    """Say whether one of the words stands shortly before or after."""
    wording = any_of(words)
    return wording.stands_in(candidate.before().replace("_", " ")) or wording.stands_in(
        candidate.after().replace("_", " ")
    )


class Wording:
    """Words to look for in lower-case text without underscores; Latin ones as whole words."""

    def __init__(self, words: Iterable[str]) -> None:
        spelled = sorted({word.replace("_", " ") for word in words}, key=len, reverse=True)
        # Mostly none of the words is there, which the automaton says in a tenth of the pattern's time.
        self._anywhere = ahocorasick_rs.AhoCorasick(spelled, store_patterns=False)
        edged = (_edge(word[0]) + re.escape(word) + _edge(word[-1]) for word in spelled)
        self._whole = re2.compile("|".join(edged))

    def stands_in(self, text: str) -> bool:
        """Say whether one of the words is in the text."""
        found = self._anywhere.find_matches_as_indexes(text)
        return bool(found) and self._whole.search(text) is not None

    def last_in(self, text: str) -> int:
        """Give where the last of the words in the text begins, -1 for none."""
        if not self._anywhere.find_matches_as_indexes(text):
            return -1
        return max((match.start() for match in self._whole.finditer(text)), default=-1)


@functools.lru_cache(maxsize=256)
def any_of(words: tuple[str, ...]) -> Wording:
    """Give the wording of these words, made once."""
    return Wording(words)


def listed(words: str) -> frozenset[str]:
    """Give the words of a text, for lists that read better as one."""
    return frozenset(words.split())


def code(value: str) -> bool:
    """Say whether a value looks like a number somebody was given: short, with a digit."""
    return bool(re.fullmatch(r"(?=.*\d)[A-Za-z0-9*#][A-Za-z0-9 ./_*#-]{2,39}", value))


def _is_joined(side: str, joiners: str) -> bool:
    over = side[:1] in joiners and side[1:]
    return bool(_ASCII_WORD.match(side) or (over and _ASCII_WORD.match(over)))


def _edge(char: str) -> str:
    # RE2's boundary is that of ASCII words: a Chinese character beside a Latin word is one.
    return r"\b" if _ASCII_WORD.match(char) else ""
