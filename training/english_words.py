"""What surrounds names and places in English training text and isn't to be found: drugs, dates, firms."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from random import Random

from training.english_people import People
from training.english_places import COUNTRIES, STATES, Places
from training.english_split import words
from training.grammar import Filler, Piece

_LISTS = {
    "drug": "drugs",
    "brand": "brands",
    "condition": "conditions",
    "eponym": "eponyms",
    "symptom": "symptoms",
    "procedure": "procedures",
    "specialty": "specialties",
    "lab": "labs",
    "body": "body_parts",
    "month": "months",
    "weekday": "weekdays",
    "holiday": "holidays",
    "language": "languages",
    "nationality": "nationalities",
    "job": "jobs",
    "work": "works",
    "insurer": "insurers",
    "color": "colors",
    "thing": "things",
}
"""Slots that choose a line of a file in words/english."""

_FORMS = {
    "ssn": ["###-##-####"],
    "card": ["4### #### #### ####", "5###-####-####-####", "4###############"],
    "iban": ["DE## #### #### #### #### ##", "GB##BARC############", "FR76##########"],
    "plate": ["7ABC###", "KLM-####", "### XYZ", "##-RT-##"],
    "phone": [
        "(2##) 555-01##",
        "3##-555-01##",
        "+1 4## 555 01##",
        "5##5550###",
        "+44 20 7### ####",
        "555-01##",
    ],
    "mrn": ["MRN######", "A#######", "P-####", "00######", "########", "PT######", "H####-##"],
    "ip": ["1##.2#.##.1#", "10.0.#.##", "192.168.#.#"],
    "code": ["E11.#", "I10", "J45.###", "M54.#", "Z##.#", "F32.#", "R07.#"],
    "money": ["$##", "$###", "$##.##", "$#,###", "€##", "£##.##"],
    "percent": ["##%", "#%", "##.#%"],
}
"""Slots whose # are digits."""

_MONTHS = words("months")
_DOSES = ("5 mg", "10 mg", "20mg", "25 mg", "50 mcg", "100 mg", "500mg", "2 puffs", "1 tab", "0.5 mL")
_BRIGHT = (
    "Sunrise",
    "Evergreen",
    "Bright Smiles",
    "Blue Sky",
    "Lakeside",
    "Summit",
    "Hope",
    "Grace",
    "Harmony",
)
_TOWN_FIRMS = ("Bank", "Motors", "Credit Union", "Times", "High School", "University", "Chamber of Commerce")

_NAMED_AFTER = """
syndrome disease sign score scale criteria maneuver classification palsy reflex phenomenon formula stain
catheter clamp forceps retractor splint nodes bodies index
"""
_ILLNESSES = _NAMED_AFTER.split()
_HONOURS = (
    "Award",
    "Scholarship",
    "Memorial Lecture",
    "Fellowship",
    "Prize",
    "Wing",
    "Pavilion",
    "Cup",
    "Invitational",
    "Auditorium",
    "Fund",
    "Act",
    "method",
    "effect",
    "diet",
    "technique",
    "Endowment",
    "Trophy",
    "theorem",
)


class Words:
    """Fillers without labels; organizations borrow names and towns of the split."""

    def __init__(self, people: People, places: Places) -> None:
        self._people = people
        self._places = places
        self._hospitals, self._companies = words("hospitals"), words("companies")
        self._practices, self._firms = words("practices"), words("firms")
        self._saints, self._domains = words("saints"), words("domains")

    def fillers(self) -> dict[str, Filler]:
        makers: dict[str, Callable[[Random], str]] = {
            "org": self.organization,
            "hospital": self.hospital,
            "company": self.company,
            "org_address": self._places.address,
            "named_illness": self.named_illness,
            "room": _room,
            "named_honour": lambda random: f"{self._family(random)} {random.choice(_HONOURS)}",
            "email": self.email,
            "username": self.username,
            "url": self.url,
            "country": lambda random: random.choice(COUNTRIES),
            "state": lambda random: random.choice(tuple(STATES.values())),
            "state_abbr": lambda random: random.choice(tuple(STATES)),
            "date": _date,
            "time": _time,
            "dose": lambda random: random.choice(_DOSES),
            "small": lambda random: str(random.randint(2, 9)),
            "num": lambda random: str(random.randint(2, 99)),
            "big": lambda random: str(random.randint(100, 99999)),
            "age": lambda random: str(random.randint(1, 97)),
            "year": lambda random: str(random.randint(1935, 2026)),
            "value": lambda random: f"{random.uniform(0.5, 300):.{random.choice('011')}f}",
        }
        makers |= {slot: _chooser(words(file)) for slot, file in _LISTS.items()}
        makers |= {slot: partial(_digits, forms) for slot, forms in _FORMS.items()}
        return {name: _plain(maker) for name, maker in makers.items()}

    def organization(self, random: Random) -> str:
        return self.hospital(random) if random.random() < 0.6 else self.company(random)

    def hospital(self, random: Random) -> str:
        """A place of care, named after a family, a saint, a town or nobody."""
        noun = random.choice(self._practices)
        saint = f"{random.choice(['St.', 'Saint', 'St'])} {random.choice(self._saints)}"
        size = random.choice(["General ", "Community ", "Regional ", ""])
        named = (
            lambda: random.choice(self._hospitals),
            lambda: f"{saint}{random.choice([chr(39) + 's', ''])} {noun}",
            lambda: f"{self._places.us_town(random)} {size}{noun}",
            lambda: f"{self._family(random)} {noun}",
            lambda: f"{random.choice(_BRIGHT)} {noun}",
        )
        return random.choice(named)()

    def company(self, random: Random) -> str:
        joint, end = random.choice([" & ", " and ", ", ", " + "]), random.choice([" LLP", "", " LLC"])
        named = (
            lambda: random.choice(self._companies),
            lambda: random.choice(self._companies),
            lambda: f"{self._family(random)}{joint}{self._family(random)}{end}",
            lambda: f"{self._family(random)} {random.choice(self._firms)}",
            lambda: f"{self._places.us_town(random)} {random.choice(_TOWN_FIRMS)}",
        )
        return random.choice(named)()

    def named_illness(self, random: Random) -> str:
        """An illness, a test or a tool named after whoever described it."""
        whose = f"{self._family(random)}{random.choice(['', '', chr(39) + 's', '-' + self._family(random)])}"
        return f"{whose} {random.choice(_ILLNESSES)}"

    def email(self, random: Random) -> str:
        return f"{self.username(random)}@{random.choice(self._domains)}"

    def username(self, random: Random) -> str:
        first, last = self._slug(random), _slugged(self._people.last(random))
        forms = (f"{first}.{last}", f"{first[0]}{last}", f"{first}{random.randint(1, 99)}", f"{last}_{first}")
        return random.choice([*forms, "info", first])

    def url(self, random: Random) -> str:
        start = random.choice(["https://", "www.", "https://www."])
        return f"{start}{self._slug(random)}.example/{self._slug(random)}"

    def _slug(self, random: Random) -> str:
        return _slugged(self._people.first(random))

    def _family(self, random: Random) -> str:
        last = self._people.last(random)
        return last[0].upper() + last[1:]


def _chooser(values: Sequence[str]) -> Callable[[Random], str]:
    return lambda random: random.choice(values)


def _room(random: Random) -> str:
    """Where in a hospital somebody lies: no place that finds her outside."""
    word = random.choice(("Room", "room", "Rm", "rm", "RM", "Bed", "bed", "Bay", "bay"))
    return (
        f"{word} {random.randint(1, 40 if word[0] in 'Bb' else 899)}{random.choice(('', '', '', 'A', '-2'))}"
    )


def _plain(maker: Callable[[Random], str]) -> Filler:
    def pieces(random: Random) -> Sequence[Piece]:
        return [(maker(random), None)]

    return pieces


def _slugged(value: str) -> str:
    return "".join(sign for sign in value.lower() if sign.isascii() and sign.isalpha()) or "me"


def _digits(forms: Sequence[str], random: Random) -> str:
    return "".join(random.choice("0123456789") if sign == "#" else sign for sign in random.choice(forms))


def _date(random: Random) -> str:
    month, day, year = random.randint(1, 12), random.randint(1, 28), random.randint(1940, 2026)
    name = random.choice(_MONTHS)
    forms = (
        f"{month}/{day}/{year}",
        f"{month:02d}/{day:02d}/{year % 100:02d}",
        f"{year}-{month:02d}-{day:02d}",
        f"{day}.{month}.{year}",
        f"{name} {day}, {year}",
        f"{name} {day}",
        f"{day} {name[:3]} {year}",
        f"{name[:3]} {day}",
        f"{name} {random.randint(4, 20)}th",
        f"{name} {year}",
    )
    return random.choice(forms)


def _time(random: Random) -> str:
    hour, minute = random.randint(1, 12), random.choice([0, 0, 15, 30, 45, random.randint(0, 59)])
    half = random.choice(["AM", "PM", "am", "pm", "a.m.", "p.m."])
    return random.choice([f"{hour}:{minute:02d} {half}", f"{hour}{half}", f"{hour + 8}:{minute:02d}", "noon"])
