"""The way in."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from portal.graph.load import Data
from portal.languages import LANGUAGES, Language
from portal.web.addresses import DOORS, address, door_address

HOMES = ["/fi/", "/sv/", "/en/"]


@pytest.mark.parametrize("home", HOMES)
def test_every_link_of_the_home_page_answers(client: FlaskClient, home: str) -> None:
    """Nobody is led astray at the door."""
    links = {link.partition("#")[0] for link in re.findall(r'href="(/[^"]*)"', client.get(home).text)}
    assert len(links) > 15
    for link in links:
        with client.get(link) as answer:
            assert answer.status_code == 200, link


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_home_page_leads_to_the_doors_the_circles_and_the_guides(client: FlaskClient, language: Language) -> None:
    """What most come for, search first."""
    page = client.get(f"/{language}/").text
    targets = [address(section, language) for section in ("search", "find", "vicious", "virtuous", "model", "guide")]
    for target in [*targets, *(door_address(door, language) for door in DOORS)]:
        assert f'"{target}"' in page
    assert page.index('role="search"') < page.index('id="doors"')


def test_the_home_page_says_what_kierre_is_not(client: FlaskClient) -> None:
    """And where one turns for help."""
    page = client.get("/en/").text
    assert "does not resolve a client’s situation" in page
    assert "turn to the social services of your wellbeing services county" in page


def test_the_home_page_keeps_the_view(client: FlaskClient) -> None:
    """From the doors on."""
    assert 'href="/en/doors/student?view=source"' in client.get("/en/?view=source").text


def test_the_home_page_is_short(client: FlaskClient) -> None:
    """For a phone on a slow line."""
    assert len(client.get("/fi/", headers={"Accept-Encoding": ""}).data) < 20_000


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
    assert "card for the team" not in answer.text
