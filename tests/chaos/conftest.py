"""How hard the chaos is: a scaled run in `make test`, the whole one with --long in `make chaos`."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="2,000 messages and 50 kills")


@pytest.fixture
def is_long(request) -> bool:
    return bool(request.config.getoption("--long", default=False))
