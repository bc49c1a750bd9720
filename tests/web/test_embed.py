"""Cards and figures for another's page: what they show, which pages have one, and what stands where there is none."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import flask
import pytest
from flask.testing import FlaskClient

from portal.graph.load import load
from portal.settings import Settings
from portal.web import create_app
from portal.web.addresses import address
from portal.web.pictures.registry import PICTURES

PAGES = {
    "/embed/fi/queues-grow": "/fi/asiat/queues-grow",
    "/embed/en/page/reading-the-model": "/en/guides/reading-the-model",
    "/embed/sv/figure/vicious-loops": "/sv/bilder/vicious-loops",
    "/embed/en/figure/loop?loop=loop-returning-clients": "/en/pictures/loop?loop=loop-returning-clients",
    "/embed/fi/loop/loop-returning-clients": "/fi/kehat/loop-returning-clients",
    "/embed/en/statement/prosos-doc": "/en/statements/prosos-doc",
    "/embed/en/link-no-time-clients-return?view=source": "/en/things/link-no-time-clients-return?view=source",
}


@pytest.fixture(scope="module")
def text(app: flask.Flask) -> Callable[[str], str]:
    """The words of an embed."""

    def of(path: str) -> str:
        answer = app.test_client().get(path)
        assert answer.status_code == 200
        return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text)))

    return of


@pytest.mark.parametrize(("path", "page"), PAGES.items())
def test_the_whole_page_is_canonical_and_said_in_letters(client: FlaskClient, path: str, page: str) -> None:
    """In the head, in the header and at the foot."""
    answer = client.get(path)
    whole = "http://localhost" + page
    assert f'<link rel="canonical" href="{whole.replace("&", "&amp;")}">' in answer.text
    assert f'<{whole}>; rel="canonical"' in answer.headers.getlist("Link")
    assert f">{whole}</a>" in answer.text


@pytest.mark.parametrize("path", [*PAGES, "/embed/fi/nothing", "/lti/fi/queues-grow"])
def test_an_embed_may_be_framed_by_anybody_and_does_nothing_else(client: FlaskClient, path: str) -> None:
    """No script, no form, no cookie; search engines find the page instead."""
    answer = client.get(path)
    policy = answer.headers["Content-Security-Policy"]
    assert policy.endswith("frame-ancestors *")
    assert "script-src" not in policy
    assert not re.search(r"<(script|form|input|base)\b| style=", answer.text)
    assert "Set-Cookie" not in answer.headers
    assert '<meta name="robots" content="noindex">' in answer.text


@pytest.mark.parametrize("path", PAGES)
def test_links_and_signs_work_in_a_sandbox(client: FlaskClient, path: str) -> None:
    """Each link opens a window of its own; no drawing comes out of another file."""
    html = client.get(path).text
    links = re.findall(r"<a [^>]*href[^>]*>", html)
    assert links
    assert [each for each in links if 'target="_blank" rel="noopener"' not in each] == []
    assert set(re.findall(r'<use href="#([\w-]+)"', html)) == set(re.findall(r'<symbol id="([\w-]+)"', html))
    assert "marks.svg" not in html


@pytest.mark.parametrize("page", PAGES.values())
def test_a_page_offers_its_embed(client: FlaskClient, page: str) -> None:
    """A frame with a title, and an address for a course, which both answer."""
    html = unescape(client.get(page).text)
    frame = re.findall(r'<code><iframe src="http://localhost([^"]+)" title="([^"]+) – Kierre" width="100%" height="(\d+)"', html)[0]
    assert PAGES[frame[0]] == page
    cartridge = re.findall(r"<code>http://localhost(/lti/cartridge/[^<]+)</code>", html)[0]
    assert client.get(frame[0]).status_code == client.get(cartridge).status_code == 200


@pytest.mark.parametrize("page", ["/fi/", "/fi/menetelmat", "/fi/haku?q=jonot", "/fi/nowhere", "/fi/asiat/nothing", "/fi/kuvat"])
def test_pages_without_an_embed_offer_none(client: FlaskClient, page: str) -> None:
    """Nor tell oEmbed clients of one."""
    answer = client.get(page)
    assert '<details class="embedding' not in answer.text
    assert "oembed" not in answer.text


def test_a_thing_says_where_it_is_from(text: Callable[[str], str]) -> None:
    """Name, kind, what it means, publication and place, licence and version."""
    words = text("/embed/en/queues-grow")
    for each in (
        "barrier",
        "Growing queues",
        "AIKUMETOD policy recommendations",
        "4 Esteet",
        "CC BY 4.0",
        "data version",
        "Stated in the source",
    ):
        assert each in words


def test_a_hypothesis_says_so_and_why(text: Callable[[str], str]) -> None:
    """With its rationale, its level, and its parts."""
    words = text("/embed/en/configuration-enabling-leadership-macro")
    for each in ("hypothesis", "Why we think so", "Macro level", "Contexts", "Mechanism", "Outcomes"):
        assert each in words


def test_a_team_card_has_obstacle_lever_and_questions(text: Callable[[str], str]) -> None:
    """All that a meeting needs."""
    words = text("/embed/en/card-clients-return")
    assert re.search(r"The obstacle .+ The lever .+ Three questions .+\? .+\? .+\?", words)


def test_a_guide_leads_to_its_sections(client: FlaskClient) -> None:
    """At their lasting places."""
    html = client.get("/embed/en/page/reading-the-model").text
    sections = re.findall(r'href="/en/guides/reading-the-model#([\w-]+)"', html)
    assert len(sections) >= 3
    assert all(f'id="{each}"' in client.get("/en/guides/reading-the-model").text for each in sections)


@pytest.mark.parametrize("name", ["vicious-loops", "two-circles", "mechanisms-by-level"])
def test_a_figure_stands_with_its_twin(client: FlaskClient, name: str) -> None:
    """Both shapes, and the same in words and as a table."""
    html = client.get(f"/embed/en/figure/{name}").text
    assert html.count('class="drawing ') == 2
    assert "<table>" in html


def test_a_loop_that_the_source_does_not_close_says_so(text: Callable[[str], str]) -> None:
    """In the view of the sources."""
    assert "does not close this loop" in text("/embed/en/loop/loop-returning-clients?view=source")


def test_things_come_before_pages_of_the_same_name(client: FlaskClient, app: flask.Flask) -> None:
    """A page whose name is no thing answers at the short address too."""
    with app.test_request_context():
        things = [each.slug for each in app.extensions["kierre"].catalogue]
    pages = [each.slug for each in app.extensions["kierre"].data.pages if each.slug not in things]
    assert f"/en/guides/{pages[0]}" in client.get(f"/embed/en/{pages[0]}").text


def test_every_picture_can_be_embedded() -> None:
    """Its kind names a section of the portal."""
    assert all(address("pictures", "en", name) for name in PICTURES)


@pytest.mark.parametrize(
    "path",
    [
        "/embed/fi/nothing",
        "/embed/fi/figure/nothing",
        "/embed/fi/figure/loop",
        "/embed/fi/loop/x",
        "/embed/fi/moon/x",
        "/embed/xx/queues-grow",
        "/embed/fi",
    ],
)
def test_what_there_is_not_is_a_small_page(client: FlaskClient, path: str) -> None:
    """It says what is missing and what to do, in the reader's language."""
    answer = client.get(path, headers={"Accept-Language": "fi"})
    assert answer.status_code == 404
    assert "Tätä korttia ei ole" in answer.text
    assert "kopioi upotuskoodi uudelleen" in answer.text
    assert len(answer.data) < 1000


def test_what_is_used_no_more_leads_to_what_takes_its_place(world: Path, tmp_path: Path) -> None:
    """And to the embed of that, also when what replaced it has been replaced."""
    old = (
        "@prefix kierre: <https://w3id.org/kierre/ontology#> . @prefix id: <https://w3id.org/kierre/id/> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
        "@prefix dcterms: <http://purl.org/dc/terms/> .\n"
        'id:older a kierre:Barrier ; skos:prefLabel "older"@en ; owl:deprecated true ; dcterms:isReplacedBy id:old .\n'
        'id:old a kierre:Barrier ; skos:prefLabel "old"@en ; owl:deprecated true ; dcterms:isReplacedBy id:queues-grow .\n'
    )
    (world / "ontology" / "old.ttl").write_text(old)
    client = create_app(Settings(state=tmp_path), load(world)).test_client()
    for name in ("old", "older"):
        answer = client.get(f"/embed/en/{name}")
        assert answer.status_code == 200
        assert "no longer used" in answer.text
        assert 'href="/embed/en/queues-grow"' in answer.text
