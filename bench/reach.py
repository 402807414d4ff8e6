"""How much the guard finds, and how much of what it says is right, on texts it was not made from.

    make bench-reach

A row for each bar: recall and precision by overlap, whole documents, health context, verdicts, copy rules;
`--write` puts them into docs/reference/guard-reach.md.
`--missed` lists what was not found and what was found in vain; it is for texts of a set to learn from
(`--texts FOLDER`), never for those in bench/texts.
"""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click
from bench import marked, stage
from bench.marked import Marked

from lightyear import guard

NAMED = ("name", "address", "date", "age90")
"""What has no form of its own; everything else is a structured identifier."""
DOCUMENTS = ("english_short", "english_long", "chinese", "records", "clean")
PAGE = Path("docs/reference/guard-reach.md")
_HEAD = """# How much the guard finds

Made by `make bench-reach`. Measured by overlap on the texts of bench/texts, which were put aside while the
guard was made: many kinds of text that no rule, word list or template was tuned to, half of them with nothing
to be found. The bars are what we want to reach.

| | figure | | bar | holds |
|---|---|---|---|---|
"""
Found = tuple[Marked, list[guard.Finding]]


@click.command()
@click.option("--texts", default=marked.TEXTS, type=click.Path(path_type=Path), help="Folder of texts.")
@click.option("--missed", default=None, help="List what went wrong with a category, or with `all`.")
@click.option("--write/--no-write", default=False, help=f"Write the table into {PAGE}.")
def main(texts: Path, missed: str | None, write: bool) -> None:
    """Measure every bar, or list what went wrong."""
    found = [one for name in DOCUMENTS for one in _found(texts / f"{name}.jsonl")]
    if missed:
        for line in _wrong(found, missed):
            click.echo(line)
        return
    rows = [*_spans(found), *_documents(found), *_health(texts), *_verdicts(texts), *_copy(texts)]
    for row in rows:
        click.echo(json.dumps(row))
    stage.print_table(rows)
    if write:
        PAGE.write_text(_page(rows), encoding="utf-8")


def _found(path: Path) -> Iterator[Found]:
    for one in marked.read(path):
        hits = guard.scan(one.text, channel=one.channel)
        yield one, [hit for hit in hits if hit.category != guard.HEALTH]


def _spans(found: Sequence[Found]) -> Iterator[stage.Row]:
    for title, lang, categories, recall, precision in (
        ("structured identifiers", "", _structured(), 0.99, 0.97),
        ("names, English", "en", {"name"}, 0.95, 0.90),
        ("names, Chinese", "zh", {"name"}, 0.92, 0.88),
        ("addresses", "", {"address"}, 0.92, 0.85),
        ("dates and ages", "", {"date", "age90"}, 0.96, 0.92),
    ):
        counted = Counter[str]()
        for one, hits in found:
            if one.lang.startswith(lang):
                counted += _counted(one, hits, categories)
        yield stage.share(f"{title}: recall", counted["met"], counted["wanted"], least=recall)
        yield stage.share(f"{title}: precision", counted["right"], counted["given"], least=precision)


def _structured() -> set[str]:
    return set(guard.CATEGORIES) - set(NAMED)


def _counted(one: Marked, hits: Sequence[guard.Finding], categories: set[str]) -> Counter[str]:
    wanted = [span for span in one.spans if span[2] in categories]
    given = [hit for hit in hits if hit.category in categories]
    return Counter(
        wanted=len(wanted),
        given=len(given),
        met=sum(any(_meet(span, hit) for hit in given) for span in wanted),
        right=sum(any(_meet(span, hit) for span in wanted) for hit in given),
    )


def _meet(span: marked.Span, hit: guard.Finding) -> bool:
    return span[2] == hit.category and _touch(span, hit)


def _touch(span: marked.Span, hit: guard.Finding | guard.CopyFinding) -> bool:
    return span[0] < hit.end and hit.start < span[1]


def _documents(found: Sequence[Found]) -> Iterator[stage.Row]:
    named = [(one, hits) for one, hits in found if one.spans]
    clean = [hits for one, hits in found if not one.spans]
    covered = sum(all(any(_touch(span, hit) for hit in hits) for span in one.spans) for one, hits in named)
    yield stage.share("documents with every span covered", covered, len(named), least=0.90)
    yield stage.share("clean documents flagged", sum(map(bool, clean)), len(clean), most=0.08)


def _health(texts: Path) -> Iterator[stage.Row]:
    for lang, language in (("en", "English"), ("zh", "Chinese")):
        for title, files in (("hard texts", ("health",)), ("documents", DOCUMENTS)):
            told = [
                (one.line["health"], guard.has_health_context(one.text))
                for name in files
                for one in marked.read(texts / f"{name}.jsonl")
                if one.lang == lang and "health" in one.line
            ]
            about = [found for is_about, found in told if is_about]
            others = [found for is_about, found in told if not is_about]
            name = f"health context, {language}, {title}"
            yield stage.share(f"{name}: recall", sum(about), len(about), least=0.96)
            yield stage.share(f"{name}: false alarms", sum(others), len(others), most=0.02)


def _verdicts(texts: Path) -> Iterator[stage.Row]:
    lines = [one.line for one in marked.read(texts / "flows.jsonl")]
    told = [(line["verdict"], guard.decide(guard.Flow.of(line["flow"])).verdict) for line in lines]
    blocked = [verdict for right, verdict in told if right == "block"]
    yield stage.share("verdicts for a pixel", sum(a == b for a, b in told), len(told), least=0.97)
    yield stage.share("blocked cases allowed", blocked.count("allow"), len(blocked), most=0)


def _copy(texts: Path) -> Iterator[stage.Row]:
    counted = Counter[str]()
    for one in marked.read(texts / "copy.jsonl"):
        hits = guard.check_copy(one.text, lang=one.lang, medical_ad=one.line["medical_ad"])
        pairs = [(span, hit) for span in one.spans for hit in hits if _break(span, hit)]
        counted["wanted"] += len(one.spans)
        counted["given"] += len(hits)
        counted["met"] += len({span for span, _ in pairs})
        counted["right"] += len({hit for _, hit in pairs})
    yield stage.share("copy checker: recall", counted["met"], counted["wanted"], least=0.95)
    yield stage.share("copy checker: precision", counted["right"], counted["given"], least=0.92)


def _break(span: marked.Span, hit: guard.CopyFinding) -> bool:
    return span[2] == hit.rule and _touch(span, hit)


def _page(rows: Sequence[stage.Row]) -> str:
    cells = [
        (row["name"], f"{row['figure']:.3f}", row["unit"], str(row["bar"]), "yes" if row["holds"] else "no")
        for row in rows
    ]
    return _HEAD + "".join(f"| {' | '.join(line)} |\n" for line in cells)


def _wrong(found: Sequence[Found], category: str) -> Iterator[str]:
    for one, hits in found:
        asked: set[str] = set(guard.CATEGORIES) if category == "all" else {category}
        spans = [span for span in one.spans if span[2] in asked]
        missed = [span for span in spans if not any(_meet(span, hit) for hit in hits)]
        vain = [
            hit for hit in hits if hit.category in asked and not any(_meet(span, hit) for span in one.spans)
        ]
        if missed or vain:
            told: dict[str, Any] = {
                "id": one.line["id"],
                "missed": [(one.text[start:end], kind) for start, end, kind in missed],
                "vain": [(one.text[hit.start : hit.end], hit.category, hit.detector) for hit in vain],
                "text": one.text,
            }
            yield json.dumps(told, ensure_ascii=False)


if __name__ == "__main__":
    main()
