"""Searching in a real browser: suggestions while typing, by keyboard and pointer, without script, on a phone, and by axe."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
Faults = Callable[..., list[str]]
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 640}


def written(open_page: Open, text: str, path: str = "/fi/malli", **window: object) -> Page:
    """A page with some letters in the field of its head, all at once, so that no suggestions to fewer letters come before."""
    page = open_page(path, **window)
    page.locator("#search-top").fill(text)
    page.locator("#search-top-list li").first.wait_for()
    return page


def test_suggestions_come_while_typing(open_page: Open) -> None:
    """As options of a list that the field says it controls."""
    page = open_page("/fi/malli")
    page.locator("#search-top").press_sequentially("velk")
    field = page.get_by_role("combobox")
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("option").first).to_contain_text("velk")
    assert page.locator("#" + str(field.get_attribute("aria-controls"))).get_attribute("role") == "listbox"


def test_arrows_walk_through_the_suggestions_and_enter_opens_one(open_page: Open) -> None:
    """Down and up, past the ends back to the field; the focus stays in the field."""
    page = written(open_page, "jono")
    field = page.get_by_role("combobox")
    page.keyboard.press("ArrowDown")
    first = page.get_by_role("option").first
    expect(first).to_have_attribute("aria-selected", "true")
    assert field.get_attribute("aria-activedescendant") == first.get_attribute("id")
    page.keyboard.press("ArrowUp")
    expect(first).to_have_attribute("aria-selected", "false")
    expect(field).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/fi/(asiat|oppaat)/"))


def test_escape_closes_the_suggestions(open_page: Open) -> None:
    """What has been typed stays; down opens them again."""
    page = written(open_page, "jono")
    page.keyboard.press("Escape")
    expect(page.locator("#search-top-list")).to_be_hidden()
    expect(page.locator("#search-top")).to_have_value("jono")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#search-top-list")).to_be_visible()


def test_enter_without_a_choice_searches(open_page: Open) -> None:
    """The form is sent as without script."""
    page = written(open_page, "velkaneuvojalle")
    page.keyboard.press("Enter")
    page.wait_for_url("**/fi/haku?q=velkaneuvojalle")
    expect(page.locator("ol.results li").first).to_contain_text("velkaneuvonnan asiantuntija")


def test_a_suggestion_can_be_clicked(open_page: Open) -> None:
    """And leads to its page."""
    page = written(open_page, "taloussos")
    page.get_by_role("option", name=re.compile("^taloussosiaality", re.IGNORECASE)).first.click()
    page.wait_for_url("**/fi/asiat/financial-social-work")


def test_the_number_of_suggestions_is_said(open_page: Open) -> None:
    """To those who do not see them; also that there are none."""
    page = written(open_page, "jono")
    expect(page.locator("form.in-top [role=status]")).to_have_text(re.compile(r"\w+: \d"))
    page.locator("#search-top").fill("xyzzyq")
    expect(page.locator("form.in-top [role=status]")).to_have_text(re.compile(r"^[^\d]+$"))


def test_the_view_is_kept(open_page: Open) -> None:
    """From the field to the suggestion."""
    page = written(open_page, "jono", "/fi/malli?view=source")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/fi/asiat/[^?]+\?view=source$"))


def test_the_search_works_without_script(open_page: Open) -> None:
    """From the head of any page to a result."""
    page = open_page("/en/model", java_script_enabled=False)
    page.locator("#search-top").fill("staff turnover")
    page.locator("form.in-top button").click()
    page.wait_for_url("**/en/search?q=staff+turnover")
    page.locator("ol.results a").first.click()
    page.wait_for_url("**/en/things/worker-turnover")


def test_suggestions_fit_a_phone(open_page: Open, faults: Faults) -> None:
    """Nothing scrolls sideways, the list is within the window, and axe finds nothing."""
    page = written(open_page, "velk", viewport=NARROW)
    box = page.locator("#search-top-list").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= NARROW["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    assert faults(page) == []


@pytest.mark.parametrize("path", ["/fi/haku?q=velkaantuneen+asiakkaan", "/sv/sok?q=xyzzyq", "/en/search?q=queues"])
def test_results_are_accessible(open_page: Open, faults: Faults, path: str) -> None:
    """Wide and narrow, in light and dark, with reasons and marks, and when nothing was found."""
    page = open_page(path)
    for window in (WIDE, NARROW):
        page.set_viewport_size(window)  # type: ignore[arg-type]
        assert page.evaluate("document.documentElement.scrollWidth") <= window["width"]
        for scheme, wanted in (("light", "everything"), ("dark", "colours")):  # of the dark page only the colours differ
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            assert faults(page, wanted) == [], f"{scheme}, {window['width']} px"
