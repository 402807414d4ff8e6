"""`lightyear worker`: walks the workspaces that have work, until it is told to stop."""

import signal
import threading
import time
from types import FrameType

import click

from lightyear.cli import setup
from lightyear.kit import parents

IDLE_SECONDS = 0.2
SWEEP_SECONDS = 30.0


@click.command()
def worker() -> None:
    """Do the background work: send, seal, advance.

    Any number may run, on any number of machines.

    \b
    Example:
      DATABASE_URL=postgresql://lightyear@db.example/lightyear lightyear worker
    """
    parents.die_with_parent()
    setup.django()
    stop = threading.Event()

    def on_signal(number: int, frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, on_signal)
    run(stop)


def run(stop: threading.Event) -> None:
    """Work until the event is set; a piece of work that has begun is finished first."""
    from django.db import close_old_connections
    from django.utils.module_loading import autodiscover_modules

    from lightyear.workspaces import work

    autodiscover_modules("jobs")
    swept_at = float("-inf")
    while not stop.is_set():
        close_old_connections()
        if time.monotonic() - swept_at > SWEEP_SECONDS:
            work.sweep()
            swept_at = time.monotonic()
        if not work.run_next():
            stop.wait(IDLE_SECONDS)
