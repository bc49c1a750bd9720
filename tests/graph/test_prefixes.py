"""Which of our prefixes a query uses without declaring them."""

from __future__ import annotations

import pytest

from portal.graph.prefixes import declared, undeclared

KIERRE = "PREFIX kierre: <https://w3id.org/kierre/ontology#>\n"


@pytest.mark.parametrize(
    ("query", "prefixes"),
    [
        ("ASK { ?x a kierre:Barrier ; skos:prefLabel ?y }", ["kierre", "skos"]),
        ("PREFIX kierre: <a:b> ASK { ?x a kierre:Barrier }", []),
        ("prefix\nkierre : <a:b> ASK { ?x a kierre:Barrier }", []),
        ("ASK { <kierre:a> ?p 'id:x', \"st:y\", '''skos: ' prov:''' } # rdf:type", []),
        ("ASK { _:a ?p ?x . ?x:y ?q $id:z }", []),
        ("ASK { ?x foaf:name/my:name 1 }", ["foaf", "my"]),
        ("ASK { ?x ^kierre:cause|!id:a (kierre:effect) 1 }", ["kierre", "id"]),
        ("ASK { ?x ?p 'a'^^xsd:date }", ["xsd"]),
        ("ASK { ex:kierre:a ex:b id:c\\:d }", ["ex", "id"]),
        ("", []),
        ("ASK { '", []),
    ],
)
def test_prefixes_that_are_used_are_found(query: str, prefixes: list[str]) -> None:
    """In names only: not in IRIs, texts, comments, variables and blank nodes."""
    assert undeclared(query) == prefixes


def test_ours_are_declared_on_top() -> None:
    """The rest of the query stays as it is."""
    assert declared("ASK { ?x a kierre:Barrier }") == KIERRE + "ASK { ?x a kierre:Barrier }"


def test_what_is_not_ours_or_declared_already_is_left_alone() -> None:
    """Twice does no more than once."""
    query = declared("ASK { ?x a kierre:Barrier ; my:own 1 }")
    assert query == declared(query)
    assert "PREFIX my:" not in query


@pytest.mark.parametrize(
    "text", ["'" * 50_000, '"' + '\\"' * 50_000, '"""' + '"a' * 20_000, "a:" * 30_000, "<" * 50_000, "PREFIX " * 10_000]
)
def test_hostile_text_is_read_in_a_moment(text: str) -> None:
    """Nothing in it is tried again and again."""
    assert declared(text).endswith(text)
