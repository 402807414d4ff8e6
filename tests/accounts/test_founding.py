"""An empty installation is set up once, by whoever holds the link, on the machine itself."""

import pytest
from django.core.cache import cache
from django.test import Client

from lightyear.accounts import founding
from lightyear.accounts.matrix import Role
from lightyear.accounts.models import Membership, User
from lightyear.consent.models import Notice, Purpose
from lightyear.intake import queries as intake
from lightyear.kit import clock
from lightyear.messaging.models import Template
from lightyear.workspaces import services as workspaces
from lightyear.workspaces import wall
from lightyear.workspaces.models import Workspace
from tests import populate
from tests.accounts import people

YOU = {"name": "Ana Ruiz", "email": "ana@clearwater.example", "password": populate.PASSWORD}
ORGANIZATION = {
    "name": "Clearwater Clinic",
    "slug": "clearwater",
    "language": "en",
    "time_zone": "America/Chicago",
    "profiles": ["hipaa", "ftc"],
    "privacy_email": "privacy@clearwater.example",
    "brand_color": "#174a7c",
}
SENDER = {
    "sender_name": "Clearwater Clinic",
    "sender_email": "hello@clearwater.example",
    "postal_address": "1 Lake Road, Clearwater, IL 60000",
}


@pytest.fixture
def empty(db):
    cache.clear()
    workspaces.ensure_system()


@pytest.fixture
def founder(empty):
    """A browser in which the first person is signed in, second factor passed."""
    browser = Client()
    browser.post(f"/set-up/{founding.issue_link()}", YOU)
    people.enroll(browser)
    return browser


def test_the_five_steps_leave_a_workspace_that_works(founder):
    assert founder.get("/")["Location"] == "/set-up/organization"
    made = founder.post("/set-up/organization", ORGANIZATION)
    sender = founder.post(made["Location"], SENDER)
    last = founder.get(sender["Location"])

    assert made["Location"] == "/w/clearwater/set-up/sender"
    assert b"lightyear._domainkey.clearwater.example" in last.content
    assert founder.get("/")["Location"] == "/w/clearwater/"
    assert Client().get("/f/clearwater/newsletter/").status_code == 200
    workspace = Workspace.objects.get(slug="clearwater")
    assert (workspace.postal_address, workspace.is_synthetic) == (SENDER["postal_address"], False)
    with wall.enter(workspace.id):
        assert Membership.objects.get().role == Role.OWNER
        assert Purpose.objects.count() == 3
        assert Notice.objects.count() == 4
        assert set(Template.objects.values_list("key", flat=True)) == {"confirm"}
        assert intake.published("newsletter") is not None


def test_the_link_works_once(empty):
    token = founding.issue_link()
    Client().post(f"/set-up/{token}", YOU)

    answer = Client().post(f"/set-up/{token}", {**YOU, "email": "eve@clearwater.example"})

    assert answer.status_code == 410
    assert User.objects.count() == 1


def test_no_link_is_made_once_somebody_has_an_account(empty):
    Client().post(f"/set-up/{founding.issue_link()}", YOU)

    with pytest.raises(founding.AlreadyFounded):
        founding.issue_link()


def test_a_later_link_ends_the_earlier_one(empty):
    first, second = founding.issue_link(), founding.issue_link()

    assert Client().get(f"/set-up/{first}").status_code == 410
    assert Client().get(f"/set-up/{second}").status_code == 200


def test_the_link_ends_after_a_day(empty):
    token = founding.issue_link()

    with clock.shifted(founding.LINK_LIFE):
        assert Client().get(f"/set-up/{token}").status_code == 410


def test_the_link_opens_on_the_machine_alone_unless_settings_say_else(empty, settings):
    far = Client(REMOTE_ADDR="203.0.113.9")
    token = founding.issue_link()

    refused = far.post(f"/set-up/{token}", YOU)
    settings.LIGHTYEAR_SET_UP_FROM_ANYWHERE = True
    taken = far.post(f"/set-up/{token}", YOU)

    assert (refused.status_code, taken.status_code) == (403, 302)


def test_the_organization_takes_the_second_factor(empty):
    browser = Client()
    browser.post(f"/set-up/{founding.issue_link()}", YOU)

    answer = browser.post("/set-up/organization", ORGANIZATION)

    assert answer["Location"] == "/account/authenticator"
    assert founding.needs_workspace()


def test_there_is_one_first_organization(founder):
    founder.post("/set-up/organization", ORGANIZATION)

    answer = founder.post("/set-up/organization", {**ORGANIZATION, "slug": "second"})

    assert answer.status_code == 404
    assert not Workspace.objects.filter(slug="second").exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", ""), ("slug", "no spaces"), ("slug", "system"), ("time_zone", "Mars"), ("profiles", []),
     ("profiles", ["none"]), ("language", "fr"), ("brand_color", "red;}"), ("brand_color", "#cccccc")],
)  # fmt: skip
def test_what_is_malformed_is_said_beside_its_field_and_nothing_is_made(founder, field, value):
    answer = founder.post("/set-up/organization", {**ORGANIZATION, field: value})

    assert answer.status_code == 422
    assert f'id="id_{field}_error"'.encode() in answer.content
    assert founding.needs_workspace()


def test_an_organization_in_chinese_begins_with_chinese_names(founder):
    founder.post("/set-up/organization", {**ORGANIZATION, "name": "清水诊所", "language": "zh-hans"})

    workspace = Workspace.objects.get(slug="clearwater")
    with wall.enter(workspace.id):
        published = intake.published("newsletter")
        assert published is not None
        assert published.form.name == "健康资讯订阅"
        wordings = Notice.objects.filter(language="zh-hans").values_list("wording", flat=True)
        assert all("清水诊所" in wording for wording in wordings)
