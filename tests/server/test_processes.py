"""The supervisor: keeps children running, stops them in order, leaves none behind."""

import contextlib
import io
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from lightyear.server import processes
from lightyear.server.processes import Command, Patience, Supervisor
from tests.server.parts import eventually, is_alive

QUICK = Patience(stop_seconds=0.5, first_delay_seconds=0.01)

LAUNCHER = """
import json, sys
from lightyear.server.processes import Command, Supervisor
sys.exit(Supervisor([Command(name, argv) for name, argv in json.loads(sys.argv[1])]).run())
"""


def test_killing_the_supervisor_leaves_no_child(tmp_path):
    with launched(("web", staying(tmp_path / "web")), ("worker", staying(tmp_path / "worker"))) as supervisor:
        children = [eventually(lambda name=name: pid_in(tmp_path / name)) for name in ("web", "worker")]

        supervisor.kill()

        assert eventually(lambda: not any(is_alive(pid) for pid in children))


def test_interrupting_stops_the_children_in_reverse_order_and_ends_well(tmp_path):
    with launched(("web", staying(tmp_path / "web")), ("worker", staying(tmp_path / "worker"))) as supervisor:
        children = [eventually(lambda name=name: pid_in(tmp_path / name)) for name in ("web", "worker")]

        supervisor.send_signal(signal.SIGINT)
        output, _ = supervisor.communicate(timeout=10)

        assert supervisor.returncode == processes.EXIT_STOPPED
        assert output.index("worker    | goodbye") < output.index("web       | goodbye")
        assert not any(is_alive(pid) for pid in children)


def test_a_terminal_s_interrupt_reaches_only_the_supervisor(tmp_path):
    with launched(("web", staying(tmp_path / "web"))) as supervisor:
        child = eventually(lambda: pid_in(tmp_path / "web"))

        os.killpg(supervisor.pid, signal.SIGINT)
        output, _ = supervisor.communicate(timeout=10)

        assert "web       | goodbye" in output
        assert "SIGINT" not in output
        assert not is_alive(child)


def test_a_child_that_died_is_started_again(tmp_path):
    with launched(("web", staying(tmp_path / "web"))) as supervisor:
        first = eventually(lambda: pid_in(tmp_path / "web"))

        os.kill(first, signal.SIGKILL)
        second = eventually(lambda: pid_in(tmp_path / "web", other_than=first))
        supervisor.terminate()
        output, _ = supervisor.communicate(timeout=10)

        assert not is_alive(second)
        assert "web ended (SIGKILL)." in output
        assert supervisor.returncode == processes.EXIT_STOPPED


def test_five_quick_deaths_are_enough_and_the_others_are_stopped(tmp_path):
    output = io.StringIO()
    failing = sh(f"until [ -s {tmp_path}/web ]; do sleep 0.01; done; echo why; exit 3")
    commands = [Command("web", staying(tmp_path / "web")), Command("worker", failing)]

    status = Supervisor(commands, output=output, patience=QUICK).run()

    assert status == processes.EXIT_GAVE_UP
    assert output.getvalue().count("worker    | why") == 5
    assert "lightyear | worker died 5 times in a row; giving up." in output.getvalue()
    assert not is_alive(pid_in(tmp_path / "web"))


def test_the_wait_before_each_restart_doubles():
    output = io.StringIO()

    Supervisor([Command("worker", sh("exit 3"))], output=output, patience=QUICK).run()

    delays = [line.split(" in ")[1] for line in output.getvalue().splitlines() if " starts again " in line]
    assert delays == ["0.01 s.", "0.02 s.", "0.04 s.", "0.08 s."]


def test_a_long_life_before_a_death_is_forgiven(tmp_path):
    output = io.StringIO()
    patience = Patience(quick_seconds=0, first_delay_seconds=0.01)
    seven_lives = sh(f"echo life >> {tmp_path}/lives; [ $(wc -l < {tmp_path}/lives) -lt 7 ] || kill $PPID")

    status = Supervisor([Command("worker", seven_lives)], output=output, patience=patience).run()

    assert status == processes.EXIT_STOPPED
    assert (tmp_path / "lives").read_text().count("life") == 7


def test_a_program_that_is_missing_is_named():
    output = io.StringIO()

    status = Supervisor([Command("web", ["/nowhere/web"])], output=output, patience=QUICK).run()

    assert status == processes.EXIT_GAVE_UP
    assert "web can't be started: No such file or directory." in output.getvalue()


def test_a_child_that_will_not_stop_is_killed(tmp_path):
    output = io.StringIO()
    stubborn = sh(f"trap '' TERM; echo $$ > {tmp_path}/web; while :; do sleep 0.05; done")

    with signal_once(signal.SIGTERM, lambda: pid_in(tmp_path / "web")):
        status = Supervisor([Command("web", stubborn)], output=output, patience=QUICK).run()

    assert status == processes.EXIT_STOPPED
    assert "web doesn't stop; it is killed." in output.getvalue()
    assert not is_alive(pid_in(tmp_path / "web"))


def test_a_second_interrupt_does_not_wait(tmp_path):
    stubborn = sh(f"trap '' TERM; echo $$ > {tmp_path}/web; while :; do sleep 0.05; done")
    begun = time.monotonic()

    with (
        signal_once(signal.SIGINT, lambda: pid_in(tmp_path / "web")),
        signal_once(signal.SIGINT, lambda: pid_in(tmp_path / "web") and time.monotonic() > begun + 0.5),
    ):
        status = Supervisor([Command("web", stubborn)], output=io.StringIO()).run()

    assert status == processes.EXIT_FORCED
    assert time.monotonic() - begun < 5
    assert not is_alive(pid_in(tmp_path / "web"))


def test_what_a_dead_child_left_is_taken_along(tmp_path):
    leaving = sh(f"sleep 60 & echo $! > {tmp_path}/left; exit 3")

    Supervisor([Command("web", leaving)], output=io.StringIO(), patience=Patience(quick_deaths=1)).run()

    assert eventually(lambda: not is_alive(pid_in(tmp_path / "left")))


def test_lines_carry_the_name_of_their_writer_and_bad_bytes_do_no_harm():
    output = io.StringIO()
    speaking = Command("web", sh(r"echo 你好; printf '\377\n'; echo $GREETING >&2"), {"GREETING": "last"})

    Supervisor([speaking], output=output, patience=Patience(quick_deaths=1)).run()

    assert output.getvalue().splitlines()[:3] == [
        "web       | 你好",
        "web       | \N{REPLACEMENT CHARACTER}",
        "web       | last",
    ]


def test_a_closed_output_does_not_stop_the_children(tmp_path):
    output = io.StringIO()
    output.close()
    flood = sh(f"head -c 300000 /dev/zero | tr '\\0' 'a'; echo done > {tmp_path}/flood; exit 3")

    status = Supervisor([Command("web", flood)], output=output, patience=Patience(quick_deaths=1)).run()

    assert status == processes.EXIT_GAVE_UP
    assert (tmp_path / "flood").read_text() == "done\n"


def test_the_caller_s_signal_handlers_come_back():
    before = [signal.getsignal(number) for number in processes.STOP_SIGNALS]

    Supervisor([Command("web", sh("exit 3"))], output=io.StringIO(), patience=Patience(quick_deaths=1)).run()

    assert [signal.getsignal(number) for number in processes.STOP_SIGNALS] == before


def test_a_child_whose_parent_is_gone_already_ends_at_once():
    words = "from lightyear.kit import parents; parents.die_with_parent(9, parent=1 << 30); print('alive')"

    done = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (128 + 9, "")


@contextlib.contextmanager
def launched(*commands: tuple[str, Sequence[str]]) -> Iterator[subprocess.Popen[str]]:
    argv = [sys.executable, "-c", LAUNCHER, json.dumps(commands)]
    with subprocess.Popen(argv, stdout=subprocess.PIPE, text=True, start_new_session=True) as process:
        try:
            yield process
        finally:
            process.kill()


@contextlib.contextmanager
def signal_once(number: int, condition) -> Iterator[None]:
    def send() -> None:
        eventually(condition)
        os.kill(os.getpid(), number)

    sender = threading.Thread(target=send)
    sender.start()
    yield
    sender.join()


def sh(script: str) -> list[str]:
    return ["/bin/sh", "-c", script]


def staying(pid_file: Path) -> list[str]:
    """A shell that writes its process id, says goodbye on SIGTERM, and else stays."""
    return sh(f"trap 'echo goodbye; exit 0' TERM; echo $$ > {pid_file}; while :; do sleep 0.05; done")


def pid_in(path: Path, *, other_than: int = 0) -> int:
    """The process id in a file; 0 while there is none, or only the one that is known."""
    with contextlib.suppress(FileNotFoundError, ValueError):
        pid = int(path.read_text())
        return pid if pid != other_than else 0
    return 0
