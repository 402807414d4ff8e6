"""HTML and XML: what a reader sees, what attributes, comments and scripts carry; offsets of the original."""

import bisect
import html
import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from lightyear.guard import (
    embedded,
    engine,
    fields,
    neighbors,
    records,
    tags,
    trackers,
)
from lightyear.guard.detectors.base import listed
from lightyear.guard.redact import merged, placeholder
from lightyear.guard.scan import scan
from lightyear.guard.tags import Attribute, Tag
from lightyear.guard.types import Finding

_INLINE = listed(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark q s samp small span "
    "strike strong "
    "sub sup time tt u var wbr img"
)
_ELEMENTS = _INLINE | listed(
    "address article aside audio base blockquote body br button canvas caption center col colgroup "
    "datalist dd "
    "details dialog dir div dl dt embed fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 "
    "h5 h6 "
    "head header hgroup hr html iframe input label legend li link main map area menu meta meter nav noframes "
    "noscript object ol optgroup option output p param picture pre progress rp rt ruby script search section "
    "select slot source style summary table tbody td template textarea tfoot th thead title tr track ul "
    "video svg "
    "path g rect circle line polygon polyline text tspan defs use symbol marquee"
)
_SILENT = listed(
    "class style rel type lang charset width height d points viewbox integrity nonce sizes media xmlns "
    "role target "
    "method enctype autocomplete tabindex colspan rowspan crossorigin async defer fill stroke transform "
    "srcset "
    "id for name http-equiv property itemprop itemtype scope align valign border cellpadding cellspacing "
    "bgcolor "
    "color loading decoding fetchpriority hidden disabled checked selected maxlength minlength rows cols"
)
_LINKS = listed("href src action formaction poster cite data-src data-href background longdesc xlink:href")
_LONGEST_LABEL = 400
_LONGEST_VALUE = 2000
_IN_IDS = ("phone", "mrn", "account", "health_plan_id", "cn_medical_id")
_MAY_TELL = re.compile(r"[@%&=]|\d[\d\s-]{6}|[0-9A-Fa-f]{32}")


class Seen(NamedTuple):
    """Visible text, references undecoded, with where each stretch of it stands in the original."""

    text: str
    starts: list[int]
    origins: list[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Give where a stretch of the visible text stands in the original; tags within it are in it."""
        return self._origin(start), self._origin(end - 1) + 1

    def _origin(self, at: int) -> int:
        piece = bisect.bisect_right(self.starts, at) - 1
        return self.origins[piece] + at - self.starts[piece]


class _Labelled(NamedTuple):
    """A stretch of the visible text with the words that say what it is."""

    keys: tuple[str, ...]
    start: int
    end: int


def scan_markup(text: str) -> list[Finding]:
    """Scan HTML or XML: visible text, attributes, comments, meta, hidden fields, JSON-LD, pixels.

    `path` says where: "text", "comment", "script", "style", or like "img[alt]"; in JSON the path follows,
    like "script.patient.name". Offsets are code points of `text`, sorted. A finding may span tags:
    `redact_markup` keeps them. Errors are those of `scan`.
    """
    found: list[Finding] = []
    reader = _Reader(text)
    for part in tags.read(text):
        found.extend(reader.take(part))
    return sorted((*reader.seen(), *_once(found, reader)), key=lambda one: (one.start, one.end, one.category))


def redact_markup(
    text: str,
    findings: Iterable[Finding],
    replacement: Callable[[str, str], str] = lambda category, value: placeholder(category),
) -> str:
    """Replace the findings of `scan_markup`, keeping every tag that stands within one."""
    spans = [part.span for part in tags.read(text) if isinstance(part, Tag)]
    opens = [start for start, _ in spans]
    pieces: list[str] = []
    done = 0
    for start, end, category in merged(findings):
        pieces.append(text[done:start])
        first = bisect.bisect_left(opens, start)
        inside = [span for span in spans[first : bisect.bisect_left(opens, end)] if span[1] <= end]
        pieces.append(replacement(category, _without(text, start, end, inside)))
        pieces.extend(text[slice(*span)] for span in inside)
        done = end
    return "".join((*pieces, text[done:]))


def clean_markup(text: str) -> str:
    """Redact HTML or XML until a scan finds nothing, at most four times."""
    for _ in range(4):
        found = scan_markup(text)
        if not found:
            break
        text = redact_markup(text, found)
    return text


def visible(text: str) -> Seen:
    """Give what a reader of HTML sees, blocks apart by line breaks."""
    reader = _Reader(text)
    for part in tags.read(text):
        reader.take_text(part)
    return reader.shown()


class _Reader:
    """Reads the parts of a document in order, and remembers what labels what."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.pieces: list[str] = []
        self.starts: list[int] = [0]
        self.origins: list[int] = [0]
        self.length = 0
        self.labelled: list[_Labelled] = []
        self.open: list[tuple[str, int]] = []
        self.header: list[str] = []
        self.row: list[str] = []
        self.label = ""
        self.labels: dict[str, str] = {}
        self.label_for = ""
        self.visible = ""
        self.visible_found: list[Finding] = []

    def take_text(self, part: Tag | tags.Text) -> None:
        """Take the next part for its visible text alone."""
        if isinstance(part, Tag):
            self._mark(part)
        elif part.kind == "text":
            self._append(self.text[part.start : part.end], part.start)

    def take(self, part: Tag | tags.Text) -> Iterator[Finding]:
        """Take the next part; give what its attributes, comment or script hold."""
        self.take_text(part)
        if isinstance(part, Tag):
            yield from self._attributes(part)
        elif part.kind == "comment":
            inside = self.text[part.start : part.end]
            yield from embedded.moved(scan(inside, channel="html"), part.start, "comment")
        elif part.kind in ("script", "style"):
            yield from embedded.in_script(self.text, part)

    def shown(self) -> Seen:
        """Give the visible text."""
        return Seen("".join(self.pieces), self.starts, self.origins)

    def seen(self) -> list[Finding]:
        """Give the findings in the visible text."""
        seen = self.shown()
        found = scan(seen.text, channel="html")
        for one in self.labelled:
            if one.end - one.start > _LONGEST_VALUE:
                continue
            value = html.unescape(seen.text[one.start : one.end])
            category = fields.category_of(one.keys, engine.mask(value)) if value.strip() else None
            if category is not None:
                raw = seen.text[one.start : one.end]
                start, end = one.start + len(raw) - len(raw.lstrip()), one.start + len(raw.rstrip())
                found.append(Finding(start, end, category, 0.95, "field.cell"))
        settled = engine.settled(found)
        self.visible, self.visible_found = seen.text, settled
        return list(_in_original(settled, seen))

    def _append(self, text: str, origin: int) -> None:
        self.pieces.append(text)
        self.starts.append(self.length)
        self.origins.append(origin)
        self.length += len(text)

    def _mark(self, tag: Tag) -> None:
        if tag.name not in _INLINE:
            self._append("\t" if tag.name in ("td", "th") else "\n", tag.span[0])
        if tag.is_end:
            self._close(tag)
        elif tag.name == "table":
            self.header = []
        elif tag.name == "tr":
            self.row = []
        if not tag.is_end and (tag.name in ("td", "th", "dt", "dd", "label", "textarea", "title")):
            self.open.append((tag.name, self.length))
            if tag.name == "label":
                self.label_for = tag.get("for")
            if tag.name == "textarea":
                self.label = tag.get("name") or tag.get("id") or self.label
        elif not tag.is_end and tag.name not in _ELEMENTS and not self.text.endswith("/>", *tag.span):
            self.open.append((tag.name, self.length))

    def _close(self, tag: Tag) -> None:
        while self.open and any(name == tag.name for name, _ in self.open[-8:]):
            name, start = self.open.pop()
            if name == tag.name:
                self._closed(name, start)
                return

    def _closed(self, name: str, start: int) -> None:
        value = self._text_from(start)
        if name in ("td", "th"):
            self._cell(name, start, value)
        elif name in ("dt", "label"):
            self.label = value
            if name == "label" and self.label_for:
                self.labels[self.label_for] = value
        elif name in ("dd", "textarea"):
            self.labelled.append(_Labelled((self.label,), start, self.length))
        elif name not in _ELEMENTS and "\n" not in value.strip():
            above = tuple(other for other, _ in self.open[-3:])
            self.labelled.append(_Labelled((*above, name.rpartition(":")[2]), start, self.length))

    def _cell(self, name: str, start: int, value: str) -> None:
        at = len(self.row)
        self.row.append(value)
        if name == "th":
            if at >= len(self.header):
                self.header.append(value)
            return
        label = self.header[at] if at < len(self.header) and len(self.header) > 1 else ""
        label = label or (self.row[at - 1] if at else "")
        if label:
            self.labelled.append(_Labelled((label,), start, self.length))

    def _text_from(self, start: int) -> str:
        # Of elements in elements each would read all that the next one holds: a label is short.
        pieces: list[str] = []
        length = 0
        for at in range(bisect.bisect_left(self.starts, start, 1) - 1, len(self.pieces)):
            pieces.append(self.pieces[at][:_LONGEST_LABEL])
            length += len(self.pieces[at])
            if length > _LONGEST_LABEL:
                break
        return html.unescape("".join(pieces)).strip()[:200]

    def _attributes(self, tag: Tag) -> Iterator[Finding]:
        for attribute in tag.attributes:
            if attribute.end > attribute.start:
                path = f"{tag.name}[{attribute.name}]"
                for one in self._attribute(tag, attribute):
                    yield Finding(
                        attribute.start + one.start, attribute.start + one.end, *embedded.rest(one), path
                    )

    def _attribute(self, tag: Tag, attribute: Attribute) -> list[Finding]:
        raw = self.text[attribute.start : attribute.end]
        if attribute.name in _SILENT:
            more = _IN_IDS if attribute.name in ("id", "name", "for") else ()
            categories = (*embedded.ANYWHERE, *more)
            return embedded.only(categories, scan(raw, channel="html")) if _MAY_TELL.search(raw) else []
        if attribute.name in _LINKS and not raw.lower().startswith(("mailto:", "tel:", "sms:", "data:")):
            value = html.unescape(raw)
            return trackers.scan_hit(raw) if trackers.is_hit(value) else scan(raw, channel="url")
        if raw[:5].lower() == "data:":
            return embedded.in_address(raw)
        keys = self._keys(tag, attribute)
        return records.keyed(keys, raw, scan(raw, channel="html"))

    def _keys(self, tag: Tag, attribute: Attribute) -> tuple[str, ...]:
        if attribute.name not in ("value", "content"):
            return (attribute.name.removeprefix("data-"),)
        if tag.name in ("input", "option", "button", "param", "data"):
            labels = (
                self.labels.get(tag.get("id"), ""),
                tag.get("name"),
                tag.get("id"),
                tag.get("placeholder"),
            )
            raw = self.text[attribute.start : attribute.end]
            named = [one for one in labels if one]
            return (next((one for one in named if fields.category_of((one,), raw)), (named or [""])[0]),)
        name = tag.get("name") or tag.get("property") or tag.get("itemprop")
        above = tuple(other for other, _ in self.open[-3:] if other != tag.name)
        return (name,) if name else neighbors.plainly((*above, tag.name), is_fhir=True)


def _once(found: list[Finding], reader: _Reader) -> Iterator[Finding]:
    # A link to write or to call repeats what stands beside it; where that is nobody's, so is the link.
    for one in found:
        value = reader.text[one.start : one.end]
        is_call = one.path == "a[href]" and one.category in ("phone", "fax", "email")
        if not is_call or not _is_shown_clean(value, reader):
            yield one


def _is_shown_clean(value: str, reader: _Reader) -> bool:
    digits = re.sub(r"\D", "", value)[-10:]
    if "@" in value:
        places = [match.start() for match in re.finditer(re.escape(value), reader.visible)]
    else:
        pattern = r"\D{0,3}".join(digits)
        places = [match.start() for match in re.finditer(pattern, reader.visible)] if len(digits) > 6 else []
    covered = [any(one.start <= at < one.end for one in reader.visible_found) for at in places]
    return bool(places) and not any(covered)


def _in_original(found: list[Finding], seen: Seen) -> Iterator[Finding]:
    for one in found:
        start, end = seen.span(one.start, one.end)
        yield Finding(start, end, *embedded.rest(one), "text")


def _without(text: str, start: int, end: int, inside: list[tuple[int, int]]) -> str:
    pieces = []
    for open_at, close_at in inside:
        pieces.append(text[start:open_at])
        start = close_at
    return "".join((*pieces, text[start:end]))
