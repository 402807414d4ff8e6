"""No operation changes anything while the ledger can't take its entry (45 CFR 164.312(b))."""

from typing import Any

import pytest

from lightyear.kit import clock
from tests.api.test_document import operations
from tests.api.test_walls import Place, ask, body_of, furnished
from tests.web.test_broken_ledger import broken, digests
from tests.web.test_doors import undone

pytestmark = pytest.mark.django_db

READING = {"lookUpContact"}
"""Operations that take a POST so that an address stands in no log, and only read."""


@pytest.fixture
def here(db) -> Place:
    place = furnished("here")
    evidence = {"method": "paper", "given_at": clock.now().isoformat()}
    agreed = {"notice": place.names["notice"], "source": "test", "evidence": evidence}
    place.program.post(f"/contacts/{place.names['contact']}/consents", agreed)
    return place


def outcome(here: Place, document: Any, path: str, method: str, operation: Any) -> tuple[int, bool]:
    """The status, and whether any table changed; undone afterwards."""
    place = here.program.workspace.id
    with undone():
        before = digests(place)
        answer = ask(here, here.names, path, method, body_of(document, operation))
        return answer.status_code, digests(place) != before


def test_with_the_ledger_broken_no_operation_changes_anything(here, client, monkeypatch):
    document = client.get("/api/v1/openapi.json").json()
    here.program._client.raise_request_exception = False
    changing = [found for found in operations(document) if found[1] != "get"]

    working = {found[2]["operationId"]: outcome(here, document, *found) for found in changing}
    with broken(monkeypatch):
        refused = {found[2]["operationId"]: outcome(here, document, *found) for found in changing}

    assert {name for name, (_, is_changed) in working.items() if not is_changed} == READING
    assert {name: status for name, (status, _) in working.items() if not 200 <= status < 300} == {}
    assert {
        name: seen for name, seen in refused.items() if name not in READING and seen != (500, False)
    } == {}
    assert len(refused) > 5
