"""Lines, and rows of CSV text with the place of each cell: one cell changes, all else stays as it was."""

import io
import re
from collections.abc import Iterator
from typing import NamedTuple

_QUOTED = re.compile(r'"((?:[^"]++|"")*+)"')


class Cell(NamedTuple):
    """A cell: its value, and where it stands with its quotes."""

    value: str
    start: int
    end: int
    is_closed: bool = True


def read(text: str, delimiter: str) -> Iterator[list[Cell]]:
    """Give the rows of a CSV text (RFC 4180, any delimiter); empty lines are rows without cells."""
    plain = re.compile(f"[^{re.escape(delimiter)}\r\n]*+")
    row: list[Cell] = []
    at = 0
    while at < len(text):
        cell = _cell(text, at, plain)
        row.append(cell)
        at = cell.end
        if text.startswith(delimiter, at):
            at += 1
            if at == len(text):
                row.append(Cell("", at, at))
            continue
        at += 2 if text.startswith("\r\n", at) else 1
        yield [] if len(row) == 1 and row[0].start == row[0].end else row
        row = []
    if row:
        yield row


def lines(text: str) -> Iterator[str]:
    """Give the lines of JSON Lines with their ends; only a newline ends one."""
    return iter(io.StringIO(text, newline="\n"))


def written(value: str, delimiter: str) -> str:
    """Give a value as a cell, quoted where it must be."""
    if any(char in value for char in (delimiter, '"', "\r", "\n")):
        return '"' + value.replace('"', '""') + '"'
    return value


def _cell(text: str, at: int, plain: re.Pattern[str]) -> Cell:
    if text.startswith('"', at):
        quoted = _QUOTED.match(text, at)
        if quoted is None:
            return Cell(text[at + 1 :].replace('""', '"'), at, len(text), is_closed=False)
        rest = plain.match(text, quoted.end())
        end = rest.end() if rest else quoted.end()
        tail = text[quoted.end() : end]
        return Cell(quoted.group(1).replace('""', '"') + tail, at, end)
    found = plain.match(text, at)
    end = found.end() if found else at
    return Cell(text[at:end], at, end)
