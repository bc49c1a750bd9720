"""The network as triples: its links, relations and configurations as the graph has them, with the names of their things."""

from __future__ import annotations

from portal.graph import queries
from portal.graph.formats import TURTLE
from portal.graph.store import write_triples
from portal.namespaces import BASE, DCTERMS, KIERRE, RDF
from portal.terms import Iri, Text, Triple
from portal.web.house import house
from portal.web.plain.shapes import NetworkAnswer

_JOIN = {DCTERMS + "isPartOf", KIERRE + "appliesMethod"}  # these lead from the effect of an arrow to its cause


def write_turtle(network: NetworkAnswer) -> str:
    """Return the network as Turtle; its first triples say where it comes from."""
    return write_triples([*_about(network), *_carried(network), *_told(network)], TURTLE).decode()


def _about(network: NetworkAnswer) -> list[Triple]:
    about = network.about
    file = Iri(BASE.rstrip("/") + about.address)
    return [
        (file, Iri(DCTERMS + "title"), Text(network.title, about.language)),
        (file, Iri(DCTERMS + "license"), Iri(about.licence)),
        (file, Iri(DCTERMS + "identifier"), Text(about.data)),
        (file, Iri(DCTERMS + "description"), Text(f"view={about.view}")),
    ]


def _carried(network: NetworkAnswer) -> list[Triple]:
    """Return what is said of the carriers, and the direct triple beside each judged relation."""
    found: list[Triple] = []
    for iri in {carrier.iri for arrow in network.arrows for carrier in arrow.carriers}:
        triples = house().data.store.triples_of(iri)
        parts = {predicate.value.removeprefix(RDF): value for _, predicate, value in triples}
        if isinstance(parts.get("predicate"), Iri):
            found.append((parts["subject"], Iri(str(parts["predicate"])), parts["object"]))
        found += triples
    return found


def _told(network: NetworkAnswer) -> list[Triple]:
    """Return the classes, names and levels of the things, and what joins them where an arrow has no carrier."""
    one = {name.iri: thing.iri for thing in network.things for name in thing.names}
    arrows = {(arrow.cause.iri, arrow.effect.iri) for arrow in network.arrows}
    return [
        (subject, predicate, value)
        for subject, predicate, value in queries.network_names(house().data.store, house().graphs())
        if str(subject) in one and (predicate.value not in _JOIN or (one.get(str(value), ""), one[str(subject)]) in arrows)
    ]
