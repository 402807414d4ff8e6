import contextlib
import datetime as dt
import functools
import ipaddress
import socket
import ssl
import threading
import time

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from hypothesis import given, settings
from hypothesis import strategies as st

from lightyear.channels import smtp
from lightyear.channels.smtp import Accepted, Refused, Uncertain, Unreachable

SENDER, RECIPIENT = "bounce@clinic.example", "ana@inbox.example"
BAD_RECIPIENT = Refused(553, "553 5.1.3", permanent=True, stage="rcpt")
MESSAGE = b"From: news@clinic.example\r\nSubject: Hi\r\n\r\nHello\r\n"


class Script:
    """A server on loopback that does exactly what it is told, one list of steps for each connection.

    "line" reads a command, "content" a message up to its final dot, "some content" one line of it; "close"
    and "reset" end the connection at once, "hang" waits until the other side does; a number waits so many
    seconds; anything else is sent as a reply.
    """

    def __init__(self, *connections):
        self.connections = list(connections)
        self.received = []
        self.opened = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._run)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join()

    def _run(self):
        for steps in self.connections:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self.opened += 1
            connection.settimeout(10)
            with connection, connection.makefile("rb") as lines, contextlib.suppress(OSError):
                self._play(steps, connection, lines)

    def _play(self, steps, connection, lines):
        for step in steps:
            if step == "line":
                self.received.append(lines.readline().strip().decode())
            elif step == "content":
                self.received.append(b"".join(iter(lines.readline, b".\r\n")))
            elif step == "some content":
                lines.readline()
            elif step == "close":
                return
            elif step == "reset":
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
                return
            elif step == "hang":
                self.received.append(lines.read())
            elif isinstance(step, float):
                time.sleep(step)
            else:
                connection.sendall(step.encode() + b"\r\n")
        # A polite client waits for the answer to its QUIT.
        if lines.readline().startswith(b"QUIT"):
            connection.sendall(b"221 bye\r\n")


GREETING = ["220 ready", "line", "250-hello\r\n250 ENHANCEDSTATUSCODES"]
PIPELINING = ["220 ready", "line", "250-hello\r\n250-SIZE 1000\r\n250-8BITMIME\r\n250 PIPELINING"]
MAIL, RCPT = ["line", "250 2.1.0 ok"], ["line", "250 2.1.5 ok"]
DATA = ["line", "354 go on"]
TAKEN = [*MAIL, *RCPT, *DATA, "content", "250 2.0.0 queued as 1 for ana@inbox.example"]


def pool(port, **more):
    more = {"timeout_seconds": 5, "verdict_timeout_seconds": 5} | more
    return smtp.Pool(smtp.Server("127.0.0.1", port, own_name="clinic.example"), **more)


def send(channel, *, recipient=RECIPIENT, message=MESSAGE, before_data=None):
    return channel.send(SENDER, recipient, message, before_data)


def outcome_of(*steps, **more):
    """What comes of one message to a server that plays these steps after its greeting."""
    with Script([*GREETING, *steps]) as server, pool(server.port, **more) as channel:
        return send(channel)


class Keeper:
    """A handler for a real server that keeps what it is sent."""

    def __init__(self):
        self.envelopes = []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd's name
        self.envelopes.append(envelope)
        return "250 2.0.0 kept"


class OnFreePort(Controller):
    """aiosmtpd on a port of the system's choice."""

    def __init__(self, handler, **more):
        self._socket = socket.create_server(("127.0.0.1", 0))
        port = self._socket.getsockname()[1]
        super().__init__(handler, "127.0.0.1", port, server_hostname="localhost", **more)

    def _create_server(self):
        return self.loop.create_server(self._factory_invoker, sock=self._socket, ssl=self.ssl_context)


@contextlib.contextmanager
def running(**more):
    keeper = Keeper()
    controller = OnFreePort(keeper, **more)
    controller.start()
    try:
        yield controller.port, keeper
    finally:
        controller.stop()


def test_a_message_reaches_a_real_server_and_its_envelope_too():
    with running() as (port, keeper), pool(port) as channel:
        outcome = send(channel)

    [envelope] = keeper.envelopes
    assert outcome == Accepted("250 2.0.0")
    assert (envelope.mail_from, envelope.rcpt_tos) == (SENDER, [RECIPIENT])
    assert envelope.original_content == MESSAGE


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from([b".", b"..", b"\r\n", b"\n", b"\r", b"a", "é".encode(), b" "])).map(b"".join)
)
def test_any_body_arrives_as_it_was_with_every_line_ended(real_server, body):
    keeper, channel = real_server
    keeper.envelopes.clear()

    outcome = send(channel, message=b"Subject: x\r\n\r\n" + body)

    lines = body.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    [envelope] = keeper.envelopes
    arrived = envelope.original_content.removeprefix(b"Subject: x\r\n\r\n")
    assert isinstance(outcome, Accepted)
    assert arrived.split(b"\r\n") in (lines, [*lines, b""])


@pytest.fixture(scope="module")
def real_server():
    with running() as (port, keeper), pool(port) as channel:
        yield keeper, channel


def test_connections_are_kept_between_messages():
    with Script([*GREETING, *TAKEN, *TAKEN, *TAKEN]) as server, pool(server.port) as channel:
        outcomes = [send(channel) for _ in range(3)]

    assert outcomes == [Accepted("250 2.0.0")] * 3
    assert server.opened == 1


def test_a_connection_carries_only_so_many_messages():
    scripts = [[*GREETING, *TAKEN, *TAKEN], [*GREETING, *TAKEN]]

    with Script(*scripts) as server, pool(server.port, messages_per_connection=2) as channel:
        outcomes = [send(channel) for _ in range(3)]

    assert outcomes == [Accepted("250 2.0.0")] * 3
    assert server.opened == 2


def test_threads_share_a_pool_without_losing_or_mixing_messages():
    with running() as (port, keeper), pool(port, size=3) as channel:
        names = [f"contact{number}@inbox.example" for number in range(60)]
        outcomes: list[smtp.Outcome] = []

        def work(mine):
            outcomes.extend(send(channel, recipient=name, message=name.encode() + b"\r\n") for name in mine)

        threads = [threading.Thread(target=work, args=(names[start::6],)) for start in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert outcomes == [Accepted("250 2.0.0")] * 60
    assert sorted(envelope.rcpt_tos[0] for envelope in keeper.envelopes) == sorted(names)
    assert all(e.original_content.strip().decode() == e.rcpt_tos[0] for e in keeper.envelopes)


def test_a_full_pool_lets_nobody_wait_forever():
    started, released = threading.Event(), threading.Event()

    def hold():
        started.set()
        released.wait(10)

    with running() as (port, keeper), pool(port, size=1, timeout_seconds=0.2) as channel:
        first = threading.Thread(target=send, args=(channel,), kwargs={"before_data": hold})
        first.start()
        started.wait(10)
        outcome = send(channel)
        released.set()
        first.join()

    assert outcome == Unreachable("busy")
    assert len(keeper.envelopes) == 1


@pytest.mark.parametrize(
    ("steps", "outcome"),
    [
        (["line", "550 5.7.1 no"], Refused(550, "550 5.7.1", permanent=True, stage="mail")),
        ([*MAIL, "line", "550 5.1.1 <ana@inbox.example>?"], Refused(550, "550 5.1.1", True, "rcpt")),
        ([*MAIL, "line", "450 4.2.1 later"], Refused(450, "450 4.2.1", False, "rcpt")),
        ([*MAIL, "line", "552-one\r\n552 two"], Refused(552, "552", True, "rcpt")),
        ([*MAIL, *RCPT, "line", "451 4.3.0 not now"], Refused(451, "451 4.3.0", False, "data")),
        ([*MAIL, *RCPT, *DATA, "content", "554 5.7.1 spam"], Refused(554, "554 5.7.1", True, "message")),
        ([*MAIL, *RCPT, *DATA, "content", "452 4.3.1 full"], Refused(452, "452 4.3.1", False, "message")),
    ],
)
def test_a_refusal_tells_code_and_stage_and_the_connection_serves_the_next_message(steps, outcome):
    script = [*GREETING, *steps, "line", "250 reset", *TAKEN]

    with Script(script) as server, pool(server.port) as channel:
        outcomes = [send(channel), send(channel)]

    assert outcomes == [outcome, Accepted("250 2.0.0")]
    assert server.opened == 1
    assert "RSET" in server.received


@pytest.mark.parametrize(
    ("steps", "outcome"),
    [
        (["line", "421 4.3.2 closing"], Refused(421, "421 4.3.2", False, "mail")),
        ([*MAIL, "line", "421 4.3.2 closing"], Refused(421, "421 4.3.2", False, "rcpt")),
        ([*MAIL, *RCPT, *DATA, "content", "421 4.3.2 closing"], Refused(421, "421 4.3.2", False, "message")),
    ],
)
def test_after_421_the_connection_is_not_used_again(steps, outcome):
    with Script([*GREETING, *steps, "line"], [*GREETING, *TAKEN]) as server, pool(server.port) as channel:
        outcomes = [send(channel), send(channel)]

    assert outcomes == [outcome, Accepted("250 2.0.0")]
    assert server.opened == 2
    assert "RSET" not in server.received


@pytest.mark.parametrize(
    ("steps", "reason"),
    [
        (["reset"], "disconnected"),
        (["close"], "disconnected"),
        (["line", "close"], "disconnected"),
        ([*MAIL, "line", "close"], "disconnected"),
        ([*MAIL, *RCPT, "line", "close"], "disconnected"),
        (["line", "hang"], "timeout"),
        ([*MAIL, *RCPT, "line", "hang"], "timeout"),
        (["line", "what?"], "garbled reply"),
        ([*MAIL, *RCPT, "line", "250 no need"], "garbled reply"),
        (["line", "250 " + "x" * 9000], "session refused"),
    ],
)
def test_trouble_before_the_message_leaves_it_unsent(steps, reason):
    marks = []

    with Script([*GREETING, *steps]) as server, pool(server.port, timeout_seconds=0.3) as channel:
        outcome = send(channel, before_data=lambda: marks.append("sending"))

    assert outcome == Unreachable(reason)
    assert marks == []


def test_a_connection_lost_within_the_message_leaves_it_unsent():
    big = b"a" * 900 + b"\r\n"

    with (
        Script([*GREETING, *MAIL, *RCPT, *DATA, "some content", "reset"]) as server,
        pool(server.port) as channel,
    ):
        outcome = send(channel, message=big * 20_000)

    assert outcome == Unreachable("disconnected")


@pytest.mark.parametrize(
    ("steps", "reason"),
    [
        (["content", "close"], "disconnected"),
        (["content", "reset"], "disconnected"),
        (["content", "hang"], "timeout"),
        (["content", "250-half a reply", "close"], "disconnected"),
        (["content", "well, yes"], "garbled reply"),
        (["content", "354 more?"], "garbled reply"),
        (["content", "250 " + "x" * 9000], "session refused"),
    ],
)
def test_silence_or_noise_after_the_final_dot_is_uncertain(steps, reason):
    outcome = outcome_of(*MAIL, *RCPT, *DATA, *steps, verdict_timeout_seconds=0.3)

    assert outcome == Uncertain(reason)


def test_a_slow_verdict_is_waited_for_longer_than_anything_else():
    steps = [*MAIL, *RCPT, *DATA, "content", 0.6, "250 2.0.0 at last"]

    outcome = outcome_of(*steps, timeout_seconds=0.3, verdict_timeout_seconds=5)

    assert outcome == Accepted("250 2.0.0")


def test_an_uncertain_message_is_not_tried_again_on_another_connection():
    lost = [*MAIL, *RCPT, *DATA, "content", "close"]

    with Script([*GREETING, *TAKEN, *lost], [*GREETING, *TAKEN]) as server, pool(server.port) as channel:
        outcomes = [send(channel), send(channel)]

    assert outcomes == [Accepted("250 2.0.0"), Uncertain("disconnected")]
    assert server.opened == 1


@pytest.mark.parametrize(
    "end",
    [
        ["close"],
        ["reset"],
        ["421 4.4.2 idle too long", "close"],
        ["250 one reply too many"],
        ["line", "close"],
        ["line", "421 4.4.2 idle too long"],
    ],
)
def test_a_stale_connection_is_replaced_without_a_word(end):
    with Script([*GREETING, *TAKEN, *end], [*GREETING, *TAKEN]) as server, pool(server.port) as channel:
        first = send(channel)
        time.sleep(0.1)
        second = send(channel)

    assert [first, second] == [Accepted("250 2.0.0")] * 2
    assert server.opened == 2


def test_a_reply_too_many_is_never_taken_for_the_next_verdict():
    doubled = [*TAKEN[:-1], "250 2.0.0 ok\r\n250 2.0.0 ok again"]
    refusing = [*MAIL, "line", "550 5.1.1 unknown", "line", "250 reset"]

    with (
        Script([*GREETING, *doubled, *refusing], [*GREETING, *refusing]) as server,
        pool(server.port) as channel,
    ):
        outcomes = [send(channel), send(channel)]

    assert outcomes == [Accepted("250 2.0.0"), Refused(550, "550 5.1.1", True, "rcpt")]
    assert server.opened == 2


def test_a_connection_idle_for_a_while_is_asked_whether_it_lives(monkeypatch):
    later = time.monotonic() + 10
    scripts = [[*GREETING, *TAKEN, "line", "250 alive", *TAKEN]]

    with Script(*scripts) as server, pool(server.port) as channel:
        first = send(channel)
        monkeypatch.setattr(time, "monotonic", lambda: later)
        second = send(channel)

    assert [first, second] == [Accepted("250 2.0.0")] * 2
    assert server.received.count("noop") == 1


def test_a_connection_idle_for_too_long_is_given_up(monkeypatch):
    later = time.monotonic() + 100

    with Script([*GREETING, *TAKEN], [*GREETING, *TAKEN]) as server, pool(server.port) as channel:
        first = send(channel)
        monkeypatch.setattr(time, "monotonic", lambda: later)
        second = send(channel)

    assert [first, second] == [Accepted("250 2.0.0")] * 2
    assert server.opened == 2


def test_before_data_runs_between_acceptance_of_the_recipient_and_the_message():
    seen = []

    with Script([*GREETING, *TAKEN]) as server, pool(server.port) as channel:
        send(channel, before_data=lambda: seen.append(list(server.received)))

    [[ehlo, mail, rcpt, data]] = seen
    assert (ehlo, data) == ("ehlo clinic.example", "DATA")
    assert (mail, rcpt) == (f"MAIL FROM:<{SENDER}>", f"RCPT TO:<{RECIPIENT}>")


def test_a_message_that_before_data_forbids_never_leaves():
    def forbid():
        raise PermissionError("consent withdrawn")

    with running() as (port, keeper), pool(port) as channel:
        with pytest.raises(PermissionError):
            send(channel, before_data=forbid)
        outcome = send(channel)

    assert outcome == Accepted("250 2.0.0")
    assert len(keeper.envelopes) == 1


def test_envelopes_are_sent_together_where_the_server_allows():
    script = [*PIPELINING, "line", "line", "250 2.1.0 ok\r\n250 2.1.5 ok", *DATA, "content", "250 2.0.0 ok"]

    with Script(script) as server, pool(server.port) as channel:
        outcome = send(channel, message=b"Subject: x\r\n\r\n" + "é\r\n".encode())

    assert outcome == Accepted("250 2.0.0")
    assert server.received[1:3] == [f"MAIL FROM:<{SENDER}> SIZE=18 BODY=8BITMIME", f"RCPT TO:<{RECIPIENT}>"]


def test_a_refused_sender_in_a_pipeline_leaves_no_reply_behind():
    refused = ["line", "line", "550 5.7.1 no\r\n503 5.5.1 no sender", "line", "250 reset"]
    taken = ["line", "line", "250 ok\r\n250 ok", *DATA, "content", "250 2.0.0 ok"]

    with Script([*PIPELINING, *refused, *taken]) as server, pool(server.port) as channel:
        outcomes = [send(channel), send(channel)]

    assert outcomes == [Refused(550, "550 5.7.1", True, "mail"), Accepted("250 2.0.0")]
    assert server.opened == 1


@pytest.mark.parametrize("greeting", ["554 5.7.1 go away", "421 busy", "SSH-2.0-none"])
def test_a_server_that_turns_everyone_away_says_nothing_of_the_message(greeting):
    with Script([greeting]) as server, pool(server.port) as channel:
        assert send(channel) == Unreachable("session refused")


def test_nobody_listening_is_unreachable():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]

    with pool(port) as channel:
        assert send(channel) == Unreachable("connection failed")


@pytest.mark.parametrize(
    ("sender", "recipient", "outcome"),
    [
        (SENDER, "ana@inbox.example>\r\nRCPT TO:<eve@intruder.example", BAD_RECIPIENT),
        (SENDER, "安娜@inbox.example", BAD_RECIPIENT),
        (SENDER, "", BAD_RECIPIENT),
        ("a b@clinic.example", RECIPIENT, Refused(553, "553 5.1.7", permanent=True, stage="mail")),
    ],
)
def test_an_address_that_could_be_a_command_never_reaches_the_server(sender, recipient, outcome):
    with Script() as server, pool(server.port) as channel:
        answer = channel.send(sender, recipient, MESSAGE)

    assert answer == outcome
    assert server.opened == 0


def test_a_bounce_has_no_sender():
    with running() as (port, keeper), pool(port) as channel:
        outcome = channel.send("", RECIPIENT, MESSAGE)

    assert outcome == Accepted("250 2.0.0")
    assert keeper.envelopes[0].mail_from == "<>"


@functools.cache
def certificate():
    """A key and a certificate for localhost that signs itself, as PEM."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = dt.datetime.now(dt.UTC)
    names = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return private, certificate.public_bytes(serialization.Encoding.PEM)


@pytest.fixture
def authority(tmp_path):
    """The path of the certificate, and a server's TLS context with it."""
    private, public = certificate()
    (tmp_path / "key.pem").write_bytes(private)
    (tmp_path / "ca.pem").write_bytes(public)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(tmp_path / "ca.pem", tmp_path / "key.pem")
    return str(tmp_path / "ca.pem"), context


def authenticate(server, session, envelope, mechanism, data):
    return AuthResult(success=data.password == b"correct horse", handled=False)


def secured(authority, security):
    """A real server that wants a password over TLS."""
    _, context = authority
    encryption = {"ssl_context": context} if security == "tls" else {"tls_context": context}
    starttls = {} if security == "tls" else {"require_starttls": True}
    return running(
        **encryption,
        **starttls,
        authenticator=authenticate,
        auth_required=True,
        auth_require_tls=security != "tls",
    )


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_password_goes_over_tls_to_a_server_that_proves_its_name(authority, security):
    with secured(authority, security) as (port, keeper):
        server = smtp.Server("localhost", port, "ly", "correct horse", security, ca_file=authority[0])
        with smtp.Pool(server, timeout_seconds=5) as channel:
            outcomes = [send(channel), send(channel)]

    assert outcomes == [Accepted("250 2.0.0")] * 2
    assert len(keeper.envelopes) == 2


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_server_that_cannot_prove_its_name_gets_nothing(authority, security):
    with secured(authority, security) as (port, keeper):
        server = smtp.Server("localhost", port, "ly", "correct horse", security)
        with smtp.Pool(server, timeout_seconds=5) as channel:
            outcome = send(channel)

    assert outcome == Unreachable("tls failed")
    assert keeper.envelopes == []


@pytest.mark.parametrize("password", ["wrong", "héron"])
def test_a_refused_login_says_nothing_of_the_recipient(authority, password):
    with secured(authority, "starttls") as (port, _):
        server = smtp.Server("localhost", port, "ly", password, "starttls", ca_file=authority[0])
        with smtp.Pool(server, timeout_seconds=5) as channel:
            outcome = send(channel)

    assert outcome == Unreachable("login refused")


def test_a_server_without_starttls_is_not_spoken_to_in_clear():
    with (
        running() as (port, keeper),
        smtp.Pool(smtp.Server("127.0.0.1", port, security="starttls")) as channel,
    ):
        outcome = send(channel)

    assert outcome == Unreachable("extension missing")
    assert keeper.envelopes == []


@pytest.mark.parametrize(
    "username", [{"username": "ly", "password": "p"}, {"username": "ly"}, {"password": "p"}]
)
def test_a_password_in_clear_or_half_a_login_is_refused(username):
    with pytest.raises(ValueError, match="password"):
        smtp.Server("mail.clinic.example", 25, **username)


def test_the_password_shows_in_no_log():
    assert "secret" not in repr(smtp.Server("localhost", 25, "ly", "secret"))
