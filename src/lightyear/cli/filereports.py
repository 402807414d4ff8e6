"""What `scan` found, as a table, as JSON lines or as SARIF 2.1.0, written while it is found."""

import collections
import json
import os
import sys
from abc import ABC, abstractmethod
from typing import IO, Any
from urllib.parse import quote

from lightyear.cli.filesheets import Hit
from lightyear.guard import jsontext

_SHOWN = 20
_RULES = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


class Report(ABC):
    """Counts what is found; the subclasses write it."""

    def __init__(self, out: IO[str], *, shows_values: bool) -> None:
        self.out = out
        self.shows_values = shows_values
        self.counts: collections.Counter[str] = collections.Counter()
        self.problems: list[tuple[str, int | None, str]] = []

    def begin(self) -> None:  # noqa: B027 (most reports begin with nothing)
        """Write what comes first."""

    def hit(self, path: str, one: Hit) -> None:
        """Write one finding."""
        self.counts[one.category] += 1
        self.write(path, one)

    @abstractmethod
    def write(self, path: str, one: Hit) -> None:
        """Write one finding, after it was counted."""

    def problem(self, path: str, row: int | None, why: str) -> None:
        """Say that something could not be read."""
        self.problems.append((path, row, why))
        place = path if row is None else f"{path}:{row}"
        sys.stderr.write(f"{place}: {why}\n")

    def end(self, *, exit_code: int, files: int) -> None:  # noqa: B027 (nor do all have an end)
        """Write what comes last."""


class Lines(Report):
    """One JSON object per finding."""

    def write(self, path: str, one: Hit) -> None:
        """Write the finding as a line."""
        found: dict[str, Any] = {
            "path": path,
            "row": one.row,
            "field": one.field,
            "start": one.start,
            "end": one.end,
            "category": one.category,
            "score": one.score,
        }
        if self.shows_values:
            found["value"] = one.value
        self.out.write(jsontext.written(found) + "\n")


class Table(Report):
    """A line per finding, the first ones of each file, and how many there are of each category."""

    def __init__(self, out: IO[str], *, shows_values: bool) -> None:
        super().__init__(out, shows_values=shows_values)
        self.path = ""
        self.of_file = 0

    def write(self, path: str, one: Hit) -> None:
        """Write the finding, unless its file has had its share of lines."""
        if path != self.path:
            self._close()
            self.path, self.of_file = path, 0
            self.out.write(f"{path}\n")
        self.of_file += 1
        if self.of_file <= _SHOWN:
            row = "" if one.row is None else str(one.row)
            place = one.field or f"{one.start}-{one.end}"
            value = " ".join(one.value.split())
            self.out.write(f"  {row:>7}  {place:<28}  {one.category:<15}  {one.score:.2f}  {value}\n")

    def end(self, *, exit_code: int, files: int) -> None:
        """Write the counts."""
        self._close()
        self.out.write(f"{sum(self.counts.values())} findings in {files} files\n")
        for category, count in self.counts.most_common():
            self.out.write(f"  {count:>7}  {category}\n")
        if self.problems:
            self.out.write(f"{len(self.problems)} problems: not everything was read, see above\n")

    def _close(self) -> None:
        if self.of_file > _SHOWN:
            self.out.write(f"  … and {self.of_file - _SHOWN} more\n")


class Sarif(Report):
    """One SARIF log with one run; results are written as they come."""

    def __init__(self, out: IO[str], *, shows_values: bool) -> None:
        super().__init__(out, shows_values=shows_values)
        from lightyear.guard import CATEGORIES, HEALTH

        self.categories = [*CATEGORIES, HEALTH]
        self.written = 0

    def begin(self) -> None:
        """Write the tool and its rules."""
        from lightyear import __version__

        rules = [
            {
                "id": category,
                "shortDescription": {"text": f"Personal data: {category.replace('_', ' ')}"},
                "defaultConfiguration": {"level": "warning"},
            }
            for category in self.categories
        ]
        driver = {"name": "lightyear", "version": __version__, "rules": rules}
        self.out.write(f'{{"$schema": "{_RULES}", "version": "2.1.0", "runs": [{{"tool": ')
        self.out.write(f'{json.dumps({"driver": driver})}, "columnKind": "unicodeCodePoints", "results": [')

    def write(self, path: str, one: Hit) -> None:
        """Write the finding as a result."""
        place: dict[str, Any] = {"artifactLocation": {"uri": _uri(path)}}
        location: dict[str, Any] = {"physicalLocation": place}
        if one.field is None and one.row is not None:
            place["region"] = {
                "startLine": one.row,
                "charOffset": one.start,
                "charLength": one.end - one.start,
            }
        else:
            row = "" if one.row is None else f"row {one.row}, "
            name = f"{row}{one.field or 'all'}, code points {one.start} to {one.end}"
            location["logicalLocations"] = [{"fullyQualifiedName": name, "kind": "member"}]
        result = {
            "ruleId": one.category,
            "ruleIndex": self.categories.index(one.category),
            "level": "warning",
            "message": {"text": f"{one.category.replace('_', ' ')}: {one.value}"},
            "locations": [location],
            "rank": round(100 * one.score, 1),
        }
        self.out.write(("," if self.written else "") + "\n" + jsontext.written(result))
        self.written += 1

    def end(self, *, exit_code: int, files: int) -> None:
        """Write whether everything was read."""
        notes = [
            {
                "level": "error",
                "message": {"text": why if row is None else f"row {row}: {why}"},
                "locations": [{"physicalLocation": {"artifactLocation": {"uri": _uri(path)}}}],
            }
            for path, row, why in self.problems
        ]
        invocation = {
            "executionSuccessful": not notes,
            "exitCode": exit_code,
            "toolExecutionNotifications": notes,
        }
        self.out.write(f'], "invocations": {jsontext.written([invocation])}}}]}}\n')


def _uri(path: str) -> str:
    return "stdin" if path == "-" else quote(os.fsencode(path.replace("\\", "/")))
