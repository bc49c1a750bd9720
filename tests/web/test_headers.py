"""The headers that every answer carries."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

ANSWERS = [
    ("/", 302),
    ("/fi/", 200),
    ("/fi/asiat/queues-grow", 200),
    ("/fi/nowhere", 404),
    ("/id/queues-grow", 303),
    ("/id/queues-grow.ttl", 200),
    ("/ontology.jsonld", 200),
    ("/download/shapes.ttl", 200),
    ("/sparql?query=ASK%7B%7D", 200),
    ("/sparql", 200),
    ("/sparql?query=x", 400),
    ("/healthz", 200),
    ("/readyz", 200),
    ("/version", 200),
    ("/metrics", 200),
    ("/static/css/kierre.css", 200),
]


@pytest.fixture(params=ANSWERS, ids=[path for path, _ in ANSWERS])
def answer(client: FlaskClient, request: pytest.FixtureRequest) -> Iterator[TestResponse]:
    """An answer of each kind."""
    path, status = request.param
    found = client.get(path)
    assert found.status_code == status
    yield found
    found.close()


def test_nothing_is_loaded_from_elsewhere(answer: TestResponse) -> None:
    """The policy names this origin or nothing."""
    policy = dict(part.strip().partition(" ")[::2] for part in answer.headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert set(policy.values()) <= {"'none'", "'self'"}


def test_nothing_is_sniffed_or_told(answer: TestResponse) -> None:
    """Types are what they say; other sites learn no addresses."""
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "camera=()" in answer.headers["Permissions-Policy"]


def test_data_is_open_to_every_origin_and_pages_are_not(answer: TestResponse) -> None:
    """A program in another page may read data."""
    assert ("Access-Control-Allow-Origin" in answer.headers) is (answer.mimetype != "text/html")


@pytest.mark.parametrize(
    "path",
    ["/dataset", "/query/mechanisms", "/download/ontology.ttl", "/download/context.jsonld", "/id/queues-grow"],
)
def test_a_program_of_any_origin_may_follow_where_data_is(client: FlaskClient, path: str) -> None:
    """A browser lets it see the data only when each step is open."""
    answer = client.get(path, headers={"Accept": "text/turtle", "Origin": "https://a.test"})
    assert (answer.status_code in {303, 308}, answer.headers.get("Access-Control-Allow-Origin")) == (True, "*")
    assert "Location" in answer.headers


def test_no_answer_sets_a_cookie(answer: TestResponse) -> None:
    """Nobody is followed."""
    assert "Set-Cookie" not in answer.headers


def test_text_says_its_character_set(answer: TestResponse) -> None:
    """No letter is guessed."""
    if answer.mimetype.startswith("text/"):
        assert "charset=utf-8" in answer.headers["Content-Type"]
