"""Liquid as templates may use it: strict names, few tags and filters, hard limits, one clock."""

import datetime as dt
import enum
import functools
import re
import sys
from collections.abc import Callable, Mapping
from typing import Any

import liquid
from liquid import exceptions
from liquid.filter import with_context
from liquid.undefined import StrictUndefined
from liquid.utils import ReadOnlyChainMap

SOURCE_LIMIT = 512 * 1024
OUTPUT_LIMIT_BYTES = 1024 * 1024
LOCALS_LIMIT_BYTES = 256 * 1024
LOOP_LIMIT = 10_000
WORK_LIMIT = 20_000_000
"""What one rendering may handle: characters, items and bytes, and NODE_WORK for each tag or text.

The library's own limits are on what comes out; a template can toil and write nothing.
"""
NODE_WORK = 300


class Kind(enum.StrEnum):
    """What is wrong with a template; pages translate it."""

    SYNTAX = "syntax"
    UNDEFINED = "undefined"
    UNKNOWN_FILTER = "unknown_filter"
    LIMIT = "limit"
    VALUE = "value"
    CONTROL_CHARACTER = "control_character"
    MJML = "mjml"
    MISPLACED_LIQUID = "misplaced_liquid"
    ADDED_ADDRESS = "added_address"


class TemplateError(ValueError):
    """A template can't be used: which kind of trouble, on which line, at which of the author's own words.

    It never holds a value of the context. `line` starts at 1 and is None where there is no single one.
    """

    def __init__(self, kind: Kind, *, line: int | None = None, word: str | None = None) -> None:
        self.kind = kind
        self.line = line
        self.word = word
        super().__init__(self.message)

    @property
    def message(self) -> str:
        place = f" on line {self.line}" if self.line else ""
        return f"{self.kind}{place}" + (f": {self.word}" if self.word else "")


def render(source: str, context: Mapping[str, object], *, escape: bool) -> str:
    """Fill in a template; `escape` turns the context's values into HTML text.

    Raises TemplateError. `now` and `today` exist only when the context gives them.
    """
    template = parse(source, escape=escape)
    try:
        return template.render(dict(context))
    except _FAILURES as error:
        failure = _failure(error, source)
    # Outside the handler: the library's own error quotes values, and must not come along as __context__.
    raise failure


@functools.lru_cache(maxsize=256)
def parse(source: str, *, escape: bool) -> liquid.BoundTemplate:
    """Return the parsed template, or raise TemplateError; no value is needed for it."""
    if len(source) > SOURCE_LIMIT:
        raise TemplateError(Kind.LIMIT)
    try:
        template = (_HTML if escape else _PLAIN).from_string(source)
        for name, spans in template.analyze().filters.items():
            if name not in template.env.filters:
                raise TemplateError(Kind.UNKNOWN_FILTER, line=line_of(source, spans[0].index), word=name)
    except _FAILURES as error:
        failure = error if isinstance(error, TemplateError) else _failure(error, source)
    else:
        return template
    raise failure


def line_of(source: str, index: int) -> int:
    """Return the line, counted from 1, of a code-point offset."""
    return source.count("\n", 0, index) + 1


class _Context(liquid.RenderContext):
    """A render context that counts the work, and that knows no wall clock.

    The library's own `now` and `today` are left out.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.work = 0
        super().__init__(*args, **kwargs)
        self.scope = ReadOnlyChainMap(self.locals, self.globals, self.counters)

    @property
    def disabled_tags(self) -> list[str]:
        """None; the library asks before it renders each node, which is where nodes are counted."""
        self._count(NODE_WORK)
        return []

    @disabled_tags.setter
    def disabled_tags(self, _: object) -> None:
        """Tags that don't exist here need not be disabled."""

    def get(self, *args: Any, **kwargs: Any) -> object:
        return self._counted(super().get(*args, **kwargs))

    def assign(self, key: str, val: Any) -> None:
        super().assign(key, self._counted(val))

    def filter(self, name: str, token: Any) -> Callable[..., object]:
        found = super().filter(name, token=token)
        return lambda *args, **kwargs: self._counted(found(*args, **kwargs))

    def _counted(self, value: object) -> object:
        is_many = isinstance(value, str | list | tuple | dict)
        self._count(len(value) if is_many else sys.getsizeof(value, 1))  # type: ignore[arg-type]
        return value

    def _count(self, work: int) -> None:
        self.work += work
        if self.work > WORK_LIMIT:
            raise exceptions.ResourceLimitError("work", token=None)


class _Template(liquid.BoundTemplate):
    context_class = _Context


class _Environment(liquid.Environment):
    output_stream_limit = OUTPUT_LIMIT_BYTES
    local_namespace_limit = LOCALS_LIMIT_BYTES
    loop_iteration_limit = LOOP_LIMIT
    template_class = _Template

    def setup_tags_and_filters(self, *, extra: bool = False) -> None:
        super().setup_tags_and_filters(extra=extra)
        self.tags = {name: tag for name, tag in self.tags.items() if name in _TAGS}
        bounded = {name: _bounded(found) for name, found in self.filters.items() if name not in _WITHHELD}
        self.filters = bounded | {
            "date": _date,
            "join": _guarded(bounded["join"], _joined_size),
            "replace": _guarded(bounded["replace"], _replaced_size),
            "strip_html": _guarded(bounded["strip_html"], _openings_size),
            "uniq": _guarded(bounded["uniq"], _compared_size),
        }


# content, output and illegal are the library's own names for text, {{ }} and stray markup.
# include and render would read other templates.
_TAGS = frozenset(
    [
        "content",
        "output",
        "illegal",
        "#",
        "assign",
        "break",
        "capture",
        "case",
        "comment",
        "continue",
        "cycle",
        "echo",
        "for",
        "if",
        "unless",
    ]
)
# safe switches escaping off; escapejs belongs into scripts, which mail has none of; base64 hides text
# from everyone who reviews the template.
_WITHHELD = frozenset(
    ["safe", "escapejs", "base64_encode", "base64_decode", "base64_url_safe_encode", "base64_url_safe_decode"]
)
_FAILURES = (
    exceptions.LiquidError,
    ValueError,
    TypeError,
    ArithmeticError,
    LookupError,
    RecursionError,
)


def _bounded(found: Callable[..., object]) -> Callable[..., object]:
    """Refuse to unroll a range that a loop wouldn't be allowed to walk."""

    @functools.wraps(found)
    def bounded(value: object, *args: object, **kwargs: object) -> object:
        if isinstance(value, range) and len(value) > LOOP_LIMIT:
            raise exceptions.LoopIterationLimitError("range", token=None)
        return found(value, *args, **kwargs)

    return bounded


def _guarded(found: Callable[..., object], size: Callable[..., int]) -> Callable[..., object]:
    """Refuse a filter whose result would be far larger than what it is given."""

    @functools.wraps(found)
    def guarded(value: object, *args: object, **kwargs: object) -> object:
        if size(value, *args) > OUTPUT_LIMIT_BYTES:
            raise exceptions.OutputStreamLimitError("filter", token=None)
        return found(value, *args, **kwargs)

    return guarded


def _joined_size(value: object, separator: object = " ") -> int:
    return len(value) * len(str(separator)) if isinstance(value, list | tuple | range) else 0


def _replaced_size(value: object, wanted: object, substitute: object = "") -> int:
    text = str(value)
    return len(text) + text.count(str(wanted)) * len(str(substitute))


def _openings_size(value: object) -> int:
    """From every opening the library looks for an end."""
    text = str(value)
    return len(re.findall(r"<(?:!--|script|style)", text, re.IGNORECASE)) * len(text) // 100


def _compared_size(value: object, *_: object) -> int:
    """The library compares each item with each."""
    return len(value) ** 2 // 100 if isinstance(value, list | tuple | range) else 0


@with_context
def _date(value: object, form: object = "%Y-%m-%d", *, context: liquid.RenderContext) -> str:
    """Write a date, a datetime or an ISO 8601 text by a strftime form; an empty value gives nothing."""
    if value in ("now", "today"):
        value = context.resolve("now")
    if value is None or value == "":
        return ""
    if isinstance(value, str):
        value = dt.datetime.fromisoformat(value)
    if not isinstance(value, dt.date):
        raise exceptions.FilterArgumentError("not a date", token=None)
    return value.strftime(str(form))


def _failure(error: Exception, source: str) -> TemplateError:
    token = getattr(error, "token", None)
    index = token.start_index if token is not None else -1
    kind = _kind(error)
    if index < 0:
        return TemplateError(kind, line=_unclosed_line(source) if kind is Kind.SYNTAX else None)
    word = _WORD.match(source, index)
    return TemplateError(kind, line=line_of(source, index), word=word.group() if word else None)


def _kind(error: Exception) -> Kind:
    kinds: tuple[tuple[type[Exception], Kind], ...] = (
        (exceptions.UndefinedError, Kind.UNDEFINED),
        (exceptions.ResourceLimitError, Kind.LIMIT),
        (exceptions.LiquidValueError, Kind.VALUE),
        (exceptions.LiquidSyntaxError, Kind.SYNTAX),
        (RecursionError, Kind.LIMIT),
    )
    return next((kind for known, kind in kinds if isinstance(error, known)), Kind.VALUE)


def _unclosed_line(source: str) -> int | None:
    """Return the line of the block that nothing closes, which the library doesn't tell."""
    open_lines: list[int] = []
    for tag in _BLOCK.finditer(source):
        if not tag["end"]:
            open_lines.append(line_of(source, tag.start()))
        elif open_lines:
            open_lines.pop()
    return open_lines[-1] if open_lines else None


_WORD = re.compile(r"[\w.-]+")
_BLOCK = re.compile(r"\{%-?\s*(?P<end>end)?(?:if|unless|case|for|capture|comment)\b")
_HTML = _Environment(undefined=StrictUndefined, autoescape=True)
_PLAIN = _Environment(undefined=StrictUndefined, autoescape=False)
