"""A portal below a path in a real browser: pages with scripts work, and nothing is asked for outside the path."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def below(start_server: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A running portal whose public address has a path."""
    return start_server(public_url="https://intra.example.fi/kierre", state=tmp_path_factory.mktemp("below"))


@pytest.fixture
def open_below(browser: Browser, below: Any) -> Iterator[Callable[[str], Page]]:
    """Opens a page below the path; fails when anything is asked for outside it."""
    context, asked = browser.new_context(), []
    context.set_default_timeout(120_000)

    def opened(path: str) -> Page:
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{below.url}/kierre{path}")
        return page

    yield opened
    context.close()
    assert [each for each in asked if not each.startswith((f"{below.url}/kierre/", "data:", "blob:"))] == []


def test_a_suggestion_is_asked_for_and_opened_below_the_path(open_below: Callable[[str], Page]) -> None:
    """By keyboard."""
    page = open_below("/fi/malli")
    page.locator("#search-top").fill("jono")
    page.locator("#search-top-list li").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/kierre/fi/(asiat|oppaat)/"))


def test_the_map_is_drawn_and_walked_below_the_path(open_below: Callable[[str], Page]) -> None:
    """Its data is fetched by a script, and the language is changed by a link."""
    page = open_below("/en/map?around=queues-grow")
    expect(page.locator("canvas").first).to_be_attached()
    page.get_by_role("link", name="Svenska").click()
    page.wait_for_url(lambda url: urlsplit(url).path == "/kierre/sv/karta")


def test_a_form_is_sent_below_the_path(open_below: Callable[[str], Page]) -> None:
    """And its answer is styled."""
    page = open_below("/en/what-if")
    page.locator("main form button").first.click()
    page.wait_for_url(re.compile("/kierre/en/what-if[?]"))
    assert page.evaluate("[...document.styleSheets].length > 1 && [...document.styleSheets].every(each => each.cssRules.length)")
