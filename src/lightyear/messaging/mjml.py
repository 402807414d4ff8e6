"""MJML to HTML with the template's Liquid left in place."""

import re
from dataclasses import dataclass

import mrml

from lightyear.messaging import liquid


def compile_mjml(source: str) -> str:
    """Turn MJML that holds Liquid into HTML that holds the same Liquid.

    Raises liquid.TemplateError for what isn't MJML or Liquid, for Liquid at a place MJML drops, and where
    the compiler would add an address that the author didn't write (fonts, social and accordion icons).
    """
    liquid.parse(source, escape=True)
    held = _Held.of(source)
    html = _html(held)
    _refuse_lost(held, html)
    _refuse_leftovers(held, html)
    compiled = held.give_back(html)
    _refuse_added_addresses(source, compiled)
    _refuse_broken(compiled)
    return compiled


@dataclass(frozen=True)
class _Held:
    """MJML in which each piece of Liquid is a plain word: its `<` and `"` would break the XML."""

    source: str
    text: str
    mark: str
    pieces: tuple[re.Match[str], ...]

    @classmethod
    def of(cls, source: str) -> "_Held":
        mark = "lyheld"
        while mark in source:
            mark += "x"
        pieces = tuple(_LIQUID.finditer(source))
        numbers = iter(range(len(pieces)))
        return cls(source, _LIQUID.sub(lambda _: f"{mark}{next(numbers)}z", source), mark, pieces)

    def give_back(self, text: str) -> str:
        return re.sub(f"{self.mark}([0-9]+)z", lambda found: self.pieces[int(found[1])].group(), text)

    def line_of_byte(self, position: int) -> int:
        before = self.text.encode()[:position].decode(errors="ignore")
        return self.give_back(before).count("\n") + 1


def _html(held: _Held) -> str:
    try:
        return str(mrml.to_html(held.text, None, _OPTIONS).content)
    except OSError as error:
        message = str(error)
    except BaseException as error:
        # Some broken attributes make the compiler itself fail, with an exception outside Exception.
        if type(error).__name__ != "PanicException":
            raise
        message = "unreadable attribute"
    position = _POSITION.search(message)
    line = held.line_of_byte(int(position[1])) if position else _unbalanced_line(held.source)
    word = _POSITION.sub("", message).removesuffix(" in root template")
    raise liquid.TemplateError(liquid.Kind.MJML, line=line, word=word)


def _unbalanced_line(source: str) -> int | None:
    """Return the line of the first MJML tag without its partner, which the compiler doesn't tell."""
    open_tags: list[tuple[str, int]] = []
    for tag in _MJ_TAG.finditer(source):
        line = liquid.line_of(source, tag.start())
        if tag["end"]:
            if not open_tags or open_tags.pop()[0] != tag["name"]:
                return line
        elif not tag["empty"]:
            open_tags.append((tag["name"], line))
    return open_tags[-1][1] if open_tags else None


def _refuse_lost(held: _Held, html: str) -> None:
    """Refuse Liquid that the compiler dropped; defaults for tags that don't occur may go."""
    defaults = _DEFAULTS.search(held.source)
    for number, piece in enumerate(held.pieces):
        is_default = defaults is not None and defaults.start() < piece.start() < defaults.end()
        if f"{held.mark}{number}z" not in html and not is_default:
            line = liquid.line_of(held.source, piece.start())
            raise liquid.TemplateError(liquid.Kind.MISPLACED_LIQUID, line=line)


def _refuse_leftovers(held: _Held, html: str) -> None:
    """Refuse an unknown mj- tag: the compiler passes it on, and mail programs show nothing of it."""
    leftover = _LEFTOVER.search(_COMMENT.sub("", html))
    if leftover:
        index = held.source.find(leftover.group())
        line = liquid.line_of(held.source, index) if index >= 0 else None
        raise liquid.TemplateError(liquid.Kind.MJML, line=line, word=leftover[1])


def _refuse_added_addresses(source: str, html: str) -> None:
    """Refuse what would let a third party see who opens the mail, although nobody chose it."""
    added = _hosts(html) - _hosts(source) - _NAMESPACES
    if added:
        raise liquid.TemplateError(liquid.Kind.ADDED_ADDRESS, word=min(added))


def _refuse_broken(html: str) -> None:
    try:
        liquid.parse(html, escape=True)
    except liquid.TemplateError as error:
        word = error.word
    else:
        return
    raise liquid.TemplateError(liquid.Kind.MISPLACED_LIQUID, word=word)


def _hosts(text: str) -> set[str]:
    return {host.lower() for host in _HOST.findall(text)}


_OPTIONS = mrml.RenderOptions(fonts={})
_NAMESPACES = {"www.w3.org"}
_DEFAULTS = re.compile(r"<mj-attributes>.*?</mj-attributes>", re.DOTALL)
_LIQUID = re.compile(
    r"\{%-?\s*(?P<block>raw|comment)\b.*?\{%-?\s*end(?P=block)\s*-?%\}|\{\{.*?\}\}|\{%.*?%\}", re.DOTALL
)
_POSITION = re.compile(r" at position ([0-9]+):[0-9]+")
_MJ_TAG = re.compile(
    r"<(?P<end>/)?(?P<name>mj[\w-]*)(?:\"[^\"]*\"|'[^']*'|[^'\">])*?(?P<empty>/)?>", re.DOTALL
)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_LEFTOVER = re.compile(r"<(mj-[\w-]+)")
_HOST = re.compile(r"https?://([\w.-]+)", re.IGNORECASE)
