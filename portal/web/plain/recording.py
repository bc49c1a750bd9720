"""IRIs -> records: what the graph says of things, statements, classes and links, in the view of the request."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import Any, TypeVar
from urllib.parse import quote

import flask

from portal.graph import queries
from portal.graph.catalogue import Entry
from portal.graph.formats import GRAPH_FORMATS
from portal.graph.queries import Judgement, Neighbour
from portal.languages import LANGUAGES, Language
from portal.namespaces import BASE, DCTERMS, ID, KIERRE, OWL, PAGE, PROV, RDF, RDFS, SCHEMA, SKOS, STATEMENT, local_name, vocabulary
from portal.terms import Iri, Node
from portal.web.addresses import of_iri
from portal.web.contract.operation import BASE as API
from portal.web.house import house
from portal.web.plain.linked import MATCHES, SILENT, short
from portal.web.plain.records import Basis, End, Name, Origin, Source, Statement, Summary, ThingRecord, Wording
from portal.web.plain.wording import many, one, values
from portal.web.public import absolute

_LABELS = (SKOS + "prefLabel", RDFS + "label", DCTERMS + "title")
_APART = {
    RDF + "type", KIERRE + "basis", PROV + "wasDerivedFrom", KIERRE + "atLevel", DCTERMS + "isReplacedBy", DCTERMS + "identifier",
    RDF + "subject", RDF + "object",
}  # fmt: skip
_TEXTS = {
    *_LABELS, SKOS + "altLabel", SKOS + "hiddenLabel", SKOS + "definition", SKOS + "note", KIERRE + "rationale",
    KIERRE + "position", KIERRE + "paraphrase", KIERRE + "locator", KIERRE + "statementKind", DCTERMS + "identifier",
    OWL + "deprecated",
}  # fmt: skip
_SECTIONS = {ID: "things", STATEMENT: "statements", PAGE: "pages"}
Made = TypeVar("Made", bound=Name)


class Recorder:
    """Tells what the graph says, in one language or in all of them, in the view of the request."""

    def __init__(self, language: Language | None) -> None:
        self.language = language
        self.catalogue, self.store, self.graphs = house().catalogue, house().data.store, house().graphs()

    def origin(self) -> Origin:
        """Return where the answer to this request comes from."""
        query = flask.request.query_string.decode("ascii", "replace")
        address = absolute(quote(flask.request.path)) + (f"?{quote(query, safe='%&=+-._~!$*,;:@/?')}" if query else "")
        return Origin(address, "all" if self.graphs is None else "source", self.language, house().data.version)

    def text(self, entry: Entry, property_: str) -> Wording | None:
        """Return a text of a thing."""
        return one(entry.texts.get(property_, {}), self.language)

    def name(self, iri: str, kind: type[Made] = Name, **more: Any) -> Made:  # type: ignore[assignment] # noqa: ANN401
        """Return something by name, or a record that begins with it."""
        entry = self.catalogue[iri]
        label = next((self.text(entry, each) for each in _LABELS if each in entry.texts), None)
        types = tuple("Class" if each == OWL + "Class" else short(each) for each in entry.classes)
        ours = iri.startswith(BASE)
        url = absolute(of_iri(iri, self.language or LANGUAGES[0])) if ours else iri
        return kind(iri, local_name(iri), types, label, url, self.address(iri), **more)

    def address(self, iri: str) -> str | None:
        """Return where a program reads of something, or None when that is not here."""
        for base, section in _SECTIONS.items():
            if iri.startswith(base):
                return absolute(f"{API}/{section}/{quote(iri.removeprefix(base))}")
        known = iri.startswith(KIERRE) and OWL + "Class" in self.catalogue[iri].classes
        return absolute(f"{API}/classes/{quote(local_name(iri))}") if known else None

    def names(self, iris: Iterable[str]) -> tuple[Name, ...]:
        """Return several by name, in the order of their IRIs."""
        return tuple(self.name(each) for each in sorted(set(iris)))

    def basis(self, entry: Entry) -> Basis | None:
        """Return on what something rests, or None when that is not said of it."""
        if entry.inferred:
            return "EditorialInference"
        return "StatedInSource" if entry.iri in self._grounded else None

    @cached_property
    def _grounded(self) -> set[str]:
        return {thing for thing, _ in house().pairs(KIERRE + "basis")}

    def _outgoing(self, iri: str) -> list[Neighbour]:
        return queries.outgoing(self.store, iri, self.graphs)

    def summary(self, iri: str, kind: type[Made] = Summary, **more: Any) -> Made:  # type: ignore[assignment] # noqa: ANN401
        """Return a thing in short, or a record that begins with it."""
        entry = self.catalogue[iri]
        return self.name(
            iri,
            kind,
            definition=self.text(entry, SKOS + "definition"),
            levels=tuple(map(self.name, entry.levels)),
            basis=self.basis(entry),
            inferred=entry.inferred,
            position=entry.position,
            **more,
        )

    def thing(self, iri: str) -> ThingRecord:
        """Return a thing with all that is said of it."""
        entry = self.catalogue[iri]
        judged = queries.judgements(self.store, iri, self.graphs)
        outgoing, incoming = self._outgoing(iri), queries.incoming(self.store, iri, self.graphs)
        ends = self._ends(outgoing, judged, inverse=False)
        replaced = next((each.other for each in outgoing if each.property == DCTERMS + "isReplacedBy"), None)
        literals = queries.literals(self.store, iri)
        return self.summary(
            iri,
            ThingRecord,
            rationale=self.text(entry, KIERRE + "rationale"),
            alternatives=many(entry.texts.get(SKOS + "altLabel", {}), self.language),
            notes=many(entry.texts.get(SKOS + "note", {}), self.language),
            values=self._values(literals, outgoing),
            outgoing={name: each for name, each in ends.items() if name not in MATCHES},
            incoming=self._ends(incoming, judged, inverse=True),
            elsewhere={name: ends[name] for name in MATCHES if name in ends},
            sources=tuple(self.source(each.iri) for each in queries.statements_of(self.store, iri)),
            guides=self.names(each.other for each in incoming if each.property == SCHEMA + "about"),
            deprecated=any(property_ == OWL + "deprecated" and str(value) == "true" for property_, value in literals),
            replaced_by=self.name(replaced) if replaced else None,
            data={form.ending: absolute(f"/id/{quote(entry.slug)}.{form.ending}") for form in GRAPH_FORMATS},
            about=self.origin(),
        )

    def _values(self, literals: list[tuple[str, Node]], outgoing: list[Neighbour]) -> dict[str, object]:
        """Return plain values, and properties whose value is a term of the ontology."""
        of_terms: list[tuple[str, Node]] = [
            (each.property, Iri(each.other)) for each in outgoing if each.other.startswith(KIERRE) and each.property not in _APART
        ]
        return values([*((name, value) for name, value in literals if name not in _TEXTS), *of_terms], self.language)

    def _ends(self, found: list[Neighbour], judged: list[Judgement], *, inverse: bool) -> dict[str, tuple[End, ...]]:
        """Return the other ends of relations by property; statements that rest here and judged relations stand elsewhere."""
        judgement_of = {(each.property, each.subject if inverse else each.object): each for each in judged}
        relations = {each.relation for each in judged}
        groups: dict[str, list[End]] = defaultdict(list)
        for each in sorted(found, key=lambda one: (one.property, one.other)):
            apart = each.property in _APART and not (each.property in {RDF + "subject", RDF + "object"} and not inverse)
            levels = inverse and each.property == KIERRE + "atLevel"
            if (apart and not levels) or each.other in relations or each.other.startswith(KIERRE):
                continue
            if inverse and (
                each.other.startswith(STATEMENT) or (each.property == SCHEMA + "about" and each.other.startswith(PAGE))
            ):
                continue
            name = short(each.property)
            groups[name].append(self._end(name, each.other, judgement_of.get((each.property, each.other))))
        return {name: tuple(ends) for name, ends in groups.items()}

    def _end(self, name: str, iri: str, judgement: Judgement | None) -> End:
        node = self.catalogue[judgement.relation] if judgement else None
        grounds = node or self.catalogue[iri]
        found = self.name(
            iri,
            End,
            inferred=judgement.inferred if judgement else self.catalogue[iri].inferred,
            why=self.text(grounds, KIERRE + "rationale"),
            relation=node.iri if node else None,
            vocabulary=vocabulary(iri) or None,
        )
        outside = not iri.startswith(BASE) and name not in SILENT
        return End(**{**vars(found), "label": None}) if outside else found

    def source(self, iri: str, kind: type[Source] = Source, **more: Any) -> Any:  # noqa: ANN401 - a Source, or what begins with it
        """Return a statement of a source, or a record that begins with it."""
        entry = self.catalogue[iri]
        said: dict[str, dict[str, list[str]]] = defaultdict(dict)
        for property_, value in queries.literals(self.store, iri):
            said[property_].setdefault(getattr(value, "language", None) or "", []).append(str(value))
        return self.name(
            iri,
            kind,
            document=self.name(entry.wholes[0]) if entry.wholes else None,
            locator=one(said[KIERRE + "locator"], self.language),
            statement_kind=next(iter(said[KIERRE + "statementKind"].get("", ())), ""),
            paraphrase=self.text(entry, KIERRE + "paraphrase"),
            **more,
        )

    def statement(self, iri: str) -> Statement:
        """Return a statement with what rests on it and its relations to other statements."""
        outgoing, incoming = self._outgoing(iri), queries.incoming(self.store, iri, self.graphs)
        between = [each for each in outgoing if each.property != DCTERMS + "isPartOf"]
        towards = [each for each in incoming if each.other.startswith(STATEMENT)]
        found: Statement = self.source(
            iri,
            Statement,
            values=self._values(queries.literals(self.store, iri), outgoing),
            derived=self.names(
                each.other for each in incoming if each.property == PROV + "wasDerivedFrom" and not each.other.startswith(PAGE)
            ),
            outgoing=self._ends(between, [], inverse=False),
            incoming=self._between(towards),
            data={form.ending: absolute(f"/statement/{quote(local_name(iri))}.{form.ending}") for form in GRAPH_FORMATS},
            about=self.origin(),
        )
        return found

    def _between(self, found: list[Neighbour]) -> dict[str, tuple[End, ...]]:
        groups: dict[str, list[End]] = defaultdict(list)
        for each in sorted(found, key=lambda one: (one.property, one.other)):
            groups[short(each.property)].append(self._end(short(each.property), each.other, None))
        return {name: tuple(ends) for name, ends in groups.items()}
