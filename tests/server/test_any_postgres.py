"""The product on every PostgreSQL this machine has, the system's included, as DATABASE_URL would name it."""

import os
import subprocess
import sys

import pytest

from lightyear.server import postgres

SMOKE = """
from lightyear.cli import demo, setup
setup.django()
from django.core.management import call_command
call_command("migrate", verbosity=0, interactive=False)
demo.ensure()
from lightyear.ledger import jobs, queries
from lightyear.workspaces import wall
from lightyear.workspaces.models import Workspace
workspace = Workspace.objects.get(slug="riverbend")
jobs.seal_due(workspace.id)
with wall.enter(workspace.id):
    status = queries.status()
print("sealed", status.size > 5, status.unsealed)
"""

CROWD = """
from lightyear.cli import demo, demo_load, setup
setup.django()
from django.core.management import call_command
call_command("migrate", verbosity=0, interactive=False)
demo.ensure()
from lightyear.contacts.models import Contact
from lightyear.workspaces import wall
from lightyear.workspaces.models import Workspace
workspace = Workspace.objects.get(slug="riverbend")
demo_load.BATCH = 30
sizes = list(demo_load.fill(workspace, count=100, seed=3, at_once=2))
with wall.enter(workspace.id):
    numbers = sorted(Contact.objects.values_list("number", flat=True))
print(sizes, numbers == list(range(1, 101)))
"""


def ran(script, folder, installation=None):
    """A script on a database that is its own, as the product would run it."""
    folder.chmod(0o755)
    with postgres.serve(folder / "home", installation=installation) as server:
        env = {**os.environ, "DATABASE_URL": server.url, "LIGHTYEAR_HOME": str(folder / "home")}
        env.pop("DJANGO_SETTINGS_MODULE", None)
        command = [sys.executable, "-c", script]
        return subprocess.run(command, env=env, text=True, capture_output=True, timeout=120)


@pytest.mark.parametrize("installation", postgres.installations(), ids=lambda found: found.directory.name)
def test_the_demonstration_can_be_made_on_it(tmp_path, installation):
    run = ran(SMOKE, tmp_path, installation)

    assert run.stdout.strip() == "sealed True 0", run.stderr[-2000:]


def test_two_processes_load_as_many_people_as_were_asked_for(tmp_path):
    run = ran(CROWD, tmp_path)

    assert run.stdout.strip() == "[30, 30, 30, 10] True", run.stderr[-2000:]
