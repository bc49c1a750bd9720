"""Where programs look first."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient

from portal.web.today import today
from portal.web.views import discovery

Make = Callable[..., FlaskClient]
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
PUBLIC = "https://kierre.example.fi"


@pytest.fixture(scope="module")
def pages(app: object) -> list[ET.Element]:
    """Every page of the sitemap of the real data."""
    answer = app.test_client().get("/sitemap.xml")  # type: ignore[attr-defined]
    assert (answer.status_code, answer.mimetype) == (200, "application/xml")
    return ET.fromstring(answer.data).findall("s:url", NAMES)  # noqa: S314 - our own


def places(urls: list[ET.Element]) -> list[str]:
    return [str(url.findtext("s:loc", "", NAMES)) for url in urls]


def test_the_sitemap_lists_each_page_once(pages: list[ET.Element]) -> None:
    """Home, sections, things, statements and guides, in each language."""
    found = places(pages)
    assert len(set(found)) == len(found)
    for path in (
        "/fi/",
        "/sv/saker/queues-grow",
        "/en/statements/prosos-doc",
        "/en/guides/about",
        "/fi/malli",
        "/en/doors/student",
    ):
        assert "http://localhost" + path in found


def test_every_page_of_the_sitemap_answers(client: FlaskClient, pages: list[ET.Element]) -> None:
    """A sample: each kind of page, none sends on."""
    found = places(pages)
    sample = [each for each in found if each.count("/") < 5 or "/doors/" in each] + found[:: len(found) // 60]
    assert [each for each in sample if client.get(each).status_code != 200] == []


def test_each_page_of_the_sitemap_names_its_languages(pages: list[ET.Element]) -> None:
    """The three, and the address for all others; among them the page itself."""
    for url in pages[::50]:
        links = {link.get("hreflang"): link.get("href") for link in url.findall("x:link", NAMES)}
        assert set(links) == {"fi", "sv", "en", "x-default"}
        assert url.findtext("s:loc", "", NAMES) in links.values()


def test_no_page_says_when_it_changed(pages: list[ET.Element]) -> None:
    """Nobody knows: the day on which facts were checked is another one."""
    assert not [url for url in pages if url.find("s:lastmod", NAMES) is not None]


def test_a_long_sitemap_is_a_list_of_files(make_client: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """No file has more addresses than may be, and together they are the whole."""
    client = make_client(public_url=PUBLIC)
    whole = places(ET.fromstring(client.get("/sitemap.xml").data).findall("s:url", NAMES))  # noqa: S314
    monkeypatch.setattr(discovery, "MOST", 100)
    client = make_client(public_url=PUBLIC)
    files = [each.text or "" for each in ET.fromstring(client.get("/sitemap.xml").data).findall("s:sitemap/s:loc", NAMES)]  # noqa: S314
    parts = [places(ET.fromstring(client.get(file.removeprefix(PUBLIC)).data).findall("s:url", NAMES)) for file in files]  # noqa: S314
    assert max(map(len, parts)) <= 100
    assert [each for part in parts for each in part] == whole
    assert client.get(f"/sitemap.{len(files) + 1}.xml").status_code == client.get("/sitemap.0.xml").status_code == 404


def test_crawlers_may_read_pages_and_data_but_no_questions(client: FlaskClient) -> None:
    """Searches, queries and filters have no end."""
    answer = client.get("/robots.txt")
    assert answer.content_type == "text/plain; charset=utf-8"
    rules = re.findall(r"^(Allow|Disallow): (\S+)$", answer.text, re.MULTILINE)
    assert rules == [("Disallow", "/sparql?"), ("Disallow", "/*?"), ("Allow", "/")]
    parser = RobotFileParser()
    parser.parse(answer.text.splitlines())
    assert parser.site_maps() == ["http://localhost/sitemap.xml"]
    assert parser.can_fetch("any", "http://localhost/en/things/queues-grow")
    assert not parser.can_fetch("any", "http://localhost/sparql?query=ASK%7B%7D")


def test_language_models_are_told_how_facts_and_hypotheses_are_kept_apart(client: FlaskClient) -> None:
    """In the form of llmstxt.org: a heading, a summary, lists of links under headings."""
    text = client.get("/llms.txt").text
    assert text.startswith("# Kierre\n\n> ")
    assert re.findall(r"^#+ ", text, re.MULTILINE).count("# ") == 1
    assert "`kierre:EditorialInference`" in text
    for section in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        lines = [line for line in section.split("\n")[1:] if line]
        assert lines
        assert all(re.fullmatch(r"- \[[^\]]+\]\(http://localhost/[^)]+\): .+", line) for line in lines)


def test_every_address_told_to_language_models_answers(client: FlaskClient) -> None:
    """Dataset and OpenAPI description have tests of their own."""
    found = re.findall(r"\((http://localhost/[^)]+)\)", client.get("/llms.txt").text)
    asked = [each for each in found if not each.endswith(("/dataset", "/openapi.json"))]
    assert [each for each in asked if client.get(each).status_code not in {200, 303, 400}] == []


def test_the_description_of_the_dataset_is_found_at_its_known_place(client: FlaskClient) -> None:
    """For programs as data, for people as a page."""
    answer = client.get("/.well-known/void")
    assert (answer.status_code, answer.location) == (303, "/dataset.ttl")
    assert "Accept" in answer.headers["Vary"].split(", ")
    assert client.get("/.well-known/void", headers={"Accept": "application/ld+json"}).location == "/dataset.jsonld"
    assert client.get("/.well-known/void", headers={"Accept": "text/html"}).location == "/dataset"


CONTACTS = [
    ({"security": "https://kierre.example.fi/hole"}, "https://kierre.example.fi/hole"),
    ({"contact": "Tiimi, tiimi@example.fi"}, "mailto:tiimi@example.fi"),
    ({"contact": "Tiimi, https://example.fi/tiimi."}, "https://example.fi/tiimi"),
    ({"security": "mailto:hole@example.fi", "contact": "tiimi@example.fi"}, "mailto:hole@example.fi"),
]


@pytest.mark.parametrize(("settings", "contact"), CONTACTS)
def test_whom_to_tell_of_a_hole(make_client: Make, settings: dict[str, str], contact: str) -> None:
    """As RFC 9116 has it: one address, and a day within a year until which it holds."""
    answer = make_client(**settings).get("/.well-known/security.txt")
    assert answer.content_type == "text/plain; charset=utf-8"
    fields = dict(line.split(": ", 1) for line in answer.text.strip().split("\n"))
    assert (fields["Contact"], fields["Preferred-Languages"]) == (contact, "fi, sv, en")
    assert today() < date.fromisoformat(fields["Expires"][:10]) < today() + timedelta(days=365)
    assert "Canonical" not in fields


def test_the_file_names_its_own_address_where_that_is_known(make_client: Make) -> None:
    """So that a copy elsewhere is seen to be one."""
    text = make_client(public_url=PUBLIC, contact="a@example.fi").get("/.well-known/security.txt").text
    assert f"Canonical: {PUBLIC}/.well-known/security.txt\n" in text


def test_without_a_contact_there_is_no_such_file(make_client: Make) -> None:
    """And a sentence says why."""
    answer = make_client(contact="Tiimi").get("/.well-known/security.txt")
    assert (answer.status_code, answer.content_type) == (404, "application/problem+json")
    assert "KIERRE_SECURITY" in answer.json["detail"]  # type: ignore[index]


def test_the_context_is_given_to_any_origin_and_may_be_kept(client: FlaskClient) -> None:
    """As JSON-LD; programs elsewhere read it from pages of other origins."""
    answer = client.get("/context/v1.jsonld")
    assert (answer.status_code, answer.mimetype) == (200, "application/ld+json")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cache-Control"] == "public, max-age=604800"
    assert client.get("/context/v1.jsonld", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize("path", ["/context/v2.jsonld", "/context/", "/.well-known/nothing", "/sitemap.1.xml"])
def test_what_is_not_there_is_404(client: FlaskClient, path: str) -> None:
    """Other versions, other files."""
    assert client.get(path).status_code == 404
