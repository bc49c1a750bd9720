"""Results as SPARQL 1.1 writes them: CSV, TSV and JSON over small data, and the service description, each through the endpoint."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import flask
import pytest
import rdflib
from flask.testing import FlaskClient

from portal.graph.load import load
from portal.settings import Settings
from portal.web import create_app

BASE = "http://results.test/"
XSD = "http://www.w3.org/2001/XMLSchema#"
SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
CSV, TSV, JSON = "text/csv", "text/tab-separated-values", "application/sparql-results+json"
TEXTS = "SELECT ?o { :%s :text ?o }"
SOME = "SELECT ?s ?n { VALUES ?s { :a :f } OPTIONAL { ?s :number ?n } } ORDER BY ?s"
NONE = "SELECT ?s ?n { ?s :nothing ?n }"


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory, data_folder: Path) -> Iterator[flask.Flask]:
    """The portal over the small world and the small data."""
    folder = tmp_path_factory.mktemp("results")
    shutil.copytree(data_folder / "world", folder / "world")
    shutil.copy(Path(__file__).parent / "results.ttl", folder / "world" / "ontology" / "model")
    made = create_app(Settings(state=folder, query_seconds=120), load(folder / "world"))
    yield made
    made.extensions["kierre"].workers.close()


@pytest.fixture(scope="module")
def ask(portal: flask.Flask) -> Callable[[str, str], str]:
    """Asks the endpoint, with our prefix."""
    client = portal.test_client()

    def asked(query: str, kind: str) -> str:
        text = f"PREFIX : <{BASE}> {query}"
        answer = client.post("/sparql", data=text, content_type="application/sparql-query", headers={"Accept": kind})
        assert (answer.status_code, answer.mimetype) == (200, kind), answer.text
        return answer.get_data(as_text=True)

    return asked


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        (TEXTS % "a", "o\r\nplain\r\n"),
        (TEXTS % "b", 'o\r\n"a ""quoted"", text"\r\n'),
        (TEXTS % "c", 'o\r\n"two\nlines"\r\n'),
        (TEXTS % "d", "o\r\ntab\there\r\n"),
        (TEXTS % "e", "o\r\nääkköset 𝔘\r\n"),
        (TEXTS % "g", "o\r\n\r\n"),
        ("SELECT ?o { :f :other/:text ?o }", "o\r\n\\ <&>\r\n"),
        ("SELECT ?n { :b :number ?n }", "n\r\n1.5\r\n"),
        ("SELECT ?t { :g :truth ?t }", "t\r\ntrue\r\n"),
        ("SELECT ?t { :g :day ?t }", "t\r\n2026-01-31\r\n"),
        ("SELECT ?t { :g :own ?t }", "t\r\nx\r\n"),
        (SOME, f"s,n\r\n{BASE}a,1\r\n{BASE}f,\r\n"),
        (NONE, "s,n\r\n"),
    ],
)
def test_csv(ask: Callable[[str, str], str], query: str, wanted: str) -> None:
    """Plain values; quotes where a value needs them; nothing for what is unbound, or a text without letters."""
    assert ask(query, CSV) == wanted


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        (TEXTS % "a", '?o\n"plain"\n'),
        (TEXTS % "b", '?o\n"a \\"quoted\\", text"\n'),
        (TEXTS % "c", '?o\n"two\\nlines"\n'),
        (TEXTS % "d", '?o\n"tab\\there"@fi\n'),
        (TEXTS % "e", '?o\n"ääkköset 𝔘"@sv-fi\n'),
        (TEXTS % "g", '?o\n""\n'),
        ("SELECT ?o { :f :other/:text ?o }", '?o\n"\\\\ <&>"\n'),
        ("SELECT ?n { :a :number ?n }", "?n\n1\n"),
        ("SELECT ?n { :b :number ?n }", "?n\n1.5\n"),
        ("SELECT ?t { :g :truth ?t }", "?t\ntrue\n"),
        ("SELECT ?t { :g :day ?t }", f'?t\n"2026-01-31"^^<{XSD}date>\n'),
        ("SELECT ?t { :g :own ?t }", f'?t\n"x"^^<{BASE}type>\n'),
        (SOME, f"?s\t?n\n<{BASE}a>\t1\n<{BASE}f>\t\n"),
        (NONE, "?s\t?n\n"),
    ],
)
def test_tsv(ask: Callable[[str, str], str], query: str, wanted: str) -> None:
    """Terms as Turtle writes them, with tabs and line ends escaped."""
    assert ask(query, TSV) == wanted


def literal(value: str, **more: str) -> dict[str, str]:
    """A literal as JSON has it."""
    return {"type": "literal", "value": value, **{name.replace("_", ":"): text for name, text in more.items()}}


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        (TEXTS % "a", [{"o": literal("plain")}]),
        (TEXTS % "b", [{"o": literal('a "quoted", text')}]),
        (TEXTS % "c", [{"o": literal("two\nlines")}]),
        (TEXTS % "d", [{"o": literal("tab\there", xml_lang="fi")}]),
        (TEXTS % "e", [{"o": literal("ääkköset 𝔘", xml_lang="sv-fi")}]),
        (TEXTS % "g", [{"o": literal("")}]),
        ("SELECT ?o { :a :number ?o }", [{"o": literal("1", datatype=XSD + "integer")}]),
        ("SELECT ?o { :g :truth ?o }", [{"o": literal("true", datatype=XSD + "boolean")}]),
        ("SELECT ?o { :g :day ?o }", [{"o": literal("2026-01-31", datatype=XSD + "date")}]),
        ("SELECT ?o { :g :own ?o }", [{"o": literal("x", datatype=BASE + "type")}]),
        (
            SOME,
            [
                {"s": {"type": "uri", "value": BASE + "a"}, "n": literal("1", datatype=XSD + "integer")},
                {"s": {"type": "uri", "value": BASE + "f"}},
            ],
        ),
        (NONE, []),
    ],
)
def test_json(ask: Callable[[str, str], str], query: str, wanted: list[Any]) -> None:
    """Each value with its type; none where it is unbound."""
    assert json.loads(ask(query, JSON))["results"]["bindings"] == wanted


def test_json_names_its_variables_in_order(ask: Callable[[str, str], str]) -> None:
    """Also those that no row binds."""
    assert json.loads(ask("SELECT ?z ?a { OPTIONAL { :a :nothing ?z } VALUES ?a { 1 } }", JSON))["head"]["vars"] == ["z", "a"]


def test_a_blank_node_is_the_same_throughout_a_result(ask: Callable[[str, str], str]) -> None:
    """By its label, in each format."""
    query = "SELECT ?x ?y { :f :other ?x . ?y :text ?t FILTER(STRSTARTS(?t, '\\\\')) }"
    (row,) = json.loads(ask(query, JSON))["results"]["bindings"]
    assert row["x"] == row["y"]
    assert row["x"]["type"] == "bnode"
    for kind, mark in ((CSV, ","), (TSV, "\t")):
        left, right = ask(query, kind).splitlines()[1].split(mark)
        assert left == right
        assert left.startswith("_:")


@pytest.mark.parametrize(("text", "wanted"), [("plain", True), ("none", False)])
def test_json_of_ask(ask: Callable[[str, str], str], text: str, *, wanted: bool) -> None:
    """A boolean, and a head."""
    found = json.loads(ask(f"ASK {{ :a :text '{text}' }}", JSON))
    assert (found["boolean"], "results" in found) == (wanted, False)
    assert "head" in found


@pytest.fixture(scope="module")
def described(portal: flask.Flask) -> rdflib.Graph:
    """What the endpoint says of itself when it is asked nothing."""
    client: FlaskClient = portal.test_client()
    answer = client.get("/sparql", headers={"Accept": "text/turtle"})
    assert (answer.status_code, answer.mimetype) == (200, "text/turtle")
    return rdflib.Graph().parse(data=answer.text, format="turtle")


def test_the_description_names_the_endpoint(described: rdflib.Graph) -> None:
    """By the address at which it was asked."""
    (service,) = described.subjects(rdflib.RDF.type, SD.Service)
    assert list(described.objects(service, SD.endpoint)) == [rdflib.URIRef("http://localhost/sparql")]


@pytest.mark.parametrize(
    ("property_", "kind"),
    [
        (SD.defaultDataset, SD.Dataset),
        (SD.defaultGraph, SD.Graph),
        (SD.namedGraph, SD.NamedGraph),
        (SD.graph, SD.Graph),
    ],
)
def test_the_description_keeps_to_its_schema(described: rdflib.Graph, property_: rdflib.URIRef, kind: rdflib.URIRef) -> None:
    """What a property leads to is of the class that the vocabulary wants."""
    ends = set(described.objects(None, property_))
    assert ends
    assert {each for each in ends if (each, rdflib.RDF.type, kind) not in described} == set()


def test_the_description_lists_the_named_graphs(described: rdflib.Graph) -> None:
    """That of the small data among them."""
    assert "https://w3id.org/kierre/graph/results" in {str(each) for each in described.objects(None, SD.name)}


@pytest.mark.parametrize("property_", [SD.supportedLanguage, SD.resultFormat])
def test_the_description_says_what_is_understood(described: rdflib.Graph, property_: rdflib.URIRef) -> None:
    """Languages and formats, by IRIs."""
    found = list(described.objects(None, property_))
    assert found
    assert all(isinstance(each, rdflib.URIRef) for each in found)
