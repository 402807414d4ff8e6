"""Nobody waits for a stranger's body: the real server, and sockets that send slowly or too much."""

import ast
import contextlib
import http.client
import socket
import subprocess
import textwrap
import time
from collections.abc import Iterator

import pytest

from lightyear.server import up
from tests.server.parts import eventually

LIMIT = 1000
PATIENCE_SECONDS = 1.5

PAGES = f"""
import time
from lightyear.server.waiting_room import WaitingRoom

def pages(environ, start):
    path = environ["PATH_INFO"]
    length = int(environ["CONTENT_LENGTH"] or 0)
    if path == "/refuse":
        start("413 Content Too Large", [])
        return [b""]
    start("200 OK", [("Content-Type", "text/plain")])
    if path == "/long":
        return (b"x" * 100_000 for _ in range(50))
    if path == "/environ \\xff/\\xe4\\xbd\\xa0":
        return [ascii({{key: environ[key] for key in sorted(environ) if key.isupper()}}).encode()]
    return [b"%d %d" % (length, len(environ["wsgi.input"].read()))]

application = WaitingRoom(
    pages, limit={LIMIT}, threads=2, patience_seconds={PATIENCE_SECONDS}, most_waiting=20
)
"""


@pytest.fixture(scope="module")
def port(tmp_path_factory) -> Iterator[int]:
    """Of pages that tell how long the body was said to be, and was."""
    folder = tmp_path_factory.mktemp("pages")
    (folder / "told.py").write_text(textwrap.dedent(PAGES))
    port = free_port()
    argv = [*up.server(port), "told:application"]
    with subprocess.Popen(argv, cwd=folder) as process:
        try:
            eventually(lambda: answers(port), seconds=30)
            yield port
        finally:
            process.terminate()


def test_bodies_that_do_not_come_keep_no_page_from_anybody(port):
    with slow_bodies(port, 10):
        begun = time.monotonic()

        answer = ask(port, "POST", "/", b"x" * 5)

        assert answer == (200, b"5 5")
        assert time.monotonic() - begun < PATIENCE_SECONDS / 2


def test_when_too_many_wait_the_longest_gives_way_and_not_the_newest(port):
    with slow_bodies(port, 21) as connections:
        begun = time.monotonic()

        assert ask(port, "POST", "/", b"x" * 5) == (200, b"5 5")

        assert b" 408 " in connections[0].recv(100)
        assert time.monotonic() - begun < PATIENCE_SECONDS / 2


def test_a_body_that_takes_too_long_is_given_up_and_its_connection_closed(port):
    with slow_bodies(port, 1) as (connection,):
        said = everything(connection)

    assert said.startswith(b"HTTP/1.1 408 Request Timeout\r\n")


def test_a_body_that_drips_has_no_more_time_than_one_that_stands_still(port):
    with slow_bodies(port, 1) as (connection,):
        begun = time.monotonic()
        with contextlib.suppress(ConnectionError):
            while time.monotonic() - begun < 2 * PATIENCE_SECONDS:
                connection.sendall(b"x")
                time.sleep(0.1)

        assert everything(connection).startswith(b"HTTP/1.1 408 ")


def test_a_body_said_to_be_too_long_is_refused_before_it_is_sent(port):
    with connected(port) as connection:
        connection.sendall(b"POST /refuse HTTP/1.1\r\nHost: a\r\nContent-Length: 200000000\r\n\r\n")

        assert connection.recv(100).startswith(b"HTTP/1.1 413 ")


def test_a_page_that_takes_a_long_body_reads_it_itself(port):
    assert ask(port, "POST", "/", b"x" * 3_000_000) == (200, b"3000000 3000000")


def test_a_body_in_chunks_has_its_length_counted(port):
    assert ask(port, "POST", "/", iter([b"x" * 400, b"x" * 500])) == (200, b"900 900")


def test_a_body_in_chunks_that_turns_out_too_long_is_not_read_on(port):
    with connected(port) as connection:
        connection.sendall(b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
        connection.sendall(b"3e9\r\n" + b"x" * 1001 + b"\r\n")

        assert b"\r\n\r\n1001 0" in connection.recv(1000)


def test_whoever_hangs_up_is_not_waited_for(port):
    with slow_bodies(port, 1):
        pass

    assert ask(port, "GET", "/")[0] == 200


def test_a_long_answer_arrives_whole(port):
    assert ask(port, "GET", "/long") == (200, b"x" * 5_000_000)


def test_the_pages_get_the_request_as_it_was_sent(port):
    with connected(port) as connection:
        connection.sendall(
            b"GET /environ%20%ff/%E4%BD%A0?a=%20b HTTP/1.1\r\nHost: pages.example\r\n"
            b"X-Said: 1\r\nX-Said: 2\r\nX_Said: 3\r\nCookie: a=1\r\nCookie: b=2\r\n"
            b"Content-Type: text/plain\r\nConnection: close\r\n\r\n"
        )
        environ = ast.literal_eval(everything(connection).decode().split("\r\n\r\n")[1])

    assert (
        environ
        | {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": "/environ \xff/\xe4\xbd\xa0",
            "QUERY_STRING": "a=%20b",
            "REMOTE_ADDR": "127.0.0.1",
            "CONTENT_TYPE": "text/plain",
            "CONTENT_LENGTH": "0",
            "HTTP_HOST": "pages.example",
            "HTTP_COOKIE": "a=1; b=2",
            "HTTP_X_SAID": "1,2",
        }
        == environ
    )


def test_headers_that_do_not_come_keep_a_connection_for_ten_seconds():
    words = up.server(1)

    assert words[words.index("--http1-header-read-timeout") + 1] == "10000"
    assert words[words.index("--http") + 1] == "1"


def answers(port: int) -> bool:
    with contextlib.suppress(ConnectionError, http.client.HTTPException):
        return ask(port, "GET", "/")[0] == 200
    return False


def ask(port: int, method: str, path: str, body=None) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    with contextlib.closing(connection):
        connection.request(method, path, body)
        answer = connection.getresponse()
        return answer.status, answer.read()


def connected(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=10)


def everything(connection: socket.socket) -> bytes:
    """What comes until the server closes."""
    return b"".join(iter(lambda: connection.recv(4096), b""))


@contextlib.contextmanager
def slow_bodies(port: int, count: int) -> Iterator[list[socket.socket]]:
    """Connections that say they send more than they do."""
    with contextlib.ExitStack() as stack:
        connections = [stack.enter_context(connected(port)) for _ in range(count)]
        for connection in connections:
            connection.sendall(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 900\r\n\r\nab")
            time.sleep(0.01)
        yield connections


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
