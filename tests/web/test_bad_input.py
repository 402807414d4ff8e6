"""Whatever takes input meets bad input: a clear answer, nothing half-written, nothing personal in logs."""

import io
import logging

import pytest

from lightyear.gate.models import Decision
from lightyear.intake import definition
from lightyear.intake import services as intake
from lightyear.intake.models import Submission
from lightyear.kit import logs
from lightyear.workspaces import wall
from tests.intake.conftest import BY, FORM

pytestmark = pytest.mark.django_db

PLANTED = ("48213377", "elena@mailbox.example", "knee arthritis")
ADDRESS = "/f/riverbend/class/"


@pytest.fixture
def published(workspace):
    from lightyear.consent import services as consent
    from lightyear.messaging import services as messaging

    with wall.enter(workspace.id):
        purpose = consent.declare(key="requests", kind="service", name_en="Requests", name_zh="咨询", by=BY)
        consent.declare(key="events", kind="commercial", name_en="Events", name_zh="活动", by=BY)
        letter = messaging.Variant(
            "Please confirm",
            "<mj-section><mj-column><mj-text>{{ links.confirm }}</mj-text></mj-column></mj-section>",
        )
        messaging.define(key="confirm", name="Confirm", purpose=purpose, variants={"en": letter}, by=BY)
        return intake.publish(slug="class", name="Class", raw=FORM, by=BY)


def kept(workspace) -> tuple[int, int]:
    with wall.enter(workspace.id):
        return Submission.objects.count(), Decision.objects.count()


def test_a_huge_body_is_refused_and_nothing_is_kept(client, workspace, published):
    answer = client.post(ADDRESS, {"email": PLANTED[1], "message": "x" * 400_000})

    assert answer.status_code == 413
    assert kept(workspace) == (0, 0)


@pytest.mark.parametrize(
    "body",
    [b"email=%FF%FE&first_name=%C3%28", b"email=elena%40mailbox.example&message=%00%ED%A0%80", b"=&=&&"],
)
def test_bytes_that_are_no_text_do_no_harm(client, workspace, published, body):
    answer = client.post(ADDRESS, body, content_type="application/x-www-form-urlencoded")

    assert answer.status_code in (302, 422)
    with wall.enter(workspace.id):
        assert all("\x00" not in str(row.asked) for row in Submission.objects.all())


@pytest.mark.parametrize(
    "content_type", ["application/json", "multipart/form-data; boundary=x", "text/plain"]
)
def test_a_body_of_another_kind_counts_as_empty(client, workspace, published, content_type):
    answer = client.post(ADDRESS, b'{"email": "elena@mailbox.example"', content_type=content_type)

    assert answer.status_code in (400, 422)
    assert kept(workspace) == (0, 0)


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_are_refused(client, published, method):
    assert getattr(client, method)(ADDRESS).status_code == 405


@pytest.mark.parametrize(
    "path",
    [
        "/f/riverbend/no-such-form/",
        "/f/no-such-workspace/class/",
        "/f/system/class/",
        "/c/no-such-workspace/token",
        "/p/riverbend/no-such-token",
        "/u/riverbend/no-such-token",
        "/p/riverbend/%00",
        "/w/riverbend/%F0%28",
        "/w/system/",
        "/no/such/page",
    ],
)
def test_what_is_not_there_is_not_found_or_asks_to_sign_in(client, published, path):
    answer = client.get(path)

    assert answer.status_code in (404, 302), answer.status_code
    if answer.status_code == 302:
        assert answer["Location"].startswith("/sign-in/")


def test_an_unticked_notice_that_is_not_ours_grants_nothing(client, workspace, published):
    client.post(
        ADDRESS, {"email": PLANTED[1], "agree": ["not-an-id", "00000000-0000-7000-8000-000000000000"]}
    )

    with wall.enter(workspace.id):
        assert [row.asked for row in Submission.objects.all()] == [[]]


def test_the_trap_catches_and_keeps_nothing(client, workspace, published):
    answer = client.post(ADDRESS, {"email": PLANTED[1], "website": "https://spam.example"})

    assert answer.status_code == 302
    assert kept(workspace) == (0, 0)


def test_a_failure_inside_says_so_and_logs_nothing_personal(client, workspace, published, monkeypatch):
    """The definition breaks under a visitor's feet: the page says sorry, the log where, not what."""

    def fail(raw):
        raise ValueError(f"could not read {PLANTED}")

    monkeypatch.setattr(definition, "read", fail)
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(logs.Discreet("%(name)s %(message)s"))
    handler.addFilter(logs.RouteOnly())
    logging.getLogger("django.request").addHandler(handler)
    client.raise_request_exception = False

    answer = client.post(
        f"{ADDRESS}?note=planted-in-the-address", {"email": PLANTED[1], "message": PLANTED[0]}
    )

    logging.getLogger("django.request").removeHandler(handler)
    assert answer.status_code == 500
    assert b"Something broke on our side" in answer.content
    assert "ValueError" in written.getvalue()
    assert "planted-in-the-address" not in written.getvalue()
    for planted in PLANTED:
        assert planted not in written.getvalue()
        assert planted.encode() not in answer.content
    assert kept(workspace) == (0, 0)
