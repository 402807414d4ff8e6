import os
import resource
import stat
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lightyear.kit import maildir

LETTER = (
    "From: =?utf-8?b?5rKz5rm+6K+K5omA?= <news@clinic.example>\r\n"
    "To: Ana <ana@inbox.example>\r\n"
    "Subject: =?utf-8?b?5oKo5aW9?=\r\n"
    "Date: Mon, 04 May 2026 12:00:00 +0000\r\n"
    "Message-ID: <1@clinic.example>\r\n"
    "List-Unsubscribe: <https://clinic.example/u/1>\r\n"
    "MIME-Version: 1.0\r\n"
    'Content-Type: multipart/alternative; boundary="b"\r\n\r\n'
    "--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nHello 您好\r\nthere\r\n"
    "--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    "<p>Hello=\r\n there</p>\r\n--b--\r\n"
).encode()


def test_a_stored_message_is_read_as_its_reader_sees_it(tmp_path):
    key = maildir.store(tmp_path, LETTER)

    mail = maildir.read(tmp_path, key)

    assert mail is not None
    assert (mail.key, mail.sender, mail.to) == (
        key,
        "河湾诊所 <news@clinic.example>",
        "Ana <ana@inbox.example>",
    )
    assert (mail.subject, mail.message_id) == ("您好", "<1@clinic.example>")
    assert mail.date == datetime(2026, 5, 4, 12, tzinfo=UTC)
    assert ("List-Unsubscribe", "<https://clinic.example/u/1>") in mail.headers
    assert (mail.text, mail.html) == ("Hello 您好\nthere", "<p>Hello there</p>")


def test_the_file_holds_the_bytes_as_received_for_the_owner_alone(tmp_path):
    key = maildir.store(tmp_path / "mail", LETTER)

    path = tmp_path / "mail" / "new" / key
    assert path.read_bytes() == LETTER
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert os.listdir(tmp_path / "mail" / "tmp") == []


def test_messages_are_listed_newest_first_and_page_by_page(tmp_path):
    keys = [maildir.store(tmp_path, b"Subject: %d\r\n\r\n" % number) for number in range(5)]

    first = maildir.list_messages(tmp_path, limit=2)
    second = maildir.list_messages(tmp_path, limit=2, before=first[-1].key)
    rest = maildir.list_messages(tmp_path, limit=9, before=second[-1].key)

    assert [mail.key for mail in first + second + rest] == keys[::-1]
    assert [mail.subject for mail in first + second + rest] == ["4", "3", "2", "1", "0"]


def test_an_unfinished_message_is_not_listed(tmp_path):
    key = maildir.store(tmp_path, LETTER)
    (tmp_path / "new" / key).rename(tmp_path / "tmp" / key)

    assert maildir.list_messages(tmp_path, limit=10) == []
    assert maildir.read(tmp_path, key) is None


def test_a_message_that_cannot_be_stored_leaves_nothing(tmp_path):
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)

    resource.setrlimit(resource.RLIMIT_FSIZE, (10, limits[1]))
    try:
        with pytest.raises(OSError, match="too large"):
            maildir.store(tmp_path, LETTER)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)

    assert os.listdir(tmp_path / "tmp") == os.listdir(tmp_path / "new") == []


def test_a_directory_that_does_not_exist_is_an_empty_mailbox(tmp_path):
    assert maildir.list_messages(tmp_path / "none", limit=10) == []
    assert maildir.read(tmp_path / "none", "0" * 20 + "." + "0" * 16) is None


@pytest.mark.parametrize(
    "key",
    [
        "",
        ".",
        "..",
        "../secret",
        "../new/{key}",
        "{key}/",
        "{key}\n",
        "{key}\0",
        "/etc/passwd",
        "./{key}",
        "secret",
    ],
)
def test_a_key_never_leads_out_of_the_mailbox(tmp_path, key):
    stored = maildir.store(tmp_path / "mail", LETTER)
    for place in (tmp_path / "mail" / "secret", tmp_path / "mail" / "new" / "secret"):
        place.write_bytes(LETTER)

    assert maildir.read(tmp_path / "mail", key.format(key=stored)) is None
    assert [mail.key for mail in maildir.list_messages(tmp_path / "mail", limit=10)] == [stored]


PIECES = [
    *(b"From: ", b"To: ", b"Subject: ", b"Date: ", b"Message-ID: ", b"Content-Type: ", b"\r\n", b"\r\n\r\n"),
    *(
        b"Content-Transfer-Encoding: ",
        b"base64",
        b"quoted-printable",
        b"text/html",
        b"text/plain; charset=no",
    ),
    *(
        b"multipart/mixed; boundary=x",
        b"message/rfc822",
        b"--x\r\n",
        b"--x--",
        b"=?utf-8?b?gg==?=",
        b"=?x?b?a?=",
    ),
    *(b"<", b">", b"@", b'"', b"[", b"(", b",", b";", b":", b"*0*=", b"=", b"\xff", b"\0", b" ", b"a", b"9"),
]


@given(st.lists(st.sampled_from(PIECES), max_size=16).map(b"".join))
@example(b"")
@example(b"From: <\r\nTo: a@[\r\nMessage-ID: <\r\n\r\n")
@example(b"Date: Mon, 99 May 2026 12:00:00 +9999\r\n\r\n")
@example(b"Content-Type: text/plain; charset=\0\r\n\r\n\xff")
def test_any_bytes_are_a_readable_message(tmp_path_factory, content):
    directory = tmp_path_factory.mktemp("mail")

    key = maildir.store(directory, content)

    [mail] = maildir.list_messages(directory, limit=1)
    told = [mail.sender, mail.to, mail.subject, mail.message_id, mail.html or "", mail.text or ""]
    assert mail.key == key
    assert all(text.encode() is not None for text in told + [value for _, value in mail.headers])


def test_a_stored_message_shows_nothing_of_itself_in_logs(tmp_path):
    mail = maildir.read(tmp_path, maildir.store(tmp_path, LETTER))

    assert mail is not None
    assert repr(mail) == f"<StoredMail {mail.key}>"
