import base64
import time

import pytest

from lightyear.guard import documents, mails

TRACE = (
    b"Received: from mx.clinic.example ([192.0.2.1]) by in.example with ESMTPS id 4f2c9a\r\n"
    b"\tfor <ana@home.example>; Tue, 5 Mar 2024 10:00:00 -0800 (PST)\r\n"
    b"Received: from first.example by mx.clinic.example; Tue, 5 Mar 2024 09:59:00 -0800\r\n"
    b"List-Unsubscribe: <https://clinic.example/u?e=ana@home.example>, <mailto:out@clinic.example>\r\n"
    b"X-Failed-Recipients: ana@home.example\r\n"
    b"X-Caller: 503-555-0147\r\n"
    b"Message-ID: <20240305.48213377@mx.clinic.example>\r\n"
    b"In-Reply-To: <20240304.48213377@mx.clinic.example>\r\n"
    b"Subject: hours\r\n\r\nWe are open.\r\n"
)
BOUNCE = (
    b"From: daemon@mx.example\nSubject: failed\nMIME-Version: 1.0\n"
    b"Content-Type: multipart/report; report-type=delivery-status; boundary=B\n\n"
    b"--B\nContent-Type: text/plain\n\nIt failed.\n"
    b"--B\nContent-Type: message/delivery-status\n\n"
    b"Reporting-MTA: dns; mx.example\n\n"
    b"Final-Recipient: rfc822; ana@home.example\nAction: failed\n"
    b"Diagnostic-Code: smtp; 550 <ana@home.example> unknown\n\n"
    b"--B\nContent-Type: message/disposition-notification\n\nOriginal-Recipient: rfc822; bo@home.example\n"
    b"--B\nContent-Type: text/rfc822-headers\n\nTo: cy@home.example\n--B--\n"
)
WRAPPED = (
    b"From: info@clinic.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=B\n\n"
    b"--B\nContent-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n"
    + base64.b64encode(b"From: ana@home.example\n\nMRN 48213377\n")
    + b"\n--B\nContent-Type: text/plain\nContent-Description: MRN 48213377\n\nhello\n--B--\n"
)


def found(raw):
    return {(one.path, one.category) for one in documents.scan_mail(raw)}


def test_every_header_that_is_no_machines_is_read_for_who_and_where():
    assert {
        ("Received", "email"),
        ("List-Unsubscribe", "email"),
        ("X-Failed-Recipients", "email"),
        ("X-Caller", "phone"),
    } <= found(TRACE)
    assert not any(path in ("Message-ID", "In-Reply-To") for path, _ in found(TRACE))


def test_headers_stay_in_order_when_one_of_them_is_cleaned():
    cleaned = documents.clean_mail(TRACE)

    assert documents.scan_mail(cleaned) == []
    assert b"ana@home.example" not in cleaned
    assert cleaned.index(b"for <[email]>") < cleaned.index(b"from first.example")
    assert b"Message-ID: <20240305.48213377@mx.clinic.example>" in cleaned


def test_a_report_of_delivery_is_read_and_cleaned():
    cleaned = documents.clean_mail(BOUNCE)

    assert {
        ("status[1].Final-Recipient", "email"),
        ("status[1].Diagnostic-Code", "email"),
        ("message[1].Original-Recipient", "email"),
    } <= found(BOUNCE)
    assert documents.scan_mail(cleaned) == []
    assert b"@home.example" not in cleaned
    assert b"Final-Recipient: rfc822; [email]" in cleaned


def test_a_mail_in_a_mail_that_is_encoded_is_unread_and_emptied():
    message = mails.read(WRAPPED)

    assert mails.problems(message) == ["1 attachments are no text: only their names were read"]
    cleaned = documents.clean_mail(WRAPPED)
    assert base64.b64encode(b"From: ana@home")[:16] not in cleaned
    assert b"MRN 48213377" not in cleaned


@pytest.mark.parametrize(
    ("subject", "category"),
    [
        ("张晓梅女士预约".encode(), "name"),
        ("张晓梅女士预约".encode("gb18030"), "name"),
        ("我有糖尿病".encode(), "health_context"),
        ("张晓梅女士 =?utf-8?b?5oiR5pyJ57OW5bC/55eF?=".encode(), "name"),
        ("电话 =?utf-8?q?13800?=\n =?utf-8?q?138000?=".encode(), "phone"),
    ],
)
def test_a_header_in_bytes_that_nobody_encoded_is_read(subject, category):
    raw = b"From: info@clinic.example\nSubject: " + subject + b"\n\nhello\n"

    assert ("Subject", category) in found(raw)
    assert documents.scan_mail(documents.clean_mail(raw)) == []


def test_a_header_can_not_end_early_because_of_what_it_held():
    raw = b"Subject: =?utf-8?q?MRN_48213377=0AX-New:_ana=40home.example?=\n\nhello\n"

    cleaned = documents.clean_mail(raw)

    assert mails.read(cleaned).keys() == ["Subject"]
    assert documents.scan_mail(cleaned) == []


def test_a_file_name_in_bare_bytes_is_read_and_cleaned():
    raw = (
        b"From: info@clinic.example\nContent-Type: multipart/mixed; boundary=B\n\n--B\n"
        b'Content-Type: text/plain\nContent-Disposition: attachment; filename="'
        + "病历号 20231187.txt".encode()
        + b'"; size=\xff\n\nhello\n--B--\n'
    )

    assert any(path == "attachment[1].name" for path, _ in found(raw))
    assert documents.scan_mail(documents.clean_mail(raw)) == []


@pytest.mark.parametrize("sign", ["\r", "\x0b", "\x1c", "\x85", "\u2028"])
def test_any_line_break_in_a_header_is_written_as_a_space(sign):
    raw = f"Subject: open{sign}X-New: 1\nTo: ana@home.example\n\nhello\n".encode()

    assert documents.scan_mail(documents.clean_mail(raw)) == []


def test_many_headers_take_time_in_proportion():
    raw = b"".join(b"X-To: u%d@home.example\n" % number for number in range(3000)) + b"\nhello\n"
    started = time.perf_counter()

    documents.clean_mail(raw)

    assert time.perf_counter() - started < 20
