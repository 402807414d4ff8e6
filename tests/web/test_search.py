"""Search finds what the searcher's role may see, and nothing more."""

import pytest

from lightyear.accounts.matrix import Role
from tests import populate


@pytest.fixture
def place(db):
    return populate.everything("brook")


def search(place, role, wanted) -> str:
    answer = place.browser(role).get("/w/brook/search/", {"q": wanted})
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.mark.parametrize("wanted", ["zwetla", "ZWETLABR", " qbrook@plantmail.example ", "C-1", "c1", "1"])
def test_a_contact_is_found_by_name_address_or_number(place, wanted):
    page = search(place, Role.OWNER, wanted)

    assert page.count(place.planted.name) == 1 + (wanted.strip() == place.planted.name)
    assert place.planted.address not in page.replace(f'value="{wanted.strip()}"', "")


@pytest.mark.parametrize("wanted", ["wetla", "plantmail", "qbrook@", "C-99", "%", "_", "\x00"])
def test_a_part_of_an_address_or_the_middle_of_a_name_finds_nobody(place, wanted):
    assert place.planted.name not in search(place, Role.OWNER, wanted)


@pytest.mark.parametrize(
    ("role", "wanted", "count"),
    [
        (Role.MARKETER, "a letter", 1),
        (Role.OWNER, "A LETTER", 1),
        (Role.SALES, "letter", 0),
        (Role.MARKETER, "welcome", 1),
        (Role.SALES, "welcome", 0),
        (Role.COMPLIANCE, "sign-up", 2),
        (Role.FRONT_DESK, "sign-up", 0),
        (Role.CLINICIAN, "zwetla", 0),
        (Role.ANALYST, "zwetla", 0),
        (Role.SALES, "zwetla", 1),
    ],
)
def test_each_role_finds_what_it_may_see(place, role, wanted, count):
    page = search(place, role, wanted)

    assert page.count('<li><svg class="icon') == count


def test_erased_people_and_people_of_other_workspaces_are_not_found(place):
    from lightyear.contacts import services as contacts
    from lightyear.contacts.models import Contact
    from lightyear.workspaces import wall

    other = populate.everything("creek")
    with wall.enter(place.workspace.id):
        contacts.erase(Contact.objects.get(), by=populate.BY)

    found = [search(place, Role.OWNER, wanted) for wanted in ("zwetla", "qcreek@plantmail.example", "C-1")]

    assert not any(place.planted.name in page or other.planted.name in page for page in found)
    assert all("Nothing fits" in page for page in found)


def test_an_empty_search_says_what_can_be_found(place):
    assert "What are you looking for?" in search(place, Role.OWNER, " ")
