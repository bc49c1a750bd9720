"""The portal over an engine that is not there, not loaded, slow, killed, emptied, loaded anew: a clear 503, and back by itself."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from portal.graph.endpoint import Address, Endpoint
from portal.graph.load import Data, load
from portal.graph.publish import Patience, publish
from portal.graph.remote import Remote
from portal.settings import Settings
from portal.web import create_app, opening

PAGES = {
    "/fi/": "Tietoja ei saa juuri nyt näkyviin",
    "/sv/metoder": "Uppgifterna går inte att visa just nu",
    "/en/things/queues-grow": "The data is not at hand right now",
    "/en/search?q=queues": "The data is not at hand right now",
    "/en/things/no-such-thing": "The data is not at hand right now",
}
FOR_PROGRAMS = [
    "/sparql?query=ASK%20%7B%7D",
    "/api/v1/loops",
    "/api/v1/search?q=x",
    "/id/queues-grow.ttl",
    "/download/kierre.nt",
    "/version",
]
PATIENCE = 120
Patch = pytest.MonkeyPatch
NOWHERE = "http://127.0.0.1:1/query"
BROWSER = {"Accept": "text/html,*/*;q=0.8"}
PAGE = "/en/things/queues-grow"


@pytest.fixture(autouse=True)
def impatient(monkeypatch: Patch) -> None:
    """Try again at once, but wait for another who is opening."""
    monkeypatch.setattr(opening, "_REST", 0.0)
    monkeypatch.setattr(opening, "_PATIENCE", PATIENCE)


@pytest.fixture
def over(world: Path, tmp_path: Path) -> Callable[..., FlaskClient]:
    """Makes a client of a portal over an engine."""

    def make(url: str, **settings: object) -> FlaskClient:
        limits = {"store_seconds": PATIENCE, "store_connect_seconds": PATIENCE}
        return create_app(Settings(sources=world, state=tmp_path, store=url, **limits, **settings)).test_client()  # type: ignore[arg-type]

    return make


@pytest.fixture
def data(world: Path) -> Data:
    """What stands in the portal's own files."""
    return load(world)


def endpoint_of(url: str) -> Endpoint:
    """An engine, for which one waits."""
    return Endpoint(Address(url, connect=PATIENCE, read=PATIENCE))


def put_in(url: str, data: Data, version: str = "") -> None:
    """Publish a version."""
    publish(endpoint_of(url), data.store, version or data.version, 2, lambda _: None, Patience(PATIENCE, 0.1, 0.3))


def text(client: FlaskClient, path: str = PAGE, status: int = 200) -> str:
    """A page, as a browser asks for it."""
    answer = client.get(path, headers=BROWSER)
    assert answer.status_code == status, answer.text
    assert (answer.headers.get("Retry-After") is not None) == (status == 503)
    return str(answer.text)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_says_in_the_reader_s_language_that_there_is_no_data(over: Callable[..., FlaskClient], path: str) -> None:
    """With 503 and a time to come again; without a word on where the engine is."""
    said = text(over(NOWHERE), path, 503)
    assert PAGES[path] in said
    assert "127.0.0.1:1" not in said


@pytest.mark.parametrize("path", FOR_PROGRAMS)
def test_a_program_is_given_a_problem(over: Callable[..., FlaskClient], path: str) -> None:
    """RFC 9457, with a time to come again."""
    answer = over(NOWHERE).get(path)
    assert (answer.status_code, answer.mimetype) == (503, "application/problem+json")
    assert answer.headers["Retry-After"]
    assert "Ask again" in answer.json["detail"]


def test_the_portal_lives_but_is_not_ready(over: Callable[..., FlaskClient]) -> None:
    """Those who run it are told why; what needs no data is served."""
    client = over(NOWHERE)
    assert client.get("/healthz").status_code == 200
    assert client.get("/static/css/kierre.css").status_code == 200
    assert "cannot be reached" in text(client, "/readyz", 503)
    assert text(client, "/en/no/such/address", 404)


def test_an_engine_without_this_version_is_not_ready(over: Callable[..., FlaskClient], start_oxigraph: Any, data: Data) -> None:
    """The version and the command that loads it are named; another version is never shown."""
    engine = start_oxigraph()
    put_in(engine.url, data, "f" * 16)
    client = over(engine.url)
    assert f"does not hold data version {data.version}. Load it with: kierre publish" in text(client, "/readyz", 503)
    text(client, PAGE, 503)


def test_a_portal_is_ready_as_soon_as_the_version_is_in(over: Callable[..., FlaskClient], start_oxigraph: Any, data: Data) -> None:
    """And not before, however much of it is there."""
    engine, seen = start_oxigraph(), []
    client = over(engine.url)
    patience = Patience(PATIENCE, 0.1, 0.3)
    say = lambda _: seen.append(client.get("/readyz").status_code)  # noqa: E731
    publish(endpoint_of(engine.url), data.store, data.version, 2, say, patience)
    assert set(seen) == {503}
    assert len(seen) > 5
    assert text(client, "/readyz") == f"ready {data.version}\n"
    assert "queues" in text(client)


def test_an_engine_that_is_killed_and_comes_back(over: Callable[..., FlaskClient], start_oxigraph: Any, data: Data) -> None:
    """Meanwhile what has been made is served, and what has not is 503; nothing is started anew but the engine."""
    engine = start_oxigraph()
    put_in(engine.url, data)
    client = over(engine.url)
    before = text(client)
    engine.kill()
    assert text(client) == before
    text(client, "/en/methods", 503)
    assert "cannot be reached" in text(client, "/readyz", 503)
    engine.start()
    assert text(client, "/en/methods")
    assert text(client, "/readyz")


def test_an_engine_that_was_emptied_shows_nothing(over: Callable[..., FlaskClient], start_oxigraph: Any, data: Data) -> None:
    """Neither a page without its facts nor an empty table; when it is loaded anew the pages are what they were."""
    engine = start_oxigraph()
    put_in(engine.url, data)
    client = over(engine.url, kept_megabytes=1)
    before = text(client, "/en/methods")
    engine.empty()
    for path in (PAGE, "/en/things/no-such-thing", "/sparql?query=SELECT%20*%20%7B%3Fs%20%3Fp%20%3Fo%7D"):
        text(client, path, 503)
    assert "does not hold" in text(client, "/readyz", 503)
    put_in(engine.url, data)
    assert "queues" in text(client)
    assert text(client, "/en/methods?x=1").count("<li>") == before.count("<li>")


def test_what_was_made_while_the_engine_was_loaded_anew_is_not_shown(
    over: Callable[..., FlaskClient], start_oxigraph: Any, data: Data, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half of it could be of an engine that was just being filled."""
    engine = start_oxigraph()
    put_in(engine.url, data)
    client = over(engine.url)
    assert text(client, "/readyz")
    select = Remote.select

    def slow(self: Remote, *given: Any, **more: Any) -> Any:
        monkeypatch.setattr(Remote, "select", select)
        engine.empty()
        put_in(engine.url, data)
        return self.select(*given, **more)

    monkeypatch.setattr(Remote, "select", slow)
    text(client, PAGE, 503)
    assert "queues" in text(client)


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (b"401 Unauthorized\r\nContent-Length: 0\r\n\r\n", "KIERRE_STORE_PASSWORD"),
        (b"500 Oops\r\nContent-Length: 0\r\n\r\n", "answers 500"),
        (b"503 Busy\r\nContent-Length: 0\r\n\r\n", "answers 503"),
        (b"200 OK\r\nContent-Length: 6\r\n\r\n<html>", "no answer"),
        (b"200 OK\r\nContent-Length: 60\r\n\r\n{", "broke off"),
    ],
)
def test_an_engine_that_fails_is_not_ready(over: Callable[..., FlaskClient], odd_engine: Any, answer: bytes, why: str) -> None:
    """The reason is for those who run it, not for readers."""
    client = over(odd_engine(lambda out: out.write(b"HTTP/1.1 " + answer)))
    assert why in text(client, "/readyz", 503)
    assert why not in text(client, PAGE, 503)


def test_a_silent_engine_holds_one_request_only(
    over: Callable[..., FlaskClient], odd_engine: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The others are told at once that the data is being read."""
    monkeypatch.setattr(opening, "_PATIENCE", 0.01)
    asked, ended, answers = threading.Event(), threading.Event(), []

    def silent(_: object) -> None:
        asked.set()
        ended.wait()

    client = over(odd_engine(silent))
    thread = threading.Thread(target=lambda: answers.append(text(client, PAGE, 503)))
    thread.start()
    asked.wait()
    text(client.application.test_client(), PAGE, 503)
    assert answers == []
    ended.set()
    thread.join()
    assert answers


def test_after_a_failure_nobody_asks_for_a_moment(
    over: Callable[..., FlaskClient], odd_engine: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that an engine that comes up is not asked by every reader at once."""
    monkeypatch.setattr(opening, "_REST", 60.0)
    asked: list[int] = []
    client = over(odd_engine(lambda _: asked.append(1)))
    for _ in range(3):
        text(client, PAGE, 503)
    assert 1 <= len(asked) <= 2


def test_whatever_happens_to_the_engine_a_page_is_whole_or_503(
    over: Callable[..., FlaskClient], start_oxigraph: Any, data: Data
) -> None:
    """Killed, emptied and loaded anew under three readers: never another status, never another page."""
    engine, ended, seen = start_oxigraph(), threading.Event(), set()
    put_in(engine.url, data)
    client = over(engine.url)
    whole = {path: text(client, path).count("<li>") for path in (PAGE, "/en/methods", "/en/mechanisms")}

    def read(number: int) -> None:
        reader, turn = client.application.test_client(), 0
        while not ended.is_set():
            turn += 1
            for path, items in whole.items():
                answer = reader.get(f"{path}?again={number}-{turn}", headers=BROWSER)
                seen.add((answer.status_code, answer.status_code == 503 or answer.text.count("<li>") == items))

    threads = [threading.Thread(target=read, args=[number]) for number in range(3)]
    for thread in threads:
        thread.start()
    for _ in range(2):
        engine.kill()
        engine.start()
        engine.empty()
        put_in(engine.url, data)
    ended.set()
    for thread in threads:
        thread.join()
    assert seen <= {(200, True), (503, True)}
    assert text(client, PAGE)


def test_a_real_server_outlives_its_engine(start_oxigraph: Any, world: Path, tmp_path: Path, data: Data, start_server: Any) -> None:
    """`kierre serve`, as people run it; ready when the version is in."""
    engine = start_oxigraph()
    put_in(engine.url, data)
    server = start_server(sources=world, state=tmp_path, store=engine.url, store_seconds=PATIENCE, store_connect_seconds=PATIENCE)
    assert server.get(PAGE).status == 200
    engine.kill()
    assert server.get("/readyz").status == 503
    assert server.get("/healthz").status == 200
    assert server.get(PAGE, Accept="text/html").status == 200
    assert server.get("/sv/metoder", Accept="text/html").status == 503
    engine.start()
    assert server.get("/sv/metoder").status == 200
