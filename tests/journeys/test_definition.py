"""What a journey may be."""

import copy

import pytest

from lightyear.journeys import definition, services
from lightyear.journeys.definition import Malformed
from lightyear.journeys.models import JourneyVersion
from lightyear.ledger.models import Entry
from tests.journeys.conftest import JOURNEY, TEST, come_in


def changed(**changes):
    return copy.deepcopy(JOURNEY) | changes


def nested(depth):
    step: dict[str, object] = {"kind": "wait", "key": "w", "days": 1}
    for level in range(depth):
        step = {
            "kind": "branch",
            "key": f"b{level}",
            "condition": {"did": "form.confirmed"},
            "yes": [step],
        }
    return changed(steps=[step])


def test_the_plan_names_every_step_and_what_follows():
    places = definition.plan(definition.read(JOURNEY))

    assert [(place.step.key, place.follows, place.yes, place.no) for place in places] == [
        ("tell", "call", "", ""),
        ("call", "three-days", "", ""),
        ("three-days", "agreed", "", ""),
        ("agreed", "", "nurture", ""),
        ("nurture", "", "", ""),
    ]


def test_both_ways_of_a_branch_lead_to_what_comes_after_it():
    raw = changed(steps=[*JOURNEY["steps"], {"kind": "wait", "key": "after", "hours": 1}])

    places = {place.step.key: place for place in definition.plan(definition.read(raw))}

    assert places["agreed"].no == "after"
    assert places["nurture"].follows == "after"


@pytest.mark.parametrize(
    "raw",
    [
        {},
        changed(steps=[]),
        changed(trigger={"event": "page.viewed"}),
        changed(surprise=1),
        changed(steps=[{"kind": "wait", "key": "w"}]),
        changed(steps=[{"kind": "wait", "key": "w", "days": -1}]),
        changed(steps=[{"kind": "wait", "key": "", "days": 1}]),
        changed(steps=[{"kind": "wait", "key": "w", "days": 1}] * 2),
        changed(steps=[{"kind": "wait", "key": f"w{n}", "days": 1} for n in range(101)]),
        changed(steps=[{"kind": "notify", "key": "n", "role": "stranger"}]),
        changed(steps=[{"kind": "task", "key": "t", "title": {}, "role": "sales", "within_days": 1}]),
        changed(
            steps=[{"kind": "task", "key": "t", "title": {"fr": "A"}, "role": "sales", "within_days": 1}]
        ),
        changed(steps=[{"kind": "jump", "key": "j"}]),
        nested(7),
    ],
)
def test_what_is_no_journey_is_refused(raw):
    with pytest.raises(Malformed):
        definition.read(raw)


@pytest.mark.parametrize(
    ("step", "word"),
    [
        ({"kind": "send", "key": "s", "template": "missing"}, "template"),
        ({"kind": "branch", "key": "b", "condition": {"agreed": "missing", "channel": "email"}}, "purpose"),
        (
            {
                "kind": "task",
                "key": "t",
                "title": {"en": "Call 555-010-0199"},
                "role": "sales",
                "within_days": 1,
            },
            "person",
        ),
    ],
)
def test_a_journey_that_names_what_isnt_there_is_not_published(opened, step, word):
    with pytest.raises(Malformed, match=word):
        services.publish(key="first-visit", name="First visit", raw=changed(steps=[step]), by=TEST)

    assert not JourneyVersion.objects.exists()


def test_a_new_version_takes_over_and_who_is_inside_finishes_on_the_old_one(journey, newcomer):
    early = newcomer()
    come_in(early)

    later = services.publish(key="first-visit", name="First visit", raw=JOURNEY, by=TEST)
    late = newcomer()
    come_in(late)

    assert (early.enrollments.get().version, late.enrollments.get().version) == (journey, later)
    assert [version.is_live for version in JourneyVersion.objects.order_by("number")] == [False, True]
    assert Entry.objects.filter(event="journey.published").count() == 2
