"""The reader's view is kept, causes are named, and codes are said in words."""

from __future__ import annotations

import re

from flask.testing import FlaskClient


def test_the_source_view_is_kept_from_thing_to_thing(client: FlaskClient) -> None:
    """Every link to a thing carries it; without the choice none does."""
    page = client.get("/en/vicious-circle?view=source").text
    links = re.findall(r'href="(/en/things/[^"]+)"', page)
    assert links
    assert all(link.endswith("?view=source") for link in links)
    assert "?view=source" not in client.get("/en/things/queues-grow").text.replace('/en/things/queues-grow?view=source"', "")


def test_a_barrier_names_its_causes(client: FlaskClient) -> None:
    """Not only the links: the thing itself, under what it comes from."""
    page = client.get("/en/things/queues-grow").text
    assert 'href="/en/things/no-time-for-in-depth-work"' in page
    assert 'href="/en/things/link-no-time-queues"' in page


def test_the_two_thirty_fives_say_how_they_are_meant(client: FlaskClient) -> None:
    """One is an average, the other what may be."""
    assert "keskimäärin" in client.get("/fi/asiat/in-depth-clients-on-average").text
    assert "voi olla" in client.get("/fi/asiat/in-depth-clients-at-a-time").text


def test_a_method_shows_its_tools_on_the_page_of_methods(client: FlaskClient) -> None:
    """Under the method, by name."""
    page = client.get("/en/methods").text
    method = page[page.index('href="/en/things/financial-social-work"') :]
    assert 'href="/en/things/social-lending"' in method


def test_a_hypothesis_says_so_in_the_source_view(client: FlaskClient) -> None:
    """A reader who came by an old link is told."""
    assert "the source does not say it" in client.get("/en/things/link-queues-hurry?view=source").text


def test_a_letter_of_another_language_leads_to_the_beginning(client: FlaskClient) -> None:
    """The switch of language never ends in 404."""
    assert client.get("/en/glossary/%C3%84").status_code in {200, 302}
    assert [client.get(f"/fi/sanasto/{letter}").status_code for letter in ("Q", "0–9")] == [302, 200]
