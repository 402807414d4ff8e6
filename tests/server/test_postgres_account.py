"""Whose the database is when root starts it."""

import os
import pwd
import shutil
import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest

from lightyear.server import postgres_account
from lightyear.server.postgres_errors import Unavailable


@pytest.fixture
def machine(monkeypatch):
    """A machine that root starts on: its users, and whether more can be made."""
    found = SimpleNamespace(users={"nobody": 65534}, makes_users=True, made=[])

    def look_up(name):
        return SimpleNamespace(pw_uid=found.users[name], pw_gid=found.users[name])

    def run(argv, **_):
        found.made.append(argv)
        if found.makes_users:
            found.users[argv[-1]] = 990
        return subprocess.CompletedProcess(argv, 0 if found.makes_users else 1)

    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(pwd, "getpwnam", look_up)
    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setattr(shutil, "which", lambda name, path: f"/usr/sbin/{name}")
    return found


def test_a_user_of_its_own_is_taken_where_there_is_one(machine, capsys):
    machine.users["lightyear"] = 991

    account = postgres_account.choose(None)

    assert (account.name, account.uid) == ("lightyear", 991)
    assert (machine.made, capsys.readouterr().err) == ([], "")


def test_a_user_of_its_own_is_made_where_there_is_none(machine, capsys):
    account = postgres_account.choose(None)

    assert (account.name, account.uid) == ("lightyear", 990)
    assert machine.made[0][:2] == ["/usr/sbin/useradd", "--system"]
    assert capsys.readouterr().err == ""


def test_where_none_can_be_made_it_is_nobody_with_a_warning(machine, capsys):
    machine.makes_users = False

    account = postgres_account.choose(None)

    assert account.name == "nobody"
    assert "whatever else does can read its files" in capsys.readouterr().err


def test_where_users_are_made_in_another_way_it_is_nobody_with_a_warning(machine, monkeypatch, capsys):
    monkeypatch.setattr(shutil, "which", lambda name, path: None)

    assert postgres_account.choose(None).name == "nobody"
    assert "useradd --system lightyear" in capsys.readouterr().err


def test_a_machine_without_either_is_told_to_add_one(machine):
    machine.makes_users = False
    machine.users.clear()

    with pytest.raises(Unavailable, match="no user lightyear"):
        postgres_account.choose(None)


def test_a_database_that_exists_keeps_its_owner_and_the_warning(machine, monkeypatch, capsys):
    monkeypatch.setattr(pwd, "getpwuid", lambda uid: SimpleNamespace(pw_name="nobody"))
    monkeypatch.setattr(Path, "stat", lambda _: SimpleNamespace(st_uid=65534, st_gid=65534))

    account = postgres_account.choose(Path("data"))

    assert (account.name, machine.made) == ("nobody", [])
    assert capsys.readouterr().err == postgres_account.WARNING
