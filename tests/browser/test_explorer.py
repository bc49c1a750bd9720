"""The map in a real browser: drawn with script, whole without, and the address always says what is shown."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

Open = Callable[..., Page]
Faults = Callable[..., list[str]]
BARE = "/en/map"
NODES = "document.getElementById('canvas')._cyreg?.cy.nodes().map((node) => node.id()).sort()"
EDGES = "document.getElementById('canvas')._cyreg?.cy.edges().map((edge) => edge.id()).sort()"
CHOSEN = "document.getElementById('canvas')._cyreg?.cy.elements(':selected').map((each) => each.id())"


# The drawing learns of a scroll with the next frame; a press before that would be taken for one at another place.
TWO_FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(null))))"


def drawn(page: Page) -> Page:
    """Wait until the drawing shows what the list says."""
    page.wait_for_function(
        f"() => JSON.stringify({NODES}) === JSON.stringify("
        "[...document.querySelectorAll('#answer [data-thing]')].map((each) => each.dataset.thing).sort())"
    )
    return page


def middle(page: Page, thing: str) -> tuple[float, float]:
    """The place of a thing on the screen."""
    place = page.evaluate(f"document.getElementById('canvas')._cyreg.cy.getElementById('{thing}').renderedPosition()")
    page.locator("#canvas").scroll_into_view_if_needed()
    page.evaluate(TWO_FRAMES)
    box = page.locator("#canvas").bounding_box()
    assert box is not None
    return box["x"] + place["x"], box["y"] + place["y"]


def test_the_drawing_shows_what_the_table_says(open_page: Open) -> None:
    """The same arrows; the picture of the server steps aside."""
    page = drawn(open_page(BARE))
    assert page.evaluate(EDGES) == sorted(page.eval_on_selector_all("tr[data-arrow]", "all => all.map((row) => row.dataset.arrow)"))
    assert not page.locator(".picture svg.columns").is_visible()


def test_pressing_a_thing_twice_shows_what_surrounds_it(open_page: Open) -> None:
    """In drawing, list and address; loading the page again shows the same."""
    page = drawn(open_page(BARE))
    before = page.evaluate(NODES)
    page.evaluate("void document.getElementById('canvas')._cyreg.cy.multiClickDebounceTime(60000)")  # a busy machine presses slowly
    page.mouse.dblclick(*middle(page, "clients-return"))
    page.wait_for_url("**also=clients-return**")
    wider = drawn(page).evaluate(NODES)
    assert set(before) < set(wider)
    page.reload()
    assert drawn(page).evaluate(NODES) == wider


def test_going_back_shows_what_was_there(open_page: Open) -> None:
    """The button of the browser."""
    page = drawn(open_page(BARE))
    before = page.evaluate(NODES)
    page.locator("#answer [data-also]").first.click()
    page.wait_for_url("**also=**")
    drawn(page)
    page.go_back()
    page.wait_for_url("**/map")
    page.wait_for_function(f"() => JSON.stringify({NODES}) === '{str(before).replace(chr(39), chr(34)).replace(', ', ',')}'")


def test_a_kind_is_hidden_at_once(open_page: Open) -> None:
    """The address follows, the focus stays on the choice, and the language links keep it."""
    page = drawn(open_page(BARE))
    page.locator("details.narrow summary").click()
    page.locator("[name=kinds][value=counter]").uncheck()
    page.wait_for_url("**kinds=link**")
    drawn(page)
    assert "services-available" not in page.evaluate(NODES)
    assert page.evaluate("document.activeElement.value") == "counter"
    assert "kinds=link" in str(page.locator(".languages a").first.get_attribute("href"))


def test_hypotheses_are_hidden_by_the_form(open_page: Open) -> None:
    """Without loading the page anew."""
    page = drawn(open_page(BARE))
    page.evaluate("window.stayed = true")
    page.locator("#view").select_option("source")
    page.locator("#question button").click()
    page.wait_for_url("**view=source**")
    assert drawn(page).evaluate(EDGES) == [
        "clients-return--queues-grow",
        "no-time-for-in-depth-work--clients-return",
        "no-time-for-in-depth-work--queues-grow",
    ]
    assert page.evaluate("window.stayed")


def test_an_arrow_that_is_pressed_tells_where_it_comes_from(open_page: Open) -> None:
    """A panel with the words of its row and the link to its source; the row is marked."""
    page = drawn(open_page(BARE))
    page.evaluate("void document.getElementById('canvas')._cyreg.cy.getElementById('clients-return--queues-grow').emit('tap')")
    page.locator("#panel a[href='/en/things/link-clients-return-queues']").wait_for()
    assert page.locator("tr[aria-current]").get_attribute("data-arrow") == "clients-return--queues-grow"


def test_a_thing_that_is_pressed_is_told(open_page: Open) -> None:
    """With a real press of the mouse."""
    page = drawn(open_page(BARE))
    page.mouse.click(*middle(page, "constant-hurry"))
    page.locator("#panel a[href='/en/things/constant-hurry']").wait_for()


def test_the_focus_in_the_list_chooses_in_the_drawing(open_page: Open) -> None:
    """By keyboard alone: a row's link chooses its arrow, and Enter on what surrounds a thing widens the map."""
    page = drawn(open_page(BARE))
    page.locator("tr[data-arrow='queues-grow--constant-hurry'] a").focus()
    assert page.evaluate(CHOSEN) == ["queues-grow--constant-hurry"]
    page.locator("[data-thing=constant-hurry] [data-also]").focus()
    assert page.evaluate(CHOSEN) == ["constant-hurry"]
    page.keyboard.press("Enter")
    page.wait_for_url("**also=constant-hurry**")
    assert "workers-exhausted" in drawn(page).evaluate(NODES)


def test_buttons_bring_closer_and_farther(open_page: Open) -> None:
    """And back to all."""
    page = drawn(open_page(BARE))
    zoom = "document.getElementById('canvas')._cyreg.cy.zoom()"
    start = page.evaluate(zoom)
    page.locator("[data-do=closer]").press("Enter")
    assert page.evaluate(zoom) > start
    page.locator("[data-do=fit]").press("Enter")
    assert page.evaluate(zoom) == pytest.approx(start)


def test_the_wheel_moves_the_page_and_not_the_drawing(open_page: Open) -> None:
    """Nobody is caught in the drawing."""
    page = drawn(open_page(BARE))
    zoom = "document.getElementById('canvas')._cyreg.cy.zoom()"
    start = page.evaluate(zoom)
    page.mouse.move(*middle(page, "queues-grow"))
    page.mouse.wheel(0, 120)
    page.wait_for_function("() => window.scrollY > 0")
    assert page.evaluate(zoom) == start


def test_the_drawing_is_given_as_a_file(open_page: Open) -> None:
    """PNG, named after what it shows."""
    page = drawn(open_page(BARE))
    with page.expect_download() as download:
        page.locator("[data-do=png]").click()
    assert download.value.suggested_filename == "kierre Growing queues.png"
    assert Path(download.value.path()).read_bytes().startswith(b"\x89PNG")


def test_a_wrong_question_is_told_with_script_too(open_page: Open) -> None:
    """The sentence, and the form as it was filled in; nothing is drawn."""
    page = drawn(open_page(BARE))
    page.locator("#depth").fill("99")
    page.locator("#question button").click()
    page.locator(".problem").wait_for()
    assert page.locator("#depth").input_value() == "99"
    page.locator("#drawing").wait_for(state="hidden")


def test_the_colours_follow_the_reader(open_page: Open) -> None:
    """From light to dark while the page stands."""
    page = drawn(open_page(BARE, color_scheme="light"))
    colour = "document.getElementById('canvas')._cyreg.cy.nodes()[0].style('color')"
    light = page.evaluate(colour)
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(f"() => {colour} !== '{light}'")


def test_paper_gets_the_picture_of_the_server(open_page: Open) -> None:
    """Also where scripts have drawn."""
    page = drawn(open_page(BARE))
    page.emulate_media(media="print")
    assert page.locator(".picture svg.columns").is_visible()
    assert not page.locator("#canvas").is_visible()


def test_everything_is_there_without_script(open_page: Open) -> None:
    """Picture, walking on by it, and the form."""
    page = open_page(BARE, java_script_enabled=False)
    assert not page.locator("#drawing").is_visible()
    page.locator(".picture a").first.click()
    page.wait_for_url("**around=**")
    page.locator("#direction").select_option("up")
    page.locator("#question button").click()
    page.wait_for_url("**direction=up**")
    assert page.locator("tr[data-arrow]").count() > 0


def test_the_other_end_is_asked_for_only_when_it_is_needed(open_page: Open) -> None:
    """Its choice comes and goes with the direction, without script."""
    page = open_page(BARE, java_script_enabled=False)
    assert not page.locator("#to").is_visible()
    page.locator("#direction").select_option("between")
    assert page.locator("#to").is_visible()


@pytest.mark.parametrize("width", [320, 1280])
def test_the_page_without_script_is_accessible(open_page: Open, faults: Faults, width: int) -> None:
    """axe finds nothing in the server's picture either; nothing scrolls sideways."""
    page = open_page(BARE + "?depth=2", blocked="**/js/explorer.js", viewport={"width": width, "height": 700})
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_chosen_thing_leaves_the_page_accessible(open_page: Open, faults: Faults) -> None:
    """With the panel open, and a row marked."""
    page = drawn(open_page(BARE))
    page.evaluate("void document.getElementById('canvas')._cyreg.cy.getElementById('queues-grow').emit('tap')")
    page.locator("#panel").wait_for()
    assert faults(page) == []


def test_only_this_page_loads_the_library(open_page: Open) -> None:
    """No other page asks for it."""
    assert not re.search("cytoscape", open_page("/en/things/queues-grow").content())


def test_a_place_in_the_page_is_not_another_map(open_page: Open) -> None:
    """Skipping to the content draws nothing anew."""
    page = drawn(open_page(BARE))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.evaluate("location.hash = 'asked'")
    page.wait_for_url("**#asked")
    assert asked == []
