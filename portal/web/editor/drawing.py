"""The answer to a query as things and arrows that Cytoscape draws: at most so many, and it is said what is left out."""

from __future__ import annotations

from dataclasses import dataclass

from portal.graph.guard import Form
from portal.graph.store import read_quads, read_rows
from portal.graph.worker import read
from portal.languages import Language
from portal.namespaces import shorten
from portal.web.editor.ends import TRIPLE, End, ends, triple_columns
from portal.web.editor.result import columns_of, part_of
from portal.web.house import house
from portal.web.pages import named

MOST, MOST_READ = 300, 5000  # things drawn; rows or triples that are looked at


@dataclass(frozen=True)
class Drawing:
    """Things and arrows as Cytoscape takes them, and how many arrows are left out because there are too many things."""

    nodes: list[dict[str, str]]
    edges: list[dict[str, str]]
    left: int


def drawing(text: str, language: Language) -> Drawing:
    """Return the drawing of an answer; raises QueryError when there is none."""
    found = part_of(text, 1, MOST_READ)
    if found.form is Form.ASK:
        return Drawing([], [], 0)
    body = read(found)
    if found.form is Form.SELECT:
        names = triple_columns(columns_of(body))
        return _drawn(list(ends(names, read_rows(body, names) if names else [])), language)
    return _drawn(list(ends(TRIPLE, [dict(zip(TRIPLE, triple, strict=True)) for triple in read_quads(body)])), language)


def _drawn(found: list[End], language: Language) -> Drawing:
    nodes: dict[str, dict[str, str]] = {}
    edges: list[dict[str, str]] = []
    left = 0
    for one, property_, other in dict.fromkeys(found):
        fresh = {each for each in (one, other) if each not in nodes}
        if len(nodes) + len(fresh) > MOST:
            left += 1
            continue
        nodes |= {iri: _node(iri, language) for iri in sorted(fresh)}
        edges.append({"source": one, "target": other, "label": _name(property_, language)})
    return Drawing(list(nodes.values()), edges, left)


def _name(iri: str, language: Language) -> str:
    return house().catalogue[iri].label(language)[0] if iri in house().catalogue else shorten(iri)


def _node(iri: str, language: Language) -> dict[str, str]:
    shown = {"id": iri, "label": _name(iri, language), "short": shorten(iri)}
    if iri not in house().catalogue:
        return shown
    thing = named(house().catalogue[iri], language)
    return {**shown, "kind": thing.kind, "mark": thing.mark, "address": thing.address}
