"""The two circles as lists."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from portal.graph.load import Data


@pytest.mark.parametrize("circle", ["vicious-circle", "virtuous-circle"])
def test_every_member_of_a_circle_is_on_its_page(client: FlaskClient, real: Data, circle: str) -> None:
    """Things and links."""
    found = set(re.findall(r'href="/en/things/([^"]+)"', client.get(f"/en/{circle}").text))
    rows = real.store.select(f"SELECT ?x {{ ?x kierre:partOfCircle id:{circle} }}")
    assert {str(row["x"]).rpartition("/")[2] for row in rows} <= found


def test_a_barrier_shows_what_counters_it(client: FlaskClient) -> None:
    """Beating hurry stands under the hurried nature of the work."""
    page = client.get("/en/vicious-circle").text
    barrier = page[page.index('href="/en/things/hurried-nature-of-work"') :]
    assert 'href="/en/things/beating-hurry"' in barrier[: barrier.index("</details>")]


def test_the_source_view_leaves_out_the_links_that_we_infer(client: FlaskClient) -> None:
    """A closing link is there with hypotheses, and not without."""
    link = 'href="/en/things/link-queues-hurry"'
    assert link in client.get("/en/vicious-circle").text
    assert link not in client.get("/en/vicious-circle?view=source").text


def test_no_factor_is_a_member(client: FlaskClient) -> None:
    """Wars are background and never an obstacle."""
    page = client.get("/en/vicious-circle").text
    assert 'href="/en/things/wars"' not in page
