"""Cards, launches and oEmbed answers of a release: they go on showing what was released, and say that something newer exists."""

from __future__ import annotations

import re
import shutil
from datetime import date
from html import unescape
from pathlib import Path

import flask
import pytest
from flask.testing import FlaskClient

from portal.graph.load import load
from portal.graph.releases import make_release
from portal.settings import Settings
from portal.web import create_app, pins
from portal.web.shelf import Shelf

NEWER = "A newer version exists."
LATE = """
id:late-thing a kierre:Barrier ; skos:prefLabel "late"@fi , "late"@sv , "late"@en ; kierre:basis kierre:StatedInSource .
"""


@pytest.fixture(scope="module")
def app(data_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> flask.Flask:
    """A portal over the small world, which has changed since its release 2026.1."""
    folder = tmp_path_factory.mktemp("pins") / "world"
    shutil.copytree(data_folder / "world", folder)
    things = folder / "ontology" / "model" / "things.ttl"
    make_release(load(folder), folder / "ontology" / "releases", date(2026, 9, 1), "1.0")
    text = things.read_text(encoding="utf-8").replace('"growing queues"@en', '"queues that grow"@en')
    things.write_text(text.replace("id:rule-of-three-levels", "id:rule-of-levels") + LATE, encoding="utf-8")
    made = create_app(Settings(sources=folder, state=tmp_path_factory.mktemp("state")), load(folder))
    made.extensions[pins.SHELF] = Shelf(made.extensions["kierre"].settings, rest=0)
    return made


@pytest.fixture
def client(app: flask.Flask) -> FlaskClient:
    return app.test_client()


@pytest.mark.parametrize("first", ["embed", "lti"])
def test_a_pinned_card_shows_its_release_and_says_that_there_is_a_newer(client: FlaskClient, first: str) -> None:
    """With a link to that; the whole page is the one of the release."""
    html = client.get(f"/{first}/en/queues-grow?v=2026.1").text
    assert "Growing queues – Kierre" in html
    assert NEWER in html
    assert f'rel="noopener latest-version" href="/{first.replace("lti", "embed")}/en/queues-grow"' in html
    assert ">http://localhost/en/things/queues-grow?v=2026.1</a>" in html
    assert '<link rel="canonical" href="http://localhost/en/things/queues-grow">' in html
    assert "Kierre 2026.1" in html


@pytest.mark.parametrize("first", ["embed", "lti"])
def test_a_pinned_card_of_what_is_gone_says_so(client: FlaskClient, first: str) -> None:
    """It promises no newer version."""
    html = client.get(f"/{first}/en/rule-of-three-levels?v=2026.1").text
    assert "The page is no longer there." in html
    assert "latest-version" not in html


def test_a_card_without_a_release_is_the_newest(client: FlaskClient) -> None:
    """And says nothing of versions that are not."""
    html = client.get("/embed/en/queues-grow").text
    assert "Queues that grow" in html
    assert NEWER not in html


@pytest.mark.parametrize("path", ["/embed/en/queues-grow?v=2026.9", "/lti/en/queues-grow?v=20", "/embed/en/late-thing?v=2026.1"])
def test_what_is_in_no_release_is_a_small_page_that_leads_on(client: FlaskClient, path: str) -> None:
    """It may be framed, and leads to the card as it is now."""
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.headers["Content-Security-Policy"].endswith("frame-ancestors *")
    assert f'href="{path.partition("?")[0]}"' in answer.text
    assert len(answer.data) < 1000


def test_the_box_offers_the_release_that_is_shown(client: FlaskClient) -> None:
    """In the frame and in the address for a course, which keeps it."""
    html = unescape(client.get("/en/things/queues-grow?v=2026.1").text)
    assert '<code><iframe src="http://localhost/embed/en/queues-grow?v=2026.1"' in html
    cartridge = re.findall(r"<code>http://localhost(/lti/cartridge/[^<]+)</code>", html)[0]
    assert "<blti:launch_url>http://localhost/lti/en/queues-grow?v=2026.1</blti:launch_url>" in client.get(cartridge).text


def test_oembed_keeps_the_release_of_an_address(client: FlaskClient) -> None:
    """With the title of that time, to be kept longer."""
    answers = [
        client.get("/oembed", query_string={"url": f"http://localhost/en/things/queues-grow{end}"}).get_json()
        for end in ("?v=2026.1", "")
    ]
    assert 'src="http://localhost/embed/en/queues-grow?v=2026.1"' in answers[0]["html"]
    assert [each["title"] for each in answers] == ["Growing queues", "Queues that grow"]
    assert answers[0]["cache_age"] > answers[1]["cache_age"]


@pytest.mark.parametrize("end", ["queues-grow?v=2026.9", "queues-grow?v=x", "queues-grow?v=", "late-thing?v=2026.1"])
def test_oembed_knows_no_release_that_there_is_not(client: FlaskClient, end: str) -> None:
    """404, as a problem."""
    answer = client.get("/oembed", query_string={"url": f"http://localhost/en/things/{end}"})
    assert (answer.status_code, answer.content_type) == (404, "application/problem+json")


def test_pages_tell_oembed_clients_of_their_release(client: FlaskClient) -> None:
    """The address that they are asked to send has it."""
    head = client.get("/en/things/queues-grow?v=2026.1").text.partition("</head>")[0]
    target = unescape(re.findall(r'type="application/json\+oembed" href="([^"]+)"', head)[0])
    assert "queues-grow?v=2026.1" in client.get(target).get_json()["html"]


def test_oembed_is_not_given_a_release_beside_the_address(client: FlaskClient) -> None:
    """As when an address was not encoded: the answer would be of another version than was asked for."""
    answer = client.get("/oembed?url=http://localhost/en/things/queues-grow?view=source&v=2026.1")
    assert answer.status_code == 400
    assert "Percent-encode" in answer.get_json()["detail"]
