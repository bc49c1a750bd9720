"""Large answers, bit by bit: of queries and of files, to readers quick and slow."""

from __future__ import annotations

import http.client
import io
import resource
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import brotli
import flask
import pytest
from flask.testing import FlaskClient

from portal.web.house import house
from portal.web.streamed import Streamed

LARGE = "/sparql?query=" + quote("SELECT * { ?s ?p ?o } LIMIT 3000")
HUGE = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 99999"
BROTLI = {"Accept-Encoding": "br"}


def test_a_large_answer_is_compressed_where_it_is_made(client: FlaskClient) -> None:
    """It is the same answer, shorter, and says how long it is."""
    plain, packed = client.get(LARGE), client.get(LARGE, headers=BROTLI)
    assert brotli.decompress(packed.data) == plain.data
    assert packed.headers["Content-Encoding"] == "br"
    assert int(packed.headers["Content-Length"]) == len(packed.data) < len(plain.data) / 4


def test_a_large_answer_is_compressed_for_post_too(client: FlaskClient) -> None:
    """Programs send long queries so."""
    answer = client.post("/sparql", data={"query": "SELECT * { ?s ?p ?o } LIMIT 3000"}, headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"


def test_a_large_answer_that_a_client_has_is_not_sent_again(client: FlaskClient) -> None:
    """Each encoding has an ETag of its own."""
    etag = client.get(LARGE, headers=BROTLI).headers["ETag"]
    assert client.get(LARGE, headers={**BROTLI, "If-None-Match": etag}).status_code == 304
    assert client.get(LARGE, headers={"If-None-Match": etag}).status_code == 200


def test_head_of_a_large_answer_tells_its_length(client: FlaskClient) -> None:
    """And leaves its place to others."""
    lengths = {client.head(LARGE, headers=BROTLI).headers["Content-Length"] for _ in range(9)}
    assert lengths == {str(len(client.get(LARGE, headers=BROTLI).data))}


def test_few_large_answers_are_under_way_at_once(client: FlaskClient) -> None:
    """Each holds a thread until it is read; a further one is told to come again."""
    held = [client.get(LARGE) for _ in range(8)]
    busy = client.get(LARGE)
    for each in held:
        each.close()
    assert (busy.status_code, busy.headers["Retry-After"]) == (503, "30")
    assert client.get(LARGE).status_code == 200


@pytest.fixture
def context(client: FlaskClient) -> Iterator[flask.Flask]:
    """The application, as while it answers."""
    with client.application.test_request_context():
        yield client.application


@pytest.mark.usefixtures("context")
def test_a_reader_who_is_too_slow_is_left() -> None:
    """Others wait for his place, which is then free."""
    free = house().downloads._value
    times = iter([1.0, 2.0, 200.0])
    sent = Streamed(io.BytesIO(b"a" * 10**6), 10**6, clock=lambda: next(times))
    assert len(next(sent) + next(sent)) == 2 * 128 * 1024
    with pytest.raises(ConnectionAbortedError):
        next(sent)
    assert house().downloads._value == free


@pytest.mark.usefixtures("context")
def test_a_reader_may_pause() -> None:
    """One who has read much, or has just begun, is not slow."""
    times = iter([1.0, 60.0, 61.0])
    assert list(Streamed(io.BytesIO(b"a"), 1, clock=lambda: next(times))) == [b"a"]


def _serving(server: Any) -> Path:
    """The folder in /proc of the one process that serves."""
    pid = server.process.pid
    return Path(f"/proc/{Path(f'/proc/{pid}/task/{pid}/children').read_text().split()[0]}")


def _megabytes(process: Path) -> float:
    return int((process / "statm").read_text().split()[1]) * resource.getpagesize() / 2**20


def test_a_serving_process_holds_no_large_answer(server: Any) -> None:
    """Its memory grows by half the 45 MB that it sends at most, each of three times: while it sends them, and afterwards."""
    for path in (LARGE, "/en/search?q=queues", "/download/SHA256SUMS"):  # what is made once is made before
        assert server.get(path).status == 200
    process, grown = _serving(server), []
    before = _megabytes(process)
    for _ in range(3):
        connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=120)
        connection.request("POST", "/sparql", HUGE, {"Content-Type": "application/sparql-query"})
        answer = connection.getresponse()
        size = len(answer.read(20 * 10**6))
        grown.append(_megabytes(process) - before)
        size += len(answer.read())
        connection.close()
        grown.append(_megabytes(process) - before)
    assert (size > 40 * 10**6, max(grown) < 24) == (True, True), grown
