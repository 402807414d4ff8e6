"""Names easily missed: familiar forms, rare surnames, peoples other than the Han, words as names."""

from __future__ import annotations

from random import Random

from training import chinese_names as names
from training import chinese_places as places
from training.chinese_sources import listed, of_split

_MEN = listed("men")
_WOMEN = listed("women")
_REDUPLICATED = listed("reduplicated")
_ENGLISH = listed("english_in_chinese")
_RARER = listed("rarer")
_HUI = listed("hui_given")
_YI = listed("yi_clans")
_YI_GIVEN = listed("yi_given")
_TIBETAN = listed("tibetan")
_MONGOL = listed("mongol_more")
_UYGHUR = listed("uyghur_more")
_UYGHUR_FAMILY = listed("minority_family")
_WORDS = listed("word_names")
_HARBOUR = listed("hong_kong_areas") + listed("taiwan_towns")
_TRADES = listed("trades")


def familiar(random: Random, *, held_back: bool) -> str:
    """大刘, 静姐, 阿May, 关爸, 朵朵妈妈, 小陈护士, 董会计."""
    return of_split(random, _familiar, held_back=held_back)


def rarer(random: Random, *, held_back: bool) -> str:
    """A whole name, or one with a title, whose surname is rare or has two characters."""
    family = random.choice(_RARER + names.COMPOUND[:24])
    if random.random() < 0.7:
        return family + names.given(random, held_back=held_back)
    return of_split(random, _rarer_titled, held_back=held_back)


def minority(random: Random, *, held_back: bool) -> str:
    """A Tibetan, Uyghur, Mongolian, Hui or Yi name, with a dot or without."""
    if random.random() < 0.2:
        return random.choice("马马马丁哈白沙海") + of_split(
            random, lambda draw: draw.choice(_HUI), held_back=held_back
        )
    return of_split(random, _minority, held_back=held_back)


def word_name(random: Random, *, held_back: bool) -> str:
    """A whole name that is also a word."""
    given = of_split(random, lambda draw: draw.choice(_WORDS)[1:], held_back=held_back)
    return random.choice([name for name in _WORDS if name[1:] == given])


def village(random: Random, *, held_back: bool) -> str:
    """A village or township with its group, team or house."""
    number = random.randint(1, 16)
    return places.town(random, held_back=held_back) + random.choice(
        (f"{number}组", f"{number}队", f"第{number}村民小组", f"{number}社", f"{random.randint(1, 300)}号")
    )


def harbour(random: Random, *, held_back: bool) -> str:
    """A town or an area of Hong Kong or Taiwan, alone."""
    return of_split(random, lambda draw: draw.choice(_HARBOUR), held_back=held_back)


def _familiar(random: Random) -> str:
    family = next(family for family in iter(lambda: names.surname(random), "") if len(family) == 1)
    parent = random.choice(("妈妈", "爸爸", "妈", "爸", "奶奶", "姥姥", "外婆", "爷爷"))
    return random.choice(
        (
            "大" + family,
            "大" + family,
            random.choice(_WOMEN) + random.choice("姐姐姐妹姨"),
            random.choice(_MEN) + random.choice("哥哥哥叔"),
            "阿" + random.choice(_ENGLISH),
            "阿" + random.choice(_WOMEN),
            random.choice(_ENGLISH) + random.choice(("姐", "哥", "老师", "医生", "小姐")),
            family + random.choice(("爸", "妈", "爸爸", "妈妈", "爷爷", "奶奶", "公", "婆")),
            random.choice(_REDUPLICATED) * 2 + parent,
            random.choice(_REDUPLICATED) * 2 + parent,
            "小" + family + random.choice(("护士", "医生", "大夫", "老师", "师傅", "姑娘", "主任")),
            "老" + family + random.choice(("头", "师傅", "主任", "太太", "大爷")),
            family + random.choice(_TRADES),
            family + random.choice(_TRADES),
            family + random.choice(("总", "姐", "哥")),
        )
    )


def _rarer_titled(random: Random) -> str:
    family = random.choice(_RARER + names.COMPOUND[:24])
    title = random.choice(
        ("先生", "女士", "医生", "大夫", "主任", "护士", "老师", "阿姨", "师傅", "小姐", "教授")
    )
    return random.choice(
        (family + title, family + title, "老" + family, "小" + family)
        if len(family) == 1
        else (family + title,)
    )


def _minority(random: Random) -> str:
    dot = random.choice(("·", "·", "", " ", "•"))
    return random.choice(
        (
            "".join(random.sample(_TIBETAN, 2)),
            "".join(random.sample(_TIBETAN, 2)),
            dot.strip(" ").join(random.sample(_TIBETAN, 2)),
            random.choice(_MONGOL),
            random.choice(_MONGOL),
            random.choice(_UYGHUR) + dot + random.choice(_UYGHUR_FAMILY),
            random.choice(_UYGHUR) + "·" + random.choice(_UYGHUR_FAMILY),
            random.choice(_UYGHUR),
            random.choice(_YI) + random.choice(("", "", "·")) + random.choice(_YI_GIVEN),
        )
    )
