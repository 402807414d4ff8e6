"""XML and HTML as text: what the name of an element or attribute says of what it holds."""

import re
from collections.abc import Iterator

from lightyear.guard import fields, neighbors, published, tables
from lightyear.guard.detectors.base import listed
from lightyear.guard.types import Finding

_SCORE = 0.965
_TAG = re.compile(r"<(/?)([A-Za-z_\u4e00-\u9fff][\w:.-]{0,60})([^<>]{0,2000})>")
_ATTRIBUTE = re.compile(r"""([A-Za-z_\u4e00-\u9fff][\w:.-]{0,40})\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_CDATA = re.compile(r"\s*<!\[CDATA\[(.*?)\]\]>\s*", re.DOTALL)
_DEEPEST = 60
_LONGEST = 300
# Elements of pages: what they hold is not what they are called.
_PAGE = listed(
    "html head body div span p a b i u em strong ul ol li dl dt dd table thead tbody tr td th form label "
    "input button select option textarea section article header footer nav main aside address title meta "
    "link script style img h1 h2 h3 h4 h5 h6 br hr small time figure figcaption blockquote pre code data "
    "details summary"
)
_FIELDS_OF_PAGES = listed("input option button param data textarea select")
# Attributes that hold what their element is called after, as in <birthTime value="19610412"/>.
_VALUES = listed("value extension displayname v val content")
# HL7 CDA R2: where an id belongs to a person, and times of what was done to her.
_IDS = {
    "patientrole": "patient id",
    "patient": "patient id",
    "encompassingencounter": "encounter id",
    "encounter": "encounter id",
    "assignedauthor": "license number",
    "assignedentity": "license number",
    "participantrole": "device serial number",
    "playingdevice": "device serial number",
}
_TIMES = listed("effectivetime birthtime low high center")
# What a page says of itself, and its data for search engines.
_OWN = re.compile(r"(?i)<(?:meta|link|base|script|iframe)\b[^<>]{0,1000}>")
_OF_PAGE = frozenset(("url",))
_DATA = re.compile(r"(?i)<script[^<>]{0,200}\bld\+json[^<>]{0,200}>")
_DATA_ENDS = re.compile(r"(?i)</script")
_DAY = re.compile(r"((?:18|19|20)\d\d(?:-?[01]\d-?[0-3]\d))(?:T?\d.*)?")


def find(text: str, found: list[Finding]) -> list[Finding]:
    """Find what elements and attributes give away in normalized text without placeholders."""
    return list(_read(text, found)) if "<" in text and ">" in text else []


def own(text: str) -> Iterator[published.Stretch]:
    """Give what a page says of itself: its head, its schema.org data."""
    if "<" not in text:
        return
    for tag in _OWN.finditer(text):
        yield published.Stretch(*tag.span(), _OF_PAGE)
    for start, end in _scripts(text):
        _, stretches = tables.read_pairs(text[start:end])
        for one in stretches:
            yield one._replace(start=one.start + start, end=one.end + start)


def _scripts(text: str) -> Iterator[tuple[int, int]]:
    """Give where the data for search engines stands; what never ends is none, and no other one follows."""
    opened = _DATA.search(text)
    while opened and (closed := _DATA_ENDS.search(text, opened.end())):
        yield opened.end(), closed.start()
        opened = _DATA.search(text, closed.end())


def _read(text: str, found: list[Finding]) -> Iterator[Finding]:
    open_: list[tuple[str, int, re.Match[str]]] = []
    for tag in _TAG.finditer(text):
        name, is_end = tag[2].rpartition(":")[2], bool(tag[1])
        above = tuple(one for one, _, _ in open_[-3:])
        if not is_end:
            yield from _attributes((*above, name), tag)
            if not tag[3].endswith("/") and len(open_) < _DEEPEST:
                open_.append((name, tag.end(), tag))
            continue
        if open_ and open_[-1][0] == name:
            _, start, opened = open_.pop()
            yield from _content((*above[:-1], name), text, start, tag.start())
            yield from _dated(opened, found, start, tag.start())
        else:
            while open_ and open_.pop()[0] != name:
                pass


def _content(keys: tuple[str, ...], text: str, start: int, end: int) -> Iterator[Finding]:
    if end - start > _LONGEST or keys[-1] in _PAGE:
        return
    raw = text[start:end]
    if data := _CDATA.fullmatch(raw):
        start, raw = start + data.start(1), data[1]
    if raw.strip() and "<" not in raw:
        yield from _told(keys, raw, start)


def _attributes(keys: tuple[str, ...], tag: re.Match[str]) -> Iterator[Finding]:
    name = keys[-1].lower()
    pairs = [(one[1], one[2] or one[3] or "", one.start(2 if one[2] else 3)) for one in _attributes_in(tag)]
    given = {key.lower(): value for key, value, _ in pairs}
    if name == "meta":
        return
    for key, value, start in pairs:
        at = tag.start(3) + start
        if key.lower() not in _VALUES:
            if name not in _PAGE or key.startswith("data-"):
                yield from _told((*keys, key.removeprefix("data-")), value, at)
        elif name in _FIELDS_OF_PAGES:
            labels = (given.get("name"), given.get("id"), given.get("placeholder"))
            told = (list(_told((label,), value, at)) for label in labels if label)
            yield from next((one for one in told if one), ())
        elif name == "id":
            yield from _identifier(keys, given.get("root", ""), value, at)
        elif name in _TIMES:
            day = _DAY.fullmatch(value)
            if day and "author" not in keys and fields.fits("date", day[1]):
                yield Finding(at, at + day.end(1), "date", _SCORE, "field.element")
        elif name not in _PAGE:
            yield from _told(keys, value, at)


def _attributes_in(tag: re.Match[str]) -> list[re.Match[str]]:
    return list(_ATTRIBUTE.finditer(tag[3])) if "=" in tag[3] else []


def _identifier(keys: tuple[str, ...], root: str, value: str, at: int) -> Iterator[Finding]:
    by_root = list(_told((root,), value, at)) if root else []
    if by_root:
        yield from by_root
    elif kind := next((_IDS[one.lower()] for one in reversed(keys[:-1]) if one.lower() in _IDS), None):
        yield from _told((kind,), value, at)


def _dated(opened: re.Match[str], found: list[Finding], start: int, end: int) -> Iterator[Finding]:
    """Give the day of <time datetime="…">, where what it shows is somebody's day."""
    if opened[2].lower() != "time" or "datetime" not in opened[3]:
        return
    if any(one.category == "date" and start <= one.start < end for one in found):
        for one in _attributes_in(opened):
            day = _DAY.fullmatch(one[2] or one[3] or "")
            if one[1].lower() == "datetime" and day:
                at = opened.start(3) + one.start(2 if one[2] else 3)
                yield Finding(at, at + day.end(1), "date", _SCORE, "field.element")


def _told(keys: tuple[str, ...], raw: str, start: int) -> Iterator[Finding]:
    value = raw.strip()
    keys = neighbors.plainly(keys, is_fhir=False)
    category = fields.category_of(keys, value) if value else None
    if category:
        at = start + len(raw) - len(raw.lstrip())
        detector = fields.detector_of(category, keys, value, usual="field.element")
        yield Finding(at, at + len(value), category, _SCORE, detector)
