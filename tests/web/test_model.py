"""The realist model as one table."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from portal.graph.load import Data
from portal.namespaces import ID, LEVELS, local_name
from portal.web.views.model import PARTS


def tables(page: str) -> list[list[list[str]]]:
    """Of each table, of each row, of each cell: the HTML."""
    bodies = re.findall(r"<tbody>(.*?)</tbody>", page, re.DOTALL)
    return [
        [re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL) for row in re.findall(r"<tr>(.*?)</tr>", body, re.DOTALL)]
        for body in bodies
    ]


def slugs(cell: str) -> list[str]:
    return re.findall(r'href="/en/things/([^"]+)"', cell)


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("level", [local_name(level) for level in LEVELS])
def test_every_cell_holds_what_the_graph_says(client: FlaskClient, real: Data, part: str, level: str) -> None:
    """Five parts by three levels, none of them empty."""
    cell = tables(client.get("/en/model").text)[0][PARTS.index(part)][LEVELS.index(ID + level)]
    rows = real.store.select(f"SELECT DISTINCT ?x {{ ?x a kierre:{part} ; kierre:atLevel id:{level} }}")
    assert sorted(set(slugs(cell))) == sorted(str(row["x"]).rpartition("/")[2] for row in rows)
    assert rows


def test_every_mechanism_has_a_configuration_at_each_level(client: FlaskClient) -> None:
    """Five rows, no gap."""
    rows = tables(client.get("/en/model").text)[1]
    assert len(rows) == 5
    assert all(slugs(cell) for row in rows for cell in row)


def test_the_view_of_the_sources_shows_no_configuration_of_ours(client: FlaskClient) -> None:
    """Every cell says that the source states no join; the parts are still there."""
    parts, coverage = tables(client.get("/en/model?view=source").text)
    assert all("the source states no join" in cell for row in coverage for cell in row)
    assert all(slugs(cell) for row in parts for cell in row)


def test_nothing_in_the_view_of_the_sources_is_marked_as_ours(client: FlaskClient) -> None:
    """The mark is for hypotheses."""
    mark = '<span class="mark">'
    assert mark in client.get("/en/model").text
    assert mark not in client.get("/en/model?view=source").text


def test_the_two_views_lead_to_each_other(client: FlaskClient) -> None:
    """One link away."""
    assert 'href="/en/model?view=source"' in client.get("/en/model").text
    assert 'href="/en/model"' in client.get("/en/model?view=source").text.partition('class="views"')[2]


@pytest.mark.parametrize("view", ["", "?view=", "?view=other", "?view=source&view=x"])
def test_an_odd_view_does_no_harm(client: FlaskClient, view: str) -> None:
    """What is not known is not asked for."""
    assert client.get("/en/model" + view).status_code == 200


def test_headings_of_rows_and_columns_are_headings(client: FlaskClient) -> None:
    """A screen reader tells each cell's part and level."""
    page = client.get("/en/model").text
    assert page.count('<th scope="col">') == 8
    assert page.count('<th scope="row">') == 10
    assert page.count("<caption>") == 2


def test_a_small_world_has_gaps_that_are_told(make_client: object) -> None:
    """An empty cell says that it is empty."""
    page = make_client().get("/en/model?view=source").text  # type: ignore[operator]
    assert "the source states no join" in page


def test_each_mechanism_stands_with_its_configurations_at_each_level(client: FlaskClient) -> None:
    """Five sections; with the sources alone no configuration is left."""
    page, alone = client.get("/en/mechanisms").text, client.get("/en/mechanisms?view=source").text
    assert len(re.findall(r"<h2>\d\. ", page)) == 5
    assert len(set(re.findall(r'href="/en/things/(configuration-[^"]+)"', page))) >= 15
    assert "configuration-" not in alone.partition('class="data"')[0]
    assert alone.count('<span class="empty">the source states no join') == 15
