"""The commands `lightyear ledger export` and `lightyear ledger verify`."""

import json
import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from lightyear.cli.ledger import ledger
from lightyear.ledger import sealing, services
from lightyear.ledger.actors import Actor
from lightyear.workspaces import wall

from . import ledgers

OFFLINE = """
import sys
from lightyear.cli.ledger import ledger
ledger(["verify", sys.argv[1]], standalone_mode=False)
print(sorted(name for name in sys.modules if name.partition(".")[0] in ("django", "psycopg")))
"""


@pytest.fixture
def run():
    runner = CliRunner()
    return lambda *arguments: runner.invoke(ledger, [str(argument) for argument in arguments])


@pytest.fixture
def honest(tmp_path):
    path = tmp_path / "ledger.jsonl"
    path.write_bytes(b"".join(ledgers.lines(ledgers.entries(5), heads=[2, 5])))
    return path


@pytest.fixture
def broken(tmp_path, honest):
    path = tmp_path / "broken.jsonl"
    path.write_bytes(honest.read_bytes().replace(b"allow", b"block", 1))
    return path


def test_an_export_is_written_and_verifies(workspace, run, tmp_path):
    with wall.enter(workspace.id):
        services.record("test.happened", actor=Actor.system("test"))
        sealing.seal()
    path = tmp_path / "out.jsonl"

    exported = run("export", path, "--workspace", workspace.slug)
    verified = run("verify", path)

    assert exported.exit_code == 0
    assert "1 entries written" in exported.stdout
    assert verified.exit_code == 0
    assert list(tmp_path.iterdir()) == [path]


def test_a_workspace_that_is_not_there_is_a_usage_error(db, run, tmp_path):
    result = run("export", tmp_path / "out.jsonl", "--workspace", "nowhere")

    assert result.exit_code == 2
    assert "no workspace" in result.output
    assert list(tmp_path.iterdir()) == []


def test_an_intact_ledger_exits_with_zero(run, honest):
    result = run("verify", honest)

    assert result.exit_code == 0
    assert "Verified: 5 entries, 2 heads, held against no anchor." in result.output


def test_a_broken_ledger_exits_with_one_and_names_the_line(run, broken):
    result = run("verify", broken)

    assert result.exit_code == 1
    assert "NOT intact" in result.output
    assert "line 2: entry 0 is not what was sealed" in result.output


def test_programs_read_json(run, honest, broken):
    good, bad = run("verify", honest, "--json"), run("verify", broken, "--json")

    verified, failed = json.loads(good.output), json.loads(bad.output)

    assert (verified["verified"], verified["entries"], verified["anchors"]) == (True, 5, 0)
    assert (failed["verified"], failed["problems"][0]["line"], bad.exit_code) == (False, 2, 1)


def test_anchors_are_held_against_the_ledger(run, honest, tmp_path):
    contents = ledgers.entries(5)
    path = tmp_path / "anchors.jsonl"
    fitting = {"workspace": str(ledgers.WORKSPACE), "size": 2, "root": ledgers.root(contents[:2])}
    path.write_text(json.dumps(fitting) + "\n")

    good = run("verify", honest, "--anchor", path)
    path.write_text(json.dumps({**fitting, "size": 3}) + "\n")
    bad = run("verify", honest, "--anchor", path)

    assert (good.exit_code, bad.exit_code) == (0, 1)
    assert "1 anchors fit" in good.output


def test_an_unreadable_anchor_is_a_usage_error(run, honest, tmp_path):
    path = tmp_path / "anchors.jsonl"
    path.write_text("a root\n")

    result = run("verify", honest, "--anchor", path)

    assert result.exit_code == 2


def test_a_missing_file_is_a_usage_error(run, tmp_path):
    result = run("verify", tmp_path / "nothing.jsonl")

    assert result.exit_code == 2


def test_verifying_needs_neither_django_nor_a_database(honest):
    bare = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}

    result = subprocess.run(
        [sys.executable, "-c", OFFLINE, str(honest)], env=bare, capture_output=True, text=True, check=True
    )

    assert "Verified: 5 entries" in result.stdout
    assert result.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("command", ["export", "verify"])
def test_help_shows_an_example(run, command):
    result = run(command, "--help")

    assert result.exit_code == 0
    assert f"lightyear ledger {command} riverbend.jsonl" in result.output
