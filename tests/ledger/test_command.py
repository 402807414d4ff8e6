"""The commands `lightyear ledger export` and `lightyear ledger verify`."""

import dataclasses
import json
import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from lightyear.cli.ledger import ledger
from lightyear.ledger import export, sealing, services
from lightyear.ledger.actors import Actor
from lightyear.ledger.models import Entry
from lightyear.workspaces import wall

from . import ledgers

KEY = ledgers.KEY.public_key().public_bytes_raw().hex()

OFFLINE = """
import contextlib
import sys
from lightyear.cli.ledger import ledger
with contextlib.suppress(SystemExit):
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
    verified = run("verify", path, "--public-key", sealing.public_key().hex())

    assert exported.exit_code == 0
    assert "1 entries written" in exported.stdout
    assert f"Public key: {sealing.public_key().hex()}\n" in exported.stdout
    assert verified.exit_code == 0
    assert list(tmp_path.iterdir()) == [path]


def test_an_export_by_command_is_itself_on_record(workspace, run, tmp_path):
    with wall.enter(workspace.id):
        services.record("test.happened", actor=Actor.system("test"))
        sealing.seal()

    run("export", tmp_path / "out.jsonl", "--workspace", workspace.slug)

    with wall.enter(workspace.id):
        [entry] = Entry.objects.filter(event="ledger.exported")
        assert (entry.actor, entry.facts) == ("system:command", {"size": 1})


def test_an_export_that_fails_leaves_no_file(workspace, run, tmp_path, monkeypatch):
    def fail(*_args, **_more):
        raise OSError("no space left")

    monkeypatch.setattr(export, "anchor", fail)

    failed = run("export", tmp_path / "out.jsonl", "--workspace", workspace.slug)

    assert failed.exit_code != 0
    assert list(tmp_path.iterdir()) == []


def test_the_anchor_that_an_export_prints_holds_the_end_of_later_ones(workspace, run, tmp_path):
    path, anchors = tmp_path / "out.jsonl", tmp_path / "anchors.jsonl"
    with wall.enter(workspace.id):
        services.record("test.happened", actor=Actor.system("test"))
        sealing.seal()
        exported = run("export", path, "--workspace", workspace.slug)
        anchors.write_text(exported.stdout.split("Anchor: ")[1])
        services.record("test.happened", actor=Actor.system("test"))
        sealing.seal()
    run("export", path, "--workspace", workspace.slug)

    verified = run("verify", path, "--anchor", anchors)

    assert verified.exit_code == 0
    assert "Anchored up to entry 1 of 3" in verified.output


def test_an_empty_ledger_has_an_anchor_too(workspace, run, tmp_path):
    path, anchors = tmp_path / "out.jsonl", tmp_path / "anchors.jsonl"
    anchors.write_text(run("export", path, "--workspace", workspace.slug).stdout.split("Anchor: ")[1])

    assert run("verify", path, "--anchor", anchors).exit_code == 0


def test_a_workspace_that_is_not_there_is_a_usage_error(db, run, tmp_path):
    result = run("export", tmp_path / "out.jsonl", "--workspace", "nowhere")

    assert result.exit_code == 2
    assert "no workspace" in result.output
    assert list(tmp_path.iterdir()) == []


def test_an_intact_ledger_of_the_right_key_exits_with_zero_and_says_that_nothing_anchors_its_end(run, honest):
    result = run("verify", honest, "--public-key", KEY)

    assert result.exit_code == 0
    assert result.output.startswith("Verified, and signed by the key that it should be:")
    assert "5 entries, 2 heads" in result.output
    assert "No anchor" in result.output


def test_a_ledger_whose_key_nobody_named_is_no_more_than_consistent(run, honest):
    result = run("verify", honest)

    assert result.exit_code == 3
    assert "Verified" not in result.output
    assert result.output.startswith("Consistent, but signed by the key in this file. Compare it with")
    assert KEY in result.output


def test_a_ledger_signed_by_another_key_exits_with_one(run, tmp_path):
    path = tmp_path / "forged.jsonl"
    path.write_bytes(b"".join(ledgers.lines(ledgers.entries(5), heads=[2, 5], key=ledgers.OTHER_KEY)))

    result = run("verify", path, "--public-key", KEY)

    assert result.exit_code == 1
    assert "another key signs this ledger" in result.output


@pytest.mark.parametrize("key", ["", "zz", "00", KEY + "00"])
def test_what_is_no_key_is_a_usage_error(run, honest, key):
    result = run("verify", honest, "--public-key", key)

    assert result.exit_code == 2


def test_a_broken_ledger_exits_with_one_and_names_the_line(run, broken):
    result = run("verify", broken)

    assert result.exit_code == 1
    assert "NOT intact" in result.output
    assert "line 2: entry 0 is not what was sealed" in result.output


def test_programs_read_json(run, honest, broken):
    good, bad = run("verify", honest, "--json", "--public-key", KEY), run("verify", broken, "--json")
    unknown = run("verify", honest, "--json")

    verified, failed = json.loads(good.output), json.loads(bad.output)

    assert (verified["verified"], verified["entries"], verified["anchored"]) == (True, 5, 0)
    assert json.loads(unknown.output)["verified"] is False
    assert (failed["verified"], failed["problems"][0]["line"], bad.exit_code) == (False, 2, 1)


def test_anchors_are_held_against_the_ledger(run, honest, tmp_path):
    contents = ledgers.entries(5)
    path = tmp_path / "anchors.jsonl"
    fitting = dataclasses.asdict(ledgers.anchor(contents[:2]))
    path.write_text(json.dumps(fitting) + "\n")

    good = run("verify", honest, "--anchor", path)
    path.write_text(json.dumps({**fitting, "size": 3}) + "\n")
    bad = run("verify", honest, "--anchor", path)

    assert (good.exit_code, bad.exit_code) == (0, 1)
    assert "Anchored up to entry 2 of 5" in good.output


def test_an_anchor_of_the_whole_says_what_it_can_not_know(run, honest, tmp_path):
    path = tmp_path / "anchors.jsonl"
    path.write_text(json.dumps(dataclasses.asdict(ledgers.anchor(ledgers.entries(5)))))

    result = run("verify", honest, "--anchor", path)

    assert "Anchored: all 5 entries. Whether others followed, only a later anchor shows." in result.output


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

    assert "5 entries, 2 heads" in result.stdout
    assert result.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("command", ["export", "verify"])
def test_help_shows_an_example(run, command):
    result = run(command, "--help")

    assert result.exit_code == 0
    assert f"lightyear ledger {command} riverbend.jsonl" in result.output
