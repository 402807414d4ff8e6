"""The list of contacts: narrowed, ordered, and paged both ways without a name in an address."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from lightyear.accounts.matrix import Role
from lightyear.accounts.models import User
from lightyear.contacts.models import Contact, ContactPoint
from lightyear.kit import clock
from lightyear.web import contact_list
from lightyear.workspaces import wall
from tests import populate
from tests.messaging import outreach

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    found = populate.workspace("here")
    populate.member(found, Role.OWNER, email="owner@here.example")
    with wall.enter(found.id):
        for number in range(5):
            person = outreach.person(f"p{number}@mailbox.example", name=f"Person {number}")
            moment = clock.now() - timedelta(days=number)
            Contact.objects.filter(id=person.id).update(created_at=moment, name_key=f"person {number}")
    return found


@pytest.fixture
def names(place, monkeypatch):
    """Gives the names on the page at an address, and the page itself."""
    monkeypatch.setattr(contact_list, "SIZE", 2)
    browser = populate.signed_in(User.objects.get(email="owner@here.example"))

    def read(query: str) -> tuple[list[str], str]:
        answer = browser.get(reverse("web:contacts", args=["here"]) + query)
        assert answer.status_code == 200
        page = answer.content.decode()
        return re.findall(r">(Person \d)<", page), page

    return read


def follow(page: str, rel: str) -> str:
    [address] = re.findall(rf'rel="{rel}" href="([^"]+)"', page)
    return str(address).replace("&amp;", "&")


@pytest.mark.parametrize(("sort", "order"), [("", "01234"), ("?sort=name", "01234")])
def test_pages_lead_forward_and_back_again(names, sort, order):
    first, page = names(sort)
    second, page = names(follow(page, "next"))
    third, page = names(follow(page, "next"))
    back, page = names(follow(page, "prev"))

    whole = [f"Person {number}" for number in order]
    assert (first, second, third, back) == (whole[:2], whole[2:4], whole[4:], whole[2:4])
    assert 'rel="next"' in page
    assert "person" not in follow(page, "prev").lower()


def test_the_list_says_how_many_there_are_and_narrows_by_stage(place, names):
    with wall.enter(place.id):
        Contact.objects.filter(name="Person 3").update(stage="lead")

    assert "5 contacts" in names("")[1]
    found, page = names("?stage=lead")
    assert found == ["Person 3"]
    assert "1 contact" in page


def test_the_list_narrows_by_proved_addresses(place, names):
    with wall.enter(place.id):
        ContactPoint.objects.filter(contact__name="Person 1").update(confirmed_at=None)

    assert names("?confirmed=no")[0] == ["Person 1"]
    assert "4 contacts" in names("?confirmed=yes")[1]


def test_the_list_narrows_by_what_was_agreed_to(place, names):
    with wall.enter(place.id):
        events = outreach.purpose("events")
        outreach.agree(Contact.objects.get(name="Person 4"), events)
        outreach.agree(Contact.objects.get(name="Person 0"), events)
        outreach.withdraw(Contact.objects.get(name="Person 0"), events)

    assert names("?purpose=events")[0] == ["Person 4"]


def test_who_narrows_to_nobody_is_told_so(names):
    found, page = names("?stage=evangelist")

    assert found == []
    assert "Nobody fits." in page
