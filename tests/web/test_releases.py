"""The releases of the data, and what has changed between two versions of it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

from portal.graph.load import Data, load
from portal.graph.releases import make_release
from portal.namespaces import ID, SKOS
from portal.settings import Settings
from portal.web import create_app

ATOM = "{http://www.w3.org/2005/Atom}"
DAYS = (date(2026, 11, 20), date(2026, 11, 21))
Make = Callable[..., FlaskClient]


@pytest.fixture(scope="module")
def history(data_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A portal over the third version of the small world, two of which have been released."""
    folder = tmp_path_factory.mktemp("history") / "world"
    shutil.copytree(data_folder / "world", folder)
    things = folder / "ontology" / "model" / "things.ttl"
    edits = [('"jonojen kasvu"@fi', '"kasvavat jonot"@fi'), ("id:queues-grow", "id:growing-queues")]
    for day, (old, new) in zip(DAYS, edits, strict=True):
        make_release(load(folder), folder / "ontology" / "releases", day, "1.0")
        things.write_text(things.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    return create_app(Settings(sources=folder, state=tmp_path_factory.mktemp("state")), load(folder)).test_client()


def test_releases_are_listed_with_what_they_changed(history: FlaskClient) -> None:
    """The newest first, each with a link to its changes and to its file."""
    page = history.get("/en/data-releases").text
    assert re.findall(r'<section class="note" id="([\d.]+)">', page) == ["2026.2", "2026.1"]
    assert "/en/data-changes?from=2026.1&amp;to=2026.2" in page
    assert "0 added, 1 changed, 0 deprecated, 0 removed" in page


def test_without_releases_pages_say_so(make_client: Make, tmp_path: Path) -> None:
    """And answer."""
    client = make_client(releases=tmp_path)
    assert "There is no release yet." in client.get("/en/data-releases").text
    assert "no earlier version" in client.get("/en/data-changes").text
    assert client.get("/api/v1/releases").json["releases"] == []


def test_a_changed_value_is_shown_old_and_new(history: FlaskClient) -> None:
    """Marked as gone and as new, with its language."""
    page = history.get("/en/data-changes?from=2026.1&to=2026.2").text
    assert re.search(r"<del>.*jonojen kasvu.*</del>", page)
    assert re.search(r"<ins>.*kasvavat jonot.*</ins>", page)


def test_added_and_removed_things_are_shown_by_name(history: FlaskClient) -> None:
    """What is no more has no link."""
    page = history.get("/en/data-changes?from=2026.2").text
    removed = page.partition('<section id="removed">')[2].partition("</section>")[0]
    assert "growing queues" in removed
    assert "queues-grow" not in removed
    assert "/en/things/growing-queues" in page.partition('<section id="added">')[2].partition("</section>")[0]


def test_without_a_choice_the_newest_release_is_compared_with_what_is_shown(history: FlaskClient) -> None:
    """The choice stands in the form."""
    page = history.get("/en/data-changes").text
    assert '<option value="2026.2" selected>' in page
    assert '<option value="current" selected>' in page


def test_programs_get_old_and_new_values(history: FlaskClient) -> None:
    """By property."""
    found = history.get("/api/v1/changes?from=2026.1&to=2026.2").json
    assert (found["from"], found["to"]) == ("2026.1", "2026.2")
    (changed,) = found["changed"]
    assert (changed["iri"], changed["sort"], changed["kind"]) == (ID + "queues-grow", "things", "Barrier")
    (property_,) = changed["properties"]
    assert property_["property"] == SKOS + "prefLabel"
    assert [value["value"] for value in property_["gone"]] == ["jonojen kasvu"]
    assert [(value["value"], value["language"]) for value in property_["new"]] == [("kasvavat jonot", "fi")]


def test_programs_get_the_releases(history: FlaskClient) -> None:
    """With an address that answers and a checksum."""
    newest, first = history.get("/api/v1/releases").json["releases"]
    assert (newest["number"], newest["previous"], first["previous"]) == ("2026.2", "2026.1", "")
    assert history.head(newest["download"].removeprefix("http://localhost")).content_length == newest["bytes"]


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ("from=2025.1", 404, "2026.2, 2026.1"),
        ("from=2026.2&to=2026.1", 400, "must be older"),
        ("from=current&to=2026.1", 400, "must be older"),
        ("from=2026.1&to=2026.1", 400, "must be older"),
        ("fron=2026.1", 400, "Did you mean from?"),
        ("from=2026.1&from=2026.2", 400, "Give it once"),
    ],
)
def test_a_program_is_told_what_to_change(history: FlaskClient, query: str, status: int, words: str) -> None:
    """As a problem."""
    answer = history.get(f"/api/v1/changes?{query}")
    assert (answer.status_code, answer.content_type) == (status, "application/problem+json")
    assert words in answer.json["detail"]


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [("from=x", 404, "no such release"), ("from=2026.2&amp;to=2026.1", 400, "older"), ("from=current", 400, "older")],
)
def test_a_reader_is_told_what_to_change(history: FlaskClient, query: str, status: int, words: str) -> None:
    """Above the form, which keeps the choice."""
    answer = history.get(f"/en/data-changes?{query.replace('&amp;', '&')}")
    assert answer.status_code == status
    assert words in answer.text.partition('role="alert"')[2].partition("</div>")[0]


def test_a_damaged_release_is_said(tmp_path: Path, small: Data) -> None:
    """To readers and to programs; the rest of the portal lives on."""
    made = make_release(small, tmp_path / "releases", DAYS[0], "1.0")
    (tmp_path / "releases" / made.file).write_bytes(b"x")
    client = create_app(Settings(state=tmp_path, releases=tmp_path / "releases"), small).test_client()
    answer = client.get("/en/data-changes?from=2026.1")
    assert (answer.status_code, "missing or damaged" in answer.text) == (503, True)
    problem = client.get("/api/v1/changes?from=2026.1")
    assert (problem.status_code, problem.content_type) == (503, "application/problem+json")
    assert "Restore" in problem.json["detail"] or "restore" in problem.json["detail"]


def test_the_name_of_a_release_leads_to_its_place_and_its_data(history: FlaskClient) -> None:
    """By what is accepted."""
    page = history.get("/dataset/2026.1", headers={"Accept": "text/html", "Accept-Language": "en"})
    assert (page.status_code, page.headers["Location"]) == (303, "/en/data-releases#2026.1")
    step = history.get("/dataset/2026.1", headers={"Accept": "text/turtle"})
    assert step.headers["Access-Control-Allow-Origin"] == "*"
    data = history.get("/dataset/2026.1", headers={"Accept": "text/turtle"}, follow_redirects=True)
    assert b"2026.1.nq.gz" in data.data
    assert history.get("/dataset/2020.1").status_code == 404


@pytest.fixture
def feed(history: FlaskClient) -> ElementTree.Element:
    """The feed as a reader of feeds sees it."""
    answer = history.get("/fi/changes.atom")
    assert answer.mimetype == "application/atom+xml"
    return ElementTree.fromstring(answer.data)  # noqa: S314 - our own text


def test_the_feed_has_what_atom_asks_for(feed: ElementTree.Element) -> None:
    """Exactly one id, title and date in the feed and in each entry; an author; links to itself and to the page."""
    assert feed.tag == ATOM + "feed"
    for part in (feed, *feed.findall(ATOM + "entry")):
        for name in ("id", "title", "updated"):
            (found,) = part.findall(ATOM + name)
            assert found.text
        assert part.find(ATOM + "updated") is not None
        assert datetime.fromisoformat(str(part.findtext(ATOM + "updated"))).tzinfo is not None
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    assert {link.get("rel") for link in feed.findall(ATOM + "link")} == {"self", "alternate"}


def test_each_release_is_an_entry_of_its_day(feed: ElementTree.Element) -> None:
    """The feed is as new as its newest entry; names of entries are those of the releases."""
    entries = feed.findall(ATOM + "entry")
    assert [entry.findtext(ATOM + "updated") for entry in entries] == ["2026-11-21T00:00:00Z", "2026-11-20T00:00:00Z"]
    assert feed.findtext(ATOM + "updated") == "2026-11-21T00:00:00Z"
    assert [str(entry.findtext(ATOM + "id")).rpartition("/")[2] for entry in entries] == ["2026.2", "2026.1"]


def test_links_of_the_feed_answer(history: FlaskClient, feed: ElementTree.Element) -> None:
    """They are whole addresses."""
    for link in feed.iter(ATOM + "link"):
        assert history.get(str(link.get("href")).removeprefix("http://localhost")).status_code == 200


def test_a_feed_without_releases_is_a_feed_too(make_client: Make, tmp_path: Path) -> None:
    """Empty, and dated."""
    feed = ElementTree.fromstring(make_client(releases=tmp_path).get("/sv/changes.atom").data)  # noqa: S314 - our own text
    assert feed.findtext(ATOM + "updated")
    assert not feed.findall(ATOM + "entry")


@pytest.mark.parametrize("path", ["/en/data-releases", "/en/data-changes", "/en/dataset"])
def test_pages_name_the_feed(history: FlaskClient, path: str) -> None:
    """For readers of feeds."""
    assert '<link rel="alternate" type="application/atom+xml" href="/en/changes.atom"' in history.get(path).text


def test_the_two_pages_of_changes_are_told_apart(history: FlaskClient) -> None:
    """One tells of the data, the other of the world; each names its own."""
    assert 'href="/en/what-has-changed"' in history.get("/en/data-changes").text.partition("<main")[2].partition("</main>")[0]


def test_a_page_of_many_changes_stays_light(world: Path, real: Data, tmp_path: Path) -> None:
    """Only the first of each sort are shown, and values only as far as they fit; the JSON has all."""
    make_release(load(world), tmp_path / "releases", DAYS[0], "1.0")
    client = create_app(Settings(state=tmp_path, releases=tmp_path / "releases"), real).test_client()
    page = client.get("/en/data-changes?from=2026.1")
    assert "the JSON has them all" in page.text
    assert len(page.data) <= 100_000
    assert len(client.get("/api/v1/changes?from=2026.1").json["added"]) > 2000
