import json
from typing import Any

import pytest

from lightyear.guard import archives

TITLE = "https://clinic.example/thanks?email=ana@home.example"
ENTRY: dict[str, Any] = {
    "pageref": TITLE,
    "comment": "she called from 503-555-0147",
    "serverIPAddress": "203.0.113.7",
    "startedDateTime": "2024-03-05T10:00:00Z",
    "request": {
        "url": "https://clinic.example/",
        "headers": [{"name": "Accept", "value": "*/*"}],
        "cookies": [{"name": "email", "value": "ana@home.example"}],
        "queryString": [{"name": "phone", "value": "503-555-0147"}, {"name": "page", "value": "2"}],
    },
    "response": {
        "headers": [
            {"name": "Date", "value": "Tue, 05 Mar 2024 10:00:00 GMT"},
            {"name": "Last-Modified", "value": "Tue, 05 Mar 2024 10:00:00 GMT"},
            {"name": "ETag", "value": '"5035550147"'},
            {"name": "X-User", "value": "ana@home.example"},
            {"name": "Set-Cookie", "value": "mrn=48213377; Expires=Wed, 06 Mar 2024 10:00:00 GMT; Path=/"},
        ],
        "cookies": [{"name": "ssn", "value": "521-44-9078", "expires": "2024-03-06T10:00:00Z"}],
        "redirectURL": "https://clinic.example/?email=ana@home.example",
        "content": {"mimeType": "text/plain", "text": ""},
    },
    "_webSocketMessages": [{"type": "send", "data": "MRN 48213377"}],
}
ARCHIVE = json.dumps(
    {
        "log": {
            "creator": {"name": "WebInspector", "version": "537.36"},
            "pages": [{"id": "page_1", "title": TITLE, "startedDateTime": "2024-03-05T10:00:00Z"}],
            "comment": "MRN 48213377",
            "entries": [ENTRY],
        }
    }
)


def test_everything_that_is_cleaned_is_also_found():
    found = {(number, one.path, one.category) for number, one in archives.scan_har(ARCHIVE)}

    assert found == {
        (0, "pages[0].title[email]", "email"),
        (0, "comment", "mrn"),
        (1, "pageref[email]", "email"),
        (1, "comment", "phone"),
        (1, "request.cookies[email]", "email"),
        (1, "request.queryString[phone]", "phone"),
        (1, "response.headers.X-User", "email"),
        (1, "response.headers.Set-Cookie", "mrn"),
        (1, "response.cookies[ssn]", "ssn"),
        (1, "response.redirectURL[email]", "email"),
        (1, "_webSocketMessages[0].data", "mrn"),
    }


def test_a_finding_stands_where_it_says():
    values = {value[one.start : one.end] for one, value in archives.in_entry(ENTRY)}

    assert values == {"ana@home.example", "503-555-0147", "48213377", "521-44-9078"}


def test_a_cleaned_archive_keeps_what_is_nobodys():
    cleaned = archives.clean_har(ARCHIVE)

    assert archives.scan_har(cleaned) == []
    assert [
        one for one in ("ana@", "0147", "48213377", "9078") if one in cleaned.replace('"5035550147\\"', "")
    ] == []
    kept = json.loads(cleaned)["log"]["entries"][0]
    assert kept["serverIPAddress"] == "203.0.113.7"
    assert [one["value"] for one in kept["response"]["headers"][:3]] == [
        one["value"] for one in ENTRY["response"]["headers"][:3]
    ]


@pytest.mark.parametrize("body", ["em=abcdefg&ph=5035550147", '{"em": "abcdefg", "ud": {"ph": 5035550147}}'])
def test_a_trackers_parameters_are_found_and_cleaned_in_its_body(body):
    request = {"url": "https://www.facebook.com/tr", "postData": {"text": body}}
    archive = json.dumps({"log": {"entries": [{"request": request}]}})

    found = {one.category for _, one in archives.scan_har(archive)}
    cleaned = archives.clean_har(archive)

    assert {"email", "phone"} <= found
    assert archives.scan_har(cleaned) == []
    assert "abcdefg" not in cleaned
