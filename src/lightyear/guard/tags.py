"""The parts of HTML or XML in order, each with its place; any text is read, however broken."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_NAME = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:_.-]*)")
_ATTRIBUTE = re.compile(
    r"""[\s/]*+(?:([^\s"'<>/=]++)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++)))?|["'=<])"""
)
_RAW = ("script", "style")
_MOST = 100
_LONGEST = 1 << 20  # of one tag; beyond, a quote was not closed


class Attribute(NamedTuple):
    """An attribute; `start` and `end` are where its value stands, without quotes, undecoded."""

    name: str
    start: int
    end: int


class Tag(NamedTuple):
    """A tag from "<" to ">"; names are lower case."""

    name: str
    is_end: bool
    span: tuple[int, int]
    attributes: tuple[Attribute, ...]
    text: str

    def get(self, name: str) -> str:
        """Give the value of an attribute, "" when it isn't there, or behind a hundred others."""
        found = next((one for one in self.attributes[:_MOST] if one.name == name), None)
        return self.text[found.start : found.end] if found else ""


class Text(NamedTuple):
    """A stretch that is no tag: kind "text", "comment", "script" or "style" (`note` is its type)."""

    kind: str
    start: int
    end: int
    note: str = ""


def read(text: str) -> Iterator[Tag | Text]:
    """Give the parts of a document in order; declarations are left out."""
    at = 0
    while at < len(text):
        opened = text.find("<", at)
        if opened < 0:
            opened = len(text)
        if opened > at:
            yield Text("text", at, opened)
        if opened == len(text):
            return
        at = opened
        if text.startswith(("<!", "<?"), at):
            part, at = _declaration(text, at)
            if part is not None:
                yield part
        elif name := _NAME.match(text, at):
            tag = _tag(text, name)
            yield tag
            at = tag.span[1]
            if tag.name in _RAW and not tag.is_end:
                end = _closing(text, tag.name, at)
                if end > at:
                    yield Text(tag.name, at, end, tag.get("type").strip().lower())
                at = end
        else:
            yield Text("text", at, at + 1)
            at += 1


def is_cut(text: str) -> bool:
    """Say whether a document ends within a tag, a comment or a declaration."""
    end = 0
    part: Tag | Text | None = None
    for part in read(text):
        end = part.span[1] if isinstance(part, Tag) else part.end
    if isinstance(part, Tag) and end == len(text):
        return text[-1] != ">"
    if isinstance(part, Text) and end == len(text):
        return part.kind == "comment" or text.endswith("<![CDATA[", 0, part.start)
    return text.startswith(("<!", "<?"), end) and text[-1] != ">"


def _declaration(text: str, at: int) -> tuple[Text | None, int]:
    """Read a comment, a CDATA section, or what is neither; give what of it is read, and where it ends."""
    for opening, closing, kind in (("<!--", "-->", "comment"), ("<![CDATA[", "]]>", "text")):
        if text.startswith(opening, at):
            start = at + len(opening)
            end = _found(text, closing, start)
            return Text(kind, start, end), min(end + len(closing), len(text))
    return None, min(_found(text, ">", at) + 1, len(text))


def _tag(text: str, name: re.Match[str]) -> Tag:
    attributes = []
    at = name.end()
    stop = min(len(text), at + _LONGEST)
    while at < stop:
        found = _ATTRIBUTE.match(text, at, stop)
        if found is None:
            break
        group = next((index for index in (2, 3, 4) if found.group(index) is not None), None)
        if found.group(1) is not None and group is not None:
            attributes.append(Attribute(found.group(1).lower(), *found.span(group)))
        at = found.end()
    end = text.find(">", at)
    end = len(text) if end < 0 else end + 1
    return Tag(name.group(2).lower(), bool(name.group(1)), (name.start(), end), tuple(attributes), text)


def _closing(text: str, name: str, at: int) -> int:
    closing = re.compile(f"</{name}", re.IGNORECASE).search(text, at)
    return closing.start() if closing else len(text)


def _found(text: str, sign: str, at: int) -> int:
    end = text.find(sign, at)
    return len(text) if end < 0 else end
