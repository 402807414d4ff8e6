"""A pooled SMTP client (RFC 5321) that knows, for every message, whether it may be sent again.

The line is the final dot of DATA: trouble before it can be retried, silence after it can't.
"""

import collections
import contextlib
import functools
import ipaddress
import re
import smtplib
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, Self

from lightyear.channels import _smtp_line
from lightyear.messaging.channel import Accepted, Outcome, Refused, Uncertain, Unreachable

__all__ = ["Accepted", "Outcome", "Pool", "Refused", "Server", "Uncertain", "Unreachable"]


@dataclass(frozen=True)
class Server:
    """A mail server; with "starttls" and "tls" its certificate must be valid for `host`.

    `own_name` is what we call ourselves in EHLO, `ca_file` a PEM of authorities besides the system's.
    Raises ValueError for a password that would cross a network in clear.
    """

    host: str
    port: int
    username: str | None = None
    password: str | None = field(default=None, repr=False)
    security: Literal["none", "starttls", "tls"] = "none"
    own_name: str | None = None
    ca_file: str | None = None

    def __post_init__(self) -> None:
        if (self.username is None) != (self.password is None):
            raise ValueError("username and password come together")
        if self.username is not None and self.security == "none" and not _is_loopback(self.host):
            raise ValueError("a password needs starttls or tls")

    @functools.cached_property
    def tls(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=self.ca_file)


class Pool:
    """Up to `size` connections to one server, kept open between messages; safe to share by threads.

    `verdict_timeout_seconds` is the wait for the reply to the final dot: RFC 5321 section 4.5.3.2.6 asks
    for ten minutes, since giving up earlier makes `Uncertain` of messages that were merely slow.
    """

    def __init__(
        self,
        server: Server,
        *,
        size: int = 4,
        timeout_seconds: float = 30,
        verdict_timeout_seconds: float = 600,
        idle_seconds: float = 60,
        messages_per_connection: int = 100,
    ) -> None:
        self._server = server
        self._timeout = timeout_seconds
        self._verdict_timeout = verdict_timeout_seconds
        self._idle_seconds = idle_seconds
        self._messages_per_connection = messages_per_connection
        self._slots = threading.BoundedSemaphore(size)
        self._idle: collections.deque[_smtp_line.Line] = collections.deque()
        self._is_closed = False

    def send(
        self,
        envelope_from: str,
        recipient: str,
        message: bytes,
        before_data: Callable[[], None] | None = None,
    ) -> Outcome:
        """Send one message to one recipient; never raises for trouble with network or server.

        A refusal comes with its stage, "mail", "rcpt", "data" or "message": only a permanent one at "rcpt"
        speaks of the recipient's address. Replies are codes alone ("550 5.1.1"), reasons a few fixed words.
        `before_data` runs once the server asks for the message and before a byte of it leaves; if it
        raises, nothing is sent and its exception comes out.
        """
        if not _FORWARD_PATH.fullmatch(recipient) or not _REVERSE_PATH.fullmatch(envelope_from):
            # RFC 3463: 5.1.3, bad destination mailbox address syntax; 5.1.7, bad sender's.
            stage, status = ("mail", "5.1.7") if _FORWARD_PATH.fullmatch(recipient) else ("rcpt", "5.1.3")
            return Refused(553, f"553 {status}", permanent=True, stage=stage)
        if not self._slots.acquire(timeout=self._timeout):
            return Unreachable("busy")
        try:
            return self._send(_smtp_line.Letter.of(envelope_from, recipient, message, before_data))
        finally:
            self._slots.release()

    def close(self) -> None:
        """Say goodbye on every idle connection; those in use close when their message is done."""
        self._is_closed = True
        while self._idle:
            with contextlib.suppress(IndexError):
                self._idle.pop().quit()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _send(self, letter: _smtp_line.Letter) -> Outcome:
        line = self._reusable()
        answer = line.offer(letter) if line else None
        if line is None or _is_stale(answer):
            try:
                line = self._connect()
            except _smtp_line.FAILURES as error:
                return Unreachable(_smtp_line.reason(error))
            answer = line.offer(letter)
        outcome = answer or line.hand_over(letter, verdict_timeout_seconds=self._verdict_timeout)
        self._keep(line)
        return outcome

    def _reusable(self) -> _smtp_line.Line | None:
        while self._idle:
            with contextlib.suppress(IndexError):
                line = self._idle.pop()
                if line.is_alive(self._idle_seconds):
                    return line
                line.quit()
        return None

    def _connect(self) -> _smtp_line.Line:
        server, where = self._server, (self._server.host, self._server.port, self._server.own_name)
        client = (
            smtplib.SMTP_SSL(*where, timeout=self._timeout, context=server.tls)
            if server.security == "tls"
            else smtplib.SMTP(*where, timeout=self._timeout)
        )
        try:
            if server.security == "starttls":
                client.starttls(context=server.tls)
            client.ehlo_or_helo_if_needed()
            if server.username is not None and server.password is not None:
                client.login(server.username, server.password)
            return _smtp_line.Line(client, self._timeout)
        except BaseException:
            client.close()
            raise

    def _keep(self, line: _smtp_line.Line) -> None:
        if line.is_open and line.messages < self._messages_per_connection and not self._is_closed:
            self._idle.append(line)
        else:
            line.quit()


def _is_stale(answer: Refused | Unreachable | None) -> bool:
    """Whether a kept connection turned out to be gone; nothing was sent, so a fresh one may try."""
    return isinstance(answer, Unreachable) or (isinstance(answer, Refused) and answer.code == 421)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


_FORWARD_PATH = re.compile(r"[!-;=?A-~]+@[!-;=?A-~]+")
_REVERSE_PATH = re.compile(r"([!-;=?A-~]+@[!-;=?A-~]+)?")
