"""Chinese training text: what fills the slots, and the ways in which people write carelessly.

Word lists lie in `words/chinese/<slot>.txt`; a line of them may use choices and slots as a template does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Protocol

from training import chinese_familiar as familiar
from training import chinese_names as names
from training import chinese_noise, grammar
from training import chinese_places as places
from training.chinese_sources import WORDS as ALL_WORDS
from training.chinese_sources import listed, of_split
from training.grammar import Filler, Labelled, Node, Piece

TEMPLATES = Path(__file__).parent / "templates" / "chinese"
WORDS = ALL_WORDS / "chinese"

TRADITIONAL = "trad_"
"""What stands before a slot's name where its text is to be in traditional characters."""
_RELATIVES = listed("relatives")
_JOINTS = ("", "", "\n", "\n", "\n\n", " ", "\r\n", "。", "；", " | ", "\n---\n")


class Made(Protocol):
    """Something that is drawn from one of the splits."""

    def __call__(self, random: Random, *, held_back: bool) -> str: ...


def _marked(label: str, make: Made, *, held_back: bool) -> Filler:
    return lambda random: [(make(random, held_back=held_back), label)]


def _someone(random: Random, *, held_back: bool) -> str:
    """Mostly a Han name; now and then a name of another origin or script."""
    make: Made = random.choices(
        (names.full, names.with_dot, names.pinyin, names.english, names.latin), weights=(84, 7, 5, 2, 2)
    )[0]
    return make(random, held_back=held_back)


def _spoken(random: Random, *, held_back: bool) -> str:
    """However one person speaks of another."""
    makes: tuple[Made, ...] = (
        names.full,
        partial(names.titled, clinical=False),
        partial(names.titled, clinical=True),
        names.nickname,
        names.given,
        names.with_dot,
        names.english,
    )
    return random.choices(makes, weights=(30, 25, 15, 15, 8, 3, 4))[0](random, held_back=held_back)


def _kin(random: Random, *, held_back: bool) -> list[Piece]:
    """A relative, then the name."""
    name = (
        names.given(random, held_back=held_back)
        if random.random() < 0.15
        else _someone(random, held_back=held_back)
    )
    return [(random.choice(_RELATIVES) + random.choice(("", "", "叫", "，", "（")), None), (name, "name")]


def _short_given(random: Random, *, held_back: bool) -> str:
    """A given name that stands alone: two characters, for one would be a word."""
    return of_split(
        random,
        lambda draw: next(value for value in iter(lambda: names.any_given(draw), "") if len(value) == 2),
        held_back=held_back,
    )


def _surname(random: Random, *, held_back: bool) -> str:
    return of_split(random, names.surname, held_back=held_back)


_NAMES: dict[str, Made] = {
    "name": _someone,
    "han": names.full,
    "who": _spoken,
    "doctor": partial(names.titled, clinical=True),
    "titled": partial(names.titled, clinical=False),
    "nick": names.nickname,
    "mou": names.half_hidden,
    "given": _short_given,
    "surname": _surname,
    "pinyin": names.pinyin,
    "english": names.english,
    "dotted": names.with_dot,
    "latin": names.latin,
    "familiar": familiar.familiar,
    "rarer": familiar.rarer,
    "minority": familiar.minority,
    "word_name": familiar.word_name,
}
_ADDRESSES: dict[str, Made] = {
    "address": places.address,
    "city": places.city,
    "district": places.district,
    "quarter": places.quarter,
    "town": places.town,
    "street": places.street,
    "home": places.home,
    "zip": places.zip_code,
    "somewhere": places.somewhere,
    "hong_kong": places.hong_kong,
    "taiwan": places.taiwan,
    "foreign": places.foreign,
    "foreign_city": places.foreign_city,
    "foreign_street": places.foreign_street,
    "village": familiar.village,
    "harbour": familiar.harbour,
}
_NUMBERS: dict[str, Callable[[Random], object]] = {
    "n": lambda random: random.randint(1, 30),
    "age": lambda random: random.randint(18, 90),
    "money": lambda random: random.choice(
        (random.randint(1, 99) * 100, random.randint(10, 9999), random.randint(10, 400) + 0.5)
    ),
    "temp": lambda random: round(random.uniform(36.2, 40.6), 1),
    "percent": lambda random: f"{random.randint(1, 99)}%",
    "phone": lambda random: f"1{random.choice('3578')}{random.randint(0, 999999999):09}",
    "landline": lambda random: f"0{random.randint(10, 999)}-{random.randint(2000000, 89999999)}",
    "id": lambda random: (
        f"{random.choice(('', 'MR', 'P', 'ZY', 'A-', 'M0'))}{random.randint(1000, 99999999)}"
    ),
    "code": lambda random: f"{random.randint(0, 999999):06}",
    "date": lambda random: _date(random),
    "iso": lambda random: f"{random.randint(1940, 2026)}{random.randint(1, 12):02}{random.randint(1, 28):02}",
    "time": lambda random: _time(random),
    "year": lambda random: random.randint(1985, 2026),
    "value": lambda random: round(random.uniform(0.1, 300), random.choice((0, 1, 2))),
    "bp": lambda random: f"{random.randint(95, 190)}/{random.randint(55, 115)}",
    "handle": lambda random: (
        random.choice(("wx_", "dy", "user", "zl", "momo", "")) + f"{random.randint(100, 9999999)}"
    ),
    "stem": places.short_name,
    "plain_address": lambda random: places.address(random, held_back=random.random() < 0.1),
}


def fillers(*, held_back: bool) -> dict[str, Filler]:
    """Every slot, filled from one split."""
    found: dict[str, Filler] = {}
    for label, makes in (("name", _NAMES), ("address", _ADDRESSES)):
        found |= {slot: _marked(label, make, held_back=held_back) for slot, make in makes.items()}
    found["kin"] = partial(_kin, held_back=held_back)
    found |= {slot: _plain(make) for slot, make in _NUMBERS.items()}
    found |= {file.stem: partial(_word, file.stem) for file in sorted(WORDS.glob("*.txt"))}
    return found | {TRADITIONAL + slot: partial(_traditional, filler) for slot, filler in found.items()}


def _traditional(filler: Filler, random: Random) -> list[Piece]:
    """What another slot holds, in traditional characters."""
    return [
        (chinese_noise.traditional(piece, is_name=label == "name"), label) for piece, label in filler(random)
    ]


def _plain(make: Callable[[Random], object]) -> Filler:
    return lambda random: [(str(make(random)), None)]


def _word(slot: str, random: Random) -> Sequence[Piece]:
    return [(grammar.fill(random.choice(_words(slot)), FILLERS, random).text, None)]


@cache
def _words(slot: str) -> Sequence[Sequence[Node]]:
    lines = (WORDS / f"{slot}.txt").read_text(encoding="utf-8").splitlines()
    return [grammar.parse(line) for line in lines if line.strip() and not line.startswith("#")]


def _date(random: Random) -> str:
    year, month, day = random.randint(2015, 2026), random.randint(1, 12), random.randint(1, 28)
    return random.choice(
        (
            f"{year}年{month}月{day}日",
            f"{month}月{day}日",
            f"{month}月{day}号",
            f"{year}-{month:02}-{day:02}",
            f"{year}.{month}.{day}",
            f"{month}/{day}",
        )
    )


def _time(random: Random) -> str:
    hour = random.randint(1, 12)
    return random.choice(
        (
            f"{random.randint(7, 20)}:{random.choice(('00', '15', '30', '45'))}",
            f"上午{random.randint(8, 11)}点",
            f"下午{random.randint(1, 5)}点半",
            f"{hour}点",
            f"晚上{hour}点多",
        )
    )


FILLERS: dict[str, Filler] = fillers(held_back=False)
"""Every slot that the templates use, filled with what training may see."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Templates, and how often each is taken: one without slots always reads the same, so seldom."""

    templates: Sequence[Sequence[Node]]
    weights: Sequence[float]

    def one(self, random: Random) -> Sequence[Node]:
        return random.choices(self.templates, cum_weights=self.weights)[0]


@dataclass(frozen=True, slots=True)
class Stock:
    """The templates of one split, by whether they may hold something to be found."""

    telling: Shelf
    empty: Shelf


def texts(seed: int, count: int, *, held_back: bool) -> Iterator[Labelled]:
    """Texts of one split, about half of them with nothing to be found."""
    random = Random(seed)
    stock, slots = _stock(held_back=held_back), fillers(held_back=held_back) if held_back else FILLERS
    for _ in range(count):
        yield chinese_noise.careless(_document(stock, slots, random), random)


@cache
def _stock(*, held_back: bool) -> Stock:
    loaded = grammar.load(TEMPLATES, held_back=held_back)
    return Stock(
        _shelf([nodes for nodes in loaded if _tells(nodes)]),
        _shelf([nodes for nodes in loaded if not _tells(nodes)]),
    )


def _shelf(templates: Sequence[Sequence[Node]]) -> Shelf:
    return Shelf(templates, tuple(accumulate(min(1.0, 0.15 + 0.2 * _variety(nodes)) for nodes in templates)))


def _variety(nodes: Sequence[Node]) -> int:
    """How many slots and choices there are."""
    return sum(not isinstance(node, str) for node in nodes)


def _tells(nodes: Sequence[Node]) -> bool:
    for node in nodes:
        if isinstance(node, grammar.Slot):
            slot = node.name.removeprefix(TRADITIONAL)
            if slot in _NAMES or slot in _ADDRESSES or slot == "kin":
                return True
        elif isinstance(node, grammar.Choice) and any(_tells(option) for option in node.options):
            return True
    return False


def _document(stock: Stock, slots: dict[str, Filler], random: Random) -> Labelled:
    """One template, or for three in ten several of them."""
    is_empty = random.random() < 0.48
    length = random.choice((2, 2, 3, 4, 6)) if random.random() < 0.3 else 1
    kinds = [is_empty or (place > 0 and random.random() < 0.5) for place in range(length)]
    random.shuffle(kinds)
    chosen = [(stock.empty if kind else stock.telling).one(random) for kind in kinds]
    return _joined([_whole(grammar.fill(nodes, slots, random)) for nodes in chosen], random.choice(_JOINTS))


def _whole(text: Labelled) -> Labelled:
    """Make one address of those that nothing, a space or a line break parts."""
    spans: list[tuple[int, int, str]] = []
    for start, end, label in text.spans:
        gap = text.text[spans[-1][1] : start] if spans else "-"
        if label == "address" and gap in ("", " ", "\n") and spans[-1][2] == label:
            spans[-1] = (spans[-1][0], end, label)
        else:
            spans.append((start, end, label))
    return Labelled(text.text, tuple(spans))


def _joined(parts: Sequence[Labelled], joint: str) -> Labelled:
    text = ""
    spans: list[tuple[int, int, str]] = []
    for part in parts:
        if text:
            text += _between(text, joint)
        spans += [(start + len(text), end + len(text), label) for start, end, label in part.spans]
        text += part.text
    return Labelled(text, tuple(spans))


def _between(text: str, joint: str) -> str:
    """The joint, or a stop where two sentences would run together, or nothing after a stop."""
    if joint in chinese_noise.STOPS:
        return "" if text[-1] in chinese_noise.STOPS else joint or "。"
    return joint
