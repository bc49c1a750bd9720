"""What a program learns from a query that was not answered."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal.graph.guard import JOINS, LINKS
from portal.languages import LANGUAGES
from portal.paths import data_root
from portal.settings import Settings

PATIENCE = 120
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def ask(client: FlaskClient, query: str, **headers: str) -> TestResponse:
    """Ask by POST."""
    return client.post("/sparql", data=query, content_type="application/sparql-query", headers=headers)


def said(answer: TestResponse, *names: str) -> dict[str, object]:
    """Some members of a problem."""
    assert answer.mimetype == "application/problem+json"
    assert answer.json is not None
    return {name: answer.json[name] for name in names}


def test_a_syntax_error_has_its_place(client: FlaskClient) -> None:
    """Line and column, as numbers and in the sentence."""
    answer = ask(client, "SELECT *\n{ ?s ?p }")
    assert said(answer, "status", "line", "column") == {"status": 400, "line": 2, "column": 10}
    assert "Line 2, column 10" in answer.text


def test_an_unknown_function_is_named(client: FlaskClient) -> None:
    """400, with its IRI."""
    answer = ask(client, "SELECT * { BIND(<http://a.test/f>(1) AS ?x) }")
    assert said(answer, "status", "function") == {"status": 400, "function": "http://a.test/f"}


@pytest.mark.parametrize(
    ("query", "status", "limit", "value", "about"),
    [
        ("#" * 100_001, 403, "characters", 100_000, "too-long-or-too-deep"),
        ("ASK " + "{" * 200, 403, "depth", 100, "too-long-or-too-deep"),
        ("ASK { " + "?s ?p ?o . " * 200 + "}", 403, "patterns", 100, "too-long-or-too-deep"),
        ("ASK { FILTER(1" + "+1" * 2000 + ") }", 403, "links", 1000, "too-long-or-too-deep"),
        ("SELECT * { ?s ?p ?o }", 413, "rows", 5, "size-of-the-answer"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", 413, "rows", 5, "size-of-the-answer"),
        (ENDLESS, 503, "seconds", 0.3, "time"),
    ],
)
def test_a_limit_is_named(
    make_client: Callable[..., FlaskClient], query: str, status: int, limit: str, value: float, about: str
) -> None:
    """With its value, and the paragraph that says what to do."""
    seconds = value if limit == "seconds" else PATIENCE
    answer = ask(make_client(query_seconds=seconds, query_rows=5, query_workers=1), query)
    assert said(answer, "status", "limit", "value") == {"status": status, "limit": limit, "value": value}
    assert str(said(answer, "type")["type"]).endswith("/en/guides/query-endpoint#" + about)


def test_the_limit_of_a_request_is_named(client: FlaskClient) -> None:
    """With its value, and what to do."""
    answer = ask(client, "#" * (1024**2 + 1))
    assert said(answer, "status", "limit", "value") == {"status": 413, "limit": "bytes", "value": 1048576}
    assert "larger than 1 MB (1048576 bytes). Shorten the query" in str(said(answer, "detail")["detail"])


def test_a_method_that_is_not_known_learns_in_words_which_are(client: FlaskClient) -> None:
    """And in the header."""
    answer = client.put("/sparql", data="ASK {}", content_type="application/sparql-query")
    assert said(answer, "status", "methods") == {"status": 405, "methods": ["GET", "POST"]}
    assert "GET or POST." in str(said(answer, "detail")["detail"])
    assert "POST" in answer.headers["Allow"]


def test_the_paragraphs_are_there(client: FlaskClient) -> None:
    """In the guide, in each language."""
    anchors = (
        "how-to-ask", "formats", "the-query-cannot-be-read", "no-changes", "no-other-servers", "too-long-or-too-deep", "time",
        "memory", "size-of-the-answer", "busy",
    )  # fmt: skip
    for path in ("/fi/oppaat/query-endpoint", "/sv/guider/query-endpoint", "/en/guides/query-endpoint"):
        text = client.get(path).text
        assert [anchor for anchor in anchors if f'id="{anchor}"' not in text] == []


def test_the_example_works(client: FlaskClient) -> None:
    """It leads to the editor, with a query that has rows."""
    place = urlsplit(str(said(ask(client, "nonsense"), "example")["example"]))
    assert place.path == "/en/sparql"
    answer = ask(client, parse_qs(place.query)["query"][0])
    assert answer.json["results"]["bindings"]  # type: ignore[index]


def test_addresses_are_those_by_which_readers_come(make_client: Callable[..., FlaskClient]) -> None:
    """The public address, where the settings name it."""
    answer = ask(make_client(public_url="https://kierre.example.fi"), "nonsense")
    for address in said(answer, "type", "example").values():
        assert str(address).startswith("https://kierre.example.fi/")


def test_a_graph_that_xml_cannot_write_is_406(client: FlaskClient) -> None:
    """With the name of a format that can."""
    answer = ask(client, "CONSTRUCT { <a:s> <http://a.test/1> 1 } {}", Accept="application/rdf+xml")
    assert said(answer, "status") == {"status": 406}
    assert "application/n-triples" in answer.text


def test_a_format_that_does_not_fit_the_form_is_406(client: FlaskClient) -> None:
    """The query is read for it, but not run."""
    assert "text/turtle" in str(said(ask(client, "CONSTRUCT WHERE { ?s ?p ?o }", Accept="text/csv"), "detail")["detail"])


GUIDES = {language: (data_root() / f"content/site/query-endpoint.{language}.md").read_text("utf-8") for language in LANGUAGES}
EXAMPLES = [(language, query) for language, text in GUIDES.items() for query in re.findall(r"```sparql\n(.*?)```", text, re.DOTALL)]


@pytest.mark.parametrize(("language", "query"), EXAMPLES)
def test_each_example_of_the_guide_has_rows(client: FlaskClient, language: str, query: str) -> None:
    """In each language."""
    assert len(EXAMPLES) == 3 * len(LANGUAGES), language
    assert ask(client, query).json["results"]["bindings"]  # type: ignore[index]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guide_tells_the_limits_that_there_are(language: str) -> None:
    """The defaults of the settings, and the guard's own, whatever stands between the thousands."""
    text = re.sub(r"(?<=\d)[ ,](?=\d{3})", "", GUIDES[language])
    rows = [line.split("|")[2].strip() for line in text.splitlines() if re.search(r"\| (503|413|403) \|", line)]
    numbers = [int(number) for row in rows for number in re.findall(r"\d+", row)]
    made = Settings()
    assert numbers == [
        *(made.query_seconds, made.query_megabytes, made.query_rows, made.query_answer_megabytes),
        *(made.query_characters, made.query_depth, JOINS, LINKS),
    ]
