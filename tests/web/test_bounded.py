"""Headers that are too long to be read."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient


@pytest.mark.parametrize("name", ["Accept", "Accept-Encoding", "Accept-Language", "If-None-Match"])
@pytest.mark.parametrize("path", ["/", "/en/", "/id/queues-grow", "/sparql?query=ASK%7B%7D"])
def test_a_long_list_of_wishes_is_as_none(client: FlaskClient, name: str, path: str) -> None:
    """What is answered is what a client without wishes gets."""
    long, without = (client.get(path, headers=headers) for headers in ({name: "a/b;q=0.1," * 1000}, {}))
    assert (long.status_code, long.headers.get("Location"), long.data) == (
        without.status_code,
        without.headers.get("Location"),
        without.data,
    )


def test_what_browsers_send_is_read(client: FlaskClient) -> None:
    """Long, but not too long."""
    accept = "text/html," + ",".join(f"application/x-{number};q=0.{number}" for number in range(9))
    assert client.get("/en/", headers={"Accept": accept}).status_code == 200


@pytest.mark.parametrize("host", ["", "a b", "one.example,two.example", "a<b>", "a/b", "ä.example"])
def test_a_request_without_one_host_is_refused(client: FlaskClient, host: str) -> None:
    """RFC 9112, 3.2; a server gives several headers as one, joined by commas."""
    answer = client.get("/id/queues-grow", environ_overrides={"HTTP_HOST": host})
    assert (answer.status_code, answer.content_type) == (400, "application/problem+json")


@pytest.mark.parametrize("host", ["localhost", "kierre.example.org:8000", "[::1]:8000", "xn--4ca.example"])
def test_a_host_is_heard(client: FlaskClient, host: str) -> None:
    """By name or number; HTTP/1.0 knows none."""
    assert client.get("/healthz", environ_overrides={"HTTP_HOST": host}).status_code == 200
    assert client.get("/healthz", environ_overrides={"HTTP_HOST": "", "SERVER_PROTOCOL": "HTTP/1"}).status_code == 200


@pytest.mark.parametrize("path", ["/sparql?query=ASK%7B%7D", "/api/v1/levels"])
def test_slashes_at_the_beginning_are_one(client: FlaskClient, path: str) -> None:
    """So that what is kept for one type is not given for another."""
    types = [
        client.get("/", environ_overrides={"PATH_INFO": "/" + path.partition("?")[0], "QUERY_STRING": path.partition("?")[2]},
                   headers={"Accept": accept}).content_type
        for accept in ("application/json", "application/sparql-results+xml, application/ld+json")
    ]  # fmt: skip
    assert types[0] == "application/json" != types[1]
