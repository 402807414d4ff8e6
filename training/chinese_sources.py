"""Where Chinese names and places come from: our own lists, and those of jionlp (Apache-2.0)."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from random import Random

from training import grammar

WORDS = Path(__file__).parent / "words"


def listed(name: str) -> tuple[str, ...]:
    """The words of one of our own lists."""
    return tuple((WORDS / "chinese_parts" / f"{name}.txt").read_text(encoding="utf-8").split())


def zipped_lines(name: str) -> list[str]:
    """The lines of one of jionlp's packed lists."""
    return zipped(name).splitlines()


@cache
def zipped(name: str) -> str:
    with zipfile.ZipFile(_jionlp() / name) as archive:
        return archive.read(archive.namelist()[0]).decode("utf-8")


def plain(name: str) -> str:
    """One of jionlp's lists that is not packed."""
    return (_jionlp() / name).read_text(encoding="utf-8")


def of_split(random: Random, make: Callable[[Random], str], *, held_back: bool) -> str:
    """Draw until the value belongs to the split."""
    for _ in range(2000):
        value = make(random)
        if grammar.is_held_back(value) == held_back:
            return value
    raise RuntimeError(f"no value of the split: {value}")


def _jionlp() -> Path:
    """The folder of its lists; the package itself is not imported, for it needs much else."""
    spec = find_spec("jionlp")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("Chinese training text needs jionlp: pip install --no-deps jionlp")
    return Path(next(iter(spec.submodule_search_locations))) / "dictionary"
