"""A body is refused by its length before any of it is read, unless its door takes files."""

import io

import pytest
from django.test import Client
from django.urls import reverse

from lightyear.accounts import services as accounts
from lightyear.accounts.matrix import Role
from lightyear.accounts.models import User
from lightyear.messaging import maillog
from tests.messaging import outreach

pytestmark = pytest.mark.django_db

MULTIPART = "multipart/form-data; boundary=x"


class Untouched(io.RawIOBase):
    """A body that nobody may read."""

    def read(self, size: int = -1) -> bytes:
        raise AssertionError("the body was read")


def send(client, path, *, length, content_type=MULTIPART, **headers):
    return client.generic(
        "POST",
        path,
        CONTENT_TYPE=content_type,
        CONTENT_LENGTH=str(length),
        **{"wsgi.input": Untouched()},
        **headers,
    )


@pytest.fixture
def strict() -> Client:
    """A browser with a cookie of ours: the check for its token reads the body."""
    client = Client(enforce_csrf_checks=True)
    client.cookies["csrftoken"] = "a" * 32
    return client


@pytest.fixture
def marketer(workspace, client: Client, settings) -> Client:
    settings.LIGHTYEAR_DEMO = True
    user = User.objects.create_user("mara@riverbend.example", name="Mara Osei")
    accounts.join(user=user, workspace=workspace, role=Role.MARKETER, by=outreach.BY)
    client.force_login(user)
    return client


@pytest.mark.parametrize("path", ["/f/riverbend/class/", "/sign-in/", "/p/riverbend/token"])
@pytest.mark.parametrize("content_type", [MULTIPART, "application/x-www-form-urlencoded"])
def test_a_stranger_s_huge_body_is_refused_unread(workspace, strict, path, content_type):
    answer = send(strict, path, length=200_000_000, content_type=content_type)

    assert answer.status_code == 413
    assert b"That is too much to send at once" in answer.content


def test_a_program_s_huge_body_is_refused_as_a_problem(workspace, strict):
    answer = send(strict, "/api/v1/openapi.json", length=300_000, content_type="application/json")

    assert answer.status_code in (405, 413)
    assert answer["Content-Type"] == "application/problem+json"


def test_a_stranger_s_huge_log_is_not_read_either(workspace, strict):
    answer = send(strict, reverse("web:message-log-readings", args=["riverbend"]), length=10_000_000)

    assert answer.status_code == 302


def test_staff_send_a_log_as_long_as_the_form_promises_and_no_longer(marketer):
    path = reverse("web:message-log-readings", args=["riverbend"])

    with pytest.raises(AssertionError, match="the body was read"):
        send(marketer, path, length=maillog.LIMIT_BYTES)
    assert send(marketer, path, length=2 * maillog.LIMIT_BYTES).status_code == 413


def test_no_length_is_believed_of_a_body_in_chunks(marketer):
    path = reverse("web:message-log-readings", args=["riverbend"])

    assert send(marketer, path, length=300_000, HTTP_TRANSFER_ENCODING="chunked").status_code == 413
