"""Advertising copy made comparable: what hides a word from a reader's eye is taken away."""

import functools
import re

from lightyear.guard import lexicon, normalize
from lightyear.guard.normalize import Normalized

# Private-use characters that stand for a word of the health lexicons, one per code point of the word.
STAND_INS = {
    "conditions": "\ue000",
    "symptoms": "\ue000",
    "substance_use": "\ue000",
    "treatments": "\ue001",
    "drugs": "\ue002",
}
TOKENS = {"{condition}": r"\x{E000}+", "{treatment}": r"\x{E001}+", "{drug}": r"\x{E002}+"}

_HAN = "\u3400-\u9fff"
_EMOJI = "\u2600-\u27bf\u2b00-\u2bff\ufe0e\ufe0f\U0001f000-\U0001faff"
_CLUTTER = re.compile(
    f"[{_EMOJI}]+|(?<=[{_HAN}])[\\s{_EMOJI}*·•_~|-]+(?=[{_HAN}0-9])|(?<=[0-9%])\\s+(?=[{_HAN}%])"
)


def prepared(text: str) -> Normalized:
    """Give the text in one spelling, simplified, without emoji and without spaces inside Chinese words."""
    settled = normalize.plain(text)
    decluttered = settled.rewrite(_CLUTTER, lambda clutter: [("", len(clutter))])
    return Normalized(decluttered.text.translate(_simplified()), decluttered.edges)


def with_stand_ins(text: str) -> str:
    """Put stand-ins for the words of the health lexicons into prepared text; offsets stay."""
    marked = list(text)
    for term in lexicon.health_terms(text):
        stand_in = STAND_INS.get(term.kind)
        if stand_in is not None:
            marked[term.start : term.end] = stand_in * (term.end - term.start)
    return "".join(marked)


@functools.cache
def _simplified() -> dict[int, str]:
    return {ord(pair[0]): pair[1] for pair in lexicon.words("zh_traditional")}
