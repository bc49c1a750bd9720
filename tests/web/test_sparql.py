"""The SPARQL endpoint and the query editor."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from urllib.parse import quote, urlencode

import pytest
import rdflib
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal.graph.formats import BOOLEAN_FORMATS, RESULT_GRAPH_FORMATS, TABLE_FORMATS
from portal.graph.saved import words
from portal.namespaces import GRAPH, ID, PREFIXES

PROLOGUE = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
SELECT = "SELECT ?s WHERE { ?s ?p ?o } LIMIT 3"
DIRECT = "application/sparql-query"


def ask(client: FlaskClient, query: str, accept: str | None = None) -> TestResponse:
    """Ask by GET."""
    return client.get("/sparql", query_string={"query": query}, headers={"Accept": accept} if accept else {})


def rows(client: FlaskClient, query: str) -> list[dict[str, str]]:
    """The rows of a SELECT with our prefixes, IRIs of things by their slug."""
    answer = ask(client, PROLOGUE + query, "text/csv")
    assert answer.status_code == 200, answer.text
    return [{name: value.removeprefix(ID) for name, value in row.items()} for row in csv.DictReader(answer.text.splitlines())]


def problem(answer: TestResponse, status: int) -> str:
    """The sentence of a problem."""
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    assert answer.json is not None
    return str(answer.json["detail"])


def test_the_three_ways_of_asking_give_the_same(client: FlaskClient) -> None:
    """GET, a form, and the query as the body."""
    one = ask(client, SELECT)
    two = client.post("/sparql", data={"query": SELECT})
    three = client.post("/sparql", data=SELECT, content_type=DIRECT)
    four = client.post("/sparql", data=SELECT.encode(), content_type=DIRECT + "; charset=utf-8")
    assert [answer.status_code for answer in (one, two, three, four)] == [200] * 4
    assert one.data == two.data == three.data == four.data
    assert len(one.json["results"]["bindings"]) == 3  # type: ignore[index]


@pytest.mark.parametrize("form", TABLE_FORMATS, ids=lambda form: form.ending)
def test_a_table_comes_in_the_form_that_is_asked_for(client: FlaskClient, form: object) -> None:
    """Four forms."""
    answer = ask(client, SELECT, form.media_type)  # type: ignore[attr-defined]
    assert (answer.status_code, answer.mimetype) == (200, form.media_type)  # type: ignore[attr-defined]
    assert "Accept" in answer.headers["Vary"]


@pytest.mark.parametrize("form", BOOLEAN_FORMATS, ids=lambda form: form.ending)
def test_a_yes_or_no_comes_in_the_form_that_is_asked_for(client: FlaskClient, form: object) -> None:
    """Four forms; as CSV and TSV the one word."""
    answer = ask(client, "ASK { ?s ?p ?o }", form.media_type)  # type: ignore[attr-defined]
    assert (answer.status_code, answer.mimetype) == (200, form.media_type)  # type: ignore[attr-defined]
    assert "true" in answer.text


@pytest.mark.parametrize("form", RESULT_GRAPH_FORMATS, ids=lambda form: form.ending)
@pytest.mark.parametrize("query", ["CONSTRUCT WHERE { id:queues-grow ?p ?o }", "DESCRIBE id:queues-grow"])
def test_a_graph_comes_in_the_form_that_is_asked_for(
    client: FlaskClient, form: object, query: str, read_graph: Callable[[bytes, str], rdflib.Graph]
) -> None:
    """Six forms, each with every triple."""
    answer = ask(client, PROLOGUE + query, form.media_type)  # type: ignore[attr-defined]
    assert answer.mimetype == form.media_type  # type: ignore[attr-defined]
    found = read_graph(answer.data, answer.mimetype)
    assert len(found) == int(rows(client, "SELECT (COUNT(*) AS ?n) { id:queues-grow ?p ?o }")[0]["n"])


@pytest.mark.parametrize("accept", [None, "", "*/*", "application/*", "*", "text/html, */*", "text/html;q=0.9, */*;q=0.9"])
def test_without_a_wish_json_is_given(client: FlaskClient, accept: str | None) -> None:
    """Also to a program that takes pages as well as data."""
    assert ask(client, SELECT, accept).mimetype == "application/sparql-results+json"


@pytest.mark.parametrize("accept", ["image/png", "text/turtle"])
def test_a_form_that_does_not_fit_is_406(client: FlaskClient, accept: str) -> None:
    """The sentence names those that do."""
    assert "application/sparql-results+json" in problem(ask(client, SELECT, accept), 406)


def test_two_queries_are_400(client: FlaskClient) -> None:
    """By either way."""
    values = urlencode([("query", "ASK {}"), ("query", "ASK {}")])
    assert "exactly one parameter `query`" in problem(client.get("/sparql?" + values), 400)
    problem(client.post("/sparql", data=values, content_type="application/x-www-form-urlencoded"), 400)


@pytest.mark.parametrize("query", ["SELECT", "SELECT * { ?s ?p }", "hello", "SELECT ?x { BIND(<http://a.test/f>(1) AS ?x) }", "\0"])
def test_a_broken_query_is_400_with_a_sentence(client: FlaskClient, query: str) -> None:
    """It says what is wrong, and where."""
    assert len(problem(ask(client, query), 400)) > 15


def test_an_empty_query_is_400(client: FlaskClient) -> None:
    """By each way."""
    problem(client.get("/sparql?query="), 400)
    problem(client.post("/sparql", data="", content_type=DIRECT), 400)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { SERVICESILENT<http://127.0.0.1:9/>{} }",
        "CLEAR ALL",
        "INSERT DATA { <a:a> <a:b> 1 }",
    ],
)
def test_calls_and_changes_are_403(client: FlaskClient, query: str) -> None:
    """By GET and by POST."""
    assert "refused" in problem(ask(client, query), 403)
    assert "refused" in problem(client.post("/sparql", data=query, content_type=DIRECT), 403)


@pytest.mark.parametrize("kind", ["application/sparql-update", "text/plain", "application/json", "multipart/form-data", ""])
def test_another_kind_of_body_is_415(client: FlaskClient, kind: str) -> None:
    """The sentence says how to send a query."""
    assert DIRECT in problem(client.post("/sparql", data="ASK {}", content_type=kind), 415)


def test_a_body_that_is_no_utf_8_is_400(client: FlaskClient) -> None:
    """Broken letters are not taken for text."""
    assert "UTF-8" in problem(client.post("/sparql", data=b"ASK { ?s ?p '\xe4' }", content_type=DIRECT), 400)


def test_a_query_that_is_too_long_or_too_deep_is_refused(client: FlaskClient) -> None:
    """Before it reaches the engine."""
    assert "characters" in problem(client.post("/sparql", data="#" * 100_001, content_type=DIRECT), 403)
    assert "deep" in problem(client.post("/sparql", data="ASK " + "{" * 5000 + "}" * 5000, content_type=DIRECT), 403)


def test_limits_have_their_statuses(make_client: Callable[..., FlaskClient]) -> None:
    """503 for time, 413 for rows; and the endpoint goes on."""
    limited = make_client(query_seconds=0.3, query_rows=5, query_workers=1)
    assert "LIMIT" in problem(ask(limited, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"), 503)
    workers = limited.application.extensions["kierre"].workers
    workers._limits = replace(workers._limits, seconds=120)  # a busy machine answers slowly
    assert "more than 5 rows" in problem(ask(limited, "SELECT * { ?s ?p ?o }"), 413)
    assert ask(limited, "ASK {}").status_code == 200


def test_a_request_may_name_its_dataset(client: FlaskClient) -> None:
    """The parameters of the protocol and FROM say the same."""
    query, graph = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", GRAPH + "hypotheses-configurations"
    by_parameter = client.get("/sparql", query_string={"query": query, "default-graph-uri": graph})
    by_query = ask(client, query.replace("{", f"FROM <{graph}> {{", 1))
    direct = client.post("/sparql?default-graph-uri=" + quote(graph), data=query, content_type=DIRECT)
    assert by_parameter.data == by_query.data == direct.data
    assert by_query.data != ask(client, query).data


def test_a_graph_name_that_is_no_iri_is_400(client: FlaskClient) -> None:
    """The asker's mistake, not ours."""
    assert problem(client.get("/sparql", query_string={"query": "ASK {}", "default-graph-uri": "no iri"}), 400)


# Questions of competency: what Kierre is there to answer.


def test_what_do_queues_come_from(client: FlaskClient) -> None:
    """Causes with their basis."""
    found = rows(client, "SELECT ?cause { ?l a kierre:CausalLink ; kierre:effect id:queues-grow ; kierre:cause ?cause }")
    assert {"cause": "clients-return"} in found


def test_which_mechanisms_are_there_in_their_order(client: FlaskClient) -> None:
    """Five, by position."""
    found = rows(client, "SELECT ?m { ?m a kierre:Mechanism ; kierre:position ?n } ORDER BY ?n")
    assert [row["m"] for row in found][:2] == ["enabling-leadership", "trust-in-change-and-cooperation"]
    assert len(found) == 5


def test_what_fires_leadership_at_the_macro_level(client: FlaskClient) -> None:
    """A configuration joins context, actor, intervention, mechanism and outcome."""
    found = rows(
        client,
        "SELECT DISTINCT ?c ?a ?i ?o { ?x kierre:firesMechanism id:enabling-leadership ; kierre:atLevel id:level-macro ;"
        " kierre:inContext ?c ; kierre:byActor ?a ; kierre:withIntervention ?i ; kierre:leadsToOutcome ?o }",
    )
    assert {row["a"] for row in found} == {"enabling-management"}
    assert {row["o"] for row in found} == {"structurally-resourced-development"}


def test_what_leads_from_hurry_round_to_hurry(client: FlaskClient) -> None:
    """The vicious circle can be walked by a path."""
    step = "(^kierre:cause/kierre:effect)"
    assert ask(client, PROLOGUE + f"ASK {{ id:queues-grow {step}+ id:queues-grow }}").json["boolean"] is True  # type: ignore[index]


def test_what_do_the_sources_alone_say(client: FlaskClient) -> None:
    """Nothing stated in a source stands in a graph of hypotheses."""
    query = (
        "ASK { GRAPH ?g { ?x kierre:basis kierre:StatedInSource } FILTER(STRSTARTS(STR(?g), CONCAT(STR(graph:), 'hypotheses-'))) }"
    )
    assert ask(client, PROLOGUE + query).json["boolean"] is False  # type: ignore[index]


def test_words_in_three_languages_find_the_same_thing(client: FlaskClient) -> None:
    """Names and other names."""
    for word in ('"jonot"@fi', '"köer"@sv', '"Queues"@en'):
        assert {"x": "queues-grow"} in rows(client, f"SELECT DISTINCT ?x {{ ?x skos:prefLabel|skos:altLabel {word} }}")


@pytest.mark.parametrize("path", ["/fi/sparql", "/sv/sparql", "/en/sparql"])
def test_every_example_of_the_editor_runs(client: FlaskClient, path: str) -> None:
    """One of each theme: follow the link, send the form, get rows."""
    links = [unescape(link) for link in re.findall(rf'href="({path}\?query=[^"]+)"', client.get(path).text)]
    assert len(links) == len(words()["themes"])
    for link in links:
        text = unescape(re.search(r"<textarea[^>]*>(.*?)</textarea>", client.get(link).text, re.DOTALL)[1])  # type: ignore[index]
        answer = client.post("/sparql", data={"query": text})
        assert answer.status_code == 200, link
        assert len(answer.data) > 200, link


def test_the_editor_shows_a_query_as_text(client: FlaskClient) -> None:
    """What stands in the address is no HTML."""
    page = client.get("/en/sparql", query_string={"query": "</textarea><script>x</script>"}).text
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize(
    ("query", "name", "given"),
    [
        (SELECT, "csv", "text/csv"),
        (SELECT, "json", "application/sparql-results+json"),
        (SELECT, "application/sparql-results+xml", "application/sparql-results+xml"),
        ("ASK {}", "xml", "application/sparql-results+xml"),
        ("CONSTRUCT WHERE { ?s ?p ?o } LIMIT 2", "json", "application/ld+json"),
        ("CONSTRUCT WHERE { ?s ?p ?o } LIMIT 2", "ttl", "text/turtle"),
    ],
)
def test_a_link_may_name_the_format(client: FlaskClient, query: str, name: str, given: str) -> None:
    """It has no header; what it names goes before what a browser accepts, and comes as a file."""
    answer = client.get("/sparql", query_string={"query": query, "format": name}, headers={"Accept": "text/html"})
    assert (answer.status_code, answer.mimetype) == (200, given)
    assert "attachment" in answer.headers["Content-Disposition"]


@pytest.mark.parametrize("name", ["ttl", "", "html", "x" * 500])
def test_a_format_that_does_not_fit_is_406(client: FlaskClient, name: str) -> None:
    """The sentence names those that do."""
    assert "srj, srx, csv, tsv" in problem(client.get("/sparql", query_string={"query": SELECT, "format": name}), 406)
