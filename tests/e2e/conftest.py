"""A whole installation, started as its users start it, and a real browser in front of it."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import psycopg
import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from psycopg import conninfo, sql

from lightyear.kit import maildir

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
]  # fmt: skip
PLANTED = ("@mailbox.example", "@leaving.example", "48213377", "knee arthritis", "Elena")
"""What visitors of the tests typed: no log may hold it."""
LINK = re.compile(r"(http://localhost:\d+)/(?:sign-in|set-up)/(\S+)")


@dataclass
class Installation:
    """A running `lightyear up`."""

    home: Path
    env: dict[str, str]
    url: str
    link: str
    process: subprocess.Popen[str]
    reader: threading.Thread
    output: list[str] = field(default_factory=list)

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """A `lightyear` command on this installation."""
        command = [sys.executable, "-m", "lightyear.server.main", *words]
        return subprocess.run(
            command, env=self.env, cwd=self.home, text=True, capture_output=True, timeout=120
        )

    def letters(self) -> list[maildir.StoredMail]:
        return maildir.list_messages(self.home / "mailbox", limit=200)


def start(home: Path, database: str, *extra: str, is_demo: bool = True) -> Installation:
    """Start an installation on a new database of the tests' server and wait for its first link.

    The demonstration's signs in; without the demonstration it sets the installation up.
    """
    address = conninfo.conninfo_to_dict(os.environ["DATABASE_URL"])
    maintenance = conninfo.make_conninfo(os.environ["DATABASE_URL"], dbname="postgres")
    with psycopg.connect(maintenance, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database)))
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("LIGHTYEAR_", "DJANGO_"))
    }
    url = "postgresql://{user}:{password}@{host}:{port}/".format(**({"password": ""} | address)) + database
    env = kept | {"DATABASE_URL": url, "LIGHTYEAR_HOME": str(home), "PYTHONUNBUFFERED": "1"}
    demo = ["--demo"] if is_demo else []
    command = [sys.executable, "-m", "lightyear.server.main", "up", *demo, *extra]
    process = subprocess.Popen(
        command, cwd=home, env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    output, found = [], threading.Event()
    links: list[tuple[str, str]] = []

    def read() -> None:
        for line in process.stdout or ():
            output.append(line)
            if match := LINK.search(line):
                links.append((match[1], match[0]))
                found.set()
        found.set()

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    if not found.wait(90) or not links:
        process.kill()
        pytest.fail("Lightyear didn't start:\n" + "".join(output[-40:]))
    return Installation(home, env, links[0][0], links[0][1], process, reader, output)


def stop(installation: Installation) -> int:
    """End it as Ctrl-C does; returns its exit code."""
    installation.process.send_signal(signal.SIGINT)
    code = installation.process.wait(30)
    installation.reader.join(5)
    if installation.process.stdout:
        installation.process.stdout.close()
    return code


@pytest.fixture(scope="session")
def installation(tmp_path_factory) -> Iterator[Installation]:
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    running = start(tmp_path_factory.mktemp("home"), f"e2e_{worker}_{os.getpid()}")
    yield running
    assert stop(running) == 0
    logged = "".join(running.output)
    assert [planted for planted in PLANTED if planted in logged] == []


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, for one module: while it runs, its event loop keeps other tests from the database."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@dataclass
class Watched:
    """What a page did that no page may do."""

    errors: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)


def watch(page: Page, url: str) -> Watched:
    """Note console errors, exceptions and requests to other hosts from now on."""
    seen = Watched()
    page.on("console", lambda message: seen.errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: seen.errors.append(str(error)))
    page.on(
        "request",
        lambda request: (
            None if request.url.startswith((url, "data:", "blob:")) else seen.foreign.append(request.url)
        ),
    )
    return seen


@pytest.fixture(scope="session")
def staff_state(installation, tmp_path_factory) -> Path:
    """The cookies of the member of staff who used the one sign-in link."""
    with httpx.Client(follow_redirects=True) as client:
        assert client.get(installation.link).url.path == "/w/riverbend/"
        cookies = [
            {
                "name": cookie.name,
                "value": cookie.value,
                "domain": "localhost",
                "path": "/",
                "expires": -1,
                "httpOnly": True,
                "secure": False,
                "sameSite": "Lax",
            }
            for cookie in client.cookies.jar
        ]
    path: Path = tmp_path_factory.mktemp("state") / "staff.json"
    path.write_text(json.dumps({"cookies": cookies, "origins": []}))
    return path
