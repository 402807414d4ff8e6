"""kill -9 of the embedded database in the middle of a send: nothing is sent twice, nothing forgotten."""

import os
import signal

import pytest

from lightyear.server import postgres
from lightyear.server.mailbox import Mailbox
from tests.chaos import fleet as fleets
from tests.chaos.server_log import ServerLog

pytestmark = [pytest.mark.chaos, pytest.mark.timeout(600)]

MESSAGES = 120
CONNECTIONS = 2


def test_a_killed_database_loses_no_message_and_repeats_none(tmp_path):
    log = ServerLog(tmp_path / "mail.log")
    tmp_path.chmod(0o755)
    with Mailbox(tmp_path / "mailbox", on_message=log, delay_seconds=0.01).serve() as mail:
        with postgres.serve(tmp_path / "server") as server:
            fleet = fleets.fleet(
                tmp_path, database_url=server.url, smtp_port=mail.port, connections=CONNECTIONS
            )
            fleet.seed(MESSAGES)
            log.arm(MESSAGES // 3)
            survivor = fleet.start_worker()
            assert log.arrived.wait(60)
            os.killpg(server.pid, signal.SIGKILL)
            was_in_flight = log.waiting
            log.release(take=True)

        with postgres.serve(tmp_path / "server") as server:
            fleet.env["DATABASE_URL"] = server.url
            fleets.stop(survivor)  # it waited for the database, and ends in good order
            worker = fleet.start_worker()
            before = fleet.await_only("sent", "uncertain")
            settled = fleet.reconcile(log.path)
            after = fleet.await_only("sent")
            fleets.stop(worker)
            verified = fleet.lightyear("ledger", "export", str(tmp_path / "l.jsonl"), "--workspace", "chaos")

    assert was_in_flight > 0
    assert before["uncertain"] > 0
    assert settled["untold"] == 0
    assert after == {"sent": MESSAGES}
    assert len(log.message_ids) == len(set(log.message_ids)) == MESSAGES
    assert "entries written" in verified
