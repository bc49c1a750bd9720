"""The log tells what happens, and nothing of those who ask or what they write."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Iterator
from io import StringIO
from logging.config import dictConfig
from pathlib import Path
from typing import Any

import flask
import pytest
from flask.testing import FlaskClient

from portal.graph.load import Data
from portal.log import configuration
from portal.settings import Settings
from portal.web import create_app

SECRET = "salaisuus"  # noqa: S105 - a word to look for
ASKED = [
    f"/fi/haku?q={SECRET}", f"/api/v1/search?q={SECRET}", f"/sparql?query=ASK%20%7B%20%22{SECRET}%22%20%7D", f"/{SECRET}",
    f"/fi/{SECRET}", f"/id/{SECRET}", f"/fi/tiimin-tarkistus?{SECRET}", f"/fi/mista-aloitan?obstacle={SECRET}", "/breaks",
]  # fmt: skip


@pytest.fixture
def log() -> Iterator[Callable[[str], StringIO]]:
    """Lets the log of a form be written where the test reads it."""

    def begin(form: str) -> StringIO:
        written = StringIO()
        settings = configuration(form)
        settings["handlers"]["stderr"]["stream"] = written
        dictConfig(settings)
        return written

    yield begin
    for name in ("kierre", "kierre.request", "portal", "_granian", "granian.access"):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [], True
        logger.setLevel(logging.NOTSET)


@pytest.fixture
def client(small: Data, tmp_path: Path) -> FlaskClient:
    """A client of a portal with an address that breaks."""
    app: flask.Flask = create_app(Settings(state=tmp_path), small)

    def breaks() -> str:
        raise LookupError(f"there is no {SECRET}")

    app.add_url_rule("/breaks", "breaks", breaks)
    return app.test_client()


@pytest.mark.parametrize("form", ["json", "text"])
def test_nothing_that_a_reader_writes_is_logged(log: Callable[[str], StringIO], client: FlaskClient, form: str) -> None:
    """Neither questions, queries, answers of a team check, addresses in full, nor who asks and with what."""
    written = log(form)
    who = {"User-Agent": SECRET, "X-Forwarded-For": SECRET, "Referer": SECRET, "Authorization": SECRET}
    for path in ASKED:
        client.get(path, headers=who)
    client.post("/fi/tiimin-tarkistus", data={SECRET: SECRET, "do": "show"}, headers=who).close()
    client.post("/sparql", data={"query": SECRET}, headers=who).close()
    client.open("/fi/", method=SECRET.upper()).close()
    assert len(written.getvalue().splitlines()) >= len(ASKED)
    assert SECRET not in written.getvalue().lower()
    assert "127.0.0.1" not in written.getvalue()


def test_a_request_is_one_object(log: Callable[[str], StringIO], client: FlaskClient, small: Data) -> None:
    """With the rule of its address, not the address."""
    written = log("json")
    size = len(client.get("/en/guides/queues").data)
    told = json.loads(written.getvalue())
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", told.pop("time"))
    assert told.pop("milliseconds") > 0
    assert told == {
        "level": "info", "event": "request", "method": "GET", "route": "/en/guides/<slug>", "status": 200, "bytes": size,
        "data": small.version,
    }  # fmt: skip


def test_an_error_is_told_with_its_places_and_kind(log: Callable[[str], StringIO], client: FlaskClient) -> None:
    """Its own words are not: they may quote what was asked."""
    written = log("json")
    client.get("/breaks")
    told = json.loads(written.getvalue().splitlines()[0])
    assert (told["level"], told["event"], told["route"]) == ("error", "error", "/breaks")
    assert told["trace"][-1] == "LookupError"
    assert any(re.fullmatch(r"tests/test_log\.py:\d+ in breaks", place) for place in told["trace"])


def test_requests_are_logged_only_on_wish(log: Callable[[str], StringIO], client: FlaskClient) -> None:
    """By default only events are."""
    written = log("events")
    client.get("/en/guides/queues")
    assert written.getvalue() == ""


def test_a_server_logs_in_one_form(start_server: Callable[..., Any], world: Path, tmp_path: Path) -> None:
    """From its first line, requests and what the HTTP server itself has to say."""
    server = start_server(sources=world, state=tmp_path / "state", log="json")
    server.get("/en/guides/queues")
    lines = [json.loads(line) for line in server.log.read_text().splitlines()]
    assert any(line.get("route") == "/en/guides/<slug>" for line in lines)
    assert any("Kierre" in line.get("message", "") for line in lines)
