"""Two methods or two levels side by side."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

METHODS = "/en/compare?a=financial-social-work&b=strengths-based-social-work"


def cells(page: str, heading: str) -> list[str]:
    """The three cells of a row."""
    row = page.partition(f'<th scope="row"><span>{heading}<')[2].partition("</tr>")[0]
    return [each.partition("</td>")[0] for each in row.split("<td")[1:]]


def test_what_both_methods_have_stands_between_them(client: FlaskClient) -> None:
    """Both are modelled methods."""
    first, both, second = cells(client.get(METHODS).text, "in family")
    assert "modelled-methods" in both
    assert "/en/things/" not in first + second


def test_what_one_method_has_stands_on_its_side(client: FlaskClient) -> None:
    """Debts are looked into in financial social work, the client plan is a tool of strengths-based work."""
    first, _both, second = cells(client.get(METHODS).text, "uses tools")
    assert "budgeting" in first or "debt" in first
    assert "client-plan" in second


def test_levels_are_compared_by_the_parts_of_the_model(client: FlaskClient) -> None:
    """A mechanism permeates both levels."""
    _first, both, _second = cells(client.get("/en/compare?a=level-macro&b=level-meso").text, "mechanism")
    assert "enabling-leadership" in both


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("a=nonsense&b=level-meso", "There is no method or level called nonsense."),
        ("a=level-meso&b=level-meso", "These are the same."),
        ("a=level-meso&b=financial-social-work", "A method and a level cannot be compared."),
    ],
)
def test_what_cannot_be_compared_is_said(client: FlaskClient, asked: str, sentence: str) -> None:
    """And the form keeps what was chosen."""
    answer = client.get("/en/compare?" + asked)
    assert (answer.status_code, sentence in answer.text) == (400, True)
    assert 'value="level-meso" selected' in answer.text


def test_one_choice_is_only_a_form(client: FlaskClient) -> None:
    """The other is still to be chosen."""
    page = client.get("/en/compare?a=financial-social-work").text
    assert 'value="financial-social-work" selected' in page
    assert "<table" not in page
