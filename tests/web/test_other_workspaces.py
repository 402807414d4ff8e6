"""Rows of one workspace, named in the addresses and forms of another: not found, and nothing changed.

The same requests succeed at home: tests/web/test_broken_ledger.py holds that every one of them does.
"""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from lightyear.accounts import matrix
from lightyear.accounts.matrix import Action, ContactField, Role
from lightyear.contacts.models import Contact
from lightyear.journeys.models import Journey
from lightyear.messaging import notices
from lightyear.workspaces import wall
from tests import populate
from tests.acts import STAFF, VISITORS, Act
from tests.populate import Populated
from tests.routes import patterns
from tests.web.test_broken_ledger import digests
from tests.web.test_doors import BY_ID, BY_KEY, address, undone

pytestmark = pytest.mark.django_db

NAMING = set(BY_ID) | BY_KEY


@pytest.fixture
def here(settings) -> Populated:
    settings.LIGHTYEAR_SMTP_URL = "smtp+plain://127.0.0.1:2525"
    return populate.everything("here")


@pytest.fixture
def there(here) -> Populated:
    return populate.everything("there")


def refused(browser: Client, method: str, where: str, body: Any, *places: Populated) -> tuple[int, bool]:
    """The status, and whether any table of the workspaces changed."""
    browser.raise_request_exception = False
    before = digests(*(place.workspace.id for place in places))
    answer = getattr(browser, method)(where, body)
    return answer.status_code, digests(*(place.workspace.id for place in places)) != before


def test_no_act_reaches_what_belongs_to_another_workspace(here, there):
    named = {pattern.name: pattern for _, pattern in patterns()}
    asked = {name: act for name, act in STAFF.items() if set(named[name].pattern.converters) & NAMING}

    found = {name: _reach(named[name], act, here, there) for name, act in asked.items()}

    assert len(found) > 20
    assert {name: seen for name, seen in found.items() if seen != (404, False)} == {}


def _reach(pattern: Any, act: Act, here: Populated, there: Populated) -> tuple[int, bool]:
    with undone():
        with wall.enter(there.workspace.id):
            act.prepare(there)
            body, given = act.filled(there), act.params(there)
            where = address(pattern, there, within=here.workspace.slug, **given)
        body |= act.page_before(there)
        return refused(here.browser(act.role), "post", where, body, here, there)


@pytest.mark.parametrize("name", VISITORS)
@pytest.mark.parametrize("method", ["get", "post"])
def test_what_a_visitor_was_given_opens_nothing_at_another_organization(here, there, name, method):
    act = VISITORS[name]
    act.prepare(there)
    with wall.enter(there.workspace.id):
        body, given = act.filled(there), act.params(there)
    where = reverse(f"web:{name}", args=[here.workspace.slug, *given.values()])

    status, is_changed = refused(Client(), method, where, body, here, there)

    # Opening a confirmation says nothing of any token: only the click asks whose it is.
    opens = (200,) if (name, method) == ("confirmation", "get") else ()
    assert status in (404, 410, *opens)
    assert not is_changed


@pytest.mark.parametrize("role", Role.values)
def test_a_notice_names_a_person_only_to_a_role_that_may_know_her_name(here, role):
    with wall.enter(here.workspace.id):
        contact = Contact.objects.get()
        key = Journey.objects.values_list("key", flat=True).get(key=here.own_key)
        notices.tell(role=role, kind="journey", journey=key, contact=str(contact.id))
    browser = here.browser(role)

    pages = [browser.get(reverse(f"web:{name}", args=["here"])) for name in ("notices", "home")]

    read = " ".join(page.content.decode() for page in pages if page.status_code == 200)
    assert ("Welcome" in read) == matrix.allows(role, Action.NOTICES_READ)
    may_name = matrix.shows(role, ContactField.NAME)
    assert (here.planted.name in read) == (may_name and matrix.allows(role, Action.NOTICES_READ))
