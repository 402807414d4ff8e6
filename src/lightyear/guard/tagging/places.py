"""Whether what the tagger takes for a place has anything of one: a known name, a kind, a word before."""

import re

from lightyear.guard import lexicon
from lightyear.guard.detectors.base import Candidate
from lightyear.guard.patterns import Pattern
from lightyear.guard.tagging.namesakes import is_namesake

# "in Kalispell", "drove from Zanesville", "moved to Parma", `"town": "Coos Bay"`.
_LED = Pattern(
    r"(?:\b(?:in|from|near|around|outside|at|on|of|via|through|visiting|leaving|town|city|county|cty|address"
    r"|addr\w{0,2}|street|street\d|location|located|zip|area|region|municipality|neighborhood|residence|home)"
    r"""["']?[ ?:=,"'(]{1,6}(?:the |downtown |north |south |east |west )?"""
    r"|\b(?:county|city|town) of [a-z]{3,10}[:?] |\b(?:leaves|headed|bound) for "
    r"|\bstuck [a-z0-9 ]{0,10}(?:by|near) "
    r"|\b(?:moved?|moving|back|went|go|goes|going|gone|came|come|coming|transferred|transfer|drove|driv(?:e|es"
    r"|ing)|travel\w*|relocat\w+|trip|over|up|down|flew|fly|flying|sent|mail(?:ed)?|ship(?:ped)?|deliver(?:ed)?"
    r"|close|next|commut\w+|return\w*|out|home|bus|train|it|them|discharged|d/c|dc'd"
    r"|drove (?:him|her|them|us|me)) to[ :]{1,2}|[→>] ?)$"
)
_KIND = Pattern(
    r"(?i)\b(?:st|street|ave|avenue|rd|road|blvd|boulevard|ln|lane|dr|drive|ct|court|way|pl|place|ter|terrace|cir"
    r"|circle|pkwy|parkway|hwy|highway|sq|square|trl|trail|loop|row|walk|pass|plaza|route|rte|apt|apartment|suite"
    r"|ste|unit|rm|room|floor|fl|bldg|building|tower|bed|lot|box|park|hill|hills|heights|beach|springs|falls|city"
    r"|county|parish|grove|valley|lake|lakes|bay|creek|ridge|village|township|twp|shores|harbor|point|island|port"
    r"|fort|ft|mount|mt|saint|san|santa|los|las|el|la|new|north|south|east|west)\b"
    r"|\b[A-Z]{2},? ?\d{5}\b"
)
# A house abroad, whose street is called as nothing here is: "64 Kossuth u. 23., Dombegyház".
_HOUSED = re.compile(r"\d{1,5}[A-Za-z]?,? [^\W\d_]{3,}\.?(?:[ ,\n]+[\w.'/-]+)*[ ,\n]+[^\W\d_]{3,}")
_STATE = re.compile(r",? ?\b[A-Z]{2}$|[^\w.)]+$")
_NOTHING = re.compile(r"°|\bNDC\b|\b(?:mg|mcg|mL|vit|tabs?|QOD|QD|BID|TID|XR|CT|MRI)\b|—{2}")
_CN_HOUSE = Pattern(r"[0-9一二三四五六七八九十百]\s?(?:号|號|栋|幢|楼|樓|单元|室|弄|巷|座|层|組|组|段|房)")
# A school's or a hospital's own parts are called like districts: 校区, 院区.
_CN_KIND = Pattern(
    r"(?:省|市|自治区|[^学专病社景校院厂园库战禁盲误疫山灾雷]区|[^學專病社景校院廠園庫]區|[^郡知]县|縣"
    r"|[^古城重]镇|鎮|[^家老故思]乡|鄉|[^农]村|街道|街|路|巷|弄|胡同|小区|小區|花园|花園|苑|公寓|屯|新村|家园"
    r"|嘉园|庄|堡|旗|州)"
)
_CN_LED = Pattern(
    r"(?:老家|家在|家住|住在?|来自|來自|户籍|籍贯|人在|坐标|搬到|搬去|寄到|寄往|送到|地址|位于|位於|回到|转到|调到"
    r"|城市|区域|地区|所在地|抵達|抵达|(?:我|人|你)们?在)[是为：:，,\"”]{0,4} ?$"
)
# What a town's name stands before when an organization, a dish, a tongue is meant.
_CN_OWNERS = (
    "医院", "人民", "中医", "大学", "大學", "加油", "协和", "日报", "银行", "热干面", "拉面", "烤鸭", "啤酒",
    "路", "话", "菜", "方言", "机场", "火车站", "高铁", "地铁", "交警", "疾控", "卫健", "医保局", "旅游",
    "站", "会议", "马拉松", "市民", "市第", "市人民", "市中", "市卫", "市医",
)  # fmt: skip
_HAN = re.compile(r"[一-鿿]")


def is_supported(candidate: Candidate) -> bool:
    """Say whether something beside the tagger's own opinion speaks for a place."""
    if _HAN.search(candidate.value):
        return _is_cn_supported(candidate)
    value = candidate.value
    if _NOTHING.search(value):
        return False
    if _is_us_town(value):
        return True
    if any(map(str.isdigit, value)):
        return _KIND.is_in(value) or _HOUSED.match(value) is not None
    if is_namesake(value):
        return False
    is_kind = " " in value.strip() and _KIND.is_in(value)
    return is_kind or _LED.is_in(candidate.before(32))


def _is_us_town(value: str) -> bool:
    """Say whether it is a known town, alone or before its state."""
    town = _STATE.sub("", value).casefold()
    return town in lexicon.words("en_towns") or town in lexicon.words("distilled/us_towns")


def _is_cn_supported(candidate: Candidate) -> bool:
    value, after = lexicon.simplified(candidate.value), candidate.after(6)
    if _CN_HOUSE.is_in(value):
        return True
    if _is_cn_town(value):
        return not after.startswith(_CN_OWNERS)
    return _CN_KIND.is_in(value) or _CN_LED.is_in(candidate.before(16))


def _is_cn_town(value: str) -> bool:
    """Say whether it is a known town or district, or begins with one: 昆明, 佛山顺德."""
    towns, districts = lexicon.words("zh_towns"), lexicon.words("distilled/zh_districts")
    if value.removesuffix("市") in towns or value in districts:
        return True
    parts = ((value[:size], value[size:]) for size in (2, 3) if len(value) >= size + 2)
    return any(
        (first in towns or first in districts) and not rest.startswith(_CN_OWNERS) for first, rest in parts
    )
