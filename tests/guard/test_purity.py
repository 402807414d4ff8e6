import subprocess
import sys

import pytest

PROGRAM = """
import sys
from lightyear import guard
assert guard.scan("ana@home.example")
assert guard.decide(guard.Flow(text="hours")).verdict == "allow"
foreign = {"django", "psycopg", "httpx", "socket"} & set(sys.modules)
ours = {name for name in sys.modules if name.startswith("lightyear.")}
ours = {name for name in ours if not name.startswith("lightyear.guard")}
print(sorted(foreign | ours))
"""


def test_the_guard_needs_no_django_no_database_no_network_and_nothing_else_of_ours():
    ran = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)

    assert ran.stdout.strip() == "[]"


@pytest.mark.parametrize(
    "name", ["Flow", "Finding", "scan", "decide", "HEALTH", "CATEGORIES", "RULEBOOK_VERSION"]
)
def test_the_contract_is_exported(name):
    from lightyear import guard

    assert name in guard.__all__
    assert hasattr(guard, name)
