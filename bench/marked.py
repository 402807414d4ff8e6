"""Texts that say what is to be found in them: `call ⟦phone|330 555 0142⟧`, one JSON object a line."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

TEXTS = Path(__file__).parent / "texts"
_SPAN = re.compile(r"⟦([a-z0-9_.]+)\|(.*?)⟧", re.DOTALL)

Span = tuple[int, int, str]


class Marked(NamedTuple):
    """A text, where it came by, its language, what is to be found, and everything else its line says."""

    text: str
    channel: str
    lang: str
    spans: tuple[Span, ...]
    line: dict[str, Any]


def read(path: Path) -> Iterator[Marked]:
    """Every text of a file; lines of the public sets (`text` and `spans`) are read, too."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield _marked(json.loads(line))


def _marked(line: dict[str, Any]) -> Marked:
    text, spans = _unmarked(line["marked"]) if "marked" in line else (line.get("text", ""), ())
    return Marked(text, line.get("channel", "free_text"), line.get("lang", "en")[:2], spans, line)


def _unmarked(marked: str) -> tuple[str, tuple[Span, ...]]:
    text, at = "", 0
    spans: list[Span] = []
    for match in _SPAN.finditer(marked):
        text += marked[at : match.start()]
        spans.append((len(text), len(text) + len(match[2]), match[1]))
        text += match[2]
        at = match.end()
    return text + marked[at:], tuple(spans)
