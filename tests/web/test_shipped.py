"""The data releases that the project holds."""

from __future__ import annotations

import re
from html import unescape

import flask
import pytest

from portal.graph.load import Data
from portal.graph.releases import Releases
from portal.paths import data_root
from portal.settings import Settings
from portal.web import create_app

FOLDER = data_root() / "ontology" / "releases"
NUMBERS = [each.number for each in Releases(FOLDER)]


@pytest.fixture(scope="module")
def shipped(real: Data, tmp_path_factory: pytest.TempPathFactory) -> flask.Flask:
    """The portal as it is shipped: over the real data, with its releases."""
    return create_app(Settings(state=tmp_path_factory.mktemp("state")), real)


def test_there_are_releases() -> None:
    """And no file but theirs."""
    assert NUMBERS
    wanted = {f"{number}.{ending}" for number in NUMBERS for ending in ("json", "nq.gz", "pages.zip")}
    assert {file.name for file in FOLDER.iterdir()} == wanted


@pytest.mark.parametrize("number", NUMBERS)
def test_a_release_is_what_was_released(number: str) -> None:
    """Its files have the checksums of its manifest, and hold as many triples and all pages."""
    releases = Releases(FOLDER)
    data = releases.data(number)
    assert len(data.store) == releases[number].triples
    assert len(data.pages) > 0


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("path", ["/fi/", "/fi/asiat/queues-grow", "/sv/guider/team-meeting", "/en/model", "/embed/en/queues-grow"])
def test_a_page_of_a_release_is_shown(shipped: flask.Flask, path: str, number: str) -> None:
    """Under its pinned address, which says so."""
    answer = shipped.test_client().get(f"{path}?v={number}")
    assert answer.status_code == 200
    assert number in answer.text


def test_a_thing_is_pinned_to_the_release_that_is_served(shipped: flask.Flask, real: Data) -> None:
    """In the boxes for taking along; to none as long as what is served has not been released."""
    served = Releases(FOLDER).of(real.version)
    page = shipped.test_client().get("/en/things/queues-grow").text
    assert ("?v=" in page) == (served is not None)
    assert ("not released" in page) == (served is None)


def test_the_pinned_addresses_that_a_page_offers_answer(shipped: flask.Flask, real: Data) -> None:
    """In citations, embeds and baskets: a few of each route. Pages that show no release, such as the search, offer none."""
    client, rules = shipped.test_client(), shipped.url_map.bind("localhost")
    of_routes: dict[str, list[str]] = {}
    for page in re.findall(r"<loc>http://localhost(/en/[^<]*)</loc>", client.get("/sitemap.xml").text):
        of_routes.setdefault(str(rules.match(page)[0]), []).append(page)
    pages = [page for some in of_routes.values() for page in some[:: max(1, len(some) // 5)]]
    offered: dict[str, set[str]] = {}
    for page in [*pages, "/en/sparql", "/en/search?q=queues", "/en/guides/team-meeting"]:
        for found in re.findall(r"http://localhost(/[^\s\"<>]*[?&]v=\d{4}\.\d+)", unescape(client.get(page).text)):
            of_route = offered.setdefault(str(rules.match(found.partition("?")[0])[0]), set())
            if len(of_route) < 3:
                of_route.add(found)
    assert bool(offered) == (Releases(FOLDER).of(real.version) is not None)
    assert [each for some in offered.values() for each in some if client.get(each).status_code != 200] == []
