"""Finished answers, kept in front of Flask."""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from datetime import date
from typing import Any

import brotli
import pytest
from flask.testing import FlaskClient
from werkzeug.test import Client
from werkzeug.wrappers import Request, Response

from portal.web.kept import Kept


class Counting:
    """An application that counts how often it is asked; `/plain` has no ETag."""

    def __init__(self, size: int = 1000) -> None:
        self.asked, self.size = 0, size

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer any address with the same bytes."""
        self.asked += 1
        request = Request(environ)
        response = Response("x" * self.size, content_type="text/html; charset=utf-8")
        if request.path != "/plain":
            response.set_etag("one")
        return response(environ, start_response)


def test_the_same_address_is_made_once() -> None:
    """Asked three times, made once; another query string is another answer."""
    application = Counting()
    client = Client(Kept(application, 1))
    assert [client.get("/a").get_data() for _ in range(3)] == [b"x" * 1000] * 3
    assert application.asked == 1
    client.get("/a?b=c")
    assert application.asked == 2


def test_each_host_has_its_own_answers() -> None:
    """An answer may name the address by which it was asked for; a forged host spoils nothing for others."""
    application = Counting()
    client = Client(Kept(application, 1))
    client.get("/a", base_url="http://one.example")
    client.get("/a", base_url="http://two.example")
    assert application.asked == 2


def test_hosts_share_answers_when_the_public_address_is_set() -> None:
    """Then no answer depends on the host."""
    application = Counting()
    client = Client(Kept(application, 1, by_host=False))
    client.get("/a", base_url="http://one.example")
    client.get("/a", base_url="http://two.example")
    assert application.asked == 1


def test_the_answer_to_a_very_long_question_is_not_kept() -> None:
    """Questions must not fill the store."""
    application = Counting()
    client = Client(Kept(application, 1))
    for _ in range(2):
        client.get("/a?" + "b" * 2000)
    assert application.asked == 2


def test_an_answer_without_an_etag_is_made_each_time() -> None:
    """Nothing says that it may be kept."""
    application = Counting()
    client = Client(Kept(application, 1))
    client.get("/plain")
    client.get("/plain")
    assert application.asked == 2


def test_the_oldest_goes_when_the_store_is_full() -> None:
    """Answers of 200 kB in a store of 1 MB: the first is made again, the last is not."""
    application = Counting(200_000)
    client = Client(Kept(application, 1))
    for number in range(8):
        client.get(f"/{number}")
    client.get("/7")
    assert application.asked == 8
    client.get("/0")
    assert application.asked == 9


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("", None),
        ("gzip", "gzip"),
        ("br, gzip", "br"),
        ("gzip;q=1, br;q=0", "gzip"),
        ("identity", None),
        ("*", "br"),
        (";;,=", None),
        ("br;q=0.1, gzip;q=0.5", "gzip"),
        ("identity, br;q=0.5", None),
        ("*;q=0", None),
    ],
)
def test_an_answer_is_compressed_as_the_client_wishes(client: FlaskClient, accepted: str, encoding: str | None) -> None:
    """The same page under each; each form has an ETag of its own."""
    plain = client.get("/fi/malli", headers={"Accept-Encoding": ""})
    page = client.get("/fi/malli", headers={"Accept-Encoding": accepted})
    assert page.headers.get("Content-Encoding") == encoding
    opened = {None: bytes, "gzip": gzip.decompress, "br": brotli.decompress}[encoding](page.data)
    assert opened == plain.data
    assert (page.headers["ETag"] == plain.headers["ETag"]) is (encoding is None)
    assert "Accept-Encoding" in page.headers["Vary"]


def test_a_client_that_has_the_answer_gets_304(client: FlaskClient) -> None:
    """Without a body, with the same ETag and policy; another ETag gets the page."""
    page = client.get("/fi/malli")
    again = client.get("/fi/malli", headers={"If-None-Match": page.headers["ETag"]})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", page.headers["ETag"])
    assert client.get("/fi/malli", headers={"If-None-Match": '"another"'}).status_code == 200


def test_a_proxy_that_weakens_the_etag_gets_304(client: FlaskClient) -> None:
    """As nginx does when it compresses: RFC 9110 compares weakly here."""
    etag = client.get("/fi/malli").headers["ETag"]
    assert client.get("/fi/malli", headers={"If-None-Match": "W/" + etag}).status_code == 304


def test_a_client_that_wants_another_version_gets_412(client: FlaskClient) -> None:
    """By If-Match, which compares strongly; the first time, when nothing is kept yet, as the second."""
    etag = client.get("/fi/malli", headers={"Accept-Encoding": "br"}).headers["ETag"]
    for path in ("/fi/malli?first", "/fi/malli?first", "/fi/malli"):
        answer = client.get(path, headers={"If-Match": '"another"'})
        assert (answer.status_code, answer.content_type) == (412, "application/problem+json")
    for same in (etag, f'"another", {etag}', "*"):
        for path in ("/fi/malli", f"/fi/malli?{len(same)}"):
            assert client.get(path, headers={"If-Match": same, "Accept-Encoding": "br"}).status_code == 200
    assert client.get("/fi/malli", headers={"If-Match": "W/" + etag, "Accept-Encoding": "br"}).status_code == 412


def test_a_client_that_has_a_file_of_the_same_date_gets_304(client: FlaskClient) -> None:
    """But the date has no say where a tag is named (RFC 9110, 13.1.3), and an older one gets the file."""
    date_of_it = client.get("/static/css/kierre.css").headers["Last-Modified"]
    ask = {"If-Modified-Since": date_of_it}
    assert client.get("/static/css/kierre.css", headers=ask).status_code == 304
    assert client.get("/static/css/kierre.css", headers={**ask, "If-None-Match": '"another"'}).status_code == 200
    for other in ("Thu, 01 Jan 1970 00:00:00 GMT", "yesterday"):
        assert client.get("/static/css/kierre.css", headers={"If-Modified-Since": other}).status_code == 200


def test_head_has_the_headers_of_get(client: FlaskClient) -> None:
    """And no body."""
    page, head = client.get("/en/"), client.head("/en/")
    assert head.data == b""
    assert head.headers["Content-Length"] == page.headers["Content-Length"]


def test_forms_of_data_are_kept_apart(client: FlaskClient) -> None:
    """One address, two accepted types, two answers."""
    ask = "/sparql?query=ASK%20%7B%7D"
    types = [client.get(ask, headers={"Accept": f"application/sparql-results+{form}"}).mimetype for form in ("json", "xml")]
    assert types == ["application/sparql-results+json", "application/sparql-results+xml"]


def test_no_answer_is_kept_longer_than_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a page shows may depend on the week."""
    application = Counting()
    client = Client(Kept(application, 1))
    for day in (date(2026, 11, 22), date(2026, 11, 22), date(2026, 11, 23)):
        monkeypatch.setattr("portal.web.kept.today", lambda day=day: day)
        client.get("/a")
    assert application.asked == 2
