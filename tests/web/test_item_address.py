"""What an address of the portal shows, as an item of a basket."""

from __future__ import annotations

import flask
import pytest

from portal.web.item_address import item_of

CASES = [
    ("https://kierre.example.fi/fi/asiat/queues-grow", "thing:queues-grow"),
    ("https://kierre.example.fi/under/a/path/sv/saker/queues-grow?view=source&v=2026.1", "thing:queues-grow"),
    ("/en/statements/prosos-doc#x", "statement:prosos-doc"),
    ("<http://127.0.0.1:8000/fi/oppaat/team-meeting.md>,", "guide:team-meeting"),
    ("/fi/oppimispolut/an-hour", "guide:an-hour"),
    ("https://w3id.org/kierre/id/queues-grow", "thing:queues-grow"),
    ("/page/about", "guide:about"),
    ("/fi/kuvat/loop.svg?loop=loop-x&shape=narrow", "picture:loop:loop.loop-x"),
    ("/fi/kuvat/vicious-loops", "picture:vicious-loops"),
    ("/fi/kehat/loop-returning-clients", "loop:loop-returning-clients"),
    ("/fi/kyselyt/configurations?level=&lang=fi", "query:configurations"),
    ("/fi/kysymyspankki?kind=a&count=5&seed=2", "questions:a:5:2"),
    ("/fi/kysymyspankki?about=queues-grow", "questions:all:10:1:queues-grow"),
    ("/fi/kysymyspankki?kind=a&kind=b&difficulty=2&about=queues-grow", "questions:a.b:10:1:queues-grow:2"),
    ("/fi/kysymyspankki?difficulty=3", "questions:all:10:1:3"),
    ("/fi/menetelmat", "part:methods"),
    ("/fi/enta-jos?thing=queues-grow", "part:whatif:thing.queues-grow"),
    ("/fi/miksi-toimii/enabling-leadership", "part:why:name.enabling-leadership"),
    ("/fi/haku?q=x", None),
    ("/fi/vie-kurssille?n=1&items=thing:a", None),
    ("/fi/asiat/a/b", None),
    ("queues-grow", None),
    ("javascript:/fi/asiat/queues-grow", None),
    ("https://[", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_an_address_is_read(app: flask.Flask, text: str, wanted: str | None) -> None:
    """Whole or from its first slash, in each language; what shows nothing to take along is none."""
    with app.test_request_context("/fi/"):
        found = item_of(text)
    assert (str(found) if found else None) == wanted
