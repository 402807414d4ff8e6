"""Complaints told in several words: a part of the body and what is wrong with it, in either order."""

import re
from collections.abc import Sequence

PIECES = ("organs", "parts", "signs", "hints", "patients", "troubles")
"""The lists whose words tell of health beside one another; `organs` also when they are somebody's own."""

_REACH = 34  # code points between two words of one complaint; Chinese ones stand closer
_CN_REACH = 8
_CLAUSE_END = re.compile(r"[.!?;。！？；|]")
_CN_CLAUSE_END = re.compile(r"[.!?;。！？；,，、|:：\n]")
_HAN = re.compile(r"[㐀-鿿]")
# Whose body it is; "the back" and "the face" are those of houses and clocks.
_OWNED = re.compile(
    r"\b(?:my|his|her|your|their|our|[a-z]+'s|moms|dads|sons|daughters|pts?|patients?|babys|left|right"
    r"|both|lt|rt"
    r"|l|r|one|i|me|she|he|him|hubby|bilat(?:eral)?|inner|upper|lower|under)\b(?: \w+){0,2} ?$"
)
# What is no part of a body most of the time: somebody's own it must be, whatever the sign.
_COMMON = frozenset(
    (
        *(
            "back",
            "head",
            "face",
            "hand",
            "hands",
            "nuts",
            "balls",
            "temple",
            "temples",
            "sole",
            "soles",
            "flank",
            "crown",
        ),
        *(
            "tattoo",
            "pressure",
            "filling",
            "spit",
            "braces",
            "implant",
            "implants",
            "palm",
            "palms",
            "calf",
            "heart",
            "nail",
        ),
        *(
            "nails",
            "gland",
            "bottom",
            "arm",
            "joint",
            "joints",
            "vision",
            "skin",
            "neck",
            "nose",
            "bite",
            "scratch",
            "stump",
        ),
        *(
            "socket",
            "bum",
            "tum",
            "hip",
            "chest",
            "mouth",
            "leg",
            "legs",
            "eye",
            "heel",
            "heels",
            "discharge",
            "waist",
        ),
        *(
            "retainer",
            "muscle",
            "muscles",
            "scar",
            "vein",
            "veins",
            "dick",
            "privates",
            "incision",
            "hair",
            "sugar",
            "sugars",
        ),
    )
)
_OWN = re.compile(
    r"\b(?:my|his|her|(?:mom|mum|dad|son|daughter|baby|husband|wife|kid|patient|mother|father|grandma"
    r"|grandpa)'?s|left"
    r"|right|both) (?:\w+ )?$"
)
_CN_TOLD = re.compile(
    r"[我他她俺咱]|孩子|宝宝|宝贝|儿子|女儿|闺女|老公|老婆|媳妇|对象|爸|妈|爷|奶|姥|婆|公公|叔|姨|舅"
    r"|患者|病人|老人|小孩"
    r"|娃|老是|总是|总|一直|突然|早上|晚上|半夜|夜里|这几天|最近|几天|怎么办|咋办|咋回事|怎么回事"
    r"|正常吗|要紧|严重|医生"
    r"|大夫|[了着]$"
)

Piece = tuple[int, int, str]


def told(text: str, pieces: Sequence[Piece]) -> list[tuple[int, int]]:
    """Give the stretches of lower-case text in which two pieces make a complaint; `pieces` are sorted."""
    stretches = [(start, end) for start, end, kind in pieces if kind == "organs" and _is_owned(text, start)]
    for at, first in enumerate(pieces):
        for second in pieces[at + 1 :]:
            if second[0] - first[1] > _REACH:
                break
            if _is_complaint(text, _as_part(first), _as_part(second)):
                stretches.append((first[0], second[1]))
                break
    return stretches


def _as_part(piece: Piece) -> Piece:
    return (*piece[:2], "parts") if piece[2] == "organs" else piece


def _is_owned(text: str, start: int) -> bool:
    return _OWN.search(text[max(0, start - 24) : start]) is not None


def _is_complaint(text: str, first: Piece, second: Piece) -> bool:
    kinds = {first[2], second[2]}
    if (first[2], second[2]) == ("patients", "troubles"):
        return _is_near(text, first, second)
    if "parts" not in kinds or not kinds & {"signs", "hints"} or not _is_near(text, first, second):
        return False
    part = first if first[2] == "parts" else second
    is_clear = "signs" in kinds and text[part[0] : part[1]] not in _COMMON
    return is_clear or _is_somebodys(text, first, second)


def _is_near(text: str, first: Piece, second: Piece) -> bool:
    between = text[first[1] : second[0]]
    if _HAN.match(text, first[0]) or _HAN.match(text, second[0]):
        return len(between) <= _CN_REACH and _CN_CLAUSE_END.search(between) is None
    return between.count(" ") <= 6 and _CLAUSE_END.search(between) is None


def _is_somebodys(text: str, first: Piece, second: Piece) -> bool:
    part = first if first[2] == "parts" else second
    if _HAN.match(text, part[0]):
        return _CN_TOLD.search(text[max(0, first[0] - 12) : second[1] + 8]) is not None
    return _OWNED.search(text[max(0, part[0] - 24) : part[0]]) is not None
