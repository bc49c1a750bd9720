"""A guidance page as triples."""

from __future__ import annotations

from collections.abc import Iterator

from portal.namespaces import DCTERMS, ID, KIERRE, PAGE, RDF, SCHEMA, SKOS, XSD
from portal.pages.read import Page
from portal.terms import Iri, Text, Triple


def page_triples(page: Page) -> Iterator[Triple]:
    """Yield what the graph says of a page: its class, titles, summaries, languages, subjects and date of check.

    A page about the portal itself, which is about no thing, does not stand in the graph.
    """
    if not page.about:
        return
    subject = Iri(PAGE + page.slug)
    yield subject, Iri(RDF + "type"), Iri(KIERRE + "GuidancePage")
    yield subject, Iri(DCTERMS + "modified"), Text(page.checked.isoformat(), datatype=XSD + "date")
    for language, text in page.texts.items():
        yield subject, Iri(SKOS + "prefLabel"), Text(text.title, language)
        yield subject, Iri(SKOS + "definition"), Text(text.summary, language)
        yield subject, Iri(DCTERMS + "language"), Text(language)
    for slug in page.about:
        yield subject, Iri(SCHEMA + "about"), Iri(ID + slug)
