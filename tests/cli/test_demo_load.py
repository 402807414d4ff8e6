"""Invented people are as the product would have left them, in an invented organization alone."""

import pytest
from click.testing import CliRunner

from lightyear.cli import demo, demo_load
from lightyear.workspaces import wall


@pytest.fixture
def organization(db):
    from lightyear.workspaces.models import Workspace

    demo.ensure()
    return Workspace.objects.get(slug="riverbend")


def fill(organization, count, seed=7) -> list[int]:
    return list(demo_load.fill(organization, count=count, seed=seed))


def test_each_run_adds_so_many_more(organization, monkeypatch):
    from lightyear.contacts.models import Contact
    from lightyear.ledger.models import Entry

    monkeypatch.setattr(demo_load, "BATCH", 20)
    sizes = [fill(organization, 50), fill(organization, 20)]

    with wall.enter(organization.id):
        numbers = list(Contact.objects.order_by("number").values_list("number", flat=True))
        entries = Entry.objects.filter(event="demo.loaded").order_by("at")
        assert sizes == [[20, 20, 10], [20]]
        assert numbers == list(range(1, 71))
        assert [entry.facts["contacts"] for entry in entries] == [20, 20, 10, 20]


def test_everybody_can_be_found_and_opened_and_has_an_address_that_exists_nowhere(organization):
    from lightyear.contacts import profile, queries

    fill(organization, 60)

    with wall.enter(organization.id):
        people = list(queries.known())
        assert len(people) > 40
        for contact in people:
            address = profile.read(contact).points["email"]
            assert address.endswith(".example")
            assert queries.by_email(address) == contact


def test_who_never_confirmed_in_a_week_is_erased(organization):
    from lightyear.contacts.models import Contact, ContactPoint
    from lightyear.intake.models import Submission

    fill(organization, 200)

    with wall.enter(organization.id):
        erased = Contact.objects.filter(erased_at__isnull=False)
        assert erased.count() > 3
        assert not ContactPoint.objects.filter(contact__in=erased).exists()
        left = erased.values_list("name", "region", "profile", "wrapped_key").distinct()
        assert list(left) == [("", "", None, None)]
        submissions = Submission.objects.filter(contact__in=erased)
        assert {(one.state, bytes(one.answers)) for one in submissions} == {("expired", b"")}


def test_the_standing_answer_is_that_of_the_latest_record(organization):
    from lightyear.consent.models import ConsentRecord, Standing

    fill(organization, 150)

    with wall.enter(organization.id):
        standings = list(Standing.objects.select_related("record"))
        assert {standing.answer for standing in standings} == {"granted", "withdrawn"}
        for standing in standings:
            records = ConsentRecord.objects.filter(
                contact=standing.contact_id, purpose=standing.purpose_id, channel=standing.channel
            )
            assert records.latest("at") == standing.record
            assert (standing.answer, standing.since) == (standing.record.answer, standing.record.at)


def test_answers_are_sealed_as_long_as_they_are_kept(organization):
    from lightyear.intake import retention
    from lightyear.intake.models import Submission

    fill(organization, 80)

    with wall.enter(organization.id):
        kept = Submission.objects.filter(forget_at__isnull=False).select_related("contact")
        assert kept.count() > 20
        for submission in kept:
            answers = retention.kept_answers(submission)
            assert answers["first_name"] == submission.contact.name
            assert answers["class"] in {"east", "north"}


def test_links_in_the_messages_that_were_sent_lead_somewhere(organization):
    from lightyear.messaging import queries, tokens
    from lightyear.messaging.models import Message, State

    fill(organization, 60)

    with wall.enter(organization.id):
        states = set(Message.objects.filter(template__key="news").values_list("state", flat=True))
        sent = Message.objects.filter(state=State.SENT).latest("created_at")
        assert {State.SENT, State.LEFT_OUT} <= states
        assert queries.by_token(tokens.of("message", sent.id)) == sent


def test_every_message_that_was_tried_has_its_decision(organization):
    from lightyear.messaging.models import Message, State

    fill(organization, 80)

    with wall.enter(organization.id):
        tried = Message.objects.exclude(state=State.LEFT_OUT).select_related("decision", "template")
        assert tried.count() > 80
        for message in tried:
            assert message.decision.verdict == "allow"
            assert message.decision.source == f"template:{message.template.key}"
            assert message.decision.at == message.created_at
        left_out = Message.objects.filter(state=State.LEFT_OUT)
        assert set(left_out.values_list("decision", flat=True)) == {None}


def test_each_batch_of_decisions_has_one_ledger_entry_with_the_root_over_them(organization, monkeypatch):
    from lightyear.gate import records
    from lightyear.gate.models import Decision
    from lightyear.ledger.models import Entry

    monkeypatch.setattr(demo_load, "BATCH", 30)
    fill(organization, 60)

    with wall.enter(organization.id):
        entries = Entry.objects.filter(event="flows.decided")
        assert sorted(entry.facts["destination"] for entry in entries) == [
            "lightyear",
            "lightyear",
            "mail-server",
            "mail-server",
        ]
        for entry in entries:
            batch = list(Decision.objects.filter(batch=entry.facts["batch"]))
            assert entry.facts["counts"] == {"allowed": len(batch)}
            assert entry.facts["root"] == records.root(batch)
        batches = {entry.facts["batch"] for entry in entries}
        assert not Decision.objects.exclude(batch__in=batches).exists()


def test_who_confirmed_of_late_went_into_the_journey_and_as_far_as_her_time(organization):
    from lightyear.cli import demo_way
    from lightyear.contacts.models import Event
    from lightyear.journeys.models import Enrollment
    from lightyear.kit import clock

    fill(organization, 400)

    with wall.enter(organization.id):
        since = clock.now() - demo_way.LIVE_FOR
        came = Event.objects.filter(kind="form.confirmed", at__gte=since).values_list("id", flat=True)
        enrollments = list(Enrollment.objects.all())
        assert {enrollment.trigger for enrollment in enrollments} == set(came)
        assert {enrollment.state for enrollment in enrollments} == {"done", "waiting"}
        for enrollment in enrollments:
            steps = set(enrollment.passages.values_list("step", flat=True))
            assert {demo_way.TELL, demo_way.CALL} <= steps
            assert (demo_way.BRANCH in steps) == (enrollment.state == "done")


def test_the_steps_of_the_journey_are_in_the_ledger_as_sets(organization):
    from lightyear.journeys import advance
    from lightyear.journeys.models import Passage
    from lightyear.ledger.models import Entry

    fill(organization, 400)

    with wall.enter(organization.id):
        entries = list(Entry.objects.filter(event="journey.stepped"))
        assert len(entries) == 5
        for entry in entries:
            batch = Passage.objects.filter(batch=entry.facts["batch"]).order_by("id")
            leaves = [advance.leaf(p.id, p.enrollment_id, p.step, p.outcome, p.reason) for p in batch]
            assert entry.facts["count"] == len(leaves)
            assert entry.facts["root"] == advance.root(leaves).hex()


def test_who_waits_in_the_journey_goes_on_when_her_time_comes(organization):
    from datetime import timedelta

    from lightyear.journeys import advance
    from lightyear.journeys.models import Enrollment
    from lightyear.kit import clock

    fill(organization, 400)

    with clock.shifted(timedelta(days=3)), wall.enter(organization.id):
        waiting = Enrollment.objects.filter(state="waiting").count()
        assert advance.advance() == waiting > 0
        assert set(Enrollment.objects.values_list("state", flat=True)) == {"done"}


def test_a_journey_that_was_changed_takes_nobody(organization):
    from lightyear.journeys.models import Enrollment, JourneyVersion

    with wall.enter(organization.id):
        JourneyVersion.objects.update(is_live=False)

    fill(organization, 30)

    with wall.enter(organization.id):
        assert not Enrollment.objects.exists()


def test_a_real_organization_takes_no_invented_people(organization):
    from lightyear.workspaces.models import Workspace

    Workspace.objects.filter(slug="riverbend").update(is_synthetic=False)

    refused = CliRunner().invoke(demo_load.load, ["--contacts", "5"])
    missing = CliRunner().invoke(demo_load.load, ["--contacts", "5", "--workspace", "nowhere"])

    assert (refused.exit_code, missing.exit_code) == (1, 1)
    assert "real organization" in refused.output
    assert "no workspace nowhere. There are: qinghe" in missing.output


def test_the_command_says_how_many_and_how_fast(organization):
    answer = CliRunner().invoke(demo_load.load, ["--contacts", "5", "--workspace", "qinghe"])

    assert answer.exit_code == 0
    assert "5 people in" in answer.output
