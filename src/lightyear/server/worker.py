"""`lightyear worker`: walks the workspaces that have work, until it is told to stop."""

import logging
import signal
import threading
import time
from types import FrameType

import click

from lightyear.cli import setup
from lightyear.kit import parents

logger = logging.getLogger(__name__)

IDLE_SECONDS = 0.2
AWAY_SECONDS = 1.0
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
    """Work until the event is set; a piece of work that has begun is finished first.

    A database that is away for a while is waited for.
    """
    from django.db import InterfaceError, OperationalError, close_old_connections
    from django.utils.module_loading import autodiscover_modules

    from lightyear.workspaces import work

    autodiscover_modules("jobs", "queries")  # queries say how counts are taken
    swept_at = float("-inf")
    while not stop.is_set():
        close_old_connections()
        try:
            if time.monotonic() - swept_at > SWEEP_SECONDS:
                work.sweep()
                swept_at = time.monotonic()
            pause = 0.0 if work.run_next() else IDLE_SECONDS
        except (OperationalError, InterfaceError) as error:
            logger.warning("the database can't be reached: %s", type(error).__name__)
            pause = AWAY_SECONDS
        stop.wait(pause)
