"""Bodies that are no good: a clear problem, nothing kept, nothing of the input told back."""

import json

import pytest
from django.test import Client

from lightyear.contacts.models import Contact
from lightyear.gate.models import Decision
from lightyear.workspaces import wall
from tests.api import programs
from tests.api.test_contacts import ELENA

PLANTED = "elena@mailbox.example"
DEEP = '{"email": ' * 1000 + "1" + "}" * 1000


@pytest.fixture(autouse=True)
def nothing_is_kept(clinic, request):
    yield
    with wall.enter(clinic.id):
        assert (Contact.objects.count(), Decision.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b'{"email": "elena@mailbox.example"',
        b"\xff\xfe{}",
        b'{"email": "\xc3\x28"}',
        b'\xef\xbb\xbf{"email": "elena@mailbox.example"}',
        b'{"email": "elena@mailbox.example", "email": "b@mailbox.example"}',
        b'{"email": "elena@mailbox.example", "properties": {"visits": NaN}}',
        b'{"email": "elena@mailbox.example", "properties": {"visits": -Infinity}}',
        b'{"email": "elena@mailbox.example", "properties": {"visits": ' + b"9" * 5000 + b"}}",
        b'["elena@mailbox.example"]',
        b'"elena@mailbox.example"',
        b"null",
        DEEP.encode(),
        b"[" * 100000 + b"]" * 100000,
        b"email=elena@mailbox.example",
    ],
)
def test_what_is_no_json_object_cant_be_read(program, body):
    answer = program.send("POST", "/contacts", body)

    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == programs.PROBLEM
    assert PLANTED not in answer.content.decode()


@pytest.mark.parametrize(
    ("change", "loc"),
    [
        ({"email": None}, ["body", "email"]),
        ({"email": 7}, ["body", "email"]),
        ({"email": ["elena@mailbox.example"]}, ["body", "email"]),
        ({"email": "elena@mailbox"}, ["body", "email"]),
        ({"email": "elena@mailbox.example\n"}, ["body", "email"]),
        ({"email": f"{'e' * 64}@{'m' * 63}.{'m' * 63}.{'m' * 63}.example"}, ["body", "email"]),
        ({"name": "Elena\x00Marsh"}, ["body", "name"]),
        ({"name": "Elena\nMarsh"}, ["body", "name"]),
        ({"name": "\ud800"}, ["body", "name"]),
        ({"name": "E" * 121}, ["body", "name"]),
        ({"name": {"elena@mailbox.example": 1}}, ["body", "name"]),
        ({"stage": "friend"}, ["body", "stage"]),
        ({"language": 1}, ["body", "language"]),
        ({"elena@mailbox.example": 1}, ["body"]),
        ({"properties": ["elena@mailbox.example"]}, ["body", "properties"]),
        ({"properties": {"elena@mailbox.example": 1}}, ["body", "properties"]),
        ({"properties": {f"k{n}": 1 for n in range(51)}}, ["body", "properties"]),
    ],
)
def test_a_wrong_field_is_named_and_not_quoted(program, change, loc):
    answer = program.post("/contacts", ELENA | change)

    assert answer.status_code == 422
    assert loc in [error["loc"] for error in answer.json()["errors"]]
    assert PLANTED not in answer.content.decode()
    assert "friend" not in answer.content.decode()


@pytest.mark.parametrize("text", ["\x00", "\ud800", "a" * 2001])
def test_no_unwritable_text_gets_into_a_property(program, text):
    answer = program.post("/contacts", ELENA | {"properties": {"note": text}})

    assert answer.status_code == 422


def test_a_number_beyond_all_numbers_is_refused(program):
    body = json.dumps(ELENA | {"properties": {"visits": 1}}).replace('"visits": 1', '"visits": 1e999')

    answer = program.send("POST", "/contacts", body)

    assert answer.status_code == 422


@pytest.mark.parametrize(
    "media_type", ["text/plain", "application/x-www-form-urlencoded", "application/xml", ""]
)
def test_another_media_type_is_refused(program, media_type):
    answer = program.send("POST", "/contacts", json.dumps(ELENA), media_type)

    assert answer.status_code == 415


def test_a_body_in_chunks_is_refused(program):
    client = Client(HTTP_TRANSFER_ENCODING="chunked", CONTENT_LENGTH="", CONTENT_TYPE="application/json")

    answer = client.generic("POST", program.address("/contacts"), b"", headers=program.headers)

    assert answer.status_code == 411


def test_a_huge_body_is_refused(program):
    answer = program.post("/contacts", ELENA | {"name": "E" * 300_000})

    assert answer.status_code == 413
    assert answer.json()["detail"] == "The body may have 256 KiB."


@pytest.mark.parametrize("length", ["many", "-1", "", "²"])
def test_a_length_that_is_none_reads_as_an_empty_body(program, length):
    client = Client(CONTENT_LENGTH=length, CONTENT_TYPE="application/json")

    answer = client.post(program.address("/contacts"), ELENA, headers=program.headers)

    assert answer.status_code in (415, 422)


def test_an_empty_body_lacks_everything(program):
    answer = program.send("POST", "/contacts", b"")

    assert answer.status_code == 422


@pytest.mark.parametrize(
    "query",
    [
        {"limit": "0"},
        {"limit": "101"},
        {"limit": "many"},
        {"before": "\x00"},
        {"before": "elena@mailbox.example"},
    ],
)
def test_a_wrong_query_is_named_and_not_quoted(program, query):
    answer = program.get("/contacts", **query)

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["loc"] == ["query", *query]
    assert PLANTED not in answer.content.decode()


def test_a_query_in_no_encoding_at_all_is_refused(program):
    answer = program.send("GET", "/decisions?source=%ff%fe%00", b"")

    assert answer.status_code == 422
