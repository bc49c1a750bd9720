"""The answer to a query on the page of the editor."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

NAMES = "SELECT ?x ?name { VALUES ?x { id:queues-grow } ?x skos:prefLabel ?name } ORDER BY LANG(?name)"


def page(client: FlaskClient, query: str, path: str = "/en/sparql", **more: str) -> str:
    """The page with the answer to a query."""
    answer = client.get(path, query_string={"query": query, **more})
    assert answer.status_code == 200, answer.text
    return answer.text


def cells(html: str) -> list[str]:
    """The cells of the table, as text."""
    found = re.findall(r"<td[^>]*>(.*?)</td>", html, re.DOTALL)
    return [" ".join(unescape(re.sub(r"<[^>]+>", " ", cell)).split()) for cell in found]


def test_things_are_links_with_names(client: FlaskClient) -> None:
    """In the reader's language, with the short name that a query uses."""
    html = page(client, NAMES, "/fi/sparql")
    assert '<a href="/fi/asiat/queues-grow"><span>jonojen kasvu</span></a>' in html
    assert cells(html)[0] == "jonojen kasvu id:queues-grow"


def test_texts_say_their_language(client: FlaskClient) -> None:
    """To the reader and to a screen reader."""
    html = page(client, NAMES)
    assert cells(html)[1] == "Growing queues en"
    assert '<span lang="fi">jonojen kasvu</span> <small>fi</small>' in html


@pytest.mark.parametrize(
    ("term", "shown"),
    [
        ("1", "1"),
        ("true", "true"),
        ('"a"^^xsd:time', "a xsd:time"),
        ("<https://a.test/b>", "https://a.test/b"),
        ("<urn:a>", "urn:a"),
        ('"<b>"', "<b>"),
        ('"a\\nb"', "a b"),
        ("UNDEF", ""),
    ],
)
def test_every_kind_of_value_is_shown(client: FlaskClient, term: str, shown: str) -> None:
    """Numbers plain, other kinds with their name, nothing for what is unbound; what looks like HTML is text."""
    assert cells(page(client, f"SELECT ?x {{ VALUES ?x {{ {term} }} }}")) == [shown]


@pytest.mark.parametrize("iri", ["javascript:alert(1)", "https://w3id.org/kierre/graph/nothing", "https://a.test/" + "b" * 3000])
def test_some_names_lead_nowhere(client: FlaskClient, iri: str) -> None:
    """Only addresses of the web are links; ours that stand for no page are none."""
    html = page(client, f"SELECT ?x {{ BIND(<{iri}> AS ?x) }}")
    assert "<a" not in re.findall(r"<td.*?</td>", html, re.DOTALL)[0]


def test_yes_and_no_are_sentences(client: FlaskClient) -> None:
    """An ASK has no table."""
    assert "Yes: the graph has what the query asks for." in page(client, "ASK { id:queues-grow a kierre:Barrier }")
    assert "No: the graph does not have" in page(client, "ASK { id:queues-grow a kierre:Method }")


def test_nothing_is_said_to_be_nothing(client: FlaskClient) -> None:
    """No empty table."""
    for query in ("SELECT * { ?s a kierre:Nothing }", "CONSTRUCT WHERE { ?s a kierre:Nothing }"):
        html = page(client, query)
        assert "Nothing was found." in html
        assert "<table" not in html


def test_a_graph_is_a_table_of_triples_and_turtle(client: FlaskClient) -> None:
    """With names in the one and prefixes in the other."""
    html = page(client, "CONSTRUCT WHERE { id:queues-grow a ?c }")
    assert cells(html)[:2] == ["Growing queues id:queues-grow", "rdf:type"]
    assert "<pre" in html
    assert "id:queues-grow a kierre:" in unescape(html).replace("rdf:type", "a")


@pytest.mark.parametrize(
    "query", ["SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 250", "CONSTRUCT WHERE { ?s prov:wasDerivedFrom ?o }"]
)
def test_a_long_answer_has_pages_that_do_not_overlap(client: FlaskClient, query: str) -> None:
    """Each page is there once, and the count is that of all rows."""
    first, second = (page(client, query, page=number) for number in ("1", "2"))
    rows = [set(re.findall(r"<tr><td.*?</tr>", html, re.DOTALL)) for html in (first, second)]
    assert len(rows[0]) == 100
    assert not rows[0] & rows[1]
    assert "shown here: 1–100" in first
    assert "shown here: 101–" in second


@pytest.mark.parametrize("number", ["0", "-1", "99", "x", "²", "1" * 50])
def test_a_page_that_there_is_not_is_said(client: FlaskClient, number: str) -> None:
    """And one that there is is shown."""
    html = page(client, "SELECT ?s { ?s ?p ?o } LIMIT 150", page=number)
    assert f"There is no page “{number[:20]}” of this answer." in html
    assert cells(html)


def test_long_texts_and_many_columns_are_shown_in_part(client: FlaskClient) -> None:
    """The page stays light, and says so."""
    query = f'SELECT {" ".join(f"?x{n}" for n in range(200))} {{ VALUES ?x0 {{ "{"a" * 5000}" }} }}'
    html = page(client, query)
    assert "long texts are cut, and at most 20 columns are shown" in html
    assert html.count("<th ") == 20
    assert len(html) - len(query) * 3 < 30_000


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s ?p ?o }",
        "CONSTRUCT WHERE { ?s kierre:cause ?o }",
        "SELECT ?a ?b ?c ?d { ?a kierre:cause ?b ; kierre:effect ?c ; kierre:basis ?d }",
    ],
)
def test_pages_are_light(client: FlaskClient, query: str) -> None:
    """At most 100 kB."""
    assert len(page(client, query)) < 100_000


def test_a_short_query_that_is_posted_gets_an_address(client: FlaskClient) -> None:
    """303, so that it can be shared and Back works; the view is kept."""
    answer = client.post("/en/sparql?view=source", data={"query": "ASK {}"})
    assert (answer.status_code, answer.location) == (303, "/en/sparql?query=ASK+%7B%7D&view=source")


def test_a_long_query_is_answered_at_once(client: FlaskClient) -> None:
    """Its file and its pages are asked for by POST too."""
    query = "SELECT ?s { ?s ?p ?o . FILTER(?p != '" + "a" * 5000 + "') } LIMIT 250"
    answer = client.post("/en/sparql", data={"query": query, "page": "2"})
    assert answer.status_code == 200
    assert "shown here: 101–200" in answer.text
    assert 'action="/sparql" method="post"' in answer.text
    assert '<button class="second" name="page" value="3">' in answer.text


def test_formats_are_those_that_fit(client: FlaskClient) -> None:
    """Tables, graphs, yes or no; each gives a file that holds the whole answer."""
    for query, names in {
        "SELECT ?s { ?s ?p ?o } LIMIT 150": "srj srx csv tsv",
        "DESCRIBE id:queues-grow": "ttl jsonld nt rdf",
        "ASK {}": "srj srx csv tsv",
    }.items():
        html = page(client, query)
        assert re.findall(r'name="format" value="(\w+)"', html) == names.split()
        hidden = unescape(re.search(r'name="query" value="([^"]*)"', html)[1])  # type: ignore[index]
        for name in names.split():
            answer = client.get(f"/sparql?query={quote(hidden)}&format={name}")
            assert answer.status_code == 200
            assert answer.headers["Content-Disposition"] == f'attachment; filename="kierre-query.{name}"'


def test_very_many_columns_cost_little(client: FlaskClient) -> None:
    """Only those that are shown are read."""
    names = " ".join(f"?x{number}" for number in range(3000))
    html = client.post("/en/sparql", data={"query": f"SELECT {names} {{ VALUES ?x1 {{ {'1 ' * 50} }} }}"}).text
    assert html.count("<th ") == 20
