"""Guidance pages in the portal."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from flask.testing import FlaskClient

from portal.graph.load import Data

PAGES = {"fi": "/fi/oppaat/queues", "sv": "/sv/guider/queues", "en": "/en/guides/queues"}


@pytest.fixture
def small_client(make_client: object) -> FlaskClient:
    """A client of the small world, which has one guide."""
    return make_client()  # type: ignore[operator, no-any-return]


@pytest.mark.parametrize(("language", "words"), [("fi", "Jonot kasvavat"), ("sv", "Köerna växer"), ("en", "Queues grow")])
def test_a_guide_is_in_the_language_of_its_address(small_client: FlaskClient, language: str, words: str) -> None:
    """Title, summary and text."""
    page = small_client.get(PAGES[language]).text
    assert words in page
    assert '<article class="guide guide-guides page-queues">' in page


def test_names_in_a_guide_lead_to_things_in_its_language(small_client: FlaskClient) -> None:
    """A link by name becomes an address."""
    assert '<a href="/sv/saker/constant-hurry">brådskan</a>' in small_client.get(PAGES["sv"]).text


def test_a_guide_says_what_it_is_about_and_when_it_was_checked(small_client: FlaskClient) -> None:
    """The facts of the Finnish file hold for all languages."""
    page = small_client.get(PAGES["en"]).text
    assert '<a href="/en/things/queues-grow">' in page.partition("This page is about")[2]
    assert '<time datetime="2026-11-21">' in page


def test_a_guide_without_a_translation_is_shown_in_another_language(small_client: FlaskClient) -> None:
    """And says so to a screen reader."""
    house = small_client.application.extensions["kierre"]
    texts = house.data.pages[0].texts
    english = texts.pop("en")
    try:
        assert '<article class="guide guide-guides page-queues" lang="fi">' in small_client.get(PAGES["en"]).text
    finally:
        texts["en"] = english


def test_an_unknown_guide_is_404(small_client: FlaskClient) -> None:
    """With a page that says so."""
    assert small_client.get("/en/guides/nothing").status_code == 404


def test_a_thing_leads_to_the_guides_about_it(client: FlaskClient, real: Data) -> None:
    """From the thing to what is written about it."""
    for page in real.pages:
        for slug in page.about:
            assert f'href="/en/guides/{page.slug}"' in client.get(f"/en/things/{slug}").text


def test_headings_of_a_guide_follow_its_title(client: FlaskClient, real: Data) -> None:
    """One first heading; the text goes on below it."""
    for page in real.pages:
        levels = [int(level) for level in re.findall(r"<h(\d)", client.get(f"/en/guides/{page.slug}").text)]
        assert levels.count(1) == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_list_of_guides_goes_by_kind(client: FlaskClient, real: Data) -> None:
    """Every page is in it, under the name of its kind."""
    shown = client.get("/en/guides").text
    for page in real.pages:
        assert f'href="/en/guides/{page.slug}"' in shown
        assert f'<h2 id="{page.kind}">' in shown


def test_the_view_is_kept_from_guide_to_thing(small_client: FlaskClient) -> None:
    """A reader who looks only at what the source says goes on so."""
    assert 'href="/sv/saker/constant-hurry?view=source"' in small_client.get(PAGES["sv"] + "?view=source").text


def test_what_a_guide_is_about_is_no_hypothesis_where_only_the_sources_speak(client: FlaskClient) -> None:
    """A loop of ours stands there in the other view alone."""
    loop = "/en/things/loop-returning-clients"
    pages = [client.get(f"/en/guides/acute-and-in-depth-work{view}").text for view in ("", "?view=source")]
    assert [loop in page.partition("This page is about")[2].partition("</ul>")[0] for page in pages] == [True, False]


def test_a_link_to_no_section_of_ours_breaks_no_page(small_client: FlaskClient) -> None:
    """The check names it; the page stands all the same."""
    texts = small_client.application.extensions["kierre"].data.pages[0].texts
    whole = texts["fi"]
    texts["fi"] = replace(whole, markdown="[a](section:nowhere)")
    try:
        assert small_client.get(PAGES["fi"]).status_code == 200
    finally:
        texts["fi"] = whole


def test_the_list_of_guides_begins_with_ways_to_its_kinds(client: FlaskClient, real: Data) -> None:
    """And shows six of the many cards, the rest folded."""
    shown = client.get("/en/guides").text
    assert all(f'href="#{page.kind}"' in shown for page in real.pages)
    cards = shown.partition('<h2 id="cards">')[2].partition("<details>")[0]
    assert cards.count("<li>") == 6


def test_sources_are_folded(client: FlaskClient) -> None:
    """One heading that unfolds; a phone does not scroll past forty footnotes."""
    assert '<details><summary><h2 id="notes">Sources</h2></summary>' in client.get("/en/guides/card-firefighting").text


def test_a_page_in_plain_language_is_only_its_text(client: FlaskClient, real: Data) -> None:
    """No choice of views and no notes on what has changed."""
    for page in (each for each in real.pages if each.kind == "selko"):
        shown = client.get(f"/en/guides/{page.slug}").text
        assert 'class="views"' not in shown
        assert "What has changed since" not in shown


def test_the_switch_of_views_says_what_it_leaves_out(client: FlaskClient) -> None:
    """In a word."""
    assert "(without our own hypotheses)" in client.get("/en/guides/team-meeting").text


@pytest.mark.parametrize(("url", "shown"), [("https://kierre.example.fi/", "https://kierre.example.fi"), ("", "")])
def test_paper_says_where_it_comes_from(make_client: object, url: str, shown: str) -> None:
    """The portal, the address of the page, and the day of the check."""
    page = make_client(public_url=url).get(PAGES["en"]).text  # type: ignore[operator]
    assert f'<span class="paper">Kierre · {shown}/en/guides/queues · </span>Facts last checked' in page


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_guide_is_given_as_markdown(client: FlaskClient, language: str) -> None:
    """With its title, whole addresses, and the texts of its footnotes; drawn parts are left to the page."""
    page = client.get("/page/financial-social-work", headers={"Accept-Language": language}).location
    answer = client.get(page + ".md")
    assert (answer.status_code, answer.content_type) == (200, "text/markdown; charset=utf-8")
    assert answer.text.startswith("# ")
    assert not re.search(r"\]\((id|st|page|section):|^:::", answer.text, re.MULTILINE)
    assert set(re.findall(r"\[\^([^\]]+)\](?!:)", answer.text)) == set(re.findall(r"^\[\^([^\]]+)\]:", answer.text, re.MULTILINE))
    assert f"<http://localhost{page}>" in answer.text


def test_every_guide_can_be_given_as_markdown(client: FlaskClient, real: Data) -> None:
    """None names a thing by a name that only we know."""
    texts = [client.get(f"/en/guides/{page.slug}.md").text for page in real.pages]
    assert not [text[:50] for text in texts if re.search(r"\]\((id|st|page|section):|^:::", text, re.MULTILINE)]


def test_a_program_that_reads_text_is_led_to_the_markdown(client: FlaskClient) -> None:
    """By the lasting name of a page, in its language; things have no such text."""
    wanted = {"Accept": "text/markdown, text/html;q=0.5", "Accept-Language": "sv"}
    assert client.get("/page/about", headers=wanted).location == "/sv/guider/about.md"
    assert client.get("/id/queues-grow", headers=wanted).location == "/sv/saker/queues-grow"


def test_markdown_of_nothing_is_404(client: FlaskClient) -> None:
    """As the page is."""
    assert client.get("/en/guides/nothing.md").status_code == 404
