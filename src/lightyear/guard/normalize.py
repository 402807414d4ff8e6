"""One spelling for everything that looks alike, with the way back to the original code points."""

import html
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

# A placeholder left by redaction, once masked: no pattern matches it and no context reaches across it.
MASK = "\ufdd0"

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
_SAME = {
    **dict.fromkeys(map(ord, "\u2010\u2012\u2013\u2014\u2015\u2212"), "-"),
    **dict.fromkeys(map(ord, "\u2018\u2019\u02bc"), "'"),
    **dict.fromkeys(map(ord, "\u201c\u201d"), '"'),
    ord(MASK): " ",
}
_SURROGATE = re.compile("[\ud800-\udfff]")
_PERCENT = re.compile("(?:%[0-9A-Fa-f]{2})+")
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
    """Apply NFKC, one kind of dash and quote, and drop invisible characters."""
    if text.isascii():
        return Normalized(text)
    if _SURROGATE.search(text):
        text = _SURROGATE.sub("\ufffd", text)
    settled = text.translate(_SAME)
    if unicodedata.is_normalized("NFKC", settled) and len(settled.translate(_INVISIBLE)) == len(settled):
        return Normalized(settled)
    return _by_cluster(settled)


def percent_decoded(normalized: Normalized) -> Normalized:
    """Undo percent-encoding, also when it was applied more than once."""
    for _ in range(_ROUNDS):
        decoded = normalized.rewrite(_PERCENT, _from_percent)
        if decoded is normalized:
            break
        normalized = decoded
    return _renormalized(normalized)


def entities_decoded(normalized: Normalized) -> Normalized:
    """Undo HTML character references."""
    return _renormalized(normalized.rewrite(_ENTITY, lambda entity: [(html.unescape(entity), len(entity))]))


def _renormalized(normalized: Normalized) -> Normalized:
    again = plain(normalized.text)
    if normalized.edges is None or again.edges is None:
        return Normalized(again.text, normalized.edges if again.edges is None else again.edges)
    return Normalized(again.text, tuple(normalized.span(start, end) for start, end in again.edges))


def _by_cluster(text: str) -> Normalized:
    pieces: list[str] = []
    edges: list[tuple[int, int]] = []
    start = 0
    while start < len(text):
        end = start + 1
        while end < len(text) and _continues(text[end]):
            end += 1
        piece = unicodedata.normalize("NFKC", text[start:end].translate(_INVISIBLE)).translate(_SAME)
        pieces.append(piece)
        edges.extend([(start, end)] * len(piece))
        start = end
    return Normalized("".join(pieces), tuple(edges))


def _continues(char: str) -> bool:
    # Combining marks and the vowels and finals of Hangul compose with what stands before them.
    return unicodedata.combining(char) != 0 or "\u1160" <= char <= "\u11ff"


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
