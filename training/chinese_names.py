"""Names of people as Chinese text writes them: in Chinese, in pinyin, foreign, with a title, by nickname."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from functools import cache
from itertools import accumulate
from random import Random

from faker import Faker
from faker.providers.person.en_US import Provider as English
from faker.providers.person.zh_CN import Provider as Chinese

from training import grammar
from training.chinese_sources import listed, of_split, zipped

COMPOUND = listed("compound")
_RARE = listed("rare")
_FAMILIAR = listed("familiar")
_MEN = listed("men")
_WOMEN = listed("women")
_NEW = listed("new")
_LITERARY = listed("literary")
_RURAL = listed("rural")
_REDUPLICATED = listed("reduplicated")
_HONORIFIC = listed("honorific")
_PLAIN_HONORIFIC = listed("plain_honorific")
_CLINICAL = listed("clinical")
_COMMON_CLINICAL = listed("common_clinical")
_TRANSLITERATED = listed("transliterated")
_FOREIGN_GIVEN = listed("foreign_given")
_FOREIGN_FAMILY = listed("foreign_family")
_MINORITY_GIVEN = listed("minority_given")
_MINORITY_FAMILY = listed("minority_family")
_TIBETAN = listed("tibetan")
_MONGOL = listed("mongol")
_LOCALES = (
    "en_US",
    "en_US",
    "en_GB",
    "de_DE",
    "fr_FR",
    "es_MX",
    "pt_BR",
    "pl_PL",
    "it_IT",
    "tr_TR",
    "en_IN",
    "vi_VN",
)
_CANTONESE = (
    "Chan Wong Lee Cheung Lau Yeung Leung Ng Chow Ho Lam Kwok Tsang Fung Tang Yip Mak Tse Yuen Chiu",
    "Tai Siu Ka Wai Kit Man Ming Yan Ling Chi Ho Wing Kei Yee Mei Chun Lok Hoi Shan Kin Fai Keung Sze",
)
_TAIWANESE = (
    "Chen Lin Huang Chang Lee Wang Wu Liu Tsai Yang Hsu Cheng Hsieh Kuo Hung Chiu Tseng Liao Lai Chou",
    "chih ming chia hui ya ting mei ling wei chun hao yu hsin hsuan jung tzu chieh shu fen yi kai pei",
)
_ENGLISH_IN_CHINESE = listed("english_in_chinese")


def surname(random: Random) -> str:
    if random.random() < 0.05:
        return random.choice(COMPOUND)
    if random.random() < 0.08:
        return random.choice(_RARE)
    names, weights = _surnames()
    return random.choices(names, cum_weights=weights)[0]


def any_given(random: Random) -> str:
    """One or two characters that follow a surname."""
    draw = random.random()
    if draw < 0.3:
        return random.choice(_FAMILIAR)
    if draw < 0.37:
        return str(random.choice(Chinese.first_names))
    if draw < 0.52:
        return "".join(random.choices(_common_characters(), k=random.choice((1, 2, 2, 2))))
    pool = random.choices((_MEN, _WOMEN, _NEW, _LITERARY, _RURAL), weights=(5, 5, 5, 3, 1))[0]
    first = random.choice(pool)
    if random.random() < 0.17:
        return first
    return first + random.choice(pool if random.random() < 0.7 else _MEN + _WOMEN + _NEW)


def given(random: Random, *, held_back: bool) -> str:
    return of_split(random, any_given, held_back=held_back)


def full(random: Random, *, held_back: bool) -> str:
    """A Han name of two to four characters."""
    first = given(random, held_back=held_back)
    if len(first) == 2 and random.random() < 0.02:
        return surname(random)[:1] + surname(random)[:1] + first
    return surname(random) + first


def with_dot(random: Random, *, held_back: bool) -> str:
    """A foreign or Uyghur name with its dot, or one of a people that writes none."""
    return of_split(random, _with_dot, held_back=held_back)


def titled(random: Random, *, held_back: bool, clinical: bool) -> str:
    """A surname or a whole name, and the title after it."""
    common, all_titles = (_COMMON_CLINICAL, _CLINICAL) if clinical else (_PLAIN_HONORIFIC, _HONORIFIC)
    title = random.choice(common if random.random() < 0.75 else all_titles)
    if random.random() < 0.22:
        return full(random, held_back=held_back) + title
    return of_split(random, lambda draw: surname(draw) + title, held_back=held_back)


def half_hidden(random: Random, *, held_back: bool) -> str:
    """A surname and 某, as the press writes."""
    return of_split(
        random, lambda draw: surname(draw) + draw.choice(("某", "某", "某某")), held_back=held_back
    )


def nickname(random: Random, *, held_back: bool) -> str:
    return of_split(random, _nickname, held_back=held_back)


def pinyin(random: Random, *, held_back: bool) -> str:
    """A romanized name in one of the usual orders and spellings."""
    if random.random() < 0.15:
        return of_split(random, _other_romanization, held_back=held_back)
    first = of_split(random, _romanized_given, held_back=held_back)
    parts = _by_syllable(first)
    family = "".join(_syllables(_readable(random, surname)))
    joined = "".join(parts).capitalize()
    return random.choice(
        (
            f"{family.capitalize()} {joined}",
            f"{family.capitalize()} {joined}",
            f"{joined} {family.capitalize()}",
            f"{family.upper()} {joined}",
            f"{family.upper()} {joined.upper()}",
            f"{family} {' '.join(parts)}",
            f"{family.capitalize()} {' '.join(part.capitalize() for part in parts)}",
            f"{family.capitalize()} {'-'.join(parts).capitalize()}",
            f"{family}{joined.lower()}",
            f"{family.capitalize()}, {joined}",
            f"{family.capitalize()} {joined}",
        )
    )


def english(random: Random, *, held_back: bool) -> str:
    """A first name, or a whole English name."""
    draw = random.random()
    if draw < 0.5:
        return of_split(random, lambda draw: draw.choice(_ENGLISH_IN_CHINESE), held_back=held_back)
    first = of_split(random, lambda draw: draw.choice(_english()[0]), held_back=held_back)
    if draw < 0.65:
        return first
    if draw < 0.8:
        return f"{first} {''.join(_syllables(surname(random))).capitalize()}"
    return f"{first} {random.choice(_english()[1])}"


def latin(random: Random, *, held_back: bool) -> str:
    """A whole name of any origin in Latin letters, sometimes the first or the last alone."""
    first, last = of_split(random, _any_latin, held_back=held_back).split("|")
    if grammar.is_held_back(first) != held_back or grammar.is_held_back(last) != held_back:
        return f"{first} {last}"
    return random.choices((f"{first} {last}", first, last, f"{last}, {first}"), weights=(12, 4, 2, 1))[0]


def romanize(value: str) -> str:
    """The pinyin of a place, in one word."""
    return "".join(_syllables(value)).capitalize()


def _with_dot(random: Random) -> str:
    draw = random.random()
    dot = random.choices("·•‧.", weights=(17, 1, 1, 1))[0]
    if draw < 0.3:
        return random.choice(_MINORITY_GIVEN) + dot + random.choice(_MINORITY_FAMILY)
    if draw < 0.42:
        return "".join(random.sample(_TIBETAN, 2))
    if draw < 0.5:
        return random.choice(_MONGOL)
    if draw < 0.62:
        return random.choice(_MINORITY_GIVEN if random.random() < 0.5 else _FOREIGN_GIVEN)
    first = random.choice(_FOREIGN_GIVEN) if random.random() < 0.5 else _transliterated(random)
    last = random.choice(_FOREIGN_FAMILY) if random.random() < 0.4 else _transliterated(random)
    return first + dot + last


def _transliterated(random: Random) -> str:
    return "".join(random.choices(_TRANSLITERATED, k=random.choice((2, 2, 3, 3, 4))))


def _nickname(random: Random) -> str:
    draw = random.random()
    family = surname(random)[:1]
    if draw < 0.3:
        return "小" + family
    if draw < 0.45:
        return "老" + family
    if draw < 0.6:
        return random.choice(_REDUPLICATED) * 2
    if draw < 0.72:
        return random.choice("阿小") + random.choice(_MEN + _WOMEN)
    if draw < 0.8:
        return random.choice(_MEN) + "子"
    return family + random.choice("哥姐姨叔婶嫂总工董导")


def _other_romanization(random: Random) -> str:
    if random.random() < 0.5:
        families, parts = (part.split() for part in _CANTONESE)
        name = f"{random.choice(families)} {random.choice(parts)} {random.choice(parts)}"
        return f"{random.choice(_ENGLISH_IN_CHINESE)} {name.split()[0]}" if random.random() < 0.3 else name
    families, parts = (part.split() for part in _TAIWANESE)
    first = f"{random.choice(parts).capitalize()}-{random.choice(parts)}"
    family = random.choice(families)
    return f"{family} {first}" if random.random() < 0.5 else f"{first} {family}"


@cache
def _surnames() -> tuple[Sequence[str], Sequence[float]]:
    return tuple(Chinese.last_names), tuple(accumulate(Chinese.last_names.values()))


def _any_latin(random: Random) -> str:
    locale = random.choice(_LOCALES)
    firsts, lasts = _of_locale(locale)
    return f"{random.choice(firsts)}|{random.choice(lasts)}"


@cache
def _of_locale(locale: str) -> tuple[Sequence[str], Sequence[str]]:
    """First and last names of a country, drawn once."""
    fake = Faker(locale)
    fake.seed_instance(7)
    firsts = [fake.first_name() for _ in range(500)]
    return [name for name in firsts if "|" not in name], [fake.last_name() for _ in range(500)]


@cache
def _english() -> tuple[Sequence[str], Sequence[str]]:
    return tuple(English.first_names), tuple(English.last_names)


@cache
def _common_characters() -> str:
    """Characters of Chinese idioms: a name may hold any of them."""
    text = zipped("chinese_idiom.zip")
    counts: dict[str, int] = {}
    for char in text:
        counts[char] = counts.get(char, 0) + 1
    ranked = sorted((char for char in counts if "一" <= char <= "鿿"), key=lambda char: -counts[char])
    return "".join(char for char in ranked[:1600] if char not in "不之而了的死尸鬼")


def _syllables(value: str) -> list[str]:
    return [_readings().get(char, char) for char in value]


def _romanized_given(random: Random) -> str:
    return "".join(_syllables(_readable(random, any_given)))


def _readable(random: Random, make: Callable[[Random], str]) -> str:
    """A value whose every character has a known reading."""
    while True:
        value = make(random)
        if all(char in _readings() for char in value):
            return value


def _by_syllable(joined: str) -> list[str]:
    """Split "xiaoming" into its two syllables again."""
    for cut in range(1, len(joined)):
        if joined[:cut] in _known_syllables() and joined[cut:] in _known_syllables():
            return [joined[:cut], joined[cut:]]
    return [joined]


@cache
def _known_syllables() -> frozenset[str]:
    return frozenset(_readings().values())


@cache
def _readings() -> dict[str, str]:
    """The first reading of every character, without tones."""
    readings = {}
    for line in zipped("chinese_char_dictionary.zip").splitlines():
        char, _, rest = line.partition("\t")
        _, opened, tail = rest.partition("[")
        reading = tail.partition("]")[0].split("/")[0].split(",")[0].strip()
        if opened and len(char) == 1 and reading:
            readings[char] = _toneless(reading)
    return {
        char: reading for char, reading in readings.items() if reading.isascii() and reading.isalpha()
    } | {
        "重": "chong",
        "长": "chang",
        "厦": "xia",
        "单": "shan",
        "解": "xie",
        "曾": "zeng",
        "仇": "qiu",
        "朴": "piao",
        "乐": "le",
        "区": "ou",
        "查": "zha",
        "翟": "zhai",
        "覃": "qin",
        "盖": "ge",
    }


def _toneless(reading: str) -> str:
    plain = unicodedata.normalize("NFD", reading.replace("ü", "v"))
    return "".join(char for char in plain if not unicodedata.combining(char)).lower().replace("ɡ", "g")
