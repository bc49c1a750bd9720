"""The front doors."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from portal.languages import LANGUAGES, Language
from portal.sections import SECTIONS
from portal.web.addresses import DOORS, door_address
from portal.web.views.doors import TOOLS

CASES = [(door, language) for door in DOORS for language in LANGUAGES]


@pytest.mark.parametrize(("door", "language"), CASES)
def test_every_door_opens_and_every_link_behind_it_answers(client: FlaskClient, door: str, language: Language) -> None:
    """In each language."""
    page = client.get(door_address(door, language))
    assert page.status_code == 200
    main = page.text.split("<main")[1].split("</main>")[0]
    for link in {link.partition("#")[0].replace("&amp;", "&") for link in re.findall(r'href="(/[^"]*)"', main)}:
        with client.get(link) as answer:
            assert answer.status_code == 200, link


def test_every_door_has_tools_that_are_parts_of_the_portal() -> None:
    """Five each."""
    assert TOOLS.keys() == DOORS.keys()
    assert {len(tools) for tools in TOOLS.values()} == {5}
    assert all(section in SECTIONS for tools in TOOLS.values() for section, _ in tools)


@pytest.mark.parametrize("name", ["team-meeting", "teammote"])
def test_the_word_of_another_language_leads_to_the_door(client: FlaskClient, name: str) -> None:
    """To the same door in the language of the address."""
    assert client.get(f"/fi/ovet/{name}?view=source").location == "/fi/ovet/tiimipalaveri?view=source"


def test_the_doors_together_stand_on_the_home_page(client: FlaskClient) -> None:
    """Whoever shortens the address gets there."""
    assert client.get("/sv/dorrar").location == "/sv/#doors"


def test_there_is_no_other_door(client: FlaskClient) -> None:
    """A page that says so."""
    assert client.get("/en/doors/nowhere").status_code == 404


def test_a_door_keeps_the_view(client: FlaskClient) -> None:
    """Also where its tools ask something."""
    page = client.get("/en/doors/team-meeting?view=source").text
    assert 'href="/en/where-do-i-begin?role=team&amp;view=source"' in page
    assert 'href="/en/loops?view=source"' in page
