"""What the name of a field says about its value."""

import functools
import re
import unicodedata
from collections.abc import Iterator

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
    "event campaign form page product company organization list segment template utm file field source "
    "channel tag item content treatment procedure medication drug package offer exam test lab panel "
    "insurance payer location room device equipment resource store shop pharmacy facility area site lot "
    "vaccine course category service clinic hospital brand department type app browser os plan group deal "
    "pipeline stage job"
)
# What the value of such a field names is a thing: a maker, a product, a state, a program's part.
_OF_THINGS = listed(
    "make model maker manufacturer mfr mfg brand vendor product drug medication med rx item items sku "
    "service procedure plan payer payor insurance insurer carrier company organization org clinic facility "
    "department dept unit room status state type kind class code category result outcome tz timezone lang "
    "language locale source medium campaign channel topic event action intent level logger module thread "
    "host hostname queue table version os browser device platform ua agent role relationship gender sex "
    "currency test lab panel modality method mode format encoding algo scope env image tag theme color "
    "font parser driver protocol cipher region zone cluster node cause cc dx rash dest destination mood "
    "keyword keywords seg segment 渠道 科室 项目 产品 品牌 型号 药品 状态 类型 结果 险种 来源 医院 机构 "
    "套餐 环境 模块 版本 支付方式"
)
_CALLED = (("name",), ("title",), ("label",), ("display",), ("description",))
_OF_MACHINES = listed("remote ip mac peer listen bind server host web url local socket endpoint upstream")
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


# How the words of keys are abbreviated, in tables of hospitals and payers above all.
_SHORT = {
    short: word
    for word, shorts in {
        "patient": "pt pat ptnt pnt",
        "name": "nm nme nam",
        "phone": "ph phn fon phne tele",
        "mobile": "mob mbl mobl",
        "home": "hm",
        "work": "wk wrk",
        "cell": "cel",
        "address": "addr adr addrs addy",
        "city": "cty",
        "zip": "zp zipc",
        "date": "dt dte",
        "number": "no num nbr nr nmbr",
        "account": "acct acc acnt",
        "member": "mem mbr memb",
        "subscriber": "sub subscr subsc sbscr",
        "insurance": "ins insur",
        "policy": "pol plcy",
        "license": "lic lcns licence lics",
        "driver": "drv drvr drivers",
        "employee": "emp empl",
        "provider": "prov prvdr prv",
        "physician": "phys physn",
        "beneficiary": "bene benef",
        "guarantor": "guar grntr",
        "fax": "fx",
        "email": "eml",
        "service": "svc srvc serv",
        "admission": "adm admsn admiss",
        "discharge": "disch dschg dsch dschrg dis",
        "appointment": "appt appmt",
        "surgery": "surg",
        "procedure": "proc",
        "encounter": "enc enctr encntr",
        "medical": "med",
        "record": "rec recd",
        "vehicle": "veh",
        "serial": "ser srl",
        "device": "dev dvc",
        "customer": "cust",
        "first": "fst frst",
        "last": "lst",
        "contact": "cntct cont",
        "emergency": "emer emerg emrg",
        "hospital": "hosp hsp",
        "prescriber": "prescr presc",
        "responsible": "resp",
        "identifier": "ident",
    }.items()
    for short in shorts.split()
}
_TAILS = ("phone", "email", "fax", "dob", "ssn", "mrn", "npi", "birthdate", "mobile")


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
    for name, field in _told(keys[-1] if parts == words(keys[-1]) else " ".join(parts)):
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


def meanings(key: str) -> frozenset[str]:
    """Give the categories of which a field of this name may hold something."""
    parts = words(key)
    return frozenset(field.category for name, field in _told(key) if not _is_a_thing(name, parts, (key,)))


def is_of_things(keys: tuple[str, ...]) -> bool:
    """Say whether what the field names is no person."""
    parts = words(keys[-1]) if keys else ()
    if len(keys) > 1 and parts in _CALLED and _is_a_thing("name", parts, keys):
        return True
    return bool(parts) and parts[-1] in _OF_THINGS and not meanings(keys[-1]) - {"health_plan_id", "device"}


@functools.lru_cache(maxsize=4096)
def is_silent(key: str) -> bool:
    """Say whether the name of a field says nothing, wherever the field stands."""
    parts = words(key)
    is_general = "".join(parts) in _GENERIC or parts in (("family",), ("given",))
    return not (is_general or _told(key) or _names_illness(parts))


def is_key(text: str) -> bool:
    """Say whether a text reads as the name of a field we know."""
    return len(text) <= 40 and bool(_told(text))


def fits(category: str, value: str) -> bool:
    """Say whether the whole value could be an answer of the category."""
    return any(field.category == category and field.fits(value.strip()) for field in detectors.FIELDS)


@functools.lru_cache(maxsize=4096)
def words(key: str) -> tuple[str, ...]:
    """Give the words of a key, whether written patientName, patient_name or "Patient name"."""
    settled = unicodedata.normalize("NFKC", key)
    split = re.sub(r"([a-z0-9])([A-Z])", r"\1 \2", settled).lower().replace("#", " number ")
    return tuple(re.findall(r"[a-z0-9]+|[\u4e00-\u9fff]+", split.replace("'", "")))


def _names_illness(parts: tuple[str, ...]) -> bool:
    # "has_diabetes": whatever the answer is, it is about her health.
    return "".join(parts) not in _by_key() and bool(lexicon.health_terms(" ".join(parts)))


def _is_a_thing(name: str, parts: tuple[str, ...], keys: tuple[str, ...]) -> bool:
    if name in ("addr", "address") and _OF_MACHINES & set(parts):
        return True
    if name != "name":
        return False
    above = words(keys[-2]) if len(keys) > 1 else ()
    singular = {word.removesuffix("s") for word in (*parts, *above)}
    return bool(singular & _THINGS)


@functools.lru_cache(maxsize=4096)
def _told(key: str) -> tuple[tuple[str, Field], ...]:
    """Give the fields that a key may mean, with the name by which it does, the likeliest first."""
    parts = words(key)
    whole, spelled = "".join(parts), tuple(_SHORT.get(part, part) for part in map(_unnumbered, parts))
    found: list[tuple[str, Field]] = []
    for name, is_end in _names(parts, spelled, key):
        is_whole = name in (whole, "".join(spelled))
        for field in _by_key().get(name, ()):
            if field.stands == "anywhere" or is_whole or (field.stands == "end" and is_end):
                found.append((name, field))
    return tuple(dict.fromkeys(found))


def _unnumbered(part: str) -> str:
    # "addr1", "phone2"
    return part[:-1] if part[-1:].isdigit() and part[:-1].isalpha() and len(part) > 3 else part


def _names(parts: tuple[str, ...], spelled: tuple[str, ...], key: str) -> Iterator[tuple[str, bool]]:
    for width in range(len(parts), 0, -1):
        for at in range(len(parts) - width, -1, -1):
            is_end = at + width == len(parts)
            for run in dict.fromkeys(("".join(parts[at : at + width]), "".join(spelled[at : at + width]))):
                yield run, is_end
                if len(run) > 4 and run.endswith("s"):
                    yield run[:-1], is_end
    for part in parts:
        # "homephone", "ptdob": written as one word.
        yield from ((tail, part == parts[-1]) for tail in _TAILS if part.endswith(tail) and part != tail)
    settled = re.sub(r"\s+|[(（].*", "", unicodedata.normalize("NFKC", key))
    chinese = sorted((name for name in _chinese_keys() if name in settled), key=len, reverse=True)
    yield from ((name, settled.endswith(name)) for name in chinese)


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
