"""An organization that other connections and threads see, and a mail server to send to."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests import committed
from tests.messaging.sink import Sink

if TYPE_CHECKING:
    from lightyear.workspaces.models import Workspace


@pytest.fixture
def organization(db) -> Iterator["Workspace"]:
    """A workspace with a sender; nothing is rolled back, everything is removed after."""
    with committed.workspace(
        profiles=["hipaa", "pipl"],
        postal_address="1 Mill Road, Riverbend, OH 44001",
        sender_name="Cedar Clinic",
        sender_email="hello@cedar.example",
    ) as workspace:
        yield workspace


@pytest.fixture
def sink(settings) -> Iterator[Sink]:
    """The mail server that the e-mail channel sends to."""
    from lightyear.channels import email

    with Sink().serve() as running:
        settings.LIGHTYEAR_SMTP_URL = f"smtp+plain://127.0.0.1:{running.port}"
        email.pool.cache_clear()
        yield running
    email.pool().close()
    email.pool.cache_clear()
