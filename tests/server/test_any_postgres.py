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


@pytest.mark.parametrize("installation", postgres.installations(), ids=lambda found: found.directory.name)
def test_the_demonstration_can_be_made_on_it(tmp_path, installation):
    tmp_path.chmod(0o755)
    with postgres.serve(tmp_path / "home", installation=installation) as server:
        env = {**os.environ, "DATABASE_URL": server.url, "LIGHTYEAR_HOME": str(tmp_path / "home")}
        env.pop("DJANGO_SETTINGS_MODULE", None)
        run = subprocess.run(
            [sys.executable, "-c", SMOKE], env=env, text=True, capture_output=True, timeout=120
        )

    assert run.stdout.strip() == "sealed True 0", run.stderr[-2000:]
