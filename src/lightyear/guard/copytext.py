"""Advertising copy made comparable: what hides a word from a reader's eye is taken away."""

import functools
import re
import unicodedata
from collections.abc import Callable

from lightyear.guard import copysounds, copyspelling, lexicon, normalize
from lightyear.guard.detectors.base import listed
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
_EMOJI = "\u2600-\u27bf\u2b00-\u2bff\u231a-\u23ff\u20e3\ufe0e\ufe0f\U0001f000-\U0001faff"
_MARKS = "*·•・‧_~|=^#+/\\\\<>…`'\"†‡※°"
_CLUTTER = re.compile(
    f"[{_EMOJI}]+|(?<=[{_HAN}])[\\s{_EMOJI}{_MARKS}-]+(?=[{_HAN}0-9])|(?<=[0-9%])\\s+(?=[{_HAN}%])"
    # A full stop between two characters, with no space behind it, parts no sentences.
    f"|(?<=[{_HAN}])\\.(?=[{_HAN}])"
)
_LONE_BRACKET = re.compile(f"[(\\[{{【「〔『]([{_HAN}])[)\\]}}】」〕』]")

# English words worth hiding, and the look-alikes that hide them.
_HIDDEN = listed(
    "cure cures cured curing heal heals healed miracle guarantee guaranteed guarantees clinically "
    "proven scientifically medically doctor recommended side effects effect risk risks safe safely no "
    "zero results testimonial testimonials patient patients story stories reviews permanent "
    "permanently instantly free success rate diabetes cancer arthritis asthma your you have diagnosed "
    "diagnosis appointment prescription eliminate eliminates reverse reverses relief pain effective "
    "painless never fails forever overnight lifetime kills wrinkles prescriptions refill treatment "
    "surgery remedy tumors reminder"
)
_LEET = str.maketrans("01345789@$!|+¢€£¥", "oieastbgasiitcely")
_LEET_WORD = re.compile(
    r"(?<![\w@$¢€£¥])(?=[\w@$!|+¢€£¥]*[A-Za-z])(?=[\w@$!|+¢€£¥]*[0-9@$!|+¢€£¥])[\w@$¢€£¥][\w@$!|+¢€£¥]*(?<![!|+])"
)
_ACCENTED = re.compile("(?<![A-Za-z\u00c0-\u024f])[A-Za-z]*[\u00c0-\u024f][A-Za-z\u00c0-\u024f]*")
_SPELLED = re.compile(r"(?<![A-Za-z])(?:[A-Za-z][\s.*_·•~|/\\-]{1,2}){2,}[A-Za-z](?![A-Za-z])")
_SPLIT = re.compile(r"(?<![\w.])[A-Za-z]+(?:[.*_·•~|/\\'^+-][A-Za-z]+){1,4}(?![\w])")


def prepared(text: str) -> Normalized:
    """Give the text in one spelling: simplified, without what stands between the letters of a word."""
    settled = normalize.plain(text)
    settled = settled.rewrite(_LONE_BRACKET, lambda found: [("", 1), (found[1], 1), ("", 1)])
    settled = settled.rewrite(_CLUTTER, lambda clutter: [("", len(clutter))])
    settled = Normalized(settled.text.translate(_simplified()), settled.edges)
    if re.search("[A-Za-z]", settled.text):
        for pattern, decode in _ENGLISH:
            settled = settled.rewrite(pattern, decode)
        settled = settled.rewrite(_halves(), lambda pair: [(pair.replace(" ", ""), len(pair))])
        for pattern, decode in copyspelling.SPELLINGS:
            settled = settled.rewrite(pattern, decode)
    if _CHINESE.search(settled.text):
        for pattern, word in copysounds.patterns(settled.text):
            settled = settled.rewrite(pattern, _to(word))
    return settled


def with_stand_ins(text: str) -> str:
    """Put stand-ins for the words of the health lexicons into prepared text; offsets stay."""
    marked = list(text)
    for term in lexicon.health_terms(text):
        stand_in = STAND_INS.get(term.kind)
        if stand_in is not None:
            marked[term.start : term.end] = stand_in * (term.end - term.start)
    return "".join(marked)


def _to(word: str) -> "_Decode":
    return lambda found: [(word, len(found))]


def _from_look_alikes(word: str) -> list[tuple[str, int]]:
    plain = word.lower().translate(_LEET)
    for settled in (plain, plain.replace("i", "l")):
        if settled in _HIDDEN or (_is_disguised(word) and settled in _common()):
            return [(char, 1) for char in settled]
    return [(char, 1) for char in word]


def _is_disguised(word: str) -> bool:
    """Whether digits stand in for letters; "5am" and "50s" are what they are."""
    return len(word) > 2 and (not word[0].isdigit() or (len(word) > 4 and not word[1].isdigit()))


def _from_accented(word: str) -> list[tuple[str, int]]:
    plain = "".join(unicodedata.normalize("NFD", char)[0] for char in word.lower())
    return [(char, 1) for char in (plain if plain in _HIDDEN else word)]


def _from_spelled(run: str) -> list[tuple[str, int]]:
    letters = "".join(re.findall("[A-Za-z]", run)).lower()
    apart = ["".join(re.findall("[A-Za-z]", word)).lower() for word in re.split(r"\s{2,}", run)]
    if all(len(word) > 2 and word in _common() for word in apart):
        return [(" ".join(apart), len(run))]
    if copyspelling.is_misspelled(letters):
        return [(letters, len(run))]
    words = _segmented(letters)
    if not words and letters[0] in "ai":  # "A m i r a c l e": the article is no part of the word
        rest = _segmented(letters[1:])
        words = [letters[0], *rest] if rest else []
    return [(" ".join(words), len(run))] if words else [(char, 1) for char in run]


def _from_split(run: str) -> list[tuple[str, int]]:
    joined = "".join(re.findall("[A-Za-z]", run)).lower()
    parts = re.findall("[A-Za-z]+", run.lower())
    if joined in _HIDDEN and not set(parts) <= _HIDDEN:
        return [(joined, len(run))]
    if set(parts) <= _HIDDEN:  # "no.side.effects": whole words, joined by anything but a space
        return [(char if char.isalpha() else " ", 1) for char in run]
    # c*re, g**ranteed: one letter is left out.
    if "*" in run and len(run) >= 4:
        stars = re.compile("[a-z]".join(re.escape(part) for part in re.split(r"\*", run.lower())))
        for word in _HIDDEN:
            if stars.fullmatch(word):
                return [(word, len(run))]
    return [(char, 1) for char in run]


_WORDS = listed(
    "a i in on is it as at an am be by do go he if me my no of or so to up us we the for pat her his "
    "all side red end rate free pain less mend one per man scan cure heal able test story rev views "
    "app point men success tim once effect effects you r y our have d s t"
)


def _segmented(letters: str) -> list[str]:
    """Cut a run of letters into hidden words alone, longest first; nothing if that fails."""
    words: list[str] = []
    at = 0
    while at < len(letters):
        ahead = (letters[at:end] for end in range(min(len(letters), at + _longest()), at + 1, -1))
        word = next((piece for piece in ahead if piece in _HIDDEN), None)
        if word is None:
            return []
        words.append(word)
        at += len(word)
    return words


@functools.cache
def _longest() -> int:
    return max(map(len, _HIDDEN))


@functools.cache
def _common() -> frozenset[str]:
    return lexicon.words("en_everyday") | _HIDDEN


_Decode = Callable[[str], list[tuple[str, int]]]
_ENGLISH: tuple[tuple[re.Pattern[str], _Decode], ...] = (
    copyspelling.FOREIGN,
    (_ACCENTED, _from_accented),
    (_LEET_WORD, _from_look_alikes),
    (_SPELLED, _from_spelled),
    (_SPLIT, _from_split),
)
_CHINESE = re.compile(
    f"[{_HAN}]|(?i:\\b(?:gen|bao|zhi|yao|yong|fu|zui|guo|you|wu|ling|jie|huan|duan)[ .*_-]?[a-z])"
)


@functools.cache
def _halves() -> re.Pattern[str]:
    """Hidden words with a space inside; two words of their own hide nothing."""
    cut = {(word[:at], word[at:]) for word in _HIDDEN if len(word) >= 4 for at in range(1, len(word))}
    known = _common() | _WORDS
    pairs = sorted(f"{one} {other}" for one, other in cut if not {one, other} <= known)
    return re.compile(rf"(?i:\b(?:{'|'.join(pairs)})\b)")


# Vowels with the marks of pinyin, and rare characters that only stand for the common one they look like.
_TONELESS = dict(zip(map(ord, "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"), "aaaaeeeeiiiioooouuuuüüüü", strict=True))
_RARE = {ord("蕞"): "最", ord("笫"): "第", ord("囯"): "国"}


@functools.cache
def _simplified() -> dict[int, str]:
    pairs = lexicon.words("distilled/zh_traditional") | lexicon.words("zh_traditional")
    return {**{ord(pair[0]): pair[1] for pair in pairs}, **_TONELESS, **_RARE}
