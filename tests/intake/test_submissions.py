"""What becomes of an answer: gated, sealed, confirmed or erased."""

from datetime import timedelta

import pytest

from lightyear.consent import services as consent
from lightyear.consent.models import Answer, ConsentRecord, Standing
from lightyear.contacts import queries as contacts
from lightyear.contacts import services as people
from lightyear.contacts.models import Contact
from lightyear.gate.models import Decision
from lightyear.intake import answers, definition, protection, retention
from lightyear.intake import services as intake
from lightyear.intake.models import Submission
from lightyear.kit import clock
from lightyear.ledger.models import Entry
from lightyear.messaging import tokens
from lightyear.messaging.models import Message
from tests.intake.conftest import BY

ADDRESS = "elena@mailbox.example"


def submit(form, *, agree=True, client="203.0.113.7", **typed):
    asked = definition.read(form.definition)
    notices = intake.notices(asked, "en") if agree else []
    given = {"first_name": "Elena", "email": ADDRESS, **typed}
    return intake.submit(
        version=form, typed=given, agreed=notices, language="en", client=client, proof="", by=BY
    )


def token_of(submission) -> str:
    return tokens.of("confirm", submission.id)


def test_what_a_field_does_not_declare_is_taken_out_before_it_is_kept(form):
    submission = submit(form, message="I have diabetes, MRN 48213377. Is there parking?")

    kept = retention.kept_answers(submission)["message"]
    assert "Is there parking?" in kept
    assert "diabetes" not in kept
    assert "48213377" not in kept


def test_the_decision_says_what_was_found_and_not_what_it_says(form):
    submission = submit(form, message="my record number is MRN 48213377")

    decision = Decision.objects.get(id=submission.decision_id)
    assert (decision.verdict, decision.direction) == ("redact", "in")
    assert "mrn" in decision.categories
    assert "48213377" not in f"{decision.findings} {decision.considered}"


def test_answers_and_addresses_stand_nowhere_in_clear(form):
    submission = submit(form, message="Is there parking?")

    contact = Contact.objects.get(id=submission.contact_id)
    stored = bytes(submission.answers) + bytes(contact.profile or b"")
    assert b"parking" not in stored
    assert ADDRESS.encode() not in stored
    assert contact.email_domain == "mailbox.example"


def test_nothing_personal_reaches_the_ledger(form):
    submission = submit(form, message="my record number is MRN 48213377")
    intake.confirm(token_of(submission))

    written = " ".join(f"{entry.event} {entry.actor} {entry.facts}" for entry in Entry.objects.all())
    for planted in ("48213377", ADDRESS, "Elena", str(submission.contact_id)):
        assert planted not in written


def test_consent_counts_from_the_confirmation_on(form):
    submission = submit(form)
    before = Standing.objects.count()

    intake.confirm(token_of(submission))

    standing = Standing.objects.get()
    record = ConsentRecord.objects.get()
    assert before == 0
    assert standing.answer == Answer.GRANTED
    assert record.notice is not None
    assert record.notice.wording == "Yes, write to me."
    assert record.notice_digest == record.notice.digest
    assert record.evidence["submission"] == str(submission.id)


def test_a_box_that_was_not_ticked_grants_nothing(form):
    submission = submit(form, agree=False)

    intake.confirm(token_of(submission))

    assert not Standing.objects.exists()


def test_confirming_twice_adds_nothing(form):
    submission = submit(form)

    for _ in range(2):
        intake.confirm(token_of(submission))

    assert ConsentRecord.objects.count() == 1
    assert Entry.objects.filter(event="form.confirmed").count() == 1


def test_a_link_ends_after_its_time(form):
    submission = submit(form)

    with clock.shifted(timedelta(hours=49)), pytest.raises(intake.LinkUnusable):
        intake.confirm(token_of(submission))


def test_an_unknown_link_confirms_nothing(form):
    with pytest.raises(intake.LinkUnusable):
        intake.confirm("x" * 24)


def test_one_address_is_one_contact(form):
    first = submit(form)
    second = submit(form, email=" ELENA@Mailbox.example ")

    assert first.contact_id == second.contact_id
    assert Contact.objects.count() == 1


def test_whoever_types_an_address_does_not_rename_its_owner(form):
    intake.confirm(token_of(submit(form)))

    submit(form, first_name="Mallory")

    assert Contact.objects.get().name == "Elena"


def test_people_who_never_confirm_are_erased_after_seven_days(form):
    submission = submit(form)

    with clock.shifted(timedelta(days=6)):
        early = intake.expire(by=BY)
    with clock.shifted(timedelta(days=8)):
        late = intake.expire(by=BY)

    contact = Contact.objects.get()
    assert (early, late) == (0, 1)
    assert (contact.name, contact.email_domain, contact.profile) == ("", "", None)
    assert retention.kept_answers(Submission.objects.get(id=submission.id)) == {}
    assert contacts.by_email(ADDRESS) is None


def test_one_confirmation_mail_is_queued_for_each_submission(form):
    submission = submit(form)

    message = Message.objects.get()
    assert message.key == f"confirm:{submission.id}"
    assert message.contact_id == submission.contact_id


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"email": ""}, "email"),
        ({"email": "elena@mailbox"}, "email"),
        ({"email": "elena@mailbox.example\nBcc: all@mailbox.example"}, "email"),
        ({"first_name": "Elena\nMarsh"}, "first_name"),
        ({"first_name": "E" * 121}, "first_name"),
        ({"message": "m" * 4001}, "message"),
    ],
)
def test_an_answer_of_the_wrong_form_is_named_and_nothing_is_kept(form, typed, field):
    with pytest.raises(answers.Invalid) as refused:
        submit(form, **typed)

    assert set(refused.value.errors) == {field}
    assert not Contact.objects.exists()
    assert not Decision.objects.exists()


def test_one_client_without_proof_of_work_is_soon_asked_to_wait(form):
    for number in range(protection.PER_CLIENT_WITHOUT_PROOF):
        submit(form, email=f"someone{number}@mailbox.example")

    with pytest.raises(protection.TooMany):
        submit(form, email="one.more@mailbox.example")
    submit(form, email="elsewhere@mailbox.example", client="203.0.113.8")


def test_nobodys_mailbox_is_flooded_from_here(form):
    for number in range(protection.PER_ADDRESS):
        submit(form, client=f"203.0.113.{number}")

    with pytest.raises(protection.TooMany):
        submit(form, client="203.0.113.99")
    assert Message.objects.count() == protection.PER_ADDRESS


def test_each_answer_is_kept_as_long_as_its_field_says(form):
    submission = submit(form, message="Is there parking?")

    ends = [timedelta(days=29), timedelta(days=31), timedelta(days=364), timedelta(days=366)]
    kept = []
    for end in ends:
        with clock.shifted(end):
            retention.forget(by=BY)
        kept.append(set(retention.kept_answers(Submission.objects.get(id=submission.id))))

    everything = {"first_name", "email", "message"}
    assert kept == [everything, everything - {"message"}, everything - {"message"}, set()]
    assert Submission.objects.get().forget_at is None


def test_mail_repeats_no_name_that_a_stranger_typed(form):
    submission = submit(form, first_name="Buy now at spam.example")
    before = Contact.objects.get(id=submission.contact_id).known_name

    intake.confirm(token_of(submission))

    assert before == ""
    assert Contact.objects.get(id=submission.contact_id).known_name != ""


def test_a_person_with_a_newer_submission_stays_until_that_ends_too(form):
    first = submit(form)
    with clock.shifted(timedelta(days=7)):
        second = submit(form)

    with clock.shifted(timedelta(days=8)):
        ended = intake.expire(by=BY)
        intake.confirm(token_of(second))

    assert ended == 1
    assert Submission.objects.get(id=first.id).state == "expired"
    assert Contact.objects.get().erased_at is None
    assert Standing.objects.get().answer == Answer.GRANTED


def test_a_person_is_erased_with_the_last_of_her_submissions(form):
    submit(form)
    submit(form)

    with clock.shifted(timedelta(days=8)):
        assert intake.expire(by=BY, limit=1) == 1
        assert Contact.objects.get().erased_at is None
        assert intake.expire(by=BY) == 1

    assert Contact.objects.get().erased_at is not None


def test_who_was_erased_confirms_nothing(form):
    submission = submit(form)
    people.erase(Contact.objects.get(), by=BY)
    Submission.objects.update(state="pending")

    with pytest.raises(intake.LinkUnusable):
        intake.confirm(token_of(submission))

    assert Contact.objects.get().confirmed_at is None
    assert Submission.objects.get().state == "pending"


def test_a_yes_in_a_form_sent_before_a_no_does_not_undo_it(form):
    intake.confirm(token_of(submit(form)))
    waiting = submit(form)
    standing = Standing.objects.get()
    consent.withdraw(
        contact=standing.contact, purpose=standing.purpose, channel="email", source="test", by=BY
    )

    intake.confirm(token_of(waiting))

    assert Standing.objects.get().answer == Answer.WITHDRAWN
    confirmed = Entry.objects.filter(event="form.confirmed").order_by("at", "id")
    assert [entry.facts["consents"] for entry in confirmed] == [1, 0]
