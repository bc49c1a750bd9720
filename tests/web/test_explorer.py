"""The map: each direction in both views, what is narrowed, what is wrong with a question, and its two other forms."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from functools import cache
from html import unescape
from pathlib import Path
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

import portal
from portal.analysis.around import both_ways, downstream, upstream
from portal.analysis.view import Analysis
from portal.graph.catalogue import Catalogue
from portal.graph.load import Data
from portal.namespaces import ID, local_name

VENDOR = Path(portal.__file__).parent / "web" / "static" / "vendor" / "cytoscape"
WAYS = {"both": both_ways, "up": upstream, "down": downstream}


def arrows(page: str) -> set[str]:
    """The arrows in the table."""
    return set(re.findall(r'<tr data-arrow="([^"]+)"', page))


def things(page: str) -> set[str]:
    """The things in the list of steps."""
    return set(re.findall(r'<li data-thing="([^"]+)"', page))


@pytest.fixture(scope="module")
def analysis(real: Data) -> Callable[[str], Analysis]:
    """Gives the analysis of a view, each made once."""
    return cache(lambda view: Analysis(real.store, Catalogue(real).source_graphs if view == "source" else None))


@pytest.mark.parametrize("view", ["", "source"])
@pytest.mark.parametrize("direction", WAYS)
@pytest.mark.parametrize("depth", [1, 2])
def test_the_table_holds_the_arrows_of_the_analysis(
    client: FlaskClient, analysis: Callable[[str], Analysis], direction: str, depth: int, view: str
) -> None:
    """In each direction and each view."""
    found = WAYS[direction](analysis(view).network, ID + "queues-grow", depth)
    page = client.get(f"/en/map?around=queues-grow&direction={direction}&depth={depth}&view={view}").text
    assert arrows(page) == {"--".join(map(local_name, step.arrow)) for step in found.steps}
    assert things(page) == ({local_name(thing) for thing in found.distances} if found.steps else set())


@pytest.mark.parametrize("view", ["", "source"])
def test_the_way_between_two_things_is_the_shortest_when_no_length_is_asked_for(client: FlaskClient, view: str) -> None:
    """From growing queues to hurry it is one arrow with hypotheses; from not having time to queues it is one in the source."""
    start, end = ("no-time-for-in-depth-work", "queues-grow") if view else ("queues-grow", "constant-hurry")
    page = client.get(f"/en/map?around={start}&direction=between&to={end}&view={view}").text
    assert arrows(page) == {f"{start}--{end}"}


def test_opened_bare_it_shows_a_good_start(client: FlaskClient) -> None:
    """One step around the growing of queues, both ways, as a picture."""
    page = client.get("/fi/kartta").text
    assert '<option value="queues-grow" selected>' in page
    assert "clients-return--queues-grow" in arrows(page)
    assert '<svg xmlns="http://www.w3.org/2000/svg" class="columns' in page


def test_one_cause_of_two_names_is_asked_by_either(client: FlaskClient) -> None:
    """Constant hurry and putting out fires; both names are shown."""
    pages = [
        client.get(f"/en/map?around={name}").text
        for name in ("constant-hurry", "firefighting", "id:firefighting", ID + "firefighting")
    ]
    assert len({frozenset(arrows(page)) for page in pages}) == 1
    assert all("Constant hurry / Firefighting" in page for page in pages)


def test_every_arrow_says_where_it_comes_from(client: FlaskClient) -> None:
    """A link to a page that answers in each row; also where the arrow is a part and no link."""
    page = client.get("/en/map?around=recommendation-03-retention-and-attraction&depth=2").text
    rows = re.findall(r"<tr data-arrow.*?</tr>", page, re.DOTALL)
    assert rows
    origins = [re.findall(r'<a href="([^"]+)"', row) for row in rows]
    assert all(origins)
    assert {client.get(href).status_code for found in origins for href in found} == {200}


def test_a_hypothesis_is_marked_in_the_table(client: FlaskClient) -> None:
    """And what the source states is said to be stated."""
    page = client.get("/en/map").text
    rows = dict(re.findall(r'<tr data-arrow="([^"]+)">(.*?)</tr>', page, re.DOTALL))
    assert "hypothesis" in rows["queues-grow--constant-hurry"]
    assert "read from the order in the source" in rows["clients-return--queues-grow"]
    assert "Stated in the source" in rows["no-time-for-in-depth-work--queues-grow"]


def test_the_links_own_sentence_is_told(client: FlaskClient) -> None:
    """Its definition stands in its row."""
    assert "Kun asiakkaat joutuvat palaamaan monta kertaa, jonot pitenevät." in client.get("/fi/kartta").text


def test_kinds_narrow_the_map(client: FlaskClient) -> None:
    """Only counters."""
    page = client.get("/en/map?kinds=counter").text
    assert arrows(page) == {"services-available--queues-grow", "worker-can-work-in-depth--queues-grow"}


def test_levels_narrow_the_map_but_not_what_is_asked_about(client: FlaskClient) -> None:
    """Micro level only: the hurry in client work beside the queues, which have no level."""
    assert things(client.get("/en/map?levels=level-micro").text) == {"queues-grow", "hurry-in-client-work"}


def test_hypotheses_alone(client: FlaskClient) -> None:
    """No row says that the source states it."""
    page = client.get("/en/map?view=hypothesis").text
    assert arrows(page)
    assert "Stated in the source" not in page


def test_what_surrounds_another_thing_is_added(client: FlaskClient) -> None:
    """The list offers it for what has more around it; following that adds things and keeps those that were there."""
    page = client.get("/en/map").text
    href = unescape(re.findall(r'<a class="small" data-also href="([^"]*also=clients-return)"', page)[0])
    wider = client.get("/en/map" + href).text
    assert things(page) < things(wider)
    assert (
        "also=clients-return"
        not in "".join(re.findall(r'data-also href="([^"]+)"', wider)).split("&amp;also=clients-return&amp;")[-1]
    )


def test_a_tangle_is_no_picture(client: FlaskClient) -> None:
    """It says so, and shows list and table."""
    page = client.get("/en/map?depth=3").text
    assert "this would be a tangle" in page
    assert 'class="columns' not in page
    assert arrows(page)


def test_what_is_left_out_is_counted(client: FlaskClient, analysis: Callable[[str], Analysis]) -> None:
    """Listed and left out make all."""
    page = client.get("/en/map?depth=4").text
    left_out = int(re.findall(r"Left out: (\d+) arrows", page)[0])
    assert len(arrows(page)) + left_out == len(both_ways(analysis("").network, ID + "queues-grow", 4).steps)


WRONG = [
    ("around=queue-grows", "There is nothing called “queue-grows”."),
    ("around=level-macro", "is not on the map"),
    ("around=services-available&view=source&direction=between&to=nonsense", "There is nothing called “nonsense”."),
    ("around=committed-professionals&view=source", "Choose “with hypotheses”"),
    ("direction=between", "Choose also where the way should lead"),
    ("direction=between&to=queues-grow", "Both ends are the same thing."),
    ("direction=between&around=constant-hurry&to=firefighting", "Both ends are the same thing."),
    ("direction=sideways", "“sideways” is not one of the choices."),
    ("depth=99", "“99” will not do as the number of steps"),
    ("depth=-1", "“-1” will not do as the number of steps"),
    ("depth=two", "“two” will not do as the number of steps"),
    ("kinds=link,rumour", "“rumour” is not one of the choices."),
    ("levels=level-nano", "“level-nano” is not one of the choices."),
    ("view=fantasy", "“fantasy” is not one of the choices."),
    ("also=nowhere", "There is nothing called “nowhere”."),
]


@pytest.mark.parametrize(("query", "sentence"), WRONG)
def test_a_question_that_cannot_be_answered_is_told_why(client: FlaskClient, query: str, sentence: str) -> None:
    """In a sentence over the form, with status 400."""
    answer = client.get("/en/map?" + query)
    assert answer.status_code == 400
    assert sentence in "".join(re.findall(r'<p class="note problem" role="alert">(.*?)</p>', answer.text))


def test_nothing_that_was_filled_in_is_lost(client: FlaskClient) -> None:
    """A wrong number of steps: the form is as it was sent."""
    page = client.get("/en/map?around=clients-return&direction=between&to=constant-hurry&depth=99&kinds=link&view=hypothesis").text
    chosen = re.findall(r'<option value="([^"]*)" selected>', page)
    assert chosen == ["clients-return", "between", "constant-hurry", "hypothesis"]
    assert 'value="99"' in page
    assert re.findall(r'name="kinds" value="(\w+)" checked', page) == ["link"]


def test_a_thing_that_is_unknown_stays_in_the_form(client: FlaskClient) -> None:
    """It is what is chosen, not the first of the list."""
    assert re.findall(r'<option value="([^"]*)" selected>', client.get("/en/map?around=queue-grows").text)[0] == "queue-grows"


def test_a_name_that_is_almost_right_leads_on(client: FlaskClient) -> None:
    """To what it is like."""
    page = client.get("/en/map?around=queue-grows").text
    assert '<a href="/en/map?around=queues-grow" data-walk>' in page


@pytest.mark.parametrize("field", ["also", "kinds", "levels"])
def test_of_many_unknown_values_some_are_told(client: FlaskClient, field: str) -> None:
    """And how many more there are; the page stays small."""
    answer = client.get(f"/en/map?{field}=" + ",".join(f"queue-{n}" for n in range(1000)))
    assert answer.status_code == 400
    assert "And 980 more." in answer.text
    assert answer.text.count("“queue-") == 20
    assert len(answer.data) < 100_000


def test_near_names_are_sought_for_a_few_only(client: FlaskClient) -> None:
    """Each named once."""
    page = client.get("/en/map?also=" + ",".join(f"queues-grow{n}" for n in range(100))).text
    assert 0 < page.partition("Did you mean:")[2].partition("</p>")[0].count("<a ") <= 9


def test_the_surroundings_of_many_things_are_not_added(client: FlaskClient, analysis: Callable[[str], Analysis]) -> None:
    """It says how many can be."""
    slugs = [local_name(thing) for thing in analysis("").network.graph][:21]
    answer = client.get("/en/map?also=" + ",".join(slugs))
    assert answer.status_code == 400
    assert "at most 20 other things" in answer.text


def test_filters_that_leave_nothing_say_so(client: FlaskClient) -> None:
    """The thing is still there in the form; a link shows everything around it."""
    answer = client.get("/en/map?kinds=method")
    assert answer.status_code == 200
    assert "Nothing fits all these choices." in answer.text
    assert '<option value="queues-grow" selected>' in answer.text


def test_a_way_that_is_longer_is_offered(client: FlaskClient) -> None:
    """With its length."""
    page = client.get("/en/map?around=queues-grow&direction=between&to=workers-exhausted&depth=1").text
    assert "The shortest path takes 2 steps" in page


def test_no_way_offers_the_way_back(client: FlaskClient) -> None:
    """Nothing leads from queues to having services."""
    page = client.get("/en/map?around=queues-grow&direction=between&to=services-available").text
    assert "No path leads from the first to the second" in page
    assert "around=services-available" in unescape(page)


@pytest.mark.parametrize(
    "query", ["around=%00", "around=" + "x" * 5000, "depth=²", "also=" + ",".join("abc"), "kinds=%ff", "around=<b>"]
)
def test_odd_values_give_a_page(client: FlaskClient, query: str) -> None:
    """Never an error of ours, and nothing of it is taken for markup."""
    answer = client.get("/en/map?" + query)
    assert answer.status_code in {200, 400}
    assert "<b>" not in answer.text


def test_the_drawing_gets_the_things_and_arrows_of_the_page(client: FlaskClient) -> None:
    """The same names, each in its place."""
    page = client.get("/sv/karta?depth=2").text
    href = unescape(re.findall(r'data-elements="([^"]+)"', page)[0])
    elements = json.loads(client.get(href).text)["elements"]
    assert {each["data"]["id"] for each in elements["nodes"]} == things(page)
    assert {each["data"]["id"] for each in elements["edges"]} == arrows(page)
    assert all(each["position"]["x"] > 0 for each in elements["nodes"])


def test_a_wrong_question_draws_nothing(client: FlaskClient) -> None:
    """An empty drawing."""
    assert json.loads(client.get("/en/map.json?depth=99").text) == {"elements": {"nodes": [], "edges": []}}


def test_the_picture_is_a_file_of_its_own(client: FlaskClient) -> None:
    """Well-formed, with a title, and coloured without a stylesheet."""
    answer = client.get("/en/map.svg")
    root = ElementTree.fromstring(answer.data)  # noqa: S314, our own
    assert answer.headers["Content-Disposition"] == 'attachment; filename="kierre-queues-grow.svg"'
    assert root.findtext("{*}title") == "Growing queues"
    assert root.find(".//{*}rect[@fill]") is not None


def test_there_is_no_picture_of_nothing(client: FlaskClient) -> None:
    """404 for what has no arrows."""
    assert client.get("/en/map.svg?kinds=method").status_code == 404


def test_no_style_stands_in_the_page_or_the_picture(client: FlaskClient) -> None:
    """The policy would forbid it."""
    for path in ("/en/map", "/en/map.svg"):
        inline = r"<style|\sstyle=|<script(?![^>]*src=)(?! type=.application/ld\+json.>)|\son\w+="
        assert not re.search(inline, client.get(path).text)


def test_a_thing_on_the_map_leads_to_it(client: FlaskClient) -> None:
    """In the same view."""
    assert 'href="/en/map?around=queues-grow"' in client.get("/en/things/queues-grow").text
    assert 'href="/en/map?around=queues-grow&amp;view=source"' in client.get("/en/things/queues-grow?view=source").text


def test_a_thing_off_the_map_does_not(client: FlaskClient) -> None:
    """A level has no causes."""
    assert "/en/map" not in client.get("/en/things/level-macro").text


@pytest.mark.parametrize("slug", ["queues-grow", "trust-in-change-and-cooperation", "structural-work-and-political-influencing"])
def test_the_fullest_pages_are_light(client: FlaskClient, slug: str) -> None:
    """At most 100 kB, with room for a tenth more."""
    assert max(len(client.get(f"/sv/karta?around={slug}&depth={depth}").data) for depth in (1, 3, 6)) <= 90_000


def test_the_vendored_library_is_the_one_that_is_documented() -> None:
    """By its hash; its licence lies beside it."""
    hashed = hashlib.sha256((VENDOR / "cytoscape.esm.min.mjs").read_bytes()).hexdigest()
    assert hashed in (VENDOR / "README.md").read_text(encoding="utf-8")
    assert (VENDOR / "LICENSE").exists()
