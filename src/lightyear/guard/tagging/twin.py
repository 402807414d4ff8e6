"""The tagger in Python: what runs where nothing could be compiled, and what `kernel.c` is tested against.

Each function does what the function of the same name does there, step by step; change both or neither.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

TAGS = 5  # O, B-name, I-name, B-address, I-address
LANES = 8
REACH = 4
HAN, WORD, NUMBER, MARK = 1, 2, 3, 4
LINE, SPACE, OPENS = 1, 2, 4
BEGINS, PLACE, INSIDE = 1 << 15, 1 << 2, 1 << 12

_ALL = (1 << 64) - 1
_START = 0xCBF29CE484222325
_NAME = 0x9E3779B97F4A7C15
_LOOKED = 1 << 40
_LOWEST = -(1 << 30)
_LARGEST = 1 << 15  # of moves and bias


@dataclass(slots=True)
class Token:
    """A word, a number, one Han character or one mark; hashes are of the lowered code points."""

    start: int = 0
    end: int = 0
    word: int = 7
    head: int = 7
    tail: int = 7
    end2: int = 7
    known: int = 0
    starts: int = 0
    ends: int = 0
    covers: int = 0
    kind: int = 0
    shape: int = 0
    flags: int = 0


_OUTSIDE = Token()


def mix(x: int) -> int:
    """Scatter 64 bits."""
    x ^= x >> 32
    x = x * 0xD6E8FEB86659FD93 & _ALL
    return x ^ x >> 32


def spelled(text: str) -> int:
    """Hash the code points of a lowered word (FNV-1a over 64 bits)."""
    code = _START
    for char in text:
        code = (code ^ ord(char)) * 0x100000001B3 & _ALL
    return code


def chained(key: int, word: int) -> int:
    """Add a word to the key of a phrase."""
    return mix((key * _NAME + word) & _ALL)


def key_of(phrase: str) -> int:
    """The gazetteer's key of a phrase, by its tokens."""
    first, *rest = tokens_of(phrase)
    key = first.word
    for token in rest:
        key = chained(key, token.word)
    return key


def is_han(char: str) -> bool:
    """Whether a character is a token of its own."""
    code = ord(char)
    return 0x3400 <= code <= 0x9FFF or code in (0x3005, 0x3007) or 0x20000 <= code <= 0x323AF


def tokens_of(text: str) -> list[Token]:
    """Every token of the text."""
    tokens: list[Token] = []
    at, flags = 0, LINE | OPENS
    while at < len(text):
        char = text[at]
        if char in "\n\r":
            flags |= LINE | SPACE | OPENS
            at += 1
            continue
        if char.isspace():
            flags |= SPACE
            at += 1
            continue
        kind = _kind(char)
        token = Token(start=at, end=_end(text, at, kind), kind=kind, flags=flags)
        flags = OPENS if kind == MARK and char in ".!?:。" else 0
        at = token.end
        _spell(token, text[token.start : at])
        tokens.append(token)
    return tokens


def look_up(gazetteer: dict[int, int], tokens: list[Token]) -> None:
    """Note on each token what the gazetteer knows of it and of the phrases it belongs to."""
    for token in tokens:
        if token.kind in (WORD, HAN):
            token.known |= gazetteer.get(token.word, 0)
    for at, token in enumerate(tokens):
        if token.known & BEGINS:
            _look_up_phrases(gazetteer, tokens, at)


class Window(NamedTuple):
    """A token (t) and those around it: c b a before it, x y z behind."""

    c: Token
    b: Token
    a: Token
    t: Token
    x: Token
    y: Token
    z: Token


_Named = tuple[int, int, int, int]


def features_of(tokens: Sequence[Token], at: int, mode: int, shift: int) -> list[int]:
    """The rows of weights that speak about one token; `mode` is the text's manner of writing capitals."""
    w = Window(*(_near(tokens, at + by) for by in range(-3, 4)))
    breaks = (w.t.flags & (LINE | OPENS)) << 2 | (w.x.flags & LINE) << 1 | 32
    rest = _han(w, breaks) if w.t.kind == HAN else _looks(w, breaks, mode)
    return [_row(*one, shift) for one in (*_words(w), *rest)]


def manner(tokens: Sequence[Token]) -> int:
    """How a text writes capitals: 1 none at all, 2 nothing but, 3 as usual."""
    shapes = [token.shape for token in tokens if token.kind == WORD]
    if not any(shape > 2 for shape in shapes):
        return 1
    return 2 if all(shape == 4 for shape in shapes) else 3


@dataclass(frozen=True)
class Tagger:
    """A linear sequence tagger over hashed features.

    `weights` is one row of eight signed bytes for each of 2**bits features, `moves` the 32-bit scores from
    tag to tag (the last line: from the beginning), `keys` and `masks` the gazetteer (64 and 16 bits each),
    all little-endian; `bias` is added to the score of being outside.
    """

    weights: bytes
    moves: bytes
    keys: bytes
    masks: bytes
    bits: int
    bias: int
    _gazetteer: dict[int, int] = field(init=False, repr=False)
    _moves: list[list[int]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        if not 1 <= self.bits <= 28 or len(self.weights) != LANES << self.bits:
            raise ValueError("the weights don't have the size they say")
        if len(self.moves) != (TAGS + 1) * TAGS * 4:
            raise ValueError("the weights don't have the size they say")
        if len(self.keys) % 8 or len(self.masks) * 4 != len(self.keys):
            raise ValueError("the gazetteer's keys and masks don't fit each other")
        count = len(self.keys) // 8
        keys, masks = struct.unpack(f"<{count}Q", self.keys), struct.unpack(f"<{count}H", self.masks)
        moves = struct.unpack(f"<{(TAGS + 1) * TAGS}i", self.moves)
        if max(map(abs, (self.bias, *moves))) > _LARGEST:
            raise ValueError("a move or the bias is of no size that scores have")
        object.__setattr__(self, "_gazetteer", dict(zip(keys, masks, strict=True)))
        object.__setattr__(self, "_moves", [list(moves[at : at + TAGS]) for at in range(0, len(moves), TAGS)])

    def tag(self, text: str) -> list[tuple[int, int, int]]:
        """[(start, end, kind), ...]; kind 1 is a name, 2 an address."""
        tokens = self._read(text)
        return _spans(tokens, self._best_path(tokens)) if tokens else []

    def features(self, text: str) -> list[tuple[int, int, tuple[int, ...]]]:
        """[(start, end, rows), ...], a line for each token."""
        tokens = self._read(text)
        mode, shift = manner(tokens), 64 - self.bits
        return [
            (token.start, token.end, tuple(features_of(tokens, at, mode, shift)))
            for at, token in enumerate(tokens)
        ]

    def _read(self, text: str) -> list[Token]:
        if not isinstance(text, str):
            raise TypeError("text must be a str")
        tokens = tokens_of(text)
        look_up(self._gazetteer, tokens)
        return tokens

    def _best_path(self, tokens: Sequence[Token]) -> list[int]:
        mode, shift = manner(tokens), 64 - self.bits
        scores: list[int] = []
        origins: list[list[int]] = []
        for at in range(len(tokens)):
            sums = self._emissions(features_of(tokens, at, mode, shift))
            scores, origin = self._step(scores, sums)
            origins.append(origin)
        tag = max(range(TAGS), key=scores.__getitem__)
        path = []
        for origin in reversed(origins):
            path.append(tag)
            tag = origin[tag]
        return path[::-1]

    def _emissions(self, rows: Sequence[int]) -> list[int]:
        sums = [self.bias, 0, 0, 0, 0]
        for row in rows:
            for tag, weight in enumerate(struct.unpack_from("<5b", self.weights, row * LANES)):
                sums[tag] += weight
        return sums

    def _step(self, scores: list[int], sums: list[int]) -> tuple[list[int], list[int]]:
        found, origin = [], []
        for tag in range(TAGS):
            best, came = _LOWEST, 0
            if not scores:
                best = self._moves[TAGS][tag] if _may_follow(0, tag) else best
            else:
                for before in range(TAGS):
                    reached = scores[before] + self._moves[before][tag]
                    if _may_follow(before, tag) and reached > best:
                        best, came = reached, before
            found.append(best + sums[tag])
            origin.append(came)
        return _settle(found), origin


def _settle(found: list[int]) -> list[int]:
    # Scores are kept relative to the best: in the kernel, their sum over a long text would not fit.
    best = max(found)
    return [score - best for score in found]


def _kind(char: str) -> int:
    if is_han(char):
        return HAN
    if char.isalpha():
        return WORD
    return NUMBER if char.isdecimal() else MARK


def _is_letter(char: str) -> bool:
    return char.isalpha() and not is_han(char)


def _end(text: str, start: int, kind: int) -> int:
    at = start + 1
    if kind == NUMBER:
        while at < len(text) and text[at].isdecimal():
            at += 1
    while kind == WORD and at < len(text):
        if _is_letter(text[at]):
            at += 1
        elif text[at] == "'" and at + 1 < len(text) and _is_letter(text[at + 1]):
            at += 2
        else:
            break
    return at


def _low(char: str) -> str:
    # The kernel lowers code point by code point; a letter that would grow stays one.
    return char.lower()[0]


def _spell(token: Token, text: str) -> None:
    low = "".join(map(_low, text))
    token.word, token.head = spelled(low), spelled(low[:3])
    token.tail, token.end2 = spelled(low[-3:]), spelled(low[-2:])
    if token.kind == WORD:
        token.shape = _shape(text)
    elif token.kind == NUMBER:
        token.shape = 8 + min(len(text), 7)
    else:
        token.shape = 16 if token.kind == HAN else 17 + token.word % 64


def _shape(text: str) -> int:
    capitals = sum(char.isupper() or char.istitle() for char in text)
    if capitals == 0:
        return 1 if len(text) == 1 else 2
    if capitals == len(text):
        return 3 if len(text) == 1 else 4
    if not (text[0].isupper() or text[0].istitle()):
        return 7
    return 5 if capitals == 1 else 6


def _look_up_phrases(gazetteer: dict[int, int], tokens: list[Token], at: int) -> None:
    first = tokens[at]
    key = first.word
    for length in range(2, REACH + 1):
        if at + length > len(tokens):
            return
        last = tokens[at + length - 1]
        if last.flags & LINE or (last.kind == HAN) != (first.kind == HAN):
            return
        key = chained(key, last.word)
        mask = gazetteer.get(key, 0) & 0x7FFF
        if not mask:
            continue
        entry = length << 16 | mask
        first.starts = entry
        last.ends = max(last.ends, entry)
        for inside, token in enumerate(tokens[at : at + length]):
            if mask & PLACE:
                token.known |= INSIDE
            place = (1 if inside == 0 else 3 if inside == length - 1 else 2) << 20 | entry
            if place & 0xFFFFF > token.covers & 0xFFFFF:
                token.covers = place


def _words(w: Window) -> list[_Named]:
    _, b, a, t, x, y, _ = w
    return [
        (1, t.word, 0, 0),
        (2, a.word, 0, 0),
        (3, x.word, 0, 0),
        (4, b.word, 0, 0),
        (5, y.word, 0, 0),
        (6, a.word, t.word, 0),
        (7, t.word, x.word, 0),
        (8, b.word, a.word, t.kind),
        (9, x.word, y.word, t.kind),
    ]


def _han(w: Window, breaks: int) -> list[_Named]:
    c, b, a, t, x, y, z = w
    here = (t.known & 0x7FFF) << 8 | 1
    following = (x.known & 0x7FFF) << 8 | x.kind
    after = (y.known & 0x7FFF) << 8 | y.kind
    return [
        (40, b.word, a.word, t.word),
        (41, a.word, t.word, x.word),
        (42, t.word, x.word, y.word),
        (43, a.word, x.word, 0),
        (44, here, following, after),
        (45, here, t.starts + 1, a.ends + 1),
        (46, t.covers + 1, a.covers + 1, x.covers + 1),
        (47, x.starts + 1, here, 0),
        (48, y.starts + 1, here, following),
        (49, z.starts + 1, here, 0),
        (50, a.ends + 1, here, following),
        (51, t.covers + 1, here, a.word),
        (52, c.word, b.word, a.word),
        (53, y.word, z.word, here),
        (54, a.kind << 8 | x.kind, here, breaks),
        (55, x.word, here, following),
        (56, a.word, here, following),
        (57, b.covers + 1, a.covers + 1, here),
    ]


def _looks(w: Window, breaks: int, mode: int) -> list[_Named]:
    c, b, a, t, x, y, z = w
    looks, before, behind = (one.shape << 16 | one.known & 0x7FFF | _LOOKED for one in (t, a, x))
    shapes = a.shape << 16 | t.shape << 8 | x.shape | _LOOKED
    return [
        (10, shapes, b.shape << 8 | y.shape, 0),
        (11, shapes, breaks, 0),
        (12, looks, mode, 0),
        (13, looks, breaks, mode),
        (14, looks, a.word, 0),
        (15, looks, x.word, 0),
        (16, looks, before, behind),
        (17, looks, before, 0),
        (18, looks, behind, 0),
        (19, t.tail, t.shape, 0),
        (20, t.head, t.shape, 0),
        (21, t.end2, t.shape, mode),
        (22, looks, b.word, a.word),
        (23, looks, x.word, y.word),
        (24, looks, b.word, before),
        (25, looks, y.word, behind),
        (26, t.starts + 1, t.covers + 1, t.shape),
        (27, a.ends + 1, looks, 0),
        (28, c.word, looks, 0),
        (29, z.word, looks, 0),
        (30, before, behind, b.shape << 8 | y.shape | _LOOKED),
    ]


def _near(tokens: Sequence[Token], at: int) -> Token:
    return tokens[at] if 0 <= at < len(tokens) else _OUTSIDE


def _row(name: int, a: int, b: int, c: int, shift: int) -> int:
    code = mix((a + name * _NAME) & _ALL)
    if b:
        code = mix(code ^ b)
    if c:
        code = mix((code + c) & _ALL)
    return mix(code) >> shift


def _may_follow(before: int, tag: int) -> bool:
    return tag not in (2, 4) or before in (tag, tag - 1)


def _spans(tokens: Sequence[Token], path: Sequence[int]) -> list[tuple[int, int, int]]:
    spans = []
    at = 0
    while at < len(path):
        tag, first = path[at], at
        at += 1
        if tag == 0:
            continue
        while at < len(path) and path[at] == tag + (tag & 1):
            at += 1
        spans.append((tokens[first].start, tokens[at - 1].end, (tag + 1) // 2))
    return spans
