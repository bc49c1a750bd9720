"""The parameters of a question."""

from __future__ import annotations

from collections.abc import Callable

import flask
import pytest
from flask.testing import FlaskClient

from portal.errors import BadQuestion, UnknownName
from portal.namespaces import ID
from portal.web.contract.parameters import Choices
from portal.web.plain import asked
from portal.web.plain.parameters import THING

Make = Callable[..., FlaskClient]


@pytest.fixture
def small_app(make_client: Make) -> flask.Flask:
    """The portal over the small world."""
    return make_client().application


def asking(app: flask.Flask, query: str) -> flask.ctx.RequestContext:
    """A request with a query string."""
    return app.test_request_context("/api/v1/x?" + query)


def test_several_things_of_one_name_are_listed(small_app: flask.Flask) -> None:
    """So that one of them can be asked for."""
    house = small_app.extensions["kierre"]
    for slug in ("leaders", "lasting-change"):
        house.catalogue[ID + slug].texts["http://www.w3.org/2004/02/skos/core#altLabel"]["en"].append("twofold")
    try:
        with asking(small_app, "thing=Twofold"), pytest.raises(BadQuestion, match="'Twofold': lasting-change, leaders"):
            asked.thing(THING)
    finally:
        for slug in ("leaders", "lasting-change"):
            del house.catalogue[ID + slug].texts["http://www.w3.org/2004/02/skos/core#altLabel"]


def test_of_several_the_one_in_the_network_is_meant(small_app: flask.Flask) -> None:
    """The others have no arrows to tell of."""
    house = small_app.extensions["kierre"]
    house.catalogue[ID + "rule-of-three-levels"].texts["http://www.w3.org/2004/02/skos/core#altLabel"]["en"].append(
        "growing queues"
    )
    try:
        with asking(small_app, "thing=growing queues"):
            assert asked.thing(THING) == ID + "queues-grow"
    finally:
        del house.catalogue[ID + "rule-of-three-levels"].texts["http://www.w3.org/2004/02/skos/core#altLabel"]


@pytest.mark.parametrize("name", ["no such thing whatsoever", "link-x", "x" * 5000, "https://w3id.org/kierre/id/nothing", "%00"])
def test_an_unknown_thing_is_named(small_app: flask.Flask, name: str) -> None:
    """However long it is."""
    with asking(small_app, "thing=" + name), pytest.raises(UnknownName, match="There is nothing called"):
        asked.thing(THING)


def test_what_is_near_is_offered(small_app: flask.Flask) -> None:
    """With its name for the reader."""
    with asking(small_app, "thing=constant-hurri&lang=sv"), pytest.raises(UnknownName, match=r"constant-hurry \(ständig brådska\)"):
        asked.thing(THING)


def test_several_values_keep_the_order_of_the_table(small_app: flask.Flask) -> None:
    """However they were given."""
    several = Choices("kind", "Kinds.", allowed=("a", "b", "c", "d"), default=("d",))
    with asking(small_app, "kind=c,b&kind=a&kind=c"):
        assert several.read() == ("a", "b", "c")
    with asking(small_app, ""):
        assert several.read() == ("d",)
