"""A mail server's own account of what it took, and a hand on the moment at which a message arrives."""

import email
import threading
from pathlib import Path

from aiosmtpd.smtp import Envelope


class ServerLog:
    """Sees each message at its final dot, before the sender hears anything.

    While `arm`ed, the next message waits there until `release`; `take` says whether the server takes over
    what waited (the sender won't know) or loses it (the sender won't know either).
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.message_ids: list[str] = []
        self.arrived = threading.Event()
        self.waiting = 0
        self._lock = threading.Lock()
        self._gate = threading.Event()
        self._gate.set()
        self._until = 0
        self._is_taken = True

    def arm(self, after: int) -> None:
        """Stop whatever arrives once so many more messages have come."""
        with self._lock:
            self.arrived.clear()
            self._gate.clear()
            self._until = len(self.message_ids) + after

    def release(self, *, take: bool) -> None:
        with self._lock:
            self._is_taken = take
            self._until = 10**9
            self._gate.set()

    def __call__(self, envelope: Envelope) -> None:
        with self._lock:
            is_stopped = not self._gate.is_set() and len(self.message_ids) >= self._until
            self.waiting += is_stopped
        if is_stopped:
            self.arrived.set()
            self._gate.wait(60)
            with self._lock:
                self.waiting -= 1
            if not self._is_taken:
                raise ConnectionAbortedError
        self._take(envelope)

    def _take(self, envelope: Envelope) -> None:
        message_id = str(email.message_from_bytes(envelope.original_content or b"")["Message-ID"])
        with self._lock:
            self.message_ids.append(message_id)
            with self.path.open("a") as file:
                file.write(f"mx smtpd: message-id={message_id} accepted\n")
