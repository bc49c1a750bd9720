"""The table of operations as OpenAPI 3.1."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from portal.web.contract.operation import Operation
from portal.web.contract.parameters import Parameter, Schema, Together
from portal.web.contract.schemas import Schemas

PROBLEM = "application/problem+json"
REFUSALS = {
    400: "A parameter is unknown, stands there twice, is missing or cannot be used; `detail` says what to change.",
    404: "What the address or a parameter names is not there; `detail` says where to look.",
    406: "None of the accepted types can be given; `detail` says which can.",
    500: "Something failed here; the same question may be asked again.",
}
_HEADERS: Schema = {
    "ETag": {"description": "Changes with the data and the software.", "schema": {"type": "string"}},
    "Link": {"description": 'Where the list goes on (`rel="next"`).', "schema": {"type": "string"}},
}


@dataclass(frozen=True)
class Problem:
    """An error as RFC 9457 has it: title and status say which kind, detail says what to change."""

    type: str
    title: str
    status: int
    detail: str


@dataclass(frozen=True)
class Information:
    """What the description says of the portal: version of the software, address, licence of the data, whom to ask (or "")."""

    version: str
    server: str
    contact: str
    licence: str


def statuses(operation: Operation) -> dict[int, str]:
    """Return every status but 200, 304 and 412 that an operation can answer with, and what it means."""
    named = any(each.names_something for each in (*operation.places, *operation.parameters))
    found = {400: REFUSALS[400], 500: REFUSALS[500]}
    if named:
        found[404] = REFUSALS[404]
    if len(operation.forms) > 1 or operation.linked:
        found[406] = REFUSALS[406]
    return dict(sorted({**found, **operation.statuses}.items()))


def openapi(operations: Sequence[Operation], information: Information, description: str) -> Schema:
    """Return the description of some operations."""
    schemas = Schemas()
    schemas.of(Problem)
    paths = {each.address: {"get": _operation(each, schemas)} for each in operations}
    tags = dict.fromkeys(each.tag for each in operations)
    contact = {"contact": {"name": information.contact}} if information.contact else {}
    return {
        "openapi": "3.1.1",
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "info": {
            "title": "Kierre",
            "summary": "An open knowledge graph of Finnish adult social work, for programs",
            "description": description,
            "version": information.version,
            "license": {"name": "CC BY 4.0", "url": information.licence},
            **contact,
        },
        "servers": [{"url": information.server}],
        "tags": [{"name": each} for each in tags],
        "paths": paths,
        "components": {"schemas": dict(sorted(schemas.components.items()))},
    }


def _operation(operation: Operation, schemas: Schemas) -> Schema:
    parameters = [
        *(_parameter(each, "path") for each in operation.places),
        *(_parameter(each, "query") for each in operation.parameters),
    ]
    refusals = {str(status): _refusal(text) for status, text in statuses(operation).items()}
    unchanged = {"304": {"description": "The client has this answer already (If-None-Match)."}} if operation.kept else {}
    other = {"412": _refusal("The client wants another version of this answer (If-Match).")} if operation.kept else {}
    found = {"description": operation.summary, "headers": _headers(operation), "content": _content(operation, schemas)}
    return {
        "operationId": operation.name,
        "tags": [operation.tag],
        "summary": operation.summary,
        "description": operation.description,
        **({"parameters": parameters} if parameters else {}),
        "responses": dict(sorted({"200": found, **unchanged, **refusals, **other}.items())),
    }


def _headers(operation: Operation) -> Schema:
    listed = any(each.name == "cursor" for each in operation.parameters)
    wanted = [*(["ETag"] if operation.kept else []), *(["Link"] if listed else [])]
    return {name: _HEADERS[name] for name in wanted}


def _content(operation: Operation, schemas: Schemas) -> Schema:
    """Return the media types of an answer, each with its schema; several forms of one type are told apart by their members."""
    found: dict[str, list[Schema]] = {}
    for name, media_type in operation.forms.items():
        if name in operation.shapes:
            schema = schemas.of(operation.shapes[name])
        elif "json" in media_type:
            schema = schemas.linked(operation.shape) if operation.linked else schemas.of(operation.shape)
        else:
            schema = {"type": "string"}
        found.setdefault(media_type, []).append(schema)
    return {kind: {"schema": each[0] if len(each) == 1 else {"anyOf": each}} for kind, each in found.items()}


def _refusal(description: str) -> Schema:
    return {"description": description, "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}}


def _parameter(parameter: Parameter, where: Literal["path", "query"]) -> Schema:
    several = {"style": "form", "explode": True} if parameter.repeated or isinstance(parameter, Together) else {}
    example = {"example": parameter.sample} if parameter.example else {}
    return {
        "name": parameter.name,
        "in": where,
        "description": parameter.description,
        "required": where == "path" or parameter.required,
        "schema": parameter.schema(),
        **several,
        **example,
    }
