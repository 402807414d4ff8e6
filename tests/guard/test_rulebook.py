import pytest

from lightyear import guard
from lightyear.guard import rulebook

EXAMPLES = [
    (rule, profile, example)
    for rule in rulebook.rules()
    for profile in sorted(rule.profiles)
    for example in rule.examples
]
ENTRY = {
    "key": "test.rule",
    "title": {"en": "A rule", "zh": "规则"},
    "direction": "out",
    "when": {"identifier": "direct"},
    "verdict": "block",
    "cite": "45 CFR 164.502(a)",
    "examples": [],
}


@pytest.mark.parametrize(
    ("rule", "profile", "example"), EXAMPLES, ids=[f"{one[0].key}-{one[1]}" for one in EXAMPLES]
)
def test_every_example_of_a_rule_holds(rule, profile, example):
    flow = guard.Flow.of({**example["flow"], "direction": rule.direction, "profiles": [profile]})

    decision = guard.decide(flow)

    assert decision.verdict == example["expect"]
    assert rule.key in {one.rule for one in decision.considered if one.matched}


def test_every_rule_has_examples_and_a_citation():
    bare = [rule.key for rule in rulebook.rules() if not rule.examples or not rule.cite]

    assert bare == []


def test_the_version_is_read_from_the_rulebook():
    assert rulebook.version() == guard.RULEBOOK_VERSION
    assert guard.RULEBOOK_VERSION.count(".") == 2


@pytest.mark.parametrize(
    "change",
    [
        {"colour": "red"},
        {"when": {"moon": "full"}},
        {"when": {"identifier": "somebody"}},
        {"when": {"any": [{"moon": "full"}]}},
        {"verdict": "maybe"},
        {"direction": "sideways"},
        {"redacts": "health"},
        {"profiles": ["mars"]},
        {"title": {"en": "A rule"}},
    ],
)
def test_a_rule_that_is_not_understood_is_refused(change):
    with pytest.raises(rulebook.RulebookError):
        rulebook.expanded({**ENTRY, **change})


def test_a_citation_for_each_profile_makes_a_rule_for_each():
    rules = rulebook.expanded({**ENTRY, "cite": {"hipaa": "45 CFR 164.502(a)", "gdpr": "GDPR 9(1)"}})

    assert {rule.key: rule.cite for rule in rules} == {
        "hipaa.test.rule": "45 CFR 164.502(a)",
        "gdpr.test.rule": "GDPR 9(1)",
    }


def test_a_copy_rule_that_is_not_understood_is_refused():
    entry = {"key": "test.copy", "colour": "red"}

    with pytest.raises(rulebook.RulebookError):
        rulebook.copy_rule(entry)


def test_a_copy_pattern_that_names_an_unknown_list_is_refused():
    entry = {
        "key": "test.copy",
        "title": {"en": "A rule", "zh": "规则"},
        "suggestion": {"en": "Advice", "zh": "建议"},
        "languages": ["en"],
        "action": "block",
        "cite": "16 CFR 255",
        "patterns": ["{moons}"],
        "examples": {"hit": [], "clean": []},
    }

    with pytest.raises(rulebook.RulebookError, match="moons"):
        rulebook.copy_rule(entry)
