"""A count that takes long is kept with its moment and taken again by a worker; a quick one never is."""

import time
from datetime import timedelta

import pytest

from lightyear.kit import clock


@pytest.fixture
def counting(inside):
    """A count whose slowness and value can be set, and how often it was taken."""
    from lightyear.workspaces import tallies

    state = {"seconds": 0.0, "value": 3, "taken": 0}

    @tallies.count("test.things")
    def things(about: str) -> dict[str, float]:
        state["taken"] += 1
        time.sleep(state["seconds"])
        return {about: state["value"]}

    return state


def slow() -> float:
    from lightyear.workspaces import tallies

    return tallies.DEAR_SECONDS * 1.5


def test_a_quick_count_is_taken_anew_each_time(counting):
    from lightyear.workspaces import tallies
    from lightyear.workspaces.models import Tally

    first = tallies.read("test.things", "a")
    counting["value"] = 4
    second = tallies.read("test.things", "a")

    assert (first.value, second.value) == ({"a": 3}, {"a": 4})
    assert (first.at, second.at) == (None, None)
    assert not Tally.objects.exists()


def test_a_long_count_is_kept_and_says_when_it_was_taken(counting):
    from lightyear.workspaces import tallies

    counting["seconds"] = slow()
    tallies.read("test.things", "a")
    counting["value"] = 4
    kept = tallies.read("test.things", "a")

    assert (kept.value, counting["taken"]) == ({"a": 3}, 1)
    assert kept.at is not None
    assert clock.now() - kept.at < timedelta(seconds=5)


def test_looking_at_an_old_count_asks_a_worker_to_take_it_again(counting, django_capture_on_commit_callbacks):
    from lightyear.workspaces import tallies

    counting["seconds"] = slow()
    tallies.read("test.things", "a")
    with django_capture_on_commit_callbacks() as early:
        tallies.read("test.things", "a")
    with clock.shifted(tallies.FRESH * 2), django_capture_on_commit_callbacks() as late:
        tallies.read("test.things", "a")

    assert (len(early), len(late)) == (0, 1)
    assert getattr(late[0], "kind", None) == tallies.RECOUNT


def test_the_worker_takes_old_counts_again_and_leaves_fresh_ones(counting):
    from lightyear.workspaces import jobs, tallies, wall

    counting["seconds"] = slow()
    tallies.read("test.things", "a")
    counting["value"] = 4
    untouched = jobs.recount(wall.current())
    with clock.shifted(tallies.FRESH * 2):
        again_at = jobs.recount(wall.current())
        found = tallies.read("test.things", "a")

    assert (untouched, again_at) == (None, None)
    assert (found.value, counting["taken"]) == ({"a": 4}, 2)


def test_a_count_that_became_quick_is_not_kept_any_more(counting):
    from lightyear.workspaces import tallies
    from lightyear.workspaces.models import Tally

    counting["seconds"] = slow()
    tallies.read("test.things", "a")
    counting["seconds"] = 0.0
    with clock.shifted(tallies.FRESH * 2):
        tallies.recount()

    assert not Tally.objects.exists()


def test_many_old_counts_are_taken_a_few_at_a_time(counting):
    from lightyear.workspaces import jobs, tallies, wall

    counting["seconds"] = slow()
    for number in range(tallies.AT_ONCE + 1):
        tallies.read("test.things", str(number))
    taken = counting["taken"]
    with clock.shifted(tallies.FRESH * 2):
        again_at = jobs.recount(wall.current())

        assert again_at is not None
        assert counting["taken"] - taken == tallies.AT_ONCE
