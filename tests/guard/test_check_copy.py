import pytest
from hypothesis import given, settings

from lightyear import guard
from lightyear.guard import rulebook
from tests.guard import strategies, timing

HITS = [(rule.key, text) for rule in rulebook.copy_rules() for text in rule.examples["hit"]]
CLEAN = [(rule.key, text) for rule in rulebook.copy_rules() for text in rule.examples["clean"]]
RULES = (
    "cn.guarantee cn.safety cn.rate cn.compare cn.endorse cn.scope cn.absolute cn.military cn.nonmedical "
    "us.claim us.testimonial recipient.patient recipient.condition"
)


def rules(text, **how):
    return {one.rule for one in guard.check_copy(text, **how)}


def test_every_rule_of_the_table_is_there():
    assert {rule.key for rule in rulebook.copy_rules()} == set(RULES.split())


@pytest.mark.parametrize(("key", "text"), HITS)
def test_every_hit_of_a_rule_is_found(key, text):
    assert key in rules(text)


@pytest.mark.parametrize(("key", "text"), CLEAN)
def test_every_clean_example_stays_clean(key, text):
    assert rules(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "第一人民医院",
        "第一名称",
        "美白色连衣裙",
        "不能保证治愈",
        "Guarantee your seat",
        "Asthma is a common disease of the airways. Early treatment helps.",
        "高血压是常见的慢性病，规律运动有助于健康。",
    ],
)
def test_what_must_stay_clean_is_clean(text):
    assert rules(text) == set()


def test_offsets_are_those_of_the_text_as_written():
    text = "我们承诺：根\u200b 治颈椎病"

    [finding] = [one for one in guard.check_copy(text) if one.rule == "cn.guarantee"]

    assert text[finding.start : finding.end] == "根\u200b 治"


def test_emoji_between_the_characters_hide_nothing():
    assert "cn.guarantee" in rules("根🌟治糖尿病")


def test_us_rules_speak_of_english_and_chinese_rules_of_chinese():
    text = "Guaranteed results. 保证治愈"

    assert rules(text, lang="en") == {"us.claim"}
    assert rules(text, lang="zh") == {"cn.guarantee"}


def test_naming_a_disease_is_at_fault_only_in_an_advertisement():
    text = "糖尿病患者应注意饮食"

    assert rules(text) == set()
    assert rules(text, medical_ad=True) == {"cn.scope"}


def test_an_unknown_language_is_refused():
    with pytest.raises(ValueError, match="language"):
        guard.check_copy("text", lang="fr")


@settings(max_examples=150, deadline=None)
@given(text=strategies.MESSY)
def test_offsets_are_valid_for_any_text(text):
    assert all(0 <= one.start < one.end <= len(text) for one in guard.check_copy(text))


@pytest.mark.parametrize("piece", ["c u r e ", "zhi", "a", "é", "1a", "we heal "])
def test_runs_without_an_end_take_time_in_proportion(piece):
    assert timing.is_in_proportion(guard.check_copy, piece)
