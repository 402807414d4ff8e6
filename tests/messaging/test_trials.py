"""A test goes to the member of staff who asks for it, marked, judged, once."""

import pytest

from lightyear.accounts import services as accounts
from lightyear.accounts.matrix import Role
from lightyear.accounts.models import Membership
from lightyear.gate.models import Decision
from lightyear.kit import clock
from lightyear.ledger.models import Entry
from lightyear.messaging import dispatch, jobs, letters, outbox, reconciliation, services, trials
from lightyear.messaging.models import Broadcast, Message, State, TemplateVersion, Trial
from tests import committed
from tests.messaging import outreach
from tests.messaging.sink import SILENCE

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague(db):
    """An account that other connections see; it is made before the organization and removed after it."""
    with committed.person(email="mara@cedar.example", name="Mara") as user:
        yield user


@pytest.fixture
def organization(colleague, organization):
    return organization


@pytest.fixture
def marketer(organization, colleague):
    accounts.join(user=colleague, workspace=organization, role=Role.MARKETER, by=outreach.BY)
    return colleague


def ask(organization, user, *, language="en", **more):
    with outreach.inside(organization):
        template = outreach.template(outreach.purpose(), **more)
        version = TemplateVersion.objects.select_related("template").get(template=template, language=language)
        return trials.ask(version=version, user=user, by=outreach.BY)


def trial(organization):
    with outreach.inside(organization):
        return Trial.objects.select_related("decision").get()


@pytest.mark.parametrize(
    ("language", "subject"),
    [("en", "[Test] The autumn program is here"), ("zh-hans", "【测试】【广告】The autumn program is here")],
)
def test_a_test_is_the_mail_itself_with_a_mark_in_its_subject(
    organization, sink, marketer, language, subject
):
    ask(organization, marketer, language=language)

    jobs.send_trial(organization.id)

    [mail] = sink.mails
    assert (mail["Subject"], mail["To"]) == (subject, "Mara <mara@cedar.example>")
    assert "Hello Mara" in mail.get_body(("plain",)).get_content()
    found = trial(organization)
    assert (found.state, found.message_id) == ("sent", mail["Message-ID"])
    assert found.decision.source == "trial:news"
    with outreach.inside(organization):
        assert Message.objects.count() == 0
        events = set(Entry.objects.values_list("event", flat=True))
        assert {"template.tried", "flows.decided", "trial.ended"} <= events


def test_a_test_leaves_once(organization, sink, marketer):
    ask(organization, marketer)

    again = [jobs.send_trial(organization.id) for _ in range(3)]

    assert [moment is None for moment in again] == [False, True, True]
    assert len(sink.mails) == 1


def test_a_test_that_the_gate_refuses_doesnt_leave(organization, sink, marketer):
    letter = outreach.LETTER.replace(
        "Hello", "Your record number is MRN 4820193, Ana Bell, diagnosed with HIV."
    )
    ask(organization, marketer, mjml=letter)

    jobs.send_trial(organization.id)

    assert sink.mails == []
    found = trial(organization)
    assert (found.state, found.reason) == ("left_out", "blocked")
    with outreach.inside(organization):
        assert Decision.objects.get().verdict == "block"


@pytest.mark.parametrize(
    ("reply", "fate"),
    [("550 5.1.1 no", ("failed", "refused")), ("450 4.2.1 later", ("failed", "refused"))],
)
def test_a_refused_test_isnt_repeated(organization, sink, marketer, reply, fate):
    sink.at_rcpt = reply
    ask(organization, marketer)

    jobs.send_trial(organization.id)
    sink.at_rcpt = None
    jobs.send_trial(organization.id)

    found = trial(organization)
    assert ((found.state, found.reason), sink.mails) == (fate, [])


def test_without_a_mail_server_a_test_fails(organization, marketer, settings):
    settings.LIGHTYEAR_SMTP_URL = ""
    ask(organization, marketer)

    jobs.send_trial(organization.id)

    assert trial(organization).state == "failed"


def test_a_server_that_falls_silent_leaves_the_test_uncertain(organization, sink, marketer):
    sink.at_data = SILENCE
    ask(organization, marketer)

    jobs.send_trial(organization.id)

    assert trial(organization).state == "uncertain"


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"mjml": outreach.LETTER.replace("contact.name", "contact.shoe_size")}, "template"),
        ({"channel": "sms"}, "no_channel"),
    ],
)
def test_what_cant_become_a_mail_says_why(organization, sink, marketer, more, reason):
    ask(organization, marketer, **more)

    jobs.send_trial(organization.id)

    assert (trial(organization).state, trial(organization).reason) == ("left_out", reason)


def test_who_has_left_gets_no_test(organization, sink, marketer):
    ask(organization, marketer)
    Membership.ever.filter(user=marketer).delete()

    jobs.send_trial(organization.id)

    assert (trial(organization).reason, sink.mails) == ("no_address", [])


def test_a_sent_message_remembers_the_version_it_was_made_of(organization, sink):
    outreach.write_to(organization, {"language": "zh-hans"})
    dispatch.dispatch(organization.id)

    with outreach.inside(organization):
        version = Message.objects.select_related("version").get().version
        assert (version.language, version.number) == ("zh-hans", 1)


def test_a_message_that_was_claimed_already_is_stopped_by_a_cancellation(organization, sink):
    """Between claim and hand-over the send is cancelled: nothing leaves."""
    with outreach.inside(organization):
        template = outreach.template(outreach.purpose())
        outreach.agreed(template, 2)
        services.queue_for_everyone(template=template, origin="test", by=outreach.BY)
    with outreach.inside(organization):
        ready = letters.prepare(outbox.claim(10))
    with outreach.inside(organization):
        stopped = services.cancel(broadcast_id=Broadcast.objects.get().id, by=outreach.BY)

    dispatch._hand_over(ready)

    assert (stopped, sink.mails) == (2, [])
    assert outreach.fates(organization) == ["left_out cancelled"] * 2


@pytest.mark.parametrize("way", ["tried again", "reconciled"])
def test_what_comes_back_into_the_queue_of_a_cancelled_send_stays(organization, sink, way):
    """A message that was on its way when its send was cancelled didn't arrive: it isn't sent again."""
    with outreach.inside(organization):
        template = outreach.template(outreach.purpose())
        outreach.agreed(template, 1)
        services.queue_for_everyone(template=template, origin="test", by=outreach.BY)
        state = State.UNCERTAIN if way == "reconciled" else State.SENDING
        Message.objects.update(state=state, leased_until=None)
        services.cancel(broadcast_id=Broadcast.objects.get().id, by=outreach.BY)
        if way == "reconciled":
            missing = [Message.objects.get().id]
            reconciliation.settle(delivered=[], missing=missing, evidence="log", by=outreach.BY)
        else:
            Message.objects.update(state=State.QUEUED, due_at=clock.now())

    dispatch.dispatch(organization.id)

    assert (sink.mails, outreach.fates(organization)) == ([], ["left_out cancelled"])
