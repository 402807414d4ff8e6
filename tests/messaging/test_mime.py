import email
import email.header
import email.policy
import re
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lightyear.messaging import mime

SENDER = mime.Address("Riverbend Clinic", "news@clinic.example")
RECIPIENT = mime.Address("Ana Ortiz", "ana@inbox.example")
ID = mime.message_id("campaign-7/contact-9", "clinic.example")
NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
PRINTABLE = st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=200)


def build(
    *, sender=SENDER, recipient=RECIPIENT, subject="Hi", html="<p>Hi</p>", text="Hi\n", date=NOON, **more
):
    return mime.build(
        sender=sender,
        recipient=recipient,
        subject=subject,
        html=html,
        text=text,
        message_id=more.get("message_id", ID),
        date=date,
        headers=more.get("headers", {}),
    )


def parsed(message):
    return email.message_from_bytes(message, policy=email.policy.default)


def body(message, kind):
    return parsed(message).get_body((kind,)).get_content().replace("\r\n", "\n")


def raw_header(message, name):
    """The header as it stands, unfolded but not decoded."""
    return re.sub(r"\r?\n(?=[ \t])", "", email.message_from_bytes(message)[name])


def decoded_header(message, name):
    return str(email.header.make_header(email.header.decode_header(raw_header(message, name))))


def test_a_message_has_a_plain_and_an_html_part():
    content = build(html="<p>您好 Ana</p>", text="您好 Ana\n.\n")

    message = parsed(content)
    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert body(content, "plain") == "您好 Ana\n.\n"
    assert body(content, "html") == "<p>您好 Ana</p>\n"
    assert message.get_body(("html",))["Content-Type"].params["charset"] == "utf-8"
    assert [message["From"], message["To"]] == [
        "Riverbend Clinic <news@clinic.example>",
        "Ana Ortiz <ana@inbox.example>",
    ]
    assert message["Date"].datetime == NOON
    assert message["Message-ID"] == ID
    assert message.defects == []


def test_equal_input_gives_equal_bytes():
    assert build() == build()


@given(subject=PRINTABLE, text=st.text(), html=st.text())
@example(subject="", text="\r.\r", html="a" * 5000)
@example(subject="w " * 60, text="\n\n", html="é" * 5000)
@example(subject="=?utf-8?q?=0D=0ABcc:_eve@intruder.example?=", text="", html="")
def test_any_message_travels_as_seven_bit_lines(subject, text, html):
    message = build(subject=subject, text=text, html=html)

    lines = message.split(b"\r\n")
    assert message.isascii()
    assert b"\0" not in message
    assert not any(b"\r" in line or b"\n" in line for line in lines)
    assert max(map(len, lines)) <= 998
    assert all(line.strip() for line in message.partition(b"\r\n\r\n")[0].split(b"\r\n"))
    assert decoded_header(message, "Subject").split() == subject.split()


@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs"])))
def test_body_text_comes_back_as_it_was(text):
    message = build(text=text, html=text)

    assert {body(message, kind).removesuffix("\n") for kind in ("plain", "html")} == {text}


@pytest.mark.parametrize("character", ["\r", "\n", "\r\n", "\0", "\x0b", "\x7f", "\x85", "\u2028", "\ud800"])
@pytest.mark.parametrize("place", ["subject", "sender", "recipient", "email", "value", "name", "message_id"])
def test_a_control_character_in_any_header_is_refused(place, character):
    poison = f"x{character}Bcc: eve@intruder.example"
    arguments: dict[str, dict[str, Any]] = {
        "subject": {"subject": poison},
        "sender": {"sender": mime.Address(poison, "news@clinic.example")},
        "recipient": {"recipient": mime.Address(poison, "ana@inbox.example")},
        "email": {"recipient": mime.Address("Ana", f"ana{character}@inbox.example")},
        "value": {"headers": {"List-Unsubscribe": poison}},
        "name": {"headers": {f"X-A{character}": "1"}},
        "message_id": {"message_id": f"<a{character}@clinic.example>"},
    }

    with pytest.raises(mime.HeaderInjection) as raised:
        build(**arguments[place])

    assert "intruder" not in str(raised.value)


@pytest.mark.parametrize("name", ["Bcc", "from", "Content-Type", "DKIM-Signature", "X A", "X:", "", "X-Ä"])
def test_a_further_header_can_neither_repeat_nor_break_the_others(name):
    with pytest.raises(mime.BadHeader):
        build(headers={name: "1"})


@pytest.mark.parametrize("key", ["List-Unsubscribe", "X-Token"])
def test_a_long_address_in_a_header_stays_whole(key):
    value = f"<https://clinic.example/u/{'a' * 300}>, <mailto:leave@clinic.example>"

    message = build(headers={key: value, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"})

    assert raw_header(message, key) == value
    assert raw_header(message, "List-Unsubscribe-Post") == "List-Unsubscribe=One-Click"


def test_a_header_line_longer_than_mail_allows_is_refused():
    with pytest.raises(mime.BadHeader):
        build(headers={"X-Token": "a" * 1200})


@given(PRINTABLE)
@example('Dr. "No", M.D. <eve@intruder.example>')
@example("back\\slash")
@example("河湾诊所" * 20)
def test_a_display_name_is_one_name_whatever_it_holds(name):
    message = build(sender=mime.Address(name, "news@clinic.example"))

    value = email.message_from_bytes(message)["From"]
    [(shown, address)] = email.utils.getaddresses([re.sub(r"\r?\n(?=[ \t])", "", value)])
    assert address == "news@clinic.example"
    decoded = str(email.header.make_header(email.header.decode_header(shown)))
    assert decoded.split() == name.split()


def test_an_international_domain_takes_its_ascii_form():
    address = mime.Address("", "ana@bücher.example")

    assert address.addr_spec == "ana@xn--bcher-kva.example"
    assert parsed(build(recipient=address))["To"] == "ana@xn--bcher-kva.example"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "ana",
        "@inbox.example",
        "ana@",
        "a b@inbox.example",
        "ana@@inbox.example",
        ".ana@inbox.example",
        "ana,eve@inbox.example",
        "<ana@inbox.example>",
        "ana@inbox..example",
        "ana@straße.example",
        "安娜@inbox.example",
        "a" * 65 + "@inbox.example",
        f"ana@{'a' * 64}.example",
        "ana@" + "a.example." * 30 + "example",
    ],
)
def test_what_is_no_address_is_refused_and_not_repeated(address):
    with pytest.raises(mime.BadHeader) as raised:
        build(recipient=mime.Address("Ana", address))

    assert str(raised.value) == "address"


@pytest.mark.parametrize("message_id", ["", "a@clinic.example", "<a>", "<a b@clinic.example>", "<a@b@c>"])
def test_a_message_id_has_its_form(message_id):
    with pytest.raises(mime.BadHeader):
        build(message_id=message_id)


def test_a_date_without_zone_is_refused():
    with pytest.raises(mime.BadHeader):
        build(date=datetime(2026, 5, 4, 12))  # noqa: DTZ001 - that is the point


def test_the_message_id_follows_from_the_key_alone():
    ids = {mime.message_id(key, "clinic.example") for key in ("a", "b", "a")}

    assert len(ids) == 2
    assert all(re.fullmatch(r"<[0-9a-f]{32}@clinic\.example>", found) for found in ids)


def test_an_address_shows_nothing_of_itself_in_logs():
    assert "ana" not in repr(RECIPIENT)
