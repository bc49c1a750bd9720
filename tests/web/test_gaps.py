"""What the model leaves open."""

from __future__ import annotations

import re

from flask.testing import FlaskClient


def part(page: str, heading: str) -> str:
    """What stands under a heading that begins so."""
    return page.partition(f"<h2>{heading}")[2].partition("<h2>")[0]


def test_a_part_is_shown_with_the_whole_that_has_a_configuration(client: FlaskClient) -> None:
    """Calling a halt is part of overcoming hurry."""
    found = part(client.get("/en/gaps").text, "Interventions in no configuration")
    item = found.partition('href="/en/things/calling-a-halt"')[2].partition("</li>")[0]
    assert 'href="/en/things/beating-hurry"' in item


def test_a_barrier_that_something_counters_is_no_gap(client: FlaskClient) -> None:
    """Under either name of the cause."""
    found = part(client.get("/en/gaps").text, "Barriers that nothing counters")
    gaps = re.findall(r'<li>(?:<svg.*?</svg>)?<a href="/en/things/([^"]+)"', found)
    assert "ill-being-increases" in gaps
    assert not {"firefighting", "constant-hurry"}.intersection(gaps)


def test_with_hypotheses_every_mechanism_has_its_levels(client: FlaskClient) -> None:
    """Without them none has."""
    heading = "Mechanisms without a configuration at some level"
    assert "None in this view." in part(client.get("/en/gaps").text, heading)
    assert part(client.get("/en/gaps?view=source").text, heading).count("level-micro") == 5
