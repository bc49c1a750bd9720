"""Data as data."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import rdflib
from flask.testing import FlaskClient

from portal.graph.formats import DOWNLOAD_FORMATS, GRAPH_FORMATS, N_TRIPLES, Format
from portal.graph.load import Data
from portal.namespaces import ID, KIERRE, ONTOLOGY, RDF, STATEMENT

Same = Callable[[rdflib.Graph, rdflib.Graph], None]
Read = Callable[[bytes, str], rdflib.Graph]
Triples = set[tuple[object, object, object]]


@pytest.fixture(scope="module")
def whole(real: Data, read_graph: Read) -> Triples:
    """Every triple of the real data, as the store holds it."""
    found = set(read_graph(real.store.dump(N_TRIPLES), N_TRIPLES.media_type))
    assert len(found) == len(real.store)
    return found


@pytest.mark.parametrize("form", DOWNLOAD_FORMATS, ids=lambda form: form.ending)
def test_a_download_is_the_whole_graph(client: FlaskClient, whole: Triples, form: Format, read_graph: Read) -> None:
    """Every format carries every triple; there are no blank nodes to be told apart."""
    answer = client.get(f"/download/kierre.{form.ending}")
    assert (answer.status_code, answer.content_type) == (200, form.content_type)
    assert set(read_graph(answer.data, form.media_type)) == whole


def test_n_quads_keep_the_named_graphs(client: FlaskClient, real: Data) -> None:
    """So that hypotheses can be left out."""
    lines = client.get("/download/kierre.nq").text.splitlines()
    assert {line.rsplit("<", 1)[1].partition(">")[0] for line in lines} == set(real.store.graphs())


def test_the_shapes_can_be_downloaded(client: FlaskClient) -> None:
    """As one Turtle file that parses."""
    shapes = rdflib.Graph().parse(data=client.get("/download/shapes.ttl").data, format="turtle")
    assert len(list(shapes.subjects(rdflib.RDF.type, rdflib.SH.NodeShape))) > 5


@pytest.mark.parametrize(
    "path", ["/download/kierre.csv", "/download/kierre.", "/download/kierre.trig", "/ontology.nq", "/ontology.html"]
)
def test_another_form_is_404(client: FlaskClient, path: str) -> None:
    """What is not given is not there."""
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("form", GRAPH_FORMATS, ids=lambda form: form.ending)
def test_the_ontology_holds_every_term_and_nothing_else(client: FlaskClient, real: Data, form: Format, read_graph: Read) -> None:
    """The vocabulary without the things."""
    graph = read_graph(client.get(f"/ontology.{form.ending}").data, form.media_type)
    subjects = {str(subject) for subject in graph.subjects()}
    rows = real.store.select("SELECT DISTINCT ?x { ?x rdfs:isDefinedBy ?o FILTER(STRSTARTS(STR(?x), STR(kierre:))) }")
    assert {str(row["x"]) for row in rows} <= subjects
    assert ONTOLOGY in subjects
    assert {subject for subject in subjects if not subject.startswith(KIERRE)} == {ONTOLOGY}


@pytest.mark.parametrize("form", GRAPH_FORMATS, ids=lambda form: form.ending)
def test_a_thing_is_given_with_judgements_and_statements(
    client: FlaskClient, form: Format, read_graph: Read, assert_same_graph: Same
) -> None:
    """The same in each format."""
    found = read_graph(client.get(f"/id/queues-grow.{form.ending}").data, form.media_type)
    wanted = read_graph(client.get("/id/queues-grow.nt").data, N_TRIPLES.media_type)
    assert_same_graph(found, wanted)
    subjects = {str(subject) for subject in found.subjects()}
    assert {ID + "queues-grow", STATEMENT + "aikumetod-s4-c-03-queues"} <= subjects
    assert any("relation-" in subject for subject in subjects)


@pytest.mark.parametrize("form", GRAPH_FORMATS, ids=lambda form: form.ending)
def test_a_statement_is_given_as_data(client: FlaskClient, form: Format, read_graph: Read) -> None:
    """With its class."""
    graph = read_graph(client.get(f"/statement/prosos-doc.{form.ending}").data, form.media_type)
    triple = rdflib.URIRef(STATEMENT + "prosos-doc"), rdflib.URIRef(RDF + "type"), rdflib.URIRef(KIERRE + "SourceStatement")
    assert triple in graph


@pytest.mark.parametrize("path", ["/id/queues-grow.ttl", "/ontology.rdf", "/download/kierre.jsonld"])
def test_data_is_the_same_each_time(client: FlaskClient, path: str) -> None:
    """Byte for byte, so that its ETag tells the truth."""
    assert client.get(path).data == client.get(path).data
