"""The vocabulary as documentation needs it: each term with what joins it to others, how much it is used, and an example."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from portal.graph import queries
from portal.graph.catalogue import Catalogue
from portal.graph.engine import Engine
from portal.graph.queries import rows
from portal.graph.statistics import Statistics
from portal.namespaces import DCTERMS, KIERRE, OWL, RDF, RDFS, SKOS, local_name
from portal.terms import Iri, Node

Sort = Literal["class", "property", "value"]
_PROPERTIES = {OWL + name for name in ("ObjectProperty", "DatatypeProperty", "AnnotationProperty")}
_ALIGNED = {SKOS + name for name in ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")}
_EXAMPLES = 3


@dataclass(frozen=True)
class Term:
    """A class, a property or a value of the vocabulary; all but `iri`, `sort`, `module` and `kind` are IRIs, or empty.

    module: the file that defines it; kind: what OWL calls it, or the class of a value (IRI); wider, narrower: classes;
    domain, range: as declared; found_from, found_to: where one is not declared, the classes that the data has there;
    aligned: relation and term outside;
    count: things of a class, triples of a property, uses of a value; examples: things of a class;
    example: subject and object of one triple of a property; deprecated, replaced_by: whether, and by what.
    """

    iri: str
    sort: Sort
    module: str
    kind: str
    wider: tuple[str, ...] = ()
    narrower: tuple[str, ...] = ()
    domain: tuple[str, ...] = ()
    range: tuple[str, ...] = ()
    found_from: tuple[str, ...] = ()
    found_to: tuple[str, ...] = ()
    aligned: tuple[tuple[str, str], ...] = ()
    see_also: tuple[str, ...] = ()
    count: int = 0
    examples: tuple[str, ...] = ()
    example: tuple[Node, Node] | None = None
    deprecated: bool = False
    replaced_by: tuple[str, ...] = ()

    @property
    def slug(self) -> str:
        """Return the local name."""
        return local_name(self.iri)


def vocabulary_of(store: Engine, catalogue: Catalogue, numbers: Statistics) -> dict[str, Term]:
    """Return every term of ours by IRI, in the order of the names."""
    modules = {str(row["term"]): local_name(str(row["graph"])) for row in rows(store, "terms")}
    facts = {iri: _facts(store, iri) for iri in modules}
    narrower: dict[str, set[str]] = defaultdict(set)
    for iri, said in facts.items():
        for wider in said.get(RDFS + "subClassOf", ()):
            narrower[wider].add(iri)
    used = {each.iri: each.count for each in (*numbers.whole.classes, *numbers.whole.properties)}
    ends = _ends(store)
    return {
        iri: _term(iri, modules[iri], facts[iri], narrower, used, ends, store, catalogue)
        for iri in sorted(modules, key=str.casefold)
    }


_Facts = Mapping[str, tuple[str, ...]]


def _facts(store: Engine, iri: str) -> _Facts:
    found: dict[str, set[str]] = defaultdict(set)
    for _, property_, value in store.triples_of(iri):
        found[property_.value].add(str(value))
    return {property_: tuple(sorted(values)) for property_, values in found.items()}


def _ends(store: Engine) -> dict[str, tuple[set[str], set[str]]]:
    """Return the classes at both ends of each property of ours, as found in the data."""
    found: dict[str, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    for row in rows(store, "ends"):
        for place, name in enumerate(("from", "to")):
            if name in row and str(row[name]).startswith(KIERRE):
                found[str(row["property"])][place].add(str(row[name]))
    return found


def _term(  # noqa: PLR0913 - what was gathered for all terms at once
    iri: str,
    module: str,
    said: _Facts,
    narrower: Mapping[str, set[str]],
    used: Mapping[str, int],
    ends: Mapping[str, tuple[set[str], set[str]]],
    store: Engine,
    catalogue: Catalogue,
) -> Term:
    kinds = said.get(RDF + "type", ())
    is_property = not _PROPERTIES.isdisjoint(kinds)
    sort: Sort = "class" if OWL + "Class" in kinds else "property" if is_property else "value"
    domain, range_ = said.get(RDFS + "domain", ()), said.get(RDFS + "range", ())
    found = ends[iri] if iri in ends else (set[str](), set[str]())
    return Term(
        iri,
        sort,
        module,
        kinds[0] if kinds else "",
        said.get(RDFS + "subClassOf", ()),
        tuple(sorted(narrower.get(iri, ()))),
        domain,
        range_,
        () if domain else tuple(sorted(found[0])),
        () if range_ else tuple(sorted(found[1])),
        tuple((relation, other) for relation in sorted(_ALIGNED & said.keys()) for other in said[relation]),
        said.get(RDFS + "seeAlso", ()),
        used.get(iri, 0) if sort != "value" else len(queries.incoming(store, iri)),
        tuple(entry.iri for entry in catalogue.of_class(iri)[:_EXAMPLES]) if sort == "class" else (),
        _example(store, iri) if is_property else None,
        OWL + "deprecated" in said,
        said.get(DCTERMS + "isReplacedBy", ()),
    )


def _example(store: Engine, property_: str) -> tuple[Node, Node] | None:
    found = rows(store, "example", property=Iri(property_))
    return (found[0]["thing"], found[0]["other"]) if found else None
