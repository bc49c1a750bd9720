"""The circle of a team check and its gaps."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from portal.web.pages import Named, Said
from portal.web.team_circle import SIZE, rings
from portal.web.team_page import Row


def thing(slug: str) -> Named:
    """A thing called by its slug."""
    return Named(Said(slug, "en"), f"/{slug}", "", inferred=False, slug=slug)


def row(level: str, yes: str = "", no: str = "") -> Row:
    """A level with pieces in place and missing."""
    return Row(thing(level), [thing(each) for each in yes], [], [thing(each) for each in no], [], [])


def test_each_level_is_a_ring_and_each_piece_an_arc_of_it() -> None:
    """Clockwise in the order of names, whatever was answered, so that two checks can be laid side by side."""
    (macro, micro) = rings([row("macro", yes="cb", no="a"), row("micro", no="d")])
    assert [(arc.thing.slug, arc.answer) for arc in macro.arcs] == [("a", "no"), ("b", "yes"), ("c", "yes")]
    assert [(arc.thing.slug, arc.answer) for arc in micro.arcs] == [("d", "no")]


def test_a_level_without_pieces_is_a_ring_without_arcs() -> None:
    """An organisation's own data may have none."""
    assert rings([row("macro")])[0].arcs == []


@pytest.mark.parametrize("pieces", ["a", "abcdefghijklmnopqrst"])
def test_arcs_stay_on_the_sheet(pieces: str) -> None:
    """One piece, or twenty."""
    numbers = [
        float(number)
        for ring in rings([row("x", yes=pieces)] * 3)
        for arc in ring.arcs
        for point in re.findall(r"([\d.-]+) ([\d.-]+)(?=[AL]|Z|$)", arc.path)
        for number in point
    ]
    assert min(numbers) >= 0
    assert max(numbers) <= SIZE


def test_the_result_shows_the_circle_with_what_was_answered(client: FlaskClient) -> None:
    """One arc for each piece, with its name and the answer in words."""
    page = client.post("/en/team-check", data={"who": "team", "beating-hurry": "no", "felt": "queues-grow"}).text
    picture = page.partition('<figure class="rings">')[2].partition("</figure>")[0]
    assert len(re.findall(r"<path class=\"ring-", picture)) == 49
    assert re.search(r'<path class="ring-no" d="[^"]+"><title>Overcoming hurry: missing</title>', picture)
