"""The tests reach this machine and no other."""

import socket

import pytest


@pytest.mark.parametrize("call", ["connect", "connect_ex"])
def test_a_test_that_asks_for_another_machine_is_stopped(call):
    with socket.socket() as one, pytest.raises(BaseException, match=r"192\.0\.2\.1") as refused:
        getattr(one, call)(("192.0.2.1", 25))

    assert refused.type.__name__ == "OutsideRefused"


def test_this_machine_is_reached():
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket() as one:
        one.connect(server.getsockname())

        assert one.getpeername() == server.getsockname()
