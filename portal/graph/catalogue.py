"""Everything by name: the labels, classes, levels and basis of each thing, gathered once for a data version."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from portal.graph import queries
from portal.graph.load import HYPOTHESES, Data
from portal.graph.queries import INFERENCE, Judgement, rows
from portal.languages import LANGUAGES, Language, choose
from portal.namespaces import DCTERMS, GRAPH, ID, KIERRE, LEVELS, RDF, RDFS, SKOS, local_name
from portal.terms import Text

_LABELS = (SKOS + "prefLabel", RDFS + "label", DCTERMS + "title")


@dataclass
class Entry:
    """What pages say of one thing without asking further.

    texts: property -> language -> texts; classes, levels, wholes (what it is part of), documents (that it comes from): IRIs;
    position: place in an order of the source, or None.
    """

    iri: str
    texts: dict[str, dict[str, list[str]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    classes: list[str] = field(default_factory=list)
    levels: list[str] = field(default_factory=list)
    wholes: list[str] = field(default_factory=list)
    documents: set[str] = field(default_factory=set)
    inferred: bool = False
    position: int | None = None

    @property
    def slug(self) -> str:
        """Return the last part of the IRI."""
        return local_name(self.iri)

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
        self.source_graphs = [graph for graph in graphs if not graph.startswith(GRAPH + HYPOTHESES)]
        for row in rows(data.store, "texts"):
            text = row["text"]
            if isinstance(text, Text):
                self._entry(str(row["thing"])).texts[str(row["property"])][text.language or "en"].append(text.value)
        for row in rows(data.store, "kinds"):
            self._note(self._entry(str(row["thing"])), str(row["property"]), str(row["value"]))
        for thing, document in queries.documents_of(data.store):
            self._entry(thing).documents.add(document)
        for relation in queries.relations(data.store):
            self._name_relation(relation)
        for entry in self._entries.values():
            entry.classes.sort()
            entry.levels.sort(key=lambda level: LEVELS.index(level) if level in LEVELS else len(LEVELS))
        for iris in self._by_class.values():
            iris.sort(
                key=lambda iri: (
                    self[iri].position is None,
                    self[iri].position,
                    self[iri].label(LANGUAGES[0])[0].casefold(),
                )
            )

    def _entry(self, iri: str) -> Entry:
        return self._entries.setdefault(iri, Entry(iri))

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

    def _name_relation(self, relation: Judgement) -> None:
        """Give a judged relation a name in each language, made of its three parts."""
        parts = [self[iri] for iri in (relation.subject, relation.property, relation.object)]
        for language in LANGUAGES:
            name = " – ".join(part.label(language)[0] for part in parts)
            self._entry(relation.relation).texts[SKOS + "prefLabel"][language].append(name)

    def __getitem__(self, iri: str) -> Entry:
        return self._entries.get(iri) or Entry(iri)

    def __contains__(self, iri: str) -> bool:
        return iri in self._entries and bool(self._entries[iri].classes)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries.values())

    def of_class(self, iri: str) -> list[Entry]:
        """Return the things of a class: in their order where they have one, else by their Finnish name."""
        return [self[each] for each in self._by_class.get(iri, ())]

    def classes(self) -> list[Entry]:
        """Return the classes of ours that have things, by their Finnish name."""
        ours = [
            self[iri]
            for iri in self._by_class
            if iri.startswith(KIERRE) and any(each.startswith(ID) for each in self._by_class[iri])
        ]
        return sorted(ours, key=lambda entry: entry.label(LANGUAGES[0])[0])
