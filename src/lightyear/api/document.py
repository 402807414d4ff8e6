"""The OpenAPI document, finished: every answer an operation can give, as it is really given."""

import copy
from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import REF_TEMPLATE

from lightyear.api import problems

ABOUT = (
    "Contacts, consent and the gate's decisions of one workspace, for programs. Every call needs a key that "
    "a member of staff answers for; it may do what its scopes and her role allow. Data enters through the "
    "gate: what nobody declared is refused or taken out, and a recorded decision says why. Errors are "
    "problems as RFC 9457 describes them, without anything of the input."
)

WORKSPACE = {
    "name": "workspace",
    "in": "path",
    "required": True,
    "description": "The workspace, as in the addresses of its pages.",
    "schema": {"type": "string", "pattern": "^[A-Za-z0-9_-]{1,50}$", "examples": ["riverbend"]},
}

ALWAYS = (401, 403, 404, 429)
WITH_QUERY = (422,)
WITH_BODY = (400, 411, 413, 415, 422)

HEADERS = {
    401: {"WWW-Authenticate": {"schema": {"type": "string"}, "required": True}},
    429: {
        "Retry-After": {
            "description": "Seconds.",
            "schema": {"type": "integer", "minimum": 1},
            "required": True,
        }
    },
}

MEANINGS = {
    400: "The body can't be read",
    401: "No key, or none that stands",
    403: "The key may not do this",
    404: "Not here, or in somebody else's workspace",
    409: "What is on record speaks against it",
    411: "The body comes without its length",
    413: "The body is too large",
    415: "The body is no JSON",
    422: "Something isn't as described",
    429: "The key asked too often",
}


def finished(schema: dict[str, Any]) -> dict[str, Any]:
    """The framework's document with problems, parameters and the security scheme as they are."""
    made = copy.deepcopy(dict(schema))
    made["paths"] = {path: _path(methods) for path, methods in made["paths"].items()}
    components = made["components"]
    components["responses"] = {_name(status): _problem(status) for status in MEANINGS}
    details = problems.ProblemDetails.model_json_schema(ref_template=REF_TEMPLATE)
    components["schemas"] |= details.pop("$defs")
    components["schemas"]["ProblemDetails"] = details
    components["securitySchemes"] = {
        "Key": {"type": "http", "scheme": "bearer", "description": "An API key, ly_…"}
    }
    return made


def field_names(api: NinjaAPI) -> frozenset[str]:
    """The names of all fields and parameters, which may stand in a problem."""
    schema = NinjaAPI.get_openapi_schema(api, path_prefix="")
    fields = {name for one in schema["components"]["schemas"].values() for name in one.get("properties", {})}
    operations = [one for methods in schema["paths"].values() for one in methods.values()]
    return frozenset(fields | {p["name"] for one in operations for p in one["parameters"]})


def _path(methods: dict[str, Any]) -> dict[str, Any]:
    return {"parameters": [WORKSPACE], **{method: _operation(one) for method, one in methods.items()}}


def _operation(one: dict[str, Any]) -> dict[str, Any]:
    statuses = set(ALWAYS)
    if any(parameter["in"] == "query" for parameter in one["parameters"]):
        statuses |= set(WITH_QUERY)
    if "requestBody" in one:
        statuses |= set(WITH_BODY)
    if "x-conflicts" in one:
        statuses.add(409)
    given = {str(status): answer for status, answer in one["responses"].items()}
    refusals = {
        str(status): {"$ref": f"#/components/responses/{_name(status)}"} for status in sorted(statuses)
    }
    parameters = [_parameter(parameter) for parameter in one["parameters"]]
    return one | {"parameters": parameters, "responses": given | refusals}


def _parameter(parameter: dict[str, Any]) -> dict[str, Any]:
    """`examples` of a parameter is a map; the list stays in its schema."""
    return {name: value for name, value in parameter.items() if name != "examples"}


def _name(status: int) -> str:
    return f"Problem{status}"


def _problem(status: int) -> dict[str, Any]:
    reference = {"$ref": REF_TEMPLATE.format(model="ProblemDetails")}
    answer = {"description": MEANINGS[status], "content": {problems.MEDIA_TYPE: {"schema": reference}}}
    return answer | ({"headers": HEADERS[status]} if status in HEADERS else {})
