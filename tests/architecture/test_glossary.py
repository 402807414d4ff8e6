"""In Chinese each of our own words is said in one way."""

import re

import pytest
from tools import messages

ONE_WORD = {
    "闸口": ("闸门", "把关"),
    "脱敏": ("删节",),
    "判定": ("裁决", "裁定", "决定"),
    "目的": ("用途",),
    "结果不明": ("不确定", "状态不明"),
    "账户": ("账号", "帐户", "帐号"),
    "Lightyear": ("光年",),
}
"""The word, and what else was said for the same."""
OTHERWISE_MEANT = {"Nothing else"}


def said():
    for message in messages.known():
        texts = message.string if isinstance(message.string, tuple | list) else [message.string]
        if message.id and not OTHERWISE_MEANT & {str(message.id)}:
            yield from map(str, texts)


@pytest.mark.parametrize("word", ONE_WORD)
def test_each_of_our_words_is_said_in_one_way(word):
    texts = list(said())

    assert any(word in text for text in texts)
    assert [text for text in texts if re.search("|".join(ONE_WORD[word]), text)] == []
