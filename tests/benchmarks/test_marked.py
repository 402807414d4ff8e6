"""The texts that measure the guard can be read, and say only what the guard has a word for."""

import json

import pytest
from bench import marked

from lightyear import guard
from lightyear.guard import rulebook, types

FILES = sorted(marked.TEXTS.glob("*.jsonl"))


def test_a_marked_text_gives_its_spans_in_code_points(tmp_path):
    path = tmp_path / "one.jsonl"
    line = {"marked": "我是⟦name|王女士⟧, call ⟦phone|330 555 0142⟧", "lang": "zh-CN", "channel": "chat"}
    path.write_text(json.dumps(line), encoding="utf-8")

    [one] = marked.read(path)

    assert one.text == "我是王女士, call 330 555 0142"
    assert one.spans == ((2, 5, "name"), (12, 24, "phone"))
    assert (one.lang, one.channel) == ("zh", "chat")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_text_is_marked_with_words_of_the_guard(path):
    known = {*guard.CATEGORIES, *(rule.key for rule in rulebook.copy_rules())}

    for one in marked.read(path):
        assert one.channel in types.CHANNELS
        assert {kind for _, _, kind in one.spans} <= known
        assert all(one.text[start:end].strip() == one.text[start:end] for start, end, _ in one.spans)


def test_no_text_stands_twice():
    texts = [one.line["id"] for path in FILES for one in marked.read(path)]

    assert len(set(texts)) == len(texts) > 1_000
