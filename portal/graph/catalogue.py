"""Everything by name: the labels, classes, levels and basis of each thing, gathered once for a data version."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from sys import intern

from portal.graph import queries
from portal.graph.load import HYPOTHESES, Data
from portal.graph.queries import INFERENCE, Judgement, rows
from portal.languages import LANGUAGES, Language, choose
from portal.namespaces import BASE, DCTERMS, GRAPH, ID, KIERRE, LEVELS, OWL, PROV, RDF, RDFS, SKOS, STATEMENT, local_name
from portal.pages.read import LOCAL
from portal.terms import Text

_LABELS = (SKOS + "prefLabel", RDFS + "label", DCTERMS + "title")


@dataclass
class Entry:
    """What pages say of one thing without asking further.

    texts: property -> language -> texts; classes, levels, wholes (what it is part of), documents (that it comes from): IRIs;
    first: identifier of the first statement that it comes from; position: place in an order of the source, or None;
    deprecated: it is used no more, replacements (IRIs) take its place.
    """

    iri: str
    texts: dict[str, dict[str, list[str]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    classes: list[str] = field(default_factory=list)
    levels: list[str] = field(default_factory=list)
    wholes: list[str] = field(default_factory=list)
    documents: set[str] = field(default_factory=set)
    first: str = "~"
    inferred: bool = False
    position: int | None = None
    deprecated: bool = False
    replacements: list[str] = field(default_factory=list)

    @property
    def slug(self) -> str:
        """Return the last part of the IRI."""
        return local_name(self.iri)

    @property
    def is_own(self) -> bool:
        """Return whether this is an organisation's own thing: of a class of ours, under a name that is not."""
        return not self.iri.startswith(BASE) and any(each.startswith(KIERRE) for each in self.classes)

    @property
    def is_sourced(self) -> bool:
        """Return whether this belongs to the view of the sources alone: no hypothesis, and nobody's own."""
        return not (self.inferred or self.is_own)

    @property
    def in_use(self) -> bool:
        """Return whether it is a thing with a class that nothing has replaced."""
        return bool(self.classes) and not self.deprecated

    def label(self, language: Language) -> tuple[str, str]:
        """Return the name for a reader and the language it is in; the slug when there is no label."""
        for property_ in _LABELS:
            if property_ in self.texts:
                chosen = choose({tag: found[0] for tag, found in self.texts[property_].items()}, language)
                if chosen:
                    return chosen
        return self.slug, "zxx"

    def one(self, property_: str, language: Language) -> tuple[str, str] | None:
        """Return the text of a property for a reader and the language it is in, or None."""
        return choose({tag: found[0] for tag, found in self.texts.get(property_, {}).items()}, language)

    def many(self, property_: str, language: Language) -> list[str]:
        """Return the texts of a property in exactly this language."""
        return list(self.texts.get(property_, {}).get(language, ()))


class Catalogue:
    """The entries of one data version, by IRI, by class, and the graphs of the two views."""

    def __init__(self, data: Data) -> None:
        self._entries: dict[str, Entry] = {}
        self._by_class: dict[str, list[str]] = defaultdict(list)
        graphs = data.store.graphs()
        self.source_graphs = [graph for graph in graphs if not graph.startswith((GRAPH + HYPOTHESES, GRAPH + LOCAL))]
        for row in rows(data.store, "texts"):
            text = row["text"]
            if isinstance(text, Text):
                self._entry(intern(str(row["thing"]))).texts[intern(str(row["property"]))][text.language or "en"].append(
                    intern(text.value)
                )
        for row in rows(data.store, "kinds"):
            self._note(self._entry(intern(str(row["thing"]))), str(row["property"]), intern(str(row["value"])))
        for thing, document in queries.documents_of(data.store):
            self._entry(thing).documents.add(intern(document))
        for thing, statement in queries.pairs(data.store, PROV + "wasDerivedFrom"):
            entry = self._entry(thing)
            entry.first = min(entry.first, statement.removeprefix(STATEMENT))
        for relation in queries.relations(data.store):
            self._name_relation(relation)
        for entry in self._entries.values():
            entry.classes.sort()
            entry.levels.sort(key=lambda level: LEVELS.index(level) if level in LEVELS else len(LEVELS))
        self.own = {entry.slug: entry for entry in self._entries.values() if entry.is_own}
        for iris in self._by_class.values():
            iris.sort(
                key=lambda iri: (
                    self[iri].position is None,
                    self[iri].position,
                    self[iri].label(LANGUAGES[0])[0].casefold(),
                )
            )

    def _entry(self, iri: str) -> Entry:
        if iri not in self._entries:
            self._entries[iri] = Entry(iri)
        return self._entries[iri]

    def _note(self, entry: Entry, property_: str, value: str) -> None:
        if property_ == RDF + "type":
            entry.classes.append(value)
            self._by_class[value].append(entry.iri)
        elif property_ == KIERRE + "atLevel":
            entry.levels.append(value)
        elif property_ == DCTERMS + "isPartOf":
            entry.wholes.append(value)
        elif property_ == KIERRE + "basis":
            entry.inferred = entry.inferred or value == INFERENCE
        elif property_ == KIERRE + "position":
            entry.position = int(value)
        elif property_ == DCTERMS + "isReplacedBy":
            entry.replacements.append(value)
        elif property_ == OWL + "deprecated":
            entry.deprecated = value in {"true", "1"}

    def _name_relation(self, relation: Judgement) -> None:
        """Give a judged relation a name in each language, made of its three parts."""
        parts = [self[iri] for iri in (relation.subject, relation.property, relation.object)]
        for language in LANGUAGES:
            name = " – ".join(part.label(language)[0] for part in parts)
            self._entry(relation.relation).texts[SKOS + "prefLabel"][language].append(intern(name))

    def __getitem__(self, iri: str) -> Entry:
        return self._entries.get(iri) or Entry(iri)

    def __contains__(self, iri: str) -> bool:
        return iri in self._entries and bool(self._entries[iri].classes)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries.values())

    def successors(self, iri: str) -> list[str]:
        """Return what is in use in place of what is used no more: the ends of its replacements, each once."""
        ends: list[str] = []
        seen, waiting = {iri}, list(self[iri].replacements)
        while waiting:
            each = waiting.pop(0)
            if each not in seen:
                seen.add(each)
                if self[each].deprecated:
                    waiting = [*self[each].replacements, *waiting]
                else:
                    ends.append(each)
        return ends

    def of_class(self, iri: str) -> list[Entry]:
        """Return the things of a class, without those that are used no more: in their order, else by their Finnish name."""
        return [self[each] for each in self._by_class.get(iri, ()) if not self[each].deprecated]

    def classes(self) -> list[Entry]:
        """Return the classes of ours that have things, by their Finnish name."""
        ours = [
            self[iri]
            for iri in self._by_class
            if iri.startswith(KIERRE) and any(each.iri.startswith(ID) for each in self.of_class(iri))
        ]
        return sorted(ours, key=lambda entry: entry.label(LANGUAGES[0])[0])
