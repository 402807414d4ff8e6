"""The ways in which people write Chinese carelessly; what is marked stays whole and marked."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from functools import cache
from random import Random

from training import chinese_sources
from training.grammar import Labelled

STOPS = "。！？；，、：!?;,:"
_SOFTENED = str.maketrans("，。！？：；（）", ",.!?:;()")
_SLIPS = {
    "的": "得地",
    "在": "再",
    "再": "在",
    "做": "作",
    "已": "以",
    "那": "哪",
    "吗": "嘛",
    "很": "狠",
    "他": "她",
    "她": "他",
    "是": "事",
    "像": "象",
    "带": "戴",
    "坐": "座",
    "么": "末",
    "需": "须",
    "帐": "账",
    "疼": "痛",
    "到": "道",
    "挂": "卦",
    "约": "月",
    "药": "要",
    "号": "好",
    "近": "进",
    "请": "清",
    "问": "文",
    "有": "又",
}
_UNCHANGED_IN_NAMES = "于后干只发准党几斗里向云台"
_TWO_WAYS = "后干云几"
"""Characters of the older script too, which mostly stand for another one."""


def careless(text: Labelled, random: Random) -> Labelled:
    """Write the text as hurried people do."""
    for share, change in (
        (0.16, _without_punctuation),
        (0.1, _with_slips),
        (0.06, _with_other_breaks),
        (0.05, _traditional),
    ):
        if random.random() < share:
            text = change(text, random)
    draw = random.random()
    if draw < 0.08:
        text = Labelled(text.text.translate(_SOFTENED), text.spans)
    return _recased(text, random)


def traditional(value: str, *, is_name: bool) -> str:
    """A value in traditional characters; some of them stay as they are in names."""
    table = _traditional_table()
    return "".join(
        char if is_name and char in _UNCHANGED_IN_NAMES else table.get(char, char) for char in value
    )


def _recased(text: Labelled, random: Random) -> Labelled:
    draw = random.random()
    if draw < 0.12:
        changed = text.text.lower()
    elif draw < 0.16:
        changed = text.text.upper()
    elif draw < 0.22:
        changed = _some_capitals_lost(text.text, random)
    else:
        return text
    return Labelled(changed, text.spans) if len(changed) == len(text.text) else text


def _some_capitals_lost(text: str, random: Random) -> str:
    return "".join(char.lower() if char.isupper() and random.random() < 0.4 else char for char in text)


def _without_punctuation(text: Labelled, random: Random) -> Labelled:
    """Stops become spaces or nothing; where nothing would glue two spans together, a space stays."""
    instead = random.choice(("", " ", " "))
    edges = {start for start, _, _ in text.spans}
    edits = []
    for at in _outside(text):
        if text.text[at] in "，。！？；、：":
            is_between = at + 1 in edges and any(end == at for _, end, _ in text.spans)
            edits.append((at, at + 1, instead or (" " if is_between else "")))
    return _edited(text, edits)


def _with_slips(text: Labelled, random: Random) -> Labelled:
    """Homophones, doubled and lost characters, outside of what is marked."""
    edits = []
    for at in _outside(text):
        char = text.text[at]
        if char in _SLIPS and random.random() < 0.15:
            edits.append((at, at + 1, random.choice(_SLIPS[char])))
        elif "一" <= char <= "鿿" and random.random() < 0.01:
            edits.append((at, at + 1, random.choice((char * 2, ""))))
    return _edited(text, edits)


def _with_other_breaks(text: Labelled, random: Random) -> Labelled:
    """Line breaks become something else, or sentences get lines of their own."""
    outside = _outside(text)
    breaks = [(at, at + 1, random.choice(("\r\n", " ", "\n\n"))) for at in outside if text.text[at] == "\n"]
    if breaks:
        return _edited(text, breaks)
    return _edited(text, [(at, at + 1, text.text[at] + "\n") for at in outside if text.text[at] in "。！？"])


def _traditional(text: Labelled, random: Random) -> Labelled:
    del random
    marked = bytearray(len(text.text))
    for start, end, _ in text.spans:
        marked[start:end] = b"\1" * (end - start)
    table = _traditional_table()
    changed = (
        table.get(char, char) if not (inside and char in _UNCHANGED_IN_NAMES) else char
        for char, inside in zip(text.text, marked, strict=True)
    )
    return Labelled("".join(changed), text.spans)


@cache
def _traditional_table() -> dict[str, str]:
    pairs = (line.split("\t") for line in chinese_sources.plain("sim2tra_char.txt").splitlines())
    return {
        pair[0]: pair[1]
        for pair in pairs
        if len(pair) == 2 and (pair[0] in _TWO_WAYS or not _is_common_in_traditional(pair[0]))
    }


def _is_common_in_traditional(char: str) -> bool:
    """Whether the first level of Big5 has it; the list has rare variants of such characters."""
    code = char.encode("big5", "ignore")
    return len(code) == 2 and 0xA4 <= code[0] <= 0xC6


def _outside(text: Labelled) -> list[int]:
    """Every place that lies in no span."""
    at = 0
    found: list[int] = []
    for start, end, _ in text.spans:
        found += range(at, start)
        at = end
    return [*found, *range(at, len(text.text))]


def _edited(text: Labelled, edits: Sequence[tuple[int, int, str]]) -> Labelled:
    """Replace parts that lie in no span, and move the spans."""
    if not edits:
        return text
    pieces, at, shifts, shift = [], 0, [0], 0
    for start, end, new in edits:
        pieces += [text.text[at:start], new]
        at = end
        shift += len(new) - (end - start)
        shifts.append(shift)
    ends = [end for _, end, _ in edits]
    spans = [
        (
            start + shifts[bisect.bisect_right(ends, start)],
            end + shifts[bisect.bisect_right(ends, start)],
            label,
        )
        for start, end, label in text.spans
    ]
    return Labelled("".join([*pieces, text.text[at:]]), tuple(spans))
