"""One SMTP connection and the fate of one message on it (RFC 5321)."""

import contextlib
import re
import smtplib
import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

from lightyear.messaging.channel import Accepted, Outcome, Refused, Uncertain, Unreachable

# smtplib's own exceptions are OSErrors; it encodes user names and passwords as ASCII.
FAILURES = (OSError, UnicodeError)


@dataclass(frozen=True, repr=False)
class Letter:
    """One message with its envelope; `content` is dot-stuffed and ends in CRLF."""

    envelope_from: str
    recipient: str
    content: bytes
    before_data: Callable[[], None] | None

    @classmethod
    def of(
        cls, envelope_from: str, recipient: str, message: bytes, before_data: Callable[[], None] | None
    ) -> Self:
        return cls(envelope_from, recipient, _stuffed(message), before_data)


class Line:
    """One open connection, past greeting and login, with no transaction under way."""

    def __init__(self, client: smtplib.SMTP, timeout_seconds: float) -> None:
        self._client = client
        self._timeout = timeout_seconds
        self._idle_since = time.monotonic()
        self.messages = 0
        # The final dot goes out in a packet of its own: it must not wait for the acknowledgment of the rest.
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    @property
    def is_open(self) -> bool:
        return self._client.sock is not None

    def is_alive(self, idle_seconds: float) -> bool:
        """Whether the connection may be used again, as far as can be told without asking too often."""
        idle = time.monotonic() - self._idle_since
        try:
            return idle <= idle_seconds and self._is_quiet() and (idle < _NOOP_AFTER or self._answers_noop())
        except FAILURES:
            return False

    def offer(self, letter: Letter) -> Refused | Unreachable | None:
        """MAIL and RCPT; None means that the server would take the message."""
        commands = (
            f"MAIL FROM:<{letter.envelope_from}>{self._parameters(letter)}",
            f"RCPT TO:<{letter.recipient}>",
        )
        try:
            for stage, (code, text) in zip(("mail", "rcpt"), self._ask(commands), strict=False):
                if code // 100 != 2:
                    return self._no(code, text, stage)
        except FAILURES as error:
            self._client.close()
            return Unreachable(reason(error))
        return None

    def hand_over(self, letter: Letter, *, verdict_timeout_seconds: float) -> Outcome:
        """DATA, the message, the dot, the verdict."""
        refusal = self._begin_data()
        if refusal:
            return refusal
        failure = self._send_content(letter)
        if failure:
            return failure
        try:
            self._client.send(b".\r\n")
            self._socket.settimeout(verdict_timeout_seconds)
            code, text = self._client.getreply()
            self._socket.settimeout(self._timeout)
        except FAILURES as error:
            self._client.close()
            return Uncertain(reason(error))
        return self._verdict(code, text)

    def quit(self) -> None:
        """End the session politely, without waiting long for the server's farewell."""
        if not self.is_open:
            return
        with contextlib.suppress(*FAILURES):
            self._socket.settimeout(min(self._timeout, _PATIENCE))
            self._client.docmd("QUIT")
        self._client.close()

    @property
    def _socket(self) -> socket.socket:
        if self._client.sock is None:
            raise smtplib.SMTPServerDisconnected
        return self._client.sock

    def _is_quiet(self) -> bool:
        """Whether no reply is left: it would be taken for the next command's, up to a false "accepted"."""
        self._socket.settimeout(0)
        try:
            return self._client.file is None or not self._client.file.peek(1)
        except ssl.SSLWantReadError:
            return True
        finally:
            self._socket.settimeout(self._timeout)

    def _answers_noop(self) -> bool:
        self._socket.settimeout(min(self._timeout, _PATIENCE))
        code, _ = self._client.noop()
        self._socket.settimeout(self._timeout)
        return code == 250

    def _parameters(self, letter: Letter) -> str:
        size = f" SIZE={len(letter.content)}" if self._client.has_extn("size") else ""
        is_eight_bit = not letter.content.isascii() and self._client.has_extn("8bitmime")
        return size + (" BODY=8BITMIME" if is_eight_bit else "")

    def _ask(self, commands: tuple[str, ...]) -> list[tuple[int, bytes]]:
        """Send commands and return their replies; without pipelining (RFC 2920) stop at the first refusal."""
        if self._client.has_extn("pipelining"):
            self._client.send("".join(f"{command}\r\n" for command in commands))
            return [self._client.getreply() for _ in commands]
        replies: list[tuple[int, bytes]] = []
        for command in commands:
            replies.append(self._client.docmd(command))
            if replies[-1][0] // 100 != 2:
                break
        return replies

    def _begin_data(self) -> Refused | Unreachable | None:
        try:
            code, text = self._client.docmd("DATA")
        except FAILURES as error:
            self._client.close()
            return Unreachable(reason(error))
        return None if code == 354 else self._no(code, text, "data")

    def _send_content(self, letter: Letter) -> Unreachable | None:
        try:
            if letter.before_data:
                letter.before_data()
        except BaseException:
            # Without a final dot the server has to forget the message (RFC 5321 section 4.1.1.4).
            self._client.close()
            raise
        try:
            for start in range(0, len(letter.content), _CHUNK):
                self._client.send(letter.content[start : start + _CHUNK])
        except FAILURES as error:
            self._client.close()
            return Unreachable(reason(error))
        return None

    def _verdict(self, code: int, text: bytes) -> Outcome:
        self.messages += 1
        self._idle_since = time.monotonic()
        if code // 100 == 2:
            return Accepted(_trimmed(code, text))
        answer = self._no(code, text, "message")
        return answer if isinstance(answer, Refused) else Uncertain(answer.reason)

    def _no(self, code: int, text: bytes, stage: str) -> Refused | Unreachable:
        """Read a reply that isn't the wanted one, and leave the line without a transaction, or closed."""
        if code // 100 not in (4, 5):
            self._client.close()
            return Unreachable("garbled reply")
        self._forget(code)
        return Refused(code, _trimmed(code, text), permanent=code // 100 == 5, stage=stage)

    def _forget(self, code: int) -> None:
        self._idle_since = time.monotonic()
        try:
            # 421: the server closes the channel (RFC 5321 section 3.8).
            if code == 421 or self._client.docmd("RSET")[0] != 250:
                self._client.close()
        except FAILURES:
            self._client.close()


def _stuffed(message: bytes) -> bytes:
    """RFC 5321 section 4.5.2, on lines that end in CRLF only: a bare CR or LF would let a dot through."""
    lines = _LINE_BREAK.sub(b"\r\n", message)
    stuffed = _LEADING_DOT.sub(b"..", lines)
    return stuffed if stuffed.endswith(b"\r\n") else stuffed + b"\r\n"


def _trimmed(code: int, text: bytes) -> str:
    """Code and enhanced status code (RFC 2034) alone: the words of a reply can hold addresses."""
    enhanced = _ENHANCED.match(text)
    return f"{code} {enhanced[0].decode()}" if enhanced else str(code)


def reason(error: BaseException) -> str:
    """Name a failure in fixed words; the exception's own text can quote the server."""
    if isinstance(error, smtplib.SMTPAuthenticationError | UnicodeError):
        return "login refused"
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return "extension missing"
    if isinstance(error, smtplib.SMTPResponseException):
        return "session refused"
    # smtplib wraps what the socket said.
    cause = error.__context__ if isinstance(error, smtplib.SMTPServerDisconnected) else error
    if isinstance(cause, TimeoutError):
        return "timeout"
    if isinstance(cause, ssl.SSLError):
        return "tls failed"
    return "disconnected" if isinstance(error, smtplib.SMTPServerDisconnected) else "connection failed"


_PATIENCE = 5.0
_NOOP_AFTER = 5.0
_CHUNK = 64 * 1024
_LINE_BREAK = re.compile(rb"\r\n|\r|\n")
_LEADING_DOT = re.compile(rb"^\.", re.MULTILINE)
_ENHANCED = re.compile(rb"[245]\.[0-9]{1,3}\.[0-9]{1,3}(?![0-9.])")
