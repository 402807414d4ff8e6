"""Finds names and places that no pattern describes: a linear tagger over words and what stands near them.

`Tagger` is the compiled one where it could be built, else its twin in Python, which gives the same answers.
"""

import functools
import importlib
import itertools
import re
import struct
import zlib
from importlib import resources
from pathlib import Path
from typing import Any

from lightyear.guard import lexicon
from lightyear.guard.detectors import cues
from lightyear.guard.detectors.base import Candidate, listed
from lightyear.guard.normalize import MASK
from lightyear.guard.tagging import namesakes, people, places, twin
from lightyear.guard.types import Finding


def _fastest() -> Any:
    try:
        return importlib.import_module(f"{__name__}.kernel").Tagger
    except ImportError:  # no compiler was there at install
        return twin.Tagger


Tagger = _fastest()
MAGIC = b"lytag1\n"
MODEL = Path(str(resources.files(__package__).joinpath("model.bin")))
KINDS = {1: "name", 2: "address"}
DETECTOR = "tagger"
_BEFORE = 24
_EDGES = " \t\n,;:|/()-#^\"'"
_POSTAL = re.compile(r"(?i:\bzip|postal|\bpost ?code|邮编|邮政编码)|\b[A-Z]{2},? ?$")
_CODE = re.compile(r"\d{5}(?:-\d{4})?|\d{6}")
# Codes of places that hold letters: SW1A 1AA, K1A 0B1.
_LETTERED = re.compile(r"\b(?:[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d)\b")
# A digest, a serial number: no house and no code of a place is as long.
_HASH = re.compile(r"(?i)\b(?=[a-z]*\d)(?=\d*[a-z])[a-z0-9]{10,}\b")
_WORD = re.compile(r"[^\W_]+")
# What numbers are called that are no places: a tagger takes them for the beginning of one.
_NUMBERED = listed(
    "medicare medicaid member policy subscriber group account acct chart patient number"
    " sku part rx bin no nr id ref uuid guid ssa ss dob mrn lot item model order serial pcn grp"
)
_HEAD = "<6i"  # bits, bias, and the lengths of weights, moves, keys, masks
SCORE = 0.7
"""Below every pattern's: what a pattern says of the same words counts more."""

__all__ = [
    "DETECTOR",
    "KINDS",
    "MAGIC",
    "MODEL",
    "Tagger",
    "cut",
    "find",
    "is_compiled",
    "read",
    "tagger",
    "twin",
]


def find(text: str) -> list[Finding]:
    """Names and places in normalized text; whose something is, without the sign of it."""
    return [
        Finding(start, end - 2 if text[start:end].endswith("'s") else end, KINDS[kind], SCORE, DETECTOR)
        for start, end, kind in tagger().tag(text)
        if _may_stand(KINDS[kind], text, start, end)
    ]


def cut(one: Finding, others: list[Finding], text: str) -> list[Finding]:
    """Give what is left of a finding of ours when what others say of its parts is taken out."""
    pieces = []
    at = one.start
    for start, end in [*((other.start, other.end) for other in others), (one.end, one.end)]:
        piece = text[at : max(at, start)]
        first = at + len(piece) - len(piece.lstrip(_EDGES))
        last = first + len(piece.strip(_EDGES))
        if last - first > 2 and _may_stand(one.category, text, first, last):
            pieces.append(Finding(first, last, one.category, SCORE, DETECTOR))
        at = max(at, end)
    return pieces


def _may_stand(category: str, text: str, start: int, end: int) -> bool:
    """Refuse what reaches over a placeholder, a state alone, and a number that no word calls a code."""
    value = text[start:end]
    if MASK in value:
        return False
    if category != "address":
        return (
            _is_worded(value, 2)
            and not any(map(str.isdecimal, value))
            and not _is_everyday(text, start, end)
            and not namesakes.is_nobody(Candidate(text, start, end))
            and not people.is_doubtful(Candidate(text, start, end))
        )
    if _CODE.fullmatch(value):
        return _POSTAL.search(text, max(0, start - _BEFORE), start) is not None
    is_place = (_is_worded(value, 3) and not _HASH.search(value)) or _LETTERED.search(value) is not None
    candidate = Candidate(text, start, end)
    return (
        is_place
        and value.casefold() not in _states()
        and cues.is_home(candidate)
        and (_LETTERED.search(value) is not None or places.is_supported(candidate))
    )


def _is_worded(value: str, least: int) -> bool:
    """Whether it holds a word, not only numbers and what numbers are called."""
    for word in _WORD.findall(value):
        if not word.isascii() or (len(word) >= least and word.isalpha() and word.lower() not in _NUMBERED):
            return True
    return False


def _is_everyday(text: str, start: int, end: int) -> bool:
    """A common word that hardly anyone is called, written small or standing alone, where no context tells."""
    value = text[start:end]
    is_doubtful = value.islower() or Candidate(text, start, end).stands_alone()
    return is_doubtful and value.lower() in lexicon.words("en_everyday")


@functools.cache
def _states() -> frozenset[str]:
    return lexicon.words("states")


def is_compiled() -> bool:
    """Whether the compiled tagger is in use."""
    return Tagger is not twin.Tagger


@functools.cache
def tagger() -> Any:
    """The tagger with the weights that come with the product."""
    return Tagger(*read(MODEL))


def read(path: Path) -> tuple[bytes, bytes, bytes, bytes, int, int]:
    """What a Tagger is made of: weights, moves, keys, masks, bits, bias. Raises ValueError."""
    packed = path.read_bytes()
    if not packed.startswith(MAGIC):
        raise ValueError("this is no model of the tagger")
    try:
        content = zlib.decompress(packed[len(MAGIC) :])
        bits, bias, *lengths = struct.unpack_from(_HEAD, content)
    except (zlib.error, struct.error):
        raise ValueError("the model of the tagger is damaged") from None
    edges = list(itertools.accumulate(lengths, initial=struct.calcsize(_HEAD)))
    if min(lengths) < 0 or edges[-1] != len(content):
        raise ValueError("the model of the tagger is damaged")
    weights, moves, keys, masks = (content[start:end] for start, end in itertools.pairwise(edges))
    return weights, moves, keys, masks, bits, bias
