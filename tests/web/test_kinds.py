"""Lists of things by kind."""

from __future__ import annotations

import re
from html import unescape

import pytest
from flask.testing import FlaskClient

from portal.graph.load import Data
from portal.languages import sort_key


def counts(page: str) -> dict[str, int]:
    """Class -> number, as the list of kinds shows them."""
    return {name: int(number) for name, number in re.findall(r'/en/classes/(\w+)">.*?<span class="kind">(\d+)</span>', page)}


def listed(page: str) -> list[str]:
    """The things of a list, in its order."""
    return re.findall(r'<a href="/en/things/([^"]+)"', page.partition('<ul class="list">')[2].partition("</main>")[0])


def test_every_kind_is_listed_with_its_number(client: FlaskClient, real: Data) -> None:
    """The numbers are those of the graph."""
    found = counts(client.get("/en/classes").text)
    for name in ("Barrier", "Method", "CausalLink", "Configuration"):
        assert found[name] == len(real.store.select(f"SELECT DISTINCT ?x {{ ?x a kierre:{name} }}"))


@pytest.mark.parametrize(("path", "first"), [("/en/classes", "en"), ("/sv/klasser", "sv"), ("/fi/luokat", "fi")])
def test_kinds_stand_in_the_order_of_their_names(client: FlaskClient, path: str, first: str) -> None:
    """In the language of the page."""
    names = [sort_key(unescape(name)) for name in re.findall(r'<li><a href="[^"]+"><span>([^<]+)</span>', client.get(path).text)]
    assert names == sorted(names)
    assert len(names) > 30, first


def test_a_kind_lists_its_things_with_definitions(client: FlaskClient) -> None:
    """All of them, once."""
    page = client.get("/en/classes/Barrier").text
    slugs = listed(page)
    assert len(slugs) == len(set(slugs)) == counts(client.get("/en/classes").text)["Barrier"]
    assert "More and more clients wait" in page


def test_things_with_a_place_stand_in_their_order(client: FlaskClient) -> None:
    """The stages of the work are told in the order of the work."""
    page = client.get("/en/classes/Mechanism").text
    assert listed(page)[:2] == ["enabling-leadership", "trust-in-change-and-cooperation"]


def test_the_view_of_the_sources_leaves_inferred_things_out(client: FlaskClient) -> None:
    """Configurations are ours alone."""
    assert "0 in all." in client.get("/en/classes/Configuration?view=source").text
    assert "0 in all." not in client.get("/en/classes/Configuration").text


def test_an_unknown_kind_is_404(client: FlaskClient) -> None:
    """So is one without things."""
    assert client.get("/en/classes/Nothing").status_code == 404
