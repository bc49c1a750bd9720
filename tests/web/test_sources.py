"""The sources, what has changed since, and the glossary."""

from __future__ import annotations

import re

from flask.testing import FlaskClient

from portal.graph.load import Data


def test_the_sources_lead_to_their_statements(client: FlaskClient) -> None:
    """Both documents, with the number of their statements; together 866."""
    page = client.get("/en/sources").text
    counts = [int(number) for number in re.findall(r"All (\d+) statements", page)]
    assert len(counts) == 2
    assert sum(counts) == 866


def test_the_beginning_of_all_statements_leads_to_the_sources(client: FlaskClient) -> None:
    """A redirect in each language."""
    assert client.get("/sv/kallstallen").headers["Location"] == "/sv/kallor"


def test_every_update_is_told_with_its_day(client: FlaskClient, real: Data) -> None:
    """As many as the graph has."""
    page = client.get("/en/what-has-changed").text
    rows = real.store.select("SELECT ?x { ?x a kierre:Update }")
    assert len(re.findall(r'<time datetime="\d{4}-\d\d-\d\d">', page)) == len(rows) > 0


def test_other_names_lead_to_the_thing(client: FlaskClient) -> None:
    """The Finnish word jonot leads to the growing of queues."""
    page = client.get("/fi/sanasto/J").text
    assert re.search(r'jonot → <a href="/fi/asiat/queues-grow">', re.sub(r"</?span[^>]*>", "", page))


def test_a_letter_without_words_is_not_found(client: FlaskClient) -> None:
    """404, also for what is no letter."""
    assert client.get("/fi/sanasto/%E2%98%83").status_code == 404
