"""Plain answers as JSON, and the network as JSON of other programs: Cytoscape.js and Kumu."""

from __future__ import annotations

import json
from dataclasses import asdict, fields, is_dataclass
from typing import cast

from portal.web.plain.pieces import Arrow, Carrier, Thing
from portal.web.plain.shapes import NetworkAnswer

JSON_SPACE = 1


def write_json(answer: object) -> str:
    """Return a plain answer as JSON."""
    return json.dumps(as_json(answer), ensure_ascii=False, indent=JSON_SPACE) + "\n"


def as_text(answer: object) -> str:
    """Return a plain answer as JSON without spaces."""
    return json.dumps(as_json(answer), ensure_ascii=False)


def as_json(value: object) -> object:
    """Return a shape as lists and dictionaries for JSON, its names in camelCase; a distance that was not asked for is left out."""
    if is_dataclass(value):
        pairs = ((each.name, getattr(value, each.name)) for each in fields(value))
        return {camel(name): as_json(found) for name, found in pairs if not (name == "distance" and found is None)}
    if isinstance(value, list | tuple):
        return [as_json(each) for each in value]
    if isinstance(value, dict):
        return {name: as_json(each) for name, each in value.items()}
    return value


def camel(name: str) -> str:
    """Return a name of ours as names in JSON are written: kind_label becomes kindLabel."""
    first, *rest = name.split("_")
    return first + "".join(map(str.capitalize, rest))


def write_cytoscape(network: NetworkAnswer) -> str:
    """Return the network as Cytoscape.js reads it; data tells where it comes from."""
    elements = {
        "nodes": [{"data": _node(each)} for each in network.things],
        "edges": [{"data": _edge(each)} for each in network.arrows],
    }
    data = {"title": network.title, **asdict(network.about)}
    return json.dumps({"data": data, "elements": elements}, ensure_ascii=False, separators=(",", ":")) + "\n"


def _node(thing: Thing) -> dict[str, object]:
    found = cast(dict[str, object], as_json(thing))
    return {name: value for name, value in found.items() if name != "names"}


def _edge(arrow: Arrow) -> dict[str, object]:
    return {
        "id": arrow.id,
        "source": arrow.cause.id,
        "target": arrow.effect.id,
        "sign": arrow.sign,
        "kind": arrow.kind,
        "kindLabel": arrow.kind_label,
        "inferred": arrow.inferred,
        "carriers": [_carrier(each) for each in arrow.carriers],
        "address": arrow.address,
    }


def _carrier(carrier: Carrier) -> dict[str, object]:
    return {
        "iri": carrier.iri,
        "label": carrier.label,
        "address": carrier.address,
        "inferred": carrier.inferred,
        "statements": carrier.statements,
    }


def write_kumu(network: NetworkAnswer) -> str:
    """Return the network as a blueprint of Kumu: elements, connections, and its loops (also as tags, which every import keeps)."""
    about = network.about
    elements = [
        {
            "id": each.id,
            "label": each.label,
            "type": each.kind_label,
            "tags": [*each.levels, *each.circles, *(loop.id for loop in network.loops if each.id in loop.things)],
            "url": each.iri,
            "hypothesis": each.inferred,
        }
        for each in network.things
    ]
    connections = [
        {
            "id": each.id,
            "from": each.cause.id,
            "to": each.effect.id,
            "direction": "directed",
            "type": each.sign,
            "label": each.kind_label,
            "description": each.words,
            "tags": [loop.id for loop in network.loops if each.id in loop.arrows],
            "url": each.carriers[0].iri if each.carriers else each.effect.iri,
            "hypothesis": each.inferred,
        }
        for each in network.arrows
    ]
    loops = [
        {
            "id": each.id,
            "label": each.name,
            "type": each.feedback_label,
            "description": each.reading,
            "elements": each.things,
            "connections": each.arrows,
        }
        for each in network.loops
    ]
    found = {"name": network.title, "description": " ".join(asdict(about).values())}
    return json.dumps({**found, "elements": elements, "connections": connections, "loops": loops}, ensure_ascii=False) + "\n"
