"""Invented people for the demonstration: names put together by chance, addresses that exist nowhere.

Every domain ends in .example (RFC 2606), so that no mail can ever reach anybody.
"""

import functools
from dataclasses import dataclass
from importlib import resources
from random import Random
from typing import Any

import yaml

JUST_A_FIRST_NAME, SECOND_LANGUAGE, WITH_MESSAGE, TWO_CHARACTERS = 0.55, 0.1, 0.2, 0.7
"""Shares of people."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who doesn't exist."""

    name: str
    email: str
    language: str
    region: str
    stage: str
    message: str


def invent(number: int, chance: Random, *, language: str) -> Person:
    """A person for a contact number; `language` is the organization's, which most people share."""
    words, spoken = _words(), language
    if chance.random() < SECOND_LANGUAGE:
        spoken = "en" if language == "zh-hans" else "zh-hans"
    name, stem = _chinese(chance) if spoken == "zh-hans" else _english(chance)
    regions = words["provinces" if language == "zh-hans" else "states"]
    return Person(
        name=name,
        email=f"{stem}{number}@{chance.choice(words['domains'])}",
        language=spoken,
        region=regions[min(int(chance.expovariate(0.5)), len(regions) - 1)],
        stage=chance.choices(list(words["stages"]), weights=list(words["stages"].values()))[0],
        message=chance.choice(words["messages"][spoken]) if chance.random() < WITH_MESSAGE else "",
    )


def _english(chance: Random) -> tuple[str, str]:
    """The form asks for a first name; some write more."""
    first, last = chance.choice(_words()["first_names"]), chance.choice(_words()["surnames"])
    name = first if chance.random() < JUST_A_FIRST_NAME else f"{first} {last}"
    return name, f"{first}.{last}".lower()


def _chinese(chance: Random) -> tuple[str, str]:
    words = _words()
    given = "".join(chance.sample(words["chinese_given"], 2 if chance.random() < TWO_CHARACTERS else 1))
    stem = "".join(chance.choices(words["stems"], k=2))
    return chance.choice(words["chinese_surnames"]) + given, stem


@functools.cache
def _words() -> dict[str, Any]:
    text = resources.files("lightyear.cli").joinpath("demo_people.yaml").read_text(encoding="utf-8")
    words = yaml.safe_load(text)
    return {key: value.split() if isinstance(value, str) else value for key, value in words.items()}
