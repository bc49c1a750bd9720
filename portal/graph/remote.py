"""One data version in an engine far away: any SPARQL 1.1 endpoint that `kierre publish` has loaded it into."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import IO, TypeVar, cast

import pyoxigraph as ox
from cachetools import LRUCache

from portal.errors import EngineError, VersionMissing
from portal.graph.asking import bound, names_graphs
from portal.graph.endpoint import Endpoint, Stream
from portal.graph.formats import N_TRIPLES, RESULT_JSON, Format
from portal.graph.store import rows_of, to_engine, triple_of, write_quads
from portal.graph.versions import Marker, Names, is_held, is_hypothesis, read_marker
from portal.namespaces import GRAPH
from portal.terms import Iri, Node, Row, Triple

_Made = TypeVar("_Made")
_CHUNK = 65_536
_KEPT = 20_000  # rows of queries of our own: a version never changes
_TRIPLES_OF = "SELECT ?subject ?p ?o { ?subject ?p ?o }"
_TRIPLES = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


class Plain(io.RawIOBase):
    """An answer as it comes, with the plain names of graphs instead of those that they have in the engine."""

    def __init__(self, answer: io.RawIOBase, names: Names) -> None:
        super().__init__()
        self._answer, self._found, self._put = answer, names.base.encode(), GRAPH.encode()
        self._ready, self._tail, self._ended = b"", b"", False

    def readable(self) -> bool:
        """Return that it can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill a buffer with what has come; 0 at the end."""
        keep = len(self._found) - 1  # a name may be cut in two
        while not self._ready and not self._ended:
            chunk = cast(bytes, self._answer.read(_CHUNK))
            data = (self._tail + chunk).replace(self._found, self._put)
            self._ended = not chunk
            self._ready, self._tail = (data[:-keep], data[-keep:]) if chunk else (data, b"")
        size = min(len(buffer), len(self._ready))
        buffer[:size], self._ready = self._ready[:size], self._ready[size:]
        return size


class Remote:
    """An engine far away, for queries of our own; they see the one version that it was opened for."""

    binds = False

    def __init__(self, endpoint: Endpoint, marker: Marker) -> None:
        self.endpoint, self.marker, self.names = endpoint, marker, Names(marker.version)
        self._sources = {graph for graph in marker.graphs if not is_hypothesis(graph)}
        self._unsure = threading.local()
        self._lock = threading.Lock()
        self._kept: LRUCache[object, list[Row]] = LRUCache(_KEPT, getsizeof=lambda rows: len(rows) + 1)

    def __len__(self) -> int:
        return self.marker.triples

    def graphs(self) -> list[str]:
        """Return the IRIs of all named graphs, sorted."""
        return list(self.marker.graphs)

    def assure(self) -> None:
        """Raise VersionMissing unless all that this thread asked since the last time was asked of the whole version."""
        if not getattr(self._unsure, "asked", False):
            return
        self._unsure.asked = False
        if not is_held(self.endpoint, self.marker):
            raise VersionMissing(f"The engine at {self.endpoint.address.shown} has been loaded anew; it is being read again.")

    def select(self, query: str, graphs: Sequence[str] | None = None, **given: Node) -> list[Row]:
        """Return the rows of a SELECT query of ours; `given` binds variables, `graphs` narrows what is seen."""
        text, listed = bound(query, self.names, _written(given))
        known = {name: node for name, node in given.items() if name in listed}
        key, seen = (text, tuple(graphs or ()), graphs is None), self._seen(graphs)
        self._unsure.asked = True  # what is kept here was not assured yet, perhaps
        with self._lock:
            found = self._kept.get(key)
        if found is None:
            found = self._parsed(text, seen, self._named(query), rows_of)
            with self._lock, suppress(ValueError):  # longer than all that is kept
                self._kept[key] = found
        return [{**row, **known} for row in found]

    def construct(self, query: str, graphs: Sequence[str] | None = None, **given: Node) -> list[Triple]:
        """Return the triples of a CONSTRUCT or DESCRIBE query of ours."""
        text, _ = bound(query, self.names, _written(given))
        body = self._body(text, N_TRIPLES, self._seen(graphs), self._named(query))
        try:
            return [triple_of(quad) for quad in ox.parse(body, ox.RdfFormat.N_TRIPLES)]
        except (SyntaxError, ValueError):
            raise self.garbage() from None

    def ask(self, query: str, graphs: Sequence[str] | None = None, **given: Node) -> bool:
        """Return the answer to an ASK query of ours."""
        text, _ = bound(query, self.names, _written(given))
        return self._parsed(text, self._seen(graphs), self._named(query), bool)

    def triples_of(self, subject: str) -> list[Triple]:
        """Return every triple with this subject, from all graphs."""
        return [(Iri(subject), cast(Iri, row["p"]), row["o"]) for row in self.select(_TRIPLES_OF, None, subject=Iri(subject))]

    def lines(self, without: str = "") -> Iterator[bytes]:
        """Yield the whole data as lines of N-Quads, one graph after the other.

        without: what the names of graphs begin with that are left out.
        """
        return (f"{quad} .\n".encode() for quad in self._quads(without))

    def dump(self, form: Format, without: str = "") -> bytes:
        """Return the whole data in one format; formats without named graphs get the union of all graphs.

        without: what the names of graphs begin with that are left out.
        """
        return write_quads(self._quads(without), form)

    def _quads(self, without: str = "") -> Iterator[ox.Quad]:
        """Yield all that stands in the graphs, as it comes; raises EngineError at the end when it was not the whole version."""
        for graph in self.marker.graphs:
            if without and graph.startswith(without):
                continue
            with self.stream(_TRIPLES, N_TRIPLES, [self.names.of(graph)], [self.names.nothing]) as body:
                try:
                    for quad in ox.parse(cast(IO[bytes], Plain(body, self.names)), ox.RdfFormat.N_TRIPLES):
                        yield ox.Quad(quad.subject, quad.predicate, quad.object, ox.NamedNode(graph))
                except (SyntaxError, ValueError):
                    raise self.garbage() from None
        self.assure()

    def _named(self, query: str) -> list[str]:
        """Return the names in the engine of the graphs that a query of ours asks for by name: all, or none."""
        return [self.names.of(graph) for graph in self.marker.graphs] if names_graphs(query, self.names) else []

    def _seen(self, graphs: Sequence[str] | None) -> list[str]:
        """Return the names in the engine of the graphs that a query of ours sees as one."""
        if graphs is None:
            return [self.names.union]
        if set(graphs) == self._sources:
            return [self.names.sources]
        return [self.names.of(graph) for graph in graphs] or [self.names.nothing]

    def _parsed(self, text: str, default: Sequence[str], named: Sequence[str], made: Callable[[object], _Made]) -> _Made:
        """Return what is made of a table or a boolean; raises EngineError for what is none."""
        body = self._body(text, RESULT_JSON, default, named)
        try:
            return made(ox.parse_query_results(body, ox.QueryResultsFormat.JSON))
        except (SyntaxError, ValueError):
            raise self.garbage() from None

    def _body(self, text: str, form: Format, default: Sequence[str], named: Sequence[str] = ()) -> bytes:
        with self.stream(text, form, default, named or [self.names.nothing]) as answer:
            return bytes(Plain(answer, self.names).readall() or b"")

    def stream(  # noqa: PLR0913 - what the SPARQL protocol lets a request say, and its two limits
        self,
        text: str,
        form: Format,
        default: Sequence[str],
        named: Sequence[str],
        *,
        seconds: float | None = None,
        most: int = 2**31,
    ) -> Stream:
        """Return what the engine answers to a query over exactly these graphs, by their names there."""
        self._unsure.asked = True
        return self.endpoint.query(text, form.media_type, default, named, seconds=seconds, most=most)

    def garbage(self) -> EngineError:
        """Return the error for an answer that is none."""
        return EngineError(f"The engine at {self.endpoint.address.shown} sends what is no answer.")


def _written(given: dict[str, Node]) -> dict[str, str]:
    """Return values as SPARQL writes them."""
    return {name: str(to_engine(node)) for name, node in given.items()}


def find(endpoint: Endpoint, version: str) -> Marker:
    """Return the marker of a version that is in the engine, whole; raises VersionMissing when it is not, else EngineError."""
    marker = read_marker(endpoint, version)
    if marker is None or not marker.issued:
        raise VersionMissing(
            f"The engine at {endpoint.address.shown} does not hold data version {version}. Load it with: kierre publish"
        )
    return marker
