"""What the name of a field says about its value."""

import functools
import re
import unicodedata

from lightyear.guard import detectors, lexicon, types
from lightyear.guard.detectors import health
from lightyear.guard.detectors.base import Field, listed
from lightyear.guard.normalize import MASK

# Keys so general that only what they stand under says anything.
_GENERIC = listed(
    "value values number num no id code text answer item content line line1 line2 identifier valuestring"
    " valuedate raw "
    "data input response full primary main last4 lastfour current home work mobile extension"
)
# Things that have a name without being a person, and the time stamps of machines.
_THINGS = listed(
    "event campaign form page product company organization list segment template utm file field "
    "source channel tag "
    "category service clinic hospital brand department type app browser os plan group deal pipeline stage job"
)
_MACHINE_TIMES = listed(
    "createdat updatedat deletedat timestamp ts eventtime time sentat receivedat publishedat "
    "modifiedat createdtime "
    "updatedtime occurredat lastmodified servertime created updated modified deleted lastupdated"
    " createddate createdate createdon "
    "updatedon updateddate modifieddate modifiedon insertedat timesent loggedat eventdate eventtimestamp"
    " receivedtime exportedat "
    "importedat syncedat expires expiresat expirydate expirationdate lastlogin lastseen signupdate"
    " subscribedat validuntil "
    "publishdate publisheddate releasedate startedat endedat startdate enddate 创建时间 更新时间"
    " 修改时间 发布时间 时间戳"
)


# A whole number that a program has written as a fraction: 521449078.0.
_WHOLE = re.compile(r"\d{2,18}\.0")


def category_of(keys: tuple[str, ...], value: str) -> str | None:
    """Say what a value is by the keys that lead to it, outermost first; None when they say nothing."""
    if not keys or MASK in value or not value.strip():
        return None
    parts = words(keys[-1])
    if "".join(parts) in _GENERIC and len(keys) > 1:
        # "patient": {"id": …} reads like patient_id; else the outer key alone has the say.
        joined = (*keys[:-2], f"{keys[-2]} {keys[-1]}")
        return _category(joined, words(joined[-1]), value) or category_of(keys[:-1], value)
    if parts in (("family",), ("given",)) and len(keys) > 1:
        parts = (*parts, "name")
    return _category(keys, parts, value)


def _category(keys: tuple[str, ...], parts: tuple[str, ...], value: str) -> str | None:
    value = value.strip()
    value = value[:-2] if _WHOLE.fullmatch(value) else value
    for name in _names(parts, keys[-1]):
        for field in _by_key().get(name, ()):
            if field.fits(value) and not _is_a_thing(name, parts, keys):
                return field.category
    return types.HEALTH if _names_illness(parts) else None


def detector_of(category: str, keys: tuple[str, ...], value: str, *, usual: str) -> str:
    """Name what found the value: the usual detector, or that of substance use when key or value tell."""
    if category != types.HEALTH:
        return usual
    told = f"{' '.join(word for key in keys for word in words(key))} \n{value}"
    is_told = lexicon.tells_substance_use(told) or health.is_substance_code(value)
    return f"field{types.SUBSTANCE_USE}" if is_told else usual


def is_machine_time(keys: tuple[str, ...]) -> bool:
    """Say whether the field holds the time a machine noted, which belongs to no person."""
    return bool(keys) and "".join(words(keys[-1])) in _MACHINE_TIMES


def is_key(text: str) -> bool:
    """Say whether a text reads as the name of a field we know."""
    return len(text) <= 40 and any(name in _by_key() for name in _names(words(text), text))


def fits(category: str, value: str) -> bool:
    """Say whether the whole value could be an answer of the category."""
    return any(field.category == category and field.fits(value.strip()) for field in detectors.FIELDS)


@functools.lru_cache(maxsize=4096)
def words(key: str) -> tuple[str, ...]:
    """Give the words of a key, whether written patientName, patient_name or "Patient name"."""
    settled = unicodedata.normalize("NFKC", key)
    split = re.sub(r"([a-z0-9])([A-Z])", r"\1 \2", settled).lower()
    return tuple(re.findall(r"[a-z0-9]+|[\u4e00-\u9fff]+", split.replace("'", "")))


def _names_illness(parts: tuple[str, ...]) -> bool:
    # "has_diabetes": whatever the answer is, it is about her health.
    return "".join(parts) not in _by_key() and bool(lexicon.health_terms(" ".join(parts)))


def _is_a_thing(name: str, parts: tuple[str, ...], keys: tuple[str, ...]) -> bool:
    if name != "name":
        return False
    above = words(keys[-2]) if len(keys) > 1 else ()
    singular = {word.removesuffix("s") for word in (*parts, *above)}
    return bool(singular & _THINGS)


def _names(parts: tuple[str, ...], key: str) -> list[str]:
    runs = [
        "".join(parts[at : at + width])
        for width in range(len(parts), 0, -1)
        for at in range(len(parts) - width, -1, -1)
    ]
    plural = [run.removesuffix("s") for run in runs if len(run) > 4 and run.endswith("s")]
    settled = unicodedata.normalize("NFKC", key)
    chinese = sorted((name for name in _chinese_keys() if name in settled), key=len, reverse=True)
    return [*runs, *plural, *chinese]


@functools.cache
def _by_key() -> dict[str, tuple[Field, ...]]:
    table: dict[str, tuple[Field, ...]] = {}
    for field in detectors.FIELDS:
        for key in field.keys:
            table[key] = (*table.get(key, ()), field)
    return table


@functools.cache
def _chinese_keys() -> tuple[str, ...]:
    return tuple(key for key in _by_key() if not key.isascii())
