"""One workspace's key meets another's rows: every operation of the document, asked with each foreign name."""

import copy
import json
from dataclasses import dataclass, field
from typing import Any

import pytest

from lightyear.accounts import doors, matrix
from lightyear.accounts.matrix import Role
from lightyear.consent import services as consent
from lightyear.contacts.models import Contact
from lightyear.gate.models import Decision, Destination
from lightyear.intake import starter
from lightyear.kit import clock
from lightyear.ledger.models import Entry
from lightyear.workspaces import wall
from tests import populate
from tests.api import programs
from tests.api.test_document import operations
from tests.routes import patterns

REFERENCES = ("contact", "decision", "notice", "purpose", "destination")
"""Parameters and body fields that name a row."""

FREE = {("askGate", "purpose")}
"""Here it is a word of the rulebook, which belongs to nobody."""


@dataclass
class Place:
    """A workspace, its program, and the name of a row of each kind that only it has."""

    program: programs.Program
    names: dict[str, str] = field(default_factory=dict)
    address: str = ""


def furnished(slug: str) -> Place:
    workspace = populate.workspace(slug)
    place = Place(programs.of_role(workspace, "owner"), address=f"elena@{slug}.example")
    purpose = f"only-{slug}"
    with wall.enter(workspace.id):
        starter.furnish(workspace, by=programs.BY)
        Destination.objects.create(key=purpose, name=slug, kind="crm")
        made = consent.declare(key=purpose, kind="commercial", name_en=slug, name_zh=slug, by=programs.BY)
        notice = consent.word(
            purpose=made, channel="email", language="en", wording=f"Letters of {slug}", by=programs.BY
        )
    contact = place.program.post("/contacts", {"email": place.address}).json()
    place.names = {
        "contact": contact["id"],
        "decision": contact["decision"]["id"],
        "notice": str(notice.id),
        "purpose": purpose,
        "destination": purpose,
    }
    return place


@pytest.fixture
def here(db):
    return furnished("here")


@pytest.fixture
def there(db):
    return furnished("there")


@pytest.fixture
def document(client, here):
    return client.get("/api/v1/openapi.json").json()


def body_of(document: Any, operation: Any) -> Any:
    content = operation.get("requestBody", {}).get("content", {})
    if not content:
        return None
    name = content["application/json"]["schema"]["$ref"].rpartition("/")[2]
    example = copy.deepcopy(document["components"]["schemas"][name]["examples"][0])
    if name == "Question":
        example["recipient"] = {"contact": "", "channel": "email"}
    example.pop("properties", None)
    if "evidence" in example:
        example["evidence"]["given_at"] = clock.now().isoformat()
    return example


def filled(value: Any, names: dict[str, str]) -> Any:
    """The value with the rows' names put where it names rows."""
    if isinstance(value, dict):
        return {
            key: names[key] if key in names and isinstance(inner, str) else filled(inner, names)
            for key, inner in value.items()
        }
    return value


def named(document: Any, path: str, operation: Any) -> list[str]:
    """Which kinds of rows an operation names, in its path or body."""
    inside = json.dumps(body_of(document, operation))
    asked = [name for name in REFERENCES if f"{{{name}}}" in path or f'"{name}": "' in inside]
    return [name for name in asked if (operation["operationId"], name) not in FREE]


def ask(place: Place, names: dict[str, str], path: str, method: str, body: Any, *, slug: str = "here") -> Any:
    address = path.replace("{workspace}", slug).format(**names)
    content = "" if body is None else json.dumps(filled(body, names))
    return place.program._client.generic(
        method.upper(), address, content, content_type="application/json", headers=place.program.headers
    )


def test_every_operation_works_with_rows_of_its_own(here, document):
    agree = {"notice": here.names["notice"], "source": "test"}
    agree["evidence"] = {"method": "paper", "given_at": clock.now().isoformat()}
    here.program.post(f"/contacts/{here.names['contact']}/consents", agree)

    for path, method, operation in operations(document):
        answer = ask(here, here.names, path, method, body_of(document, operation))

        assert 200 <= answer.status_code < 300, (operation["operationId"], answer.content)


def test_no_operation_finds_a_row_of_another_workspace(here, there, document):
    asked = 0
    for path, method, operation in operations(document):
        for name in named(document, path, operation):
            names = here.names | {name: there.names[name]}

            answer = ask(here, names, path, method, body_of(document, operation))

            assert answer.status_code == 404, (operation["operationId"], name, answer.content)
            asked += 1
    assert asked >= 12


def test_no_operation_of_another_workspace_opens_to_the_key(here, there, document):
    with wall.enter(there.program.workspace.id):
        before = (Contact.objects.count(), Decision.objects.count(), Entry.objects.count())

    for path, method, operation in operations(document):
        answer = ask(here, there.names, path, method, body_of(document, operation), slug="there")

        assert answer.status_code == 404, operation["operationId"]
    with wall.enter(there.program.workspace.id):
        assert (Contact.objects.count(), Decision.objects.count(), Entry.objects.count()) == before


def test_no_answer_holds_anything_of_another_workspace(here, there, document):
    for path, method, operation in operations(document):
        answer = ask(here, here.names, path, method, body_of(document, operation)).content.decode()

        assert not [name for name in there.names.values() if name in answer], operation["operationId"]
    found = here.program.post("/contacts/lookups", {"email": there.address})
    assert found.json() == {"contact": None}


@pytest.mark.parametrize("role", Role.values)
def test_each_role_may_do_what_the_matrix_says_and_nothing_else(here, document, role):
    program = programs.of_role(here.program.workspace, role, email="someone@staff.example")
    place = Place(program, here.names, here.address)
    needed = {
        (str(pattern.pattern), method.lower()): action
        for _, pattern in patterns()
        if (door := doors.of(pattern.callback)) is not None
        for method, action in door.methods.items()
    }

    for path, method, operation in operations(document):
        route = path.removeprefix("/api/v1/").replace("{workspace}", "<slug:workspace>")
        for name in ("contact", "decision"):
            route = route.replace(f"{{{name}}}", f"<uuidstr:{name}>")
        answer = ask(place, here.names, path, method, body_of(document, operation))

        is_allowed = matrix.allows(role, needed[route, method])
        assert (answer.status_code != 403) == is_allowed, (operation["operationId"], answer.status_code)


def test_every_identifier_that_a_body_may_hold_is_asked_for(document):
    schemas = document["components"]["schemas"]
    bodies = {
        operation["requestBody"]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
        for _, _, operation in operations(document)
        if "requestBody" in operation
    } | {"Recipient", "Evidence"}

    identifiers = {
        name
        for body in bodies
        for name, one in schemas[body]["properties"].items()
        if one.get("format") == "uuid"
    }
    assert identifiers <= set(REFERENCES)
    assert identifiers == {"notice", "contact"}
