"""Clients of the last release are not broken: what it described is still there, of the same type.

`tests/contract/v1.json` is the description of the last release. With a release, write it anew:
`curl http://127.0.0.1:8000/api/v1/openapi.json | python -m json.tool --indent 1 --no-ensure-ascii > tests/contract/v1.json`.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

RELEASED = Path(__file__).parents[1] / "contract" / "v1.json"
Described = dict[str, Any]
THINGS, THING, NETWORK = "/api/v1/things", "/api/v1/things/{id}", "/api/v1/network"


class Comparison:
    """Says in sentences what a client of an older description can no longer do."""

    def __init__(self, old: Described, new: Described) -> None:
        self.old, self.new = old, new
        self._seen: set[str] = set()

    def breaks(self) -> Iterator[str]:
        """Every break."""
        for path, methods in self.old["paths"].items():
            for method, old in methods.items():
                where = f"{method.upper()} {path}"
                new = self.new["paths"].get(path, {}).get(method)
                if new is None:
                    yield f"{where} is gone."
                    continue
                if new["operationId"] != old["operationId"]:
                    yield f"{where} is called {new['operationId']}, no longer {old['operationId']}."
                yield from self._parameters(where, old, new)
                yield from self._answers(where, old, new)

    def _parameters(self, where: str, old: Described, new: Described) -> Iterator[str]:
        before, after = ({each["name"]: each for each in side.get("parameters", ())} for side in (old, new))
        for name, parameter in before.items():
            place = f"{where}: the parameter {name}"
            if name not in after:
                yield f"{place} is gone."
            elif after[name]["required"] and not parameter["required"]:
                yield f"{place} must now be given."
            else:
                yield from self._schemas(place, parameter["schema"], after[name]["schema"], answered=False)
        for name in after.keys() - before.keys():
            if after[name]["required"]:
                yield f"{where}: a new parameter {name} must be given."

    def _answers(self, where: str, old: Described, new: Described) -> Iterator[str]:
        for status, answer in old["responses"].items():
            if status not in new["responses"]:
                yield f"{where}: the status {status} is gone."
                continue
            for kind, content in answer.get("content", {}).items():
                told = new["responses"][status].get("content", {}).get(kind)
                if told is None:
                    yield f"{where}: the status {status} is no longer given as {kind}."
                else:
                    yield from self._schemas(f"{where}: the answer", content["schema"], told["schema"], answered=True)

    def _schemas(self, where: str, old: Described, new: Described, *, answered: bool) -> Iterator[str]:
        if "$ref" in old:
            name = old["$ref"].rpartition("/")[2]
            if name in self._seen:
                return
            self._seen.add(name)
            where = name
        old, new = _resolved(self.old, old), _resolved(self.new, new)
        if _types(old) != _types(new) and not (not answered and _types(old) < _types(new)):
            yield f"{where} was {_words(old)} and is now {_words(new)}."
            return
        for value in old.get("enum", ()):
            if "enum" in new and value not in new["enum"]:
                yield f"{where} can no longer be {value!r}."
        if not answered:
            yield from _narrowed(where, old, new)
        yield from self._members(where, old, new, answered=answered)
        if "items" in old:
            yield from self._schemas(f"each of {where}", old["items"], new.get("items", {}), answered=answered)
        for keyword in ("anyOf", "oneOf"):
            ways = {each.get("title", at): each for at, each in enumerate(new.get(keyword, ()))}
            for at, each in enumerate(old.get(keyword, ())):
                way = each.get("title", at)
                if way not in ways:
                    yield f"{where}: one way of it is gone ({way})."
                else:
                    yield from self._schemas(where, each, ways[way], answered=answered)

    def _members(self, where: str, old: Described, new: Described, *, answered: bool) -> Iterator[str]:
        for name, schema in old.get("properties", {}).items():
            place = f"{where}: the member {name}"
            if name not in new.get("properties", {}):
                yield f"{place} is gone."
                continue
            was, is_ = (name in side.get("required", ()) for side in (old, new))
            if answered and was and not is_:
                yield f"{place} may now be missing."
            if not answered and is_ and not was:
                yield f"{place} must now be given."
            yield from self._schemas(place, schema, new["properties"][name], answered=answered)
        if isinstance(old.get("additionalProperties"), dict):
            others = new.get("additionalProperties")
            yield from self._schemas(f"each of {where}", old["additionalProperties"], others or {}, answered=answered)


def _resolved(whole: Described, schema: Described) -> Described:
    found: Described = whole["components"]["schemas"][schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema
    return found


def _types(schema: Described) -> set[str]:
    found = schema.get("type", ())
    return {found} if isinstance(found, str) else set(found)


def _words(schema: Described) -> str:
    return " or ".join(sorted(_types(schema))) or "anything"


def _narrowed(where: str, old: Described, new: Described) -> Iterator[str]:
    if new.get("minimum", 0) > old.get("minimum", 0) or new.get("maximum", 0) < old.get("maximum", 0):
        bounds = [f"{each.get('minimum')} to {each.get('maximum')}" for each in (old, new)]
        yield f"{where} went from {bounds[0]} and goes now from {bounds[1]}."
    for keyword, words in (("default", "is by default"), ("pattern", "has the pattern")):
        if keyword in old and old[keyword] != new.get(keyword):
            yield f"{where} {words} {new.get(keyword)!r}, no longer {old[keyword]!r}."
    if "enum" in new and "enum" not in old:
        yield f"{where} could be anything and is now one of {', '.join(new['enum'])}."


@pytest.fixture(scope="module")
def released() -> Described:
    """The description of the last release."""
    found: Described = json.loads(RELEASED.read_text(encoding="utf-8"))
    return found


def test_clients_of_the_last_release_are_not_broken(client: FlaskClient, released: Described) -> None:
    """What it described is still there; what is new does no harm."""
    now = json.loads(client.get("/api/v1/openapi.json").data)
    broken = list(Comparison(released, now).breaks())
    assert not broken, "Clients of the last release would break:\n" + "\n".join(broken)


def parameter(found: Described, path: str, name: str) -> Described:
    """A parameter of a path."""
    described: Described = next(each for each in found["paths"][path]["get"]["parameters"] if each["name"] == name)
    return described


def _no_path(found: Described) -> None:
    del found["paths"][THINGS]


def _renamed(found: Described) -> None:
    found["paths"][THINGS]["get"]["operationId"] = "things"


def _no_parameter(found: Described) -> None:
    found["paths"][THINGS]["get"]["parameters"].remove(parameter(found, THINGS, "class"))


def _needed(found: Described) -> None:
    parameter(found, THINGS, "class")["required"] = True


def _new_and_needed(found: Described) -> None:
    found["paths"][THINGS]["get"]["parameters"].append({"name": "key", "required": True, "schema": {"type": "string"}})


def _fewer_words(found: Described) -> None:
    parameter(found, THINGS, "level")["schema"]["enum"].remove("meso")


def _other_type(found: Described) -> None:
    parameter(found, THINGS, "limit")["schema"]["type"] = "string"


def _less(found: Described) -> None:
    parameter(found, THINGS, "limit")["schema"]["maximum"] = 100


def _other_default(found: Described) -> None:
    parameter(found, THINGS, "limit")["schema"]["default"] = 20


def _no_way(found: Described) -> None:
    parameter(found, NETWORK, "part")["schema"]["oneOf"].pop()


def _no_status(found: Described) -> None:
    del found["paths"][THING]["get"]["responses"]["404"]


def _no_type(found: Described) -> None:
    del found["paths"][THING]["get"]["responses"]["200"]["content"]["application/ld+json"]


def _no_member(found: Described) -> None:
    del found["components"]["schemas"]["ThingRecord"]["properties"]["definition"]


def _member_may_lack(found: Described) -> None:
    found["components"]["schemas"]["ThingRecord"]["required"].remove("label")


def _member_of_other_type(found: Described) -> None:
    found["components"]["schemas"]["Arrow"]["properties"]["words"] = {"type": "array", "items": {"type": "string"}}


def _member_may_be_null(found: Described) -> None:
    found["components"]["schemas"]["Summary"]["properties"]["inferred"] = {"type": ["boolean", "null"]}


def _word_of_a_member_gone(found: Described) -> None:
    found["components"]["schemas"]["Arrow"]["properties"]["sign"]["enum"].remove("?")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_no_path, "GET /api/v1/things is gone."),
        (_renamed, "GET /api/v1/things is called things, no longer listThings."),
        (_no_parameter, "GET /api/v1/things: the parameter class is gone."),
        (_needed, "the parameter class must now be given."),
        (_new_and_needed, "a new parameter key must be given."),
        (_fewer_words, "the parameter level can no longer be 'meso'."),
        (_other_type, "the parameter limit was integer and is now string."),
        (_less, "the parameter limit went from 1 to 200 and goes now from 1 to 100."),
        (_other_default, "the parameter limit is by default 20, no longer 50."),
        (_no_way, "the parameter part: one way of it is gone (One of the two circles, or both)."),
        (_no_status, "GET /api/v1/things/{id}: the status 404 is gone."),
        (_no_type, "the status 200 is no longer given as application/ld+json."),
        (_no_member, "ThingRecord: the member definition is gone."),
        (_member_may_lack, "ThingRecord: the member label may now be missing."),
        (_member_of_other_type, "Arrow: the member words was string and is now array."),
        (_member_may_be_null, "Summary: the member inferred was boolean and is now boolean or null."),
        (_word_of_a_member_gone, "Arrow: the member sign can no longer be '?'."),
    ],
)
def test_each_kind_of_break_is_told(released: Described, spoil: Callable[[Described], None], said: str) -> None:
    """In a sentence that says where and what."""
    spoilt = copy.deepcopy(released)
    spoil(spoilt)
    found = list(Comparison(released, spoilt).breaks())
    assert [each for each in found if each.endswith(said)], found
    assert len(found) == 1


def _more(found: Described) -> None:
    found["paths"]["/api/v1/new"] = found["paths"][THINGS]
    found["components"]["schemas"]["ThingRecord"]["properties"]["new"] = {"type": "string"}
    parameter(found, THINGS, "level")["schema"]["enum"].append("nano")
    parameter(found, THINGS, "limit")["schema"]["maximum"] = 1000
    found["paths"][THINGS]["get"]["parameters"].append({"name": "new", "required": False, "schema": {"type": "string"}})


def test_what_is_added_breaks_nothing(released: Described) -> None:
    """Paths, parameters, members, words."""
    richer = copy.deepcopy(released)
    _more(richer)
    assert list(Comparison(released, richer).breaks()) == []
