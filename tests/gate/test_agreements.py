from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lightyear.gate import agreements, queries
from lightyear.gate.models import Agreement
from lightyear.kit import clock
from lightyear.ledger.actors import Actor
from lightyear.ledger.models import Entry
from lightyear.workspaces import queries as workspaces

BY = Actor.system("test")
pytestmark = pytest.mark.usefixtures("inside")


@pytest.fixture
def vendor(inside):
    return agreements.declare(name="Vendor", kind="analytics", by=BY)


def sign(vendor, *, elements=Agreement.ELEMENTS, first=-1, last=30):
    today = workspaces.today()
    ends_on = None if last is None else today + timedelta(days=last)
    return agreements.sign(
        destination=vendor,
        elements=elements,
        starts_on=today + timedelta(days=first),
        ends_on=ends_on,
        by=BY,
    )


def events():
    return list(Entry.objects.order_by("at", "id").values_list("event", flat=True))


def test_a_signed_agreement_counts_and_an_ended_one_does_not(vendor):
    agreement = sign(vendor)
    was_valid = queries.has_valid_agreement(vendor)

    for _ in range(2):
        agreements.end(agreement=agreement, by=BY)

    assert was_valid
    assert not queries.has_valid_agreement(vendor)
    assert events() == ["destination.declared", "agreement.signed", "agreement.ended"]


def test_an_agreement_without_one_element_does_not_count(vendor):
    agreement = sign(vendor, elements=Agreement.ELEMENTS[1:])

    assert not queries.has_valid_agreement(vendor)
    assert agreement.missing == ["permitted_uses"]


@pytest.mark.parametrize(
    ("zone", "is_valid"), [("America/Los_Angeles", True), ("UTC", False), ("Asia/Shanghai", False)]
)
def test_the_last_day_of_an_agreement_ends_where_the_organization_is(
    vendor, workspace, monkeypatch, zone, is_valid
):
    """At 01:00 UTC on the day after the last one, it is still the last one in Los Angeles."""
    type(workspace).objects.filter(id=workspace.id).update(time_zone=zone)
    last = date(2026, 6, 30)
    agreements.sign(destination=vendor, elements=Agreement.ELEMENTS, starts_on=last, ends_on=last, by=BY)
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 7, 1, 1, tzinfo=UTC))

    assert queries.has_valid_agreement(vendor) is is_valid


@pytest.mark.parametrize(
    ("more", "error"),
    [({"elements": ["anything"]}, agreements.UnknownElement), ({"last": -5}, agreements.EndsBeforeItStarts)],
)
def test_what_can_not_be_an_agreement_is_refused(vendor, more, error):
    with pytest.raises(error):
        sign(vendor, **more)

    assert not Agreement.objects.exists()


def test_two_recipients_of_one_name_are_two_destinations(inside):
    first, second = (agreements.declare(name="贵州云服务", kind="model", by=BY) for _ in "ab")

    assert first.key != second.key


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(
    first=st.integers(-3, 3),
    length=st.none() | st.integers(0, 4),
    elements=st.sets(st.sampled_from(Agreement.ELEMENTS), min_size=6),
    ended=st.booleans(),
)
def test_an_agreement_stands_alike_in_python_and_in_sql(vendor, first, length, elements, ended):
    Agreement.objects.all().delete()
    last = None if length is None else first + length
    agreement = sign(vendor, elements=elements, first=first, last=last)
    if ended:
        agreement = agreements.end(agreement=agreement, by=BY)

    standing = agreement.standing(workspaces.today())

    assert (standing == Agreement.Standing.VALID) == queries.has_valid_agreement(vendor)


def test_declaring_a_recipient_again_by_its_key_changes_nothing(inside):
    first = agreements.declare(name="Vendor", kind="analytics", key="vendor", by=BY)
    again = agreements.declare(name="Other", kind="crm", key="vendor", by=BY)

    assert (again.id, again.name, again.kind) == (first.id, "Vendor", "analytics")
    assert events() == ["destination.declared"]
