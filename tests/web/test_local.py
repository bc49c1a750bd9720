"""What an organisation adds of its own is shown beside what Kierre says, marked as local."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import flask
import pytest
from flask.testing import FlaskClient

from portal.graph.load import load
from portal.paths import data_root
from portal.settings import Settings
from portal.web import create_app

RUNNING = """@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
own:money-advice schema:url <javascript:alert(1)> ; rdfs:seeAlso <JavaScript:b> , <data:text/html,c> ;
 dcterms:isReplacedBy <vbscript:d> .
<javascript:alert(1)> rdfs:label "Click me"@en .
"""


@pytest.fixture(scope="module")
def local(data_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> flask.Flask:
    """The portal over the real data and a small organisation's own."""
    settings = Settings(data=(data_folder / "organisation",), state=tmp_path_factory.mktemp("state"), contact="Exampleton")
    return create_app(settings, load(data_root(), settings.data))


@pytest.fixture
def reader(local: flask.Flask) -> FlaskClient:
    return local.test_client()


def test_a_service_has_a_page(reader: FlaskClient) -> None:
    """With its contact, and a mark that it is local."""
    text = reader.get("/en/local/money-advice").text
    assert all(words in text for words in ("Money advice in Exampleton", "012 345 678", "Local: said by those who run this portal"))


@pytest.mark.parametrize("language", ["fi/paikalliset", "sv/lokala"])
def test_its_page_is_in_each_language(reader: FlaskClient, language: str) -> None:
    """At an address in the words of the language."""
    assert reader.get(f"/{language}/money-advice").status_code == 200


def test_its_card_for_other_pages_is_its_own(reader: FlaskClient) -> None:
    """It names those who run the portal, and neither our licence nor our name as its maker."""
    text = reader.get("/embed/en/local/money-advice").text
    assert all(
        words in text for words in ("Money advice in Exampleton", "Local: said by those who run this portal", "Exampleton</p>")
    )
    assert "CC BY" not in text


def test_an_unknown_local_thing_is_not_found(reader: FlaskClient) -> None:
    """As any other."""
    assert reader.get("/en/local/nothing").status_code == 404


@pytest.mark.parametrize("path", ["/en/things/livelihood-and-money", "/en/services", "/en/search?q=exampleton"])
def test_it_stands_where_readers_look_for_it(reader: FlaskClient, path: str) -> None:
    """On the page of what it answers to, among the services, and in the search: each time marked."""
    text = reader.get(path).text
    assert re.search(r'href="/en/local/money-advice">.*?</a>.*?<span class="mark local">local</span>', text)


@pytest.mark.parametrize("path", ["/en/things/livelihood-and-money", "/en/services"])
def test_it_is_not_what_the_sources_say(reader: FlaskClient, path: str) -> None:
    """So it is left out of that view."""
    assert "/en/local/money-advice" not in reader.get(path + "?view=source").text


def test_a_local_page_says_that_it_is_local(reader: FlaskClient) -> None:
    """And by whom; its links by name lead to things of its own."""
    text = reader.get("/en/guides/local-induction").text
    assert "This page is local" in text
    assert 'href="/en/local/money-advice"' in text


def test_a_local_page_stands_on_the_page_of_what_it_is_about(reader: FlaskClient) -> None:
    """Marked."""
    text = reader.get("/en/things/enabling-leadership").text
    assert re.search(r'href="/en/guides/local-induction">.*?</a> <span class="mark local">local</span>', text)


@pytest.mark.parametrize("ending", ["nq", "ttl"])
def test_the_download_is_kierres_own(reader: FlaskClient, client: FlaskClient, ending: str) -> None:
    """An organisation's data leaves its portal by no dump of ours."""
    path = f"/download/kierre.{ending}"
    assert reader.get(path).data == client.get(path).data


def test_the_search_for_programs_tells_what_is_local(reader: FlaskClient) -> None:
    """It is not in the lists of things, which are of the published data alone."""
    found = json.loads(reader.get("/api/v1/search?q=money&lang=en").data)["results"]
    assert {each["url"].startswith("/en/local/") for each in found if each["local"]} == {True}
    assert {each["url"].startswith("/en/local/") for each in found if not each["local"]} == {False}


@pytest.fixture(scope="module")
def careless(data_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A portal over data that nobody checked, with addresses that would run on a click."""
    folder = tmp_path_factory.mktemp("careless") / "organisation"
    shutil.copytree(data_folder / "organisation", folder)
    with (folder / "ontology" / "services.ttl").open("a", encoding="utf-8") as file:
        file.write(RUNNING)
    settings = Settings(data=(folder,), state=tmp_path_factory.mktemp("state"), contact="Exampleton")
    return create_app(settings, load(data_folder / "world", settings.data)).test_client()


@pytest.mark.parametrize("path", ["/en/local/money-advice", "/embed/en/local/money-advice"])
def test_no_page_links_to_an_address_that_would_run(careless: FlaskClient, path: str) -> None:
    """Its words stand there without a link."""
    text = careless.get(path).text
    assert "Money advice in Exampleton" in text
    assert not re.search(r'href="(?:javascript|vbscript|data):', text, re.IGNORECASE)
