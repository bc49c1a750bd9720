"""The block of data in a page is data: the browser neither runs it nor complains of it, and its texts cannot leave it."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser
BLOCK = "script[type='application/ld+json']"


@pytest.mark.parametrize("path", ["/fi/", "/sv/saker/queues-grow", "/en/guides/data-and-licence", "/en/ontology"])
def test_a_browser_has_nothing_against_the_block(open_page: Callable[..., Page], path: str) -> None:
    """The policy forbids scripts in the page; a block of data is none. `open_page` fails when the browser complains."""
    page = open_page(path)
    found = page.locator(BLOCK)
    assert found.count() == 1
    assert json.loads(found.text_content() or "")["@context"] == "https://schema.org"
