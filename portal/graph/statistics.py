"""How much there is in the data, as a whole and graph by graph: what VoID and the service description tell."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from portal.graph import queries
from portal.graph.engine import Engine
from portal.namespaces import vocabulary
from portal.terms import Row


@dataclass(frozen=True)
class Part:
    """A class with how many things have it, or a property with how many triples have it."""

    iri: str
    count: int


@dataclass(frozen=True)
class Links:
    """How many links of one property (IRI) lead to an outside vocabulary (its name)."""

    vocabulary: str
    property: str
    count: int


@dataclass(frozen=True)
class Extent:
    """How much there is in one graph, or in all of them.

    entities: different subjects with an IRI; subjects: different subjects, blank nodes too; classes, properties: by IRI.
    """

    triples: int
    entities: int
    subjects: int
    objects: int
    classes: tuple[Part, ...]
    properties: tuple[Part, ...]


@dataclass(frozen=True)
class Statistics:
    """How much there is in all graphs together, in each by its IRI, sorted, and what links lead outside."""

    whole: Extent
    graphs: tuple[tuple[str, Extent], ...]
    links: tuple[Links, ...]


Parts = dict[str, Counter[str]]


def statistics(store: Engine, chosen: Sequence[str] | None = None) -> Statistics:
    """Return how much there is in a store, or in those of its graphs that are chosen (IRIs)."""
    seen = set(store.graphs() if chosen is None else chosen)
    classes, properties = _classes(store, seen), _properties(store, seen)
    (whole,) = queries.rows(store, "statistics_whole", chosen)
    rows = [row for row in queries.rows(store, "statistics") if str(row["graph"]) in seen]
    graphs = ((str(row["graph"]), _extent(row, classes[str(row["graph"])], properties[str(row["graph"])])) for row in rows)
    outside = Counter((vocabulary(str(row["other"])), str(row["property"])) for row in queries.rows(store, "outside_links", chosen))
    links = (Links(name, property_, count) for (name, property_), count in sorted(outside.items()) if name)
    return Statistics(_extent(whole, classes[""], properties[""]), tuple(graphs), tuple(links))


def _extent(row: Row, classes: Counter[str], properties: Counter[str]) -> Extent:
    triples, entities, subjects, objects = (int(str(row[name])) for name in ("triples", "entities", "subjects", "objects"))
    return Extent(triples, entities, subjects, objects, _parts(classes), _parts(properties))


def _parts(counted: Counter[str]) -> tuple[Part, ...]:
    return tuple(Part(iri, count) for iri, count in sorted(counted.items()))


def _classes(store: Engine, seen: set[str]) -> Parts:
    """Return how many things each class has, by graph; under "" in all graphs, where a thing counts once."""
    found = queries.rows(store, "statistics_classes")
    rows = {(str(row["graph"]), str(row["part"]), str(row["thing"])) for row in found if str(row["graph"]) in seen}
    everywhere = {("", class_, thing) for _, class_, thing in rows}
    return _counted((graph, class_, 1) for graph, class_, _ in rows | everywhere)


def _properties(store: Engine, seen: set[str]) -> Parts:
    """Return how many triples each property has, by graph; under "" in all graphs, in which no triple stands twice."""
    found = queries.rows(store, "statistics_properties")
    rows = [(str(row["graph"]), str(row["part"]), int(str(row["count"]))) for row in found if str(row["graph"]) in seen]
    return _counted([*rows, *(("", property_, count) for _, property_, count in rows)])


def _counted(rows: Iterable[tuple[str, str, int]]) -> Parts:
    found: Parts = defaultdict(Counter)
    for graph, part, count in rows:
        found[graph][part] += count
    return found
