"""Where a request waits for its body, ahead of the pages.

A page takes one of few threads, so no thread may wait for bytes that a stranger sends when it pleases
(docs/decisions/0008).
"""

import asyncio
import io
import sys
import time
from collections.abc import Awaitable, Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from typing import Any, BinaryIO
from urllib.parse import unquote_to_bytes
from wsgiref.types import WSGIApplication

Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

PATIENCE_SECONDS = 10
"""How long a body may take."""
LONG_PATIENCE_SECONDS = 120
"""How long a body may take that a page reads itself; the page asked first who sends it."""
MOST_WAITING = 256
"""How many bodies are awaited at once; with the limit of each, it bounds the memory."""
THREADS = 4
CHUNK_BYTES = 1024 * 1024


class Gone(ConnectionError):
    """Whoever asked has hung up."""


class WaitingRoom:
    """An ASGI application that answers with WSGI pages, each request wholly in one thread.

    A body of up to `limit` bytes is complete before it takes a thread. One that says it is longer reaches
    the pages unread, with its length; one that turns out longer reaches them empty, with what was counted.
    """

    def __init__(
        self,
        pages: WSGIApplication,
        *,
        limit: int,
        threads: int = THREADS,
        patience_seconds: float = PATIENCE_SECONDS,
        most_waiting: int = MOST_WAITING,
    ) -> None:
        self.pages = pages
        self.limit = limit
        self.patience_seconds = patience_seconds
        self.most_waiting = most_waiting
        self.threads = ThreadPoolExecutor(threads, thread_name_prefix="page")
        self.waiting: dict[asyncio.Timeout, None] = {}

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        environ = _environ(scope)
        try:
            environ["wsgi.input"] = await self._input(environ, receive)
        except TimeoutError:
            return await _refuse(send, HTTPStatus.REQUEST_TIMEOUT)
        except Gone:
            return None
        loop = asyncio.get_running_loop()
        reply = _Reply(send, loop)
        await loop.run_in_executor(self.threads, self._answer, environ, reply)
        return await reply.end()

    async def _input(self, environ: Message, receive: Receive) -> BinaryIO:
        length = environ["CONTENT_LENGTH"]
        if length.isdecimal() and int(length) > self.limit:
            return io.BufferedReader(_LongBody(receive, asyncio.get_running_loop()))
        body = await self._whole(receive)
        environ["CONTENT_LENGTH"] = str(len(body))
        return io.BytesIO(body if len(body) <= self.limit else b"")

    async def _whole(self, receive: Receive) -> bytearray:
        """The body, or as much of it as shows that it is over the limit. Raises TimeoutError, Gone."""
        body, more = bytearray(), True
        async with asyncio.timeout(self.patience_seconds) as patience:
            self._make_room()
            self.waiting[patience] = None
            try:
                while more and len(body) <= self.limit:
                    part, more = await _part(receive)
                    body += part
            finally:
                self.waiting.pop(patience, None)
        return body

    def _make_room(self) -> None:
        """The one that has waited longest gives way: an honest body is here in a moment."""
        if len(self.waiting) >= self.most_waiting:
            longest = next(iter(self.waiting))
            del self.waiting[longest]
            longest.reschedule(0)

    def _answer(self, environ: Message, reply: "_Reply") -> None:
        parts = self.pages(environ, reply.start)
        try:
            reply.say(parts)
        finally:
            # PEP 3333: what has a close() is closed, however the request ended.
            if close := getattr(parts, "close", None):
                close()


class _LongBody(io.RawIOBase):
    """A body as it comes in, for a page's thread to read. Raises TimeoutError, Gone."""

    def __init__(self, receive: Receive, loop: asyncio.AbstractEventLoop) -> None:
        self.receive = receive
        self.loop = loop
        self.deadline = time.monotonic() + LONG_PATIENCE_SECONDS
        self.part, self.more = b"", True

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while self.more and not self.part:
            coming = asyncio.run_coroutine_threadsafe(_part(self.receive), self.loop)
            self.part, self.more = coming.result(max(0, self.deadline - time.monotonic()))
        taken = self.part[: len(buffer)]
        buffer[: len(taken)] = taken
        self.part = self.part[len(taken) :]
        return len(taken)


class _Reply:
    """What goes back: long ones piece by piece from the page's thread, the last piece when it is free."""

    def __init__(self, send: Send, loop: asyncio.AbstractEventLoop) -> None:
        self.send = send
        self.loop = loop
        self.head: Message | None = None
        self.last = b""

    def start(
        self, status: str, headers: list[tuple[str, str]], exc_info: Any = None
    ) -> Callable[[bytes], Any]:
        pairs = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]
        self.head = {"type": "http.response.start", "status": int(status[:3]), "headers": pairs}
        return _no_write

    def say(self, parts: Iterable[bytes]) -> None:
        for chunk in _chunks(parts):
            if self.last:
                going = asyncio.run_coroutine_threadsafe(self._send(more=True), self.loop)
                going.result(LONG_PATIENCE_SECONDS)
            self.last = chunk

    async def end(self) -> None:
        await self._send(more=False)

    async def _send(self, *, more: bool) -> None:
        head, self.head = self.head, None
        if head is not None:
            await self.send(head)
        await self.send({"type": "http.response.body", "body": self.last, "more_body": more})


def _no_write(_: bytes) -> None:
    """The old way of PEP 3333 to answer, which no page takes."""
    raise RuntimeError("Pages return their body.")


def _chunks(parts: Iterable[bytes]) -> Iterator[bytes]:
    """The parts put together: all of a page, about CHUNK_BYTES at a time of a file."""
    held = bytearray()
    for part in parts:
        held += part
        if len(held) >= CHUNK_BYTES:
            yield bytes(held)
            held.clear()
    yield bytes(held)


async def _part(receive: Receive) -> tuple[bytes, bool]:
    """The next part of a body, and whether more follows. Raises Gone."""
    message = await receive()
    if message["type"] != "http.request":
        raise Gone
    return message.get("body", b""), message.get("more_body", False)


async def _refuse(send: Send, status: HTTPStatus) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": status.value, "headers": headers})
    await send({"type": "http.response.body", "body": f"{status.phrase}\n".encode()})


def _environ(scope: Message) -> Message:
    """The WSGI environment of a request (PEP 3333); wsgi.input is still missing."""
    environ: Message = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(scope["raw_path"]).decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": scope["server"][0],
        "SERVER_PORT": str(scope["server"][1]),
        "REMOTE_ADDR": scope["client"][0],
        "CONTENT_LENGTH": "",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for name, value in scope["headers"]:
        _put(environ, name.decode("latin-1"), value.decode("latin-1"))
    return environ


def _put(environ: Message, name: str, value: str) -> None:
    # X_Forwarded_For would read as X-Forwarded-For, which only a proxy may say.
    if "_" in name:
        return
    key = name.upper().replace("-", "_")
    if key in {"CONTENT_TYPE", "CONTENT_LENGTH"}:
        environ[key] = value
    elif (known := environ.get(f"HTTP_{key}")) is not None:
        # RFC 9110, section 5.3; for cookies RFC 6265, section 5.4.
        environ[f"HTTP_{key}"] = f"{known}{'; ' if key == 'COOKIE' else ','}{value}"
    else:
        environ[f"HTTP_{key}"] = value
