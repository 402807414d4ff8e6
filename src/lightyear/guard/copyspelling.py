"""English advertising words in one spelling: misspelled, on purpose or not, or cut short as in a message."""

import re
from collections.abc import Callable

_Decode = Callable[[str], list[tuple[str, int]]]

# Letters of other scripts that stand for a Latin one inside of a Latin word or alone.
_FOREIGN = str.maketrans("яıкитвмнгіјѕаеорсухԁһɑɡ", "rikutbmnrijsaeopcyxdhag")
_ALIEN = re.compile("(?<!\\w)\\w*[яıкитвмнгіјѕаеорсухԁһɑɡ]\\w*")

_MISSPELLED = (
    (r"g(?:ua?|au|a)r{1,2}[aeiou]{0,2}n{1,2}t(?:e{1,3}|ie|y)d", "guaranteed"),
    (r"g(?:ua?|au|a)r{1,2}[aeiou]{0,2}n{1,2}t(?:e{1,3}|ie|y)s", "guarantees"),
    (r"g(?:ua?|au|a)r{1,2}[aeiou]{0,2}n{1,2}t(?:e{1,3}|ie|y)", "guarantee"),
    (r"g(?:ua?|au|a)r{1,2}[aeiou]{0,2}n{1,2}te?d", "guaranteed"),
    (r"(?:[kq]u?|cu{2,}|c[ue]u)r(?:e{1,4}|3)[dt]|curred", "cured"),
    (r"(?:[kq]u?|cu{2,})r(?:e{1,4}|3)[sz]|curez", "cures"),
    (r"(?:ku|qu|cu{2,})r(?:e{1,4}|3)|cur[e]{2,4}", "cure"),
    (r"clin{1,2}[aiec]{1,3}l{1,2}[ey]?y|clinicaly|clincally|clinicly", "clinically"),
    (r"sc?ien?ti?fical{1,2}y|scientificly|sientific\w*", "scientifically"),
    (r"pr(?:oo|u|o)v(?:in|an|un)|pruven|prooven|provven", "proven"),
    (r"m[iey]r{1,2}[aeio]ck?[aeiou]?l{1,2}e?", "miracle"),
    (r"m[iey]r{1,2}[aeio]ck?[aeiou]?l{1,2}e?s", "miracles"),
    (r"p[eu]r?m[aei]n[aei]n?t{1,2}l{1,2}e?y", "permanently"),
    (r"p[eu]r?m[aei]n[aei]n?t", "permanent"),
    (r"inst[aei]n?t{1,2}l{1,2}e?y", "instantly"),
    (r"ef{1,2}[ei]ct[ie]{1,2}v", "effective"),
    (r"p[ae][iy]?nl[ei]ss?", "painless"),
    (r"test[aei]?mon(?:ia|ea|y|i|a)?l{1,2}s", "testimonials"),
    (r"test[aei]?mon(?:ia|ea|i|a)l{1,2}", "testimonial"),
    (r"p[eir]{2,3}s?cri[bp]?t?[it]?[ts]?[iu]?on", "prescription"),
    (r"ap{1,2}oi?nt{1,2}?e?ment", "appointment"),
    (r"diab[ei]t[ie]s|diabeetus|diabetus|dyabetes|diebetes|diabeties", "diabetes"),
    (r"el{1,2}[ie]m{1,2}[ie]nates", "eliminates"),
    (r"rev[eu]rs[ei]s|reverces|reversez", "reverses"),
    (r"healz|heelz", "heals"),
    (r"(?:no|zero) (?:sied|side|syde)[ -]?(?:af{1,2}ects?|ef{1,2}[ei]?kts?|efects?)", "no side effects"),
    (r"docter|doctur|docktor", "doctor"),
    (r"forevr|4ever|forevah", "forever"),
    (r"re[sz]ultz|rezults|resluts", "results"),
    (r"kanser|canser|cancr|kancer", "cancer"),
    (r"artheritis|arthritus|arthritas|athritis", "arthritis"),
)
_SHORT = {
    "ur": "your",
    "u": "you",
    "tmrw": "tomorrow",
    "tmr": "tomorrow",
    "tmrow": "tomorrow",
    "2moro": "tomorrow",
    "2morrow": "tomorrow",
    "2day": "today",
    "2nite": "tonight",
    "b4": "before",
    "thx": "thanks",
    "thnx": "thanks",
    "tks": "thanks",
    "pls": "please",
    "plz": "please",
    "cuz": "because",
    "appt": "appointment",
    "appts": "appointments",
    "appmt": "appointment",
    "dx'd": "diagnosed",
    "diag": "diagnosed",
    "w/": "with",
    "w/o": "without",
    "youre": "you're",
    "youve": "you've",
    "perscription": "prescription",
}
_BRIEF = re.compile(rf"(?i:(?<![\w'.@/-])(?:{'|'.join(map(re.escape, _SHORT))})(?![\w'/@-]|\.\w))")


def is_misspelled(word: str) -> bool:
    """Say whether a word is a known misspelling of one that an advertisement hides."""
    return _meant(word) is not None


def _meant(word: str) -> str | None:
    return next((right for wrong, right in _WORDS if word.lower() != right and wrong.fullmatch(word)), None)


def _right(word: str) -> list[tuple[str, int]]:
    return [(_meant(word) or word, len(word))]


def _latin(token: str) -> list[tuple[str, int]]:
    is_hidden = len(token) == 1 or any("a" <= char <= "z" for char in token.lower())
    return [(char, 1) for char in (token.translate(_FOREIGN) if is_hidden else token)]


def _long(token: str) -> list[tuple[str, int]]:
    return [(_SHORT[token.lower()], len(token))]


_WORDS = tuple((re.compile(f"(?i:{wrong})"), right) for wrong, right in _MISSPELLED)
_WRONG = re.compile(rf"(?i:\b(?:{'|'.join(wrong for wrong, _ in _MISSPELLED)})\b)")
FOREIGN: tuple[re.Pattern[str], _Decode] = (_ALIEN, _latin)
SPELLINGS: tuple[tuple[re.Pattern[str], _Decode], ...] = ((_WRONG, _right), (_BRIEF, _long))
