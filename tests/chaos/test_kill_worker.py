"""kill -9 of workers in the middle of a send: nothing is lost and nothing is sent twice.

`make chaos` sends 2,000 messages under 50 kills; `make test` a tenth of it.
"""

import json
import os
import random
from dataclasses import dataclass

import pytest

from lightyear.kit import maildir
from lightyear.server.mailbox import Mailbox
from tests.chaos import fleet as fleets
from tests.chaos.server_log import ServerLog

pytestmark = [pytest.mark.chaos, pytest.mark.timeout(1200)]


@dataclass(frozen=True)
class Scale:
    messages: int
    kills: int
    connections: int


SHORT, LONG = Scale(200, 5, 2), Scale(2000, 50, 2)


@pytest.fixture
def scale(is_long) -> Scale:
    return LONG if is_long else SHORT


@pytest.fixture
def log(tmp_path) -> ServerLog:
    return ServerLog(tmp_path / "mail.log")


@pytest.fixture
def fleet(tmp_path, log, scale):
    name = f"chaos_{os.getpid()}_{scale.messages}"
    mailbox = Mailbox(tmp_path / "mailbox", on_message=log, delay_seconds=0.01)
    with fleets.database(name) as url, mailbox.serve() as mail:
        running = fleets.fleet(tmp_path, database_url=url, smtp_port=mail.port, connections=scale.connections)
        yield running
        running.end()


def kill_in_flight(fleet, log, *, after, take):
    """Start a worker, wait until a message stands at the server's door, and kill the worker there."""
    log.arm(after)
    worker = fleet.start_worker()
    assert log.arrived.wait(60), fleet.states()
    fleets.kill(worker)
    was_in_flight = log.waiting
    log.release(take=take)
    return was_in_flight


def test_killed_workers_lose_nothing_and_repeat_nothing(fleet, log, scale, tmp_path):
    fleet.seed(scale.messages)
    dice = random.Random(2311)
    in_flight = []

    for number in range(scale.kills):
        share = (scale.messages - len(log.message_ids)) // (scale.kills - number + 1)
        after = dice.randint(1, max(share, 1))
        in_flight.append(kill_in_flight(fleet, log, after=after, take=number % 2 == 0))
    worker = fleet.start_worker()
    before = fleet.await_only("sent", "uncertain", seconds=240)
    settled = fleet.reconcile(log.path)
    after = fleet.await_only("sent", seconds=60)
    fleets.stop(worker)

    figures = {
        "messages": scale.messages,
        "kills": scale.kills,
        "in_flight_at_kill": sum(in_flight),
        "sent_without_help": before["sent"],
        "uncertain": before.get("uncertain", 0),
        **settled,
        "lost": scale.messages - len(set(log.message_ids)),
        "duplicated": len(log.message_ids) - len(set(log.message_ids)),
    }
    print(json.dumps(figures))  # noqa: T201 (the figures are what a long run is for)
    assert min(in_flight) > 0
    assert (figures["lost"], figures["duplicated"]) == (0, 0)
    assert before["sent"] + before["uncertain"] == scale.messages
    assert scale.kills <= before["uncertain"] <= scale.connections * scale.kills
    assert before["sent"] >= 0.95 * scale.messages
    assert settled["delivered"] + settled["requeued"] == before["uncertain"]
    assert settled["untold"] == 0
    assert min(settled["delivered"], settled["requeued"]) > 0
    assert after == {"sent": scale.messages}
    assert len(maildir.list_messages(tmp_path / "mailbox", limit=10**6)) == scale.messages
    ours = {message_id for (message_id,) in fleet.query("SELECT message_id FROM messaging_message")}
    assert ours == set(log.message_ids)
