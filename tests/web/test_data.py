"""Data as data."""

from __future__ import annotations

import warnings
from collections.abc import Callable

import pytest
import rdflib
from flask.testing import FlaskClient
from rdflib import SDO, SKOS

from portal.graph import queries
from portal.graph.formats import DOWNLOAD_FORMATS, GRAPH_FORMATS, N_TRIPLES, Format
from portal.graph.load import Data
from portal.namespaces import GRAPH, ID, KIERRE, LICENCE, ONTOLOGY, PAGE, RDF, STATEMENT

Same = Callable[[rdflib.Graph, rdflib.Graph], None]
Read = Callable[[bytes, str], rdflib.Graph]
Triples = set[tuple[object, object, object]]


def triples(data: bytes, form: Format) -> Triples:
    """The triples of a file in one of the formats, as rdflib reads them."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # its readers of datasets use its own old names
        return {quad[:3] for quad in rdflib.Dataset().parse(data=data, format=form.media_type).quads()}


@pytest.fixture(scope="module")
def whole(real: Data) -> Triples:
    """Every triple of the real data, as the store holds it."""
    found = triples(real.store.dump(N_TRIPLES), N_TRIPLES)
    assert len(found) == len(real.store)
    return found


@pytest.mark.parametrize("form", DOWNLOAD_FORMATS, ids=lambda form: form.ending)
def test_a_download_is_the_whole_graph(client: FlaskClient, whole: Triples, form: Format) -> None:
    """Every format carries every triple; there are no blank nodes to be told apart."""
    answer = client.get(f"/download/kierre.{form.ending}")
    assert (answer.status_code, answer.content_type) == (200, form.content_type)
    assert triples(answer.data, form) == whole


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


def test_the_document_says_what_it_is_about_and_on_what_terms(client: FlaskClient, real: Data, read_graph: Read) -> None:
    """A file that was saved still tells its subject, licence, source and data version."""
    graph = read_graph(client.get("/id/queues-grow.ttl").data, "text/turtle")
    document = rdflib.URIRef(ID + "queues-grow#document")
    assert graph.value(document, rdflib.FOAF.primaryTopic) == rdflib.URIRef(ID + "queues-grow")
    assert graph.value(document, rdflib.DCTERMS.license) == rdflib.URIRef(LICENCE)
    assert graph.value(document, rdflib.DCTERMS.source) == rdflib.URIRef(ID + "aikumetod")
    assert graph.value(document, rdflib.OWL.versionInfo) == rdflib.Literal(real.version)


def test_what_a_thing_points_to_has_its_names(client: FlaskClient, read_graph: Read) -> None:
    """In all three languages, so that a program can show the data without asking again."""
    graph = read_graph(client.get("/id/enabling-leadership.ttl").data, "text/turtle")
    levels = list(graph.objects(rdflib.URIRef(ID + "enabling-leadership"), rdflib.URIRef(KIERRE + "atLevel")))
    assert levels
    assert all({each.language for each in graph.objects(level, SKOS.prefLabel)} == {"fi", "sv", "en"} for level in levels)  # type: ignore[attr-defined]


def test_a_hypothesis_says_in_its_data_that_it_is_one(client: FlaskClient, read_graph: Read) -> None:
    """With the reasons beside it."""
    graph = read_graph(client.get("/id/link-queues-hurry.ttl").data, "text/turtle")
    link = rdflib.URIRef(ID + "link-queues-hurry")
    assert graph.value(link, rdflib.URIRef(KIERRE + "basis")) == rdflib.URIRef(KIERRE + "EditorialInference")
    assert len(list(graph.objects(link, rdflib.URIRef(KIERRE + "rationale")))) == 3


def test_a_guidance_page_is_given_as_data(client: FlaskClient, read_graph: Read) -> None:
    """What it is about, and the statements that it cites."""
    graph = read_graph(client.get("/page/financial-social-work.ttl").data, "text/turtle")
    about = set(graph.objects(rdflib.URIRef(PAGE + "financial-social-work"), SDO.about))
    assert rdflib.URIRef(ID + "financial-social-work") in about


@pytest.mark.parametrize("form", GRAPH_FORMATS, ids=lambda form: form.ending)
def test_a_named_graph_is_given_whole(client: FlaskClient, real: Data, form: Format, read_graph: Read) -> None:
    """Every triple of it, and what the document says of itself."""
    graph = read_graph(client.get(f"/graph/hypotheses-loops.{form.ending}").data, form.media_type)
    graph.remove((rdflib.URIRef(f"{GRAPH}hypotheses-loops#document"), None, None))
    assert len(graph) == len(queries.of_graph(real.store, GRAPH + "hypotheses-loops"))


def test_a_page_about_the_portal_is_in_no_graph(client: FlaskClient) -> None:
    """Its name leads people to it; there is no data of it, and nothing is promised."""
    assert client.get("/page/accessibility").status_code == 303
    assert client.get("/page/accessibility.ttl").status_code == 404
    assert client.get("/page/accessibility", headers={"Accept": "text/turtle"}).status_code == 406


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
