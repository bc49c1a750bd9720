"""A page as triples."""

from __future__ import annotations

from dataclasses import replace

from portal.graph.load import Data
from portal.namespaces import DCTERMS, ID, KIERRE, PAGE, PROV, RDF, SCHEMA, SKOS, STATEMENT, XSD
from portal.pages.triples import page_triples
from portal.terms import Iri, Node, Text


def said(small: Data) -> set[tuple[str, Node]]:
    """Property and value of everything that the graph says of the small page."""
    triples = list(page_triples(small.pages[0]))
    assert {triple[0] for triple in triples} == {Iri(PAGE + "queues")}
    return {(property_.value, value) for _, property_, value in triples}


def test_a_page_has_class_subject_and_date(small: Data) -> None:
    """What the page is, what it is about and when it was checked."""
    found = said(small)
    assert (RDF + "type", Iri(KIERRE + "GuidancePage")) in found
    assert (SCHEMA + "about", Iri(ID + "queues-grow")) in found
    assert (DCTERMS + "modified", Text("2026-11-21", datatype=XSD + "date")) in found


def test_a_page_has_title_summary_and_name_of_each_language(small: Data) -> None:
    """Three languages, each said."""
    found = said(small)
    assert {value.value for property_, value in found if property_ == DCTERMS + "language"} == {"fi", "sv", "en"}
    assert {value for property_, value in found if property_ == SKOS + "prefLabel"} == {
        Text("Jonot", "fi"), Text("Köer", "sv"), Text("Queues", "en")
    }  # fmt: skip
    assert (SKOS + "definition", Text("What queues come from.", "en")) in found


def test_a_page_is_derived_from_the_statements_that_it_cites(small: Data) -> None:
    """Once each, however often they are cited; what cannot be a statement is left to the check."""
    page = small.pages[0]
    text = replace(page.texts["fi"], markdown="A[^x-1] b[^x-2] c[^x-1] d[^<b>] e[^f[g].")
    cited = replace(page, texts={**page.texts, "fi": text})
    found = [value for _, property_, value in page_triples(cited) if property_.value == PROV + "wasDerivedFrom"]
    assert found == [Iri(STATEMENT + "x-1"), Iri(STATEMENT + "x-2")]


def test_plain_language_is_a_variant_of_the_language(small: Data) -> None:
    """Said beside the language itself."""
    triples = page_triples(replace(small.pages[0], kind="selko"))
    tags = {str(value) for _, property_, value in triples if property_.value == DCTERMS + "language"}
    assert tags == {"fi", "sv", "en", "fi-simple", "sv-simple", "en-simple"}


def test_every_page_of_ours_is_in_the_graph(real: Data) -> None:
    """All but those about the portal itself."""
    rows = real.store.select("SELECT ?page { ?page a kierre:GuidancePage }")
    assert {str(row["page"]) for row in rows} == {PAGE + page.slug for page in real.pages if page.about}
