"""What the data of a name says: the triples of the thing, and of the document that holds them."""

from __future__ import annotations

from portal.graph import queries
from portal.namespaces import DATASET, DCTERMS, FOAF, GRAPH, LICENCE, OWL, RDF, STATEMENT, VOID
from portal.terms import Iri, Text, Triple
from portal.web.cited import MAKERS
from portal.web.house import house
from portal.web.identity import Identity


def triples(named: Identity) -> list[Triple]:
    """Return what is said of a named thing or graph, and what is said of the document: the same in every form."""
    store = house().data.store
    said = queries.of_graph(store, named.iri) if named.iri.startswith(GRAPH) else queries.describe(store, named.iri)
    return [*said, *_of_document(named)]


def _of_document(named: Identity) -> list[Triple]:
    """Return what the document is about, its licence, its makers, its sources and its data version."""
    document = Iri(f"{named.iri}#document")
    entry = house().catalogue[named.iri]
    sources = entry.wholes if entry.iri.startswith(STATEMENT) else sorted(entry.documents)
    return [
        (document, Iri(RDF + "type"), Iri(FOAF + "Document")),
        (document, Iri(FOAF + "primaryTopic"), Iri(named.iri)),
        (document, Iri(DCTERMS + "license"), Iri(LICENCE)),
        (document, Iri(DCTERMS + "creator"), Text(MAKERS)),
        (document, Iri(VOID + "inDataset"), Iri(DATASET)),
        (document, Iri(OWL + "versionInfo"), Text(house().data.version)),
        *((document, Iri(DCTERMS + "source"), Iri(source)) for source in sources),
    ]
