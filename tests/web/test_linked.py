"""The answers of the interface for programs as JSON-LD: true, and whole."""

from __future__ import annotations

import json
from collections.abc import Callable, Set
from functools import cache
from typing import Any

import flask
import pyoxigraph
import pytest
import rdflib
from flask.testing import FlaskClient

from portal.graph.catalogue import Catalogue
from portal.graph.load import Data
from portal.namespaces import ID, KIERRE, SKOS
from portal.terms import Iri, Text
from portal.web.plain.linked import ADDRESS, context, short

Make = Callable[..., FlaskClient]
LISTS = ["things", "statements", "classes", "levels", "configurations", "relations", "links"]
Said = Set[tuple[str, str, str, str]]


def read(client: FlaskClient, path: str) -> dict[str, Any]:
    """An answer with the context itself in the place of its address."""
    answer = client.get("/api/v1/" + path)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = json.loads(answer.data)
    assert found["@context"][0].endswith(ADDRESS)
    found["@context"][:1] = json.loads(client.get(ADDRESS).data)["@context"]
    return found


def triples(found: dict[str, Any]) -> Said:
    """What a JSON-LD processor reads in an answer: subject, property, value, and language or datatype."""
    quads = pyoxigraph.parse(json.dumps(found), pyoxigraph.RdfFormat.JSON_LD)
    return {(quad.subject.value, quad.predicate.value, *_value(quad.object)) for quad in quads}  # type: ignore[union-attr]


def _value(term: object) -> tuple[str, str]:
    if isinstance(term, pyoxigraph.Literal):
        return term.value, term.language or term.datatype.value
    assert isinstance(term, pyoxigraph.NamedNode), f"{term} has no name"
    return term.value, ""


@pytest.fixture(scope="module")
def said(app: flask.Flask) -> Callable[[str], Said]:
    """What an answer says: each is asked for and read once."""
    return cache(lambda path: frozenset(triples(read(app.test_client(), path))))


@pytest.fixture(scope="module")
def truth(real: Data) -> Said:
    """Every triple of the graph."""
    rows = real.store.select("SELECT ?s ?p ?o WHERE { ?s ?p ?o }")
    return {(str(row["s"]), str(row["p"]), *_known(row["o"])) for row in rows}


def _known(node: object) -> tuple[str, str]:
    if isinstance(node, Text):
        return node.value, node.language or node.datatype or "http://www.w3.org/2001/XMLSchema#string"
    return str(node), ""


@pytest.fixture(scope="module")
def of_each_class(real: Data) -> list[str]:
    """A thing of each class."""
    catalogue = Catalogue(real)
    firsts = (
        next((each.slug for each in catalogue.of_class(one.iri) if each.iri.startswith(ID)), "") for one in catalogue.classes()
    )
    return sorted(set(filter(None, firsts)))


@pytest.mark.parametrize("asked", ["", "?lang=sv", "?view=source&lang=en"])
def test_a_thing_says_nothing_that_is_not_in_the_graph(
    said: Callable[[str], Said], of_each_class: list[str], truth: Said, asked: str
) -> None:
    """Of whatever class it is."""
    for slug in of_each_class:
        more = said(f"things/{slug}{asked}") - truth
        assert not more, f"{slug}: {sorted(more)[:3]}"


@pytest.mark.parametrize("asked", ["", "?lang=fi"])
def test_a_list_says_nothing_that_is_not_in_the_graph(client: FlaskClient, truth: Said, asked: str) -> None:
    """Whatever it lists."""
    for name in LISTS:
        found = triples(read(client, name + asked))
        assert found
        assert not found - truth, name


def test_a_statement_says_nothing_that_is_not_in_the_graph(client: FlaskClient, truth: Said) -> None:
    """With what rests on it, and its relations to other statements."""
    for slug in ("aikumetod-s4-c-03-queues", "aikumetod-s4-link-22", "aikumetod-k4-indicator-35-clients"):
        assert not triples(read(client, f"statements/{slug}")) - truth


def test_a_thing_carries_its_names_definition_and_levels(
    said: Callable[[str], Said], of_each_class: list[str], truth: Said
) -> None:
    """In all three languages."""
    shown = {SKOS + "prefLabel", SKOS + "altLabel", SKOS + "definition", SKOS + "note", KIERRE + "atLevel", KIERRE + "rationale"}
    for slug in of_each_class:
        found = said(f"things/{slug}")
        wanted = {each for each in truth if each[0] == ID + slug and each[1] in shown}
        assert wanted <= found, f"{slug}: {sorted(wanted - found)[:3]}"


def test_a_thing_carries_every_relation_out_and_in(said: Callable[[str], Said], of_each_class: list[str], truth: Said) -> None:
    """But what stands on nodes of its own: judged relations and statements that are parts of a document."""
    for slug in of_each_class:
        found, iri = said(f"things/{slug}"), ID + slug
        ends = {each for each in truth if not each[3] and iri in {each[0], each[2]}}
        missing = {each for each in ends - found if not (ID + "relation-" in each[0] or "/statement/" in each[0])}
        assert not missing, f"{slug}: {sorted(missing)[:3]}"


def test_a_thing_carries_its_sources(client: FlaskClient, truth: Said) -> None:
    """Each with its place in its document."""
    found = triples(read(client, "things/queues-grow"))
    wanted = {each for each in truth if each[0] == ID + "queues-grow" and each[1].endswith("wasDerivedFrom")}
    assert wanted
    assert wanted <= found
    assert {each[1] for each in found if each[0] in {one[2] for one in wanted}} >= {KIERRE + "locator", KIERRE + "paraphrase"}


def test_another_processor_reads_the_same(client: FlaskClient, read_graph: Callable[[bytes, str], rdflib.Graph]) -> None:
    """rdflib, in one language and in three."""
    for asked in ("", "?lang=sv"):
        found = read(client, "things/queues-grow" + asked)
        graph = read_graph(json.dumps(found).encode(), "application/ld+json")
        read_by_rdflib = {(str(s), str(p), str(o)) for s, p, o in graph}
        assert read_by_rdflib == {each[:3] for each in triples(found)}


def test_no_object_has_both_the_keyword_of_reverse_properties_and_one_of_them() -> None:
    """JSON-LD 1.1 API, 5.1.2: colliding keywords; jsonld.js and PyLD read nothing then, rdflib and Oxigraph do not mind."""
    last = {name: said if isinstance(said, dict) else {"@id": said} for name, said in context()[-1].items()}
    assert {"derived", "guides"} <= {name for name, said in last.items() if "@reverse" in said}
    assert "@reverse" not in {said.get("@id") for said in last.values()}


def test_the_context_has_every_term_of_the_ontology(real: Data) -> None:
    """Under its own name, so that no relation is written with its whole IRI."""
    ours = [each for each in Catalogue(real) if each.iri.startswith(KIERRE) and each.classes]
    missing = [each.slug for each in ours if short(each.iri) == each.iri and each.slug not in {"atLevel"}]
    assert missing == []


def test_a_text_is_a_string_in_the_language_asked_for_and_else_names_its_own(app: flask.Flask, client: FlaskClient) -> None:
    """As all texts of these answers."""
    assert app
    in_all = json.loads(client.get("/api/v1/things/queues-grow").data)["label"]
    assert set(in_all) == {"fi", "sv", "en"}
    assert json.loads(client.get("/api/v1/things/queues-grow?lang=sv").data)["label"] == in_all["sv"]
    source = json.loads(client.get("/api/v1/things/queues-grow?lang=sv").data)["sources"][0]
    assert list(source["locator"]) == ["fi"]


def test_a_property_that_the_context_lacks_is_written_whole() -> None:
    """An organisation may have its own."""
    assert short(str(Iri("https://example.org/own"))) == "https://example.org/own"
