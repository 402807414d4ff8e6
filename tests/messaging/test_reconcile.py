from datetime import timedelta

import pytest
from click.testing import CliRunner

from lightyear.contacts.models import Event
from lightyear.kit import clock
from lightyear.ledger import canonical, merkle
from lightyear.ledger.models import Entry
from lightyear.messaging import dispatch, queries, reconciliation, services
from lightyear.messaging.models import Message, State
from lightyear.server.main import main
from lightyear.workspaces import wall
from tests.messaging import outreach

EVIDENCE = "log:sha256:1234"


@pytest.fixture
def history(inside):
    """Makes messages that left one minute after the other: s(ent) or u(ncertain)."""
    template = outreach.template(outreach.purpose())
    start = clock.now() - timedelta(hours=1)

    def make(states):
        messages = []
        for number, letter in enumerate(states):
            contact = outreach.person(f"person{number}@inbox.example")
            message = outreach.queue(contact, template)
            message.state = {"s": State.SENT, "u": State.UNCERTAIN}[letter]
            message.message_id = f"<{number}@cedar.example>"
            message.sending_at = start + timedelta(minutes=number)
            message.save()
            messages.append(message)
        return messages

    return make


def against(messages):
    return settled(message.message_id for message in messages)


def settled(message_ids_in_log):
    """What becomes of what the log proposes, as the page and the command settle it."""
    proposal = reconciliation.propose(message_ids_in_log)
    return reconciliation.settle(
        delivered=proposal.delivered, missing=proposal.missing, by=outreach.BY, evidence=EVIDENCE
    )


def states():
    order = Message.objects.order_by("sending_at")
    return "".join(state[0] for state in order.values_list("state", flat=True))


def test_what_is_in_the_log_was_delivered_and_what_isnt_goes_out_again(history):
    first, delivered, lost, last = history("suus")

    settled = against([first, delivered, last])

    assert settled == reconciliation.Reconciled(delivered=1, requeued=1)
    assert states() == "ssqs"
    lost.refresh_from_db()
    assert lost.due_at <= clock.now()
    assert Event.objects.get(kind="message.sent").contact_id == delivered.contact_id


def test_of_a_time_before_its_first_and_after_its_last_message_a_log_says_nothing(history):
    _, *middle, _ = history("ususu")

    settled = against(middle)

    assert settled == reconciliation.Reconciled(delivered=1, requeued=0)
    assert states() == "usssu"


def test_a_log_without_one_of_our_messages_settles_nothing(history):
    history("sus")

    settled = against([])

    assert settled == reconciliation.Reconciled(0, 0)
    assert not Entry.objects.filter(event="messages.reconciled").exists()


def test_a_message_whose_time_nobody_knows_is_settled_only_by_being_in_the_log(history):
    first, unknown, last = history("sus")
    Message.objects.filter(id=unknown.id).update(sending_at=None)

    without = reconciliation.propose([first.message_id, last.message_id])
    within = reconciliation.propose([first.message_id, unknown.message_id, last.message_id])

    assert (without.missing, without.untold) == ([], [unknown.id])
    assert within.delivered == [unknown.id]


def test_a_proposal_changes_nothing(history):
    first, _, last = history("sus")

    proposal = reconciliation.propose([first.message_id, last.message_id])

    assert len(proposal.missing) == 1
    assert states() == "sus"


def test_settling_twice_is_once(history):
    first, _, _, last = history("suus")

    once = against([first, last])
    twice = against([first, last])

    assert (once.requeued, twice.requeued) == (2, 0)
    assert Entry.objects.filter(event="messages.reconciled").count() == 1


def test_what_somebody_settled_meanwhile_stays_as_it_is(history):
    first, uncertain, last = history("sus")
    proposal = reconciliation.propose([first.message_id, last.message_id])
    services.reconcile(message_id=uncertain.id, was_delivered=True, evidence="staff", by=outreach.BY)

    settled = reconciliation.settle(
        delivered=proposal.delivered, missing=proposal.missing, by=outreach.BY, evidence=EVIDENCE
    )

    assert settled == reconciliation.Reconciled(0, 0)
    assert states() == "sss"


def test_the_ledger_holds_the_counts_the_root_and_the_evidence(history):
    first, delivered, lost, last = history("suus")

    against([first, delivered, last])

    entry = Entry.objects.get(event="messages.reconciled")
    answers = sorted([(str(delivered.id), "delivered"), (str(lost.id), "requeued")])
    frontier = merkle.Frontier()
    for message, answer in answers:
        frontier.append(merkle.leaf_hash(canonical.encode({"message": message, "answer": answer})))
    assert entry.facts == {
        "delivered": 1,
        "requeued": 1,
        "root": frontier.root().hex(),
        "evidence": EVIDENCE,
    }


def test_settling_takes_the_same_number_of_queries_for_any_number(history, django_assert_max_num_queries):
    first, *uncertain, last = history("s" + "u" * 30 + "s")

    with django_assert_max_num_queries(12):
        against([first, *uncertain[:15], last])

    assert states() == "s" + "s" * 15 + "q" * 15 + "s"


def test_one_message_is_settled_by_hand_once(history):
    [uncertain] = history("u")

    services.reconcile(message_id=uncertain.id, was_delivered=False, evidence="staff", by=outreach.BY)
    with pytest.raises(services.NotUncertain):
        services.reconcile(message_id=uncertain.id, was_delivered=True, evidence="staff", by=outreach.BY)

    assert states() == "q"
    assert queries.uncertain().count == 0


def test_what_goes_out_again_is_sent_once_under_the_same_message_id(organization, sink):
    with wall.enter(organization.id):
        template = outreach.template(outreach.purpose())
        for number in range(3):
            contact = outreach.person(f"person{number}@inbox.example")
            outreach.agree(contact, template.purpose)
            outreach.queue(contact, template)
    dispatch.dispatch(organization.id)
    kept = [mail["Message-ID"] for mail in sink.mails]
    with wall.enter(organization.id):
        _, middle, _ = Message.objects.order_by("sending_at")
        Message.objects.filter(id=middle.id).update(state=State.UNCERTAIN)
        others = [one for one in kept if one != middle.message_id]
        settled(others)

    dispatch.dispatch(organization.id)

    assert [mail["Message-ID"] for mail in sink.mails] == [*kept, middle.message_id]
    with wall.enter(organization.id):
        assert states() == "sss"


def test_the_command_settles_and_prints_json(history, workspace):
    first, delivered, _, last = history("suus")
    for number, message in enumerate((first, delivered, last)):
        message.message_id = f"<{number:032x}@cedar.example>"
        message.save()

    log = "\n".join(each.message_id for each in (first, delivered, last))
    words = ["messages", "reconcile", "-", "--workspace", "riverbend", "--yes", "--json"]
    result = CliRunner().invoke(main, words, input=log)

    assert (result.exit_code, result.output) == (0, '{"delivered": 1, "requeued": 1, "untold": 0}\n')
    assert states() == "ssqs"


def test_the_command_asks_before_it_changes_anything(history, workspace, tmp_path):
    first, _, last = history("sus")
    log = tmp_path / "mail.log"
    for number, message in enumerate((first, last)):
        message.message_id = f"<{number:032x}@cedar.example>"
        message.save()
    log.write_text(f"{first.message_id}\n{last.message_id}\n")
    command = ["messages", "reconcile", str(log), "--workspace", "riverbend"]

    no = CliRunner().invoke(main, command, input="n\n")
    after_no = states()
    yes = CliRunner().invoke(main, command, input="y\n")

    assert (no.exit_code, after_no) == (1, "sus")
    assert "1 are not: they go out again." in no.output
    assert yes.output.endswith("0 delivered, 1 sent again, 0 still uncertain\n")
    assert states() == "sqs"


@pytest.mark.parametrize(
    ("words", "complaint"),
    [(["--workspace", "nobody"], "There is no workspace"), (["--workspace", "x", "--json"], "needs --yes")],
)
def test_the_command_says_what_is_wrong(db, words, complaint):
    result = CliRunner().invoke(main, ["messages", "reconcile", "-", *words], input="")

    assert result.exit_code == 2
    assert complaint in result.output
