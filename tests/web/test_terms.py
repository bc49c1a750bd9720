"""Pages of things and statements."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from portal.graph.load import Data

LINK = "/en/things/link-no-time-clients-return"
OUT, IN = "From here to others", "From others to here"
MARK = '<span class="mark">'


def section(page: str, heading: str) -> str:
    """What stands under a heading of a page, up to the next of its kind."""
    found = re.search(rf"<h2>{heading}</h2>(.*?)(<h2>|</main>)", page, re.DOTALL)
    assert found, heading
    return found[1]


def test_a_thing_has_name_kind_and_definition(client: FlaskClient) -> None:
    """In the language of the page."""
    page = client.get("/en/things/queues-grow").text
    assert re.search(r"<h1><span>Growing queues</span>", page)
    assert 'href="/en/vicious-circle"' in page
    assert "More and more clients wait to get into the service." in page
    assert "Waiting lists" in page


def test_a_thing_that_a_source_states_says_so(client: FlaskClient) -> None:
    """And leads to its place in the source."""
    page = client.get("/en/things/queues-grow").text
    assert "Stated in the source" in page
    assert 'href="/en/statements/aikumetod-s4-c-03-queues"' in section(page, "Sources")
    assert 'href="/en/things/aikumetod"' in section(page, "Sources")


def test_a_hypothesis_is_marked_with_its_reason(client: FlaskClient) -> None:
    """Nobody takes our inference for the source's word."""
    page = client.get("/en/things/configuration-enabling-leadership-macro").text
    assert MARK in re.search(r"<h1>.*?</h1>", page, re.DOTALL)[0]  # type: ignore[index]
    assert "Our hypothesis" in page
    assert "Why we think so" in page
    assert "Enabling leadership" in section(page, OUT)


def test_relations_are_shown_in_both_directions(client: FlaskClient) -> None:
    """A link leads to its cause and its effect, and they lead back."""
    outgoing = section(client.get(LINK).text, OUT)
    for other in ("no-time-for-in-depth-work", "clients-return"):
        assert f'href="/en/things/{other}"' in outgoing
        assert f'href="{LINK}"' in section(client.get(f"/en/things/{other}").text, IN)


def test_a_judged_relation_tells_its_reason_and_has_a_page(client: FlaskClient) -> None:
    """Beside the name of the thing at its other end."""
    page = client.get("/en/things/relationship-based-client-work").text
    relation = "/en/things/relation-relationship-based-client-work-counters-system-driven-authority-work"
    assert f'href="{relation}"' in section(page, OUT)
    assert "set them against each other" in page
    assert client.get(relation).status_code == 200


def test_the_view_of_the_sources_hides_hypotheses(client: FlaskClient, real: Data) -> None:
    """What only we say is not shown, what the source says is."""
    row = real.store.select(
        "SELECT ?a ?b { ?r rdf:subject ?a ; rdf:predicate kierre:counters ; rdf:object ?b ;"
        " kierre:basis kierre:EditorialInference . ?b a kierre:Barrier } ORDER BY ?r LIMIT 1"
    )[0]
    path, other = ("/en/things/" + str(row[name]).rpartition("/")[2] for name in ("a", "b"))
    assert f'href="{other}"' in section(client.get(path).text, OUT)
    assert f'href="{other}"' not in client.get(path + "?view=source").text


def test_data_is_linked_in_four_formats(client: FlaskClient) -> None:
    """For programs, in the head too."""
    page = client.get("/en/things/queues-grow").text
    for ending in ("ttl", "jsonld", "nt", "rdf"):
        assert page.count(f'/id/queues-grow.{ending}"') == 2
    assert "https://w3id.org/kierre/id/queues-grow" in page


def test_a_statement_shows_place_and_what_is_derived(client: FlaskClient) -> None:
    """From the source's words to everything that rests on them."""
    page = client.get("/en/statements/aikumetod-s4-c-03-queues").text
    assert 'href="/en/things/queues-grow"' in section(page, "What Kierre derives from it")
    assert 'href="/statement/aikumetod-s4-c-03-queues.ttl"' in page
    assert 'href="/en/things/aikumetod"' in page


@pytest.mark.parametrize("document", ["aikumetod", "prosos"])
def test_a_document_lists_its_statements(client: FlaskClient, real: Data, document: str) -> None:
    """All of them, and its own page leads there."""
    count = len(real.store.select(f"SELECT ?s {{ ?s a kierre:SourceStatement ; dcterms:isPartOf id:{document} }}"))
    assert f'href="/en/statements/{document}"' in client.get(f"/en/things/{document}").text
    found = re.findall(r'<li><a href="/en/statements/([^"]+)"', client.get(f"/en/statements/{document}").text)
    assert len(found) == len(set(found)) == count


def test_the_words_of_the_source_say_their_language(client: FlaskClient) -> None:
    """A screen reader reads Finnish as Finnish in an English page."""
    assert '<span lang="fi">' in client.get("/en/things/queues-grow").text
    assert '<h1><span lang="fi">' in client.get("/en/statements/aikumetod-s4-c-03-queues").text


def test_unknown_names_are_404(client: FlaskClient) -> None:
    """Things and statements alike."""
    assert client.get("/en/things/nothing").status_code == client.get("/en/statements/nothing").status_code == 404
