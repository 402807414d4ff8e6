"""What mutation found once, and some of it anew each time; `make fuzz` does so for minutes."""

import random

import pytest
from bench import fuzz
from hypothesis import given, settings
from hypothesis import strategies as st

from lightyear import guard
from lightyear.guard import types

TEXTS = st.lists(st.sampled_from((*fuzz.SEEDS, *fuzz.PIECES)) | st.text(max_size=8), max_size=12).map("".join)


@settings(max_examples=200, deadline=None)
@given(text=TEXTS, channel=st.sampled_from(types.CHANNELS))
def test_nothing_that_is_put_together_makes_the_guard_fail(text, channel):
    fuzz.check(text[: fuzz.LONGEST], channel)


@settings(max_examples=100, deadline=None)
@given(seed=st.integers(0, 2**32), at=st.integers(0, len(fuzz.SEEDS) - 1))
def test_nothing_that_mutation_makes_of_a_text_makes_the_guard_fail(seed, at):
    channel, text = fuzz.main_input(fuzz.mutated(fuzz.seeds()[4 * at], random.Random(seed)))

    fuzz.check(text, channel)


@settings(max_examples=100, deadline=None)
@given(raw=st.binary(max_size=200))
def test_nothing_in_bytes_makes_the_guard_fail(raw):
    channel, text = fuzz.main_input(raw)

    fuzz.check(text, channel)


@pytest.mark.parametrize("channel", types.CHANNELS)
@pytest.mark.parametrize(
    "text",
    [
        'name,mrn\n"\\ud83d \\u0000",x',
        '{"\\ud83d": "\\ud83d \\u0041"}',
        'From: a\nContent-Disposition: attachment; filename="\udcff"\n\nx',
        'a: {"x": \x1cv:alue"\nTo: a@b.example\n\nx',
    ],
)
def test_what_made_it_fail_once_does_so_no_more(text, channel):
    fuzz.check(text, channel)


def test_the_check_can_fail(monkeypatch):
    monkeypatch.setattr(
        guard, "scan", lambda text, channel: [types.Finding(0, len(text) + 1, "mrn", 1.0, "x")]
    )

    with pytest.raises(AssertionError, match="outside"):
        fuzz.check("hello", "title")
