import pytest
from hypothesis import given
from hypothesis import strategies as st

from lightyear.messaging import maillog, mime

FIRST, SECOND = mime.message_id("one", "cedar.example"), mime.message_id("two", "cedar.example")
POSTFIX = f"""
Nov  3 10:00:01 mx postfix/smtpd[41]: 4D2F1: client=localhost[127.0.0.1]
Nov  3 10:00:01 mx postfix/cleanup[42]: 4D2F1: message-id={FIRST}
Nov  3 10:00:01 mx postfix/qmgr[43]: 4D2F1: from=<hello@cedar.example>, size=10618, nrcpt=1 (queue active)
Nov  3 10:00:02 mx postfix/cleanup[42]: 4D2F2: message-id={SECOND}
Nov  3 10:00:02 mx postfix/smtpd[41]: lost connection after DATA from localhost[127.0.0.1]
"""
EXIM = f"2026-11-03 10:00:01 1tXyZa-0001 <= hello@cedar.example H=localhost S=10618 id={FIRST.strip('<>')}\n"


def read(text, size=1 << 20):
    content = text.encode()
    pieces = (content[start : start + size] for start in range(0, len(content), size))
    return maillog.read(pieces).message_ids


@pytest.mark.parametrize(
    "text",
    [
        EXIM,
        FIRST,
        f'{{"messageId": "{FIRST}"}}',
        f"a,{FIRST.strip('<>')},b\r\n",
        "x" * 3_000_000 + f" {FIRST}",
    ],
)
def test_our_message_ids_are_found_in_any_format(text):
    found = read(text)

    assert found == {FIRST}


def test_in_postfix_logs_only_a_message_that_was_taken_over_counts():
    found = read(POSTFIX)

    assert found == {FIRST}


def test_other_message_ids_are_not_ours():
    found = read("<1234.abc@cedar.example> <0123456789abcdef@cedar.example>")

    assert found == set()


@given(size=st.integers(min_value=1, max_value=400))
def test_it_doesnt_matter_how_the_log_is_cut_into_pieces(size):
    found = read(POSTFIX + EXIM.replace(FIRST.strip("<>"), SECOND.strip("<>")), size)

    assert found == {FIRST, SECOND}


def test_a_message_id_across_the_pieces_of_an_endless_line_is_found():
    text = "x" * (1024 * 1024 - 10) + FIRST + "x" * 100

    found = read(f"{text} {SECOND}", size=4096)

    assert found == {FIRST, SECOND}


def test_a_log_that_is_too_long_is_refused():
    piece = b"x\n" * (1024 * 1024)

    with pytest.raises(maillog.TooLong):
        maillog.read(piece for _ in range(33))


def test_a_log_is_named_by_its_digest():
    log = maillog.read([b"a", b"b"])

    assert log.evidence == "log:sha256:fb8e20fc2e4c3f248c60c39bd652f3c1347298bb977b8b4d5903b85055620603"
