"""`lightyear scan`, `redact`, `decide`, `check-copy`: the guard on files, without database or settings."""

import functools
import io
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from lightyear.cli.filereports import Report

CLEAN, OVER, UNREAD, OVER_AND_UNREAD = 0, 1, 3, 4
ABANDONED = 128 + 13
"""As the shell says of a command that SIGPIPE ended."""
KINDS = ("text", "log", "csv", "jsonl", "json", "parquet", "html", "eml", "har")
CHANNELS = ("free_text", "url", "title", "form", "email", "chat", "note", "log", "filename")
KEY_BYTES = 16
_Function = TypeVar("_Function", bound=Callable[..., Any])


def _reading(function: _Function) -> _Function:
    options = (
        click.argument("files", nargs=-1, metavar="[FILE]...", type=click.Path(exists=True, allow_dash=True)),
        click.option(
            "--format",
            "kind",
            type=click.Choice(KINDS),
            help="What the files are; else told by name and start.",
        ),
        click.option(
            "--header/--no-header",
            "has_header",
            default=None,
            help="Whether the first row of CSV names the columns.",
        ),
        click.option("--channel", type=click.Choice(CHANNELS), help="What text files are; else free text."),
        click.option(
            "--jobs", type=click.IntRange(1), metavar="N", help="How many processes; else one per core."
        ),
    )
    for option in reversed(options):
        function = option(function)
    return function


def _categories(context: click.Context, option: click.Parameter, value: str | None) -> frozenset[str]:
    """Categories from a list with commas; "all" is any."""
    names = frozenset(name.strip() for name in (value or "").split(",") if name.strip())
    if names - {"all"}:
        from lightyear.guard import CATEGORIES, HEALTH

        unknown = names - {"all", HEALTH, *CATEGORIES}
        if unknown:
            raise click.BadParameter(f"There is no category {', '.join(sorted(unknown))}.")
    return names


def _for_readers(function: Callable[..., None]) -> Callable[..., None]:
    """Escape what standard output can't encode, and end quietly when nobody reads on, as `cat` does."""

    @functools.wraps(function)
    def command(**options: Any) -> None:
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(errors="backslashreplace")
        try:
            function(**options)
        except BrokenPipeError:
            # What is left in the buffer would be written, and fail again, at the very end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(ABANDONED)

    return command


@click.command(short_help="Find health and personal data in files, folders or standard input.")
@_reading
@click.option("--json", "form", flag_value="json", help="One JSON object per finding.")
@click.option("--sarif", "form", flag_value="sarif", help="One SARIF 2.1.0 log.")
@click.option("--show-values", is_flag=True, help="Show what was found in clear; else it is masked.")
@click.option(
    "--fail-on",
    callback=_categories,
    metavar="CATEGORIES",
    help="Which findings count for --max: ssn,mrn; or all.",
)
@click.option(
    "--max",
    "most",
    type=click.IntRange(0),
    metavar="N",
    help="How many findings may count; with --fail-on alone, none.",
)
@_for_readers
def scan(
    files: tuple[str, ...],
    kind: str | None,
    has_header: bool | None,
    channel: str | None,
    jobs: int | None,
    form: str | None,
    show_values: bool,
    fail_on: frozenset[str],
    most: int | None,
) -> None:
    """Find health and personal data in FILEs, folders or standard input.

    Reads text, logs, CSV, JSON Lines, JSON, Parquet, HTML, XML, mail files and HTTP archives, of any
    size in constant memory: from 2 MB on JSON objects and HTML are read part by part. Values are masked.
    With --json each line is {"path", "row", "field", "start", "end", "category", "score"}: row and field say
    which value, offsets are code points in it; in text, HTML and XML they are those of the whole file, and
    row is the line.

    \b
    Exits with
      0  everything was read, and no threshold passed
      1  a threshold was passed (--fail-on, --max)
      2  the command was wrong
      3  something could not be read: binary, undecodable, truncated; why is on standard error
      4  both 1 and 3

    \b
    Example:
      lightyear scan exports/ --json --fail-on ssn,mrn,health_context
    """
    from lightyear.cli import filereports, fileruns, filesheets

    reports = {"json": filereports.Lines, "sarif": filereports.Sarif}
    report = reports.get(form or "", filereports.Table)(sys.stdout, shows_values=show_values)
    how = filesheets.How(channel=channel, shows_values=show_values)
    reading = fileruns.Reading(kind, has_header, jobs or fileruns.cores())
    report.begin()
    sources = fileruns.sources(files)
    with (
        fileruns.showing(sum(one.size for one in sources), "Scanning") as advance,
        fileruns.Pool(reading.jobs) as pool,
    ):
        for source in sources:
            _scan_source(source, how, reading, pool, report, advance)
    code = _exit_code(report, fail_on, most)
    report.end(exit_code=code, files=len(sources))
    sys.stdout.flush()
    sys.exit(code)


@click.command(short_help="Write files again without the health and personal data in them.")
@_reading
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="The file to write, or the folder for several."
)
@click.option(
    "--how",
    "method",
    type=click.Choice(("placeholder", "mask", "hash", "format")),
    default="placeholder",
    show_default=True,
    help="What stands in for a value: [mrn], dots, a keyed hash, or something of the same shape.",
)
@click.option("--key-file", type=click.File("rb"), help="The key of hash and format, at least 16 bytes.")
@_for_readers
def redact(
    files: tuple[str, ...],
    kind: str | None,
    has_header: bool | None,
    channel: str | None,
    jobs: int | None,
    output: Path | None,
    method: str,
    key_file: Any,
) -> None:
    """Write FILEs, or standard input, again without the health and personal data in them.

    The format stays: CSV stays CSV, Parquet Parquet. Cells of Parquet that hold numbers or dates become null;
    attachments of mails that are no text are taken out. A file is complete or not there at all. One that
    is truncated is written as far as it goes, one that is binary or undecodable is not. Under one key a
    value always gets the same stand-in, so that files can still be joined; mail, archives and Parquet take
    placeholders only.

    \b
    Exits with
      0  everything was written
      2  the command was wrong
      3  something could not be read: why is on standard error

    \b
    Example:
      lightyear redact export.csv -o export.clean.csv
    """
    from lightyear.cli import fileruns, filesheets, filewrites

    key = key_file.read().strip() if key_file is not None else b""
    if method in ("hash", "format") and len(key) < KEY_BYTES:
        raise click.UsageError(f"--how {method} needs --key-file with at least {KEY_BYTES} bytes.")
    sources = fileruns.sources(files)
    try:
        targets = filewrites.targets(sources, output)
    except filewrites.NoPlace as error:
        raise click.UsageError(str(error)) from None
    how = filesheets.How(channel=channel, method=method, key=key)
    reading = fileruns.Reading(kind, has_header, jobs or fileruns.cores())
    unread = 0
    with (
        fileruns.showing(sum(one.size for one in sources), "Redacting") as advance,
        fileruns.Pool(reading.jobs) as pool,
    ):
        for source, target in zip(sources, targets, strict=True):
            problems = filewrites.write(source, target, how, reading, pool, advance)
            unread += bool(problems)
            for place, why in problems:
                click.echo(f"{place}: {why}", err=True)
    sys.exit(UNREAD if unread else CLEAN)


@click.command(short_help="Judge flows of data by the rulebook, one per line.")
@click.argument("file", type=click.File("rb"), default="-", metavar="[FLOWS.jsonl]")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per flow; this is the default.")
@click.option("--table", "as_table", is_flag=True, help="One line per flow, for reading.")
@click.option(
    "--fail-on", type=click.Choice(("redact", "block")), help="The verdict from which on to exit with 1."
)
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="How many processes; else one per core.")
@_for_readers
def decide(file: Any, as_json: bool, as_table: bool, fail_on: str | None, jobs: int | None) -> None:
    """Judge each flow of FLOWS.jsonl, or of standard input: allow, redact or block.

    A line holds the fields of guard.Flow: {"text": …, "channel": "url", "page": "booking", "purpose":
    "advertising", "destination": {"kind": "advertising", "agreement": false}, "basis": {…}, "profiles":
    ["hipaa"]}. What is left out is assumed at its strictest, and what can't be judged is blocked. The
    answer holds the verdict, the findings by place, every rule that was considered, and what may go instead;
    never what was found.

    \b
    Exits with
      0  every line was judged, and no threshold passed
      1  a verdict reached --fail-on
      2  the command was wrong
      3  a line is no flow: it is blocked; why is on standard error
      4  both 1 and 3

    \b
    Example:
      lightyear decide flows.jsonl --fail-on block
    """
    from lightyear.cli import fileruns, flowwork

    if as_json and as_table:
        raise click.UsageError("--json or --table, not both.")
    how = flowwork.How(as_table=as_table)
    reached = unread = row = 0
    with fileruns.Pool(jobs or fileruns.cores()) as pool:
        for outcome in pool.map(flowwork.work, flowwork.chunks(file), how):
            sys.stdout.write(outcome.lines(row))
            for number, why in outcome.problems:
                click.echo(f"{file.name}:{row + number}: {why}", err=True)
            unread += len(outcome.problems)
            reached += outcome.reached(fail_on)
            row += outcome.rows
    sys.stdout.flush()
    sys.exit(_code(is_over=reached > 0, is_unread=unread > 0))


@click.command("check-copy", short_help="Check advertising copy against the rules of both countries.")
@click.argument("files", nargs=-1, metavar="[FILE]...", type=click.Path(exists=True, allow_dash=True))
@click.option("--lang", type=click.Choice(("en", "zh")), help="Only the rules of one language.")
@click.option("--medical-ad", is_flag=True, help="The text is a medical advertisement (医疗广告).")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per finding.")
@click.option(
    "--max", "most", type=click.IntRange(0), default=None, metavar="N", help="How many findings may be."
)
@_for_readers
def check_copy(
    files: tuple[str, ...], lang: str | None, medical_ad: bool, as_json: bool, most: int | None
) -> None:
    """Check the wording of FILEs, folders or standard input: text, HTML, CSV, JSON, mail.

    Each finding names its rule, the clause and what it asks for: block, review, or evidence. With --json
    each line is {"path", "row", "field", "start", "end", "rule", "action", "cite"}; offsets as in
    `lightyear scan`.

    \b
    Exits with
      0  everything was read, and no more than --max findings
      1  more than --max findings
      2  the command was wrong
      3  something could not be read; why is on standard error
      4  both 1 and 3

    \b
    Example:
      lightyear check-copy landing.html --lang zh --medical-ad --max 0
    """
    from lightyear.cli import copywork, fileruns

    count = unread = 0
    with fileruns.Pool(1) as pool:
        for source in fileruns.sources(files):
            outcome = copywork.check(source, pool, lang=lang, medical_ad=medical_ad)
            for one in outcome.hits:
                click.echo(copywork.as_json(one) if as_json else copywork.in_words(one))
            for why in outcome.problems:
                click.echo(f"{source.name}: {why}", err=True)
            count += len(outcome.hits)
            unread += len(outcome.problems)
    sys.exit(_code(is_over=most is not None and count > most, is_unread=unread > 0))


def _scan_source(
    source: Any, how: Any, reading: Any, pool: Any, report: "Report", advance: Callable[[int], None]
) -> None:
    from lightyear.cli import filekinds, fileruns, filework

    row = offset = 0
    try:
        for outcome in fileruns.run(source, filework.work, how, reading, pool):
            shift = offset if outcome.runs_on else 0
            for hit in outcome.hits:
                place = None if hit.row is None else hit.row + row
                report.hit(source.name, hit._replace(row=place, start=hit.start + shift, end=hit.end + shift))
            for number, why in outcome.problems:
                report.problem(source.name, None if number is None else number + row, why)
            row += outcome.rows
            offset += outcome.length
            advance(outcome.size)
    except BrokenPipeError:
        raise
    except (filekinds.Unreadable, OSError) as error:
        report.problem(
            source.name, None, str(error) if isinstance(error, filekinds.Unreadable) else type(error).__name__
        )


def _exit_code(report: "Report", fail_on: frozenset[str], most: int | None) -> int:
    counting = sum(
        count
        for category, count in report.counts.items()
        if not fail_on or "all" in fail_on or category in fail_on
    )
    is_over = (bool(fail_on) or most is not None) and counting > (most or 0)
    return _code(is_over=is_over, is_unread=bool(report.problems))


def _code(*, is_over: bool, is_unread: bool) -> int:
    if is_over:
        return OVER_AND_UNREAD if is_unread else OVER
    return UNREAD if is_unread else CLEAN
