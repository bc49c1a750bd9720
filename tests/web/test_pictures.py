"""Pictures on pages, by themselves, and as files."""

from __future__ import annotations

import re
import struct
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

from portal.languages import LANGUAGES
from portal.web.addresses import address
from portal.web.pictures import image, vicious_loops
from portal.web.pictures.tables import layout

SVG = "{http://www.w3.org/2000/svg}"
ASKED = {
    "vicious-loops": "",
    "two-circles": "",
    "mechanisms-by-level": "",
    "loop": "?loop=loop-4d7c72db",
    "chain": "?obstacle=queues-grow&lever=beating-hurry",
    "configuration": "?thing=configuration-enabling-leadership-meso",
}
NAMES = list(ASKED)


def _file(client: FlaskClient, name: str, **more: str) -> ElementTree.Element:
    query = {**dict(pair.split("=") for pair in ASKED[name].strip("?").split("&") if pair), **more}
    return ElementTree.fromstring(client.get(f"/en/pictures/{name}.svg", query_string=query).text)  # noqa: S314 - our own


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_a_picture_has_a_page_in_each_language(client: FlaskClient, name: str, language: str) -> None:
    """With both shapes inline."""
    page = client.get(address("pictures", language, name) + ASKED[name])  # type: ignore[arg-type]
    assert page.text.count('<svg viewBox="') == 2


@pytest.mark.parametrize("name", NAMES)
def test_a_page_of_a_picture_is_light(client: FlaskClient, name: str) -> None:
    """Not over 100 kB."""
    assert len(client.get(f"/en/pictures/{name}{ASKED[name]}").data) <= 100_000


@pytest.mark.parametrize("name", NAMES)
def test_a_file_says_what_it_shows(client: FlaskClient, name: str) -> None:
    """A title and a description."""
    drawing = _file(client, name)
    assert drawing.findtext(f"{SVG}title")
    assert drawing.findtext(f"{SVG}desc")


@pytest.mark.parametrize("name", NAMES)
def test_a_file_has_no_style_of_its_own(client: FlaskClient, name: str) -> None:
    """Colours are presentation attributes: Word, Moodle and a strict policy all take them."""
    assert not [each for each in _file(client, name).iter() if "style" in each.attrib or each.tag == f"{SVG}style"]


def test_a_file_names_its_source(client: FlaskClient) -> None:
    """It may travel alone."""
    assert "CC BY 4.0" in "".join(_file(client, "loop").itertext())


def test_each_arrow_leads_to_its_link(client: FlaskClient) -> None:
    """The page of a link says where it comes from: within one click."""
    addresses = [each.get("href", "") for each in _file(client, "vicious-loops").iter(f"{SVG}a") if each.get("class") == "arrow"]
    assert len(addresses) == 28
    assert all("/en/things/link-" in each for each in addresses)


def test_a_hypothesis_is_dashed(client: FlaskClient) -> None:
    """Not told by colour alone."""
    dashed = [each for each in _file(client, "vicious-loops").iter(f"{SVG}g") if each.get("stroke-dasharray")]
    assert len(dashed) == 9


def test_the_source_view_draws_no_hypothesis(client: FlaskClient) -> None:
    """Only what is stated."""
    drawing = _file(client, "vicious-loops", view="source")
    assert not [each for each in drawing.iter(f"{SVG}g") if each.get("stroke-dasharray")]


def test_the_source_view_says_that_the_circle_is_not_closed(client: FlaskClient) -> None:
    """The source says that it feeds itself."""
    assert "does not name the links that close it" in client.get("/en/pictures/vicious-loops?view=source").text


def test_one_loop_is_lit(client: FlaskClient) -> None:
    """As many arrows as it has."""
    page = client.get("/en/pictures/vicious-loops?loop=loop-4d7c72db").text
    assert page.count('class="arrow lit"') == 2 * 3


def test_one_thing_is_lit_under_either_of_its_names(client: FlaskClient) -> None:
    """Hurry and “putting out fires” are one cause."""
    one, other = (client.get(f"/en/pictures/vicious-loops.svg?focus={name}").text for name in ("constant-hurry", "firefighting"))
    assert one == other


def test_what_has_no_place_in_a_layout_is_listed(client: FlaskClient) -> None:
    """The narrow shape leaves out what leads out of the loops."""
    page = client.get("/en/pictures/vicious-loops").text
    assert "link-no-time-problems-escalate" in page[page.index('class="only-narrow') :].partition("</ul>")[0]


def test_an_empty_cell_is_seen(client: FlaskClient) -> None:
    """The source joins nothing: fifteen cells say so, in each shape."""
    page = client.get("/en/pictures/mechanisms-by-level?view=source").text
    assert page.count('class="empty"') == 2 * 15


def test_the_twin_says_the_same(client: FlaskClient) -> None:
    """As many rows as arrows."""
    table = client.get("/en/pictures/vicious-loops").text.partition("<tbody>")[2]
    assert table.count("<tr>") == 28


@pytest.mark.parametrize("width", [200, 640])
def test_a_png_is_as_wide_as_asked(client: FlaskClient, width: int) -> None:
    """By its own header."""
    data = client.get(f"/en/pictures/loop.png?loop=loop-4d7c72db&width={width}").data
    assert struct.unpack(">I", data[16:20])[0] == width


@pytest.mark.parametrize("width", ["0", "199", "4001", "99999", "-5", "wide", "٣٠٠", "12.5"])
def test_a_width_out_of_bounds_is_refused(client: FlaskClient, width: str) -> None:
    """In a sentence."""
    answer = client.get("/en/pictures/loop.png", query_string={"loop": "loop-4d7c72db", "width": width})
    assert (answer.status_code, "from 200 to 4000" in answer.text) == (404, True)


def test_a_tall_png_is_bounded(client: FlaskClient) -> None:
    """A stranger cannot ask for more than twelve million pixels."""
    data = client.get("/en/pictures/two-circles.png?shape=narrow&width=4000").data
    across, down = struct.unpack(">II", data[16:24])
    assert across * down <= 12_100_000


def test_a_png_that_finds_no_turn_is_told_so(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only one is made at a time; whoever waits too long may ask again."""
    monkeypatch.setattr(image, "_PATIENCE", 0)
    with image._turn:
        answer = client.get("/en/pictures/loop.png?loop=loop-4d7c72db&width=333")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")


def test_so_many_wait_for_a_png_and_no_more(client: FlaskClient) -> None:
    """Pages must have threads left: whoever finds the room full is told at once."""
    places = [image._room.acquire(blocking=False) for _ in range(10)]
    try:
        answer = client.get("/en/pictures/loop.png?loop=loop-4d7c72db&width=334")
    finally:
        for _ in filter(None, places):
            image._room.release()
    assert (sum(places), answer.status_code) == (3, 503)


def test_a_file_does_not_keep_what_a_stranger_calls_the_portal(client: FlaskClient) -> None:
    """Its links begin with the public address of the settings, or with /."""
    drawing = client.get("/en/pictures/two-circles.svg", headers={"Host": "evil.example"}).text
    assert "evil.example" not in drawing
    assert 'href="/en/things/' in drawing


def test_a_file_names_its_legend_and_its_view(client: FlaskClient) -> None:
    """Taken into slides, it still tells hypotheses from what the source says."""
    assert "Dashed: our hypothesis." in client.get("/en/pictures/vicious-loops.svg").text
    assert "Only what the source says" in client.get("/en/pictures/vicious-loops.svg?view=source").text


def test_what_the_layout_does_not_know_is_listed(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """An organisation's own things have no place in a layout made by hand; they are told below it."""
    plans = {shape: {**plan, "arrows": {}} for shape, plan in layout("vicious-circle").items()}
    monkeypatch.setattr(vicious_loops, "layout", lambda _name: plans)
    listed = client.get("/en/pictures/vicious-loops?focus=queues-grow").text.partition("<figcaption>")[2].partition("<h2>")[0]
    assert len(re.findall(r'href="/en/things/link-', listed)) == 28


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("nothing", "There is no picture called"),
        ("loop", "needs to know"),
        ("loop?loop=loop-00000000", "There is no loop"),
        ("loop?loop=loop-4d7c72db&view=source", "It may need hypotheses"),
        ("vicious-loops?focus=nothing", "is not in this picture"),
        ("vicious-loops?loop=loop-4d7c72db&focus=queues-grow", "Choose only one of these"),
        ("vicious-loops?colour=red", "does not know the choice"),
        ("two-circles?level=high", "is not a level here"),
        ("chain?obstacle=queues-grow&lever=nothing", "is not in this picture"),
        ("chain?obstacle=queues-grow&lever=queues-grow", "No chain leads"),
        ("configuration?thing=queues-grow", "is not in this picture"),
        ("loop.svg?loop=loop-4d7c72db&shape=round", "The shape is"),
    ],
)
def test_what_cannot_be_drawn_is_said(client: FlaskClient, asked: str, said: str) -> None:
    """A page that says what is wrong and what to do."""
    answer = client.get(f"/en/pictures/{asked}")
    assert (answer.status_code, said in answer.text) == (404, True)


def test_the_list_names_every_loop(client: FlaskClient) -> None:
    """Eleven loops of two things or more."""
    assert client.get("/fi/kuvat").text.count("/fi/kuvat/loop?loop=") == 11


def test_a_configuration_is_pictured_on_its_page(client: FlaskClient) -> None:
    """With its twin."""
    assert '<div class="picture">' in client.get("/fi/asiat/configuration-enabling-leadership-meso").text


@pytest.mark.parametrize("page", ["vicious-circle", "virtuous-circle"])
def test_the_pages_of_the_circles_lead_to_the_pictures(client: FlaskClient, page: str) -> None:
    """As an image in the shape that fits."""
    assert "/en/pictures/two-circles.svg?shape=narrow" in client.get(f"/en/{page}").text


@pytest.mark.parametrize("page", ["model", "mechanisms"])
def test_the_map_of_mechanisms_stands_on_the_pages_of_the_model(client: FlaskClient, page: str) -> None:
    """Inline."""
    assert '<div class="picture">' in client.get(f"/en/{page}").text
