"""The items of a course basket: what they are called, and what is told of those that are replaced or not there."""

from __future__ import annotations

from html import unescape

import pytest
from flask.testing import FlaskClient
from lxml import html

from portal.graph.catalogue import Entry
from portal.namespaces import ID, KIERRE
from portal.web import bank

PAGE = "/en/take-to-a-course"
REPLACED = {"bygone": "queues-grow", "older": "bygone", "round": "about", "about": "round"}


@pytest.fixture
def old(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    """The portal with barriers that others have replaced, in a chain and in a circle."""
    known = client.application.extensions["kierre"].catalogue._entries
    for name, other in REPLACED.items():
        entry = Entry(ID + name, classes=[KIERRE + "Barrier"], deprecated=True, replacements=[ID + other])
        monkeypatch.setitem(known, ID + name, entry)
    return client


def listed(client: FlaskClient, items: str, more: str = "") -> str:
    """The page of a basket with its items, as a reader sees it."""
    return unescape(client.get(f"{PAGE}?n={items.count(',') + 1}{more}&items={items}").text)


@pytest.mark.parametrize("name", ["bygone", "older"])
def test_what_takes_its_place_goes_along(old: FlaskClient, name: str) -> None:
    """However many steps away it is."""
    page = listed(old, f"thing:{name}")
    assert f"“{name}” is no longer used. This takes its place." in page
    assert 'name="items" value="thing:queues-grow"' in page


def test_what_is_replaced_in_a_circle_has_no_replacement(old: FlaskClient) -> None:
    """And the reader is told."""
    assert "nothing has taken its place" in listed(old, "thing:round")


@pytest.mark.parametrize("ending", ["txt", "html", "gift"])
def test_a_file_tells_what_is_replaced(old: FlaskClient, ending: str) -> None:
    """Where it tells what was left out; what takes its place is in it."""
    text = unescape(old.get(f"{PAGE}/kierre.{ending}?n=2&items=thing:older,questions:all:1:1").text)
    assert "What was left out: Growing queues: “older” is no longer used. This takes its place." in text


def test_a_draw_that_gives_none_is_not_there(client: FlaskClient) -> None:
    """It is told on the page; no file is made of it."""
    items = "questions:all:100:1:group-work:3"
    assert "No question fits all of this." in listed(client, items)
    assert client.get(f"{PAGE}/kierre.gift?n=1&items={items}").status_code == 400


def test_a_draw_is_called_by_how_many_it_gives(client: FlaskClient) -> None:
    """Not by how many are asked for."""
    assert "Questions: 2 of all kinds: Growing queues" in listed(client, "questions:all:5:2:queues-grow")


@pytest.mark.parametrize("item", ["loop:loop-4d7c72db", "loop-4d7c72db"])
def test_a_loop_that_only_hypotheses_close_is_called_a_hypothesis(client: FlaskClient, item: str) -> None:
    """With the sources alone, as a thing would be; it is not told to be unknown."""
    page = listed(client, item, "&view=source")
    assert "This is our hypothesis: it does not go along" in page
    assert "There is no such item" not in page


def test_a_draw_may_be_as_large_as_in_the_bank(client: FlaskClient) -> None:
    """And no larger."""
    fits, too_many = (listed(client, f"questions:all:{count}:1") for count in (bank.MOST, bank.MOST + 1))
    assert ["Choose from 1 to" in page for page in (fits, too_many)] == [False, True]


@pytest.mark.parametrize(
    ("part", "title"),
    [
        ("whatif:change.less:thing.queues-grow", "What if?: Growing queues"),
        ("whatif:change.less", "What if?"),
        ("compare:a.level-macro:b.level-meso", "Compare: Macro level – Meso level"),
        ("find:kind.guidance:method.group-work", "Find guidance: Group work"),
        ("explorer:also.constant-hurry:around.queues-grow:depth.2", "Map: Growing queues"),
        ("glossary:name.a", "Glossary: a"),
    ],
)
def test_a_part_is_called_by_the_things_that_it_is_asked_about(client: FlaskClient, part: str, title: str) -> None:
    """Other values are not shown."""
    found = html.document_fromstring(client.get(f"{PAGE}?n=1&items=part:{part}").text)
    assert found.xpath("//li[.//button[@value='remove-0']]/a")[0].text_content() == title
