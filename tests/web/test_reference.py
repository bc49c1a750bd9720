"""The reference of the interface for programs, as a page."""

from __future__ import annotations

import html
import re

import pytest
from flask.testing import FlaskClient

from portal.languages import LANGUAGES
from portal.web.contract.operation import BASE
from portal.web.contract.parameters import alone
from portal.web.contract.table import OPERATIONS


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_operation_stands_on_the_page(client: FlaskClient, language: str) -> None:
    """With its parameters and a place to link to."""
    page = client.get(f"/{language}/api").text
    for operation in OPERATIONS:
        card = page.partition(f'id="{operation.name}"')[2].partition("</article>")[0]
        assert html.escape(operation.address) in card
        assert all(f"<dt><code>{each.name}</code>" in card for each in (*operation.places, *alone(operation.parameters)))


def test_every_example_is_a_link_that_answers(client: FlaskClient) -> None:
    """And a line for the shell."""
    page = client.get("/en/api").text
    links = {html.unescape(each) for each in re.findall(rf'href="({BASE}/[^"]*)"', page)}
    assert {BASE + each.example for each in OPERATIONS} <= links
    assert all(client.get(each).status_code == 200 for each in links)
    assert page.count("curl 'http://localhost/api/v1/") == len(OPERATIONS)


def test_names_in_texts_are_shown_as_code(client: FlaskClient) -> None:
    """No marks are left over."""
    assert "`" not in client.get("/sv/api").text


def test_the_page_is_short_enough(client: FlaskClient) -> None:
    """As all pages."""
    assert len(client.get("/fi/api").data) < 100_000


def test_the_page_leads_to_the_description_and_the_guide(client: FlaskClient) -> None:
    """In the language of the page."""
    page = client.get("/sv/api").text
    assert 'href="/api/v1/openapi.json"' in page
    assert 'href="/sv/guider/json-api"' in page
