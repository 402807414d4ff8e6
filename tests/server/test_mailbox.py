import logging
import os
import smtplib
import socket
import threading
import time

import pytest
from aiosmtpd.smtp import Envelope

from lightyear.kit import maildir
from lightyear.server.mailbox import Mailbox

LETTER = b"From: news@clinic.example\r\nSubject: Hi\r\n\r\n.dot\r\nHello\r\n"


def send(port, message=LETTER, recipient="ana@inbox.example"):
    with smtplib.SMTP("127.0.0.1", port, "clinic.example", timeout=10) as client:
        return client.sendmail("news@clinic.example", [recipient], message)


def contents(directory):
    return [
        (directory / "new" / mail.key).read_bytes() for mail in maildir.list_messages(directory, limit=99)
    ]


def test_a_received_message_is_in_the_mailbox_byte_for_byte(tmp_path):
    with Mailbox(tmp_path).serve() as serving:
        send(serving.port)

    assert contents(tmp_path) == [LETTER]


def test_a_message_is_kept_before_the_sender_hears_so(tmp_path):
    with Mailbox(tmp_path, delay_seconds=1).serve() as serving:
        sending = threading.Thread(target=send, args=(serving.port,))
        sending.start()
        while not contents(tmp_path):
            time.sleep(0.01)
        was_waiting = sending.is_alive()
        sending.join()

    assert was_waiting


def test_a_sender_that_leaves_before_the_reply_has_still_delivered(tmp_path):
    with Mailbox(tmp_path, delay_seconds=30).serve() as serving:
        client = smtplib.SMTP("127.0.0.1", serving.port, "clinic.example", timeout=0.3)
        with pytest.raises(smtplib.SMTPServerDisconnected):
            client.sendmail("news@clinic.example", ["ana@inbox.example"], LETTER)

    assert contents(tmp_path) == [LETTER]


def test_a_sender_that_leaves_within_the_message_has_delivered_nothing(tmp_path):
    with Mailbox(tmp_path).serve() as serving:
        with smtplib.SMTP("127.0.0.1", serving.port, "clinic.example", timeout=10) as client:
            client.mail("news@clinic.example")
            client.rcpt("ana@inbox.example")
            client.docmd("DATA")
            client.send(LETTER)
            client.close()
        send(serving.port, b"Subject: whole\r\n\r\n")

    assert contents(tmp_path) == [b"Subject: whole\r\n\r\n"]


def test_the_hook_sees_each_envelope(tmp_path):
    seen: list[Envelope] = []

    with Mailbox(tmp_path, on_message=seen.append).serve() as serving:
        for name in ("ana", "li"):
            send(serving.port, recipient=f"{name}@inbox.example")

    assert [envelope.rcpt_tos for envelope in seen] == [["ana@inbox.example"], ["li@inbox.example"]]
    assert [envelope.original_content for envelope in seen] == [LETTER, LETTER]


def test_a_message_that_the_hook_will_not_have_is_refused_for_now(tmp_path):
    def refuse(envelope):
        raise RuntimeError

    refusing = Mailbox(tmp_path, on_message=refuse)

    with refusing.serve() as serving, pytest.raises(smtplib.SMTPDataError) as raised:
        send(serving.port)

    assert raised.value.smtp_code == 451
    assert contents(tmp_path) == []


def test_a_message_that_the_disk_will_not_have_is_refused_for_now(tmp_path):
    (tmp_path / "file").write_text("")

    with Mailbox(tmp_path / "file").serve() as serving, pytest.raises(smtplib.SMTPDataError) as raised:
        send(serving.port)

    assert raised.value.smtp_code == 452
    assert os.listdir(tmp_path) == ["file"]


def test_many_senders_at_once_are_all_served(tmp_path):
    with Mailbox(tmp_path).serve() as serving:
        letters = [b"Subject: %d\r\n\r\n" % number for number in range(20)]
        threads = [threading.Thread(target=send, args=(serving.port, letter)) for letter in letters]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert sorted(contents(tmp_path)) == sorted(letters)


def test_a_chosen_port_is_used_on_loopback_only_and_given_back(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]

    for _ in range(2):
        with Mailbox(tmp_path).serve(port) as serving:
            assert serving.port == port
            send(port)
            with pytest.raises(ConnectionRefusedError):
                socket.create_connection(("127.0.0.2", port))

    assert len(contents(tmp_path)) == 2


def test_no_address_is_logged(tmp_path, caplog):
    with caplog.at_level(logging.INFO), Mailbox(tmp_path).serve() as serving:
        send(serving.port)

    assert "example" not in caplog.text
