"""The OpenAPI document says what there is, how it answers, and with which key."""

import jsonschema_rs
import pytest
from django.test import Client

from lightyear.accounts import doors
from tests.routes import patterns


@pytest.fixture(scope="module")
def document(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        return Client().get("/api/v1/openapi.json").json()


def operations(document):
    return [
        (path, method, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
        if method != "parameters"
    ]


def test_anyone_may_read_it_without_a_key_and_without_scripts(db):
    answer = Client().get("/api/v1/openapi.json")

    assert answer.status_code == 200
    assert answer.json()["openapi"].startswith("3.1")
    assert Client().get("/api/v1/docs").status_code == 404


def test_every_door_of_the_api_is_in_it_and_nothing_else(document):
    found = [(pattern, doors.of(pattern.callback)) for _, pattern in patterns()]
    routed = {
        (str(pattern.pattern), method)
        for pattern, door in found
        if door is not None and door.kind == "api"
        for method in door.methods
    }
    described = {(path, method) for path, method, _ in operations(document)}

    assert len(routed) == len(described) > 15
    assert all(path.startswith("/api/v1/w/{workspace}/") for path, _ in described)


def test_every_operation_has_a_name_a_summary_a_key_and_its_problems(document):
    names = [operation["operationId"] for _, _, operation in operations(document)]

    assert len(set(names)) == len(names)
    assert all(name.isalpha() for name in names)
    for _, method, operation in operations(document):
        assert operation["summary"]
        assert operation["security"] == [{"Key": []}]
        assert {"401", "403", "404", "429"} <= operation["responses"].keys()
        if method in ("post", "patch"):
            assert {"400", "413", "415", "422"} <= operation["responses"].keys()


def test_every_problem_is_described_as_one(document):
    for answer in document["components"]["responses"].values():
        assert list(answer["content"]) == ["application/problem+json"]


def test_every_body_and_answer_has_an_example_that_fits_it(document):
    seen = 0
    for _, _, operation in operations(document):
        contents = [operation.get("requestBody", {})] + [
            answer for status, answer in operation["responses"].items() if status < "300"
        ]
        for content in contents:
            if "content" not in content:
                continue
            schema = content["content"]["application/json"]["schema"]
            name = schema["$ref"].rpartition("/")[2]
            examples = document["components"]["schemas"][name]["examples"]
            check = jsonschema_rs.validator_for(schema | {"components": document["components"]})
            for example in examples:
                assert check.is_valid(example), (name, list(check.iter_errors(example)))
                seen += 1
    assert seen > 20


def test_the_manual_names_every_operation(document):
    from tests.architecture.test_surface import ROOT

    manual = (ROOT / "docs" / "reference" / "api.md").read_text()

    missing = [
        operation["summary"] for _, _, operation in operations(document) if operation["summary"] not in manual
    ]
    assert missing == []
