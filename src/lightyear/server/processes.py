"""The supervisor of `lightyear up`: runs the product's processes together and leaves none behind."""

import contextlib
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import FrameType
from typing import IO, TextIO

from lightyear.kit import parents

EXIT_STOPPED = 0
EXIT_GAVE_UP = 1
EXIT_FORCED = 130  # as a shell reports a program that Ctrl-C ended

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
LONGEST_LINE = 64 * 1024


@dataclass(frozen=True)
class Command:
    """A program to keep running: the name before its output, its words, its environment besides ours."""

    name: str
    argv: Sequence[str]
    env: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Patience:
    """How long, in seconds, the supervisor waits for what, and how often it tries."""

    stop_seconds: float = 10
    quick_seconds: float = 10
    quick_deaths: int = 5
    first_delay_seconds: float = 0.5


@dataclass
class _Child:
    command: Command
    process: subprocess.Popen[bytes] | None = None
    reader: threading.Thread | None = None
    started_at: float = 0
    restart_at: float | None = None
    quick_deaths: int = 0


class _Forced(Exception):
    """Somebody asked a second time to stop."""


class Supervisor:
    """Keeps commands running until it is told to stop or one can't be kept running."""

    def __init__(
        self, commands: Sequence[Command], *, output: TextIO | None = None, patience: Patience | None = None
    ) -> None:
        self._children = [_Child(command) for command in commands]
        self._output = _Output(output or sys.stdout, width=max(len(command.name) for command in commands))
        self._patience = patience or Patience()
        # A child that died, or a signal's number. SimpleQueue may be written in a signal handler.
        self._events: queue.SimpleQueue[_Child | int] = queue.SimpleQueue()

    def run(self) -> int:
        """Run all, from the main thread, and return the exit status once every one of them has ended.

        0 after a stop by SIGINT, SIGTERM or SIGHUP; 1 when a command died five times in a row within ten
        seconds of its start; 130 when SIGINT cut the stop short. Children stop in reverse order: SIGTERM,
        then SIGKILL after ten seconds. They end with the supervisor if that is killed.
        """
        with _signals_put_into(self._events):
            try:
                for child in self._children:
                    self._start(child)
                status = self._keep_running()
                self._stop()
            except _Forced:
                status = EXIT_FORCED
            finally:
                self._kill()
        return status

    def _start(self, child: _Child) -> None:
        child.started_at, child.restart_at = time.monotonic(), None
        try:
            child.process = subprocess.Popen(  # noqa: S603 (the product's own commands)
                child.command.argv,
                env={**os.environ, "PYTHONUNBUFFERED": "1", **child.command.env},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                # A terminal's Ctrl-C reaches the supervisor alone, which stops the children in order.
                start_new_session=True,
                preexec_fn=parents.preexec(signal.SIGKILL),
            )
        except OSError as error:
            self._output.say(f"{child.command.name} can't be started: {error.strerror}.")
            self._events.put(child)
            return
        child.reader = self._follow(child, child.process)

    def _follow(self, child: _Child, process: subprocess.Popen[bytes]) -> threading.Thread:
        def wait() -> None:
            process.wait()
            _kill_group(process)  # what it started and left would hold its port
            self._events.put(child)

        threading.Thread(target=wait, daemon=True).start()
        reader = threading.Thread(
            target=self._output.copy, args=(child.command.name, process.stdout), daemon=True
        )
        reader.start()
        return reader

    def _keep_running(self) -> int:
        while True:
            try:
                event = self._events.get(timeout=self._until_next_restart())
            except queue.Empty:
                self._restart_due()
                continue
            if isinstance(event, int):
                return EXIT_STOPPED
            if not self._take_death(event):
                return EXIT_GAVE_UP

    def _take_death(self, child: _Child) -> bool:
        """Plan the restart; False when the child has died too often."""
        name, lived = child.command.name, time.monotonic() - child.started_at
        self._bury(child)
        child.quick_deaths = child.quick_deaths + 1 if lived < self._patience.quick_seconds else 0
        if child.quick_deaths >= self._patience.quick_deaths:
            self._output.say(
                f"{name} died {child.quick_deaths} times in a row; giving up. Its output says why."
            )
            return False
        delay = self._patience.first_delay_seconds * 2 ** max(0, child.quick_deaths - 1)
        child.restart_at = time.monotonic() + delay
        self._output.say(f"{name} starts again in {delay:g} s.")
        return True

    def _bury(self, child: _Child) -> None:
        process, child.process = child.process, None
        if process is None:
            return
        if child.reader is not None:
            child.reader.join(1)  # its last words come before ours
        how = f"status {process.returncode}"
        if process.returncode < 0:
            how = signal.Signals(-process.returncode).name
        self._output.say(f"{child.command.name} ended ({how}).")

    def _until_next_restart(self) -> float | None:
        planned = [child.restart_at for child in self._children if child.restart_at is not None]
        return max(0.0, min(planned) - time.monotonic()) if planned else None

    def _restart_due(self) -> None:
        for child in self._children:
            if child.restart_at is not None and child.restart_at <= time.monotonic():
                self._start(child)

    def _stop(self) -> None:
        for child in reversed(self._children):
            if child.process is not None:
                child.process.terminate()
                self._await_death(child)

    def _await_death(self, child: _Child) -> None:
        deadline: float | None = time.monotonic() + self._patience.stop_seconds
        while child.process is not None:
            try:
                event = self._events.get(timeout=deadline and max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                self._output.say(f"{child.command.name} doesn't stop; it is killed.")
                _kill_group(child.process)
                deadline = None
                continue
            if event == signal.SIGINT:
                raise _Forced
            if isinstance(event, _Child):
                self._bury(event)

    def _kill(self) -> None:
        for child in reversed(self._children):
            if child.process is not None:
                _kill_group(child.process)
                child.process.wait()
                self._bury(child)


class _Output:
    """One stream that many children write to, line by line, each line after its writer's name."""

    def __init__(self, stream: TextIO, *, width: int) -> None:
        self._stream = stream
        self._width = max(width, len("lightyear"))
        self._lock = threading.Lock()

    def say(self, text: str) -> None:
        self._write("lightyear", text)

    def copy(self, name: str, source: IO[bytes]) -> None:
        with source:
            while line := source.readline(LONGEST_LINE):
                self._write(name, line.decode(errors="replace").rstrip("\r\n"))

    def _write(self, name: str, text: str) -> None:
        # A closed terminal must not stop the reading: a child blocks when nobody reads it.
        with self._lock, contextlib.suppress(OSError, ValueError):
            self._stream.write(f"{name:<{self._width}} | {text}\n")
            self._stream.flush()


@contextlib.contextmanager
def _signals_put_into(events: "queue.SimpleQueue[_Child | int]") -> Iterator[None]:
    def put(number: int, frame: FrameType | None) -> None:
        events.put(number)

    former = {number: signal.getsignal(number) for number in STOP_SIGNALS}
    for number, handler in former.items():
        if number != signal.SIGHUP or handler is not signal.SIG_IGN:  # nohup stays in force
            signal.signal(number, put)
    try:
        yield
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
