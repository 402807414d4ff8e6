"""Everything a mail says, for the guard to read: its text, and what its HTML holds besides.

Scanning the markup itself would find the same things several times over, at twice the cost. What the
template says in the same words to everybody is scanned once per version.
"""

from functools import cache, lru_cache
from html.parser import HTMLParser

from lightyear import guard
from lightyear.consent.models import Purpose
from lightyear.messaging import layout
from lightyear.messaging.rendering import Rendered

LIQUID = ("{{", "{%")


def of(rendered: Rendered, *, source: str) -> dict[str, str]:
    """The subject, and the text followed by whatever else the HTML holds; `source` is its template.

    Nothing is left out but what stands in the text as it is, fixed words of the template in which the guard
    finds nothing (names of elements, styles, the conditional comments of old mail programs), and those of
    our own frame, whatever one of them by itself looks like.
    """
    text = _plain(rendered.text)
    fixed = _harmless(source) | _framing()
    unsaid = [piece for piece in pieces(rendered.html) if piece not in fixed and not _says(text, piece)]
    return {"subject": rendered.subject, "text": "\n".join([rendered.text, *unsaid])}


def pieces(html: str) -> list[str]:
    """Every word and value of the markup once: texts, names, attributes, comments, declarations.

    The typefaces of our own frame are left out: their names are names, and nobody's.
    """
    collector = _Collector()
    collector.feed(html.replace(layout.FONTS, ""))
    collector.close()
    return [piece for piece in dict.fromkeys(map(_plain, collector.found)) if piece]


@cache
def _framing() -> frozenset[str]:
    """The fixed pieces of the frame around every letter, in all its languages."""
    frames = [layout.compiled("", language=one, kind=kind) for one in layout.STOP for kind in Purpose.Kind]
    return frozenset(piece for html in frames for piece in pieces(html) if not _is_filled_in(piece))


@lru_cache(maxsize=256)
def _harmless(source: str) -> frozenset[str]:
    return frozenset(
        piece
        for piece in pieces(source)
        if not _is_filled_in(piece) and not guard.scan(piece, channel="email")
    )


def _is_filled_in(piece: str) -> bool:
    return any(mark in piece for mark in LIQUID)


def _plain(text: str) -> str:
    return " ".join(text.split())


def _says(text: str, piece: str) -> bool:
    """Whether a piece stands in the text for itself, not as a part of a longer word or number."""
    start = text.find(piece)
    if start < 0:
        return False
    before, after = text[:start][-1:], text[start + len(piece) :][:1]
    return not (before.isalnum() and piece[0].isalnum()) and not (after.isalnum() and piece[-1].isalnum())


class _Collector(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append(tag)
        for name, value in attrs:
            self.found += (name, value or "")

    def handle_data(self, data: str) -> None:
        self.found.append(data)

    def handle_endtag(self, tag: str) -> None:
        self.found.append(tag)

    def handle_comment(self, data: str) -> None:
        self.found.append(data)

    def handle_decl(self, decl: str) -> None:
        self.found.append(decl)

    def handle_pi(self, data: str) -> None:
        self.found.append(data)

    def unknown_decl(self, data: str) -> None:
        self.found.append(data)
