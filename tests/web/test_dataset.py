"""The dataset as a whole: its page, and its description in DCAT and VoID."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pyshacl
import pytest
import rdflib
from flask.testing import FlaskClient
from rdflib import DCAT, DCTERMS, VOID

from portal.graph.formats import GRAPH_FORMATS, Format
from portal.graph.load import Data
from portal.namespaces import DATASET

SPDX = rdflib.Namespace("http://spdx.org/rdf/terms#")
ITSELF = rdflib.URIRef(DATASET)
SHAPES = Path(__file__).parents[1] / "data" / "dcat-shapes.ttl"
Read = Callable[[bytes, str], rdflib.Graph]
Make = Callable[..., FlaskClient]


@pytest.fixture
def description(client: FlaskClient) -> rdflib.Graph:
    """The description as a program reads it."""
    return rdflib.Graph().parse(data=client.get("/dataset.ttl").data, format="turtle")


@pytest.mark.parametrize(
    ("accept", "target"),
    [("text/html", "/fi/aineisto"), ("text/turtle", "/dataset.ttl"), ("application/ld+json", "/dataset.jsonld")],
)
def test_the_name_of_the_dataset_leads_on(client: FlaskClient, accept: str, target: str) -> None:
    """People to the page, programs to the data."""
    answer = client.get("/dataset", headers={"Accept": accept})
    assert (answer.status_code, answer.headers["Location"]) == (303, target)


@pytest.mark.parametrize("form", GRAPH_FORMATS, ids=lambda form: form.ending)
def test_every_form_says_the_same(client: FlaskClient, description: rdflib.Graph, form: Format, read_graph: Read) -> None:
    """There are no blank nodes to be told apart."""
    answer = client.get(f"/dataset.{form.ending}")
    assert answer.content_type == form.content_type
    assert set(read_graph(answer.data, form.media_type)) == set(description)


def test_the_description_is_what_dcat_asks_for(description: rdflib.Graph) -> None:
    """Titles in three languages, a licence, sources, files with their sizes and checksums, services."""
    conforms, _, text = pyshacl.validate(description, shacl_graph=rdflib.Graph().parse(SHAPES))
    assert conforms, text


def test_a_checksum_is_that_of_the_file(client: FlaskClient, description: rdflib.Graph) -> None:
    """And its size too, for each file that the description names."""
    sums = dict(reversed(line.split("  ")) for line in client.get("/download/SHA256SUMS").text.splitlines())
    for file in description.objects(ITSELF, DCAT.distribution):
        address = str(description.value(file, DCAT.downloadURL)).removeprefix("http://localhost")
        answer = client.head(address)
        checksum = description.value(description.value(file, SPDX.checksum), SPDX.checksumValue)
        assert answer.content_length == int(str(description.value(file, DCAT.byteSize)))
        assert str(checksum) == sums[address.removeprefix("/download/")]


def test_the_numbers_are_those_of_the_graph(description: rdflib.Graph, real: Data) -> None:
    """In all, and of each named graph together."""
    assert int(str(description.value(ITSELF, VOID.triples))) == len(real.store)
    graphs = [part for part in description.objects(ITSELF, VOID.subset) if "/graph/" in str(part)]
    assert sorted(map(str, graphs)) == real.store.graphs()
    assert sum(int(str(description.value(graph, VOID.triples))) for graph in graphs) == len(real.store)


def test_links_to_outside_vocabularies_are_counted(description: rdflib.Graph, real: Data) -> None:
    """By vocabulary and relation."""
    rows = real.store.select("SELECT ?x { ?x skos:exactMatch ?y FILTER(STRSTARTS(STR(?y), 'http://www.yso.fi/onto/yso/')) }")
    found = description.value(rdflib.URIRef(DATASET + "#links-YSO-exactMatch"), VOID.triples)
    assert int(str(found)) == len(rows) > 10


def test_examples_are_there(client: FlaskClient, description: rdflib.Graph) -> None:
    """Each leads to a page or data."""
    for example in description.objects(ITSELF, VOID.exampleResource):
        assert client.get(str(example).removeprefix("https://w3id.org/kierre")).status_code == 303


def test_who_runs_the_portal_publishes_it(make_client: Make) -> None:
    """When a setting says so, with the address to write to."""
    answer = make_client(contact="Kierre, kierre@example.fi").get("/dataset.ttl")
    graph = rdflib.Graph().parse(data=answer.data, format="turtle")
    assert graph.value(ITSELF, DCTERMS.publisher) is not None
    point = graph.value(ITSELF, DCAT.contactPoint)
    assert [str(mail) for mail in graph.objects(point) if "mailto" in str(mail)] == ["mailto:kierre@example.fi"]


def test_without_a_setting_nobody_is_named(description: rdflib.Graph) -> None:
    """No publisher is made up."""
    assert description.value(ITSELF, DCTERMS.publisher) is None


def test_addresses_begin_with_the_public_one(make_client: Make) -> None:
    """As readers reach the portal."""
    text = make_client(public_url="https://kierre.example.fi").get("/dataset.ttl").text
    assert "<https://kierre.example.fi/download/kierre.ttl>" in text
    assert "localhost" not in text


def test_another_form_is_404(client: FlaskClient) -> None:
    """With the forms that there are."""
    assert client.get("/dataset.csv").status_code == 404


@pytest.mark.parametrize("path", ["/fi/aineisto", "/sv/datamangd", "/en/dataset"])
def test_every_link_of_the_page_answers(client: FlaskClient, path: str) -> None:
    """Files, forms, kinds and pages."""
    page = client.get(path).text
    elsewhere = ("/context/", "/api/v1/openapi", "/download/context")
    for target in set(re.findall(r'href="(/[^"#?]*)', page)):
        if not target.startswith(elsewhere):
            assert client.head(target).status_code < 400, target


def test_the_page_tells_hypotheses_apart(client: FlaskClient) -> None:
    """In the list of named graphs, with the mark."""
    rows = re.findall(r"<li><code>([\w-]+)</code>: \d+(.*?)</li>", client.get("/en/dataset").text)
    assert rows
    assert all(("hypothesis" in rest) is name.startswith("hypotheses-") for name, rest in rows)


def test_class_partitions_name_classes_that_have_things(description: rdflib.Graph) -> None:
    """Each with its number."""
    parts = list(description.objects(ITSELF, VOID.classPartition))
    assert len(parts) > 50
    for part in parts:
        assert description.value(part, VOID["class"]) is not None
        assert int(str(description.value(part, VOID.entities))) > 0
