"""The only module that knows the engine (pyoxigraph): open, add, select, construct, write."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import IO, cast

import pyoxigraph as ox

from portal.errors import QuerySyntaxError, QueryTooLarge, SourceError
from portal.graph.formats import RESULT_CSV, RESULT_JSON, RESULT_TSV, RESULT_XML, Format
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
        seen = (
            {"default_graph": [ox.NamedNode(graph) for graph in graphs]}
            if graphs is not None
            else {"use_default_graph_as_union": True}
        )
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
            raise QuerySyntaxError(_explained(str(error))) from None
        if isinstance(results, ox.QueryTriples):
            triples = list(islice(results, most + 1))
            if len(triples) > most:
                raise _too_many(most, "triples")
            ox.serialize(set(triples), to, _graph_kind(form), prefixes=dict(PREFIXES))
            return
        if isinstance(results, ox.QueryBoolean):
            results.serialize(to, _table_kind(form))
            return
        counted = _RowCounter(to, form, most)
        results.serialize(counted, _table_kind(form))  # type: ignore[arg-type]

    def triples_of(self, subject: str) -> list[Triple]:
        """Return every triple with this subject, from all graphs."""
        quads = self._engine.quads_for_pattern(ox.NamedNode(subject), None, None)
        return [(Iri(subject), cast(Iri, from_engine(quad.predicate)), from_engine(quad.object)) for quad in quads]

    def dump(self, form: Format) -> bytes:
        """Return the whole data in one format; formats without named graphs get the union of all graphs."""
        kind = _graph_kind(form)
        quads = self._engine.quads_for_pattern(None, None, None)
        if form.datasets:
            ordered: Iterable[ox.Quad] | Iterable[ox.Triple] = sorted(quads, key=lambda quad: (str(quad.graph_name), _key(quad)))
        else:
            ordered = [quad.triple for quad in sorted(quads, key=_key)]
        return cast(bytes, ox.serialize(ordered, format=kind, prefixes=dict(PREFIXES)))


def _explained(error: str) -> str:
    """Return the engine's syntax error as a sentence: the place, and the reason in few words."""
    place = re.match(r"error at (\d+):(\d+): ", error)
    where = f"Line {place[1]}, column {place[2]}: " if place else ""
    if "Prefix not found" in error:
        return f"{where}a prefix stands there that the query does not declare. Add its PREFIX line."
    words = [word for word in re.findall(r"\b[A-Z]{2,}\b", error) if word not in {"EOF", "PREFIX", "BASE"}]
    hint = f" Expected there, among others: {', '.join(dict.fromkeys(words))}." if words else ""
    return f"{where}the query cannot be read there.{hint}" if place else error


def _graph_names(names: Sequence[str]) -> list[ox.NamedNode]:
    try:
        return [ox.NamedNode(name) for name in names]
    except ValueError as error:
        raise QuerySyntaxError(f"A graph that the request names has no IRI: {error}.") from None


def _too_many(most: int, what: str) -> QueryTooLarge:
    return QueryTooLarge(
        f"The answer has more than {most} {what}. Ask for less: add LIMIT and OFFSET, or a more selective pattern."
    )


# What stands between rows (JSON; the second before a row without values) or once for each row (the others), and hardly ever inside
# a value; and the count to begin with: n rows of JSON have n - 1 marks between them, CSV and TSV have a line of names on top.
_ROW_MARKS = {
    RESULT_JSON: ((b',{"', b",{}"), 1),
    RESULT_XML: ((b"<result>",), 0),
    RESULT_CSV: ((b"\r\n",), -1),
    RESULT_TSV: ((b"\n",), -1),
}


class _RowCounter:
    """Passes bytes on and counts rows by what separates them; refuses when there are too many."""

    def __init__(self, to: IO[bytes], form: Format, most: int) -> None:
        self._to, self._most, self._tail = to, most, b""
        self._marks, self._rows = _ROW_MARKS[form]

    def write(self, data: bytes) -> int:
        """Pass bytes on; raises QueryTooLarge at the row that is one too many."""
        chunk = self._tail + bytes(data)
        self._rows += sum(chunk.count(mark) for mark in self._marks)
        kept = len(self._marks[0]) - 1
        self._tail = chunk[-kept:] if kept else b""
        if self._rows > self._most:
            raise _too_many(self._most, "rows")
        return self._to.write(data)

    def flush(self) -> None:
        """Do nothing: what is passed on is in memory."""


def _graph_kind(form: Format) -> ox.RdfFormat:
    return cast(ox.RdfFormat, ox.RdfFormat.from_media_type(form.media_type))


def _table_kind(form: Format) -> ox.QueryResultsFormat:
    return cast(ox.QueryResultsFormat, ox.QueryResultsFormat.from_media_type(form.media_type))


def _key(quad: ox.Quad) -> tuple[str, str, str]:
    return str(quad.subject), str(quad.predicate), str(quad.object)


def write_triples(triples: Iterable[Triple], form: Format) -> bytes:
    """Return triples in a graph format, with our prefixes, in a stable order."""
    engine = (ox.Triple(cast(ox.NamedNode, to_engine(s)), cast(ox.NamedNode, to_engine(p)), to_engine(o)) for s, p, o in triples)
    ordered = sorted(set(engine), key=lambda triple: (str(triple.subject), str(triple.predicate), str(triple.object)))
    return cast(bytes, ox.serialize(ordered, format=_graph_kind(form), prefixes=dict(PREFIXES)))
