import itertools
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lightyear.consent import queries, services
from lightyear.consent.models import Answer, ConsentRecord, Standing
from lightyear.contacts import services as contacts
from lightyear.contacts.models import Event
from lightyear.kit import clock
from lightyear.ledger.models import Entry
from tests.messaging import outreach

pytestmark = pytest.mark.usefixtures("inside")

_numbers = itertools.count()


@pytest.fixture
def events(inside):
    return outreach.purpose("events")


def someone():
    return outreach.person(f"someone{next(_numbers)}@inbox.example")


def standing(contact, purpose, channel="email"):
    found = queries.standing(contact, purpose, channel)
    return found.answer if found else None


def test_an_answer_is_kept_with_wording_source_and_evidence(events):
    contact, notice, at = someone(), outreach.notice(events), clock.now()

    record = services.grant(
        contact=contact, notice=notice, given_at=at, source="form:class", by=outreach.BY, page="class"
    )

    assert (record.answer, record.notice, record.notice_digest) == ("granted", notice, notice.digest)
    assert (record.source, record.evidence) == (
        "form:class",
        {"given_at": at.isoformat(), "page": "class"},
    )
    assert standing(contact, events) == "granted"


def test_agreeing_twice_to_one_wording_adds_nothing(events):
    contact = someone()

    first, second = outreach.agree(contact, events), outreach.agree(contact, events)

    assert first == second
    assert ConsentRecord.objects.count() == 1


def test_agreeing_to_a_new_wording_is_a_new_answer(events):
    contact = someone()
    outreach.agree(contact, events)
    newer = services.word(purpose=events, channel="email", language="en", wording="New.", by=outreach.BY)

    services.grant(contact=contact, notice=newer, given_at=clock.now(), source="test", by=outreach.BY)

    assert newer.version == 2
    assert ConsentRecord.objects.count() == 2
    current = queries.standing(contact, events, "email")
    assert current is not None
    assert current.record.notice == newer


def test_the_same_wording_is_the_same_notice(events):
    first, second = outreach.notice(events), outreach.notice(events)

    assert first == second
    assert Entry.objects.filter(event="notice.worded").count() == 1


def test_each_language_and_channel_counts_its_own_versions(events):
    notices = [outreach.notice(events, language=language) for language in ("en", "zh-hans")]
    notices.append(outreach.notice(events, channel="sms"))

    assert [notice.version for notice in notices] == [1, 1, 1]


def test_withdrawing_twice_adds_nothing(events):
    contact = someone()
    outreach.agree(contact, events)

    first, second = outreach.withdraw(contact, events), outreach.withdraw(contact, events)

    assert first == second
    assert contact.consents.count() == 2
    assert standing(contact, events) == "withdrawn"


def test_a_withdrawal_names_the_wording_that_was_agreed_to(events):
    contact = someone()
    agreed = outreach.agree(contact, events)

    withdrawal = outreach.withdraw(contact, events)

    assert withdrawal.notice_digest == agreed.notice_digest


def test_who_never_agreed_cant_withdraw(events):
    with pytest.raises(services.NeverGranted):
        outreach.withdraw(someone(), events)

    assert not ConsentRecord.objects.exists()


def test_agreeing_again_after_a_withdrawal_counts(events):
    contact = someone()
    outreach.agree(contact, events)
    outreach.withdraw(contact, events)

    outreach.agree(contact, events)

    assert standing(contact, events) == "granted"
    assert contact.consents.count() == 3


def test_every_answer_is_on_the_timeline_and_in_the_ledger_without_a_name(events):
    contact = someone()

    outreach.agree(contact, events)
    outreach.withdraw(contact, events)

    kinds = list(Event.objects.filter(contact=contact).order_by("at").values_list("kind", flat=True))
    entries = list(Entry.objects.filter(event__startswith="consent.").order_by("at"))
    assert kinds == [entry.event for entry in entries] == ["consent.granted", "consent.withdrawn"]
    assert {bytes(entry.subject or b"") for entry in entries} == {contacts.reference(contact)}
    assert str(contact.id) not in str([entry.facts for entry in entries])


def test_declaring_a_purpose_again_changes_its_names(events):
    again = services.declare(
        key="events", kind="commercial", name_en="Classes", name_zh="讲座", position=4, by=outreach.BY
    )

    assert (again.id, again.name_en, again.position) == (events.id, "Classes", 4)
    assert Entry.objects.filter(event="purpose.changed").count() == 1


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(answers=st.lists(st.tuples(st.sampled_from(["events", "news"]), st.booleans()), max_size=8))
def test_the_standing_answer_is_the_last_one_given(answers):
    with transaction.atomic():
        purposes = {key: outreach.purpose(key) for key in ("events", "news")}
        contact = someone()
        expected: dict[str, str] = {}

        for key, is_yes in answers:
            if is_yes:
                outreach.agree(contact, purposes[key])
                expected[key] = Answer.GRANTED
            elif key in expected:
                outreach.withdraw(contact, purposes[key])
                expected[key] = Answer.WITHDRAWN

        assert {key: standing(contact, purpose) for key, purpose in purposes.items()} == {
            key: expected.get(key) for key in purposes
        }
        for answer in Standing.objects.filter(contact=contact):
            assert answer.record == contact.consents.filter(purpose=answer.purpose).latest("at")
        transaction.set_rollback(True)


def test_what_somebody_answered_is_read_page_by_page(events):
    contact, notice = someone(), outreach.notice(events)
    for day in range(3):
        with clock.shifted(timedelta(days=2 * day)):
            services.grant(
                contact=contact, notice=notice, given_at=clock.now(), source=f"desk:{day}", by=outreach.BY
            )
        with clock.shifted(timedelta(days=2 * day + 1)):
            services.withdraw(
                contact=contact, purpose=events, channel="email", source=f"desk:{day}", by=outreach.BY
            )

    first = queries.records(contact, limit=4)
    rest = queries.records(contact, limit=4, before=(first[-1].at, first[-1].id))

    assert [record.answer for record in first + rest] == ["withdrawn", "granted"] * 3
    assert [record.source for record in rest] == ["desk:0", "desk:0"]
