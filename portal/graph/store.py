"""The only module that knows the engine (pyoxigraph): open, add, select, construct, write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import IO, cast

import pyoxigraph as ox

from portal.errors import QuerySyntaxError, SourceError
from portal.graph.complaints import syntax_error
from portal.graph.counted import RowCounter, too_many
from portal.graph.formats import Format
from portal.namespaces import PREFIXES, RDF, XSD
from portal.terms import Blank, Iri, Node, Row, Text, Triple

_LANGUAGE_STRING = RDF + "langString"
_STRING = XSD + "string"

EngineTerm = ox.NamedNode | ox.BlankNode | ox.Literal


def to_engine(node: Node) -> EngineTerm:
    """Return a node as the engine's own term."""
    if isinstance(node, Iri):
        return ox.NamedNode(node.value)
    if isinstance(node, Blank):
        return ox.BlankNode(node.value)
    if node.language:
        return ox.Literal(node.value, language=node.language)
    return ox.Literal(node.value, datatype=ox.NamedNode(node.datatype)) if node.datatype else ox.Literal(node.value)


def from_engine(term: object) -> Node:
    """Return the engine's term as a node."""
    if isinstance(term, ox.NamedNode):
        return Iri(term.value)
    if isinstance(term, ox.BlankNode):
        return Blank(term.value)
    literal = cast(ox.Literal, term)
    datatype = literal.datatype.value
    return Text(literal.value, literal.language, None if datatype in {_LANGUAGE_STRING, _STRING} else datatype)


def rows_of(results: object) -> list[Row]:
    """Return the engine's solutions as rows."""
    solutions = cast(ox.QuerySolutions, results)
    return _rows([variable.value for variable in solutions.variables], solutions)


def triple_of(triple: ox.Triple | ox.Quad) -> Triple:
    """Return the engine's triple as one of ours."""
    return from_engine(triple.subject), cast(Iri, from_engine(triple.predicate)), from_engine(triple.object)


class Store:
    """A graph of named graphs in memory. Queries see the union of all graphs, or of those they are given."""

    binds = True

    def __init__(self) -> None:
        self._engine = ox.Store()

    def __len__(self) -> int:
        return len(self._engine)

    def add_turtle(self, path: Path, graph: str) -> None:
        """Read a Turtle file into a named graph; raises SourceError with the line that cannot be read."""
        try:
            text = path.read_bytes().decode("utf-8")
        except UnicodeDecodeError as error:
            line = path.read_bytes()[: error.start].count(b"\n") + 1
            raise SourceError(path, line, "is not UTF-8 text; save it in the encoding UTF-8.") from None
        try:
            self._engine.load(input=text.removeprefix("\ufeff"), format=ox.RdfFormat.TURTLE, to_graph=ox.NamedNode(graph))
        except SyntaxError as error:
            raise SourceError(path, error.lineno or 0, f"cannot be read as Turtle: {error.msg}.") from None

    def add_quads(self, quads: bytes) -> None:
        """Read N-Quads, each into the graph it names."""
        self._engine.bulk_load(input=quads, format=ox.RdfFormat.N_QUADS)

    def add_triples(self, triples: Iterable[Triple], graph: str) -> None:
        """Add triples to a named graph."""
        name = ox.NamedNode(graph)
        self._engine.extend(
            ox.Quad(cast(ox.NamedNode, to_engine(s)), cast(ox.NamedNode, to_engine(p)), to_engine(o), name) for s, p, o in triples
        )

    def graphs(self) -> list[str]:
        """Return the IRIs of all named graphs, sorted."""
        return sorted(graph.value for graph in self._engine.named_graphs())

    def select(self, query: str, graphs: Sequence[str] | None = None, **given: Node) -> list[Row]:
        """Return the rows of a SELECT query of ours; `given` binds variables, `graphs` narrows what is seen."""
        return rows_of(self._query(query, graphs, given))

    def construct(self, query: str, graphs: Sequence[str] | None = None, **given: Node) -> list[Triple]:
        """Return the triples of a CONSTRUCT or DESCRIBE query of ours."""
        return [triple_of(triple) for triple in cast(ox.QueryTriples, self._query(query, graphs, given))]

    def ask(self, query: str, graphs: Sequence[str] | None = None, **given: Node) -> bool:
        """Return the answer to an ASK query of ours."""
        return bool(self._query(query, graphs, given))

    def _query(self, query: str, graphs: Sequence[str] | None, given: dict[str, Node]) -> object:
        seen: dict[str, object] = {"use_default_graph_as_union": True}
        if graphs is not None:
            seen = {"default_graph": _graph_names(graphs)}
        bound = {ox.Variable(name): to_engine(node) for name, node in given.items()}
        try:
            return self._engine.query(query, prefixes=dict(PREFIXES), substitutions=bound, **seen)  # type: ignore[arg-type]
        except SyntaxError as error:
            raise QuerySyntaxError(str(error)) from None

    def answer(  # noqa: PLR0913 - what the SPARQL protocol lets a request say
        self,
        query: str,
        form: Format,
        to: IO[bytes],
        most: int,
        default: Sequence[str],
        named: Sequence[str],
        *,
        union: bool,
        prefixes: bool = False,
    ) -> None:
        """Write the answer to a stranger's query: a table, a boolean or a graph, in a format that fits it.

        most: rows or triples allowed; default, named: graphs that the request names; union: without any, ask all graphs
        together; prefixes: ours need no declaration.
        Raises QuerySyntaxError and QueryTooLarge; RuntimeError of the engine for a function that it does not know.
        """
        seen: dict[str, object] = {"use_default_graph_as_union": True} if union else {}
        if default or named:
            seen = {"default_graph": _graph_names(default), "named_graphs": _graph_names(named)}
        try:
            results = self._engine.query(query, prefixes=dict(PREFIXES) if prefixes else None, **seen)  # type: ignore[arg-type]
        except SyntaxError as error:
            raise syntax_error(str(error), query) from None
        write_results(results, form, to, most)

    def reads(self, query: str) -> bool:
        """Return whether the engine can read a query; whether it can be run does not count."""
        try:
            self._engine.query(query)
        except (SyntaxError, RuntimeError, OSError) as error:
            return not isinstance(error, SyntaxError)
        return True

    def triples_of(self, subject: str) -> list[Triple]:
        """Return every triple with this subject, from all graphs."""
        quads = self._engine.quads_for_pattern(ox.NamedNode(subject), None, None)
        return [(Iri(subject), cast(Iri, from_engine(quad.predicate)), from_engine(quad.object)) for quad in quads]

    def lines(self, without: str = "") -> Iterator[bytes]:
        """Yield the whole data as lines of N-Quads, in no order and one at a time.

        without: what the names of graphs begin with that are left out.
        """
        return (f"{quad} .\n".encode() for quad in self._quads(without))

    def quads(self) -> bytes:
        """Return the whole data in N-Quads, in no order: quicker than `dump`, and with little memory."""
        return cast(bytes, self._engine.dump(format=ox.RdfFormat.N_QUADS))

    def dump(self, form: Format, without: str = "") -> bytes:
        """Return the whole data in one format; formats without named graphs get the union of all graphs.

        without: what the names of graphs begin with that are left out.
        """
        return write_quads(self._quads(without), form)

    def _quads(self, without: str) -> Iterable[ox.Quad]:
        if not without:
            return self._engine
        return (quad for quad in self._engine if not cast(ox.NamedNode, quad.graph_name).value.startswith(without))


def write_results(results: object, form: Format, to: IO[bytes], most: int) -> None:
    """Write what a query gave, a table, a boolean or a graph; raises QueryTooLarge when it has more rows or triples than `most`."""
    if isinstance(results, ox.QueryTriples):
        write_graph(results, form, to, most)
        return
    if isinstance(results, ox.QueryBoolean):
        results.serialize(to, _table_kind(form))
        return
    counted = RowCounter(to, form, most)
    cast(ox.QuerySolutions, results).serialize(counted, _table_kind(form))  # type: ignore[arg-type]


def write_graph(results: Iterable[ox.Triple], form: Format, to: IO[bytes], most: int) -> None:
    """Write triples, each once; raises QueryTooLarge when there are more than `most`."""
    triples = list(islice(results, most + 1))
    if len(triples) > most:
        raise too_many(most, "triples")
    ox.serialize(set(triples), to, _graph_kind(form), prefixes=dict(PREFIXES))


def _rows(names: Sequence[str], solutions: Iterable[ox.QuerySolution]) -> list[Row]:
    """Return rows with the values of these variables; what is unbound is missing."""
    found = [[(name, solution[name]) for name in names] for solution in solutions]
    return [{name: from_engine(value) for name, value in row if value is not None} for row in found]


def _graph_names(names: Sequence[str]) -> list[ox.NamedNode]:
    try:
        return [ox.NamedNode(name) for name in names]
    except ValueError as error:
        raise QuerySyntaxError(f"A graph that the request names has no IRI: {error}.", "how-to-ask") from None


def _graph_kind(form: Format) -> ox.RdfFormat:
    return cast(ox.RdfFormat, ox.RdfFormat.from_media_type(form.media_type))


def _table_kind(form: Format) -> ox.QueryResultsFormat:
    return cast(ox.QueryResultsFormat, ox.QueryResultsFormat.from_media_type(form.media_type))


def write_quads(quads: Iterable[ox.Quad], form: Format) -> bytes:
    """Return quads in one format, in a stable order; formats without named graphs get the union of all graphs."""
    if form.datasets:
        ordered: Iterable[ox.Quad] | Iterable[ox.Triple] = sorted(quads, key=lambda quad: (str(quad.graph_name), _key(quad)))
    else:
        ordered = [quad.triple for quad in sorted(quads, key=_key)]
    return cast(bytes, ox.serialize(ordered, format=_graph_kind(form), prefixes=dict(PREFIXES)))


def _key(quad: ox.Quad) -> tuple[str, str, str]:
    return str(quad.subject), str(quad.predicate), str(quad.object)


def write_triples(triples: Iterable[Triple], form: Format) -> bytes:
    """Return triples in a graph format, with our prefixes, in a stable order."""
    engine = (ox.Triple(cast(ox.NamedNode, to_engine(s)), cast(ox.NamedNode, to_engine(p)), to_engine(o)) for s, p, o in triples)
    ordered = sorted(set(engine), key=lambda triple: (str(triple.subject), str(triple.predicate), str(triple.object)))
    return cast(bytes, ox.serialize(ordered, format=_graph_kind(form), prefixes=dict(PREFIXES)))


def read_turtle(path: Path) -> list[Triple]:
    """Return the triples of a Turtle file of ours."""
    return [
        (from_engine(quad.subject), cast(Iri, from_engine(quad.predicate)), from_engine(quad.object))
        for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE)
    ]


def read_quads(quads: bytes) -> list[Triple]:
    """Return the triples of N-Quads or N-Triples, as they are written there."""
    return [
        (from_engine(quad.subject), cast(Iri, from_engine(quad.predicate)), from_engine(quad.object))
        for quad in ox.parse(input=quads, format=ox.RdfFormat.N_QUADS)
    ]


def read_rows(table: bytes, names: Sequence[str]) -> list[Row]:
    """Return some variables of a table in TSV, row by row."""
    return _rows(names, cast(ox.QuerySolutions, ox.parse_query_results(table, ox.QueryResultsFormat.TSV)))
