"""The guard beside what one would take instead: coverage and speed in one run, on texts new to it.

    make bench-guard

Names and places: the held-back half of the training templates, with people and towns that training never
saw. Identifiers: the second half of the carriers of the tests. English texts alone are also scored for
themselves, for the others know no Chinese. Each detector runs in a process of its own; CPU seconds count.
The bar is 100 times what Presidio does in the same run.
"""

import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click
from bench import guard_runner
from rich.console import Console
from rich.table import Table

RIVALS = Path(".build/rivals/bin/python")
RUNNER = Path(guard_runner.__file__)
PAGE = Path("docs/reference/guard-benchmark.md")
SHORT = 150
FAMILIES = {"name": {"name"}, "address": {"address"}}
"""Everything else is an identifier with a form."""
Span = tuple[int, int, str]
Text = tuple[str, str, list[Span]]
"""A text, the channel it came by, and what stands in it."""


@click.command()
@click.option("--count", default=1_500, show_default=True, help="Texts of each kind.")
@click.option("--write/--no-write", default=False, help=f"Write the table into {PAGE}.")
def main(count: int, write: bool) -> None:
    """Run every detector on the same texts."""
    groups = {name: list(texts) for name, texts in _groups(count)}
    results = {name: _run(name, groups) for name in guard_runner.DETECTORS if _is_here(name)}
    rows = list(_rows(groups, results))
    for row in rows:
        click.echo(json.dumps(row, ensure_ascii=False))
    _print(rows)
    if write:
        PAGE.write_text(_page(rows, count), encoding="utf-8")


def _groups(count: int) -> Iterator[tuple[str, list[Text]]]:
    from tests.guard import carriers

    from training import chinese, english

    for name, made in (
        ("names, places: English", english.texts(2027, count, held_back=True)),
        ("names, places: Chinese", chinese.texts(2027, count, held_back=True)),
    ):
        yield name, [(one.text, guard_runner.PROSE, list(one.spans)) for one in made]
    texts = carriers.texts("second", count=count, seed=2027)
    yield "identifiers", [(one.text, one.channel, list(one.spans)) for one in texts]


def _is_here(name: str) -> bool:
    return name.startswith("lightyear") or RIVALS.exists()


def _run(name: str, groups: dict[str, list[Text]]) -> dict[str, Any]:
    texts = [(text, channel) for group in groups.values() for text, channel, _ in group]
    english = next(iter(groups.values()))
    short = [text[:SHORT] for text, _, _ in english if len(text) >= SHORT][:400]
    python = sys.executable if name.startswith("lightyear") else str(RIVALS)
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        json.dump({"texts": texts, "short": short}, file)
        file.flush()
        command = [python, str(RUNNER), name, file.name]
        ran = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True)
    result: dict[str, Any] = json.loads(ran.stdout)
    return result


def _rows(groups: dict[str, list[Text]], results: dict[str, dict[str, Any]]) -> Iterator[dict[str, Any]]:
    reference = results.get("presidio", {}).get("speed")
    for name, result in results.items():
        row: dict[str, Any] = {
            "name": name,
            "texts_per_cpu_second": round(result["speed"]),
            "times_presidio": round(result["speed"] / reference, 1) if reference else None,
            "first_finding_seconds": round(result["first"], 2),
            "memory_mb": round(result["memory"]),
        }
        at = 0
        for group, texts in groups.items():
            found = result["found"][at : at + len(texts)]
            at += len(texts)
            row[group] = _scores(texts, found, is_named=group.startswith("names"))
        row["holds"] = bool(reference) and result["speed"] >= 100 * reference
        yield row


def _scores(
    texts: Sequence[Text], found: Sequence[Sequence[Span]], *, is_named: bool
) -> dict[str, dict[str, float]]:
    """Recall, precision and F2 by overlap, for each family that the group labels."""
    counts: dict[str, Counter[str]] = {}
    for (_, _, spans), hits in zip(texts, found, strict=True):
        for start, end, category in spans:
            counted = counts.setdefault(_family(category, is_named=is_named), Counter())
            counted["wanted"] += 1
            counted["found"] += any(_meet((start, end, category), hit) for hit in hits)
        for hit in hits:
            if hit[2] == "health_context" or (is_named and hit[2] not in FAMILIES):
                continue
            if not is_named and hit[2] in FAMILIES:
                continue
            counted = counts.setdefault(_family(hit[2], is_named=is_named), Counter())
            counted["given"] += 1
            counted["right"] += any(_meet(span, hit) for span in spans)
    return {family: _figures(counted) for family, counted in counts.items()}


def _family(category: str, *, is_named: bool) -> str:
    return category if is_named else "all"


def _meet(span: Span, hit: Sequence[Any]) -> bool:
    return bool(span[2] == hit[2] and span[0] < hit[1] and hit[0] < span[1])


def _figures(counted: Counter[str]) -> dict[str, float]:
    recall = counted["found"] / max(1, counted["wanted"])
    precision = counted["right"] / max(1, counted["given"])
    f2 = 5 * precision * recall / max(1e-9, 4 * precision + recall)
    return {"recall": round(recall, 3), "precision": round(precision, 3), "f2": round(f2, 3)}


def _columns(rows: Sequence[dict[str, Any]]) -> tuple[list[str], list[list[str]]]:
    groups = [key for key, value in rows[0].items() if isinstance(value, dict)]
    families = [(group, family) for group in groups for family in sorted(rows[0][group])]
    head = ["", "texts a CPU second", "times Presidio", "first finding", "memory"]
    head += [f"{group}, {family}: recall / precision / F2" for group, family in families]
    lines = []
    for row in rows:
        line = [row["name"], f"{row['texts_per_cpu_second']:,}", str(row["times_presidio"] or "–")]
        line += [f"{row['first_finding_seconds']} s", f"{row['memory_mb']} MB"]
        for group, family in families:
            found = row[group].get(family, {"recall": 0, "precision": 0, "f2": 0})
            line.append(f"{found['recall']:.3f} / {found['precision']:.3f} / {found['f2']:.3f}")
        lines.append(line)
    return head, lines


def _print(rows: Sequence[dict[str, Any]]) -> None:
    head, lines = _columns(rows)
    table = Table(*head)
    for line in lines:
        table.add_row(*line)
    Console(stderr=True, width=200).print(table)


def _page(rows: Sequence[dict[str, Any]], count: int) -> str:
    head, lines = _columns(rows)
    turned = [[title, *(line[at] for line in lines)] for at, title in enumerate(head)]
    table = "\n".join(
        [f"| {' | '.join(turned[0])} |", "|---" * len(turned[0]) + "|"]
        + [f"| {' | '.join(line)} |" for line in turned[1:]]
    )
    return f"""# The guard beside others

Made by `make bench-guard` (`python -m bench.guard --count {count} --write`). Texts of 150 bytes, one by one,
everything on; precision and recall by overlap, on {count} texts of each kind that training never saw. The
templates are our own, so these figures say how the guard does on new people, new towns and new wording of a
known author. On texts of other authors it does less well; docs/reference/tagger.md has such figures.

{table}
"""


if __name__ == "__main__":
    main()
