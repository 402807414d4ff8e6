"""A mail server's log settles uncertain messages in two steps: what it says, then the settling."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from lightyear.accounts import services as accounts
from lightyear.accounts.matrix import Role
from lightyear.accounts.models import User
from lightyear.kit import clock
from lightyear.ledger.models import Entry
from lightyear.messaging import maillog
from lightyear.messaging.models import Message, State
from lightyear.workspaces import wall
from tests.messaging import outreach

READING, SETTLING = "message-log-readings", "message-reconciliations"


@pytest.fixture
def member(workspace, client, settings):
    """Signs someone in in a role."""
    settings.LIGHTYEAR_DEMO = True

    def sign_in(role=Role.MARKETER):
        user = User.objects.create_user(f"{role}@riverbend.example", name="Mara Osei")
        accounts.join(user=user, workspace=workspace, role=role, by=outreach.BY)
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def log(workspace) -> str:
    """The log of a server that took the first and the last of three messages; the second is uncertain."""
    with wall.enter(workspace.id):
        template = outreach.template(outreach.purpose())
        for number, state in enumerate((State.SENT, State.UNCERTAIN, State.SENT)):
            message = outreach.queue(outreach.person(f"person{number}@inbox.example"), template)
            message.state, message.message_id = state, f"<{number:032x}@riverbend.example>"
            message.sending_at = clock.now() + timedelta(minutes=number)
            message.save()
    return f"took <{0:032x}@riverbend.example>\ntook <{2:032x}@riverbend.example>\n"


def url(name) -> str:
    return reverse(f"web:{name}", args=["riverbend"])


def proposal(page) -> str:
    found = re.search(r'name="proposal" value="([^"]+)"', page.content.decode())
    assert found
    return found[1]


def states(workspace) -> list[str]:
    with wall.enter(workspace.id):
        return list(Message.objects.order_by("sending_at").values_list("state", flat=True))


@pytest.mark.parametrize("way", ["file", "text"])
def test_a_log_is_read_shown_and_then_settles(workspace, member, log, way):
    client = member()
    given = SimpleUploadedFile("mail.log", log.encode()) if way == "file" else log

    page = client.post(url(READING), {way: given})
    before = states(workspace)
    answer = client.post(url(SETTLING), {"proposal": proposal(page)}, follow=True)

    assert "1 message goes out again" in page.content.decode()
    assert before == ["sent", "uncertain", "sent"]
    assert states(workspace) == ["sent", "queued", "sent"]
    assert "Settled: 0 delivered, 1 to be sent again." in answer.content.decode()
    with wall.enter(workspace.id):
        assert Entry.objects.get(event="messages.reconciled").facts["evidence"].startswith("log:sha256:")


def test_what_was_shown_in_another_workspace_or_altered_settles_nothing(workspace, member, log):
    client = member()
    page = client.post(url(READING), {"text": log})

    altered = client.post(url(SETTLING), {"proposal": proposal(page) + "x"})
    missing = client.post(url(SETTLING), {})

    assert (altered.status_code, missing.status_code) == (422, 422)
    assert states(workspace) == ["sent", "uncertain", "sent"]


def test_a_log_that_settles_nothing_says_so(workspace, member, log):
    page = member().post(url(READING), {"text": "nothing of ours"})

    assert page.status_code == 200
    assert "This log settles nothing" in page.content.decode()


def test_without_a_log_the_form_says_what_is_missing(workspace, member, log):
    page = member().post(url(READING), {})

    assert page.status_code == 422
    assert "Choose a file or paste a part of the log." in page.content.decode()


def test_a_log_that_is_too_long_is_refused_beside_its_field(workspace, member, log, monkeypatch):
    monkeypatch.setattr(maillog, "LIMIT_BYTES", 10)

    page = member().post(url(READING), {"file": SimpleUploadedFile("mail.log", log.encode())})

    assert page.status_code == 422
    assert "The file is too long" in page.content.decode()


@pytest.mark.parametrize(("state", "is_offered"), [("uncertain", True), ("sent", False), ("", False)])
def test_the_log_is_asked_for_where_the_uncertain_messages_are(workspace, member, log, state, is_offered):
    page = member().get(url("messages"), {"state": state})

    assert ("Settle them by the mail server’s log" in page.content.decode()) == is_offered


def test_who_may_only_look_isnt_asked(workspace, member, log):
    client = member(Role.COMPLIANCE)

    page = client.get(url("messages"), {"state": "uncertain"})
    refused = client.post(url(READING), {"text": log})

    assert "Settle them by" not in page.content.decode()
    assert refused.status_code == 403
