"""The description of the interface for programs: valid, whole, and exactly what is answered."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import flask
import jsonschema
import pytest
from flask.testing import FlaskClient
from openapi_spec_validator import validate

from portal.web.contract.operation import BASE, Operation, describe, registered
from portal.web.contract.parameters import Choice, alone
from portal.web.contract.table import OPERATIONS

EXAMPLES = {each.name: each for each in OPERATIONS}
KEPT = [each.name for each in OPERATIONS if each.kept]
ODD = ["%00", "a%00b", "x" * 5000, "%ff", "..", "<script>", "%2e%2e%2f", "a b", "æ", "%0d%0aX: y"]


@pytest.fixture(scope="module")
def description(app: flask.Flask) -> dict[str, Any]:
    """The description as it is served."""
    found: dict[str, Any] = json.loads(app.test_client().get("/api/v1/openapi.json").data)
    return found


@pytest.fixture(scope="module")
def closed(description: dict[str, Any]) -> Any:
    """Its components, which take no member that they do not name."""
    return strict(description["components"])


@pytest.fixture(scope="module")
def examples(app: flask.Flask) -> set[str]:
    """A thing of each class that has any."""
    client = app.test_client()
    classes = [each["id"] for each in json.loads(client.get("/api/v1/classes?limit=200").data)["items"]]
    listed = [json.loads(client.get(f"/api/v1/things?class={each}&limit=1").data)["items"] for each in classes]
    return {thing["id"] for things in listed for thing in things}


def strict(schema: object) -> object:
    """A schema that takes no member that it does not name."""
    if isinstance(schema, list):
        return [strict(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {name: strict(each) for name, each in schema.items()}
    return {**closed, "additionalProperties": False} if "properties" in closed and "required" in closed else closed


def test_the_description_is_openapi(description: dict[str, Any]) -> None:
    """Of version 3.1, as its own schema has it."""
    assert description["openapi"].startswith("3.1")
    validate(description)


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_example_of_each_operation_is_answered_as_described(
    client: FlaskClient, description: dict[str, Any], closed: Any, name: str
) -> None:
    """With every member that is described and no other."""
    operation = EXAMPLES[name]
    answer = client.get(BASE + operation.example)
    assert answer.status_code == 200, answer.text
    told = description["paths"][operation.address]["get"]["responses"]["200"]["content"][answer.mimetype]["schema"]
    whole = {**strict(told), "components": closed}  # type: ignore[dict-item]
    if name != "getDescription":
        jsonschema.validate(json.loads(answer.data), whole, cls=jsonschema.Draft202012Validator)


@pytest.mark.parametrize("asked", ["", "?lang=sv&view=source"])
def test_a_thing_of_any_class_is_answered_as_described(client: FlaskClient, closed: Any, examples: set[str], asked: str) -> None:
    """Also in one language, and without hypotheses."""
    validator = jsonschema.Draft202012Validator({"$ref": "#/components/schemas/ThingRecord", "components": closed})
    for thing in sorted(examples):
        validator.validate(json.loads(client.get(f"/api/v1/things/{thing}{asked}").data))


def test_every_address_is_described(app: flask.Flask, description: dict[str, Any]) -> None:
    """But the one that says that there is nothing."""
    rules = {rule.rule.replace("<", "{").replace(">", "}") for rule in app.url_map.iter_rules() if rule.rule.startswith(BASE)}
    assert rules - {f"{BASE}/{{path:unknown}}"} == set(description["paths"])


def test_every_operation_has_a_name_of_its_own(app: flask.Flask) -> None:
    """By which client libraries call it."""
    names = [each.name for each in registered(app)]
    assert len(names) == len(set(names))


def test_every_operation_can_be_tried(description: dict[str, Any]) -> None:
    """It and each of its parameters say what they are for."""
    for path in description["paths"].values():
        assert path["get"]["summary"]
        assert path["get"]["description"]
        assert all(each["description"] for each in path["get"].get("parameters", ()))


def test_a_view_of_its_own_can_put_its_operations_into_the_description(app: flask.Flask) -> None:
    """As saved queries do."""
    other = flask.Flask("other")
    blueprint = flask.Blueprint("other", "other")
    describe(blueprint, [Operation("ask", "/ask", "Other", "Ask", "It.", {"type": "object"}, (Choice("a", "A."),))])
    other.register_blueprint(blueprint)
    assert [each.address for each in registered(other)] == ["/api/v1/ask"]
    assert "ask" not in {each.name for each in registered(app)}


def test_the_description_names_the_portal_and_whom_to_ask(make_client: Callable[..., FlaskClient]) -> None:
    """As the settings say."""
    client = make_client(contact="Kierre, kierre@example.org", public_url="https://kierre.example.org")
    found = json.loads(client.get("/api/v1/openapi.json").data)
    assert found["servers"] == [{"url": "https://kierre.example.org"}]
    assert found["info"]["contact"] == {"name": "Kierre, kierre@example.org"}


def test_a_portal_that_names_nobody_describes_itself_by_the_address_asked(description: dict[str, Any]) -> None:
    """With the licence of the data."""
    assert description["servers"] == [{"url": "http://localhost"}]
    assert description["info"]["license"]["url"].startswith("https://creativecommons.org/")
    assert "contact" not in description["info"]


def test_the_list_of_contents_names_every_operation(client: FlaskClient, app: flask.Flask) -> None:
    """Each with an address that gives an answer."""
    found = json.loads(client.get("/api/v1/").data)
    assert [each["name"] for each in found["operations"]] == [each.name for each in registered(app)]
    for address in (each["example"] for each in found["operations"]):
        parts = urlsplit(address)
        assert client.get(f"{parts.path}?{parts.query}").status_code == 200


@pytest.mark.parametrize("name", KEPT)
def test_what_is_kept_is_known_by_its_etag(client: FlaskClient, name: str) -> None:
    """And differs by what is accepted."""
    address = BASE + EXAMPLES[name].example
    answer = client.get(address)
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert answer.headers["Cache-Control"] == "no-cache"
    again = client.get(address, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("name", EXAMPLES)
def test_each_operation_can_be_asked_from_any_origin(client: FlaskClient, name: str) -> None:
    """By GET and HEAD; OPTIONS says so, and nothing else is taken."""
    address = BASE + EXAMPLES[name].example
    told = client.head(address).headers
    assert (told["Access-Control-Allow-Origin"], told["Access-Control-Expose-Headers"]) == ("*", "ETag, Link")
    options = client.options(address)
    assert options.status_code == 200
    assert {each.strip() for each in options.headers["Access-Control-Allow-Methods"].split(",")} == {"GET", "HEAD", "OPTIONS"}
    for refused in (client.post, client.put, client.delete, client.patch):
        answer = refused(address)
        assert (answer.status_code, answer.content_type) == (405, "application/problem+json")
        assert {each.strip() for each in answer.headers["Allow"].split(",")} == {"GET", "HEAD", "OPTIONS"}


def test_head_says_what_get_says(client: FlaskClient) -> None:
    """But for the answer itself."""
    for operation in OPERATIONS:
        asked, told = (ask(BASE + operation.example) for ask in (client.get, client.head))
        assert told.data == b""
        assert (told.status_code, told.headers.get("ETag"), told.content_type) == (
            200,
            asked.headers.get("ETag"),
            asked.content_type,
        )


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("section", ["things", "statements", "classes", "configurations", "pages", "loops", "nowhere"])
def test_an_address_that_there_is_not_is_a_problem(client: FlaskClient, section: str, odd: str) -> None:
    """Of whatever characters, and however long."""
    answer = client.get(f"/api/v1/{section}/{odd}")
    if answer.status_code != 308:  # a slash too many is taken away
        assert (answer.status_code, answer.content_type) == (404, "application/problem+json")
        assert len(answer.data) < 2000


@pytest.mark.parametrize("odd", ODD)
def test_a_value_that_cannot_be_used_is_a_problem(client: FlaskClient, odd: str) -> None:
    """For every parameter of every operation."""
    for operation in OPERATIONS:
        for parameter in alone(operation.parameters):
            if parameter.name not in {"q", "cursor"}:
                answer = client.get(f"{operation.address.partition('{')[0]}?{parameter.name}={odd}")
                assert answer.status_code in {400, 404}, f"{operation.name} {parameter.name}"
                assert answer.content_type == "application/problem+json"
                assert len(answer.data) < 2000


def test_a_slash_at_the_end_does_no_harm(client: FlaskClient) -> None:
    """The same is answered."""
    for path in ("/api/v1", "/api/v1/", "/api/v1/things", "/api/v1/things/", "/api/v1/things/queues-grow/", "/api/v1/loops/"):
        assert client.get(path).status_code == 200


def test_json_ld_is_given_to_who_asks_for_it(client: FlaskClient) -> None:
    """It is the same answer under another type."""
    plain, linked = (client.get("/api/v1/things/queues-grow", headers={"Accept": kind}) for kind in ("*/*", "application/ld+json"))
    assert (plain.content_type, linked.content_type) == ("application/json", "application/ld+json")
    assert plain.data == linked.data


def test_a_type_that_cannot_be_given_is_refused(client: FlaskClient) -> None:
    """With those that can."""
    answer = client.get("/api/v1/things/queues-grow", headers={"Accept": "image/png"})
    assert (answer.status_code, answer.content_type) == (406, "application/problem+json")
    assert "application/ld+json" in json.loads(answer.data)["detail"]
