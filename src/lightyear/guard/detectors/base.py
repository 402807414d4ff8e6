"""What a recognizer is: a pattern, a check on what it matched, and the words that must stand near."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from lightyear.guard.normalize import MASK
from lightyear.guard.patterns import Wording

# "number" as it is written behind what is numbered: "policy nbr", "chart no.", "visit#".
NO = r"(?:number|num\b\.?|numb\b\.?|nmbr|nbr\b\.?|nr\b\.?|no\b\.?|id\b|i\.d\.|ident(?:ifier)?\b|#|code\b)"
# The papers and places on which a number is read: "on my card", "off the bill".
_READ = (
    r"\b(?:on|off|from) (?:file|record|(?:(?:my|the|her|his|your|our|their|this|that) )?"
    r"(?:[a-z]{2,10} )?(?:card|wrist ?band|bracelet|letter|bill|statement|form|label|box|sticker|sheet|"
    r"back|front)\b)"
)
# What may stand between the name of a number and the number: "MRN (Bend) is: 48213377", `"mrn": "48…"`.
IS = (
    r"""(?: ?\((?:[^()\n0-9]{1,24}|(?:box|item|field|line|fl) ?\d{1,2}[a-z]?)\))?["']?\)?"""
    r"""(?:\s{2,24}|\.{2,24}|[\s:=#"'(\[：,，?？是为>_→-]|</?[a-z][^<>\n]{0,60}>|\bis\b|\bwas\b|\bare\b|\bof\b"""
    r"""|\bnumber\b|\bnum\b\.?|\bnbr\b\.?|\bnr\b\.?|\bno\b\.?|\bid\b|\bmrn\b|\bcard\b|\bsays\b|\bit'?s\b"""
    r"""|\breads\b|\bread\b|\bshows\b|\blooks like\b|\b(?:should|would|will) be\b|\bwe have\b|\bi have\b"""
    r"""|\bhere\b|\bwith (?:you|us|them|your office)\b|\byou gave (?:us|me)\b|\bgoes\b"""
    r"""|\b(?:as|is) follows\b|\blisted\b|masked\b|\bit says\b|\bi think\b|\bmaybe\b"""
    rf"""|{_READ}|\b(?:ending|ends)(?: (?:in|with))?\b"""
    r"""|\blast (?:4|four)(?: digits)?\b){0,8}"""
)
# A question and the one who answers it: "… number please?\nCaller: ".
ASKED = r"[^\n\d]{0,60}\n ?[^\n:：\d]{1,24}(?:[:：]|> ?) ?(?:[a-z']{2,5}[, ]+){0,3}"
# A number that somebody was given, as it is written: "H-204417", "W2049 61837", "GH-00 2817 / 3", "***3377".
# A group set apart is short and no year: what follows a long number is something else.
_LETTERS = r"(?:(?-i:[A-Z]{1,5}) |[A-Z]{1,5}[-_/.]?){0,2}"
_GROUP = r"(?:(?:0|1[0-8]|2[1-9]|[3-9]\d)\d{1,5}|(?:19|20)\d{3,5}|(?:19|20)\d)"
CODE = (
    rf"(?:{_LETTERS}\d[A-Z0-9]{{0,5}}(?:-[A-Z0-9]{{1,8}}){{0,2}}(?:(?: | / ?){_GROUP}){{1,4}}(?: \d)?"
    r"(?: ?/ ?\d{1,3})?"
    r"|\d\d(?: \d\d){2,4}"
    r"|(?:(?-i:[A-Z]) ){0,3}\d(?:[ -]\d){5,14}"
    r"|[A-Z0-9]{1,6}[*•]{2,12}[A-Z0-9]{0,6}"
    rf"|{_LETTERS}\d[A-Z0-9]{{0,24}}(?:-[A-Z0-9*]{{1,16}}|[/.·]\d[A-Z0-9]{{0,15}}){{0,5}}(?: / ?\d{{1,3}})?"
    r"|[*x•]{2,12}[ -]?[A-Z0-9]{2,6})"
)
CN_IS = (
    r"""(?:[（(][^）)\n]{1,8}[）)])?["'”]?"""
    r"""(?:[\s:：#=,，"'“”是為为（(【\[→]|</?[a-z][^<>\n]{0,60}>|[Nn][Oo]\.?){0,6}"""
)
# The same in Chinese text, where a letter or a group may stand apart too.
_CN_ONE = (
    r"(?:(?:[A-Za-z]{1,6}[-_]){0,2}[A-Za-z]{0,6}[-_ ]?\d[A-Za-z0-9]*(?:[-_/·][A-Za-z0-9]+){0,4}"
    r"(?: \d{3,8}){0,4}|[*xX•]{2,12}\d{2,6})"
)
# Several of them, one after the other: "220481、230017".
CN_CODES = rf"{_CN_ONE}(?:(?:[、和及与或]|[,，]附属){_CN_ONE}){{0,5}}"

_NO_CODE = re.compile(
    # Days, years and spans of them, sums and percentages, free hotlines.
    r"(?:19|20)\d\d(?:[-/.](?:\d\d?|(?:19|20)\d\d)(?:[-/.]\d\d?)?)?|\d\d?[/.]\d\d?[/.](?:19|20)?\d\d|"
    r"\d\d?-\d\d?-(?:19|20)\d\d"
    r"|\d\d?[-/](?:19|20)\d\d|\d{1,6}\.\d{1,2}|(?:1[-. ])?8(?:00|33|44|55|66|77|88)[-. ]\d{3}[-. ]\d{4}"
)

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
        text = self.text[max(0, self.start - width) : self.start].lower()
        return text if text.isascii() else text.rpartition(MASK)[2]

    def after(self, width: int = _AFTER) -> str:
        """What stands after, in lower case, up to the nearest placeholder."""
        text = self.text[self.end : self.end + width].lower()
        return text if text.isascii() else text.partition(MASK)[0]

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


def is_code(candidate: Candidate, least: int = 4) -> bool:
    """Say whether what stands behind a label can be the number of somebody, no day, year or sum."""
    value, digits = candidate.value, len(candidate.digits)
    is_long = digits >= least or (digits >= 2 and value[0] in "*xX•")
    is_whole = not (value[0].isalpha() and re.match("[A-Za-z]", candidate.before(1)))
    return is_long and is_whole and _NO_CODE.fullmatch(value) is None


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


def near(candidate: Candidate, wording: Wording) -> bool:
    """Say whether one of the words stands shortly before or after."""
    return wording.is_in(f"{candidate.before()}\n{candidate.after()}".replace("_", " "))


def listed(words: str) -> frozenset[str]:
    """Give the words of a text, for lists that read better as one."""
    return frozenset(words.split())


def code(value: str) -> bool:
    """Say whether a value looks like a number somebody was given: short, with a digit."""
    return bool(re.fullmatch(r"(?=.*\d)[A-Za-z0-9*#][A-Za-z0-9 ./_*#-]{2,39}", value))


def _is_joined(side: str, joiners: str) -> bool:
    over = side[:1] in joiners and side[1:]
    return bool(_ASCII_WORD.match(side) or (over and _ASCII_WORD.match(over)))
