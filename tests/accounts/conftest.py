"""A workspace with an owner who has a password and no second factor yet."""

import pytest


@pytest.fixture
def clinic(db):
    from django.core.cache import cache

    from tests import populate

    cache.clear()
    return populate.workspace("clinic")


@pytest.fixture
def ana(clinic):
    from lightyear.accounts.matrix import Role
    from tests import populate
    from tests.accounts import people

    return people.with_password(populate.member(clinic, Role.OWNER, name="Ana Ruiz"))
