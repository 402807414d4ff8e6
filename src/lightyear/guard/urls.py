"""Page addresses: decoded first, then read by path word and query key."""

import re
from collections.abc import Iterator

from lightyear.guard import engine, fields, normalize, published, tables
from lightyear.guard.checksums import luhn
from lightyear.guard.detectors import encoded
from lightyear.guard.types import Finding

_PAIR = re.compile(r"(?:^|[?&#;])([^=&?#;/]{1,80})=([^&#;]*)")
# /patients/48213377, /mrn/48213377/labs
_SEGMENT = re.compile(
    r"/([A-Za-z_-]{2,30}|[\u4e00-\u9fff]{2,8})/([A-Za-z]{0,4}-?\d[A-Za-z0-9-]{3,30})(?=[/?#]|$)"
)
_PEOPLE = {
    "patient": "mrn",
    "record": "mrn",
    "chart": "mrn",
    "encounter": "mrn",
    "visit": "mrn",
    "member": "health_plan_id",
    "subscriber": "health_plan_id",
    "account": "account",
}
# /records/2024, /visits/2024-03-12, /patients/2024-guide
_DATED = re.compile(r"(?:19|20)\d\d(?:$|-)")
# A page of one person: a profile by name, a page of a network, a doctor's own site.
_PERSONS = re.compile(
    r"(?i)((?:https?://)[\w.-]+/(?:[\w-]+/){0,3}(?:doctors?|physicians?|providers?|dr|staff|profile|people|team)/"
    r"(?:(?:dr|profile)[.-])?[a-z]{2,20}(?:[.-][a-z]{1,20}){0,2}[.-](?:md|do|np|pa|rn|dds|dmd|phd|dpm|od)"
    r"(?:[.-][\w]+)*(?=[/?#&\s]|$)"
    r"|https?://(?:[\w-]+\.)*(?:tiktok|instagram|facebook|twitter|x|threads|youtube|weibo)\.com/@[\w.]{3,30}"
    r"|https?://(?:www\.)?linkedin\.com/in/[\w%-]{3,60}"
    r"|https?://(?:www\.)?dr[.-]?[a-z]{6,30}\.[a-z]{2,12}(?:/[\w/.-]*)?)"
)
_PROVIDERS = re.compile(r"(?i)[^?#]{0,200}\bnpi")
_QUESTION = re.compile(r"(?i)(?:entry|field|question|answer|input|q|a|item|col)[._-]?\d{1,12}")
_TEN_DIGITS = re.compile(r"\+?1?[2-9]\d{2}[2-9]\d{6}|1[3-9]\d{9}")
_RUN = re.compile(encoded.RUN)
_CAMPAIGN = re.compile(
    r"(?i)(?<![a-z_])(?:utm_\w+|(?:gad_?)?campaign_?(?:id|name)?|ad_?group_?(?:id|name)?|ad_?set_?(?:id|name)?|ad_?id"
    r"|creative_?(?:id)?|placement|target_?id|feed_?item_?id|keyword_?(?:id)?|plan_?id|unit_?id|pixel_?id"
    r"|hsa_(?:acc|cam|grp|ad|src|tgt|kw|mt|net|ver)|loc_physical_ms|loc_interest_ms)=(\d+)(?=[&#;]|$)"
)
_NUMBERS = frozenset(("phone", "fax", "account", "device", "health_plan_id", "mrn", "license", "date"))
_FIELD_SCORE = 0.965


def find(normalized: normalize.Normalized) -> list[Finding]:
    """Find what a page address gives away; the address itself is no finding here.

    Offsets are code points of the original text.
    """
    decoded = normalize.percent_decoded(normalized)
    readable = decoded.text.replace("+", " ")
    masked = engine.mask(readable)
    found = engine.find(readable, but="url")
    for pair in _PAIR.finditer(masked):
        found.extend(_named(pair))
        found.extend(_of_token(pair))
        found.extend(_answered(pair))
    found.extend(Finding(*page.span(1), "url", 0.9, "url.person") for page in _PERSONS.finditer(masked))
    if _PROVIDERS.match(masked):
        found.extend(_npi(masked))
    for segment in _SEGMENT.finditer(masked):
        found.extend(_led_to(segment))
    found.extend(_in_runs(engine.mask(decoded.text)))
    found = published.without(found, _of_campaigns(masked))
    return [
        Finding(*decoded.span(one.start, one.end), one.category, one.score, one.detector, one.path)
        for one in engine.settled(found)
    ]


def _of_campaigns(text: str) -> Iterator[published.Stretch]:
    """Give the parameters with which advertisers number their campaigns: no number in them is anybody's."""
    for pair in _CAMPAIGN.finditer(text):
        yield published.Stretch(*pair.span(1), _NUMBERS)


def _named(pair: re.Match[str]) -> Iterator[Finding]:
    key, value = pair.groups()
    category = fields.category_of((key,), value)
    if category:
        start, end = pair.span(2)
        start += len(value) - len(value.lstrip())
        detector = fields.detector_of(category, (key,), value, usual="field.query")
        yield Finding(start, end - len(value) + len(value.rstrip()), category, _FIELD_SCORE, detector)


def _of_token(pair: re.Match[str]) -> Iterator[Finding]:
    # A token of FHIR: identifier=http://hospital.example/mrn|0091-8837
    system, bar, value = pair.group(2).rpartition("|")
    words = re.findall(r"[A-Za-z][A-Za-z-]*|[0-9.]{12,}", system)
    category = fields.category_of((words[-1],), value) if bar and words else None
    if category:
        yield Finding(pair.end(2) - len(value), pair.end(2), category, _FIELD_SCORE, "field.token")


def _answered(pair: re.Match[str]) -> Iterator[Finding]:
    # Forms number their questions: entry.102=5035550147. A whole answer of that shape is a telephone number.
    if _QUESTION.fullmatch(pair.group(1)) and _TEN_DIGITS.fullmatch(pair.group(2).strip()):
        yield Finding(*pair.span(2), "phone", 0.85, "field.answer")


def _npi(text: str) -> Iterator[Finding]:
    for number in re.finditer(r"(?<!\d)[12]\d{9}(?!\d)", text):
        if luhn("80840" + number.group()):
            yield Finding(*number.span(), "license", 0.95, "url.provider")


def _led_to(segment: re.Match[str]) -> Iterator[Finding]:
    word, value = segment.groups()
    category = _PEOPLE.get(word.lower().removesuffix("s")) or fields.category_of((word,), value)
    if category and not _DATED.match(value):
        yield Finding(*segment.span(2), category, _FIELD_SCORE, "field.path")


def _in_runs(text: str) -> Iterator[Finding]:
    for run in _RUN.finditer(text):
        plain = encoded.plain_of(run.group())
        for one in tables.inside(plain) if plain else ():
            yield Finding(*run.span(), one.category, one.score, "encoded.run")
        if plain:
            for pair in _PAIR.finditer(plain):
                for one in _named(pair):
                    yield Finding(*run.span(), one.category, one.score, "encoded.run")
