"""Schemathesis asks the API what it never expected: every check, every phase, once for each role.

`make schemathesis` asks many times as much as `make test`.
"""

import os
import threading
from collections import Counter

import pytest
from django.core import signals
from django.db import close_old_connections, connections
from schemathesis import openapi
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import Status, events, from_schema
from schemathesis.transport.wsgi import WSGITransport

from lightyear.accounts.matrix import Role
from lightyear.server.wsgi import application
from lightyear.workspaces import wall
from tests.api import programs
from tests.api.test_contacts import ELENA, NOTE, VISITS

REFUSING = ["putContact", "changeContact", "declareProperty", "grantConsent", "withdrawConsent", "askGate"]
EXAMPLES = int(os.environ.get("SCHEMATHESIS_EXAMPLES", "0"))
FEW, FEWER = 10, 3
"""Without that: for the owner, and for roles that may do less of the same."""

REFUSES = {"expected-statuses": ["2xx", "401", "403", "404", "409", "422"]}
"""An undeclared property is refused (PIPL 6), and a label that tells of somebody, as random letters may seem
to: no description can say which these are."""


def config(program: programs.Program, examples: int) -> SchemathesisConfig:
    return SchemathesisConfig.from_dict(
        {
            "seed": 20260302,
            "headers": program.headers,
            "parameters": {"workspace": program.workspace.slug},
            "generation": {"max-examples": examples, "database": "none"},
            "phases": {"stateful": {"generation": {"max-examples": examples}}},
            "operations": [
                {"include-operation-id": name, "checks": {"positive_data_acceptance": REFUSES}}
                for name in REFUSING
            ],
        }
    )


class OneConnection:
    """The application in the test's own transaction, whichever thread of the engine asks."""

    def __init__(self) -> None:
        self.connection = connections["default"]
        self.turn = threading.Lock()
        self.answers: Counter[int] = Counter()

    def __call__(self, environ, start_response):
        with self.turn:
            connections["default"] = self.connection
            return application(environ, lambda status, *rest: self._noted(status, start_response, rest))

    def _noted(self, status, start_response, rest):
        self.answers[int(status[:3])] += 1
        return start_response(status, *rest)

    def __enter__(self):
        self.connection.inc_thread_sharing()
        for signal in (signals.request_started, signals.request_finished):
            signal.disconnect(close_old_connections)  # as Django's own test client does
        return self

    def __exit__(self, *error):
        for signal in (signals.request_started, signals.request_finished):
            signal.connect(close_old_connections)
        self.connection.dec_thread_sharing()


@pytest.fixture(autouse=True)
def probes_that_arrive(monkeypatch):
    """Schemathesis 4.32 hands settings of sockets to an application that it reaches without one."""
    send = WSGITransport.send

    def sent(self, case, *, session=None, **settings):
        for name in ("max_redirects", "verify", "cert"):
            settings.pop(name, None)
        return send(self, case, session=session, **settings)

    monkeypatch.setattr(WSGITransport, "send", sent)


@pytest.mark.timeout(1800)
@pytest.mark.filterwarnings("ignore:Generating overly large repr:hypothesis.errors.HypothesisWarning")
@pytest.mark.parametrize("role", Role.values)
def test_nothing_is_found(clinic, settings, role):
    settings.LIGHTYEAR_API_PER_MINUTE = 1_000_000
    settings.ALLOWED_HOSTS = ["localhost", "testserver"]
    owner = programs.of_role(clinic, Role.OWNER)
    for path, body in (("/properties", VISITS), ("/properties", NOTE), ("/contacts", ELENA)):
        assert owner.post(path, body).status_code == 201
    program = owner if role == Role.OWNER else programs.of_role(clinic, role)
    asked = config(program, EXAMPLES or (FEW if role == Role.OWNER else FEWER))

    with OneConnection() as served:
        schema = openapi.from_wsgi("/api/v1/openapi.json", served, config=asked)
        failures = [line for event in from_schema(schema).execute() for line in found(event)]

    assert failures == []
    assert served.answers.total() > 500
    assert not served.answers.keys() & set(range(500, 600))
    assert not wall.is_open()


def found(event):
    """What an event of the engine says that is wrong, in words."""
    if isinstance(event, events.FatalError):
        yield repr(event.exception)
    if isinstance(event, events.NonFatalError):
        yield f"{event.label}: {event.value!r}"
    if isinstance(event, events.ScenarioFinished) and event.status in (Status.FAILURE, Status.ERROR):
        for checks in event.recorder.checks.values():
            for check in checks:
                if (info := check.failure_info) is not None:
                    yield f"{event.label}: {check.name}: {info.failure.message}\n{info.code_sample}"
