"""Pages on one subject each."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from portal.graph.load import Data
from portal.languages import LANGUAGES
from portal.web.addresses import address
from portal.web.views.subjects import SUBJECTS


def slugs(page: str) -> set[str]:
    return set(re.findall(r'href="/en/things/([^"]+)"', page))


@pytest.mark.parametrize("key", SUBJECTS)
def test_every_thing_of_its_classes_is_on_the_page(client: FlaskClient, real: Data, key: str) -> None:
    """Nothing is lost between headings and parts."""
    page = client.get(address(key, "en"))
    classes = " ".join(f"kierre:{name}" for shelf in SUBJECTS[key] for name in (shelf.class_,))
    rows = real.store.select(f"SELECT DISTINCT ?x {{ VALUES ?c {{ {classes} }} ?x a ?c FILTER(STRSTARTS(STR(?x), STR(id:))) }}")
    assert rows
    assert {str(row["x"]).rpartition("/")[2] for row in rows} <= slugs(page.text)


@pytest.mark.parametrize("key", SUBJECTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_subject_has_a_page_in_each_language(client: FlaskClient, key: str, language: str) -> None:
    """One heading of the first level, in a page of at most 100 kB."""
    page = client.get(address(key, language))  # type: ignore[arg-type]
    assert page.status_code == 200
    assert len(re.findall("<h1", page.text)) == 1
    assert len(page.data) <= 100_000


def test_recommendations_stand_in_their_order_with_their_claims(client: FlaskClient) -> None:
    """Ten on the first level, a claim under its own."""
    found = re.findall(r'href="/en/things/(recommendation-\d\d)', client.get("/en/recommendations").text)
    assert found == [f"recommendation-{number:02}" for number in range(1, 11)]


def test_methods_stand_under_their_families(client: FlaskClient) -> None:
    """The families come before the methods without one."""
    page = client.get("/en/methods").text
    assert page.index("Methods modelled in the AIKUMETOD research") < page.index('href="/en/things/financial-social-work"')
