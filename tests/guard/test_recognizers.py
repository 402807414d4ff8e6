import pytest

from lightyear import guard
from lightyear.guard import detectors, types

POSITIVES = [(one.name, one.category, *case) for one in detectors.RECOGNIZERS for case in one.positives]
NEGATIVES = [(one.name, one.category, text) for one in detectors.RECOGNIZERS for text in one.negatives]


@pytest.mark.parametrize(("name", "category", "text", "value"), POSITIVES)
def test_every_positive_example_is_found_whole(name, category, text, value):
    found = [text[one.start : one.end] for one in guard.scan(text) if one.category == category]

    assert value in found


@pytest.mark.parametrize(("name", "category", "text"), NEGATIVES)
def test_no_negative_example_is_found(name, category, text):
    found = [one.category for one in guard.scan(text)]

    assert category not in found


def test_every_recognizer_has_examples_of_both_kinds():
    without = [one.name for one in detectors.RECOGNIZERS if not one.positives or not one.negatives]

    assert without == []


def test_every_category_has_a_recognizer():
    recognized = {one.category for one in detectors.RECOGNIZERS}

    assert recognized == {*guard.CATEGORIES, guard.HEALTH}


def test_names_of_recognizers_are_unique():
    names = [one.name for one in detectors.RECOGNIZERS]

    assert len(names) == len(set(names))


def test_every_field_belongs_to_a_known_category():
    unknown = {one.category for one in detectors.FIELDS} - {*types.CATEGORIES, types.HEALTH}

    assert unknown == set()
