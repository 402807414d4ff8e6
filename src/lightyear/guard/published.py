"""What of a record is nobody's: things, houses, figures, pages; and the findings that fall with it."""

import bisect
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from lightyear.guard import fields, tagging
from lightyear.guard.detectors.base import listed
from lightyear.guard.types import Finding

ORGANIZATIONS = listed(
    "organization medicalorganization hospital medicalclinic localbusiness medicalbusiness dentist pharmacy "
    "optician corporation ngo governmentorganization educationalorganization collegeoruniversity "
    "diagnosticlab veterinarycare emergencyservice postaladdress contactpoint website webpage article "
    "newsarticle blogposting faqpage event product offer service medicalprocedure medicalcondition drug "
    "openinghoursspecification breadcrumblist"
)
"""What schema.org calls organizations, their pages and their offers."""
# Resources of FHIR that describe houses and things: their names and contacts are published.
_RESOURCES = listed(
    "organization location healthcareservice valueset codesystem structuredefinition questionnaire "
    "medication substance conceptmap capabilitystatement searchparameter implementationguide namingsystem "
    "plandefinition activitydefinition library measure insuranceplan endpoint operationdefinition schedule"
)
_CONTACTS = frozenset(("name", "address", "phone", "fax", "email", "url", "date"))
FIGURES = "figures"
"""The kind of a row or object of counts, prices or stock."""
_NUMBERS = frozenset(("date", "health_plan_id", "account", "phone", "fax", "mrn", "device", "license"))
_COUNTED = listed(
    "clicks click impressions impression impr spend cost ctr cpc cpm cpa cvr cpl show shows bid "
    "conversions convert conversion budget sessions users pageviews views visits bounce bouncerate revenue "
    "roas reach frequency leads qty quantity price unitprice unitcost stock onhand dosesonhand lot lotno "
    "batch exp expiry expires expirationdate expirydate total count avg sold par reorder capacity "
    "utilization opens openrate delivered bounced unsubscribes appointmentsbooked newpatients inventory "
    "manufacturer mfr list discount 消耗 展现 展示 展现量 点击 点击量 点击率 线索 线索量 成本 花费 转化 "
    "转化率 转化量 曝光 曝光量 浏览量 访客数 订单 订单量 销量 数量 库存 批号 有效期 效期 金额 单价 均价 "
    "预算 出价 规格 生产厂家 到诊量 预约量 门诊量 接诊量 占比 环比 同比"
)
_PERSONS = frozenset(
    (
        "name",
        "phone",
        "email",
        "ssn",
        "cn_id",
        "cn_medical_id",
        "wechat_id",
        "mrn",
        "account",
        "license",
        "date",
    )
)
_FEWEST = 2
_PAGES = listed(
    "page url uri referrer referer href link location path landing canonical dl dr system source logid "
    "website"
)
# What in an address leads to one person's own page.
_TOKEN = re.compile(
    r"(?i)/(?=[^/?#]*\d)[0-9a-f-]{12,}|/[^/?#]*\d{5}|[?&](?:token|sig|key|code|uid|pid|id|t|auth|hash|s|user\w*)="
)


class Stretch(NamedTuple):
    """A stretch that holds nothing of these categories; with `is_thing`, no name that words alone gave."""

    start: int
    end: int
    categories: frozenset[str] = frozenset()
    is_thing: bool = True


def without(found: list[Finding], stretches: Iterable[Stretch]) -> list[Finding]:
    """Drop the findings that stand where a record says that there is nothing of theirs."""
    spans = sorted(stretches)
    if not spans or not found:
        return found
    starts = [one.start for one in spans]
    return [one for one in found if not _falls(one, spans, starts)]


def of(keys: Sequence[str], value: str, start: int, kind: str | None = None) -> Stretch | None:
    """Say what a value, led to by keys in something of a kind, doesn't hold; None when that isn't known."""
    categories = published(kind)
    if keys and _is_page(keys[-1], value):
        categories |= {"url"}
    is_thing = "name" in categories or fields.is_of_things(tuple(keys))
    return Stretch(start, start + len(value), categories, is_thing) if categories or is_thing else None


def published(kind: str | None) -> frozenset[str]:
    """Give what an object of this kind publishes: the type of a FHIR resource, of schema.org, or figures."""
    if kind is None:
        return frozenset()
    if kind == FIGURES:
        return _NUMBERS
    return _CONTACTS if kind.lower() in ORGANIZATIONS or kind.lower() in _RESOURCES else frozenset()


def are_figures(keys: Iterable[str]) -> bool:
    """Say whether fields of these names hold counts, prices or stock and nothing of a person's."""
    names = list(keys)
    counted = sum("".join(fields.words(name)) in _COUNTED for name in names)
    return counted >= _FEWEST and not any(_PERSONS & fields.meanings(name) for name in names)


def _is_page(key: str, value: str) -> bool:
    if not any(word in _PAGES for word in fields.words(key)) or not ("/" in value or "%2F" in value):
        return False
    return _TOKEN.search(value.replace("%2F", "/").replace("%3D", "=").replace("%3F", "?")) is None


def _falls(one: Finding, spans: list[Stretch], starts: list[int]) -> bool:
    at = bisect.bisect_right(starts, one.start) - 1
    if at < 0 or one.start >= spans[at].end:
        return False
    return one.category in spans[at].categories or (spans[at].is_thing and one.detector == tagging.DETECTOR)
