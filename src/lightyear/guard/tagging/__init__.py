"""Finds names and places that no pattern describes: a linear tagger over words and what stands near them.

`Tagger` is the compiled one where it could be built, else its twin in Python, which gives the same answers.
"""

import functools
import importlib
import re
import struct
import zlib
from importlib import resources
from pathlib import Path
from typing import Any

from lightyear.guard import lexicon
from lightyear.guard.detectors import cues
from lightyear.guard.detectors.base import Candidate
from lightyear.guard.normalize import MASK
from lightyear.guard.tagging import twin
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
_POSTAL = re.compile(r"(?i:zip|post|code|邮编)|\b[A-Z]{2},? ?$")
SCORE = 0.7
"""Below every pattern's: what a pattern says of the same words counts more."""

__all__ = ["DETECTOR", "KINDS", "MAGIC", "MODEL", "Tagger", "find", "is_compiled", "read", "tagger", "twin"]


def find(text: str) -> list[Finding]:
    """Names and places in normalized text."""
    return [
        Finding(start, end, KINDS[kind], SCORE, DETECTOR)
        for start, end, kind in tagger().tag(text)
        if _may_stand(KINDS[kind], text, start, end)
    ]


def _may_stand(category: str, text: str, start: int, end: int) -> bool:
    """Refuse what reaches over a placeholder, a state alone, and a number that no word calls a code."""
    value = text[start:end]
    if MASK in value:
        return False
    if category != "address":
        return not value.isdecimal() and not _is_everyday(value, text)
    if value.isdecimal():
        return _POSTAL.search(text, max(0, start - _BEFORE), start) is not None
    return value.casefold() not in _states() and cues.is_home(Candidate(text, start, end))


def _is_everyday(value: str, text: str) -> bool:
    """A common word that hardly anyone is called, written small or standing alone, where no context tells."""
    is_doubtful = value.islower() or len(value) == len(text.strip())
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
    content = zlib.decompress(packed[len(MAGIC) :])
    bits, bias, *lengths = struct.unpack_from("<6i", content)
    parts, at = [], struct.calcsize("<6i")
    for length in lengths:
        parts.append(content[at : at + length])
        at += length
    weights, moves, keys, masks = parts
    return weights, moves, keys, masks, bits, bias
