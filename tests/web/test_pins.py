"""Lasting addresses: `?v=` shows a release in today's templates, says so, and leads to what there is now."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import flask
import pytest
from flask.testing import FlaskClient

from portal.graph.load import Data, load
from portal.graph.releases import make_release
from portal.paths import data_root
from portal.settings import Settings
from portal.web import create_app, pins
from portal.web.shelf import Shelf

DAYS = (date(2026, 9, 1), date(2026, 11, 22))
THING = "/en/things/queues-grow"
NEW = """
id:late-thing a kierre:Barrier ;
    skos:prefLabel "late"@fi , "late"@sv , "late"@en ; skos:definition "late"@fi , "late"@sv , "late"@en ;
    kierre:basis kierre:StatedInSource ; prov:wasDerivedFrom st:prosos-doc .
"""
Make = Callable[..., FlaskClient]


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture(scope="module")
def folder(data_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small world in its third version, two of which have been released."""
    folder = tmp_path_factory.mktemp("pins") / "world"
    shutil.copytree(data_folder / "world", folder)
    things = folder / "ontology" / "model" / "things.ttl"
    make_release(load(folder), folder / "ontology" / "releases", DAYS[0], "1.0")
    edit(things, '"jonojen kasvu"@fi', '"kasvavat jonot"@fi')
    edit(things, '"growing queues"@en', '"queues that grow"@en')
    edit(folder / "content" / "guides" / "queues.en.md", "is constant.", "never ends.")
    things.write_text(things.read_text(encoding="utf-8") + NEW, encoding="utf-8")
    make_release(load(folder), folder / "ontology" / "releases", DAYS[1], "1.0")
    edit(things, "id:rule-of-three-levels", "id:rule-of-levels")
    return folder


@pytest.fixture(scope="module")
def app(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> flask.Flask:
    made = create_app(Settings(sources=folder, state=tmp_path_factory.mktemp("state")), load(folder))
    made.extensions[pins.SHELF] = Shelf(made.extensions["kierre"].settings, rest=0)
    return made


@pytest.fixture
def client(app: flask.Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture(scope="module")
def released(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A portal that serves what was released last."""
    root = tmp_path_factory.mktemp("released") / "world"
    shutil.copytree(folder, root)
    edit(root / "ontology" / "model" / "things.ttl", "id:rule-of-levels", "id:rule-of-three-levels")
    return create_app(Settings(sources=root, state=root), load(root)).test_client()


def bar(page: str) -> str:
    found = re.search(r'<aside class="pin.*?</aside>', page, re.DOTALL)
    return " ".join(re.sub("<[^>]*>", " ", found[0]).split()) if found else ""


def test_a_pinned_page_shows_the_data_of_its_release(client: FlaskClient) -> None:
    """While the same address without it shows what there is now."""
    names = [re.search(r"<h1[^>]*>(.*?)</h1>", client.get("/fi/asiat/queues-grow" + v).text, re.DOTALL) for v in ("?v=2026.1", "")]
    assert ["jonojen kasvu" in name[1].lower() for name in names if name] == [True, False]


def test_a_pinned_guide_has_the_text_of_then(client: FlaskClient) -> None:
    """Also where no triple has changed."""
    assert "is constant." in client.get("/en/guides/queues?v=2026.1").text
    assert "is constant." in client.get("/en/guides/queues.md?v=2026.1").text
    assert "never ends." in client.get("/en/guides/queues").text


@pytest.mark.parametrize("ending", ["ttl", "jsonld", "nt", "rdf"])
def test_pinned_data_is_that_of_its_release(client: FlaskClient, ending: str) -> None:
    """In every form."""
    assert "kasvavat jonot" not in client.get(f"/id/queues-grow.{ending}?v=2026.1").text
    assert "kasvavat jonot" in client.get(f"/id/queues-grow.{ending}").text


def test_a_lasting_name_sends_on_within_its_release(client: FlaskClient) -> None:
    """To page and to data."""
    for accepted, place in (("text/html", "/fi/asiat/queues-grow?v=2026.1"), ("text/turtle", "/id/queues-grow.ttl?v=2026.1")):
        answer = client.get("/id/queues-grow?v=2026.1", headers={"Accept": accepted, "Accept-Language": "fi"})
        assert answer.headers["Location"] == place


def test_a_pinned_answer_of_a_saved_query_is_that_of_its_release(client: FlaskClient) -> None:
    """As a page, and from the address that the page gives to programs."""
    page = client.get("/en/queries/labels-in-three-languages?class=Barrier&v=2026.1").text
    assert "jonojen kasvu" in page
    call = re.search(r'href="(/api/v1/queries/[^"]*format=csv[^"]*)"', page)
    assert call
    assert "jonojen kasvu" in client.get(call[1].replace("&amp;", "&")).text


def test_a_pinned_picture_is_drawn(client: FlaskClient) -> None:
    """As a drawing and as pixels."""
    for path in ("/en/map.svg?around=queues-grow&v=2026.1", "/en/pictures/two-circles.png?v=2026.1"):
        assert client.get(path).status_code == 200


def test_a_picture_names_the_release_that_it_shows(client: FlaskClient) -> None:
    """Not the number of its data, by which nobody finds it."""
    assert "Data version 2026.1." in client.get("/en/pictures/two-circles.svg?v=2026.1").text


def test_a_release_is_found_behind_a_mark_that_was_escaped_once_more(client: FlaskClient) -> None:
    """As letters and pages do; without it the reader would be shown other data unawares."""
    assert bar(client.get(THING + "?view=source&amp;v=2026.1").text).startswith("You are reading data release 2026.1")


def test_every_link_within_keeps_the_release(client: FlaskClient) -> None:
    """But those to what is only there now."""
    page = re.sub(r'<aside class="pin.*?</aside>', "", client.get(THING + "?v=2026.1").text, flags=re.DOTALL)
    links = set(re.findall(r'<a [^>]*href="(/[^"]*)"', page))
    without = {link.partition("?")[0] for link in links if "v=2026.1" not in link}
    assert without == {"/en/api", "/en/sparql", "/en/dataset"}
    assert len(links) > 20


def test_a_link_to_the_page_itself_keeps_the_release(client: FlaskClient) -> None:
    """One that says only what else is asked of it, as within the map."""
    found = re.findall(r'href="(\?[^"]+)"', client.get("/en/map?around=queues-grow&v=2026.1").text)
    assert found
    assert all("v=2026.1" in each for each in found)


def test_the_view_is_kept_beside_the_release(client: FlaskClient) -> None:
    """Each link has both."""
    page = client.get(THING + "?view=source&v=2026.1").text
    assert 'href="/en/things/queues-grow?v=2026.1"' in page  # the switch to the other view
    assert re.search(r'href="/en/things/[a-z-]+\?view=source&amp;v=2026\.1"', page)


def test_a_form_keeps_the_release(client: FlaskClient) -> None:
    """In a hidden field; the search, which knows only what there is now, has none."""
    forms = re.findall(r"<form\b.*?</form>", client.get("/en/find-guidance?v=2026.1").text, re.DOTALL)
    held = {re.search(r'action="([^"?]*)', form)[1]: 'name="v" value="2026.1"' in form for form in forms}  # type: ignore[index]
    assert held == {"/en/search": False, "/en/find-guidance": True}


def test_a_form_that_is_posted_keeps_the_release_in_its_address(client: FlaskClient) -> None:
    """So that the answer is of the same release."""
    page = client.get("/en/team-check?v=2026.1").text
    assert re.search(r'<form[^>]*action="/en/team-check\?v=2026\.1"', page)
    assert bar(client.post("/en/team-check?v=2026.1", data={"do": "show"}).text).startswith("You are reading data release 2026.1")


def test_the_canonical_address_has_no_release(folder: Path, tmp_path: Path) -> None:
    """And search engines do not list what is pinned."""
    app = create_app(Settings(sources=folder, state=tmp_path, public_url="https://kierre.example.fi"), load(folder))
    answer = app.test_client().get(THING + "?v=2026.1")
    assert f'<link rel="canonical" href="https://kierre.example.fi{THING}">' in answer.text
    assert '<meta name="robots" content="noindex">' in answer.text
    assert f'<https://kierre.example.fi{THING}>; rel="canonical"' in answer.headers.getlist("Link")
    assert answer.headers["X-Robots-Tag"] == "noindex"


def test_programs_are_led_to_the_newest(client: FlaskClient) -> None:
    """And from form to form within the release."""
    links = client.get("/id/queues-grow.ttl?v=2026.1").headers.getlist("Link")
    assert '<http://localhost/id/queues-grow.ttl>; rel="latest-version"' in links
    assert any("/id/queues-grow.jsonld?v=2026.1>" in link for link in links)
    assert '<https://w3id.org/kierre/id/queues-grow>; rel="cite-as"' in links


def test_a_pinned_set_of_links_is_of_the_release(client: FlaskClient) -> None:
    """From and to what it has; only names and what is the same in all releases have none."""
    found = client.get("/id/queues-grow.linkset?v=2026.1").get_json(force=True)["linkset"]
    assert all(each["anchor"].endswith("?v=2026.1") for each in found)
    pages = [target["href"] for each in found for target in each.get("describedby", [])]
    assert pages
    assert all("v=2026.1" in href for href in pages)


def test_a_pinned_page_is_asked_about_again(client: FlaskClient) -> None:
    """By its own ETag."""
    tags = [client.get(THING + v).headers["ETag"] for v in ("", "?v=2026.1", "?v=2026.2")]
    assert len(set(tags)) == 3
    assert client.get(THING + "?v=2026.1", headers={"If-None-Match": tags[1]}).status_code == 304


def test_below_a_path_the_release_is_kept_too(folder: Path, tmp_path: Path) -> None:
    """The path is put before each link, the release after it."""
    public = "https://x.example.fi/kierre"
    answer = create_app(Settings(sources=folder, state=tmp_path, public_url=public), load(folder)).test_client().get(
        "/kierre" + THING + "?v=2026.1"
    )  # fmt: skip
    assert 'href="/kierre/en/methods?v=2026.1"' in answer.text
    links = answer.headers.getlist("Link")
    assert f'<{public}/fi/asiat/queues-grow?v=2026.1>; rel="alternate"; hreflang="fi"' in links
    assert f'<{public}{THING}>; rel="latest-version"' in links
    assert f'<link rel="alternate" hreflang="fi" href="{public}/fi/asiat/queues-grow?v=2026.1">' in answer.text


def test_the_links_of_a_pinned_text_keep_the_release(client: FlaskClient) -> None:
    """In Markdown too, where they are whole addresses."""
    links = re.findall(r"\((http://localhost/en/[^)]*)\)", client.get("/en/guides/queues.md?v=2026.1").text)
    assert links
    assert all(link.partition("#")[0].endswith("?v=2026.1") for link in links)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        (THING + "?v=2026.1", "What this page tells has changed since."),
        ("/en/things/level-macro?v=2026.1", "What this page tells has not changed."),
        ("/en/things/rule-of-three-levels?v=2026.1", "The page is no longer there."),
    ],
)
def test_the_bar_says_what_has_become_of_the_page(client: FlaskClient, path: str, said: str) -> None:
    """By what the page tells now."""
    told = bar(client.get(path).text)
    assert re.match(r"You are reading data release 2026\.1 \( 1 Sept? 2026 \)\.", told)
    assert said in told


def test_the_bar_leads_to_the_page_now_and_to_the_changes(client: FlaskClient) -> None:
    """Both without a release in their address."""
    page = client.get(THING + "?view=source&v=2026.1").text
    assert f'<a rel="latest-version" href="{THING}?view=source">' in page
    assert '<a href="/en/data-changes?from=2026.1">' in page


def test_the_newest_release_says_so_quietly(released: FlaskClient) -> None:
    """When it is what is served; then no second house is opened."""
    page = released.get(THING + "?v=2026.2").text
    assert bar(page).startswith("Data release 2026.2, the newest")
    assert '<aside class="pin quiet"' in page
    assert released.application.extensions[pins.SHELF].held == []


@pytest.mark.parametrize("asked", ["", "2026", "2026.", "2026.0", "x", "2026.1%27", "2026.1&v=2026.2", "²026.1", "9" * 5000])
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_number_that_was_cut_off_is_said(client: FlaskClient, asked: str, language: str) -> None:
    """Not found, with where to go instead."""
    answer = client.get(f"/{language}/loops?v={asked}" if language == "en" else f"/{language}/?v={asked}")
    assert answer.status_code == 404
    assert "v=2026.2" in answer.text
    assert "v=2026.1" in answer.text


def test_a_release_that_there_is_not_is_said(client: FlaskClient) -> None:
    """With those that there are, and the same page now."""
    page = client.get(THING + "?view=source&v=2025.3").text
    assert "There is no data release 2025.3 here." in page
    assert f'href="{THING}?view=source"' in page
    assert f'href="{THING}?view=source&amp;v=2026.2"' in page


def test_a_program_gets_a_problem(client: FlaskClient) -> None:
    """With the numbers of the releases."""
    answer = client.get("/id/queues-grow.ttl?v=2025.3", headers={"Accept": "text/turtle"})
    assert (answer.status_code, answer.content_type) == (404, "application/problem+json")
    assert answer.json["releases"] == ["2026.2", "2026.1"]


def test_what_came_later_says_when(client: FlaskClient) -> None:
    """With a link to it, in that release and now."""
    answer = client.get("/en/things/late-thing?v=2026.1")
    assert answer.status_code == 404
    assert "It came with release 2026.2." in answer.text
    assert 'href="/en/things/late-thing"' in answer.text
    assert 'href="/en/things/late-thing?v=2026.2"' in answer.text


def test_what_came_after_all_releases_says_that_it_came_later(client: FlaskClient) -> None:
    """No release is named."""
    page = client.get("/en/things/rule-of-levels?v=2026.2").text
    assert "not yet there in data release 2026.2" in page
    assert "It came with" not in page


def test_a_program_that_asks_for_what_came_later_gets_a_problem(client: FlaskClient) -> None:
    """With the release in which it came."""
    answer = client.get("/id/late-thing.ttl?v=2026.1", headers={"Accept": "text/turtle"})
    assert (answer.status_code, answer.content_type) == (404, "application/problem+json")
    assert "release 2026.2" in answer.json["detail"]


def test_what_never_was_is_not_found_as_ever(client: FlaskClient) -> None:
    """The release does not matter."""
    answer = client.get("/en/things/never?v=2026.1")
    assert (answer.status_code, "There is no such page" in answer.text) == (404, True)


@pytest.mark.parametrize("path", ["/en/search?q=x", "/sparql?query=ASK%7B%7D", "/en/sparql", "/api/v1/things", "/en/data-releases",
                                  "/download/kierre.ttl", "/dataset.ttl"])  # fmt: skip
def test_what_shows_no_release_refuses_it(client: FlaskClient, path: str) -> None:
    """With where to go instead."""
    answer = client.get(path + ("&" if "?" in path else "?") + "v=2026.1")
    assert answer.status_code == 400
    assert re.search(r"leave v out|Jätä v pois|Leave v out", answer.text)


@pytest.mark.parametrize("path", ["/healthz", "/version", "/static/css/kierre.css", "/robots.txt"])
def test_what_shows_no_data_lets_it_pass(client: FlaskClient, path: str) -> None:
    """As any parameter that it does not know."""
    assert client.get(path + "?v=x").status_code == 200


def test_a_portal_without_releases_says_so(make_client: Make, tmp_path: Path) -> None:
    """And still leads to the page."""
    page = make_client(releases=tmp_path / "none").get("/en/loops?v=2026.1").text
    assert "No data release has been made yet." in page
    assert 'href="/en/loops"' in page


def test_a_damaged_release_spoils_nothing_else(folder: Path, tmp_path: Path, small: Data) -> None:
    """Its pages are 503, the others answer."""
    shutil.copytree(folder / "ontology" / "releases", tmp_path / "releases")
    (tmp_path / "releases" / "2026.1.pages.zip").write_bytes(b"x")
    client = create_app(Settings(state=tmp_path, releases=tmp_path / "releases"), small).test_client()
    (tmp_path / "releases" / "2026.2.nq.gz").write_bytes(b"x")
    assert [client.get("/en/loops" + v).status_code for v in ("", "?v=2026.2")] == [200, 503]


def test_a_release_that_cannot_be_opened_now_is_busy(folder: Path, tmp_path: Path) -> None:
    """503, with when to ask again."""
    own = create_app(Settings(sources=folder, state=tmp_path), load(folder))
    own.extensions[pins.SHELF] = Shelf(own.extensions["kierre"].settings, clock=iter(range(0, 1000, 5)).__next__)
    client = own.test_client()
    answers = [client.get(THING + f"?v={number}") for number in ("2026.1", "2026.2")]
    assert [each.status_code for each in answers] == [200, 503]
    assert int(answers[1].headers["Retry-After"]) > 0
    assert client.get(THING).status_code == 200


def test_what_is_released_is_pinned(released: FlaskClient) -> None:
    """For those who give addresses to keep."""
    with released.application.test_request_context(THING):
        assert (pins.edition(), pins.pinned(THING), pins.pinned("/en/loops?view=source&v=2026.1#x")) == (
            "2026.2", THING + "?v=2026.2", "/en/loops?view=source&v=2026.2#x",
        )  # fmt: skip


def test_what_is_not_released_has_no_lasting_address(client: FlaskClient) -> None:
    """It keeps the one it has."""
    with client.application.test_request_context(THING):
        assert (pins.edition(), pins.pinned(THING)) == ("", THING)


def test_an_organisations_own_portal_has_kierres_releases(data_folder: Path, folder: Path, tmp_path: Path) -> None:
    """A pinned page has nothing of its own; its own pages have no lasting address."""
    root = tmp_path / "world"
    shutil.copytree(folder, root)
    edit(root / "ontology" / "model" / "things.ttl", "id:rule-of-levels", "id:rule-of-three-levels")
    own = (data_folder / "organisation",)
    app = create_app(Settings(sources=root, data=own, state=tmp_path), load(root, own))
    with app.test_request_context(THING):
        assert (pins.edition(), pins.pinned("/en/guides/local-induction")) == ("2026.2", "/en/guides/local-induction")
    client = app.test_client()
    assert bar(client.get(THING + "?v=2026.2").text).startswith("Data release 2026.2, the newest")
    assert [client.get("/en/guides/local-induction" + v).status_code for v in ("", "?v=2026.2")] == [200, 404]


def test_a_release_is_shown_while_an_engine_far_away_is_not_there(folder: Path, tmp_path: Path) -> None:
    """It is read from its files; only what has become of the page is not known."""
    app = create_app(Settings(sources=folder, state=tmp_path, store="http://127.0.0.1:9/query"))
    client = app.test_client()
    assert [client.get(THING + v).status_code for v in ("", "?v=2026.1")] == [503, 200]
    assert "What this page tells" not in bar(client.get(THING + "?v=2026.1").text)


@pytest.fixture(scope="module")
def served(start_server: Callable[..., Any], folder: Path, data_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A real server over a clean world with two releases, of which none is served."""
    root = tmp_path_factory.mktemp("served")
    shutil.copytree(data_folder / "world", root / "world")
    for file in (data_root() / "ontology").glob("*.ttl"):
        shutil.copy(file, root / "world" / "ontology")
    return start_server(sources=root / "world", releases=folder / "ontology" / "releases", state=root / "state")


def test_over_http_a_pinned_page_is_kept(served: Any) -> None:
    """And not sent to whoever has it."""
    first = served.get(THING + "?v=2026.1")
    assert first.status == 200
    assert b"You are reading data release 2026.1" in first.body
    assert served.get(THING + "?v=2026.1", If_None_Match=first.headers["ETag"]).status == 304


def test_over_http_who_asks_for_one_release_after_the_other_stops_nobody(served: Any) -> None:
    """Each answer is the page or a clear 503, and pages without a release always answer."""
    found = [served.get(f"{THING}?v=2026.{1 + turn % 2}&turn={turn}") for turn in range(12)]
    assert {each.status for each in found} <= {200, 503}
    assert all(each.headers["Retry-After"] for each in found if each.status == 503)
    assert served.get(THING).status == 200
