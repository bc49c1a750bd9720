"""Errors: a page for people, a problem for programs, and never a trace."""

from __future__ import annotations

import logging

import flask
import pytest
from flask.testing import FlaskClient

from portal.graph.load import Data
from portal.settings import Settings
from portal.web import create_app

TITLES = {"fi": "Sivua ei ole", "sv": "Sidan finns inte", "en": "There is no such page"}


@pytest.mark.parametrize("language", TITLES)
def test_a_missing_page_is_told_in_the_reader_s_language(client: FlaskClient, language: str) -> None:
    """The page has the language of the address, and a way home."""
    answer = client.get(f"/{language}/nowhere")
    assert (answer.status_code, answer.mimetype) == (404, "text/html")
    assert f'<html lang="{language}">' in answer.text
    assert f'href="/{language}/"' in answer.text


def test_a_missing_page_outside_the_languages_follows_the_header(client: FlaskClient) -> None:
    """An address without language."""
    assert '<html lang="sv">' in client.get("/nowhere", headers={"Accept-Language": "sv"}).text


@pytest.mark.parametrize("path", ["/en/things/queue-grow", "/id/queues-grows", "/en/things/Queues-Grow"])
def test_a_missing_thing_has_near_names(client: FlaskClient, path: str) -> None:
    """A misspelt name leads to what may be meant."""
    answer = client.get(path, headers={"Accept-Language": "en"})
    assert answer.status_code == 404
    assert 'href="/en/things/queues-grow"' in answer.text


def test_an_address_like_nothing_has_no_near_names(client: FlaskClient) -> None:
    """No guess is better than a bad one."""
    assert "Did you mean" not in client.get("/en/things/zzzzzzzz").text


@pytest.mark.parametrize(
    "path", ["/en/classes/Nothing", "/en/statements/nothing", "/en/guides/nothing", "/download/kierre.exe", "/ontology.exe"]
)
def test_every_kind_of_missing_thing_is_404(client: FlaskClient, path: str) -> None:
    """Whatever it is called."""
    assert client.get(path).status_code == 404


def test_what_stands_in_an_address_is_never_html(client: FlaskClient) -> None:
    """A reader's words come back as text or not at all."""
    answer = client.get("/en/things/<script>alert(1)</script>")
    assert answer.status_code == 404
    assert "<script>" not in answer.text


@pytest.mark.parametrize(("path", "status"), [("/sparql/nowhere", 404), ("/api/v1/nowhere", 404), ("/oembed", 400)])
def test_programs_get_a_problem(client: FlaskClient, path: str, status: int) -> None:
    """RFC 9457: type, title, status and a sentence."""
    answer = client.get(path)
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    assert answer.json is not None
    assert answer.json["status"] == status
    assert set(answer.json) == {"type", "title", "status", "detail"}
    assert answer.json["detail"].endswith(".")


@pytest.mark.parametrize("path", ["/fi/", "/id/queues-grow", "/sparql"])
def test_a_method_that_is_not_allowed_says_what_is(client: FlaskClient, path: str) -> None:
    """405 with Allow."""
    answer = client.delete(path)
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


@pytest.mark.parametrize("host", ["a..b", "a" * 70, "a" * 60_000])
@pytest.mark.parametrize("path", ["/en/", "/en/nowhere", "/sparql", "/id/queues-grow"])
def test_what_is_no_name_of_a_host_is_a_bad_request(client: FlaskClient, host: str, path: str) -> None:
    """No fault of ours, so no 500 and no trace in the log."""
    answer = client.get(path, headers={"Host": host})
    assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")


@pytest.fixture
def faulty(small: Data, caplog: pytest.LogCaptureFixture) -> flask.Flask:
    """A portal with a view that raises."""
    caplog.set_level(logging.CRITICAL)
    made = create_app(Settings(), small)
    for path in ("/en/faulty", "/api/faulty"):
        made.add_url_rule(path, path, lambda: {}["secret"])
    return made


@pytest.mark.parametrize(("path", "kind"), [("/en/faulty", "text/html"), ("/api/faulty", "application/problem+json")])
def test_what_nobody_foresaw_is_500_without_a_trace(faulty: flask.Flask, path: str, kind: str) -> None:
    """The reader learns that it went wrong, not how."""
    answer = faulty.test_client().get(path)
    assert (answer.status_code, answer.mimetype) == (500, kind)
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text


def test_what_nobody_foresaw_is_logged(faulty: flask.Flask, caplog: pytest.LogCaptureFixture) -> None:
    """The keeper of the portal learns how."""
    caplog.set_level(logging.ERROR)
    faulty.test_client().get("/en/faulty")
    assert "An answer could not be made: /en/faulty" in caplog.text
    assert "KeyError" in caplog.text
