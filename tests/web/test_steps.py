"""A journey in words and as a tree."""

import pytest
from django.utils import translation

from lightyear.journeys import definition
from lightyear.journeys.queries import Numbers
from lightyear.web import steps

NAMES = steps.Names(forms={"class": "Class & <b>tea</b>"}, templates={"hello": "Hello"})
AGREED = {"field": "region", "is": "Ohio"}


def wait(key):
    return {"kind": "wait", "key": key, "days": 1}


def branch(key, yes, no):
    return {"kind": "branch", "key": key, "condition": AGREED, "yes": yes, "no": no}


def read(*raw):
    return definition.read({"trigger": {"event": "form.confirmed", "form": "class"}, "steps": list(raw)})


def rows(*raw, numbers=None, came_in=0):
    return steps.tree(read(*raw), numbers or {}, came_in=came_in)


@pytest.mark.parametrize(
    ("raw", "english", "chinese"),
    [
        (
            wait("w") | {"hours": 6},
            "Wait <strong>1 day and 6 hours</strong>",
            "等待<strong>1天6小时</strong>",
        ),
        (
            {"kind": "send", "key": "s", "template": "hello"},
            "Send <strong>Hello</strong>",
            "发送<strong>Hello</strong>",
        ),
        (
            {"kind": "notify", "key": "n", "role": "sales"},
            "Tell those with the role <strong>Sales</strong>",
            "通知角色为<strong>销售</strong>的成员",
        ),
        (
            {
                "kind": "task",
                "key": "t",
                "title": {"en": "Call", "zh-hans": "致电"},
                "role": "front_desk",
                "within_days": 2,
            },
            "Give the role Front desk a task: <strong>Call</strong>",
            "给前台一项任务：<strong>致电</strong>",
        ),
        (
            branch("b", [], []),
            "If <strong>the region is Ohio</strong>",
            "如果<strong>地区为Ohio</strong>",
        ),
    ],
)
def test_every_kind_of_step_is_said_in_both_languages(raw, english, chinese):
    step = read(raw).steps[0]

    with translation.override("zh-hans"):
        said = steps.say(step, NAMES)

    assert (steps.say(step, NAMES), said) == (english, chinese)


def test_what_staff_named_is_never_markup():
    said = steps.say_trigger(read(wait("w")).trigger, NAMES)

    assert said == "When someone confirms <strong>Class &amp; &lt;b&gt;tea&lt;/b&gt;</strong>"


@pytest.mark.django_db
def test_the_tree_numbers_steps_and_draws_their_lines(inside):
    found = rows(wait("a"), branch("b", [wait("c"), wait("d")], []), wait("e"))

    assert [(row.number, row.guides, row.place) for row in found] == [
        (1, [], "is-first"),
        (2, [], ""),
        (3, [], ""),
        (None, ["guide-tee"], ""),
        (4, ["guide-pass", "guide-tee"], "is-free"),
        (5, ["guide-pass", "guide-turn"], "is-free"),
        (None, ["guide-tee"], "is-last"),
        (6, [], "is-last"),
    ]


@pytest.mark.django_db
def test_a_branch_within_a_branch_hangs_from_its_answer(inside):
    found = rows(branch("a", [branch("b", [wait("c")], [])], []))

    assert [(row.guides, row.place, row.detail) for row in found[2:]] == [
        (["guide-tee"], "", ""),
        (["guide-pass", "guide-turn"], "is-first", ""),
        (["guide-pass", "guide-gap", "guide-tee"], "", ""),
        (["guide-pass", "guide-gap", "guide-pass", "guide-turn"], "is-free", ""),
        (["guide-pass", "guide-gap", "guide-turn"], "is-last", "Nothing more happens"),
        (["guide-turn"], "is-last", "Nothing more happens"),
    ]


@pytest.mark.django_db
def test_numbers_and_reasons_stand_at_their_step(inside):
    numbers = {
        "s": Numbers(here=1, went_on=9, left=2, sent=5, waiting=1, not_sent={"withdrawn": 2, "suppressed": 1})
    }

    row = rows({"kind": "send", "key": "s", "template": "hello"}, numbers=numbers, came_in=12)[1]

    assert (row.came_in, row.here, row.went_on) == (12, 1, 9)
    assert row.outcomes == [("allow", "5 sent"), ("block", "3 not sent")]
    assert row.reasons == [
        "Consent was withdrawn: 2",
        "The address is on the suppression list: 1",
        "1 on the way",
    ]
    assert row.detail == "2 people left here: their data was erased."
