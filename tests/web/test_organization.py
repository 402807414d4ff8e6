"""What an organization says of itself: its name, its place in time, and whom people may ask."""

import pytest

from lightyear.web import time_zones
from lightyear.web.organization_forms import FirstOrganization, Organization

SAID = {
    "name": "Clearwater Clinic",
    "language": "en",
    "time_zone": "America/Chicago",
    "profiles": ["hipaa"],
    "brand_color": "#174a7c",
}


@pytest.mark.parametrize("profile", ["pipl", "gdpr"])
def test_a_law_that_asks_for_a_privacy_contact_gets_one(profile):
    form = Organization(SAID | {"profiles": ["hipaa", profile]})
    complete = Organization(SAID | {"profiles": [profile], "privacy_email": "privacy@clearwater.example"})

    assert list(form.errors) == ["privacy_email"]
    assert complete.is_valid()
    assert Organization(SAID).is_valid()


@pytest.mark.django_db
def test_the_short_name_comes_from_the_name_where_nobody_wrote_one():
    form = FirstOrganization(SAID)

    assert form.is_valid()
    assert form.cleaned_data["slug"] == "clearwater-clinic"


@pytest.mark.django_db
def test_a_name_without_latin_letters_asks_for_a_short_name():
    form = FirstOrganization(SAID | {"name": "清水诊所"})

    assert list(form.errors) == ["slug"]


def test_the_common_zones_come_first_and_every_one_is_a_place():
    common, others = (zones for _label, zones in time_zones.choices())

    names = [name for name, _words in others]
    assert common[0][0] == "UTC"
    assert ("Asia/Shanghai", "Asia/Shanghai") in common
    assert {"Factory", "localtime", "Etc/GMT-9", "GMT", "EST5EDT"} & set(names) == set()
    assert len(names) > 300


def test_a_zone_is_guessed_from_the_language():
    assert time_zones.guess("zh-hans") == "Asia/Shanghai"
    assert time_zones.guess("en") == "UTC"


def test_the_select_groups_its_zones():
    html = str(Organization(initial={"time_zone": "Asia/Shanghai"})["time_zone"])

    assert html.count("<optgroup") == 2
    assert html.count(" selected>") == 1
