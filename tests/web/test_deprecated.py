"""What is used no more still answers for its name, says what takes its place, and is found nowhere else."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import rdflib
from flask.testing import FlaskClient

from portal.graph.load import load
from portal.namespaces import ID
from portal.settings import Settings
from portal.web import create_app

OLD = """
id:in-depth-work kierre:counters id:long-queues .
id:long-queues a kierre:Barrier ;
    skos:prefLabel "vanhat jonot"@fi , "gamla köer"@sv , "Bygone waiting"@en ;
    skos:definition "Vanhat jonot kuvaa asiaa."@fi , "Gamla köer beskriver saken."@sv , "Bygone waiting describes the matter."@en ;
    <http://www.w3.org/2002/07/owl#deprecated> true ;
    dcterms:isReplacedBy id:queues-grow ;
    kierre:partOfCircle id:vicious-circle ;
    kierre:basis kierre:StatedInSource ;
    prov:wasDerivedFrom st:aikumetod-queues-grow .
"""
PAGE = "/en/things/long-queues"


@pytest.fixture(scope="module")
def old(make_world: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A portal over the small world with a barrier that another one has replaced."""
    world = make_world(tmp_path_factory.mktemp("old"))
    file = world / "ontology" / "model" / "things.ttl"
    file.write_text(file.read_text(encoding="utf-8") + OLD, encoding="utf-8")
    return create_app(Settings(state=world.parent), load(world)).test_client()


def test_its_name_leads_to_its_page_as_before(old: FlaskClient) -> None:
    """A name is never reused and never lost."""
    assert old.get("/id/long-queues", headers={"Accept-Language": "en"}).location == PAGE
    assert old.get("/id/long-queues", headers={"Accept": "text/turtle"}).location == "/id/long-queues.ttl"


def test_its_page_says_first_what_takes_its_place(old: FlaskClient) -> None:
    """Before the definition, with a link."""
    page = old.get(PAGE).text
    notice, definition = page.index("This is no longer used. In its place:"), page.index('<p class="lead">')
    assert notice < page.index('href="/en/things/queues-grow"', notice) < definition


def test_its_page_says_nothing_in_code(old: FlaskClient) -> None:
    """That it is used no more is said in words, once."""
    page = old.get(PAGE).text
    assert "eprecated" not in page.partition('<section class="data">')[0]
    assert page.count('href="/en/things/queues-grow"') == 1


def test_its_page_is_not_to_be_found(old: FlaskClient) -> None:
    """Search engines are told so; other pages are to be found."""
    assert '<meta name="robots" content="noindex">' in old.get(PAGE).text
    assert "noindex" not in old.get("/en/things/queues-grow").text


@pytest.mark.parametrize("path", ["/id/long-queues", PAGE, "/id/long-queues.ttl", "/id/long-queues.jsonld"])
def test_a_program_is_led_to_what_takes_its_place(old: FlaskClient, path: str) -> None:
    """By a link in the headers of name, page and data."""
    links = old.get(path).headers.getlist("Link")
    assert '<http://localhost/id/queues-grow>; rel="successor-version"' in links


def test_its_data_says_so(old: FlaskClient) -> None:
    """As triples, with the name of what takes its place."""
    graph = rdflib.Graph().parse(data=old.get("/id/long-queues.ttl").data, format="turtle")
    thing, other = rdflib.URIRef(ID + "long-queues"), rdflib.URIRef(ID + "queues-grow")
    assert graph.value(thing, rdflib.OWL.deprecated) == rdflib.Literal(True)
    assert graph.value(thing, rdflib.DCTERMS.isReplacedBy) == other
    assert graph.value(other, rdflib.SKOS.prefLabel)


@pytest.mark.parametrize(
    "path",
    [
        "/en/things/queues-grow",
        "/en/things?class=Barrier",
        "/en/classes/Barrier",
        "/en/vicious-circle",
        "/en/glossary/B",
        "/sitemap.xml",
        "/en/search?q=bygone+waiting",
        "/api/v1/search?q=bygone+waiting&lang=en",
        "/api/v1/suggest?q=bygone&lang=en",
        "/en/where-do-i-begin",
    ],
)
def test_it_stands_in_no_list(old: FlaskClient, path: str) -> None:
    """Lists, searches and the sitemap hold what is used."""
    answer = old.get(path, follow_redirects=True)
    assert answer.status_code in {200, 404}
    assert "long-queues" not in answer.text


def test_what_is_replaced_by_nothing_says_only_that_it_is_gone(world: Path) -> None:
    """The check calls that an error; a page must still be made of it."""
    file = world / "ontology" / "model" / "things.ttl"
    text = file.read_text(encoding="utf-8") + OLD.replace("    dcterms:isReplacedBy id:queues-grow ;\n", "")
    file.write_text(text, encoding="utf-8")
    page = create_app(Settings(state=world.parent), load(world)).test_client().get(PAGE).text
    assert re.search(r'<p class="note">This is no longer used\.</p>', page)


def test_nothing_of_the_real_data_is_called_gone(client: FlaskClient) -> None:
    """So far."""
    assert "no longer used" not in client.get("/en/things/queues-grow").text
