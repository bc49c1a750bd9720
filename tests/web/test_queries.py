"""Saved queries as pages, for programs and in RDF."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from typing import Any

import flask
import pytest
import rdflib
from flask.testing import FlaskClient

from portal.graph.saved import saved
from portal.languages import LANGUAGES, Language
from portal.namespaces import ID, KIERRE, QUERY, RDF, SCHEMA, SH
from portal.web.addresses import address
from portal.web.queries_table import MOST

API = "/api/v1/queries"
NAMES = [each.name for each in saved()]
COUNTERS = f"{API}/what-counters-an-obstacle"


def page(client: FlaskClient, name: str, asked: str = "", language: Language = "en", status: int = 200) -> str:
    """The page of a saved query."""
    answer = client.get(f"{address('queries', language, name)}?{asked}")
    assert answer.status_code == status
    return answer.text


def rows(client: FlaskClient, path: str) -> Any:
    """The answer of a call as JSON."""
    answer = client.get(path)
    assert (answer.status_code, answer.content_type) == (200, "application/json"), answer.text
    return json.loads(answer.data)


def refused(client: FlaskClient, path: str, status: int = 400) -> str:
    """The sentence with which a call is refused."""
    answer = client.get(path)
    assert (answer.status_code, answer.content_type) == (status, "application/problem+json")
    return str(json.loads(answer.data)["detail"])


@pytest.mark.parametrize("view", ["", "view=source"])
@pytest.mark.parametrize("name", NAMES)
def test_every_query_has_a_page(client: FlaskClient, name: str, view: str) -> None:
    """In both views, and none heavier than a page may be."""
    assert len(page(client, name, view)) < 100_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_leads_to_every_query(client: FlaskClient, language: Language) -> None:
    """By its title in the reader's language."""
    text = client.get(address("queries", language)).text
    for each in saved():
        assert f'<a href="{address("queries", language, each.name)}">{each.title[language]}</a>' in text


def test_things_are_links_with_names_in_the_language_of_the_page(client: FlaskClient) -> None:
    """And a hypothesis bears its mark."""
    text = page(client, "what-counters-an-obstacle", language="sv")
    assert '<a href="/sv/saker/services-available">' in text
    assert "marks.svg#hypothesis" in text


def test_the_form_keeps_what_was_chosen(client: FlaskClient) -> None:
    """And asks for it."""
    text = page(client, "what-counters-an-obstacle", "obstacle=constant-hurry")
    assert '<option value="constant-hurry" selected>' in text
    assert "obstacle=constant-hurry&amp;lang=en" in text


def test_a_thing_may_be_named_by_its_iri_and_by_its_name(client: FlaskClient) -> None:
    """In any of the languages."""
    by_slug = rows(client, f"{COUNTERS}?obstacle=queues-grow")["rows"]
    for name in (f"{ID}queues-grow", "id:queues-grow", "jonojen kasvu", "Growing queues"):
        assert rows(client, f"{COUNTERS}?obstacle={name}")["rows"] == by_slug


def test_a_wrong_value_on_a_page_is_told_and_kept(client: FlaskClient) -> None:
    """With what is near, in the reader's language, and nothing filled in is lost."""
    text = page(client, "guidance-pages-about-a-thing", "thing=queues-gro%22", "fi", 400)
    assert "Tarkoititko: queues-grow (jonojen kasvu)?" in text
    assert 'value="queues-gro&#34;"' in text
    assert 'aria-invalid="true"' in text


def test_a_wrong_value_of_a_list_stays_chosen(client: FlaskClient) -> None:
    """So that the reader sees what was sent."""
    assert '<option value="nothing" selected>' in page(client, "what-counters-an-obstacle", "obstacle=nothing", status=400)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("what-counters-an-obstacle?obstacle=a&obstacle=b", "obstacle stands there 2 times"),
        ("what-counters-an-obstacle?barrier=a", "There is no parameter 'barrier' here."),
        ("mechanisms?limit=0", "limit is a whole number from 1 to 5000"),
        ("mechanisms?format=ttl", "format is json or srj or srx or csv or tsv, not 'ttl'."),
        ("things-by-word?word=" + "a" * 201, "word is longer than 200 characters"),
    ],
)  # fmt: skip
def test_a_wrong_call_is_refused_with_a_sentence(client: FlaskClient, asked: str, said: str) -> None:
    """That names the parameter and says what would fit."""
    assert said in refused(client, f"{API}/{asked}")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("what-counters-an-obstacle?obstacle=queues-gro", "“queues-gro” is not known, or does not fit here. Did you mean"),
        ("what-counters-an-obstacle?obstacle=enabling-leadership", "obstacle: “enabling-leadership” is not known, or does not fit"),
        ("obstacles-by-level?level=msso", "There are: level-macro (makrotaso), level-meso"),
        ("what-counters-what?basis=x", "There are: StatedInSource (lähteen mukaan), EditorialInference"),
        ("the-same-thing-elsewhere?vocabulary=ysso", "vocabulary: “ysso” is not known. Did you mean: yso?"),
    ],
)  # fmt: skip
def test_a_name_that_there_is_not_is_not_found(client: FlaskClient, asked: str, said: str) -> None:
    """As everywhere in the interface for programs; the sentence says what is near."""
    assert said in refused(client, f"{API}/{asked}", 404)


def test_an_unknown_query_is_told_with_what_is_near(client: FlaskClient) -> None:
    """Not found, for programs and for readers."""
    answer = client.get(f"{API}/mechanism")
    assert answer.status_code == 404
    assert "Did you mean /api/v1/queries/mechanisms?" in json.loads(answer.data)["detail"]
    page(client, "mechanism", status=404)


def test_the_list_for_programs_tells_what_each_query_takes(client: FlaskClient) -> None:
    """Enough to call it."""
    found = rows(client, f"{API}?lang=en")
    assert [each["name"] for each in found["queries"]] == NAMES
    (obstacle,) = next(each for each in found["queries"] if each["name"] == "what-counters-an-obstacle")["parameters"]
    assert obstacle["classes"] == [KIERRE + "Barrier", KIERRE + "Circle"]
    assert (obstacle["kind"], obstacle["default"], obstacle["required"]) == ("thing", "queues-grow", True)


def test_an_answer_tells_what_was_asked_and_where_it_comes_from(client: FlaskClient) -> None:
    """Rows are plain values."""
    found = rows(client, f"{API}/numbers-of-practice?lang=sv")
    assert (found["about"]["language"], found["about"]["data"]) == ("sv", json.loads(client.get("/version").data)["data"])
    assert {35, 8, 2} <= {row["number"] for row in found["rows"]}
    assert all([*row] == found["columns"] for row in found["rows"])


def test_names_are_in_the_language_that_was_asked_for(client: FlaskClient) -> None:
    """Finnish unless told."""
    assert rows(client, f"{API}/mechanisms")["rows"][0]["mechanismName"] == "mahdollistava johtajuus"
    assert rows(client, f"{API}/mechanisms?lang=en")["rows"][0]["mechanismName"] == "Enabling leadership"


def test_rows_can_be_had_some_at_a_time(client: FlaskClient) -> None:
    """Each part leads to the next, in the body and as a header; together they are the whole."""
    whole = rows(client, f"{API}/values-and-what-embodies-them")["rows"]
    found, path = [], f"{API}/values-and-what-embodies-them?limit=15"
    while path:
        part = rows(client, path)
        found += part["rows"]
        assert (f'<{part["next"]}>; rel="next"' == client.get(path).headers.get("Link")) == bool(part["next"])
        path = (part["next"] or "").removeprefix("http://localhost")
    assert found == whole


def test_the_source_view_asks_only_the_sources(client: FlaskClient) -> None:
    """On pages and for programs."""
    assert rows(client, f"{COUNTERS}?obstacle=queues-grow&view=source")["total"] == 0
    assert "The source itself does not say." in page(client, "what-counters-an-obstacle", "view=source")


def test_a_parameter_given_empty_is_left_open_where_it_may_be(client: FlaskClient) -> None:
    """Where it must have a value, it keeps the one that it has unless told."""
    levels = {row["level"] for row in rows(client, f"{API}/obstacles-by-level?level=")["rows"]}
    assert levels == {ID + "level-macro", ID + "level-meso", ID + "level-micro"}
    assert rows(client, f"{COUNTERS}?obstacle=")["parameters"] == {"obstacle": ID + "queues-grow"}


@pytest.mark.parametrize(
    ("accepted", "given"),
    [
        ("application/json", "application/json"),
        ("*/*", "application/json"),
        ("application/sparql-results+json", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
    ],
)
def test_a_table_is_given_in_the_form_that_is_accepted(client: FlaskClient, accepted: str, given: str) -> None:
    """The formats of SPARQL results, and plain rows."""
    assert client.get(f"{API}/mechanisms", headers={"Accept": accepted}).content_type == given


def test_a_form_that_there_is_not_is_not_acceptable(client: FlaskClient) -> None:
    """406, with those that there are."""
    assert client.get(f"{API}/mechanisms", headers={"Accept": "image/png"}).status_code == 406


def test_csv_has_the_rows_of_the_answer(client: FlaskClient) -> None:
    """And the name of a file that tells the data version."""
    answer = client.get(f"{API}/mechanisms?format=csv&lang=en")
    read = list(csv.DictReader(io.StringIO(answer.text)))
    assert [each["mechanismName"] for each in read] == [
        each["mechanismName"] for each in rows(client, f"{API}/mechanisms?lang=en")["rows"]
    ]
    assert re.search(r'filename="kierre-mechanisms-[0-9a-f]{16}\.csv"', answer.headers["Content-Disposition"])


def test_a_query_that_gives_a_graph_gives_it_in_graph_formats(client: FlaskClient) -> None:
    """And its triples as rows."""
    path = f"{API}/a-configuration-as-a-graph"
    graph = rdflib.Graph().parse(data=client.get(path, headers={"Accept": "text/turtle"}).text, format="turtle")
    assert len(graph) == rows(client, path)["total"] > 20
    assert rows(client, path)["columns"] == ["subject", "predicate", "object"]


@pytest.mark.parametrize("ending", ["ttl", "jsonld", "nt", "rdf"])
def test_the_description_of_the_queries_is_rdf(
    client: FlaskClient, read_graph: Callable[[bytes, str], rdflib.Graph], ending: str
) -> None:
    """Each query an executable of SHACL with its text and the endpoint that it is for."""
    answer = client.get(f"/download/queries.{ending}")
    graph = read_graph(answer.data, answer.mimetype)
    executables = set(graph.subjects(rdflib.URIRef(RDF + "type"), rdflib.URIRef(SH + "SPARQLExecutable")))
    assert executables == {rdflib.URIRef(QUERY + name) for name in NAMES}
    assert set(graph.objects(None, rdflib.URIRef(SCHEMA + "target"))) == {rdflib.URIRef("http://localhost/sparql")}


def test_a_described_query_runs_with_the_prefixes_beside_it(client: FlaskClient) -> None:
    """As programs that try the example queries of endpoints do."""
    graph = rdflib.Graph().parse(data=client.get("/query/mechanisms.ttl").text, format="turtle")
    (text,) = graph.objects(rdflib.URIRef(QUERY + "mechanisms"), rdflib.URIRef(SH + "select"))
    declared = {
        str(graph.value(node, rdflib.URIRef(SH + "prefix"))): str(graph.value(node, rdflib.URIRef(SH + "namespace")))
        for node in graph.objects(None, rdflib.URIRef(SH + "declare"))
    }
    prologue = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in declared.items())
    answer = client.post("/sparql", data={"query": prologue + text})
    assert len(json.loads(answer.data)["results"]["bindings"]) == 5


@pytest.fixture(scope="module")
def listed(app: flask.Flask) -> dict[str, str]:
    """The text of each query in the list for programs."""
    return {each["name"]: each["query"] for each in rows(app.test_client(), API)["queries"]}


@pytest.mark.parametrize("name", NAMES)
def test_the_text_for_programs_runs_at_the_endpoint(client: FlaskClient, listed: dict[str, str], name: str) -> None:
    """As it stands in the list: it declares the prefixes that it uses."""
    assert client.get("/sparql", query_string={"query": listed[name]}).status_code == 200


def test_the_name_of_a_query_leads_to_its_page_or_its_description(client: FlaskClient) -> None:
    """By what is accepted (303)."""
    people = client.get("/query/mechanisms", headers={"Accept": "text/html", "Accept-Language": "sv"})
    programs = client.get("/query/mechanisms", headers={"Accept": "text/turtle"})
    assert (people.status_code, people.location) == (303, "/sv/fragor/mechanisms")
    assert (programs.status_code, programs.location) == (303, "/query/mechanisms.ttl")
    assert client.get("/query/nothing").status_code == 404
    assert client.get("/download/queries.csv").status_code == 404


def test_a_long_answer_stands_on_several_pages(client: FlaskClient) -> None:
    """Each leads to the next and back, and the files hold all."""
    text = page(client, "labels-in-three-languages", "class=Barrier")
    assert f"Rows 1–{MOST} of 64." in text
    further = re.search(r'rel="next" href="([^"]+)"', text)
    assert further
    last = client.get(further[1].replace("&amp;", "&")).text
    assert f"Rows {MOST + 1}–64 of 64." in last
    assert 'rel="prev"' in last


def test_rows_that_there_are_not_are_the_first(client: FlaskClient) -> None:
    """An address that was made up is no error."""
    for offset in ("99999", "-1", "x", "²"):
        assert "5 rows" in page(client, "mechanisms", f"offset={offset}")


def test_the_text_of_the_query_holds_what_was_chosen(client: FlaskClient) -> None:
    """And opens in the editor as it stands."""
    text = page(client, "obstacles-by-level", "level=level-macro")
    assert "VALUES ?level { id:level-macro }" in text
    assert "/en/sparql?query=PREFIX%20kierre%3A" in text


def test_the_front_door_for_data_leads_to_the_queries(client: FlaskClient) -> None:
    """And so does the foot of each page."""
    assert client.get("/en/doors/research-and-develop").text.count('href="/en/queries"') == 2
