"""The embedded server: real processes, killed in every way, as whichever user runs the tests."""

import contextlib
import json
import os
import signal
import socket
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from lightyear.server import postgres, postgres_account, postgres_cluster
from tests.server.parts import eventually, is_alive, open_to_all, query, remember, remembered

LAUNCHER = """
import json, sys
from pathlib import Path
from lightyear.server import postgres
with postgres.serve(Path(sys.argv[1])) as server:
    print(json.dumps({"url": server.url, "pid": server.pid}), flush=True)
    sys.stdin.read()
"""


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    """One home for the tests that leave a sound database behind."""
    with open_to_all() as directory:
        yield directory / "home"


@pytest.fixture
def open_directory() -> Iterator[Path]:
    with open_to_all() as directory:
        yield directory


def test_the_role_owns_its_database_and_is_no_superuser(open_directory):
    with (
        postgres.serve(open_directory / "home") as server,
        psycopg.connect(server.url, autocommit=True) as connection,
    ):
        role = "SELECT rolsuper, rolcreatedb, rolcreaterole, rolcanlogin FROM pg_roles WHERE rolname = user"
        place = "SELECT pg_get_userbyid(datdba), pg_encoding_to_char(encoding) FROM pg_database"

        rights = connection.execute(role).fetchone()
        owner = connection.execute(f"{place} WHERE datname = current_database()").fetchone()
        connection.execute("CREATE DATABASE another")

        assert rights == (False, True, True, True)
        assert owner == ("lightyear", "UTF8")


def test_text_compares_by_code_point_and_lower_case_knows_accents(home):
    with postgres.serve(home) as server:
        found = query(server.url, "SELECT 'B' < 'a', 'é' > 'z', lower('ÄÖ'), char_length('王女士')")

    assert found == [(True, True, "äö", 3)]


def test_data_survives_a_stop(home):
    with postgres.serve(home) as server:
        remember(server.url)

    with postgres.serve(home) as server:
        assert remembered(server.url)


def test_killing_the_launcher_ends_the_server_and_loses_nothing(home):
    with launched(home) as (launcher, url, postmaster):
        remember(url)
        launcher.kill()
        eventually(lambda: not is_alive(postmaster))

    with postgres.serve(home) as server:
        assert remembered(server.url)


def test_a_start_right_after_the_launcher_was_killed_waits_for_the_former_server(home):
    with launched(home) as (launcher, url, postmaster):
        remember(url)
        with psycopg.connect(url):
            launcher.kill()
            launcher.wait()
            with postgres.serve(home) as server:
                assert not is_alive(postmaster)
                assert remembered(server.url)


def test_killing_the_server_loses_nothing(home):
    with postgres.serve(home) as server:
        remember(server.url)
        os.kill(server.pid, signal.SIGKILL)

    with postgres.serve(home) as server:
        assert remembered(server.url)


def test_a_busy_session_of_a_killed_server_does_not_hold_the_next_start(home):
    with postgres.serve(home) as server:
        busy = threading.Thread(target=run_until_cut_off, args=(server.url,))
        busy.start()
        eventually(
            lambda: (
                query(server.url, "SELECT count(*) FROM pg_stat_activity WHERE state = 'active'")[0][0] > 1
            )
        )
        os.kill(server.pid, signal.SIGKILL)

    with postgres.serve(home) as server:
        busy.join()
        assert query(server.url, "SELECT 1") == [(1,)]


def test_a_second_server_on_a_home_is_refused_at_once_and_the_first_goes_on(home):
    with launched(home) as (launcher, url, _):
        begun = time.monotonic()
        with pytest.raises(postgres.HomeInUse) as refusal, postgres.serve(home):
            pass

        assert time.monotonic() - begun < 1
        assert refusal.value.pid == launcher.pid
        assert refusal.value.url == url
        assert str(launcher.pid) in str(refusal.value)
        assert password_of(url) not in str(refusal.value)
        assert query(url, "SELECT 1") == [(1,)]


def test_one_process_cannot_serve_a_home_twice(home):
    with postgres.serve(home) as server:
        with pytest.raises(postgres.HomeInUse) as refusal, postgres.serve(home):
            pass

        assert refusal.value.pid == os.getpid()
        assert query(server.url, "SELECT 1") == [(1,)]


def test_two_homes_are_served_at_once(open_directory):
    with (
        postgres.serve(open_directory / "one") as one,
        postgres.serve(open_directory / "two") as two,
    ):
        remember(one.url)

        assert remembered(one.url)
        assert query(two.url, "SELECT to_regclass('memory')") == [(None,)]


def test_a_pid_file_that_names_a_stranger_does_not_matter(home):
    with postgres.serve(home) as server:
        pid_file = server.data_directory / "postmaster.pid"
        lines = pid_file.read_text().splitlines()
    account = postgres_account.choose(server.data_directory)

    with subprocess.Popen(["sleep", "60"], **account.as_child) as stranger:
        pid_file.write_text("\n".join([str(stranger.pid), *lines[1:]]))
        with postgres.serve(home) as server:
            answer = query(server.url, "SELECT 1")
        still_there = stranger.poll() is None
        stranger.kill()

    assert answer == [(1,)]
    assert still_there


def test_a_server_that_somebody_started_by_hand_is_left_alone(home):
    with started_by_hand(home) as (other, _):
        with pytest.raises(postgres.HomeInUse) as refusal, postgres.serve(home):
            pass

        assert refusal.value.pid == other.pid
        assert other.poll() is None


def test_a_former_server_that_hangs_while_it_stops_is_ended(home, monkeypatch):
    monkeypatch.setattr(postgres_cluster, "STOPPING_SECONDS", 0.2)

    with started_by_hand(home) as (former, pid_file):
        lines = pid_file.read_text().splitlines()
        pid_file.write_text("\n".join([*lines[:7], "stopping", ""]))
        with postgres.serve(home) as server:
            answer = query(server.url, "SELECT 1")

        assert answer == [(1,)]
        assert former.poll() is not None


def test_a_server_that_does_not_start_says_what_it_wrote(home):
    nonsense = {"shared_buffers": "nonsense"}

    with pytest.raises(postgres.StartFailed, match="shared_buffers"), postgres.serve(home, settings=nonsense):
        pass

    with postgres.serve(home) as server:
        assert query(server.url, "SELECT 1") == [(1,)]


def test_a_port_that_was_taken_in_between_is_changed_for_another(home, monkeypatch):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        free_port, ports = postgres._free_port, iter([taken.getsockname()[1]])
        monkeypatch.setattr(postgres, "_free_port", lambda: next(ports, None) or free_port())

        with postgres.serve(home) as server:
            assert query(server.url, "SELECT 1") == [(1,)]


def test_the_caller_s_postgres_variables_point_nowhere_else(home, monkeypatch):
    for name, value in {
        "PGHOST": "db.example",
        "PGPORT": "1",
        "PGSSLMODE": "require",
        "PGDATA": "/x",
    }.items():
        monkeypatch.setenv(name, value)

    with postgres.serve(home) as server:
        assert query(server.url, "SELECT 1") == [(1,)]


def test_the_log_holds_no_contents(home):
    failing = [
        "INSERT INTO letters VALUES ('ana@clinic.example')",
        "SELECT 'ana@clinic.example'::int",
        "SELECT ana@clinic.example",
        "DO $$ BEGIN RAISE WARNING 'ana@clinic.example'; END $$",
    ]
    with postgres.serve(home) as server, psycopg.connect(server.url, autocommit=True) as connection:
        connection.execute("CREATE TEMPORARY TABLE letters (address text PRIMARY KEY)")
        connection.execute("INSERT INTO letters VALUES (%s)", ["ana@clinic.example"])
        for statement in failing:
            with contextlib.suppress(psycopg.Error):
                connection.execute(statement)

    log = (server.data_directory / "server.log").read_text()
    assert "ready to accept connections" in log
    assert "clinic" not in log


def test_a_killed_session_leaves_no_statement_in_the_log(home):
    with postgres.serve(home) as server:
        with psycopg.connect(server.url) as connection:
            threading.Timer(0.3, os.kill, (connection.info.backend_pid, signal.SIGKILL)).start()
            with pytest.raises(psycopg.OperationalError):
                connection.execute("SELECT pg_sleep(60), 'ana@clinic.example'")
        # Let it recover: PostgreSQL hangs when it's told to stop in the middle of that.
        log = server.data_directory / "server.log"
        eventually(lambda: log.read_text().count("ready to accept connections") == 2)

    assert "terminated by signal 9" in log.read_text()
    assert "clinic" not in log.read_text()


def test_each_start_has_its_log_and_old_ones_go(home):
    for _ in range(postgres_cluster.LOGS_KEPT + 2):
        with postgres.serve(home) as server:
            pass

    logs = sorted(path.name for path in server.data_directory.glob("server.log*"))
    assert logs == [
        "server.log",
        *(f"server.log.{number}" for number in range(1, postgres_cluster.LOGS_KEPT)),
    ]


def test_passwords_stay_in_files_of_their_owner(home):
    with postgres.serve(home) as server:
        secret = server.data_directory / "lightyear.password"

        assert stat.S_IMODE(secret.stat().st_mode) == 0o600
        assert stat.S_IMODE((home / "postgres.lock").stat().st_mode) == 0o600
        assert query(server.superuser_url, "SHOW is_superuser") == [("on",)]
        for url in (server.url, server.superuser_url):
            assert password_of(url) not in repr(server)
            assert password_of(url) not in Path(f"/proc/{server.pid}/cmdline").read_text()


def test_a_stranger_without_the_password_is_refused(home):
    with postgres.serve(home) as server:
        guess = server.url.replace(password_of(server.url), "guess")

        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            query(guess, "SELECT 1")


def test_the_block_s_own_error_comes_through_and_the_server_stops(home):
    with pytest.raises(ZeroDivisionError), postgres.serve(home) as server:
        raise ZeroDivisionError

    assert not is_alive(server.pid)


@contextlib.contextmanager
def launched(home: Path) -> Iterator[tuple[subprocess.Popen[str], str, int]]:
    """A process of its own that serves the home until it's killed; the server's address and process id."""
    argv = [sys.executable, "-c", LAUNCHER, str(home)]
    with subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as launcher:
        assert launcher.stdout is not None
        said = json.loads(launcher.stdout.readline())
        yield launcher, said["url"], said["pid"]


@contextlib.contextmanager
def started_by_hand(home: Path) -> Iterator[tuple[subprocess.Popen[bytes], Path]]:
    """A server on the home's data that no launcher watches, once it's ready: it, and its pid file."""
    with postgres.serve(home) as server:
        data = server.data_directory
    argv = [str(server.programs / "postgres"), "-D", str(data), "-p", str(postgres._free_port()), "-k", ""]
    account = postgres_account.choose(data)
    with subprocess.Popen(argv, stderr=subprocess.DEVNULL, **account.as_child) as process:
        eventually(lambda: postgres_cluster.Cluster(data, account, server.programs).is_ready(process.pid))
        try:
            yield process, data / "postmaster.pid"
        finally:
            process.send_signal(signal.SIGINT)


def run_until_cut_off(url: str) -> None:
    with contextlib.suppress(psycopg.OperationalError):
        query(url, "SELECT count(*) FROM generate_series(1, 1000000000)")


def password_of(url: str) -> str:
    return url.split(":", 2)[2].split("@")[0]
