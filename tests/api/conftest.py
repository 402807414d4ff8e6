"""A workspace with purposes and wordings, and a program that may do everything in it."""

import pytest


@pytest.fixture
def clinic(workspace):
    from django.core.cache import cache

    from lightyear.intake import starter
    from lightyear.workspaces import wall
    from tests.api.programs import BY

    cache.clear()
    with wall.enter(workspace.id):
        starter.furnish(workspace, by=BY)
    return workspace


@pytest.fixture
def program(clinic):
    from tests.api import programs

    return programs.of_role(clinic, "owner")
