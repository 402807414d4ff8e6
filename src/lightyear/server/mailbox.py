"""The demo's mail server: it takes every message and keeps it on this machine, for the mailbox page."""

import asyncio
import contextlib
import logging
import socket
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from lightyear.kit import maildir


@dataclass(frozen=True)
class Serving:
    """A mail server that runs on 127.0.0.1 at `port`."""

    port: int


class Mailbox:
    """Keeps each message in the Maildir at `directory`, on disk before the sender hears 250.

    `on_message` sees each envelope before it is kept; if it raises, the message is refused for now (451)
    and not kept. `delay_seconds` passes between keeping a message and saying so.
    """

    def __init__(
        self,
        directory: Path,
        *,
        on_message: Callable[[Envelope], None] | None = None,
        delay_seconds: float = 0,
    ) -> None:
        self._directory = directory
        self._on_message = on_message
        self._delay_seconds = delay_seconds

    @contextlib.contextmanager
    def serve(self, port: int = 0) -> Iterator[Serving]:
        """Receive mail in a thread of its own until the context ends; port 0 takes a free one."""
        # The library logs the addresses of every envelope at this logger's lower levels.
        logging.getLogger("mail").setLevel(logging.WARNING)
        controller = _Loopback(self, socket.create_server(("127.0.0.1", port)))
        controller.start()
        try:
            yield Serving(controller.port)
        finally:
            controller.stop()

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Keep one message; called by the library at the final dot, its answer is the reply."""
        try:
            await asyncio.to_thread(self._take, envelope)
        except OSError:
            return "452 4.3.1 Insufficient system storage"
        except _Unwanted:
            return "451 4.3.0 Try again later"
        await asyncio.sleep(self._delay_seconds)
        return "250 2.0.0 Kept"

    def _take(self, envelope: Envelope) -> None:
        if self._on_message:
            try:
                self._on_message(envelope)
            except Exception as error:
                raise _Unwanted from error
        maildir.store(self._directory, envelope.original_content or b"")


class _Unwanted(Exception):
    """The hook refused a message."""


class _Loopback(Controller):
    """A controller on a socket that is bound already: its own way can't tell which free port it got."""

    def __init__(self, handler: Mailbox, listener: socket.socket) -> None:
        super().__init__(handler, "127.0.0.1", listener.getsockname()[1], server_hostname="localhost")
        self._listener = listener

    def _create_server(self) -> Awaitable[asyncio.AbstractServer]:
        return self.loop.create_server(self._factory_invoker, sock=self._listener)
