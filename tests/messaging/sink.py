"""A mail server on loopback that keeps what it takes and can be told to say no, or to fall silent."""

import asyncio
import email
import email.policy
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller

SILENCE = "silence"


class Sink:
    """`at_rcpt` and `at_data` are the replies to every RCPT and every message; None takes it with `verdict`.

    SILENCE at the data closes the connection without a reply, after the message was kept. While `gate` is
    cleared, no message is answered; `arrived` is set when one came. `on_rcpt` runs before a RCPT is answered.
    """

    def __init__(self) -> None:
        self.port = 0
        self.at_rcpt: str | None = None
        self.at_data: str | None = None
        self.verdict = "250 2.0.0 Taken"
        self.on_rcpt: Callable[[], object] | None = None
        self.raw: list[bytes] = []
        self.gate = threading.Event()
        self.gate.set()
        self.arrived = threading.Event()

    @property
    def mails(self) -> list[EmailMessage]:
        found = [email.message_from_bytes(raw, policy=email.policy.default) for raw in self.raw]
        return [mail for mail in found if isinstance(mail, EmailMessage)]

    @contextmanager
    def serve(self) -> Iterator["Sink"]:
        controller = _OnFreePort(self, "127.0.0.1", 0, server_hostname="localhost")
        self.port = controller.port
        controller.start()
        try:
            yield self
        finally:
            self.gate.set()
            controller.stop()

    async def handle_RCPT(  # noqa: N802 (the library's name)
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if self.on_rcpt:
            await asyncio.to_thread(self.on_rcpt)
        if self.at_rcpt:
            return self.at_rcpt
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 Fine"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if self.at_data and self.at_data != SILENCE:
            return self.at_data
        self.raw.append(envelope.original_content)
        self.arrived.set()
        await asyncio.to_thread(self.gate.wait)
        if self.at_data == SILENCE:
            server.transport.abort()
        return self.verdict


class _OnFreePort(Controller):
    """A controller on a port of the system's choice."""

    def __init__(self, *args: Any, **more: Any) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        super().__init__(*args, **more)
        self.port = self._socket.getsockname()[1]

    def _create_server(self) -> Any:
        return self.loop.create_server(self._factory_invoker, sock=self._socket)
