"""The full workspaces that other tests walk through are full indeed."""

import pytest

from tests import populate

pytestmark = pytest.mark.django_db


def test_every_walled_model_gets_a_row():
    place = populate.everything("full")

    missing = [model._meta.label for model in populate.walled_models() if place.rows.get(model) is None]

    assert missing == []


def test_two_full_workspaces_stand_side_by_side():
    one, other = populate.everything("one"), populate.everything("other")

    shared = [model for model in one.rows if one.rows[model].pk == other.rows[model].pk]

    assert shared == []
