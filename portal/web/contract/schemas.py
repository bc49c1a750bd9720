"""The shapes of answers (dataclasses) -> JSON Schema, under the names that are written."""

from __future__ import annotations

import types
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from portal.web.contract.parameters import Schema
from portal.web.exports.objects import camel

_PLAIN = {str: "string", int: "integer", float: "number", bool: "boolean", type(None): "null"}
CONTEXT: Schema = {
    "description": "The JSON-LD context: its address and, where one language was asked for, that language.",
    "type": "array",
    "items": {"anyOf": [{"type": "string", "format": "uri"}, {"type": "object"}]},
}


class Schemas:
    """Gathers the schemas of shapes under their names, so that each is described once."""

    def __init__(self) -> None:
        self.components: dict[str, Schema] = {}

    def of(self, shape: Any) -> Schema:  # noqa: ANN401 - any type of a field
        """Return the schema of a type; that of a dataclass is a reference to its description. Raises TypeError for one without."""
        if isinstance(shape, dict):
            return shape
        if shape in _PLAIN:
            return {"type": _PLAIN[shape]}
        if shape is object or shape is Any:
            return {}
        if is_dataclass(shape) and isinstance(shape, type):
            return self._reference(shape)
        origin, arguments = get_origin(shape), get_args(shape)
        if origin is Annotated:
            return {"type": "string", "enum": list(arguments[1])}
        if origin is Literal:
            return {"type": "string", "enum": list(arguments)}
        if origin in {tuple, list}:
            return {"type": "array", "items": self.of(arguments[0])}
        if origin in {dict, Mapping}:
            return self._by_key(*arguments)
        if origin in {Union, types.UnionType}:
            return self._any(arguments)
        raise TypeError(f"{shape!r} has no schema")

    def _by_key(self, key: Any, value: Any) -> Schema:  # noqa: ANN401 - types
        """Return the schema of a dictionary: with these keys, when they are words that are known, else with any."""
        if get_origin(key) is Literal:
            properties = {name: self.of(value) for name in get_args(key)}
            return {"type": "object", "properties": properties, "additionalProperties": False}
        return {"type": "object", "additionalProperties": self.of(value)}

    def _any(self, kinds: Iterable[Any]) -> Schema:
        found = [self.of(each) for each in kinds]
        others = [each for each in found if each != {"type": "null"}]
        if len(others) == 1 and set(others[0]) == {"type"} and len(found) > 1:
            return {"type": [others[0]["type"], "null"]}
        return {"anyOf": found}

    def _reference(self, shape: type) -> Schema:
        name = shape.__name__
        if name not in self.components:
            self.components[name] = {}
            self.components[name] = self._object(shape)
        return {"$ref": f"#/components/schemas/{name}"}

    def _object(self, shape: type) -> Schema:
        hints = get_type_hints(shape, include_extras=True)
        listed = fields(shape)
        return {
            "type": "object",
            "description": " ".join((shape.__doc__ or "").split()),
            "properties": {camel(each.name): self.of(hints[each.name]) for each in listed},
            "required": [camel(each.name) for each in listed if each.default is MISSING or each.default is not None],
        }

    def linked(self, shape: object) -> Schema:
        """Return the schema of an answer that is JSON-LD: with its context."""
        reference = self.of(shape)
        said = self.components[str(reference["$ref"]).rpartition("/")[2]]
        if isinstance(said["properties"], dict) and isinstance(said["required"], list) and "@context" not in said["properties"]:
            said["properties"] = {"@context": CONTEXT, **said["properties"]}
            said["required"] = ["@context", *said["required"]]
        return reference
