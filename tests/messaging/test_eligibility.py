import dataclasses
import itertools
from collections import Counter

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lightyear.consent.models import ConsentRecord, Standing
from lightyear.contacts import points
from lightyear.contacts.models import ContactPoint
from lightyear.kit import clock
from lightyear.messaging import eligibility, outbox, queries
from lightyear.messaging.eligibility import Facts
from lightyear.messaging.models import Message, Suppression
from lightyear.workspaces.models import Workspace
from tests.messaging import outreach

ANSWERS = (None, "granted", "refused", "withdrawn")
SENDER = ("postal_address", "sender_email", "sender_name")
FLAGS = (False, True)
PEOPLE = st.builds(
    Facts,
    is_erased=st.booleans(),
    has_point=st.booleans(),
    is_suppressed=st.booleans(),
    is_service=st.just(False),
    is_confirmed=st.booleans(),
    answer=st.sampled_from(ANSWERS),
    has_sender=st.just(True),
)

pytestmark = pytest.mark.usefixtures("inside")


def situation(facts, number, template):
    """A contact about whom the facts are true."""
    address = f"person{number}@inbox.example"
    contact = outreach.person(address if facts.has_point else "", is_confirmed=facts.is_confirmed)
    if facts.is_suppressed:
        lookup = points.lookup("email", address)
        Suppression.objects.create(channel="email", lookup=lookup, reason="bounced")
    if facts.answer:
        about = {"contact": contact, "purpose": template.purpose, "channel": "email", "answer": facts.answer}
        record = ConsentRecord.objects.create(**about, source="test")
        Standing.objects.create(**about, record=record, since=record.at)
    if facts.is_erased:
        contact.erased_at = clock.now()
        contact.save(update_fields=["erased_at"])
    return contact


def with_sender(workspace, missing):
    Workspace.objects.filter(id=workspace.id).update(
        **{name: "" if name == missing else f"x@{name}.example" for name in SENDER}
    )


def judged_in_sql(contacts, template):
    """The reasons that claiming their messages finds."""
    for contact in contacts:
        Message.objects.create(key=str(contact.id), contact=contact, template=template, channel="email")
    outbox.claim(len(contacts))
    return dict(Message.objects.values_list("contact_id", "reason"))


@pytest.mark.parametrize("kind", ["commercial", "service"])
@pytest.mark.parametrize("missing", [None, *SENDER])
def test_sql_and_python_judge_every_combination_of_facts_alike(workspace, kind, missing):
    with_sender(workspace, missing)
    template = outreach.template(outreach.purpose(kind=kind))
    combinations = [
        Facts(erased, point, suppressed and point, kind == "service", confirmed, answer, missing is None)
        for erased, point, suppressed, confirmed, answer in itertools.product(
            FLAGS, FLAGS, FLAGS, FLAGS, ANSWERS
        )
    ]
    contacts = [situation(facts, number, template) for number, facts in enumerate(combinations)]

    reasons = judged_in_sql(contacts, template)

    assert [reasons[contact.id] for contact in contacts] == [eligibility.judge(each) for each in combinations]
    assert [reasons[each.id] for each in contacts] == [
        eligibility.explain(each, template, "email") for each in contacts
    ]
    assert len(set(reasons.values())) > 3


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(crowd=st.lists(PEOPLE, max_size=8))
def test_a_preview_counts_everyone_of_the_audience_once_with_the_reason_that_filling_gives(crowd):
    with transaction.atomic():
        template = outreach.template(outreach.purpose())
        contacts = [situation(facts, number, template) for number, facts in enumerate(crowd)]
        audience = [contact for contact in contacts if contact.erased_at is None]

        preview = outbox.preview(template, channel="email")
        filled = outbox.fill(template, channel="email", origin="test")

        reasons = dict(Message.objects.values_list("contact_id", "reason"))
        assert reasons == {each.id: eligibility.explain(each, template, "email") for each in audience}
        assert preview == Counter(reasons.values())
        assert filled == outbox.Filled(preview.get("", 0), sum(n for reason, n in preview.items() if reason))
        transaction.set_rollback(True)


def test_an_audience_says_the_commonest_reason_first():
    template = outreach.template(outreach.purpose())
    for number in range(3):
        outreach.person(f"never{number}@inbox.example")
    outreach.agree(outreach.person("yes@inbox.example"), template.purpose)
    gone = outreach.person("gone@inbox.example")
    outreach.agree(gone, template.purpose)
    outreach.withdraw(gone, template.purpose)

    audience = queries.audience(template)

    assert audience.count == 1
    assert [(line.reason, line.count) for line in audience.left_out] == [
        ("never_agreed", 3),
        ("withdrawn", 1),
    ]
    assert audience.left_out[1].cite == "16 CFR 316.5; PIPL 15"
    assert audience.left_out_count == 4


def test_every_reason_has_words():
    reasons = {name: str(label) for name, label in eligibility.Reason.choices}

    assert all(reasons.values())
    assert set(eligibility.CITES) <= set(eligibility.Reason)


def test_another_channels_address_and_consent_dont_count():
    template = outreach.template(outreach.purpose(), channel="sms")
    contact = outreach.person()
    outreach.agree(contact, template.purpose)

    without_phone = eligibility.explain(contact, template, "sms")
    ContactPoint.objects.create(contact=contact, kind="phone", lookup=b"1", confirmed_at=clock.now())
    with_phone = eligibility.explain(contact, template, "sms")

    assert (without_phone, with_phone) == ("no_address", "never_agreed")
    assert outbox.preview(template, channel="sms") == {"never_agreed": 1}


def test_facts_are_judged_without_a_database():
    willing = Facts(False, True, False, False, True, "granted", True)

    assert eligibility.judge(willing) == ""
    assert eligibility.judge(dataclasses.replace(willing, answer="withdrawn")) == "withdrawn"
