"""Names of people for English training text: every origin, weighted roughly as the United States are."""

from __future__ import annotations

import importlib
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from random import Random

from training.english_split import WORDS, Pool, is_ours, pool, unaccented, words
from training.grammar import Filler, Piece

_LATIN = re.compile(r"[^\W\d_]+(?:[ '’\-][^\W\d_]+)*\Z")
_INITIALS = "ABCDEFGHJKLMNPRSTW"
_JUNIORS = (" Jr.", " Jr", ", Jr.", " Sr.", " II", " III", " III", " IV")
_DOCTOR_TITLES = ("Dr. ", "Dr. ", "Dr. ", "Dr ", "Dr ", "Doctor ", "Prof. ", "DR ", "Dr.", "Doc ")
_ONSETS = "b br c ch cl d dr f fl g gr h j k kh kl l m n p ph pr qu r s sh sl st t th tr v w x y z".split()  # noqa: SIM905
_VOWELS = "a a a e e i i o o u ai au ee ia ie ou ei".split()  # noqa: SIM905
_SYLLABLES = frozenset(words("pinyin_syllables"))
_CODAS = ("", "", "", "", "l", "n", "r", "s", "m", "th", "ck", "nd", "rt", "x", "sh", "ll", "ng", "v")
_EVERYDAY = frozenset(
    word.lower()
    for word in (
        *words("first_names_that_are_words"),
        *words("last_names_that_are_words"),
        *words("words_of_every_sentence"),
    )
)
_LAST_ENDS = "son ton man berg er ez ski ov ic a o i wood ley well ford sen ian yan oglu wala mura".split()  # noqa: SIM905


@dataclass(frozen=True, slots=True)
class Origin:
    """Where names of one kind come from."""

    firsts: Pool
    lasts: Pool
    weight: float
    is_double: bool
    """Two family names are usual."""
    is_family_first: bool


class People:
    """Names of one split."""

    def __init__(self, *, held_back: bool) -> None:
        self._held_back = held_back
        self._origins = tuple(_origins(held_back=held_back))
        self._cumulative = tuple(accumulate(origin.weight for origin in self._origins))
        self._rarer = tuple(origin for origin in self._origins if origin.weight <= 0.03)
        self._nicknames = pool(_alike(words("nicknames")), held_back=held_back)
        self._particles = tuple(particle.replace("_", " ") for particle in words("particles"))
        self._titles, self._roles = words("titles"), words("roles")
        self._credentials = words("credentials")

    def fillers(self) -> dict[str, Filler]:
        """Every slot that stands for a person; only the name itself is labelled."""
        return {
            "full": lambda random: _name(self.full(random)),
            "first": lambda random: _name(_cased(random, self.first(random))),
            "last": lambda random: _name(_cased(random, self.last(random))),
            "nick": lambda random: _name(self._nicknames.pick(random)),
            "name": lambda random: _name(self.any_form(random)),
            "lastfirst": lambda random: _name(self.last_first(random)),
            "initial_last": lambda random: _name(f"{self.first(random)[0]}. {self.last(random)}"),
            "upper_full": lambda random: _name(self.full(random).upper()),
            "lower_full": lambda random: _name(self.full(random).lower()),
            "rare": lambda random: _name(self.rare(random)),
            "lower_rare": lambda random: _name(self._lower(random, self.rare)),
            "lower_first": lambda random: _name(self._lower(random, self.first)),
            "lower_last": lambda random: _name(self._lower(random, self.last)),
            "upper_first": lambda random: _name(self.first(random).upper()),
            "upper_last": lambda random: _name(self.last(random).upper()),
            "upper_list": lambda random: _name(self.upper_list(random)),
            "handle": lambda random: _name(f"{self.rare(random)}.{random.choice(_INITIALS)}".lower()),
            "hl7_name": lambda random: _name(self.hl7(random)),
            "doctor": self.doctor,
            "titled": self.titled,
            "provider": self.provider,
            "couple": self.couple,
        }

    def first(self, random: Random, origin: Origin | None = None) -> str:
        """A first name; every seventh is nobody's."""
        if random.random() < 0.14:
            return self._invented(random)
        value = (origin or self._origin(random)).firsts.pick(random)
        return unaccented(value) if random.random() < 0.5 else value

    def last(self, random: Random, origin: Origin | None = None) -> str:
        """A last name, also with a particle or of two parts."""
        chance = random.random()
        if chance < 0.14:
            value = self._invented(random, random.choice(_LAST_ENDS))
        else:
            value = (origin or self._origin(random)).lasts.pick(random)
        if random.random() < 0.5:
            value = unaccented(value)
        if chance > 0.95 and value[0].isupper() and " " not in value:
            return random.choice(self._particles) + value
        if chance > 0.92:
            return f"{value}{random.choice('-- ')}{self._origin(random).lasts.pick(random)}"
        return value

    def full(self, random: Random) -> str:
        """A whole name in one of its many forms."""
        origin = self._origin(random)
        first = self.first(random, origin if random.random() < 0.9 else None)
        last = self.last(random, origin)
        if origin.is_double and random.random() < 0.35:
            last = f"{last}{random.choice(['-', ' ', ' ', ' y '])}{origin.lasts.pick(random)}"
        if origin.is_family_first:
            return _cased(
                random, f"{last.upper() if random.random() < 0.2 else last} {_apart(random, first)}"
            )
        return _cased(random, self._composed(random, first, last))

    def any_form(self, random: Random) -> str:
        """What running text calls a person."""
        chance = random.random()
        if chance < 0.6:
            return self.full(random)
        if chance < 0.9:
            return _cased(random, self.first(random))
        return self._nicknames.pick(random) if chance < 0.95 else self.last(random)

    def last_first(self, random: Random) -> str:
        """Last, First as lists and charts write it."""
        first, last = self.first(random), self.last(random)
        chance = random.random()
        if chance < 0.4:
            last = last.upper()
        if chance < 0.15:
            first = first.upper()
        middle = random.choice(["", "", "", f" {random.choice(_INITIALS)}", f" {self.first(random)}"])
        return f"{last},{random.choice([' ', ' ', ' ', ''])}{first}{middle}"

    def rare(self, random: Random) -> str:
        """A first name that few in the country have."""
        return self.first(random, random.choice(self._rarer))

    def _lower(self, random: Random, form: Callable[[Random], str]) -> str:
        """A name in lower case that isn't a word of every sentence."""
        while True:
            name = form(random).lower()
            if len(name) > 2 and name not in _EVERYDAY:
                return name

    def upper_list(self, random: Random) -> str:
        """LAST FIRST M as labels and faxes print it."""
        middle = random.choice(["", f" {random.choice(_INITIALS)}"])
        return (
            f"{self.last(random)}{random.choice([' ', ' ', ', ', ','])}{self.first(random)}{middle}".upper()
        )

    def hl7(self, random: Random) -> str:
        name = f"{self.last(random)}^{self.first(random)}"
        name += random.choice(["", "", f"^{random.choice(_INITIALS)}", f"^{self.first(random)}"])
        return name.upper() if random.random() < 0.6 else name

    def doctor(self, random: Random) -> Sequence[Piece]:
        """Dr. and a name; the title and the credential are outside."""
        chance = random.random()
        form = self.last if chance < 0.6 else self.full if chance < 0.9 else self.first
        pieces: list[Piece] = [(random.choice(_DOCTOR_TITLES), None), *_name(form(random))]
        if random.random() < 0.08:
            pieces.append((f", {random.choice(self._credentials)}", None))
        return pieces

    def titled(self, random: Random) -> Sequence[Piece]:
        """Mr. and a name; the title is outside."""
        if random.random() < 0.75:
            name = self.last(random) if random.random() < 0.65 else self.full(random)
            return [(random.choice(self._titles) + " ", None), *_name(name)]
        name = self.first(random) if random.random() < 0.5 else self.last(random)
        return [(random.choice(self._roles) + " ", None), *_name(name)]

    def provider(self, random: Random) -> Sequence[Piece]:
        """A name and its credentials."""
        credentials = random.sample(self._credentials, random.choice([1, 1, 1, 2]))
        comma = random.choice([", ", ", ", " "])
        return [*_name(self.full(random)), (comma + ", ".join(credentials), None)]

    def couple(self, random: Random) -> Sequence[Piece]:
        joint = random.choice([" and ", " & ", " and ", " or "])
        second = self.full(random) if random.random() < 0.5 else self.first(random)
        return [*_name(self.first(random)), (joint, None), *_name(second)]

    def _origin(self, random: Random) -> Origin:
        return random.choices(self._origins, cum_weights=self._cumulative)[0]

    def _composed(self, random: Random, first: str, last: str) -> str:
        initial = random.choice(_INITIALS)
        forms = (
            (0.62, lambda: f"{first} {last}"),
            (0.10, lambda: f"{first} {initial}{random.choice(['.', '.', ''])} {last}"),
            (0.08, lambda: f"{first} {self.first(random)} {last}"),
            (0.03, lambda: f"{first[0]}. {last}"),
            (0.02, lambda: f"{first[0]}.{random.choice(['', ' '])}{initial}. {last}"),
            (0.01, lambda: f"{first[0]}{initial} {last}"),
            (0.03, lambda: f"{first} {last}{random.choice(_JUNIORS)}"),
            (0.02, lambda: f'{first} "{self._nicknames.pick(random)}" {last}'),
            (0.02, lambda: f"{first}-{self.first(random)} {last}"),
            (0.02, lambda: f"{self._nicknames.pick(random)} {last}"),
            (0.01, lambda: f"{first} {initial}. {self.first(random)} {last}"),
            (0.02, lambda: f"{first} {last} {self.last(random)}"),
            (0.01, lambda: f"{first} {last[0].upper()}."),
            (0.01, lambda: f"{last} {first}"),
            (0.01, lambda: f"{last.upper()} {first}"),
            (0.01, lambda: f"{first} {last.upper()}"),
        )
        return random.choices(forms, weights=[weight for weight, _ in forms])[0][1]()

    def _invented(self, random: Random, end: str = "") -> str:
        """A pronounceable name that is nobody's."""
        while True:
            syllables = random.choice([1, 2, 2, 3]) if not end else random.choice([1, 1, 2])
            word = "".join(random.choice(_ONSETS) + random.choice(_VOWELS) for _ in range(syllables))
            word = (word + random.choice(_CODAS) + end).capitalize()
            if len(word) > 2 and is_ours(word, held_back=self._held_back):
                return word


def _origins(*, held_back: bool) -> Iterable[Origin]:
    for told in tomllib.loads((WORDS / "origins.toml").read_text(encoding="utf-8")).values():
        both = told.get("both", ())
        firsts = _merged(told.get("firsts") or [f"{locale}.first_names" for locale in both])
        lasts = _merged(told.get("lasts") or [f"{locale}.last_names" for locale in both])
        origin = Origin(
            pool(firsts, held_back=held_back),
            pool(lasts, held_back=held_back),
            weight=told["weight"],
            is_double=told.get("is_double", False),
            is_family_first=told.get("is_family_first", False),
        )
        # A short list may have nobody in the smaller split.
        if origin.firsts.values and origin.lasts.values:
            yield origin


def _merged(sources: Iterable[str]) -> dict[str, float]:
    """The lists together, each as heavy as the others."""
    found: dict[str, float] = {}
    for source in sources:
        weights = _source(source)
        total = sum(weights.values())
        for value, weight in weights.items():
            found[value] = found.get(value, 0.0) + weight / total
    return found


def _source(source: str) -> Mapping[str, float]:
    if "." in source:
        return _faker(*source.split("."))
    if source == "pinyin":
        return _pinyin()
    if source == "african_american":
        starts, ends = words("african_american_starts"), words("african_american_ends")
        return _alike(start + (end.title() if start in "LaDeJa" else end) for start in starts for end in ends)
    return _alike(words(source))


def _faker(locale: str, attribute: str) -> dict[str, float]:
    """One of Faker's lists, where it is in Latin letters."""
    values = getattr(importlib.import_module(f"faker.providers.person.{locale}").Provider, attribute)
    weights = values if isinstance(values, Mapping) else _alike(values)
    titled = {(name.title() if name.isupper() else name.strip()): weight for name, weight in weights.items()}
    return {name: weight for name, weight in titled.items() if _LATIN.match(name) and len(name) > 1}


def _pinyin() -> dict[str, float]:
    """Given names of one or two syllables."""
    syllables = sorted(_SYLLABLES)
    doubles = [first + second for first in syllables for second in syllables]
    hyphens = [f"{first}-{second}" for first in syllables[::3] for second in syllables[::4]]
    found = {name.capitalize(): 0.6 / len(doubles) for name in doubles + hyphens}
    return found | {syllable.title(): 0.4 / len(syllables) for syllable in syllables}


def _alike(values: Iterable[str]) -> dict[str, float]:
    return dict.fromkeys(values, 1.0)


def _name(value: str) -> list[Piece]:
    return [(value, "name")]


def _apart(random: Random, given: str) -> str:
    """Xiao Ming for Xiaoming, sometimes."""
    halves = [
        given[:cut] for cut in range(2, len(given) - 1) if {given[:cut].lower(), given[cut:]} <= _SYLLABLES
    ]
    if not halves or random.random() < 0.7:
        return given
    return f"{halves[0]} {given[len(halves[0]) :].capitalize()}"


def _cased(random: Random, value: str) -> str:
    """People shout some names and don't bother to capitalize others."""
    chance = random.random()
    if chance < 0.03:
        return value.upper()
    return value.lower() if chance > 0.97 else value
