"""What is called like a person and is none: a brand, a test, an illness, a figure of history."""

import re

from lightyear.guard import lexicon

_FEW = 3  # words of the longest entry that a product's own name may follow
_WORD = re.compile(r"\S+")
_OWNER = re.compile(r"['’]s$")


def is_namesake(value: str) -> bool:
    """Say whether a name in normalized text is such a one, alone or before more: "Herman Miller chair"."""
    return _is_cn(value) if not value[0].isascii() else _is_en(value.lower())


def _is_en(value: str) -> bool:
    known = lexicon.words("en_namesakes")
    if value in known or _OWNER.sub("", value) in known:
        return True
    ends = [match.end() for match in _WORD.finditer(value)][:_FEW]
    return any(value[:end] in known or _OWNER.sub("", value[:end]) in known for end in ends)


def _is_cn(value: str) -> bool:
    # A name of three signs and more stands before what is made under it: 张小泉剪刀.
    known = lexicon.words("zh_namesakes")
    return value in known or any(value[:size] in known for size in range(3, len(value)))
