"""The second look for SERVICE: the engine says whether the word was a call."""

from __future__ import annotations

import pytest

from portal.errors import QueryRefused
from portal.graph.calls import refuse_calls


@pytest.mark.parametrize(
    "call",
    [
        "SERVICE <http://127.0.0.1:9/> {}",
        "service silent <http://127.0.0.1:9/> {}",
        "SERVICESILENT<http://127.0.0.1:9/>{}",
        "OPTIONAL { SERVICE ?x {} }",
        "FILTER(1<'>') SERVICE SILENT <a:b> { ?s ?p 'x' }",
        '?s <a:\\u0041#> "\\u0022 " . SERVICE SILENT <http://127.0.0.1:9/> {} # "\n',
    ],
)
@pytest.mark.parametrize("form", ["SELECT *", "ASK"])
def test_a_call_is_refused(form: str, call: str) -> None:
    """However it is written."""
    with pytest.raises(QueryRefused):
        refuse_calls(f"{form} {{ {call} }}")


@pytest.mark.parametrize(
    "harmless",
    [
        'SELECT * { ?s ?p \'SERVICE\', """SERVICE <a:b> {}""", \'x\'@service }',
        "PREFIX service: <a:> PREFIX SERVICEx: <b:> SELECT * { service:a service:SERVICE SERVICEx:b . _:service ?s $SERVICE }",
        "SELECT * { ?s <http://SERVICE.test/\\u0053ervice> ?o } # SERVICE <a:b> {}",
        "SELECT (<a:service>(?x) AS ?y) { ?x ?p 'service' }",
        "ASK {}",
    ],
)
def test_the_word_alone_is_no_call(harmless: str) -> None:
    """In a text, a name, a language, an IRI, a variable, a comment, also before a function that nobody knows."""
    refuse_calls(harmless)


@pytest.mark.parametrize("bad", ["SELECT * { ?s ?p 'SERVICE' ", "SELECT (SERVICE(?x) AS ?y) {}", r"ASK { \u0053ERVICE <a:b> {} }"])
def test_what_cannot_be_read_is_left_to_the_engine(bad: str) -> None:
    """It says better what is wrong."""
    refuse_calls(bad)
