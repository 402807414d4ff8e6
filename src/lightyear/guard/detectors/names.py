"""Names of people, led by the words around them."""

import re

from lightyear.guard import lexicon
from lightyear.guard.detectors.base import Candidate, Field, Recognizer, listed

_LATIN = r"[A-Z][\p{Ll}'-]+(?:[A-Z][\p{Ll}]+)?"
_PART = (
    rf"(?:{_LATIN}|[A-Z]\.|(?:de|del|la|van|von|der|den|bin|al|el|di|da)(?: (?:de|la|der|den|los))? {_LATIN})"
)
_FULL = rf"{_LATIN}(?: {_PART}){{1,3}}"
_NAME = rf"{_LATIN}(?: {_PART}){{0,3}}(?:,? (?:Jr|Sr|II|III)\b\.?)?"
_HAN = r"\p{Han}"
_TITLE_CN = (
    "(?:先生|女士|小姐|太太|大夫|医生|医师|主任|教授|护士长|护士|老师|阿姨|叔叔|师傅|同学"
    "|院长|博士|经理|奶奶|爷爷|大爷|大妈)"
)
_RELATIVES = (
    "wife|husband|son|daughter|mother|father|mom|dad|brother|sister|partner|friend|uncle|aunt"
    "|grandmother|grandfather|"
    "grandson|granddaughter|cousin|boss|neighbor|nurse|doctor|surgeon|therapist|counselor|caregiver"
    "|girlfriend|boyfriend"
)
_NOT_NAMES = listed(
    "a am an and any are as at available back best booking but by call can clinic contact "
    "customer day dear doctor "
    "diabetic everyone family feeling fine for from glad going good great happy have hello here "
    "hi home hospital how "
    "i if in interested is it just later looking madam may medical miss monday friday my new no "
    "not now of ok on one "
    "or our patient please pregnant ready really sick sir so sorry sure team thank thanks that "
    "the there this to today "
    "tomorrow tired trying unable very we welcome well what when who why will writing yes you "
    "your health care center "
    "insurance medicare medicaid english spanish chinese american male female none unknown test "
    "january february march "
    "april june july august september october november december tuesday wednesday thursday saturday sunday "
    "scheduling billing committee department dept wellness records admissions recruiting notifications line"
    " last first date name number address phone email"
)
_TITLES = listed("dr mr mrs ms mx prof rev")
# "任何医生", "主任医生": the surname belongs to the word before it.
_JOINED = listed(
    "任何 如何 为何 几何 主任 责任 关于 由于 对于 至于 对方 地方 平常 非常 西安 浙江 松江 开张 "
    "紧张 主张 时间 和平 黄金 金黄 "
    "国王 大王 提高 最高 高高 家庄 一方 双方 医方 处方 比方 通常 经常 正常 树林 园林 毛毛 白白 "
    "雪白 明白 空白 东方 南方 北方 "
    "西方 多方 官方 药方 警方 每周 上周 下周 本周 一周 两周 周周 姓名 当时 高温 体温 头孔 毛孔 "
    "谢谢 高水 高级 高端 高明"
)
_CN_NOT_NAMES = listed(
    "什么 一名 一个 一位 来自 今年 已经 自己 患者 病人 医生 大夫 朋友 女儿 儿子 妈妈 爸爸 老婆 "
    "老公 哪里 怎么 先生 女士 小姐 "
    "孕妇 学生 老师 护士 客服 助手 小编 中国 美国"
)


_BARE = re.compile(r"[A-Z][\w'.-]*(?: (?:[A-Z][\w'.-]*|de|la|van|von|der|bin|al)){0,3}")


def _surname() -> str:
    surnames = lexicon.words("zh_surnames")
    longer = "|".join(sorted(word for word in surnames if len(word) > 1))
    return f"(?:{longer}|[{''.join(sorted(word for word in surnames if len(word) == 1))}])"


def is_cn_name(value: str) -> bool:
    """Say whether the value reads as a Chinese name: a surname and one or two more characters."""
    rest = surname_cut(value)
    return rest is not None and 1 <= len(rest) <= 2 and value not in _CN_NOT_NAMES


def surname_cut(value: str) -> str | None:
    """Give what follows the surname at the beginning, or None when there is none."""
    surnames = lexicon.words("zh_surnames")
    for width in (2, 1):
        if value[:width] in surnames and re.fullmatch("[\u4e00-\u9fff]+", value):
            return value[width:]
    return None


def _is_latin(candidate: Candidate) -> bool:
    parts = re.findall(r"[A-Za-z]+", candidate.value)
    first = re.sub(r"[^\w'-].*", "", candidate.value, flags=re.DOTALL).lower()
    return (
        len(first) >= 2 and first not in _NOT_NAMES and not all(part.lower() in _NOT_NAMES for part in parts)
    )


def _is_person(candidate: Candidate) -> bool:
    parts = [part.lower() for part in re.findall(r"[A-Za-z]+", candidate.value)]
    return _is_latin(candidate) and not any(part in _NOT_NAMES or part in _TITLES for part in parts)


def _is_chinese(candidate: Candidate) -> bool:
    return is_cn_name(candidate.value)


def _is_titled(candidate: Candidate) -> bool:
    before = candidate.text[max(0, candidate.start - 1) : candidate.start]
    opening = candidate.value[:2]
    return before + candidate.value[0] not in _JOINED and opening not in _JOINED


def fits_latin(value: str) -> bool:
    """Say whether the value of a field for names could be one."""
    words = value.replace(",", " ").split()
    shaped = re.fullmatch(r"[^\W\d_][^\W\d_'.\- ,]*(?:[ ,'.-]+[^\W\d_]*)*", value) is not None
    known = any(word.lower() in _NOT_NAMES for word in words if len(word) > 1)
    return shaped and 1 <= len(words) <= 5 and len(value) <= 60 and not known


def _fits_bare(value: str) -> bool:
    """Be stricter where the key says only "name": it may be that of a form or a page."""
    if re.search("[\u4e00-\u9fff]", value):
        return is_cn_name(value)
    last, _, first = value.partition(", ")
    if first.lower() in lexicon.words("states"):
        return False
    return bool(_BARE.fullmatch(last) and (not first or _BARE.fullmatch(first))) and fits_latin(value)


RECOGNIZERS = (
    Recognizer(
        name="name.says",
        category="name",
        pattern=rf"(?:(?i:\b(?:my|her|his|the patient's|patient's|full|their) name(?: is|'s|:)"
        rf"|\bthe name is|\bi am called|\bname:|\bnamed|\bthis is|\bspeaking to|\bpatient(?: name:|:)?"
        rf"|\bspoke (?:with|to)|\bask for|\bregarding|\bfrom:|\battn:?)[ \t]{{1,3}}"
        rf"|(?i:\bsigned,?|\bsincerely,|\bregards,|\bdear)\s{{1,3}})({_NAME})",
        score=0.85,
        accepts=_is_person,
        positives=(
            ("Hello, my name is Ana Reyes and", "Ana Reyes"),
            ("patient Marguerite de la Cruz called", "Marguerite de la Cruz"),
            ("Dear Tobias,", "Tobias"),
        ),
        negatives=(
            "First name: \nLast name: \nDate",
            "From: Scheduling <",
            "my name is on the list",
            "Dear Dr.",
            "Dear Customer",
            "This is Great",
            "patient portal",
        ),
    ),
    Recognizer(
        name="name.says_lower",
        category="name",
        pattern=r"(?i)\bmy name(?: is|'s) ([a-z][a-z'-]+(?: [a-z][a-z'-]+)?)\b",
        score=0.7,
        accepts=_is_person,
        positives=(("hi my name is ana reyes", "ana reyes"),),
        negatives=("my name is on the list",),
    ),
    Recognizer(
        name="name.i_am",
        category="name",
        pattern=rf"\b(?:I am|I'm|Im|i am|i'm) ({_FULL})",
        score=0.8,
        accepts=_is_person,
        positives=(("I'm Ana Reyes, I need", "Ana Reyes"),),
        negatives=("I'm Really Tired", "I am fine"),
    ),
    Recognizer(
        name="name.titled",
        category="name",
        pattern=rf"\b(?:Dr|Mr|Mrs|Ms|Miss|Mx|Prof|Professor|Doctor|Nurse|Rev|Sir|Madam)\b\.? ({_NAME})",
        score=0.9,
        accepts=_is_latin,
        positives=(("I saw Dr. Okonkwo-Bright today", "Okonkwo-Bright"), ("Mrs. Ana Reyes", "Ana Reyes")),
        negatives=("the Dr. is in", "Doctor Available"),
    ),
    Recognizer(
        name="name.credential",
        category="name",
        pattern=rf"\b({_FULL}),? (?:MD|M\.D\.|DO|D\.O\.|RN|NP|PA-C|DDS|DMD|PhD|Ph\.D\.|PharmD|LCSW"
        rf"|DPT|OD|CRNA)\b",
        score=0.9,
        accepts=_is_person,
        positives=(("seen by Tobias Lindqvist, MD", "Tobias Lindqvist"),),
        negatives=("Contact Our MD", "an MD answered"),
    ),
    Recognizer(
        name="name.relative",
        category="name",
        pattern=rf"(?i:\b(?:my|her|his|our) (?:\w+ )?(?:{_RELATIVES})),? (?:is )?({_NAME})",
        score=0.82,
        accepts=_is_person,
        positives=(("my daughter Emiko has a fever", "Emiko"),),
        negatives=("my son is ill", "our doctor visits"),
    ),
    Recognizer(
        name="name.cn_says",
        category="name",
        pattern=rf"(?:我叫|名叫|姓名|名字(?:叫|是)|患者姓名|联系人|收件人|患者|病人|本人|我是|家属"
        rf"|签名)[ :：是为]{{0,3}}({_HAN}{{2,3}}?)"
        rf"(?:[^\p{{Han}}]|$|的|今|在|想|要|，|因|有|电|手|身|住|年|性|男|女|，)",
        score=0.85,
        accepts=_is_chinese,
        positives=(
            ("你好，我叫张晓梅，想咨询", "张晓梅"),
            ("患者王芳，女", "王芳"),
            ("姓名：欧阳明", "欧阳明"),
        ),
        negatives=("我是一名患者", "患者应该注意", "联系人请填写"),
    ),
    Recognizer(
        name="name.cn_titled",
        category="name",
        pattern=_surname() + _TITLE_CN,
        score=0.86,
        accepts=_is_titled,
        positives=(("王女士您好", "王女士"), ("请李大夫看看", "李大夫"), ("谢谢欧阳医生", "欧阳医生")),
        negatives=("女士优先", "任何医生都可以", "主任医生", "请问医生"),
    ),
    Recognizer(
        name="name.cn_full_titled",
        category="name",
        pattern=_surname() + _HAN + "{1,2}" + _TITLE_CN,
        score=0.85,
        accepts=_is_titled,
        positives=(("张晓梅女士预约了", "张晓梅女士"),),
        negatives=("高水平医生", "谢谢医生"),
    ),
)

FIELDS = (
    Field(
        category="name",
        keys=(
            "fullname",
            "firstname",
            "lastname",
            "middlename",
            "surname",
            "givenname",
            "familyname",
            "patientname",
            "contactname",
            "customername",
            "maidenname",
            "nickname",
            "emergencycontact",
            "fname",
            "lname",
            "姓名",
            "名字",
            "患者姓名",
            "联系人",
            "收件人",
            "称呼",
        ),
        fits=fits_latin,
    ),
    Field(category="name", keys=("name",), fits=_fits_bare),
)
