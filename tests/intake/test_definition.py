"""A form's definition is read whole or refused with the place that is wrong."""

import copy

import pytest

from lightyear.intake import definition
from tests.intake.conftest import FORM


def changed(**changes):
    return copy.deepcopy(FORM) | changes


@pytest.mark.parametrize(
    "raw",
    [
        {},
        changed(title="Class"),
        changed(surprise=1),
        changed(fields=[]),
        changed(fields=[FORM["fields"][1], FORM["fields"][1]]),
        changed(fields=[FORM["fields"][0]]),
        changed(fields=[{"key": "email", "kind": "email"}]),
        changed(consents=[{"purpose": "events"}]),
    ],
)
def test_what_is_no_form_is_refused(raw):
    with pytest.raises(definition.Malformed):
        definition.read(raw)


def test_a_text_is_said_in_the_language_or_else_in_english():
    text = {"en": "Class", "zh-hans": "讲座"}

    assert definition.say(text, "zh-hans") == "讲座"
    assert definition.say(text, "fr") == "Class"
    assert definition.say({}, "en") == ""
