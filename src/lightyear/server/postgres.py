"""The embedded database server: started for a home, ready when it's given, gone when its launcher is gone."""

import contextlib
import os
import secrets
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from lightyear.kit import parents
from lightyear.server import postgres_cluster, postgres_home
from lightyear.server.postgres_cluster import Cluster
from lightyear.server.postgres_errors import HomeInUse, HomeUnusable, StartFailed, Unavailable, WrongVersion
from lightyear.server.postgres_programs import Installation, installations

__all__ = [
    "HomeInUse", "HomeUnusable", "Installation", "Server", "StartFailed", "Unavailable", "WrongVersion",
    "installations", "serve",
]  # fmt: skip

START_SECONDS = 60
STOP_SECONDS = 20
PORTS_TRIED = 5

SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "effective_cache_size": "1GB",
    "random_page_cost": "1.1",
    "wal_compression": "on",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # The log may hold no contents. Failed statements, and the details that quote their values, go to the
    # one who ran them; the log has what the server says of itself.
    "logging_collector": "off",
    "log_destination": "stderr",
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_statement": "none",
    "log_min_duration_statement": "-1",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
}


@dataclass(frozen=True)
class Server:
    """A server that takes connections. The addresses hold passwords, so its repr leaves them out.

    `url` is the role `lightyear` (may create databases and roles, is no superuser) in its own database;
    `superuser_url` is for back-ups and restores; `programs` holds pg_dump of the server's own version.
    """

    url: str = field(repr=False)
    superuser_url: str = field(repr=False)
    data_directory: Path
    programs: Path
    pid: int


@contextlib.contextmanager
def serve(
    home: Path, *, installation: Installation | None = None, settings: Mapping[str, str] | None = None
) -> Iterator[Server]:
    """Run PostgreSQL on this home's data, made on first use, until the block ends or this process does.

    `settings` go over ours by name, for this run. Raises, all of them Unavailable: HomeInUse at once when
    the home has a server, HomeUnusable, WrongVersion, StartFailed after 60 seconds with the end of the log.
    """
    with postgres_home.locked(home) as lock:
        cluster = postgres_cluster.prepare(lock.home, installation)
        process = None
        try:
            process, port = _start(cluster, {**SETTINGS, **(settings or {})})
            server = _admit(cluster, process.pid, port)
            lock.note(url=server.url)
            yield server
        finally:
            if process is not None:
                _stop(process)


def _start(cluster: Cluster, settings: Mapping[str, str]) -> tuple[subprocess.Popen[bytes], int]:
    """A postmaster that says it's ready, and its port."""
    deadline = time.monotonic() + START_SECONDS
    for _ in range(PORTS_TRIED):
        port = _free_port()
        process = _launch(cluster, {**settings, "port": str(port), "cluster_name": cluster.name})
        try:
            _await_ready(cluster, process, deadline)
        except StartFailed as failure:
            _stop(process)
            if "Address already in use" not in failure.log:
                raise
        except BaseException:
            _stop(process)
            raise
        else:
            return process, port
    raise StartFailed(f"{PORTS_TRIED} ports in turn were taken by other programs.", cluster.end_of_log())


def _free_port() -> int:
    """A port of loopback that is free now.

    TCP and not a socket file: any home's path will do (a socket's has 107 bytes), any user may own the
    server, and every program understands the address. Loopback and a password keep others out; a
    port that is taken in between is answered by trying another.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _launch(cluster: Cluster, settings: Mapping[str, str]) -> subprocess.Popen[bytes]:
    argv = [str(cluster.programs / "postgres"), "-D", str(cluster.data)]
    argv += [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    with postgres_home.speaking_of(cluster.data):
        log = cluster.new_log()
    try:
        return subprocess.Popen(  # noqa: S603 (own words)
            argv,
            stdout=log,
            stderr=log,
            # A terminal's Ctrl-C is for the launcher, which stops the server last.
            start_new_session=True,
            # SIGINT is PostgreSQL's fast shutdown: sessions end, a checkpoint is written.
            preexec_fn=parents.preexec(signal.SIGINT),
            **cluster.account.as_child,
        )
    finally:
        os.close(log)


def _await_ready(cluster: Cluster, process: subprocess.Popen[bytes], deadline: float) -> None:
    while not cluster.is_ready(process.pid):
        if process.poll() is not None:
            raise StartFailed(f"it ended with status {process.returncode}.", cluster.end_of_log())
        if time.monotonic() > deadline:
            raise StartFailed(f"it wasn't ready after {START_SECONDS} seconds.", cluster.end_of_log())
        time.sleep(0.02)


def _admit(cluster: Cluster, pid: int, port: int) -> Server:
    """Let the role `lightyear` in, under a password that is new with each start, and knock as that role."""
    with postgres_home.speaking_of(cluster.data):
        superuser = _address("postgres", cluster.password, port)
    lightyear = _address("lightyear", secrets.token_urlsafe(24), port)
    try:
        with _connect(superuser | {"dbname": "postgres"}) as connection:
            _ensure_role(connection, lightyear["password"])
            _ensure_database(connection)
        with _connect(lightyear) as connection:
            connection.execute("SELECT 1")
    except psycopg.Error as error:
        raise StartFailed(
            f"it refused its own role ({type(error).__name__}).", cluster.end_of_log()
        ) from error
    return Server(_url(lightyear), _url(superuser), cluster.data, cluster.programs, pid)


def _address(user: str, password: str, port: int) -> dict[str, Any]:
    # Said in full, because PG* variables of the caller's environment fill whatever is left open; the
    # wheel's server speaks no TLS, and over loopback none is due.
    return {
        "host": "127.0.0.1",
        "port": port,
        "dbname": "lightyear",
        "user": user,
        "password": password,
        "sslmode": "disable",
    }


def _connect(address: dict[str, Any]) -> psycopg.Connection:
    return psycopg.connect(**address, autocommit=True, connect_timeout=START_SECONDS)


def _url(address: dict[str, Any]) -> str:
    """The passwords are made of URL-safe letters: nothing has to be quoted."""
    return "postgresql://{user}:{password}@{host}:{port}/{dbname}?sslmode={sslmode}".format(**address)


def _ensure_role(connection: psycopg.Connection, password: str) -> None:
    """Create or correct the role; only the password's SCRAM verifier travels."""
    known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = 'lightyear'").fetchone()
    verifier = connection.pgconn.encrypt_password(password.encode(), b"lightyear", b"scram-sha-256")
    statement = sql.SQL("{} ROLE lightyear LOGIN NOSUPERUSER CREATEDB CREATEROLE PASSWORD {}")
    verb = sql.SQL("ALTER" if known else "CREATE")
    connection.execute(statement.format(verb, sql.Literal(verifier.decode())))


def _ensure_database(connection: psycopg.Connection) -> None:
    known = connection.execute("SELECT 1 FROM pg_database WHERE datname = 'lightyear'").fetchone()
    verb = sql.SQL("ALTER DATABASE lightyear OWNER TO" if known else "CREATE DATABASE lightyear OWNER")
    connection.execute(sql.SQL("{} lightyear").format(verb))


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Stop fast (a checkpoint is written), else at once (the next start recovers), else by force."""
    for number, seconds in ((signal.SIGINT, STOP_SECONDS), (signal.SIGQUIT, 5), (signal.SIGKILL, 5)):
        process.send_signal(number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
            return
