"""What pages have drawn from the graph, as readers see it."""

from __future__ import annotations

import re
from collections.abc import Callable

import flask
import pytest

from portal.pages.directives import Value
from portal.web.exhibits import exhibit

Shown = Callable[..., str]


@pytest.fixture
def shown(app: flask.Flask) -> Shown:
    """Shows an exhibit in English, or at another address."""

    def show(name: str, /, at: str = "/en/x", **parameters: Value) -> str:
        with app.test_request_context(at):
            return str(exhibit(name, **parameters))

    return show


def names(html: str) -> list[str]:
    """The slugs of the things that are linked, in their order."""
    return re.findall(r'href="/en/things/([^"?]+)', html)


def test_a_definition_has_its_sources(shown: Shown) -> None:
    """Each leads to its statement."""
    html = shown("definition", thing="financial-social-work")
    assert names(html) == ["financial-social-work"]
    assert 'href="/en/statements/aikumetod-k2-economic"' in html


def test_a_hypothesis_says_so_and_why(shown: Shown) -> None:
    """With a page of its own for the link."""
    html = shown("related", thing="queues-grow", relation="counters", direction="in")
    assert html.count('class="mark"') >= len(set(names(html))) / 2 > 0
    assert "Why we think so" in html
    assert "relation-" in html


def test_what_the_source_says_has_no_mark(shown: Shown) -> None:
    """The tools of a method stand in its box."""
    html = shown("related", thing="financial-social-work", relation="usesTool")
    assert len(names(html)) == 8
    assert 'class="mark"' not in html


def test_definitions_are_shown_when_asked_for(shown: Shown) -> None:
    """And not otherwise."""
    brief, long = (shown("members", **{"class": "Value", "definitions": words}) for words in ("no", "yes"))
    assert names(brief) == names(long)
    assert 'class="small"' not in brief
    assert long.count('class="small"') == 10


def test_members_are_numbered_where_the_source_numbers_them(shown: Shown) -> None:
    """From 1 to 10."""
    assert re.findall(r'class="number">(\d+)\.', shown("members", **{"class": "Value"})) == [str(n) for n in range(1, 11)]


def test_a_table_has_a_row_for_each_thing_and_a_heading_for_each_column(shown: Shown) -> None:
    """Each cell says on a phone which column it is of."""
    html = shown(
        "table", **{"class": "ServiceInterface", "of": "prosos-figure-interfaces", "columns": ("addresses", "^cooperatesWith")}
    )
    assert html.count("<tr>") == 16
    assert html.count('scope="col"') == 3
    assert html.count("<td data-label=") == 30


def test_a_table_without_hypotheses_has_dashes(shown: Shown) -> None:
    """Where the source joins nothing."""
    given: dict[str, Value] = {"class": "ServiceInterface", "of": "prosos-figure-interfaces", "columns": ("addresses",)}
    assert ">–</td>" in shown("table", at="/en/x?view=source", **given)


def test_the_two_readings_of_35_stand_side_by_side(shown: Shown) -> None:
    """On average, and may be; each with its note, and today's figures from elsewhere."""
    html = shown("numbers", things=("in-depth-clients-on-average", "in-depth-clients-at-a-time"))
    assert re.search(r"on average\s*<strong>35</strong>", html)
    assert re.search(r"may be\s*<strong>35</strong>", html)
    assert "thl.fi" in html
    assert "www.talentia.fi" in html


def test_all_numbers_are_shown_when_none_is_named(shown: Shown) -> None:
    """Five places in the source, never merged."""
    assert shown("numbers").count('scope="row"') == 5


def test_a_recommendation_has_claims_number_and_obstacles(shown: Shown) -> None:
    """What it demands, what can be measured, what it answers to."""
    html = shown("recommendation", thing="recommendation-08-right-to-in-depth-support")
    assert "What it demands" in html
    assert re.search(r"Measurable:</strong>\s*may be\s*<strong>35</strong>", html)
    assert "Obstacles it addresses" in html


def test_an_obstacle_of_a_recommendation_stands_once(shown: Shown) -> None:
    """Also when the recommendation and several of its claims counter it."""
    html = shown("recommendation", thing="recommendation-08-right-to-in-depth-support").partition("Obstacles it addresses")[2]
    found = [each for each in names(html) if not each.startswith("relation-")]
    assert len(found) == len(set(found)) > 1


def test_configurations_can_be_of_one_level(shown: Shown) -> None:
    """Cards with their parts; without hypotheses there are none."""
    every, one = shown("configurations", of="enabling-leadership"), shown("configurations", of="enabling-leadership", level="meso")
    assert every.count("<article") > one.count("<article") > 0
    assert "The source itself does not say." in shown("configurations", at="/en/x?view=source", of="enabling-leadership")


def test_levers_say_in_whose_hands_they_are(shown: Shown) -> None:
    """Each of them."""
    html = shown("levers", obstacle="queues-grow", most="3")
    assert html.count("In whose hands:") == 3


def test_a_query_is_shown_as_a_table_that_leads_to_the_query(shown: Shown) -> None:
    """With things as links."""
    html = shown("query", name="things-at-a-level")
    assert len(names(html)) == 8
    assert 'href="/en/queries/things-at-a-level"' in html


def test_pages_are_listed_in_their_order(shown: Shown) -> None:
    """Those of a kind, or of a kind behind a door."""
    methods = re.findall(r'href="/en/guides/([^"]+)"', shown("pages", kind="methods"))
    assert methods[:2] == ["strengths-based-social-work", "financial-social-work"]
    assert set(re.findall(r'href="/en/guides/([^"]+)"', shown("pages", kind="methods", door="teach"))) <= set(methods)


def test_what_has_changed_has_a_date_and_an_address(shown: Shown) -> None:
    """So that a reader can check."""
    html = shown("changes", thing="interface-employment-and-growth-services")
    assert "<time datetime=" in html
    assert 'href="https://' in html
