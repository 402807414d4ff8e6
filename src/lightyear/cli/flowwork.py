"""What one worker does with flows: judge each line of a chunk."""

import dataclasses
import json
from collections.abc import Iterator
from typing import IO, Any, NamedTuple

from lightyear.cli import filekinds
from lightyear.cli.filechunks import Chunk
from lightyear.guard import Decision, Flow, facts, jsontext
from lightyear.guard import decide as judge

_CHUNK_BYTES = 1 << 18
_STRICTNESS = ("allow", "redact", "block")


class How(NamedTuple):
    """How the answers are written."""

    as_table: bool = False


class Outcome(NamedTuple):
    """The answers of a chunk, in order; rows count from its start."""

    answers: list[dict[str, Any]]
    rows: int
    problems: list[tuple[int, str]]
    as_table: bool

    def lines(self, row: int) -> str:
        """Write the answers; `row` is how many lines came before this chunk."""
        return "".join(
            self._line({"row": answer["row"] + row, **_without_row(answer)}) for answer in self.answers
        )

    def reached(self, verdict: str | None) -> int:
        """Count the verdicts that are at least as strict."""
        if verdict is None:
            return 0
        least = _STRICTNESS.index(verdict)
        return sum(_STRICTNESS.index(answer["verdict"]) >= least for answer in self.answers)

    def _line(self, answer: dict[str, Any]) -> str:
        if not self.as_table:
            return jsontext.written(answer) + "\n"
        matched = [one["rule"] for one in answer["considered"] if one["matched"]]
        found = sorted({one["category"] for one in answer["findings"]})
        return (
            f"{answer['row']:>7}  {answer['verdict']:<6}  {', '.join(found) or '-'}  {', '.join(matched)}\n"
        )


def chunks(file: IO[bytes]) -> Iterator[Chunk]:
    """Cut flows into chunks of whole lines."""
    kind = filekinds.Kind("jsonl")
    held = b""
    number = 0
    while piece := file.read(_CHUNK_BYTES):
        held += piece
        end = held.rfind(b"\n") + 1
        if end:
            yield Chunk(kind, "jsonl", held[:end], number)
            held = held[end:]
            number += 1
    if held:
        yield Chunk(kind, "jsonl", held, number, is_last=True)


def work(chunk: Chunk, how: How) -> Outcome:
    """Judge every line; one that is no flow is blocked and said to be a problem."""
    answers: list[dict[str, Any]] = []
    problems: list[tuple[int, str]] = []
    row = 0
    for row, line in enumerate(chunk.raw.decode("utf-8", "replace").removeprefix("\ufeff").split("\n"), 1):
        if not line.strip():
            continue
        try:
            given = json.loads(line)
            flow = Flow.of(given)
            facts.check(flow)
            decision = judge(flow)
        except (ValueError, TypeError, AttributeError, RecursionError) as error:
            problems.append((row, _why(error)))
            decision = judge(None)  # type: ignore[arg-type]
        answers.append(_answer(row, decision))
    return Outcome(answers, chunk.raw.count(b"\n"), problems, how.as_table)


def _answer(row: int, decision: Decision) -> dict[str, Any]:
    keys = ("path", "start", "end", "category", "score")
    return {
        "row": row,
        "verdict": decision.verdict,
        "findings": [{key: getattr(one, key) for key in keys} for one in decision.findings],
        "considered": [dataclasses.asdict(one) for one in decision.considered],
        "redacted": decision.redacted,
    }


def _without_row(answer: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in answer.items() if key != "row"}


def _why(error: Exception) -> str:
    # What json and Flow.of say names a place or a field, never a value.
    return f"no flow: {error}" if isinstance(error, ValueError) else f"no flow: {type(error).__name__}"
