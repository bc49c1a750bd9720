"""What a name leads to, by what the request accepts."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from portal.graph.formats import GRAPH_FORMATS

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
NAMES = {
    "/id/queues-grow": "/fi/asiat/queues-grow",
    "/statement/prosos-doc": "/fi/lahdekohdat/prosos-doc",
    "/ontology": "/fi/ontologia",
    "/page/financial-social-work": "/fi/oppaat/financial-social-work",
}
TABLE = [
    (None, "page"),
    ("", "page"),
    ("*/*", "page"),
    (BROWSER, "page"),
    ("text/html", "page"),
    ("text/*", "page"),
    ("text/turtle", ".ttl"),
    ("TEXT/TURTLE", ".ttl"),
    ("text/turtle, text/html;q=0.9", ".ttl"),
    ("text/html;q=0.2, application/ld+json;q=0.5", ".jsonld"),
    ("application/ld+json", ".jsonld"),
    ("text/n3, */*;q=0.1", ".ttl"),
    ("application/n-triples", ".nt"),
    ("application/rdf+xml", ".rdf"),
    ("application/rdf+xml, text/turtle", ".ttl"),
    ("image/png, application/n-triples;q=0.1", ".nt"),
    ("text/turtle;q=0, application/rdf+xml", ".rdf"),
]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("accept", "target"), TABLE)
def test_a_name_leads_to_page_or_data(client: FlaskClient, name: str, accept: str | None, target: str) -> None:
    """303 to what the request likes best; with nothing said, to the page."""
    answer = client.get(name, headers={} if accept is None else {"Accept": accept})
    assert answer.status_code == 303
    assert answer.location == (NAMES[name] if target == "page" else name + target)
    assert "Accept" in answer.headers["Vary"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("accept", ["image/png", "application/sparql-results+json", "text/html;q=0"])
def test_what_cannot_be_given_is_said(client: FlaskClient, name: str, accept: str) -> None:
    """406 where no format will do."""
    assert client.get(name, headers={"Accept": accept}).status_code == 406


@pytest.mark.parametrize(
    "name", ["/id/nothing", "/statement/nothing", "/id/nothing.ttl", "/statement/queues-grow", "/page/nothing", "/graph/nothing"]
)
def test_an_unknown_name_is_404(client: FlaskClient, name: str) -> None:
    """Also for data, and for a thing that is no statement."""
    assert client.get(name, headers={"Accept": "text/turtle"}).status_code == 404


@pytest.mark.parametrize("accept", ["text/turtle", "application/ld+json, text/html;q=0.5", "application/json", "image/png"])
def test_a_program_gets_its_error_as_a_problem(client: FlaskClient, accept: str) -> None:
    """One that takes data rather than pages."""
    answer = client.get("/id/nothing", headers={"Accept": accept})
    assert (answer.status_code, answer.content_type) == (404, "application/problem+json")
    assert "id/nothing" in answer.json["detail"]  # type: ignore[index]
    assert {"Accept", "Accept-Language"} <= set(answer.headers["Vary"].split(", "))


@pytest.mark.parametrize("accept", [None, "*/*", BROWSER, "text/html, text/turtle"])
def test_a_person_gets_the_error_as_a_page(client: FlaskClient, accept: str | None) -> None:
    """Which says what may have been meant."""
    answer = client.get("/id/queues-grows", headers={} if accept is None else {"Accept": accept})
    assert (answer.status_code, answer.mimetype) == (404, "text/html")


def test_what_none_can_give_is_a_problem_that_names_the_forms(client: FlaskClient) -> None:
    """So that a program can ask again."""
    answer = client.get("/id/queues-grow", headers={"Accept": "image/png"})
    assert (answer.status_code, answer.content_type) == (406, "application/problem+json")
    assert "text/turtle" in answer.json["detail"]  # type: ignore[index]


def test_a_named_graph_leads_people_to_a_query_over_it(client: FlaskClient) -> None:
    """It has no page of its own; its data has."""
    answer = client.get("/graph/barriers", headers={"Accept-Language": "en"})
    assert answer.location.startswith("/en/sparql?query=SELECT")
    assert client.get(answer.location).status_code == 200
    assert client.get("/graph/barriers", headers={"Accept": "text/turtle"}).location == "/graph/barriers.ttl"


@pytest.mark.parametrize("name", NAMES)
def test_head_is_answered_as_get_without_a_body(client: FlaskClient, name: str) -> None:
    """For programs that only look where a name leads."""
    answer = client.head(name, headers={"Accept": "text/turtle"})
    assert (answer.status_code, answer.location, answer.data) == (303, name + ".ttl", b"")


@pytest.mark.parametrize("name", NAMES)
def test_a_program_in_a_page_of_another_origin_may_follow(client: FlaskClient, name: str) -> None:
    """A browser follows only where the 303 itself is open to it, as the data is."""
    answer = client.get(name, headers={"Accept": "text/turtle", "Origin": "https://elsewhere.example"})
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert client.get(answer.location).headers["Access-Control-Allow-Origin"] == "*"


def test_terms_of_the_ontology_stand_on_its_page_and_in_its_data(client: FlaskClient) -> None:
    """What follows the # stays with the client: page and data have it both."""
    assert 'id="Barrier"' in client.get("/ontology", follow_redirects=True).text
    assert "kierre:Barrier" in client.get("/ontology", headers={"Accept": "text/turtle"}, follow_redirects=True).text


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("form", GRAPH_FORMATS, ids=lambda form: form.ending)
def test_every_target_is_there(client: FlaskClient, name: str, form: object) -> None:
    """The data at the end of a 303 has the type that was asked for."""
    answer = client.get(name, headers={"Accept": form.media_type}, follow_redirects=True)  # type: ignore[attr-defined]
    assert (answer.status_code, answer.mimetype) == (200, form.media_type)  # type: ignore[attr-defined]
    assert answer.data


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("language", "page"), [("sv", "/sv/"), ("en-GB", "/en/"), ("de", "/fi/")])
def test_a_page_is_in_the_reader_s_language(client: FlaskClient, name: str, language: str, page: str) -> None:
    """The name has no language; the page has."""
    answer = client.get(name, headers={"Accept-Language": language})
    assert answer.location.startswith(page)
    assert "Accept-Language" in answer.headers["Vary"]
    assert client.get(answer.location).status_code == 200


def test_an_answer_is_asked_about_again_by_its_etag(client: FlaskClient) -> None:
    """304 when nothing has changed; another format has another tag."""
    turtle = client.get("/id/queues-grow.ttl")
    assert client.get("/id/queues-grow.ttl", headers={"If-None-Match": turtle.headers["ETag"]}).status_code == 304
    assert client.get("/id/queues-grow.rdf").headers["ETag"] != turtle.headers["ETag"]
