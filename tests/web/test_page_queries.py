"""How many queries a page takes is bounded, and doesn't grow with the rows it shows."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lightyear.cli import demo, demo_load
from lightyear.workspaces import tallies
from tests import routes

MOST = 35
FEW, MANY = 12, 80


@pytest.fixture
def organization(db, settings, monkeypatch):
    from lightyear.workspaces.models import Workspace

    settings.LIGHTYEAR_DEMO = True
    # Whether a count is kept depends on how busy the machine is; a kept one costs queries of its own.
    monkeypatch.setattr(tallies, "DEAR_SECONDS", 3600)
    demo.ensure()
    return Workspace.objects.get(slug="riverbend")


def queries(client, organization, paths) -> dict[str, int]:
    """Queries of every page that answers a GET, counted when everything that is kept is warm."""
    counts = {}
    for name, path in paths.items():
        if client.get(path).status_code != 200:
            continue
        with CaptureQueriesContext(connection) as captured:
            client.get(path)
        counts[name] = len(captured)
    return counts


def test_no_page_takes_more_queries_for_more_rows(organization, django_user_model):
    client = Client(headers={"host": "localhost"})
    client.force_login(django_user_model.objects.earliest("created_at"))
    list(demo_load.fill(organization, count=FEW, seed=1))
    few_paths = routes.addresses(organization)
    few = queries(client, organization, few_paths)
    list(demo_load.fill(organization, count=MANY, seed=2))

    many = queries(client, organization, few_paths)

    assert len(many) > 30
    assert {name: (few[name], count) for name, count in many.items() if count > few[name]} == {}
    assert {name: count for name, count in many.items() if count > MOST} == {}
