"""A contact's page: opening a masked field, what she may ask for, and what a malformed form answers."""

import re

import pytest
from django.urls import reverse

from lightyear.accounts.matrix import Role
from lightyear.accounts.models import Membership
from lightyear.consent import queries as consents
from lightyear.consent.models import ConsentRecord, Notice
from lightyear.contacts import queries
from lightyear.contacts.models import Contact
from lightyear.gate.models import Decision
from lightyear.ledger.models import Entry
from lightyear.messaging.models import Message
from lightyear.workspaces import wall
from tests import populate
from tests.messaging import outreach

pytestmark = pytest.mark.django_db

RIGHTS = (
    "contact-correction", "contact-consent", "contact-withdrawal", "contact-export", "contact-erasure",
)  # fmt: skip
ADDRESS = "qhere@plantmail.example"


@pytest.fixture
def place():
    return populate.everything("here")


@pytest.fixture
def owner(place):
    return place.browser(Role.OWNER)


def url(place, name, *more) -> str:
    return reverse(f"web:{name}", args=["here", *more])


def contact_of(place) -> Contact:
    found = place.rows[Contact]
    with wall.enter(place.workspace.id):
        return Contact.objects.get(id=found.id)


def sent_fields(page: str, action: str) -> dict[str, str]:
    """What the form with an action would send: its named fields and their values."""
    [form] = re.findall(rf'<form[^>]*action="{re.escape(action)}".*?</form>', page, re.DOTALL)
    return dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))


def test_the_form_that_opens_an_address_sends_all_that_opening_needs(place, owner):
    page = url(place, "contact", contact_of(place).id)
    opening = url(place, "contact-opening", contact_of(place).id)

    asked = owner.get(page, {"open": "email"}).content.decode()
    answer = owner.post(opening, sent_fields(asked, opening) | {"reason": "call_back"}, follow=True)

    assert answer.status_code == 200
    assert ADDRESS in answer.content.decode()


def test_an_opening_without_a_reason_asks_for_it_on_the_page(place, owner):
    answer = owner.post(url(place, "contact-opening", contact_of(place).id), {"kind": "email"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Choose a reason." in page
    assert 'name="reason"' in page
    assert ADDRESS not in page


def test_every_form_that_cant_be_read_answers_with_a_page(place, owner):
    with wall.enter(place.workspace.id):
        message = Message.objects.latest("created_at").id
    member = Membership.objects.get(workspace=place.workspace, role=Role.SALES)
    routes = {
        "contact-opening": [contact_of(place).id],
        "setting-role": [member.id],
        "message-reconciliation": [message],
        "message-reconciliations": [],
    }

    answers = {name: owner.post(url(place, name, *more)) for name, more in routes.items()}

    assert {answer.status_code for answer in answers.values()} == {422}
    for name, answer in answers.items():
        assert answer["Content-Type"].startswith("text/html"), name
        assert 'id="navigation"' in answer.content.decode(), name


def test_a_correction_passes_the_gate_and_the_new_address_counts_as_unconfirmed(place, owner):
    who = contact_of(place)
    said = {"name": "Elena Marsh", "region": "Ohio", "language": "zh-hans", "email": "Elena@new.example"}

    answer = owner.post(url(place, "contact-correction", who.id), said)

    assert answer.status_code == 302
    with wall.enter(place.workspace.id):
        found = queries.by_email("elena@new.example")
        assert found == who
        assert (found.name, found.region, found.language) == ("Elena Marsh", "Ohio", "zh-hans")
        assert queries.by_email(ADDRESS) is None
        assert not queries.masked_points(found)[0].is_confirmed
        assert {"contact.changed", "contact.readdressed"} <= events()


def test_a_correction_keeps_nothing_that_the_gate_takes_out(place, owner):
    who = contact_of(place)
    said = {"name": "Elena MRN 48213377", "region": "Ohio", "language": "en", "email": ""}

    answer = owner.post(url(place, "contact-correction", who.id), said, follow=True)

    assert "48213377" not in answer.content.decode()
    assert "48213377" not in contact_of(place).name


def test_nobody_gets_an_address_that_another_contact_has(place, owner):
    who = contact_of(place)
    with wall.enter(place.workspace.id):
        outreach.person("taken@mailbox.example")
    said = {"name": who.name, "region": "", "language": "en", "email": "taken@mailbox.example"}

    answer = owner.post(url(place, "contact-correction", who.id), said)

    assert answer.status_code == 422
    assert "Another contact has this address." in answer.content.decode()
    assert contact_of(place).region == who.region


def test_a_withdrawal_that_came_by_phone_counts_at_once(place, owner):
    who = contact_of(place)
    with wall.enter(place.workspace.id):
        standing = consents.granted(who).get(purpose__key="events")

    answer = owner.post(url(place, "contact-withdrawal", who.id), {"answer": standing.id, "method": "phone"})

    assert answer.status_code == 302
    with wall.enter(place.workspace.id):
        record = ConsentRecord.objects.filter(contact=who).latest("at")
        assert (record.answer, record.source) == ("withdrawn", "staff:phone")
        assert "consent.withdrawn" in events()


def test_a_consent_given_elsewhere_names_wording_moment_and_way(place, owner):
    who = contact_of(place)
    with wall.enter(place.workspace.id):
        notice = Notice.objects.get(purpose__key="newsletter", language="zh-hans")
    said = {"notice": notice.id, "given_at": "2026-01-02T10:30", "method": "paper", "reference": "box-7/12"}

    answer = owner.post(url(place, "contact-consent", who.id), said)

    assert answer.status_code == 302
    with wall.enter(place.workspace.id):
        record = ConsentRecord.objects.filter(contact=who).latest("at")
        assert (record.answer, record.notice, record.source) == ("granted", notice, "staff:paper")
        assert (record.evidence["method"], record.evidence["reference"]) == ("paper", "box-7/12")
        assert record.evidence["given_at"].startswith("2026-01-02")


@pytest.mark.parametrize("reference", ["elena-marsh-1961-04-05", "614-555-0147", "diabetes/3"])
def test_where_a_proof_is_kept_tells_of_nobody(place, owner, reference):
    who = contact_of(place)
    with wall.enter(place.workspace.id):
        notice = Notice.objects.get(purpose__key="newsletter", language="zh-hans")
    said = {"notice": notice.id, "given_at": "2026-01-02T10:30", "method": "paper", "reference": reference}

    answer = owner.post(url(place, "contact-consent", who.id), said)

    assert answer.status_code == 422
    assert "tells of somebody" in answer.content.decode()
    with wall.enter(place.workspace.id):
        assert reference not in str([record.evidence for record in ConsentRecord.objects.all()])


def test_a_consent_from_the_future_is_refused_on_the_page(place, owner):
    who = contact_of(place)
    with wall.enter(place.workspace.id):
        notice = Notice.objects.earliest("created_at")
    said = {"notice": notice.id, "given_at": "2099-01-02T10:30", "method": "paper"}

    answer = owner.post(url(place, "contact-consent", who.id), said)

    assert answer.status_code == 422
    assert "This moment is still to come." in answer.content.decode()


@pytest.mark.parametrize(("role", "is_linked"), [(Role.OWNER, True), (Role.SALES, False)])
def test_only_who_may_see_flows_is_sent_to_a_decision(place, role, is_linked):
    with wall.enter(place.workspace.id):
        decision = place.rows[Decision]
        Message.objects.filter(contact=place.rows[Contact]).update(decision=decision)

    page = place.browser(role).get(url(place, "contact", contact_of(place).id)).content.decode()

    assert (url(place, "flow-decision", decision.id) in page) == is_linked


def test_an_export_holds_all_that_is_kept_and_says_why_in_the_ledger(place, owner):
    who = contact_of(place)

    answer = owner.post(url(place, "contact-export", who.id), {"reason": "asked"})

    held = answer.json()
    assert answer["Content-Disposition"] == f'attachment; filename="{who.code}.json"'
    assert held["points"][0]["value"] == ADDRESS
    assert held["contact"]["name"] == place.planted.name
    assert held["properties"] == {"seat": "7.0000"}
    assert held["submissions"][0]["answers"]["message"] == place.planted.answer
    assert all(record["wording"] for record in held["consents"])
    assert {"messages", "tasks", "journeys", "timeline"} <= held.keys()
    with wall.enter(place.workspace.id):
        assert Entry.objects.get(event="contact.exported").facts == {"reason": "asked"}


def test_an_export_without_a_reason_gives_nothing(place, owner):
    answer = owner.post(url(place, "contact-export", contact_of(place).id))

    assert answer.status_code == 422
    assert ADDRESS not in answer.content.decode()


def test_an_erasure_takes_two_steps_and_says_what_remains(place, owner):
    who = contact_of(place)

    asked = owner.get(url(place, "contact-erasure", who.id)).content.decode()
    unsure = owner.post(url(place, "contact-erasure", who.id))
    before = contact_of(place).erased_at
    sure = owner.post(url(place, "contact-erasure", who.id), {"is_sure": "on"}, follow=True)

    assert "What remains" in asked
    assert (unsure.status_code, before) == (422, None)
    assert contact_of(place).erased_at is not None
    assert "names nobody" in sure.content.decode()
    assert place.planted.name not in sure.content.decode()
    again = [owner.get(url(place, name, who.id)).status_code for name in RIGHTS]
    assert set(again) == {404}


def events() -> set[str]:
    return set(Entry.objects.values_list("event", flat=True))
