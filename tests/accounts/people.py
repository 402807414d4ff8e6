"""People who sign in as people do: by the pages, with a password and an authenticator app."""

import re

from django.test import Client

from lightyear.accounts.models import User
from lightyear.ledger.models import Entry
from lightyear.workspaces import wall
from lightyear.workspaces.models import SYSTEM_ID
from tests.accounts import totp
from tests.populate import PASSWORD


def with_password(user: User) -> User:
    user.set_password(PASSWORD)
    user.save()
    return user


def enroll(browser: Client) -> str:
    """Set an authenticator app up in a browser whose password was right; returns its secret."""
    page = browser.get("/account/authenticator").content.decode()
    found = re.search(r'<pre id="secret">([A-Z2-7 ]+)</pre>', page)
    assert found, page
    answer = browser.post("/account/authenticator", {"code": totp.code(found[1])})
    assert answer.status_code == 302
    return found[1]


def sign_in(browser: Client, user: User, *, password: str = PASSWORD):
    return browser.post("/sign-in/", {"login": user.email, "password": password})


def recorded(event: str) -> list[dict[str, object]]:
    """The facts of the system ledger's entries of a kind, the oldest first."""
    with wall.enter(SYSTEM_ID):
        found = Entry.objects.filter(event=event).order_by("at", "id")
        return [{"actor": entry.actor, **entry.facts} for entry in found]
