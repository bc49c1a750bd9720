"""The loops and where to cut them."""

from __future__ import annotations

import re
from html import unescape

import pytest
from flask.testing import FlaskClient

from portal.graph.load import Data
from portal.web.exports.table import EXPORTS

NAMED = "/en/loops/loop-returning-clients"


def test_every_loop_has_a_card_that_leads_to_its_page(client: FlaskClient) -> None:
    """Twelve with hypotheses, among them that the circle feeds itself."""
    found = re.findall(r'<h3><a href="(/en/loops/[^"]+)"', client.get("/en/loops").text)
    assert len(set(found)) == 12
    assert {client.get(address).status_code for address in found} == {200}


def test_the_source_view_has_the_one_loop_that_the_source_states(client: FlaskClient) -> None:
    """The circle feeds itself; nothing is there to cut."""
    page = client.get("/en/loops?view=source").text
    assert len(re.findall(r'<h3><a href="/en/loops/', page)) == 1
    assert "There is nothing to cut in this view" in page


def test_a_loop_answers_under_its_name_and_its_identifier(client: FlaskClient) -> None:
    """Both show the same name."""
    identifier = re.findall(r"loop=(loop-[0-9a-f]{8})", client.get(NAMED).text)[0]
    assert "<h1><span>Loop of returning clients</span>" in client.get(f"/en/loops/{identifier}").text


def test_every_arrow_of_a_loop_leads_to_the_page_that_says_where_it_comes_from(client: FlaskClient) -> None:
    """Four arrows, four links."""
    table = client.get(NAMED).text.partition("<table>")[2].partition("</table>")[0]
    links = re.findall(r'<br><a href="(/en/things/link-[^"]+)"', table)
    assert len(links) == 4
    assert {client.get(link).status_code for link in links} == {200}


def test_a_hurry_with_two_names_is_shown_with_both(client: FlaskClient) -> None:
    """The source says constant hurry and putting out fires of one cause."""
    assert "Constant hurry / Firefighting" in client.get(NAMED).text


@pytest.mark.parametrize(
    ("language", "reading"),
    [
        (
            "fi/kehat",
            "Kehä kulkee näin: jatkuva kiire, siitä paneutumisen puute asiakkaiden asioissa, siitä jonojen kasvu, siitä taas",
        ),
        ("sv/slingor", "Slingan går så här: "),
        ("en/loops", "The loop runs like this: constant hurry, then "),
    ],
)
def test_a_loop_is_read_as_a_sentence(client: FlaskClient, language: str, reading: str) -> None:
    """Made from its arrows in order."""
    assert reading in client.get(f"/{language}/loop-hurry-and-queues").text


def test_an_unknown_loop_is_not_found(client: FlaskClient) -> None:
    """In either view."""
    assert client.get("/en/loops/loop-00000000").status_code == 404
    assert client.get("/en/loops/loop-00000000?view=source").status_code == 404


def test_a_loop_that_the_source_does_not_close_says_so(client: FlaskClient) -> None:
    """Its stated arrows stand beside those that are hypotheses."""
    page = client.get(NAMED + "?view=source").text
    assert "The source does not close this loop" in page
    assert (page.count(">hypothesis<") >= 2, page.count("from the source") >= 2) == (True, True)


def test_the_smallest_sets_of_barriers_are_shown(client: FlaskClient) -> None:
    """Queues and turnover are one of them."""
    cut = client.get("/en/loops").text.partition('id="cut"')[2].partition("<h3>")[0]
    sets = [set(re.findall(r"/en/things/([a-z-]+)", line)) for line in cut.split("<li>")[1:]]
    assert {"queues-grow", "worker-turnover"} in sets
    assert {len(each) for each in sets} == {2}


def test_every_name_of_a_loop_in_the_graph_is_a_loop_that_is_found(client: FlaskClient, real: Data) -> None:
    """Each FeedbackLoop has a page among the loops."""
    for row in real.store.select("SELECT ?loop { ?loop a kierre:FeedbackLoop }"):
        assert client.get("/fi/kehat/" + str(row["loop"]).rpartition("/")[2]).status_code == 200


@pytest.mark.parametrize("path", ["/en/loops", NAMED, "/en/map?around=queues-grow&direction=between&to=workers-exhausted"])
def test_arrows_that_are_shown_can_be_taken_along(client: FlaskClient, path: str) -> None:
    """As files in every format, each of which answers."""
    found = [unescape(each) for each in re.findall(r'href="(/download/network[^"]+)"', client.get(path).text)]
    assert len(found) == len(EXPORTS)
    assert {client.get(each).status_code for each in found} == {200}
