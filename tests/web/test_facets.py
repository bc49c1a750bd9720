"""Everything in one list, narrowed by the address."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from portal.graph.load import Data


def total(page: str) -> int:
    return int(re.findall(r"<p>(\d+) in all\.", page)[0])


def test_facets_combine(client: FlaskClient, real: Data) -> None:
    """Barriers at the macro level: as many as the graph says."""
    rows = real.store.select("SELECT DISTINCT ?x { ?x a kierre:Barrier ; kierre:atLevel id:level-macro }")
    assert total(client.get("/en/things?class=Barrier&level=level-macro").text) == len(rows) > 0


def test_an_option_says_how_many_it_leaves(client: FlaskClient) -> None:
    """The number in a choice is the number that choosing it gives."""
    page = client.get("/en/things?class=Context").text
    count = int(re.findall(r'<option value="level-meso">[^(]*\((\d+)\)', page)[0])
    assert total(client.get("/en/things?class=Context&level=level-meso").text) == count


def test_the_choice_is_kept_in_the_form_and_over_pages(client: FlaskClient) -> None:
    """Selected in the form; the second page keeps it."""
    page = client.get("/en/things?basis=source").text
    assert re.search(r'<option value="source" selected>', page)
    assert "basis=source&amp;page=2" in page.replace("&amp;amp;", "&amp;") or re.search(r"basis=source[^\"]*page=2", page)


@pytest.mark.parametrize(
    "query", ["class=Nothing", "level=x&level=y", "page=-3", "page=999999", "page=one", "class=" + "x" * 5000, "%ff=%ff"]
)
def test_odd_values_give_a_page(client: FlaskClient, query: str) -> None:
    """Never an error: what does not exist leaves nothing."""
    page = client.get("/en/things?" + query)
    assert page.status_code == 200
    assert total(page.text) >= 0
