"""One spelling for everything that looks alike, with the way back to the original code points."""

import html
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

# A placeholder left by redaction, once masked: no pattern matches it and no context reaches across it.
MASK = "\ufdd0"

# What shows nothing of its own: the Default_Ignorable code points (Unicode 15, DerivedCoreProperties), the
# other format characters and controls, and strokes laid over a letter.
_RANGES = (
    "0-8 b-1f 7f-9f ad 34f 600-605 61c 6dd 70f 890-891 8e2 115f-1160 17b4-17b5 180b-180f 200b-200f 202a-202e "
    "2060-206f 334-338 3164 fe00-fe0f feff ffa0 fff0-fffb 110bd 110cd 13430-1343f 1bca0-1bca3 1d173-1d17a "
    "e0000-e0fff"
)
_SAME = {
    **dict.fromkeys(map(ord, "\u2010\u2012\u2013\u2014\u2015\u2212"), "-"),
    **dict.fromkeys(map(ord, "\u2018\u2019\u02bc"), "'"),
    **dict.fromkeys(map(ord, "\u201c\u201d"), '"'),
    # Letters of phonetic script and small capitals: in running text they only stand for the plain ones.
    **dict(
        zip(
            map(
                ord,
                "\u0261\u0251\u0262\u0299\u026a\u029f\u0274\u0280\u029c\u028f\u1d00\u1d04\u1d05\u1d07\u1d0a\u1d0b\u1d0d\u1d0f\u1d18\u1d1b\u1d1c\u1d20\u1d21\u1d22\ua730\ua731",
            ),
            "gagbilnrhyacdejkmoptuvwzfs",
            strict=True,
        )
    ),
    ord(MASK): " ",
}
_INVISIBLE = dict.fromkeys(
    code
    for first, _, last in (part.partition("-") for part in _RANGES.split())
    for code in range(int(first, 16), int(last or first, 16) + 1)
    if code not in (0x0D,)
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# Letters of other scripts that look like a Latin one; only inside a word that has Latin letters too.
_ALIKE = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u0501\u04bb\u0410\u0412\u0415\u041a\u041c\u041d"
    "\u041e\u0420\u0421\u0422\u0425\u0406\u0408\u0405\u03bf\u03b1\u03bd\u03b9\u0391\u0392\u0395\u0397\u0399\u039a\u039c"
    "\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u0396\u0131\u04cf\u051b\u051d\u0578\u057d\u0585\u0570\u0581\u03ba\u03c1\u03c4\u03c5",
    "aeopcyxijsdhABEKMHOPCTXIJSoaviABEHIKMNOPTYXZilqwnuohgkptu",
)
_MIXED = re.compile(r"[^\W\d_]*[A-Za-z][^\W\d_]*")
# What composes with what stands before it: combining marks, and the vowels and finals of Hangul.
_COMPOSING = re.compile(
    "[\u1160-\u11ff"
    + "".join(chr(code) for code in range(0x300, 0x1E950) if unicodedata.combining(chr(code)))
    + "]"
)
# Code points that are composed together, 32 at most (UAX #15, stream-safe text): more is no honest letter.
_LONGEST_CLUSTER = 31
_SURROGATE = re.compile("[\ud800-\udfff]")
_PERCENT = re.compile("(?:%[0-9A-Fa-f]{2})+")
# What an encoder writes so: space, line breaks, marks, whole characters of UTF-8; never letters and digits,
# so that "50%20" of prose may turn into a space, but "5%dextrose" and "100%45" stay.
_ESCAPED = re.compile(
    "(?:%(?:0[9AaDd]|2[0-9A-Fa-f]|3[A-Fa-f]|40|5[B-Eb-e]|60|7[B-Eb-e]|[Cc][2-9A-Fa-f]%[89AaBb][0-9A-Fa-f]"
    "|[Dd][0-9A-Fa-f]%[89AaBb][0-9A-Fa-f]|[Ee][0-9A-Fa-f](?:%[89AaBb][0-9A-Fa-f]){2}"
    "|[Ff][0-4](?:%[89AaBb][0-9A-Fa-f]){3}))+"
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]{2,31});")
_ROUNDS = 3  # an address in an address in an address; deeper nesting is nobody's honest link


@dataclass(frozen=True, slots=True)
class Normalized:
    """Text made comparable; `edges` holds the original (start, end) of each code point, None if unmoved."""

    text: str
    edges: tuple[tuple[int, int], ...] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Give the original code points behind a stretch of the normalized text."""
        if self.edges is None or start >= end:
            return start, end
        return self.edges[start][0], self.edges[end - 1][1]

    def rewrite(
        self, pattern: re.Pattern[str], decode: Callable[[str], list[tuple[str, int]]]
    ) -> "Normalized":
        """Replace each match by what `decode` makes of it: pieces of text and how much each one consumed."""
        pieces: list[str] = []
        edges: list[tuple[int, int]] = []
        done = 0
        for match in pattern.finditer(self.text):
            pieces.append(self.text[done : match.start()])
            edges.extend(self.span(at, at + 1) for at in range(done, match.start()))
            at = match.start()
            for piece, width in decode(match.group()):
                pieces.append(piece)
                edges.extend([self.span(at, at + width)] * len(piece))
                at += width
            done = match.end()
        if not done:
            return self
        pieces.append(self.text[done:])
        edges.extend(self.span(at, at + 1) for at in range(done, len(self.text)))
        return Normalized("".join(pieces), tuple(edges))


def plain(text: str) -> Normalized:
    """Apply NFKC, one kind of dash and quote, look-alikes in Latin words, and drop invisible characters."""
    if text.isascii() and not _CONTROL.search(text):
        return Normalized(text)
    moved = set(text) - _still
    if not moved:
        return Normalized(text)
    settled = _settled(text, moved)
    if len(_still) < _MOST_FOLDED:
        _still.update(char for char in moved if _is_still(char))
    return settled


def _is_still(char: str) -> bool:
    """Whether a character stays what it is, whatever stands around it."""
    if _COMPOSING.match(char) or _SURROGATE.match(char) or ord(char) in _ALIKE:
        return False
    return _folded[char] == char


def _settled(text: str, moved: set[str]) -> Normalized:
    """Bring to one spelling; only what is among the characters that may move is looked for."""
    if any(map(_SURROGATE.match, moved)):
        text = _SURROGATE.sub("\ufffd", text)
    if any(ord(char) in _ALIKE for char in moved):
        text = _MIXED.sub(_without_look_alikes, text.translate(_SAME))
    composing = "".join(filter(_COMPOSING.match, moved))
    return _by_cluster(text, composing) if composing else _by_character(text)


def percent_decoded(normalized: Normalized) -> Normalized:
    """Undo percent-encoding, also when it was applied more than once."""
    return _percent_decoded(normalized, _PERCENT)


def escapes_decoded(normalized: Normalized) -> Normalized:
    """Undo percent-encoding in text that may also hold a plain percent sign."""
    if "%" not in normalized.text or not _ESCAPED.search(normalized.text):
        return normalized
    return _percent_decoded(normalized, _ESCAPED)


def entities_decoded(normalized: Normalized) -> Normalized:
    """Undo HTML character references."""
    return _renormalized(normalized.rewrite(_ENTITY, lambda entity: [(html.unescape(entity), len(entity))]))


def _percent_decoded(normalized: Normalized, pattern: re.Pattern[str]) -> Normalized:
    for _ in range(_ROUNDS):
        decoded = normalized.rewrite(pattern, _from_percent)
        if decoded is normalized:
            break
        normalized = decoded
    return _renormalized(normalized)


def _renormalized(normalized: Normalized) -> Normalized:
    again = plain(normalized.text)
    if normalized.edges is None or again.edges is None:
        return Normalized(again.text, normalized.edges if again.edges is None else again.edges)
    return Normalized(again.text, tuple(normalized.span(start, end) for start, end in again.edges))


_MOST_FOLDED = 20_000
"""Characters that are remembered; a text of all there are must not fill the memory."""


class _Folded(dict[str, str]):
    """What each character becomes that composes with no other; worked out when it is first seen."""

    def __missing__(self, char: str) -> str:
        folded = unicodedata.normalize("NFKC", char.translate(_INVISIBLE)).translate(_SAME)
        if len(self) < _MOST_FOLDED:
            self[char] = folded
        return folded


_folded = _Folded()
_still: set[str] = set()
"""Characters that were seen and stay what they are."""


def _by_character(text: str) -> Normalized:
    pieces = [_folded[char] for char in text]
    joined = "".join(pieces)
    if len(joined) == len(text) and all(pieces):
        return Normalized(joined)
    edges = [(at, at + 1) for at, piece in enumerate(pieces) for _ in piece]
    return Normalized(joined, tuple(edges))


def _by_cluster(text: str, composing: str) -> Normalized:
    pieces: list[str] = []
    edges: list[tuple[int, int]] = []
    done = 0
    # Looking for those that are there takes a tenth of the time that all there may be would take.
    for cluster in re.finditer(f".[{re.escape(composing)}]{{1,{_LONGEST_CLUSTER}}}", text, re.DOTALL):
        start, end = cluster.span()
        _take_characters(text, done, start, pieces, edges)
        piece = unicodedata.normalize("NFKC", cluster.group().translate(_INVISIBLE)).translate(_SAME)
        pieces.append(piece)
        edges.extend([(start, end)] * len(piece))
        done = end
    _take_characters(text, done, len(text), pieces, edges)
    return Normalized("".join(pieces), tuple(edges))


def _take_characters(
    text: str, start: int, end: int, pieces: list[str], edges: list[tuple[int, int]]
) -> None:
    """Add what lies between two clusters, character by character."""
    folded = [_folded[char] for char in text[start:end]]
    pieces.extend(folded)
    places = zip(range(start, end), range(start + 1, end + 1), strict=True)
    if all(len(piece) == 1 for piece in folded):
        edges.extend(places)
    else:
        edges.extend(place for place, piece in zip(places, folded, strict=True) for _ in piece)


def _without_look_alikes(word: re.Match[str]) -> str:
    return word.group() if word.group().isascii() else word.group().translate(_ALIKE)


def _from_percent(run: str) -> list[tuple[str, int]]:
    raw = bytes.fromhex(run.replace("%", ""))
    pieces: list[tuple[str, int]] = []
    at = 0
    while at < len(raw):
        for width in (1, 2, 3, 4):
            try:
                piece = raw[at : at + width].decode()
            except UnicodeDecodeError:
                continue
            break
        else:
            piece, width = "\ufffd", 1
        pieces.append((piece, 3 * width))
        at += width
    return pieces
