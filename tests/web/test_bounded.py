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
