"""Advertising copy made comparable: what hides a word from a reader's eye is taken away."""

import functools
import re
from collections.abc import Callable

from lightyear.guard import lexicon, normalize
from lightyear.guard.detectors.base import listed
from lightyear.guard.normalize import Normalized

# Private-use characters that stand for a word of the health lexicons, one per code point of the word.
STAND_INS = {
    "conditions": "\ue000",
    "symptoms": "\ue000",
    "substance_use": "\ue000",
    "treatments": "\ue001",
    "drugs": "\ue002",
}
TOKENS = {"{condition}": r"\x{E000}+", "{treatment}": r"\x{E001}+", "{drug}": r"\x{E002}+"}

_HAN = "\u3400-\u9fff"
_EMOJI = "\u2600-\u27bf\u2b00-\u2bff\u231a-\u23ff\u20e3\ufe0e\ufe0f\U0001f000-\U0001faff"
_MARKS = "*·•・‧_~|=^#+/\\\\<>…`'\"†‡※°"
_CLUTTER = re.compile(
    f"[{_EMOJI}]+|(?<=[{_HAN}])[\\s{_EMOJI}{_MARKS}-]+(?=[{_HAN}0-9])|(?<=[0-9%])\\s+(?=[{_HAN}%])"
    # A full stop between two characters, with no space behind it, parts no sentences.
    f"|(?<=[{_HAN}])\\.(?=[{_HAN}])"
)
_LONE_BRACKET = re.compile(f"[(\\[{{【「〔『]([{_HAN}])[)\\]}}】」〕』]")

# What is written by its sound: pinyin in Latin letters, and characters that only sound the same.
_SOUNDS = (
    (r"根[志冶痔]|根zhi|gen[\s.*_-]?治|根[zZ](?![a-zA-Z])|\bgen[\s.*_-]?zhi\b|g治", "根治"),
    (
        r"gz(?=[\u4e00-\u9fff]{1,4}(?:病|炎|癌|症|瘤|痛|压|湿|喘|风|疹|癣))|(?<=[能可包])gz(?![a-z])",
        "根治",
    ),
    (r"包[志冶痔](?![愿])|包zhi|\bbao[\s.*_-]?zhi\b|bao治|b治|包[zZ](?![a-zA-Z])", "包治"),
    (r"[治痊冶][预愉喻俞玉逾渝](?![防备])|治yu|\bzhi[\s.*_-]?yu\b|[冶]愈", "治愈"),
    (r"药到[并病]除|[要药]到病除|\byao[\s.*_-]?dao[\s.*_-]?bing[\s.*_-]?chu\b|ydbc", "药到病除"),
    (r"永不[付负富妇覆]发|永不fu发|永bu复发|\byong[\s.*_-]?bu[\s.*_-]?fu[\s.*_-]?fa\b|ybff", "永不复发"),
    (r"[副付负][做作坐佐][用佣]|副zuo用|fu作用|\bfu[\s.*_-]?zuo[\s.*_-]?yong\b", "副作用"),
    (r"[零〇0oO][风丰锋][险显]|\b[零〇]?(?:ling|0)[\s.*_-]?feng[\s.*_-]?xian\b|零feng险", "零风险"),
    (r"[最嘴醉][佳嘉](?=[疗效选医技方专治])|最jia|\bzui[\s.*_-]?jia\b", "最佳"),
    (r"[国囯]家[级及极圾]|国jia级|\bguo[\s.*_-]?jia[\s.*_-]?ji\b", "国家级"),
    (r"治[愈预玉][率律绿]|治愈lv|\bzhi[\s.*_-]?yu[\s.*_-]?l[vü]\b|zyl(?=[\d高达])", "治愈率"),
    (r"有[效笑孝][率律绿]|有效lv|\byou[\s.*_-]?xiao[\s.*_-]?l[vü]\b", "有效率"),
    (r"[第弟]1|第yi(?![a-z])|\bdi[\s.*_-]?yi\b(?=[品名])", "第一"),
    (r"断gen|断[跟艮](?![据着])|\bduan[\s.*_-]?gen\b", "断根"),
    (r"bao[证正]|保[正政](?=治|疗|根|康|痊|有效|见效)|\bbao[\s.*_-]?zheng\b", "保证"),
    (r"患[着者]推[见荐]|患者tui荐|\bhuan[\s.*_-]?zhe[\s.*_-]?tui[\s.*_-]?jian\b", "患者推荐"),
    (r"解放[jJ]|解fang军|\bjie[\s.*_-]?fang[\s.*_-]?jun\b|\bjfj\b", "解放军"),
    (r"武[jJ](?![a-zA-Z])|\bwu[\s.*_-]?jing\b(?=[医专总\s])|武敬", "武警"),
    (r"无[校笑孝]退款|无xiao退款|\bwu[\s.*_-]?xiao[\s.*_-]?tui[\s.*_-]?kuan\b", "无效退款"),
    (r"1[0oO○〇][0oO○〇]\s?[%％]|[lI|][0oO][0oO]\s?%|1[oO]{2}\s?%", "100%"),
    (r"[百佰][分份][百佰]|百分之[百佰]", "百分百"),
)
# English words worth hiding, and the look-alikes that hide them.
_HIDDEN = listed(
    "cure cures cured curing heal heals healed miracle guarantee guaranteed guarantees clinically "
    "proven scientifically medically doctor recommended side effects effect risk risks safe safely no "
    "zero results testimonial testimonials patient patients story stories reviews permanent "
    "permanently instantly free success rate diabetes cancer arthritis asthma your you have diagnosed "
    "diagnosis appointment prescription eliminate eliminates reverse reverses relief pain effective "
    "painless"
)
_LEET = str.maketrans("01345789@$!|+", "oieastbgasiit")
_LEET_WORD = re.compile(
    r"(?<![\w@$])(?=[\w@$!|+]*[A-Za-z])(?=[\w@$!|+]*[0-9@$!|+])[\w@$][\w@$!|+]*(?<![!|+])"
)
_SPELLED = re.compile(r"(?<![A-Za-z])(?:[A-Za-z][\s.*_·•~|/\\-]{1,2}){2,}[A-Za-z](?![A-Za-z])")
_SPLIT = re.compile(r"(?<![\w.])[A-Za-z]+(?:[.*_·•~|/\\'^+-][A-Za-z]+){1,4}(?![\w])")


def prepared(text: str) -> Normalized:
    """Give the text in one spelling: simplified, without what stands between the letters of a word."""
    settled = normalize.plain(text)
    settled = settled.rewrite(_LONE_BRACKET, lambda found: [("", 1), (found[1], 1), ("", 1)])
    settled = settled.rewrite(_CLUTTER, lambda clutter: [("", len(clutter))])
    settled = Normalized(settled.text.translate(_simplified()), settled.edges)
    if re.search("[A-Za-z]", settled.text):
        for pattern, decode in _ENGLISH:
            settled = settled.rewrite(pattern, decode)
        settled = settled.rewrite(_halves(), lambda pair: [(pair.replace(" ", ""), len(pair))])
    if _CHINESE.search(settled.text):
        for pattern, word in _sounds():
            settled = settled.rewrite(pattern, _to(word))
    return settled


def with_stand_ins(text: str) -> str:
    """Put stand-ins for the words of the health lexicons into prepared text; offsets stay."""
    marked = list(text)
    for term in lexicon.health_terms(text):
        stand_in = STAND_INS.get(term.kind)
        if stand_in is not None:
            marked[term.start : term.end] = stand_in * (term.end - term.start)
    return "".join(marked)


def _to(word: str) -> "_Decode":
    return lambda found: [(word, len(found))]


def _from_look_alikes(word: str) -> list[tuple[str, int]]:
    plain = word.lower().translate(_LEET)
    for settled in (plain, plain.replace("i", "l")):
        if settled in _HIDDEN:
            return [(char, 1) for char in settled]
    return [(char, 1) for char in word]


def _from_spelled(run: str) -> list[tuple[str, int]]:
    letters = "".join(re.findall("[A-Za-z]", run)).lower()
    words = _segmented(letters)
    if not words and letters[0] in "ai":  # "A m i r a c l e": the article is no part of the word
        rest = _segmented(letters[1:])
        words = [letters[0], *rest] if rest else []
    return [(" ".join(words), len(run))] if words else [(char, 1) for char in run]


def _from_split(run: str) -> list[tuple[str, int]]:
    joined = "".join(re.findall("[A-Za-z]", run)).lower()
    parts = re.findall("[A-Za-z]+", run.lower())
    if joined in _HIDDEN and not set(parts) <= _HIDDEN:
        return [(joined, len(run))]
    # c*re, g**ranteed: one letter is left out.
    if "*" in run and len(run) >= 4:
        stars = re.compile("[a-z]".join(re.escape(part) for part in re.split(r"\*", run.lower())))
        for word in _HIDDEN:
            if stars.fullmatch(word):
                return [(word, len(run))]
    return [(char, 1) for char in run]


_WORDS = listed(
    "a i in on is it as at an am be by do go he if me my no of or so to up us we the for pat her his "
    "all side red end rate free pain less mend one per man scan cure heal able test story rev views "
    "app point men success tim once effect effects you r y our have d s t"
)


def _segmented(letters: str) -> list[str]:
    """Cut a run of letters into hidden words alone, longest first; nothing if that fails."""
    words: list[str] = []
    while letters:
        word = next((letters[:end] for end in range(len(letters), 1, -1) if letters[:end] in _HIDDEN), None)
        if word is None:
            return []
        words.append(word)
        letters = letters[len(word) :]
    return words


_Decode = Callable[[str], list[tuple[str, int]]]
_ENGLISH: tuple[tuple[re.Pattern[str], _Decode], ...] = (
    (_LEET_WORD, _from_look_alikes),
    (_SPELLED, _from_spelled),
    (_SPLIT, _from_split),
)
_CHINESE = re.compile(
    f"[{_HAN}]|(?i:\\b(?:gen|bao|zhi|yao|yong|fu|zui|guo|you|wu|ling|jie|huan|duan)[ .*_-]?[a-z])"
)


@functools.cache
def _halves() -> re.Pattern[str]:
    """Hidden words with a space inside; two words of their own hide nothing."""
    cut = {(word[:at], word[at:]) for word in _HIDDEN if len(word) >= 4 for at in range(1, len(word))}
    known = _HIDDEN | _WORDS
    pairs = sorted(f"{one} {other}" for one, other in cut if not {one, other} <= known)
    return re.compile(rf"(?i:\b(?:{'|'.join(pairs)})\b)")


@functools.cache
def _sounds() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(f"(?i:{pattern})"), word) for pattern, word in _SOUNDS)


@functools.cache
def _simplified() -> dict[int, str]:
    pairs = lexicon.words("distilled/zh_traditional") | lexicon.words("zh_traditional")
    return {ord(pair[0]): pair[1] for pair in pairs}
