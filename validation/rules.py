"""The SHACL shapes as values, so that documentation can tell them in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from portal.graph.store import read_turtle
from portal.namespaces import RDF, SH, SHAPES, local_name
from portal.terms import Iri, Node
from validation.folders import SHAPES as FOLDER

_Facts = Mapping[str, list[Node]]


@dataclass(frozen=True)
class Rule:
    """One shape.

    name: its local name; module: its file; path: the property that it speaks of (IRI), or ""; classes, subjects: what it holds
    for, by class or by a property that it has (IRIs); least, most: how many values, or None; kinds: classes of a value, of which
    one will do (IRIs); datatype (IRI), or ""; one_of: the values allowed; message: what is said to those who break it.
    """

    name: str
    module: str
    path: str
    classes: tuple[str, ...]
    subjects: tuple[str, ...]
    least: int | None
    most: int | None
    kinds: tuple[str, ...]
    datatype: str
    one_of: tuple[str, ...]
    message: str


@cache
def all_rules() -> tuple[Rule, ...]:
    """Return every shape that has a target of its own or is part of one that has, in the order of files and names."""
    found: list[Rule] = []
    for file in sorted(FOLDER.glob("*.ttl")):
        facts: dict[Node, dict[str, list[Node]]] = defaultdict(lambda: defaultdict(list))
        for subject, property_, value in read_turtle(file):
            facts[subject][property_.value].append(value)
        shapes = sorted((each for each in facts if isinstance(each, Iri) and each.value.startswith(SHAPES)), key=str)
        wholes: dict[Node, list[Node]] = defaultdict(list)
        for shape in shapes:
            for part in facts[shape].get(SH + "property", []):
                wholes[part].append(shape)
        found += [_rule(shape, file.stem, facts, wholes.get(shape, [])) for shape in shapes]
    return tuple(found)


def _rule(shape: Node, module: str, facts: Mapping[Node, _Facts], wholes: list[Node]) -> Rule:
    said = facts[shape]
    targets = [said, *(facts[whole] for whole in wholes)]
    alternatives = [facts[each] for each in _list(_one(said, "or"), facts)]
    return Rule(
        local_name(str(shape)),
        module,
        _text(said, "path"),
        tuple(str(each) for where in targets for each in where.get(SH + "targetClass", [])),
        tuple(str(each) for where in targets for each in where.get(SH + "targetSubjectsOf", [])),
        _number(said, "minCount", "qualifiedMinCount"),
        _number(said, "maxCount", "qualifiedMaxCount"),
        tuple(str(each) for where in (said, *alternatives) for each in where.get(SH + "class", [])),
        _text(said, "datatype"),
        tuple(str(each) for each in _list(_one(said, "in"), facts)),
        _text(said, "message"),
    )


def _one(said: _Facts, name: str) -> Node | None:
    return next(iter(said.get(SH + name, [])), None)


def _text(said: _Facts, name: str) -> str:
    found = _one(said, name)
    return str(found) if found is not None else ""


def _number(said: _Facts, *names: str) -> int | None:
    return next((int(str(said[SH + name][0])) for name in names if SH + name in said), None)


def _list(head: Node | None, facts: Mapping[Node, _Facts]) -> list[Node]:
    """Return the members of an RDF list."""
    found: list[Node] = []
    while head is not None and RDF + "first" in facts[head]:
        found.append(facts[head][RDF + "first"][0])
        head = facts[head][RDF + "rest"][0]
    return found
