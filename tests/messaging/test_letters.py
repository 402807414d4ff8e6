import re

import dkim
import pytest

from lightyear.contacts.models import Contact
from lightyear.gate import records
from lightyear.gate.models import Decision
from lightyear.kit import clock
from lightyear.ledger.models import Entry
from lightyear.messaging import channel, dispatch, letters, outbox, signing
from lightyear.messaging.models import Message, TemplateVersion
from lightyear.workspaces.models import Workspace
from tests.messaging import outreach
from tests.messaging.outreach import fates, inside, only_message, write_to


def test_commercial_mail_says_who_sends_it_from_where_and_how_to_stop_it(organization, sink):
    write_to(organization, {"name": "Ana"})

    dispatch.dispatch(organization.id)

    [mail] = sink.mails
    assert mail["From"] == "Cedar Clinic <hello@cedar.example>"
    assert mail["To"] == "Ana <p0@inbox.example>"
    assert mail["Subject"] == outreach.SUBJECT
    assert mail["Message-ID"] == only_message(organization).message_id
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = mail["List-Unsubscribe"].strip("<>")
    assert re.fullmatch(rf"http://localhost:8000/u/{organization.slug}/[\w-]+", address)
    for kind in ("plain", "html"):
        part = mail.get_body((kind,))
        assert part is not None
        assert "1 Mill Road, Riverbend" in part.get_content()
        assert address in part.get_content()


def test_the_way_to_unsubscribe_is_signed(organization, sink):
    write_to(organization, {})

    dispatch.dispatch(organization.id)

    with inside(organization):
        record = signing.public_record("cedar.example")
    signed = re.sub(r"\s", "", sink.mails[0]["DKIM-Signature"])
    assert {"list-unsubscribe", "list-unsubscribe-post"} <= set(
        re.findall(r";h=([^;]+);", signed)[0].lower().split(":")
    )
    assert dkim.verify(sink.raw[0], dnsfunc=lambda name, timeout: record.encode())


def test_chinese_commercial_mail_says_that_it_is_one(organization, sink):
    write_to(organization, {"language": "zh-hans"}, subject="秋季活动")

    dispatch.dispatch(organization.id)

    assert sink.mails[0]["Subject"] == "【广告】秋季活动"


def test_service_mail_carries_no_mark_and_no_way_to_unsubscribe(organization, sink):
    write_to(organization, {"language": "zh-hans"}, kind="service", subject="请确认")

    dispatch.dispatch(organization.id)

    [mail] = sink.mails
    assert mail["Subject"] == "请确认"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert "List-Unsubscribe" not in mail


@pytest.mark.parametrize(("language", "subject"), [("zh-hans", "【广告】秋季"), ("fr", "【广告】秋季")])
def test_a_missing_language_gives_way_to_the_one_there_is_with_its_mark(
    organization, sink, language, subject
):
    write_to(organization, {"language": language}, languages=("zh-hans",), subject="秋季")

    dispatch.dispatch(organization.id)

    assert sink.mails[0]["Subject"] == subject


def test_every_message_has_a_decision_and_the_batch_one_entry_with_their_root(organization, sink):
    write_to(organization, {}, {}, {})

    dispatch.dispatch(organization.id)

    with inside(organization):
        decisions = list(Decision.objects.filter(direction="out"))
        entry = Entry.objects.get(event="flows.decided")
        assert {message.decision_id for message in Message.objects.all()} == {one.id for one in decisions}
    assert [one.verdict for one in decisions] == ["allow"] * 3
    assert {(one.source, one.purpose) for one in decisions} == {("template:news", "events")}
    assert entry.facts["counts"] == {"allowed": 3}
    assert entry.facts["root"] == records.root(decisions)
    assert {str(one.batch) for one in decisions} == {entry.facts["batch"]}


def bare(organization, number, **values):
    """Alter the first contact behind the services' back."""
    with inside(organization):
        Contact.objects.filter(number=number).update(**values)


def test_one_whose_template_cant_be_filled_in_doesnt_keep_the_others(organization, sink):
    write_to(organization, {"email": "bad@inbox.example"}, mjml=outreach.LETTER.replace(".name", ".nick"))
    write_to(organization, {"email": "good@inbox.example"}, key="good")

    dispatch.dispatch(organization.id)

    assert fates(organization) == ["left_out template", "sent"]
    assert [mail["To"] for mail in sink.mails] == ["Ana <good@inbox.example>"]


@pytest.mark.parametrize(
    ("values", "fate"),
    [
        ({"wrapped_key": None}, "left_out erased"),
        ({"profile": b"\x00" * 60}, "left_out unreadable"),
        ({"profile": None}, "left_out no_address"),
        ({"name": "Ana\r\nBcc: everyone@inbox.example"}, "left_out unwritable"),
    ],
)
def test_one_who_cant_be_written_to_doesnt_keep_the_others(organization, sink, values, fate):
    first, _ = write_to(organization, {}, {})
    bare(organization, first.number, **values)

    dispatch.dispatch(organization.id)

    assert fates(organization) == [fate, "sent"]
    assert [mail["To"] for mail in sink.mails] == ["Ana <p1@inbox.example>"]


def test_a_message_for_a_channel_that_isnt_installed_doesnt_keep_the_others(organization, sink):
    first, _ = write_to(organization, {}, {}, kind="service")
    with inside(organization):
        Message.objects.filter(contact=first).update(channel="phone")
        first.points.create(kind="phone", lookup=b"1", confirmed_at=clock.now())

    dispatch.dispatch(organization.id)

    assert fates(organization) == ["left_out no_channel", "sent"]


def test_a_template_without_a_version_is_a_reason(organization, sink):
    write_to(organization, {})
    with inside(organization):
        TemplateVersion.objects.all().delete()

    dispatch.dispatch(organization.id)

    assert fates(organization) == ["left_out template"]


def test_what_the_gate_refuses_stays_with_its_decision(organization, sink):
    write_to(organization, {})
    Workspace.objects.filter(id=organization.id).update(profiles=[])

    dispatch.dispatch(organization.id)

    message = only_message(organization)
    assert (message.state, message.reason) == ("left_out", "blocked")
    assert message.decision.verdict == "block"
    assert sink.raw == []


def test_a_batch_costs_the_same_number_of_queries_at_any_size(
    organization, sink, django_assert_max_num_queries
):
    write_to(organization, *[{"name": f"Ana {number}"} for number in range(30)])

    with inside(organization):
        channel.get("email").destination()
        claim = outbox.claim(100)
        with django_assert_max_num_queries(16):
            ready = letters.prepare(claim)

    assert len(ready) == 30
