"""Gathering a course basket while one reads, with the script and without."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def test_pages_gather_in_the_basket(open_page: Callable[..., Page]) -> None:
    """Two pages are added one after the other; the basket opens with both, and knows them when one comes back."""
    page = open_page("/fi/asiat/queues-grow")
    page.click(".course-box button")
    expect(page.get_by_text("Kurssikorissa.")).to_be_visible()
    page.goto(page.url.replace("/asiat/queues-grow", "/oppaat/team-meeting"))
    page.click(".course-box button")
    page.click(".course-box a")
    page.wait_for_url("**/fi/vie-kurssille?n=2-36&items=thing:queues-grow,guide:team-meeting")
    page.get_by_role("button", name="Poista: ").first.click()
    page.wait_for_url("**n=1-18&items=guide:team-meeting")
    page.goto(page.url.partition("/fi/")[0] + "/fi/asiat/queues-grow")
    expect(page.locator(".course-box button")).to_be_visible()


def test_without_a_script_the_page_opens_the_basket(open_page: Callable[..., Page]) -> None:
    """With itself alone."""
    page = open_page("/fi/asiat/queues-grow", java_script_enabled=False)
    page.click(".course-box a")
    page.wait_for_url("**/fi/vie-kurssille?n=1-17&items=thing:queues-grow")


def test_what_is_ticked_is_in_the_files_before_it_is_saved(open_page: Callable[..., Page]) -> None:
    """And in the address to keep; the items come last, so that a cut is seen."""
    page = open_page("/fi/vie-kurssille?n=1&items=question:order-of-stages")
    page.fill("#title", "Viikko 3: välineet & arvot")
    page.check("input[name=key]")
    wanted = {"n": "1-24", "title": "Viikko 3: välineet & arvot", "key": "1", "items": "question:order-of-stages"}
    places = [each.get_attribute("href") or "" for each in page.locator(".course-files a").all()]
    for place in [*places, page.input_value("#course-address")]:
        asked = dict(parse_qsl(urlsplit(place).query))
        assert {name: asked[name] for name in wanted} == wanted
        assert list(asked)[-1] == "items"
    page.uncheck("input[name=key]")
    assert "key=1" not in page.input_value("#course-address")
