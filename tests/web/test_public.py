"""The address under which readers reach the portal."""

from __future__ import annotations

import flask

from portal.graph.load import Data
from portal.settings import Settings
from portal.web import create_app, public


def whole(data: Data, **settings: str) -> str:
    """The whole address of a path, asked for by way of one host."""
    app: flask.Flask = create_app(Settings(**settings), data)  # type: ignore[arg-type]
    with app.test_request_context("/fi/", base_url="http://127.0.0.1:8000"):
        return public.absolute("/id/queues-grow")


def test_an_address_begins_as_the_request_came_in(small: Data) -> None:
    """Nobody has said how readers reach the portal."""
    assert whole(small) == "http://127.0.0.1:8000/id/queues-grow"


def test_an_address_begins_with_the_public_one(small: Data) -> None:
    """The setting wins over the host of the request."""
    assert whole(small, public_url="https://kierre.example.fi/") == "https://kierre.example.fi/id/queues-grow"
