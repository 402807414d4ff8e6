"""An installation without its pages: a database, workers as real processes, and a look at its outbox."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from psycopg import conninfo, sql

ROOT = Path(__file__).resolve().parents[2]
LEASE_SECONDS = 4


@dataclass
class Fleet:
    """`workspace` is the identifier of the one organization, once there is one."""

    home: Path
    env: dict[str, str]
    workspace: str = ""
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def seed(self, count: int) -> None:
        self.workspace = self._run("-m", "tests.chaos.seed", str(count)).strip()

    def lightyear(self, *words: str) -> str:
        return self._run("-m", "lightyear.server.main", *words)

    def reconcile(self, log: Path) -> dict[str, int]:
        words = ("messages", "reconcile", str(log), "--workspace", "chaos", "--yes", "--json")
        settled: dict[str, int] = json.loads(self.lightyear(*words))
        return settled

    def start_worker(self) -> subprocess.Popen[bytes]:
        words = [sys.executable, "-m", "lightyear.server.main", "worker"]
        with (self.home / "worker.log").open("ab") as log:
            self.workers.append(subprocess.Popen(words, env=self.env, cwd=self.home, stderr=log))
        return self.workers[-1]

    def end(self) -> None:
        for worker in self.workers:
            if worker.poll() is None:
                kill(worker)

    def states(self) -> dict[str, int]:
        """How many messages are in which state."""
        return dict(self.query("SELECT state, count(*) FROM messaging_message GROUP BY 1"))

    def query(self, statement: str) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.env["DATABASE_URL"]) as connection:
            connection.execute("SELECT set_config('lightyear.workspace', %s, true)", [self.workspace])
            return connection.execute(statement.encode()).fetchall()

    def await_only(self, *states: str, seconds: float = 60) -> dict[str, int]:
        """Wait until every message is in one of the states."""
        deadline = time.monotonic() + seconds
        while set(found := self.states()) - set(states):
            assert time.monotonic() < deadline, found
            time.sleep(0.2)
        return found

    def _run(self, *words: str) -> str:
        done = subprocess.run(
            [sys.executable, *words], env=self.env, cwd=ROOT, text=True, capture_output=True, timeout=240
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout


def fleet(home: Path, *, database_url: str, smtp_port: int, connections: int) -> Fleet:
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("LIGHTYEAR_", "DJANGO_"))
    }
    env = kept | {
        "DATABASE_URL": database_url,
        "DJANGO_SETTINGS_MODULE": "lightyear.server.settings",
        "LIGHTYEAR_HOME": str(home),
        "LIGHTYEAR_LEASE_SECONDS": str(LEASE_SECONDS),
        "LIGHTYEAR_SMTP_URL": f"smtp+plain://127.0.0.1:{smtp_port}",
        "LIGHTYEAR_SMTP_CONNECTIONS": str(connections),
    }
    return Fleet(home, env)


@contextlib.contextmanager
def database(name: str) -> Iterator[str]:
    """The address of a new database on the tests' server."""
    address = conninfo.conninfo_to_dict(os.environ["DATABASE_URL"])
    maintenance = conninfo.make_conninfo(os.environ["DATABASE_URL"], dbname="postgres")
    with psycopg.connect(maintenance, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        yield "postgresql://{user}:{password}@{host}:{port}/".format(**({"password": ""} | address)) + name
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def kill(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGKILL)
    process.wait(10)


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a worker as a supervisor does; it finishes its batch first."""
    process.send_signal(signal.SIGTERM)
    assert process.wait(60) == 0
