"""What if something gets stronger or weaker?"""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient


def part(page: str, heading: str) -> str:
    """What stands under a heading that begins so."""
    return page.partition(f"<h2>{heading}")[2].partition("<h2>")[0]


def test_a_barrier_that_weakens_drives_others_for_the_better(client: FlaskClient) -> None:
    """Fewer queues, less hurry; by default the change is for the better."""
    page = client.get("/en/what-if?thing=queues-grow").text
    assert 'href="/en/things/constant-hurry"' in part(page, "Changing for the better")
    assert "Changing for the worse" not in page


def test_the_other_way_drives_them_for_the_worse(client: FlaskClient) -> None:
    """Longer queues, more hurry."""
    page = client.get("/en/what-if?thing=queues-grow&change=more").text
    assert 'href="/en/things/constant-hurry"' in part(page, "Changing for the worse")


def test_a_mechanism_drives_the_outcomes_of_its_configurations(client: FlaskClient) -> None:
    """Enabling leadership may lead to resources for development: a hypothesis, marked as one."""
    item = part(client.get("/en/what-if?thing=enabling-leadership").text, "Changing for the better")
    item = item.partition('href="/en/things/structurally-resourced-development"')[2].partition("</li>")[0]
    assert "grows stronger" in item
    assert "hypothesis" in item.partition("<details>")[0]


def test_each_prediction_tells_its_arrows(client: FlaskClient) -> None:
    """With links to what says so."""
    item = (
        client.get("/en/what-if?thing=queues-grow")
        .text.partition('href="/en/things/no-time-for-in-depth-work"')[2]
        .partition("</details>")[0]
    )
    assert 'href="/en/things/link-queues-hurry"' in item
    assert 'href="/en/things/link-hurry-no-time"' in item


def test_without_a_thing_there_is_only_the_form(client: FlaskClient) -> None:
    """And no answer."""
    page = client.get("/en/what-if").text
    assert 'name="thing"' in page
    assert "The change:" not in page


def test_a_thing_with_a_second_name_is_known_by_both(client: FlaskClient) -> None:
    """Firefighting is the same cause as constant hurry."""
    assert 'href="/en/things/workers-exhausted"' in client.get("/en/what-if?thing=firefighting").text


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("thing=nonsense", "“nonsense” is not in the network of this view."),
        ("thing=queues-grow&change=sideways", "A change is “stronger” or “weaker”, not “sideways”."),
    ],
)
def test_what_cannot_be_understood_is_said(client: FlaskClient, asked: str, sentence: str) -> None:
    """With the form."""
    answer = client.get("/en/what-if?" + asked)
    assert (answer.status_code, sentence in answer.text, 'name="thing"' in answer.text) == (400, True, True)
