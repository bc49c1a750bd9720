"""The endpoint describes itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import rdflib
from flask.testing import FlaskClient

from portal.graph.formats import RESULT_GRAPH_FORMATS, TURTLE
from portal.graph.load import Data
from portal.namespaces import GRAPH, KIERRE
from portal.settings import Settings
from portal.web.service import limits_in_words

SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
VOID = rdflib.Namespace("http://rdfs.org/ns/void#")
Read = Callable[[bytes, str], rdflib.Graph]


@pytest.fixture(scope="module")
def found(app: object, read_graph: Read) -> rdflib.Graph:
    """The description over the real data."""
    answer = app.test_client().get("/sparql", headers={"Accept": "text/turtle"})  # type: ignore[attr-defined]
    assert answer.status_code == 200
    return read_graph(answer.data, "text/turtle")


def one(graph: rdflib.Graph, subject: object, property_: object) -> object:
    """The only value of a property."""
    (value,) = graph.objects(subject, property_)  # type: ignore[arg-type]
    return value


@pytest.mark.parametrize("form", RESULT_GRAPH_FORMATS, ids=lambda form: form.ending)
def test_it_comes_in_every_format(client: FlaskClient, form: object, read_graph: Read, found: rdflib.Graph) -> None:
    """Each with every triple."""
    answer = client.get("/sparql", headers={"Accept": form.media_type})  # type: ignore[attr-defined]
    assert answer.mimetype == form.media_type  # type: ignore[attr-defined]
    assert len(read_graph(answer.data, answer.mimetype)) == len(found)


def test_without_a_wish_it_is_turtle(client: FlaskClient) -> None:
    """With an ETag, for it depends on the data alone."""
    answer = client.get("/sparql")
    assert answer.mimetype == TURTLE.media_type
    assert answer.headers["ETag"]


def test_who_can_read_no_graph_is_told_to_ask(client: FlaskClient) -> None:
    """400: there is no query."""
    answer = client.get("/sparql", headers={"Accept": "text/csv"})
    assert answer.status_code == 400
    assert "exactly one parameter `query`" in answer.text


def test_the_service_says_where_and_what_it_is(found: rdflib.Graph) -> None:
    """Its address, its language, and what is true of its default graph."""
    (service,) = found.subjects(rdflib.RDF.type, SD.Service)
    assert str(one(found, service, SD.endpoint)).endswith("/sparql")
    assert one(found, service, SD.supportedLanguage) == SD.SPARQL11Query
    assert list(found.objects(service, SD.feature)) == [SD.UnionDefaultGraph]


def test_the_service_says_its_limits(make_client: Callable[..., FlaskClient]) -> None:
    """Those of the settings."""
    assert "at most 5 seconds" in make_client(query_seconds=5).get("/sparql").text


def test_every_format_has_its_name(found: rdflib.Graph) -> None:
    """Those of the W3C's list."""
    named = {str(each).rpartition("/")[2] for each in found.objects(None, SD.resultFormat)}
    assert named == {
        *(f"SPARQL_Results_{name}" for name in ("JSON", "XML", "CSV", "TSV")),
        *("Turtle", "JSON-LD", "N-Triples", "RDF_XML", "TriG", "N-Quads"),
    }


def test_the_default_graph_is_the_whole(found: rdflib.Graph, real: Data) -> None:
    """With its numbers, and each class with how many things it has."""
    (dataset,) = found.objects(None, SD.defaultDataset)
    whole = one(found, dataset, SD.defaultGraph)
    assert int(str(one(found, whole, VOID.triples))) == len(real.store)
    counts = {
        str(one(found, each, VOID["class"])): one(found, each, VOID.entities) for each in found.objects(whole, VOID.classPartition)
    }
    assert int(str(counts[KIERRE + "Mechanism"])) == 11
    assert len(counts) == int(str(one(found, whole, VOID.classes)))


def test_each_named_graph_has_its_name_and_size(found: rdflib.Graph, real: Data) -> None:
    """All of them; together they are the whole."""
    named = {str(one(found, each, SD.name)): one(found, each, SD.graph) for each in found.objects(None, SD.namedGraph)}
    assert set(named) == set(real.store.graphs())
    assert GRAPH + "pages" in named
    assert sum(int(str(one(found, graph, VOID.triples))) for graph in named.values()) == len(real.store)


def test_limits_are_told_in_words() -> None:
    """Those of the settings."""
    assert "12 seconds and in 34 MB" in limits_in_words(Settings(query_seconds=12, query_megabytes=34))
