"""Why does it work?"""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from portal.graph.load import Data


def test_every_method_and_mechanism_answers(client: FlaskClient, real: Data) -> None:
    """Whether or not the model says anything of it."""
    rows = real.store.select("SELECT ?t { VALUES ?c { kierre:Method kierre:Mechanism } ?t a ?c }")
    addresses = ["/en/why-does-it-work/" + str(row["t"]).rpartition("/")[2] for row in rows]
    assert {client.get(address).status_code for address in addresses} == {200}


def test_a_mechanism_has_a_card_for_each_configuration_that_fires_it(client: FlaskClient, real: Data) -> None:
    """All of them, at three levels."""
    cards = re.findall(
        r'<article class="card"><h3><a href="/en/things/([^"]+)"', client.get("/en/why-does-it-work/enabling-leadership").text
    )
    rows = real.store.select("SELECT ?c { ?c kierre:firesMechanism id:enabling-leadership }")
    assert sorted(cards) == sorted(str(row["c"]).rpartition("/")[2] for row in rows)


def test_a_card_carries_its_rationale_and_its_sources(client: FlaskClient) -> None:
    """And is marked as our hypothesis."""
    card = (
        client.get("/en/why-does-it-work/enabling-leadership")
        .text.partition('<article class="card">')[2]
        .partition("</article>")[0]
    )
    assert "hypothesis" in card
    assert "Why we think so" in card
    assert "/en/statements/aikumetod-k4-" in card


def test_the_source_view_says_that_the_source_joins_nothing(client: FlaskClient) -> None:
    """It states no configuration."""
    page = client.get("/en/why-does-it-work/enabling-leadership?view=source").text
    assert "<article" not in page
    assert "The source does not join a context, actor, intervention or outcome to it." in page


def test_a_method_outside_the_model_says_so(client: FlaskClient) -> None:
    """The sources tie few methods to an intervention."""
    page = client.get("/en/why-does-it-work/game-based-methods").text
    assert "The sources do not tie this method to any intervention of the model." in page


@pytest.mark.parametrize("slug", ["nonsense", "queues-grow"])
def test_other_things_are_not_found(client: FlaskClient, slug: str) -> None:
    """The question is for methods and mechanisms."""
    assert client.get(f"/en/why-does-it-work/{slug}").status_code == 404
