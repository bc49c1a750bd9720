"""What a data version is called in an engine that holds several, and the marker that says that it is there, whole.

Each graph has the version in its name (`…/graph/<version>/<stem>`), and so has one more graph, the union of them all, which is
what a query sees that names no graph: joins over one graph are many times faster than over sixty. Readers never see these names.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from portal.errors import EngineError
from portal.graph.load import HYPOTHESES
from portal.namespaces import BASE, DCTERMS, GRAPH, PREFIXES, RDF, XSD

if TYPE_CHECKING:
    from portal.graph.endpoint import Endpoint

MARKERS = BASE + "version/"
_VOID = PREFIXES["void"]
_JSON = "application/sparql-results+json"
_ONE = "SELECT ?p ?o { ?s ?p ?o }"
_ISSUED = f"SELECT ?o {{ ?s <{DCTERMS}issued> ?o }}"
_ALL = f'SELECT ?g ?p ?o {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), "{MARKERS}") && STRENDS(STR(?g), "/marker")) }}'


def is_hypothesis(graph: str) -> bool:
    """Return whether a graph, by its plain name, holds our inferences, not what the sources say."""
    return graph.startswith(GRAPH + HYPOTHESES)


@dataclass(frozen=True)
class Names:
    """The names of one data version in an engine."""

    version: str

    @property
    def base(self) -> str:
        """Return what the names of this version's graphs begin with, where the plain ones begin with GRAPH."""
        return f"{GRAPH}{self.version}/"

    def of(self, graph: str) -> str:
        """Return the name in the engine of a graph that is asked for; of a graph that is not ours, that of an empty one."""
        return self.base + graph.removeprefix(GRAPH) if graph.startswith(GRAPH) else self.nothing

    @property
    def union(self) -> str:
        """Return the name of the graph of everything."""
        return MARKERS + self.version

    @property
    def sources(self) -> str:
        """Return the name of the graph of what the sources say."""
        return self.union + "/sources"

    @property
    def marker(self) -> str:
        """Return the name of the graph that holds the marker."""
        return self.union + "/marker"

    @property
    def nothing(self) -> str:
        """Return the name of a graph that never is."""
        return self.union + "/nothing"


@dataclass(frozen=True)
class Marker:
    """What an engine says of one data version.

    issued: when the whole version was in, empty as long as it is not; graphs: plain names; triples: number of them all; owner,
    modified: who is loading it, and the last sign of life.
    """

    version: str
    graphs: tuple[str, ...] = field(repr=False)
    triples: int = 0
    issued: str = ""
    owner: str = ""
    modified: str = ""

    def as_triples(self) -> bytes:
        """Return the marker as N-Triples."""
        names = Names(self.version)
        values = [
            (RDF + "type", f"<{_VOID}Dataset>"),
            (DCTERMS + "identifier", _text(self.version)),
            (DCTERMS + "creator", _text(self.owner)),
            (DCTERMS + "modified", _text(self.modified)),
            (DCTERMS + "extent", _text(str(len(self.graphs)))),
            *((_VOID + "subset", f"<{names.of(graph)}>") for graph in self.graphs),
        ]
        if self.issued:
            values += [(DCTERMS + "issued", _text(self.issued)), (_VOID + "triples", f'"{self.triples}"^^<{XSD}integer>')]
        return "".join(f"<{names.union}> <{name}> {value} .\n" for name, value in values).encode()


def _text(value: str) -> str:
    return json.dumps(value)


def read_marker(endpoint: Endpoint, version: str) -> Marker | None:
    """Return the marker of a version; None when there is none. Raises EngineError."""
    return _marker((row["p"]["value"], row["o"]["value"]) for row in rows(endpoint, _ONE, Names(version).marker))


def is_held(endpoint: Endpoint, marker: Marker) -> bool:
    """Return whether an engine still holds a version as it was when its marker was read. Raises EngineError."""
    return [row["o"]["value"] for row in rows(endpoint, _ISSUED, Names(marker.version).marker)] == [marker.issued]


def read_markers(endpoint: Endpoint) -> list[Marker]:
    """Return the markers of all versions that an engine holds or has begun to load, the oldest first. Raises EngineError."""
    found = defaultdict(list)
    for row in rows(endpoint, _ALL):
        found[row["g"]["value"]].append((row["p"]["value"], row["o"]["value"]))
    return sorted(filter(None, map(_marker, found.values())), key=lambda marker: marker.issued or marker.modified)


def rows(endpoint: Endpoint, query: str, *graphs: str) -> list[dict[str, dict[str, str]]]:
    """Return the rows of a query as the engine writes them in JSON. Raises EngineError."""
    with endpoint.query(query, _JSON, graphs) as answer:
        try:
            return list(json.loads(answer.readall())["results"]["bindings"])
        except (ValueError, KeyError, TypeError):
            raise EngineError(f"The engine at {endpoint.address.shown} sends what is no answer.") from None


def _marker(values: Iterable[tuple[str, str]]) -> Marker | None:
    found = defaultdict(list)
    for name, value in values:
        found[name].append(value)

    def one(name: str) -> str:
        return next(iter(found.get(DCTERMS + name, [])), "")

    version = one("identifier")
    if not version:
        return None
    names = Names(version)
    graphs = tuple(sorted(GRAPH + graph.removeprefix(names.base) for graph in found[_VOID + "subset"]))
    whole = one("extent") == str(len(graphs)) and found[_VOID + "triples"]
    triples = int(found[_VOID + "triples"][0]) if whole else 0
    return Marker(version, graphs, triples, one("issued") if whole else "", one("creator"), one("modified"))
