"""The word lists: read once, matched all at once."""

import functools
import re
import string
from importlib import resources
from typing import NamedTuple

import ahocorasick_rs
import re2

# The kinds of health wording and the lists that hold each; a word of two kinds is of the first one.
_LISTS = {
    "exceptions": ("exceptions",),  # longer phrases in which a word means something else
    "substance_use": ("substance_use",),
    "drugs": ("drugs", "distilled/{}_drugs"),
    "treatments": ("treatments", "distilled/{}_treatments"),
    "specialties": ("specialties",),
    "conditions": ("conditions", "distilled/{}_conditions", "distilled/{}_diagnoses"),
    "symptoms": ("symptoms",),
    "general": ("general",),
    "lay": ("lay", "abbreviations", "misspellings"),
}
_EXCEPTION = "exceptions"
SUBSTANCE_USE = "substance_use"
_LANGUAGES = ("en", "zh")
_PLURALS = ("'s", "es", "s")
KINDS = tuple(kind for kind in _LISTS if kind != _EXCEPTION)


class Term(NamedTuple):
    """A term of the health lexicons found in normalized text, with its kind."""

    start: int
    end: int
    kind: str


@functools.cache
def words(name: str) -> frozenset[str]:
    """Give the entries of one list, in lower case."""
    listed = resources.files(__package__).joinpath("lexicons", f"{name}.txt").read_text(encoding="utf-8")
    lines = listed.lower().split("\n")
    return frozenset([line for line in lines if line and line[0] != "#"])


def terms() -> dict[str, str]:
    """Give every term with its kind, exceptions included."""
    known: dict[str, str] = {}
    for kind, names in _LISTS.items():
        for language in _LANGUAGES:
            for name in names:
                path = name.format(language) if "/" in name else f"{language}_{name}"
                for word in _listed(path):
                    known.setdefault(_spaced(word), kind)
    return known


def health_terms(text: str) -> list[Term]:
    """Find the longest health terms in normalized text; `_`, `-` and line breaks count as spaces."""
    lowered = text.lower()
    lowered = _spaced(lowered if len(lowered) == len(text) else _lower(text))
    automaton, kinds = _automaton()
    found = automaton.find_matches_as_indexes(lowered, overlapping=True)
    if not found:
        return []
    terms = _longest(_standing(f"{lowered} ", found, kinds))
    return [term for term in terms if not _is_meant_otherwise(text, lowered, term)] if terms else terms


def tells_substance_use(text: str) -> bool:
    """Say whether normalized text speaks of substance use or its treatment."""
    return any(term.kind == SUBSTANCE_USE for term in health_terms(text))


def means_something_else(text: str, start: int, end: int) -> bool:
    """Say whether a stretch of normalized text lies in a phrase in which it is nothing about health."""
    around = max(0, start - _REACH)
    stretch = _spaced(_lower(text[around : end + _REACH]))
    found = _exceptions().find_matches_as_indexes(stretch, overlapping=True)
    return any(start < around + stop and around + begin < end for _, begin, stop in found)


def _standing(
    lowered: str, found: list[tuple[int, int, int]], kinds: tuple[str, ...]
) -> list[tuple[int, int, str]]:
    # The space at the end is the last word's neighbor, and the first one's too.
    standing = []
    for index, start, end in found:
        # Most matches lie inside longer Latin words: those go before anything else is asked.
        if lowered[start - 1] in _LATIN and lowered[start] in _LATIN:
            continue
        if lowered[end] in _PLURAL and lowered[end - 1] in _LATIN:
            end = _with_plural(lowered, end)
        if lowered[end] not in _LATIN or lowered[end - 1] not in _LATIN:
            standing.append((start, -end, kinds[index]))
    return standing


def is_named_after(text: str, end: int) -> bool:
    """Say whether what follows makes an organization or a job of a health word: Heart Association."""
    return _NAMED.match(text.lower(), end) is not None


def _is_meant_otherwise(text: str, lowered: str, term: Term) -> bool:
    # A surgical technologist, Gerd, the economy on life support: nothing about anybody's health.
    if lowered[term.end : term.end + 1] == " " and _NAMED.match(lowered, term.end):
        return True
    word = lowered[term.start : term.end]
    if word in _FIRST_NAMES:
        return text[term.start : term.end].istitle()
    if word.endswith(" a cold") and _COLD_THING.match(lowered, term.end):
        return True
    if not _is_figurative(word):
        return False
    around = lowered[max(0, term.start - _NEAR) : term.end + _NEAR]
    return _WORLDLY.search(around) is not None and _BODILY.search(around) is None


@functools.lru_cache(maxsize=4096)
def _is_figurative(word: str) -> bool:
    return _FIGURATIVE.match(word) is not None


_REACH = 16
_NAMED = re.compile(
    r" (?:(?:&|and) [a-z]+ )?(?:[a-z]+ )?(?:associations?|foundations?|society|federation|charity|charities"
    r"|alliance|technologists?|technicians? jobs?|jobs?|careers?|fellowship|degree|diploma|textbooks?|journal"
    r"|conference|congress|symposium|fundraiser|gala|5k|10k|walkathon|sales rep|billing|industry|startups?"
    r"|market (?:size|report)|stocks?)\b"
)
# Words of illness that markets, engines and software have, too.
_FIGURATIVE = re.compile(
    "(?:.*fever|bleed|coma|.*life support|paraly|infect|contagious|headache|pain|injur|wound|sick"
    "|cough|anemic"
    "|allergic|.*addict|plague|virus|viral|seizure|stroke|depress|schizo|blind|deaf|lame|crippl|amnesia"
    "|symptom"
    "|diagnos|treatment|.*prescri|surger|surgical|vaccin|immun|transplant|inject|therap|rehab|detox"
    "|relapse|bruis"
    "|swollen|inflam|dizz|numb|trauma|fractur|rash|chills|.*cold|terminal|prognosis|ill|remission|rupture"
    "|spasm"
    "|tremor|convuls|swelling|ache|aching|burnout|fatigue|sore|cramp|chronic|hereditary|benign|malignant"
    "|cancer"
    "|toxic|antibod|suffer|sneez|snor|wheez|stiff|hallucinat|delusion|manic|bipolar|anxi|panic|vertigo|nausea"
    "|out of breath|发高?烧|大?出血|强迫症|手术|打针|疫苗|病毒|感染|诊断|症状|病症|后遗症|并发症|瘫痪|中毒"
    "|移植"
    "|处方|治疗|化验|疗法|疗效|受伤|残疾|开刀|用药|病情|疼痛|剧痛|阵痛|疲惫|健忘|发冷|发烫|抽搐|晕|复查"
    "|住院|病根"
    "|病因|发病|上瘾|血压|心慌)"
)
_WORLDLY = re2.compile(
    r"\b(?:econom\w+|markets?|stocks?|shares|prices?|compan(?:y|ies)|customers?|brands?|cit(?:y|ies)"
    r"|engines?|cars?"
    r"|servers?|industr\w+|housing|government|budget|startups?|apps?|code|database|websites?|banks?|films?"
    r"|movies?"
    r"|songs?|albums?|singles?|jokes?|smiles?|laugh\w*|enthusiasm|energy|investors?|revenue|sales|software"
    r"|networks?"
    r"|computers?|laptops?|routers?|bugs?|deals?|merger|rivals?|currency|inflation|election|politics"
    r"|wi-?fi|internet"
    r"|printer|concert|tires?|brakes?|lawn|garden|dogs?|cats?|pets?|puppy|kitten|horses?|cattle|vet"
    r"|veterinary"
    r"|gamers?|game|players?|league|team|season opener|factory|supply chain|real estate|furniture|paint"
    r"|roof|pipes?"
    r"|plumb\w+|traffic|debt)\b"
    "|楼市|房价|股市|市场|经济|公司|企业|资金|代码|系统|网络|程序|电脑|空调|汽车|发动机|电池|笑到|笑得"
    "|厂家|批发|价格"
    "|狗狗|猫咪|宠物|小狗|小猫|bug|球队|品牌|项目|行业|城市|交通|服务器|软件|手机|店铺|账号|网站|直播间"
    "|电影|歌曲|游戏"
    "|作物|果树|植物"
)
_BODILY = re2.compile(
    r"\b(?:my|i|i'm|i've|me|his|her|she|he|patients?|doctors?|hospital|clinic|disease|son|daughter|mom|dad"
    r"|mother"
    r"|father|husband|wife|baby|child|kid|surgeon|nurse|symptoms of|pills?|mg|tablets?|years old"
    r"|prescribed by"
    r"|insurance)\b"
    "|我|患者|病人|医生|医院|孩子|宝宝|妈|爸|爷|奶奶|老公|老婆|检查|怀孕|岁|大夫|挂号|内科|外科"
)
_NEAR = 28
_COLD_THING = re.compile(
    r" (?!(?:and|or|that|since|for|but|with|which|i|he|she|we|all|this|last|the|in|on|from|now|again|every"
    r"|after"
    r"|when|while|so|it|is|sore|if|at|going|right|a|my|virus|remedy|medicine)\b)[a-z]"
)
_FIRST_NAMES = frozenset(("gerd", "nicu", "asma", "hives"))
_LATIN = frozenset(string.ascii_lowercase + string.digits)
_PLURAL = frozenset("'es")
_BREAKS = "_-\n\t\r"


def _spaced(text: str) -> str:
    for char in _BREAKS:
        if char in text:
            text = text.replace(char, " ")
    return text


@functools.cache
def _automaton() -> tuple[ahocorasick_rs.AhoCorasick, tuple[str, ...]]:
    known = terms()
    return ahocorasick_rs.AhoCorasick(known, store_patterns=False), tuple(known.values())


@functools.cache
def _exceptions() -> ahocorasick_rs.AhoCorasick:
    phrases = {_spaced(word) for language in _LANGUAGES for word in words(f"{language}_{_EXCEPTION}")}
    return ahocorasick_rs.AhoCorasick(phrases, store_patterns=False)


def _listed(path: str) -> frozenset[str]:
    # Not every kind has every list in both languages.
    exists = resources.files(__package__).joinpath("lexicons", f"{path}.txt").is_file()
    return words(path) if exists else frozenset()


def _lower(text: str) -> str:
    # Some capitals grow when lowered, which would shift every offset behind them.
    return "".join([char.lower() if len(char.lower()) == 1 else char for char in text])


def _with_plural(text: str, end: int) -> int:
    for plural in _PLURALS:
        stop = end + len(plural)
        if text.startswith(plural, end) and text[stop] not in _LATIN:
            return stop
    return end


def _longest(standing: list[tuple[int, int, str]]) -> list[Term]:
    if not standing:
        return []
    kept: list[Term] = []
    reach = -1
    for start, stop, kind in sorted(standing):
        if -stop > reach:
            kept.append(Term(start, -stop, kind))
            reach = -stop
        elif kind == SUBSTANCE_USE and kept[-1].kind != _EXCEPTION:
            kept[-1] = kept[-1]._replace(kind=kind)
    return _uncrossed(kept)


def _uncrossed(kept: list[Term]) -> list[Term]:
    """Drop the exceptions and what they cross; starts and ends both rise, so one walk is enough."""
    others = [term for term in kept if term.kind == _EXCEPTION]
    if not others:
        return kept
    terms = []
    at = 0
    for term in kept:
        while at < len(others) and others[at].end <= term.start:
            at += 1
        is_crossed = at < len(others) and others[at].start < term.end
        if term.kind != _EXCEPTION and not is_crossed:
            terms.append(term)
    return terms
