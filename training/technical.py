"""Text in which nobody is named: single words, code, styles, markup, logs, keys, file names, slugs."""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from random import Random

from training import gazetteer
from training.grammar import Labelled, is_held_back

_LINES = Path(__file__).parent / "words" / "technical.txt"


def texts(seed: int, count: int, *, held_back: bool) -> Iterator[Labelled]:
    """Texts without a span, of words that are no names; the words of the two splits are different ones."""
    random = Random(f"technical {seed}")
    words = _words(held_back=held_back)
    for _ in range(count):
        lines = [_line(random, words) for _ in range(random.choice((1, 1, 1, 2, 4)))]
        yield Labelled("\n".join(lines), ())


def _line(random: Random, words: tuple[str, ...]) -> str:
    template = random.choice(_templates())
    a, b, c = (random.choice(words) for _ in range(3))
    values = {"a": a, "b": b, "c": c, "A": a.title(), "B": b.title(), "C": c.title()}
    made: dict[str, Callable[[], str]] = {
        "n": lambda: str(
            random.choice((random.randrange(10), random.randrange(2_000), random.randrange(90_000)))
        ),
        "h": lambda: f"{random.getrandbits(24):06x}",
    }
    pieces = template.replace("{{", "\0").replace("}}", "\1").split("{")
    out = [pieces[0]]
    for piece in pieces[1:]:
        key, _, rest = piece.partition("}")
        out.append((values[key] if key in values else made[key]()) + rest)
    return "".join(out).replace("\0", "{").replace("\1", "}").replace("\\n", "\n")


@cache
def _templates() -> tuple[str, ...]:
    lines = _LINES.read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if not line.startswith("# "))


@cache
def _words(*, held_back: bool) -> tuple[str, ...]:
    """Common words that are neither names nor places, and the words of web pages and programs."""
    others = gazetteer.FIRST | gazetteer.LAST | gazetteer.PLACE | gazetteer.STATE
    known = gazetteer.entries()
    common = [
        word
        for word, mask in known.items()
        if mask & gazetteer.COMMON and not mask & others and word.isascii()
    ]
    return tuple(word for word in sorted(common) if is_held_back(word) == held_back)
