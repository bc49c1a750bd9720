"""Turtle read by rdflib with the line of each triple, so that a finding can say where it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import rdflib
from rdflib.plugins.parsers.notation3 import RDFSink, SinkParser
from rdflib.term import Node

from portal.graph.load import Source
from portal.terms import Node as OurNode
from portal.terms import Text, Triple
from validation.report import Place

Spot = tuple[Node, Node, Node]


class _LineParser(SinkParser):
    """A parser that knows in which line each object begins until its statement is made, which is after the last of its list."""

    def __init__(self, *given: Any, **named: Any) -> None:  # noqa: ANN401 - rdflib's own
        super().__init__(*given, **named)
        self.object_lines: dict[int, int] = {}

    def object(self, argstr: str, i: int, res: Any) -> int:  # noqa: ANN401 - rdflib's own
        """Read an object and note its line."""
        begin = self.skipSpace(argstr, i)
        if begin < 0:
            return begin
        line = self.lines + 1
        end = super().object(argstr, begin, res)
        if end >= 0:
            self.object_lines[id(res[-1])] = line
        return end


class _LineSink(RDFSink):
    """A sink that notes the line at each statement."""

    def __init__(self, graph: rdflib.Graph, sources: Sources, file: str) -> None:
        super().__init__(graph)
        self.sources, self.file = sources, file
        self.last: tuple[Node, Node] | None = None
        self.parser: _LineParser | None = None

    def makeStatement(self, quadruple: Any, why: Any = None) -> None:  # noqa: ANN401, N802 - rdflib's own name and types
        """Note the place of a statement, then add it."""
        formula, predicate, subject, object_ = quadruple
        triple = tuple(self.normalise(formula, term) for term in (subject, predicate, object_))
        line = self.parser.object_lines.pop(id(object_), self.parser.lines + 1) if self.parser else 0
        self.sources.note(triple, Place(self.file, line), opens=self._opens(triple[0], triple[1]))
        self.last = triple[0], triple[1]
        super().makeStatement(quadruple, why)

    def _opens(self, subject: Node, predicate: Node) -> bool:
        """Return whether a block begins here: with another subject, or with a class after anything but a class."""
        if self.last is None or self.last[0] != subject:
            return True
        return predicate == rdflib.RDF.type and self.last[1] != rdflib.RDF.type


def _to_rdflib(node: OurNode) -> Node:
    if isinstance(node, Text):
        return rdflib.Literal(node.value, lang=node.language, datatype=rdflib.URIRef(node.datatype) if node.datatype else None)
    return rdflib.URIRef(str(node))


class Sources:
    """The union of the Turtle sources as a plain rdflib graph, and the place of each triple."""

    def __init__(self) -> None:
        self.graph = rdflib.Graph()
        self.places: dict[Spot, list[Place]] = defaultdict(list)
        self._openings: dict[Node, list[Place]] = defaultdict(list)
        self._opening: Place | None = None

    def read(self, source: Source) -> None:
        """Add one Turtle file, which the engine has already found to be readable."""
        sink = _LineSink(self.graph, self, source.relative)
        parser = _LineParser(sink, baseURI=source.graph, turtle=True)
        sink.parser = parser
        parser.loadBuf(source.path.read_bytes().removeprefix(b"\xef\xbb\xbf"))

    def add(self, triples: Iterable[Triple], place: Place) -> None:
        """Add the triples of a guidance page, all at one place."""
        for subject, path, value in triples:
            triple = (rdflib.URIRef(str(subject)), rdflib.URIRef(path.value), _to_rdflib(value))
            self.note(triple, place, opens=triple[1] == rdflib.RDF.type)
            self.graph.add(triple)

    def note(self, triple: Any, place: Place, *, opens: bool) -> None:  # noqa: ANN401 - three terms of rdflib
        """Remember where a triple stands; `opens` says that it begins a block on another subject."""
        if opens:
            self._opening = place
        self.places[triple].append(place)
        if triple[1] == rdflib.RDF.type and self._opening not in self._openings[triple[0]] and self._opening:
            self._openings[triple[0]].append(self._opening)

    def definitions(self, subject: str) -> list[Place]:
        """Return where the blocks begin that give a subject its class."""
        return self._openings.get(rdflib.URIRef(subject), [])

    def defined(self) -> list[str]:
        """Return every named subject that is given a class."""
        return [str(subject) for subject in self._openings if isinstance(subject, rdflib.URIRef)]

    def place(self, subject: str, path: str = "", value: str = "") -> Place:
        """Return the place of the triple that is meant, else of the property, else of the subject's block, else of any mention."""
        node = rdflib.URIRef(subject)
        if path:
            objects = [object_ for object_ in self.graph.objects(node, rdflib.URIRef(path)) if not value or str(object_) == value]
            places = [place for object_ in objects for place in self.places[(node, rdflib.URIRef(path), object_)]]
            if places and (value or len(objects) == 1):
                return places[-1]
        if node in self._openings:
            return self._openings[node][0]
        for triple in (*self.graph.triples((node, None, None)), *self.graph.triples((None, None, node))):
            return self.places[triple][0]
        return Place("", 0)
