"""A guidance page as triples."""

from __future__ import annotations

import re
from collections.abc import Iterator

from portal.namespaces import DCTERMS, ID, KIERRE, PAGE, PROV, RDF, SCHEMA, SKOS, STATEMENT, XSD
from portal.pages import plans
from portal.pages.learning import learning_triples
from portal.pages.read import SOURCE_LANGUAGE, Page
from portal.terms import Iri, Text, Triple

_STATEMENT_ID = re.compile(r"[\w.-]+")


def page_triples(page: Page) -> Iterator[Triple]:
    """Yield what the graph says of a page: its class, titles, summaries, languages, subjects, date of check, the
    statements that its footnotes name, and, of a learning path, what learning platforms ask.

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
        for tag in {language, plans.tag(page.kind, language)}:
            yield subject, Iri(DCTERMS + "language"), Text(tag)
    for slug in page.about:
        yield subject, Iri(SCHEMA + "about"), Iri(ID + slug)
    for statement in dict.fromkeys(each.target.removeprefix("st:") for each in page.texts[SOURCE_LANGUAGE].citations):
        if _STATEMENT_ID.fullmatch(statement):  # what is none, the check names with its line
            yield subject, Iri(PROV + "wasDerivedFrom"), Iri(STATEMENT + statement)
    yield from learning_triples(page)
