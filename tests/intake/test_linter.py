"""The minimal-data linter: every example of its data holds, and remedies mend what they promise to."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lightyear.intake import definition as definitions
from lightyear.intake import edits, linter, linter_rules
from lightyear.intake.definition import Ask, Choice, Definition, Field

EMAIL = Field(
    key="email", kind="email", label={"en": "E-mail"}, purpose="requests", retention_days=365, role="email"
)


def text(words: str) -> dict[str, str]:
    return {"zh-hans" if any("一" <= letter <= "鿿" for letter in words) else "en": words}


def field(example: dict[str, object]) -> Field:
    raw = {"key": "asked", "kind": "text", "purpose": "requests", "retention_days": 365, **example}
    raw["label"] = text(str(example["label"]))
    raw["hint"] = text(str(example["hint"])) if "hint" in example else {}
    choices = example.get("choices", [])
    assert isinstance(choices, list)
    raw["choices"] = [Choice(str(index), text(words)) for index, words in enumerate(choices)]
    return msgspec.convert({**raw, "choices": msgspec.to_builtins(raw["choices"])}, Field)


def form(*fields: Field, **more) -> Definition:
    return Definition(title={"en": "Classes"}, fields=[EMAIL, *fields], **more)


def example_form(rule: linter_rules.Rule, example) -> Definition:
    if rule.of == "field":
        return form(field(example))
    if rule.of == "wording":
        return form(consents=[Ask("events", "email", text(example))])
    return Definition(title=text(example), fields=[EMAIL])


def remarks_on(rule: linter_rules.Rule, example) -> set[str]:
    if rule.of == "address":
        return {remark.key for remark in linter.of_address(example)}
    return keys(example_form(rule, example))


def keys(definition: Definition) -> set[str]:
    remarks = linter.lint(definition, purposes={"requests", "events"})
    return {remark.key for remark in remarks if remark.place != "field/email"}


RULES = linter_rules.rules()
HITS = [(rule, example) for rule in RULES for example in rule.examples["hit"]]
CLEAN = [(rule, example) for rule in RULES for example in rule.examples["clean"]]


@pytest.mark.parametrize(
    ("rule", "example"), HITS, ids=[f"{rule.key}-{index}" for index, (rule, _) in enumerate(HITS)]
)
def test_every_hit_of_a_rule_is_found(rule, example):
    found = remarks_on(rule, example)

    assert rule.key in found


@pytest.mark.parametrize(
    ("rule", "example"), CLEAN, ids=[f"{rule.key}-{index}" for index, (rule, _) in enumerate(CLEAN)]
)
def test_every_clean_example_of_a_rule_stays_clean(rule, example):
    found = remarks_on(rule, example)

    assert rule.key not in found


@pytest.mark.parametrize("rule", RULES, ids=[rule.key for rule in RULES])
def test_every_objection_has_a_clause_and_examples_of_both_sorts(rule):
    assert rule.examples["hit"]
    if rule.level != "ok":
        assert rule.cite
        assert rule.examples["clean"]


@pytest.mark.parametrize(
    ("rule", "example"),
    [(rule, example) for rule, example in HITS if rule.remedy],
    ids=[f"{rule.key}-{index}" for index, (rule, _) in enumerate(HITS) if rule.remedy],
)
def test_one_click_mends_what_the_rule_objects_to(rule, example):
    definition = example_form(rule, example)

    mended = linter.remedied(definition, place="field/asked", rule=rule.key)

    assert rule.key not in keys(mended)
    definitions.read(msgspec.to_builtins(mended))


def test_a_remedy_of_a_remark_that_is_gone_changes_nothing():
    definition = form(field({"label": "First name"}))

    with pytest.raises(linter.NoRemedy):
        linter.remedied(definition, place="field/asked", rule="birth_date")


def test_a_remedy_never_takes_the_key_of_another_field():
    definition = form(field({"label": "Adult", "key": "adult"}), field({"label": "Birthday", "key": "b"}))

    mended = linter.remedied(definition, place="field/b", rule="birth_date")

    assert [one.key for one in mended.fields] == ["email", "adult", "adult_2"]


def test_a_forbidden_claim_in_the_title_must_go():
    definition = Definition(title={"zh-hans": "根治关节痛"}, fields=[EMAIL])

    found = linter.must_go(linter.lint(definition))

    assert [(remark.place, remark.key) for remark in found] == [("text/title", "cn.guarantee")]


def test_the_wording_in_force_is_judged_where_the_draft_words_nothing_new():
    definition = form(consents=[Ask("events", "email")])
    wordings = {("events", "email"): {"en": "By submitting this form you get our mail."}}

    found = linter.lint(definition, wordings=wordings)

    assert "wording_presumed" in {remark.key for remark in linter.must_go(found)}


def test_a_remark_speaks_both_languages():
    remark = linter.lint(form(field({"label": "Birthday"})))[1]

    assert "birth date" in remark.say("en")
    assert "出生日期" in remark.say("zh-hans")


@given(
    st.lists(st.sampled_from([example for rule, example in HITS if rule.of == "field"]), max_size=4),
    st.booleans(),
)
def test_every_field_gets_a_remark_and_praise_never_stands_beside_blame(examples, has_intro):
    fields = [field(example | {"key": f"asked_{index}"}) for index, example in enumerate(examples)]
    definition = form(*fields, intro={"en": "Free."} if has_intro else {})

    remarks = linter.lint(definition, purposes={"requests"})

    for one in definition.fields:
        levels = [remark.level for remark in remarks if remark.place == f"field/{one.key}"]
        assert levels
        assert levels == ["ok"] or "ok" not in levels


@pytest.mark.parametrize(
    "change",
    [
        {"color": "red"},
        {"level": "dreadful"},
        {"of": "page"},
        {"reason": {"en": "Only English."}},
        {"when": {"moon": "full"}},
        {"when": {"any": [{"moon": "full"}]}},
        {"remedy": {"do": "pray", "label": {}}},
        {"remedy": {"do": "shorten", "label": {}}},
    ],
)
def test_a_rule_that_is_not_understood_is_refused(change):
    entry = {
        "key": "test", "of": "field", "level": "note", "when": {}, "cite": "PIPL 6",
        "reason": {"en": "Too much.", "zh": "过多。"}, "examples": {"hit": [], "clean": []},
    }  # fmt: skip

    with pytest.raises(linter_rules.RulesError):
        linter_rules.read(entry | change)


def test_the_email_field_cannot_be_taken_out():
    with pytest.raises(edits.Refused):
        edits.remove_field(form(), "email")


def test_the_address_of_a_form_is_looked_at_where_it_is_known():
    remarks = linter.lint(form(), slug="diabetes-class")

    assert [remark.key for remark in remarks if remark.place == linter.ADDRESS] == ["address_names_condition"]
    assert not [remark for remark in linter.lint(form()) if remark.place == linter.ADDRESS]


def test_what_a_workspace_reads_otherwise_is_no_objection():
    shingles = Definition(title={"en": "Shingles for your roof"}, fields=[EMAIL])

    found = linter.findings(shingles), linter.lint(shingles, scan=lambda text: [])

    assert [(one.place, one.category, one.words) for one in found[0]] == [
        ("text/title", "health_context", "Shingles")
    ]
    assert [remark.key for remark in found[1] if remark.place == "text/title"] == []
