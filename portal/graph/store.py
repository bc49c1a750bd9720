"""The only module that knows the engine (pyoxigraph): open, add, select, construct, write."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import cast

import pyoxigraph as ox

from portal.errors import QuerySyntaxError, SourceError
from portal.graph.formats import Format
from portal.terms import Blank, Iri, Node, Row, Text, Triple
from portal.namespaces import PREFIXES, RDF, XSD

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


class Store:
    """A graph of named graphs in memory. Queries see the union of all graphs, or of those they are given."""

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
        solutions = cast(ox.QuerySolutions, self._query(query, graphs, given))
        names = [variable.value for variable in solutions.variables]
        return [
            {name: from_engine(value) for name, value in zip(names, solution, strict=True) if value is not None}
            for solution in solutions
        ]

    def construct(self, query: str, graphs: Sequence[str] | None = None, **given: Node) -> list[Triple]:
        """Return the triples of a CONSTRUCT or DESCRIBE query of ours."""
        triples = cast(ox.QueryTriples, self._query(query, graphs, given))
        return [
            (from_engine(triple.subject), cast(Iri, from_engine(triple.predicate)), from_engine(triple.object))
            for triple in triples
        ]

    def ask(self, query: str, graphs: Sequence[str] | None = None, **given: Node) -> bool:
        """Return the answer to an ASK query of ours."""
        return bool(self._query(query, graphs, given))

    def _query(self, query: str, graphs: Sequence[str] | None, given: dict[str, Node]) -> object:
        seen = {"default_graph": [ox.NamedNode(graph) for graph in graphs]} if graphs is not None else {"use_default_graph_as_union": True}
        bound = {ox.Variable(name): to_engine(node) for name, node in given.items()}
        try:
            return self._engine.query(query, prefixes=dict(PREFIXES), substitutions=bound, **seen)  # type: ignore[arg-type]
        except SyntaxError as error:
            raise QuerySyntaxError(str(error)) from None

    def triples_of(self, subject: str) -> list[Triple]:
        """Return every triple with this subject, from all graphs."""
        quads = self._engine.quads_for_pattern(ox.NamedNode(subject), None, None)
        return [(Iri(subject), cast(Iri, from_engine(quad.predicate)), from_engine(quad.object)) for quad in quads]

    def dump(self, form: Format) -> bytes:
        """Return the whole data in one format; formats without named graphs get the union of all graphs."""
        kind = cast(ox.RdfFormat, ox.RdfFormat.from_media_type(form.media_type))
        quads = self._engine.quads_for_pattern(None, None, None)
        if form.datasets:
            ordered: Iterable[ox.Quad] | Iterable[ox.Triple] = sorted(quads, key=lambda quad: (quad.graph_name.value, _key(quad)))
        else:
            ordered = [quad.triple for quad in sorted(quads, key=_key)]
        return cast(bytes, ox.serialize(ordered, format=kind, prefixes=dict(PREFIXES)))


def _key(quad: ox.Quad) -> tuple[str, str, str]:
    return str(quad.subject), str(quad.predicate), str(quad.object)


def write_triples(triples: Iterable[Triple], form: Format) -> bytes:
    """Return triples in a graph format, with our prefixes, in a stable order."""
    kind = cast(ox.RdfFormat, ox.RdfFormat.from_media_type(form.media_type))
    engine = (ox.Triple(cast(ox.NamedNode, to_engine(s)), cast(ox.NamedNode, to_engine(p)), to_engine(o)) for s, p, o in triples)
    ordered = sorted(set(engine), key=lambda triple: (str(triple.subject), str(triple.predicate), str(triple.object)))
    return cast(bytes, ox.serialize(ordered, format=kind, prefixes=dict(PREFIXES)))
