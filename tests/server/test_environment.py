"""Where a command finds the database, and where the demonstration doesn't go."""

import json

import click
import pytest

from lightyear.server import environment, up
from lightyear.workspaces import services as workspaces


def test_a_command_finds_the_database_that_runs_in_its_home(tmp_path, monkeypatch):
    monkeypatch.delenv("DATABASE_URL")
    noted = {"pid": 7, "url": "postgresql://lightyear@127.0.0.1:5555/lightyear"}
    (tmp_path / "postgres.lock").write_text(json.dumps(noted))

    assert environment.database_url(tmp_path) == noted["url"]


def test_a_command_writes_links_to_the_address_that_is_served_from_its_home(tmp_path, monkeypatch):
    monkeypatch.setenv("LIGHTYEAR_URL", "http://localhost:8003")
    with environment.noted_address(tmp_path):
        monkeypatch.delenv("LIGHTYEAR_URL")
        running = environment.address(tmp_path)

    assert running == "http://localhost:8003"
    assert environment.address(tmp_path) == environment.USUAL_ADDRESS


def test_the_environment_comes_first(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://db.example/lightyear")
    (tmp_path / "postgres.lock").write_text('{"url": "postgresql://127.0.0.1/other"}')

    assert environment.database_url(tmp_path) == "postgresql://db.example/lightyear"


def test_a_home_where_nothing_runs_names_none(tmp_path, monkeypatch):
    monkeypatch.delenv("DATABASE_URL")
    (tmp_path / "postgres.lock").write_text("")

    assert environment.database_url(tmp_path) == ""
    assert environment.database_url(tmp_path / "elsewhere") == ""


def test_the_demonstration_does_not_start_where_a_real_organization_is(db, tmp_path):
    workspaces.ensure_system()
    workspaces.create(slug="invented", name="Invented", profiles=["hipaa"], is_synthetic=True)
    up.refuse_real_data(tmp_path)

    workspaces.create(slug="real", name="Real", profiles=["hipaa"])

    with pytest.raises(click.ClickException, match="real organization"):
        up.refuse_real_data(tmp_path)
