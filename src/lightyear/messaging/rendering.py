"""What a reader gets: the subject, HTML and plain text of a template filled in for one contact."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser

from lightyear.messaging import liquid
from lightyear.messaging.liquid import Kind, TemplateError

__all__ = ["Kind", "Rendered", "TemplateError", "render", "text_part"]


@dataclass(frozen=True, kw_only=True, repr=False)
class Rendered:
    """A message as one contact reads it; its repr shows nothing of it."""

    subject: str
    html: str
    text: str


def render(*, subject: str, html: str, context: Mapping[str, object]) -> Rendered:
    """Fill in a message's templates; the text is made from the HTML.

    Values are escaped in the HTML. Raises TemplateError, also for a control character in the subject,
    with which a value could add headers of its own.
    """
    filled_html = liquid.render(html, context, escape=True)
    return Rendered(subject=_subject(subject, context), html=filled_html, text=text_part(filled_html))


def text_part(html: str) -> str:
    """Return the readable text of HTML: links as "label: url", lists with dashes, nothing that is hidden."""
    reader = _TextReader()
    reader.feed(html)
    reader.close()
    visible = _PADDING.sub("", "".join(reader.pieces))
    lines = [_SPACES.sub(" ", line).strip() for line in visible.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"


def _subject(source: str, context: Mapping[str, object]) -> str:
    subject = liquid.render(source, context, escape=False)
    if any(unicodedata.category(character) in ("Cc", "Zl", "Zp") for character in subject):
        raise TemplateError(Kind.CONTROL_CHARACTER)
    return subject


class _TextReader(HTMLParser):
    """Collects text in `pieces`; a line feed in a piece is a break that the layout asks for."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._hidden: list[str] = []
        self._link: tuple[str, int] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            self._void(tag, dict(attrs))
        elif self._hidden or tag in _UNREAD or _is_hidden(dict(attrs)):
            self._hidden.append(tag)
        elif tag == "a":
            self._link = (dict(attrs).get("href") or "", len(self.pieces))
        else:
            self.pieces.append(_BEFORE.get(tag, ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in self._hidden:
            # Whatever was opened inside and never closed ends here too.
            while self._hidden.pop() != tag:
                pass
        elif self._hidden:
            return
        elif tag == "a":
            self._end_link()
        else:
            self.pieces.append(_AFTER.get(tag, ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # HTML knows the slash only on void elements; elsewhere it opens the element all the same.
        self.handle_starttag(tag, attrs)

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.pieces.append(_WHITESPACE.sub(" ", data))

    def _void(self, tag: str, attributes: dict[str, str | None]) -> None:
        if self._hidden:
            return
        if tag == "img":
            self.pieces.append(_WHITESPACE.sub(" ", attributes.get("alt") or ""))
        self.pieces.append(_BEFORE.get(tag, ""))

    def _end_link(self) -> None:
        if self._link is None:
            return
        (url, start), self._link = self._link, None
        label = "".join(self.pieces[start:]).strip()
        address = url.strip().removeprefix("mailto:").removeprefix("tel:")
        if not address or address.startswith("#") or address == label:
            return
        self.pieces.append(f": {address}" if label else address)


def _is_hidden(attributes: dict[str, str | None]) -> bool:
    style = (attributes.get("style") or "").replace(" ", "").lower()
    return "hidden" in attributes or "display:none" in style


_WHITESPACE = re.compile(r"\s+")
_SPACES = re.compile(r"[^\S\n]+")
# What preview texts are padded with, and hyphens that only a line break would show.
_PADDING = re.compile("[\u00ad\u034f\u200b\u2060\ufeff]")
_UNREAD = frozenset({"head", "script", "style", "template", "title"})
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
_PARAGRAPHS = ("blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "ol", "p", "table", "ul")
_LINES = ("article", "dd", "div", "dt", "footer", "header", "section", "tr")
_BEFORE = (
    dict.fromkeys(_PARAGRAPHS, "\n\n")
    | dict.fromkeys(_LINES, "\n")
    | {"br": "\n", "hr": "\n\n---\n\n", "li": "\n- ", "td": " ", "th": " "}
)
_AFTER = dict.fromkeys(_PARAGRAPHS, "\n\n") | dict.fromkeys(_LINES, "\n")
