"""Why a query has no answer: in the reader's language, with the place, and nothing is lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest
from flask.testing import FlaskClient

PATIENCE = 120  # seconds: for what is not to end by time
SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def fault(client: FlaskClient, query: str, status: int, path: str = "/en/sparql") -> str:
    """The text of the fault."""
    answer = client.get(path, query_string={"query": query})
    assert answer.status_code == status
    found = re.search(r'<div class="problem" id="fault".*?</div>', answer.text, re.DOTALL)
    assert found
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", found[0])).split())


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("SELECT * {\n  ?s ?p }", (2, 9)),
        ("SELECT * {\n  ?s ?p }\n\n", (2, 9)),
        ("SELECT *\n{ ?s ?p ?o } LIMIT x", (2, 20)),
    ],
)
def test_the_place_is_told(client: FlaskClient, query: str, place: tuple[int, int]) -> None:
    """Line and column, and what stands there."""
    said = fault(client, query, 400)
    assert f"from line {place[0]}, column {place[1]} on" in said
    assert query.split("\n")[place[0] - 1][:5].split(maxsplit=1)[0] in said


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        ("SELECT * { SERVICE <a:b> {} }", 403, "SERVICE is refused"),
        ("CLEAR ALL", 403, "nothing sent changes the data"),
        ("ASK " + "{" * 200 + "}" * 200, 403, "too many brackets"),
        ("#" * 100_001, 403, "at most 100000 characters"),
        ("hello", 400, "This is no query"),
        ("ASK { ?s my:own 1 }", 400, "The prefix “my:” is not declared"),
        ("ASK { FILTER(<a:b>(1)) }", 400, "cannot be answered as it stands"),
    ],
)
def test_what_is_refused_says_why(client: FlaskClient, query: str, status: int, said: str) -> None:
    """One sentence for each reason."""
    assert said in fault(client, query, status)


def test_limits_are_told(make_client: Callable[..., FlaskClient]) -> None:
    """Of time and size, with what to do."""
    assert "longer than 1 seconds" in fault(make_client(query_seconds=1.0, query_workers=1), SLOW, 503)
    few = make_client(query_seconds=PATIENCE, query_rows=5, query_workers=1)
    assert "Ask for less at a time" in fault(few, "SELECT * { ?s ?p ?o }", 413)


@pytest.mark.parametrize(
    ("path", "said"),
    [("/fi/sparql", "Kyselyä ei voi lukea rivin 1 kohdasta"), ("/sv/sparql", "Frågan går inte att läsa från rad 1")],
)
def test_the_sentence_is_in_the_readers_language(client: FlaskClient, path: str, said: str) -> None:
    """Not in that of the engine."""
    assert said in fault(client, "SELECT * { ?s }", 400, path)


def test_the_query_is_kept(client: FlaskClient) -> None:
    """As it was sent, with its blanks and line ends."""
    query = "\n\nSELECT * {\n\t?s }  \n"
    page = client.get("/en/sparql", query_string={"query": query}).text
    assert re.search(r"<textarea[^>]*>\n(.*?)</textarea>", page, re.DOTALL)[1] == query  # type: ignore[index]


def test_the_field_says_that_it_is_wrong(client: FlaskClient) -> None:
    """To a screen reader, and where it is told."""
    page = client.get("/en/sparql", query_string={"query": "hello"}).text
    assert re.search(r'<textarea[^>]*aria-describedby="query-hint fault" aria-invalid="true"', page)


def test_a_fault_is_not_kept(client: FlaskClient) -> None:
    """A reader who was answered before is not told that nothing has changed."""
    answer = client.get("/en/sparql?query=hello", headers={"If-None-Match": "*"})
    assert (answer.status_code, answer.headers["Cache-Control"]) == (400, "no-store")
    assert "ETag" not in answer.headers


def test_of_a_long_line_only_the_place_is_shown(client: FlaskClient) -> None:
    """What stands near it."""
    said = fault(client, "SELECT ?x { ?x ?y '" + "a" * 2000 + "' ; ] }", 400)
    assert len(said) < 400
    assert "] }" in said
