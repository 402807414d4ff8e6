"""What is about people is kept nowhere: every staff, account and API door, however the request ends."""

import pytest
from django.test import Client

from lightyear.accounts import doors
from lightyear.accounts.matrix import Role
from tests import populate, routes

pytestmark = pytest.mark.django_db


def closed(here) -> dict[str, str]:
    """Route name to address of every door that doesn't open to anyone."""
    addresses = routes.addresses(here.workspace)
    found = {name: doors.of(pattern.callback) for name, pattern in routes.patterns()}
    return {
        name: addresses[name]
        for name, door in found.items()
        if door is not None and (door.kind in {"staff", "api"} or door.needs_account)
    }


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("who", ["stranger", Role.OWNER])
def test_no_answer_of_a_closed_door_may_be_stored(who, method):
    here = populate.everything("here")
    found = {}

    for name, path in closed(here).items():
        browser = Client() if who == "stranger" else here.browser(who)
        answer = getattr(browser, method)(path)
        found[name] = answer.get("Cache-Control", "nothing")
        list(answer)
        for close in answer._resource_closers:  # closing the answer itself would close the connection
            close()

    assert len(found) > 50
    assert {name: said for name, said in found.items() if "no-store" not in said} == {}
