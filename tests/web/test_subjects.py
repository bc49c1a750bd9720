"""Pages on one subject each."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest
from flask.testing import FlaskClient

from portal.graph.load import Data
from portal.languages import LANGUAGES
from portal.web.addresses import address
from portal.web.views.subjects import SUBJECTS


def slugs(page: str) -> set[str]:
    return set(re.findall(r'href="/en/things/([^"]+)"', page))


@pytest.mark.parametrize("key", [key for key in SUBJECTS if not all(shelf.statements for shelf in SUBJECTS[key])])
def test_every_thing_of_its_classes_is_on_the_page(client: FlaskClient, real: Data, key: str) -> None:
    """Nothing is lost between headings and parts."""
    page = client.get(address(key, "en"))
    classes = " ".join(f"kierre:{shelf.class_}" for shelf in SUBJECTS[key] if not shelf.statements)
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


def test_community_social_work_shows_only_what_its_section_says(client: FlaskClient) -> None:
    """Its three goals are there, other goals are not."""
    found = slugs(client.get("/en/community-social-work").text)
    assert {"community-social-work", "sense-of-belonging-together", "citizens-inclusion", "citizens-influence"} <= found
    assert "smooth-everyday-life" not in found


def test_every_page_leads_to_the_same_as_a_query_that_runs(client: FlaskClient) -> None:
    """From the page to the editor, from the editor to rows."""
    link = unescape(re.findall(r'href="(/en/sparql\?query=[^"]+)"', client.get("/en/values").text)[0])
    text = unescape(re.findall(r"<textarea[^>]*>(.*?)</textarea>", client.get(link).text, re.DOTALL)[0])
    assert json.loads(client.post("/sparql", data={"query": text}).data)["results"]["bindings"]
