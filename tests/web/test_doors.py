"""Every door, tried by everyone: strangers, members of other workspaces, and each role of this one.

Walks the route table, so that a new route is tried the day it is written.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import models, transaction
from django.test import Client
from django.urls import URLPattern, reverse
from django.urls.converters import UUIDConverter

from lightyear.accounts import doors, matrix
from lightyear.accounts.matrix import ContactField, Role
from lightyear.accounts.models import ApiKey, Invitation, Membership
from lightyear.consent.models import ConsentRecord
from lightyear.contacts.models import Contact
from lightyear.gate.models import Agreement, AllowedTerm, Decision, Destination
from lightyear.journeys.models import Enrollment
from lightyear.messaging.models import Broadcast, Message, StaffNotice
from lightyear.sales.models import Task
from tests import populate
from tests.architecture.test_surface import routes
from tests.populate import Populated

pytestmark = pytest.mark.django_db

BY_ID: dict[str, type[models.Model]] = {
    "contact": Contact,
    "record": ConsentRecord,
    "message": Message,
    "broadcast": Broadcast,
    "decision": Decision,
    "invitation": Invitation,
    "member": Membership,
    "key": ApiKey,
    "task": Task,
    "notice": StaffNotice,
    "enrollment": Enrollment,
    "destination": Destination,
    "agreement": Agreement,
    "term": AllowedTerm,
}
"""What a route's identifier names."""
BY_KEY = {"form", "template", "journey"}
"""Parameters that are names within a workspace."""
OTHER = {"key": "email", "purpose": "events", "channel": "email"}
"""Parameters below something that was named already."""


def staff_routes() -> list[URLPattern]:
    return [pattern for _, pattern in routes() if door(pattern).kind == "staff"]


def door(pattern: URLPattern) -> doors.Door:
    found = doors.of(pattern.callback)
    assert found is not None
    return found


def arguments(pattern: URLPattern, of: Populated) -> dict[str, Any]:
    """The parameters of a route but the workspace, naming what a populated workspace holds."""
    found: dict[str, Any] = {}
    for name, converter in pattern.pattern.converters.items():
        if isinstance(converter, UUIDConverter):
            found[name] = of.rows[BY_ID[name]].pk
        elif name != "workspace":
            found[name] = of.own_key if name in BY_KEY else OTHER[name]
    return found


def address(pattern: URLPattern, of: Populated, *, within: str = "", **given: Any) -> str:
    slug = within or of.workspace.slug
    return reverse(f"web:{pattern.name}", kwargs={"workspace": slug, **arguments(pattern, of), **given})


def called(pattern: URLPattern) -> str:
    return pattern.name or ""


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside is rolled back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def reads(browser: Client, pattern: URLPattern, of: Populated) -> Any:
    """The answer to a GET; None where the route takes only a POST."""
    with undone():
        answer = browser.get(address(pattern, of))
    return None if answer.status_code == 405 else answer


@pytest.fixture
def here() -> Populated:
    return populate.everything("here")


@pytest.fixture
def there() -> Populated:
    return populate.everything("there")


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_is_sent_to_sign_in(here, method):
    ask = getattr(Client(), method)

    answers = {called(pattern): ask(address(pattern, here)) for pattern in staff_routes()}

    assert len(answers) > 30
    assert {answer.status_code for answer in answers.values()} == {302}
    assert all(answer["Location"].startswith("/sign-in/?next=") for answer in answers.values())


def test_who_signs_in_again_gets_back_to_the_page_she_was_on(here):
    home = f"/w/{here.workspace.slug}/"
    narrowed = f"{home}contacts/?stage=lead"

    read = Client().get(narrowed)
    sent = Client().post(f"{home}journeys/x/pauses", headers={"Referer": f"http://testserver{narrowed}"})
    strayed = Client().post(f"{home}journeys/x/pauses", headers={"Referer": "https://elsewhere.example/x"})

    assert [_next(answer) for answer in (read, sent, strayed)] == [[narrowed], [narrowed], [home]]


def _next(answer: Any) -> list[str]:
    return parse_qs(urlsplit(answer["Location"]).query)["next"]


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_member_of_another_workspace_finds_nothing(here, there, method):
    ask = getattr(here.browser(Role.OWNER), method)

    found = {called(pattern): ask(address(pattern, there)).status_code for pattern in staff_routes()}

    assert {name: status for name, status in found.items() if status != 404} == {}


def test_the_owner_opens_every_page_that_can_be_read(here):
    browser = here.browser(Role.OWNER)

    found = {called(pattern): reads(browser, pattern, here) for pattern in staff_routes()}

    pages = {name: answer.status_code for name, answer in found.items() if answer is not None}
    assert {name: status for name, status in pages.items() if status != 200} == {}
    assert len(pages) > 15


@pytest.mark.parametrize("role", Role.values)
def test_a_role_reads_exactly_what_the_matrix_says(here, role):
    browser = here.browser(role)

    for pattern in staff_routes():
        action = door(pattern).action
        assert action is not None
        answer = reads(browser, pattern, here)
        status = 405 if answer is None else answer.status_code
        expected = {200, 405} if matrix.allows(role, action) else {403}
        assert status in expected, (called(pattern), status)


@pytest.mark.parametrize("role", Role.values)
def test_a_role_changes_exactly_what_the_matrix_says(here, role):
    browser = here.browser(role)

    for pattern in staff_routes():
        action = door(pattern).action
        assert action is not None
        with undone():
            answer = browser.post(address(pattern, here))
            list(answer)  # a download is read to its end, which closes its file
        is_closed = not matrix.allows(role, action)
        assert (answer.status_code == 403) == is_closed, (called(pattern), answer.status_code)


def test_what_belongs_to_another_workspace_is_not_found_in_this_one(here, there):
    browser = here.browser(Role.OWNER)
    asked = [pattern for pattern in staff_routes() if set(arguments(pattern, there)) & (set(BY_ID) | BY_KEY)]

    found = {}
    for pattern in asked:
        with undone():
            answer = browser.get(address(pattern, there, within=here.workspace.slug))
        found[called(pattern)] = answer.status_code

    assert len(found) > 10
    assert {name: status for name, status in found.items() if status not in (404, 405)} == {}


def everything_read(role: str, here: Populated) -> str:
    """What stands on all the pages that a role can read."""
    browser = here.browser(role)
    answers = [reads(browser, pattern, here) for pattern in staff_routes()]
    pages = [answer for answer in answers if answer is not None and answer.status_code == 200]
    return " ".join(page.content.decode() for page in pages if not page.streaming)


@pytest.mark.parametrize("role", Role.values)
def test_a_role_sees_exactly_the_fields_that_the_matrix_says(here, role):
    planted = here.planted
    values = {
        ContactField.NAME: planted.name,
        ContactField.REGION: planted.region,
        ContactField.POINTS: "q•••@p••••.example",
        ContactField.SUBMISSIONS: "bandstand",
        ContactField.CONSENTS: 'aria-labelledby="consents"',
        ContactField.TIMELINE: "Sent in a form",
    }

    read = everything_read(role, here)

    hidden = {field for field in values if not matrix.shows(role, field)}
    assert {field for field, value in values.items() if value in read} & hidden == set()
    assert planted.address not in read
    if role == Role.OWNER:
        assert [field for field, value in values.items() if value not in read] == []
