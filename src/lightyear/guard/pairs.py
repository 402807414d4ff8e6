"""Keys and values of logs, settings, dumps and forms: `key=value`, `key: value`, `key[value]`, SQL, DICOM."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from lightyear.guard import fields, neighbors, normalize, published, types, urls
from lightyear.guard.detectors import encoded
from lightyear.guard.patterns import Pattern
from lightyear.guard.types import Finding

_SCORE = 0.965
_KEY = r"[A-Za-z_$\u4e00-\u9fff][\w.$-]{0,40}"
_QUOTED = r"""'(?:[^'\\\n]|''|\\.){0,300}'|"(?:[^"\\\n]|\\.){0,300}\""""
_NEXT = rf"""[ \t]+["']?{_KEY}["']? ?[=:]"""
# name='Ana Reyes', tel=5035550147, dob = 1961-04-12, "mrn": 4821, 姓名=李静, 保单[PY20260088]
_PAIR = re.compile(
    rf"""(?<![\w.$@/-])(?:(?P<key>{_KEY})["']?(?:[ ]?(?::=|=>|==?)[ ]?|:[ ]?(?=["'])|(?=\[[^\s\[\]]))"""
    rf"""|(?P<camel>[a-z]+(?:_[a-z0-9]+)+|[A-Za-z]*[a-z][A-Z][A-Za-z]+): ?)"""
    rf"""(?:(?P<quoted>{_QUOTED})|\[(?P<boxed>[^\[\]\n"'{{}}]{{2,60}})\]"""
    rf"""|(?P<bare>[^\s'"\[(,;&|)}}\]<>](?:(?!{_NEXT})[^,;&|)}}\]'"\t\n<>]){{0,80}}))"""
)
_MAY_PAIR = Pattern(
    r"""=|[A-Za-z\p{Han}]\[[^\s\]]|["'] ?:|\w: ?["']|[a-z0-9]_[a-z0-9]+:|[a-z][A-Z][A-Za-z]*:"""
)
# A line of a form, a setting, a dump: indented, as an item of a list, quoted.
_LINE = re.compile(
    r"^(?P<indent>[ \t]*(?:[-*>•#] ?)?)(?P<key>[A-Za-z_\u4e00-\u9fff][\w ./'#()（）-]{0,40}?)[ \t]*"
    r"(?:[:：=]|\t)(?:[ \t]+|(?<=：)|(?<=[\u4e00-\u9fff]:)|(?<==)|$)(?P<value>[^\n]{0,160}?)[ \t]*,?$",
    re.MULTILINE,
)
_WORDS_AFTER = re.compile(r"((?=[^ ]*\d{3})[A-Za-z0-9+*()./:-]{4,40}) (?=[a-z]{2,})")
_FEWEST_LINES = 3
_ESCAPED = re.compile(
    rf"""(?<!\\)\\++"({_KEY})\\++"\s*+:\s*+(?:\\++"([^"\\]{{1,200}})\\+"|(-?\d[\d.]{{2,30}}))"""
)
# GET /members/XJH884201/claims, and a=b&c=d
_REQUEST = re.compile(r"\b(?:GET|POST|PUT|PATCH|DELETE|HEAD) (/[^\s\"']{3,600})")
_BODY = re.compile(
    r"(?<![\w/?&=.%])[\w.%\[\]-]{1,60}=[^\s&\"'<>]{0,300}(?:&[\w.%\[\]-]{1,60}=[^\s&\"'<>]{0,300})+"
)
_INSERT = re.compile(
    r"(?i)\b(?:INSERT|REPLACE)\s+(?:IGNORE\s+)?INTO\s+[\w.`\"\[\]]+\s*\(([^()]{3,1000})\)\s*VALUES\s*(?=\()"
)
# Possessive: whatever is unfinished is left at once, not tried again with less.
_TUPLE = re.compile(r"\s*+(?:,\s*+)?\(")
_ITEM = re.compile(
    r"""\s*+(?:N?'([^']*+(?:''[^']*+)*)'|"([^"]*+)"|([^,()'"]++|[\w.]++\([^()]*+\)))\s*+([,)])"""
)
_DICOM = re.compile(
    r"\((0008|0010|0018|0038|0040),? ?([0-9A-Fa-f]{4})\)[ \t:=]*(?:[A-Z]{2}\b)?[ \t:=]*"
    r"(?:\[([^\]\n]{2,100})\]|([^\[\]#\n]{2,100}))"
)
# DICOM PS3.6: what the elements of a study say of a person.
_ELEMENTS = {
    "00080020": "study date", "00080021": "study date", "00080022": "study date", "00080023": "study date",
    "00080050": "accession number", "00080090": "physician name", "00081048": "physician name",
    "00081050": "physician name", "00081060": "physician name", "00081070": "provider name",
    "00100010": "patient name", "00100020": "patient id", "00100030": "birth date",
    "00101001": "patient name", "00101005": "patient name", "00101040": "patient address",
    "00101060": "patient name", "00102154": "patient phone", "00181000": "device serial number",
    "00181002": "device id", "00380020": "admission date", "00400244": "procedure date",
}  # fmt: skip
_DAY = re.compile(
    r"((?:18|19|20)\d\d[01]\d[0-3]\d)(?:\d{2,6})?"
    r"|(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})(?:[ T].*)?"
)
_CLOCK = re.compile(r",?[ T]+(?:at )?\d{1,2}(?::\d\d|[ap]m\b).*$", re.DOTALL | re.IGNORECASE)
# Published with an organization's address as often as with a person's: only beside what is a person's.
_CONTACTS = frozenset(("phone", "fax", "email", "address", "url"))
_SHORTEST_PLACE = 3
_WHOLE = ("name", "address")
_TEMPLATE = re.compile(r"[{<$%\[].*[}>%\]]|\*+|x+|X+")


class Pair(NamedTuple):
    """A value, the keys that lead to it, and where it stands."""

    keys: tuple[str, ...]
    value: str
    start: int


def find(text: str) -> tuple[list[Finding], list[published.Stretch]]:
    """Find what keys say of their values in normalized text without placeholders.

    The second answer are the values that are nobody's.
    """
    told = [*_requested(text), *_escaped(text)]
    pairs = list(_pairs(text))
    told.extend(one for pair in pairs for one in _read(pair))
    lines = list(_lines(text))
    if len(lines) >= _FEWEST_LINES:
        found = [one for line in lines for one in _read(line)]
        is_persons = any(one.category not in (*_CONTACTS, types.HEALTH) for one in found)
        told.extend(one for one in found if is_persons or one.category not in _CONTACTS)
        pairs.extend(lines)
    things = (published.of(*pair) for pair in pairs)
    return told, [one for one in things if one]


def within_strings(text: str) -> list[Finding]:
    """Find what pairs within the strings of JSON text give away: its own pairs are read elsewhere."""
    return [*_requested(text), *_escaped(text)]


def _escaped(text: str) -> Iterator[Finding]:
    """Read the pairs of JSON that stands, its quotes escaped, in a string."""
    for pair in _ESCAPED.finditer(text) if '\\"' in text else ():
        group = 2 if pair[2] else 3
        yield from _read(Pair((pair[1],), pair[group], pair.start(group)))


def _requested(text: str) -> Iterator[Finding]:
    """Read the addresses and bodies of requests in logs as addresses are read."""
    for request in _BODY.finditer(text) if "&" in text else ():
        yield from _moved(urls.find(normalize.plain(request.group())), request.start())
    for request in _REQUEST.finditer(text) if "/" in text else ():
        yield from _moved(urls.find(normalize.plain(request[1])), request.start(1))


def _moved(found: list[Finding], by: int) -> Iterator[Finding]:
    for one in found:
        yield Finding(one.start + by, one.end + by, one.category, one.score, one.detector)


def _pairs(text: str) -> Iterator[Pair]:
    if _MAY_PAIR.is_in(text):
        for match in _PAIR.finditer(text):
            group = match.lastgroup or "bare"
            start, end = match.span(group)
            if group == "quoted":
                start, end = start + 1, end - 1
            value = text[start:end].rstrip()
            yield Pair((match["key"] or match["camel"],), _short(value) if group == "bare" else value, start)
    if "(00" in text:
        yield from _of_study(text)
    if "(" in text:
        yield from _inserted(text)


def _of_study(text: str) -> Iterator[Pair]:
    for match in _DICOM.finditer(text):
        group = 3 if match[3] else 4
        key = _ELEMENTS.get((match[1] + match[2]).lower())
        if key:
            yield Pair((key,), match[group].rstrip(), match.start(group))


def _short(value: str) -> str:
    """Cut a number off from the words that follow it."""
    words = _WORDS_AFTER.match(value)
    return words[1] if words else value


def _inserted(text: str) -> Iterator[Pair]:
    for insert in _INSERT.finditer(text):
        columns = [column.strip(' `"[]\n\t') for column in insert[1].split(",")]
        at = insert.end()
        while opened := _TUPLE.match(text, at):
            at = opened.end()
            for column in columns:
                item = _ITEM.match(text, at)
                if item is None:
                    return
                group = next(group for group in (1, 2, 3) if item[group] is not None)
                yield Pair((column,), item[group].rstrip(), item.start(group))
                at = item.end()
                if item[4] == ")":
                    break


def _lines(text: str) -> Iterator[Pair]:
    """Give the labelled lines; one without a value names what those indented below it belong to."""
    if text.count("\n") < _FEWEST_LINES - 1:
        return
    above: list[tuple[int, str]] = []
    for line in _LINE.finditer(text):
        depth = len(line["indent"])
        while above and above[-1][0] >= depth:
            above.pop()
        key, start, value = line["key"], line.start("value"), line["value"]
        if not value:
            above.append((depth, key))
            continue
        if value[0] in "\"'" and value[-1] == value[0] and len(value) > 1:
            start, value = start + 1, value[1:-1]
        yield Pair((*(one for _, one in above), key), value, start)


def _read(pair: Pair) -> Iterator[Finding]:
    keys, value, start = pair
    keys = neighbors.plainly(keys, is_fhir=False) if len(keys) > 1 else keys
    if not value or fields.is_silent(keys[-1]) or _TEMPLATE.fullmatch(value):
        return
    for part in dict.fromkeys((value, _CLOCK.sub("", value), value.split(" ")[0])):
        category = fields.category_of(keys, part.replace("+", " ") if part.isascii() else part)
        if category == "address" and part.isascii() and len(part) < _SHORTEST_PLACE:
            continue
        if category in _WHOLE and len(part) < len(value) and part == value.split(" ")[0]:
            continue
        if category:
            day = _DAY.fullmatch(part) if category == "date" else None
            end = start + (day.end(day.lastindex or 0) if day else len(part.rstrip()))
            detector = fields.detector_of(category, keys, part, usual="field.pair")
            yield Finding(start, end, category, _SCORE, detector)
            return
    plain = encoded.plain_of(value) if len(value) >= 12 else None
    category = fields.category_of(keys, plain) if plain else None
    if category:
        yield Finding(start, start + len(value), category, _SCORE, "encoded.pair")
