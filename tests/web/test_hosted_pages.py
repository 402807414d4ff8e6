"""What every page for visitors holds: where to turn in an emergency, the organization's brand, a limit."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from lightyear.intake import protection
from lightyear.workspaces.models import Workspace
from tests import acts, populate
from tests.web.test_broken_ledger import ready_in

pytestmark = pytest.mark.django_db

COLOR = "#7a1f5c"


@pytest.fixture
def here():
    place = populate.everything("here")
    Workspace.objects.filter(id=place.workspace.id).update(brand_color=COLOR)
    return place


@pytest.mark.parametrize(("language", "said"), [("en", ("911", "120")), ("zh-hans", ("120", "911"))])
def test_the_form_says_whom_to_call_in_an_emergency(here, language, said):
    page = Client(headers={"accept-language": language}).get(f"/f/here/{here.own_key}/").content.decode()

    notice = re.search(r'<div class="note emergency">.*?<p>(.*?)</p>', page, re.DOTALL)
    assert notice is not None
    assert [number for number in said if number not in notice[1]] == []
    assert ("emergency" in notice[1]) == (language == "en")
    assert page.index("note emergency") < page.index('<form class="fields"')


@pytest.mark.parametrize("name", acts.VISITORS)
def test_every_page_for_visitors_wears_the_organizations_brand(here, name):
    browser, where, _body = ready_in(here)[f"web:{name}"]()
    sheet = reverse("web:brand", args=["here"])

    page = browser.get(where).content.decode()

    assert f'<link rel="stylesheet" href="{sheet}">' in page
    assert "Clinic here" in page
    assert f"--brand: {COLOR};" in browser.get(sheet).content.decode()


def test_one_client_sends_so_many_answers_an_hour_and_no_more(here):
    browser, where, body = ready_in(here)["web:hosted-form"]()

    found = [
        browser.post(where, body | {"email": f"visitor{number}@plantmail.example"}).status_code
        for number in range(protection.PER_CLIENT_WITHOUT_PROOF + 1)
    ]

    assert found == [302] * protection.PER_CLIENT_WITHOUT_PROOF + [429]
