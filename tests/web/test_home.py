"""The way in."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from portal.graph.load import Data

HOMES = ["/fi/", "/sv/", "/en/"]


@pytest.mark.parametrize("home", HOMES)
def test_every_link_of_the_home_page_answers(client: FlaskClient, home: str) -> None:
    """Nobody is led astray at the door."""
    links = {link.partition("#")[0] for link in re.findall(r'href="(/[^"]*)"', client.get(home).text)}
    assert len(links) > 15
    for link in links:
        with client.get(link) as answer:
            assert answer.status_code == 200, link


def test_the_home_page_leads_to_the_two_circles_the_model_and_the_guides(client: FlaskClient) -> None:
    """What most come for."""
    page = client.get("/en/").text
    for target in ("vicious-circle", "virtuous-circle", "model", "guides/reading-the-model"):
        assert f'href="/en/{target}"' in page


def test_the_home_page_says_how_much_there_is(client: FlaskClient, real: Data) -> None:
    """The number of statements is that of the graph."""
    number = len(real.store.select("SELECT ?s { ?s a kierre:SourceStatement }"))
    assert f"{number} statements of the sources" in client.get("/en/").text


@pytest.mark.parametrize("home", HOMES)
def test_the_home_page_works_without_its_last_slash(client: FlaskClient, home: str) -> None:
    """Whoever types the address may leave it out."""
    assert client.get(home.rstrip("/"), follow_redirects=True).status_code == 200


def test_a_small_world_has_a_home_page_too(make_client: object) -> None:
    """What the data lacks is not shown."""
    answer = make_client().get("/en/")  # type: ignore[operator]
    assert answer.status_code == 200
    assert "/en/guides/queues" in answer.text
